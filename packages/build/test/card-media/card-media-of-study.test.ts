import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { deflateSync } from "node:zlib";
import { checkStudyQ, StudyProblems, signOffWords, sortTable, standingWordChecks, withSources } from "@plait/build";
import { guardianshipQ } from "@plait/example-guardianship";
import { wordsDigest } from "@plait/study";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let folder: TemporaryFolder;
const write = async (path: string, content: string | Uint8Array): Promise<void> => {
  await mkdir(dirname(join(folder.path, path)), { recursive: true });
  await writeFile(join(folder.path, path), content);
};

beforeEach(async () => {
  folder = await temporaryFolder("card-media");
  await write("study.yaml", "title: Q\nlanguages: [en, ar]\nstrands: [q]\ndisclosure: { policy: sacro }\n");
  for (const [path, text] of guardianshipQ().files) await write(path, text);
});
afterEach(() => folder.remove());

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==",
  "base64",
);
const sound = Buffer.from("ID3\u0004 and then the sound");

/** The first card with a picture, and with a recording in Arabic. */
async function withMedia(picture: Uint8Array = png, recording: Uint8Array = sound): Promise<void> {
  const cards = readFileSync(join(folder.path, "q/q-set.csv"), "utf8").trimEnd().split("\n");
  const own = cards.map(
    (row, at) => `${row}${[",picture,picture_en,picture_ar", ",house.png,A house,بيت"][at] ?? ",,,"}`,
  );
  await write("q/q-set.csv", `${own.join("\n")}\n`);
  await write("q/pictures/house.png", picture);
  await write("q/sound/ar/s01.mp3", recording);
}

const problemsOf = async () =>
  (await checkStudyQ(folder.path)).problems
    .filter(({ code }) => ["q-picture", "q-sound"].includes(code))
    .map(({ code, place, message }) => `${code} ${place.file} ${place.path ?? ""} ${message}`);

describe("[B80] pictures and recordings of a study", () => {
  test("are on the table by names that change with their bytes", async () => {
    await withMedia();
    expect(await problemsOf()).toEqual([]);
    const { shown, media } = await sortTable(folder.path);
    const [first, second] = shown.cards;
    expect(second).not.toHaveProperty("picture");
    expect(first?.picture?.texts).toEqual({ en: "A house", ar: "بيت" });
    expect(Object.keys(first?.recordings ?? {})).toEqual(["ar"]);
    expect(media.get(first?.picture?.source ?? "")).toEqual({ type: "image/png", bytes: Uint8Array.from(png) });
    expect(media.get(first?.recordings?.ar ?? "")?.type).toBe("audio/mpeg");
    const elsewhere = withSources(shown, (name) => `/at/${name}`).cards[0];
    expect(elsewhere?.picture?.source).toBe(`/at/${first?.picture?.source}`);
    expect(elsewhere?.recordings?.ar).toBe(`/at/${first?.recordings?.ar}`);
    await write("q/sound/ar/s01.mp3", `${sound}.`);
    expect((await sortTable(folder.path)).shown.cards[0]?.recordings?.ar).not.toBe(first?.recordings?.ar);
  });

  test.each([
    ["an SVG under another name", () => withMedia(Buffer.from("<svg/>")), "q-picture q/q-set.csv s01", "SVG"],
    ["a picture cut off", () => withMedia(png.subarray(0, 40)), "q-picture q/q-set.csv s01", "cut off"],
    ["a picture too large", () => withMedia(deflateSync(Buffer.alloc(2 ** 21), { level: 0 })), "q-picture", "KiB"],
    ["a recording of no kind", () => withMedia(png, png), "q-sound q/sound/ar/s01.mp3", "first bytes"],
    ["a recording too large", () => withMedia(png, Buffer.alloc(2 ** 21)), "q-sound q/sound/ar/s01.mp3", "KiB"],
  ])("%s is a problem, and then nobody sorts", async (_, make, where, said) => {
    await make();
    const problems = await problemsOf();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(where);
    expect(problems[0]).toContain(said);
    await expect(sortTable(folder.path)).rejects.toBeInstanceOf(StudyProblems);
  });
});

describe("[B83] a language of the participants' page", () => {
  const texts = { stop: "قف", leave: "غادر" };
  const check = {
    checked: { by: "S. Haddad", when: "2026-05-04" },
    signed_off: { who: "A. Owner", when: "2026-05-05" },
    texts,
  };

  test("is signed off for its words, and the table says so", async () => {
    const { checks, revision } = await standingWordChecks(folder.path);
    expect(checks).toEqual({});
    const done = await signOffWords(folder.path, { revision, language: "ar", check });
    expect(done.checks).toEqual({ ar: { ...check, sha256: wordsDigest(texts) } });
    expect(await standingWordChecks(folder.path)).toEqual(done);
    expect((await sortTable(folder.path)).shown.signedOff).toEqual({ ar: wordsDigest(texts) });
  });

  test("is not where the file was changed meanwhile, or nothing could be recorded", async () => {
    const { revision } = await standingWordChecks(folder.path);
    const signOff = { revision, language: "ar", check };
    await expect(signOffWords(folder.path, { ...signOff, revision: "" })).rejects.toBeInstanceOf(StudyProblems);
    const record = async () => {
      throw new RangeError("the disk is full");
    };
    await expect(signOffWords(folder.path, { ...signOff, record })).rejects.toBeInstanceOf(RangeError);
    expect((await standingWordChecks(folder.path)).checks).toEqual({});
  });
});
