import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buildStudy, checkStudy, collectedSorts, openStudyJournal, PAPER_STREAM, SORT_STREAM } from "@plait/build";
import { guardianshipQ } from "@plait/example-guardianship";
import { makeStudyKey, newEventId, type StudyKey } from "@plait/journal";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let folder: TemporaryFolder;
let study: string;
let key: StudyKey;
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const environment = {};

beforeEach(async () => {
  folder = await temporaryFolder("collected-sorts");
  study = join(folder.path, "study");
  const settings = "title: Q\nlanguages: [en, ar]\nstrands: [q]\ndisclosure: { policy: sacro }\n";
  for (const [path, text] of [["study.yaml", settings] as const, ...guardianshipQ().files]) {
    await mkdir(dirname(join(study, path)), { recursive: true });
    await writeFile(join(study, path), text);
  }
  await writeFile(
    join(study, "q/analysis.yaml"),
    "noise: { draws: 100 }\nstability: { resamples: 100 }\nflags:\n  changes: [{ sorter: QYP90, factor: 1, flag: true, reason: Named as ours. }]\n",
  );
  await writeFile(join(study, "q/participants.csv"), "sorter,age,gender,months_in_service,left_service\n");
  const keyFile = join(folder.path, "key");
  ({ key } = await makeStudyKey(study, { kind: "key-file", path: keyFile }, randomBytes));
});
afterEach(() => folder.remove());

/** The sorter lays the cards on the board from the lowest place on, in the order of their numbers, and says that it is done or not. */
async function sortCards(sorter: string, isDone: boolean): Promise<void> {
  const journal = await openStudyJournal(study, key, { environment });
  const columns = [2, 4, 5, 6, 5, 4, 2].flatMap((cards, column) =>
    Array.from({ length: cards }, (_, at) => ({ value: column - 3, at })),
  );
  const done: readonly [kind: string, payload: object][] = [
    ["q.sort-begun", { language: "ar" }],
    ["q.assented", {}],
    ...columns.map((place, card): [string, object] => [
      "q.card-placed",
      { card: `s${String(card + 1).padStart(2, "0")}`, ...place },
    ]),
    ...(isDone ? [["q.sort-finished", {}] as [string, object]] : []),
  ];
  await journal.append(
    done.map(([kind, payload], counter) => ({
      id: newEventId(0, randomBytes),
      stream: `${SORT_STREAM}${sorter}`,
      actor: sorter,
      subject: sorter,
      kind,
      version: 1,
      declared: { device: "tablet", counter },
      payload: { ...payload },
    })),
  );
  await journal.close();
}

/** Somebody types the sort that lies on paper from the lowest place on, and another one upside down, which is corrected. */
async function typeFromPaper(sorter: string): Promise<void> {
  const journal = await openStudyJournal(study, key, { environment });
  const values = [2, 4, 5, 6, 5, 4, 2].flatMap((cards, column) => Array<number>(cards).fill(column - 3));
  const cards = values.map((_, card) => `s${String(card + 1).padStart(2, "0")}`);
  const lying = (from: readonly number[]) => Object.fromEntries(cards.map((card, at) => [card, from[at] ?? 0]));
  const entry = newEventId(0, randomBytes);
  const steps: readonly [id: string, kind: string, payload: object][] = [
    [newEventId(0, randomBytes), "q.paper-begun", { assented: true, language: "ar", helper: "nobody" }],
    [entry, "q.paper-entered", { places: lying([...values].reverse()), piles: null }],
    [
      newEventId(0, randomBytes),
      "q.paper-corrected",
      { places: lying(values), piles: null, of: entry, reason: "The photograph was upside down" },
    ],
  ];
  await journal.append(
    steps.map(([id, kind, payload]) => ({
      ...{ id, kind, stream: `${PAPER_STREAM}${sorter}`, actor: "F. Acilitator", subject: sorter, version: 1 },
      payload: { ...payload },
    })),
  );
  await journal.close();
}

const collected = () => collectedSorts(study, { unlock: async () => key, environment });

describe("[B58] sorts made in Plait", () => {
  test("are built with those in files; what is not finished is left out", async () => {
    await sortCards("QYP90", true);
    await sortCards("QYP91", false);
    const sorts = await collected();
    expect(sorts.map(({ sorter, language, places }) => [sorter, language, places[0], places[27]])).toEqual([
      ["QYP90", "ar", -3, 3],
    ]);
    await buildStudy(study, { collected: sorts });
    expect(readFileSync(join(study, "outputs/annex.html"), "utf8")).toContain("26 sorts");
    expect((await buildStudy(study, { collected: sorts })).status).toBe("unchanged");
  });

  test("are asked for only where there is a journal", async () => {
    const unlock = () => Promise.reject(new Error("asked for the key"));
    expect(await collectedSorts(study, { unlock, environment })).toEqual([]);
    await sortCards("QYP90", true);
    await expect(collectedSorts(study, { unlock, environment })).rejects.toThrow("asked for the key");
    expect(existsSync(join(study, ".plait/journal.db"))).toBe(true);
  });

  test("may be named by choices: a check that does not open the journal warns, one with their sorts is content", async () => {
    await sortCards("QYP90", true);
    const named = (problems: Awaited<ReturnType<typeof checkStudy>>) =>
      problems.filter(({ code }) => code === "q-named-without-sort").map(({ severity }) => severity);
    expect(named(await checkStudy(study))).toEqual(["warning"]);
    expect(named(await checkStudy(study, { collected: await collected() }))).toEqual([]);
  });
});

describe("[B54] sorts that were entered from paper", () => {
  test("are built with the others, as they were last corrected", async () => {
    await typeFromPaper("QYP95");
    await sortCards("QYP90", true);
    const sorts = await collected();
    expect(sorts.map(({ sorter, language, places }) => [sorter, language, places[0], places[27]])).toEqual([
      ["QYP90", "ar", -3, 3],
      ["QYP95", "ar", -3, 3],
    ]);
    await buildStudy(study, { collected: sorts });
    expect(readFileSync(join(study, "outputs/annex.html"), "utf8")).toContain("27 sorts");
  });

  test("give way to a sort that the same person finished on a device, and to none that is not finished", async () => {
    await typeFromPaper("QYP90");
    await sortCards("QYP90", false);
    expect((await collected()).map(({ sorter, order }) => [sorter, order])).toEqual([["QYP90", undefined]]);
    await typeFromPaper("QYP96");
    await sortCards("QYP96", true);
    const [, both] = await collected();
    expect([both?.sorter, both?.order?.length]).toEqual(["QYP96", 28]);
  });

  test("are gone with the person", async () => {
    await typeFromPaper("QYP90");
    const journal = await openStudyJournal(study, key, { environment });
    await journal.forgetSubject("QYP90", "A. Owner");
    await journal.close();
    expect(await collected()).toEqual([]);
  });
});
