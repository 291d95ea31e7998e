import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { guardianshipQ } from "@plait/example-guardianship";
import type { JournalEvent } from "@plait/journal";
import type { QSort } from "@plait/q-method";
import { wordsDigest } from "@plait/study";
import { describe, expect, test } from "vitest";
import type { Called, SignedIn } from "../src/room.ts";
import { qRoom } from "../src/rooms/q-room.ts";
import type { SaidReason } from "../src/sort-room.ts";
import { sortingStudy } from "./sorting-study.ts";

const analyst: SignedIn = { kind: "staff", name: "A. Analyst", role: "analyst" };
const session = { begin: () => {}, end: () => {} };

async function openedRoom(collected: readonly QSort[] = [], said: readonly SaidReason[] = []) {
  const { study, ...rest } = await sortingStudy();
  const room = qRoom(
    async () => collected,
    async () => said,
  );
  const base = { study, caller: analyst, query: undefined, session };
  return {
    study,
    design: () => room.readQDesign({ ...base, body: undefined }),
    reasons: () => room.readReasons({ ...base, body: undefined }),
    sorts: () => room.readQSorts({ ...base, body: undefined }),
    choose: (body: Called<"chooseAnalysis">["body"]) => room.chooseAnalysis({ ...base, body }),
    wordChecks: () => room.readWordChecks({ ...base, body: undefined }),
    signOff: (body: Called<"signOffWords">["body"]) => room.signOffWords({ ...base, body }),
    events: async (stream = "q/analysis") => {
      const events: JournalEvent[] = [];
      for await (const event of study.journal.read({ streams: [stream] })) events.push(event);
      return events;
    },
    [Symbol.asyncDispose]: rest[Symbol.asyncDispose],
  };
}

describe("[V70] the cards of a study", () => {
  test("come in every language, with what is to be known of each wording before it is used", async () => {
    await using room = await openedRoom();
    const grid = join(room.study.folder, "q/grid.yaml");
    const qSet = join(room.study.folder, "q/q-set.csv");
    const states = async () => (await room.design()).languages.map(({ language, state }) => [language, state]);
    expect(await states()).toEqual([
      ["ar", "whole"],
      ["en", "whole"],
    ]);
    const text = await readFile(grid, "utf8");
    const arabic = text.slice(text.indexOf("  ar:"));
    await writeFile(grid, text.replace(arabic, arabic.replace("version: 1", "version: 2")));
    expect(await states()).toContainEqual(["en", "behind"]);
    await writeFile(grid, text.replace(arabic, ""));
    expect(await states()).toContainEqual(["ar", "without-words"]);
    await writeFile(grid, text);
    const cards = await readFile(qSet, "utf8");
    const [header = "", first = "", ...others] = cards.split("\n");
    await writeFile(qSet, [header, first.replace(/,[^,]*$/u, ","), ...others].join("\n"));
    expect((await room.design()).languages[0]).toMatchObject({ language: "ar", state: "incomplete", missing: ["s01"] });
  });
});

describe("[V71] the sorts of a study", () => {
  test("are those of files and of the journal, each marked, with what is wrong", async () => {
    await using room = await openedRoom([{ sorter: "QYP80", places: Array.from({ length: 28 }, (_, at) => at % 3) }]);
    const inFile = "q/sorts/2022-07.csv";
    await mkdir(join(room.study.folder, "q/sorts"));
    await writeFile(join(room.study.folder, inFile), guardianshipQ().files.get(inFile) ?? "");
    const { sorts, problems, choices } = await room.sorts();
    expect(sorts.filter(({ from }) => from === "journal").map(({ sorter }) => sorter)).toEqual(["QYP80"]);
    expect(sorts.filter(({ from }) => from === "file")).toHaveLength(14);
    expect(problems.map(({ code }) => code)).toContain("q-sorter-not-described");
    expect(choices.extraction).toEqual({ method: "pca" });
  });

  test("a study that cannot be read is refused with all that is wrong", async () => {
    await using room = await openedRoom();
    await rm(join(room.study.folder, "q/q-set.csv"));
    await expect(room.sorts()).rejects.toMatchObject({ status: 422, message: expect.stringContaining("q/q-set.csv") });
  });
});

describe("[V72] choices of the analysis", () => {
  test("stand in the file with who and when, and in the journal with the reason", async () => {
    await using room = await openedRoom();
    const before = await room.sorts();
    const factors = { number: 2, reason: "The third is one sort." } as const;
    const after = await room.choose({
      revision: before.revision,
      choices: { factors },
      reason: "The third is one sort.",
    });
    expect(after.choices.factors).toEqual(factors);
    expect(after.choices.decided?.who).toBe("A. Analyst");
    expect((await room.sorts()).revision).toBe(after.revision);
    expect((await room.events()).map(({ kind, content }) => [kind, content])).toMatchObject([
      [
        "q.analysis-chosen",
        { actor: "A. Analyst", payload: { choices: { factors }, reason: factors.reason, revision: after.revision } },
      ],
    ]);
  });

  test("are refused where they were changed meanwhile or are wrong; then nothing is written or journalled", async () => {
    await using room = await openedRoom();
    const { revision } = await room.sorts();
    const reason = "because";
    const wrong = {
      flags: { level: 0.05, majority: true, changes: [{ sorter: "X", factor: 1, flag: true, reason }] },
    } as const;
    await expect(room.choose({ revision: "", choices: {}, reason })).rejects.toMatchObject({ status: 409 });
    await expect(room.choose({ revision, choices: wrong, reason })).rejects.toMatchObject({ status: 422 });
    expect([(await room.sorts()).revision, await room.events()]).toEqual([revision, []]);
  });
});

describe("[V73] the words of the participants' page", () => {
  const texts = { stop: "قف", leave: "غادر" };
  const signOff = { language: "ar", texts, checked: { by: "S. Haddad", when: "2023-11-14" } };

  test("are signed off in the file with the words, and in the journal with their digest", async () => {
    await using room = await openedRoom();
    const { revision, checks } = await room.wordChecks();
    expect(checks).toEqual({});
    const after = await room.signOff({ revision, ...signOff });
    const sha256 = wordsDigest(texts);
    const { checked } = signOff;
    expect(after.checks).toEqual({
      ar: { checked, signed_off: { who: "A. Analyst", when: "2023-11-14" }, sha256, texts },
    });
    expect(await room.wordChecks()).toEqual(after);
    expect((await room.events("q/words")).map(({ kind, content }) => [kind, content])).toMatchObject([
      ["q.words-signed-off", { payload: { language: "ar", checked, sha256, revision: after.revision } }],
    ]);
  });

  test("are not where the file was changed meanwhile, or the day is still to come", async () => {
    await using room = await openedRoom();
    const { revision } = await room.wordChecks();
    await expect(room.signOff({ ...signOff, revision: "" })).rejects.toMatchObject({ status: 409 });
    const tomorrow = { ...signOff.checked, when: "2023-11-15" };
    await expect(room.signOff({ ...signOff, revision, checked: tomorrow })).rejects.toMatchObject({ status: 422 });
    expect([await room.wordChecks(), await room.events("q/words")]).toEqual([{ checks: {}, revision }, []]);
  });
});
