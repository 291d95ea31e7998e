import { describe, expect, it } from "vitest";
import { readQ } from "../src/read-q.ts";
import { readQSet, wordingDigest } from "../src/read-q-set.ts";
import { studyOf } from "./guide-study.ts";

const qSet =
  "statement,number,theme,en,ar\ns1,1,Safety,I feel safe,أنا آمن\ns2,2,Hope,I have plans,لدي خطط\ns3,3,,I am heard,صوتي مسموع\n";
const grid = `columns:
  - { value: -1, cards: 1 }
  - { value: 0, cards: 1 }
  - { value: 1, cards: 1 }
languages:
  en: { instruction: Because of my worker …, lowest: least, highest: most }
`;
const participants = "sorter,age,gender,months_in_service,left_service\nP1,16,male,12,no\nP2,,female,,yes\n";

const whole = {
  "q/q-set.csv": qSet,
  "q/grid.yaml": grid,
  "q/participants.csv": participants,
  "q/sorts/first.csv": "sorter,s1,s2,s3\nP1,-1,0,1\n",
};

async function read(texts: Readonly<Record<string, string>>) {
  return readQ(studyOf(texts), Object.keys(texts).sort(), ["en", "ar"]);
}

async function codes(changes: Readonly<Record<string, string>>): Promise<string[]> {
  return (await read({ ...whole, ...changes })).problems.map(
    ({ code, place }) => `${code} ${place.file}${place.line === undefined ? "" : `:${place.line}`}`,
  );
}

describe("the folder q", () => {
  it("is read whole, with the defaults of the analysis [QS1]", async () => {
    const { value, problems } = await read(whole);
    expect(problems).toEqual([]);
    expect(value?.statements.map(({ id, number }) => [id, number])).toEqual([
      ["s1", 1],
      ["s2", 2],
      ["s3", 3],
    ]);
    expect(value?.statements[1]?.texts).toEqual({ en: "I have plans", ar: "لدي خطط" });
    expect(value?.participants).toEqual([
      { sorter: "P1", age: 16, gender: "male", monthsInService: 12, leftService: false },
      { sorter: "P2", gender: "female", leftService: true },
    ]);
    expect(value?.analysis.factors.number).toBe("parallel");
    expect(value?.analysis.flags).toEqual({ level: 0.05, majority: true, changes: [] });
    expect(value?.sortFiles).toEqual([{ file: "q/sorts/first.csv", text: whole["q/sorts/first.csv"] }]);
  });

  it("puts cards in the order of their numbers, whatever the order of the lines [QS2]", () => {
    const lines = qSet.trim().split("\n");
    const turned = [lines[0], ...lines.slice(1).reverse()].join("\n");
    expect(readQSet(turned, ["en", "ar"]).statements).toEqual(readQSet(qSet, ["en", "ar"]).statements);
  });

  it("reads what people wrote about a group [QS1]", async () => {
    const { value } = await read({ ...whole, "q/narratives/2.md": "Being heard comes first.\n" });
    expect(value?.narratives.get(2)).toBe("Being heard comes first.");
  });

  it.each([
    ["an id that is none", { "q/q-set.csv": qSet.replace("s2,", "s 2,") }, ["q-statement-id q/q-set.csv:3"]],
    ["an id twice", { "q/q-set.csv": qSet.replace("s2,", "s1,") }, ["q-statement-twice q/q-set.csv:3"]],
    ["a number twice", { "q/q-set.csv": qSet.replace("s2,2", "s2,1") }, ["q-number-twice q/q-set.csv:3"]],
    ["a gap in the numbers", { "q/q-set.csv": qSet.replace("s3,3", "s3,4") }, ["q-number-gap q/q-set.csv"]],
    ["a number that is none", { "q/q-set.csv": qSet.replace("s2,2", "s2,two") }, ["q-card-number q/q-set.csv:3"]],
    ["a wording that is missing", { "q/q-set.csv": qSet.replace("لدي خطط", "") }, ["q-wording-missing q/q-set.csv:3"]],
    [
      "a column that is no language",
      { "q/q-set.csv": qSet.replace(",ar", ",fr") },
      ["csv-unknown-column q/q-set.csv:1"],
    ],
    [
      "a grid of another size",
      { "q/grid.yaml": grid.replace("value: 1, cards: 1", "value: 1, cards: 2") },
      ["q-grid-cards q/grid.yaml:1"],
    ],
    ["a value twice", { "q/grid.yaml": grid.replace("value: 1,", "value: 0,") }, ["q-column-twice q/grid.yaml:4"]],
    [
      "a language the study has not",
      { "q/grid.yaml": `${grid}  fr: { instruction: a, lowest: b, highest: c }\n` },
      ["q-language-unknown q/grid.yaml:7"],
    ],
    [
      "an age in words",
      { "q/participants.csv": participants.replace("16", "sixteen") },
      ["q-not-a-number q/participants.csv:2"],
    ],
    [
      "a person twice",
      { "q/participants.csv": participants.replace("P2", "P1") },
      ["q-sorter-twice q/participants.csv:3"],
    ],
    [
      "neither yes nor no",
      { "q/participants.csv": participants.replace("yes", "maybe") },
      ["q-not-yes-no q/participants.csv:3"],
    ],
    [
      "a row without a code",
      { "q/participants.csv": participants.replace("P2", "") },
      ["q-no-sorter q/participants.csv:3"],
    ],
    ["a choice without a reason", { "q/analysis.yaml": "factors: { number: 2 }\n" }, ["missing-key q/analysis.yaml:1"]],
    [
      "a turn of one factor",
      { "q/analysis.yaml": "rotation: { method: judgmental, turns: [{ factors: [1, 1], degrees: 5 }], reason: r }\n" },
      ["q-turn q/analysis.yaml:1"],
    ],
    [
      "a turn of a factor that is not kept",
      {
        "q/analysis.yaml":
          "factors: { number: 2, reason: r }\nrotation: { method: judgmental, turns: [{ factors: [1, 3], degrees: 5 }], reason: r }\n",
      },
      ["q-turn q/analysis.yaml:2"],
    ],
    [
      "a flag on a factor that is not kept",
      {
        "q/analysis.yaml":
          "factors: { number: 1, reason: r }\nflags: { changes: [{ sorter: P1, factor: 2, flag: true, reason: r }] }\n",
      },
      ["q-flag-factor q/analysis.yaml:2"],
    ],
    [
      "a way to align that does not fit the rotation",
      { "q/analysis.yaml": "rotation: { method: promax, reason: r }\nstability: { align: procrustes }\n" },
      ["q-align q/analysis.yaml:2"],
    ],
    [
      "an anchor nobody is",
      { "q/analysis.yaml": "groups: [{ name: A, anchors: [P9] }]\n" },
      ["q-sorter-unknown q/analysis.yaml:1"],
    ],
    ["a file nothing reads", { "q/sorts/kade.xlsx": "" }, ["file-not-read q/sorts/kade.xlsx"]],
  ])("names %s with its place [QS3]", async (_, changes, expected) => {
    expect(await codes(changes as unknown as Record<string, string>)).toEqual(expected);
  });

  it("lists every missing file and goes on with the others [QS3]", async () => {
    const { "q/q-set.csv": _, ...rest } = whole;
    const { value, problems } = await read({ ...rest, "q/participants.csv": participants.replace("16", "x") });
    expect(value).toBeUndefined();
    expect(problems.map(({ code }) => code).sort()).toEqual(["missing-file", "q-not-a-number"]);
  });

  it("refuses a wording that was changed after it was locked, and no other language's [QS4]", async () => {
    const { statements } = readQSet(qSet, ["en", "ar"]);
    const locked = grid.replace(
      "highest: most }",
      `highest: most, locked: { wording: "${wordingDigest(statements, "en")}", when: 2022-06-01 } }`,
    );
    expect(await codes({ "q/grid.yaml": locked })).toEqual([]);
    expect(await codes({ "q/grid.yaml": locked, "q/q-set.csv": qSet.replace("صوتي مسموع", "صوتي") })).toEqual([]);
    expect(await codes({ "q/grid.yaml": locked, "q/q-set.csv": qSet.replace("I feel safe", "I am safe") })).toEqual([
      "q-wording-changed q/grid.yaml:6",
    ]);
  });

  const pictured = qSet
    .replace("en,ar", "en,ar,picture,picture_en,picture_ar")
    .replace("أنا آمن", "أنا آمن,house.png,A house,بيت")
    .replace("لدي خطط", "لدي خطط,,,")
    .replace("صوتي مسموع", "صوتي مسموع,house.png,A house,بيت");

  it("has a picture on a card and what it shows in each language [QS5]", async () => {
    const { value, problems } = await read({ ...whole, "q/q-set.csv": pictured, "q/pictures/house.png": "" });
    expect(problems).toEqual([]);
    const picture = { file: "q/pictures/house.png", texts: { en: "A house", ar: "بيت" } };
    expect(value?.statements.map((statement) => statement.picture)).toEqual([picture, undefined, picture]);
  });

  it.each([
    ["no file", {}, ["q-picture-missing q/q-set.csv", "q-picture-missing q/q-set.csv"]],
    ["a drawing", { "q/q-set.csv": pictured.replace("house.png", "house.svg") }, ["q-picture-name q/q-set.csv:2"]],
    ["another folder", { "q/q-set.csv": pictured.replace("house", "../house") }, ["q-picture-name q/q-set.csv:2"]],
    ["words alone", { "q/q-set.csv": pictured.replace("house.png", "") }, ["q-picture-name q/q-set.csv:2"]],
    ["nothing said", { "q/q-set.csv": pictured.replace("A house", "") }, ["q-picture-not-told q/q-set.csv:2"]],
    ["a picture too many", { "q/pictures/tree.png": "" }, ["file-not-read q/pictures/tree.png"]],
  ])("names a picture with %s [QS5]", async (wrong, changes, expected) => {
    const there = wrong === "no file" ? {} : { "q/pictures/house.png": "" };
    expect(await codes({ "q/q-set.csv": pictured, ...there, ...changes })).toEqual(expected);
  });

  it("is worded anew where a card has another picture, and as before where it has none [QS4]", () => {
    const digest = (text: string) => wordingDigest(readQSet(text, ["en", "ar"]).statements, "en");
    expect(digest(pictured)).not.toBe(digest(qSet));
    expect(digest(pictured.replaceAll("house.png", "home.png"))).not.toBe(digest(pictured));
    expect(digest(pictured.replaceAll("A house", "A home"))).not.toBe(digest(pictured));
    expect(digest(pictured.replaceAll("بيت", "منزل"))).toBe(digest(pictured));
    expect(digest(qSet)).toBe("adf0d7b1a86f");
  });

  it("has the recordings of cards in languages of the study, one for each, and names the others [QS6]", async () => {
    const sounds = ["ar/s1.mp3", "ar/s1.wav", "en/s2.ogg", "en/s9.mp3", "fr/s1.mp3", "ar/s1.txt", "README.md"];
    const texts = Object.fromEntries(sounds.map((name) => [`q/sound/${name}`, ""]));
    const { value } = await read({ ...whole, ...texts });
    expect(value?.recordings).toEqual([
      { statement: "s1", language: "ar", file: "q/sound/ar/s1.mp3" },
      { statement: "s2", language: "en", file: "q/sound/en/s2.ogg" },
    ]);
    expect(await codes(texts)).toEqual(
      ["ar/s1.txt", "ar/s1.wav", "en/s9.mp3", "fr/s1.mp3"].map((name) => `file-not-read q/sound/${name}`),
    );
  });

  it("counts no sign-off of words that cannot be read, and goes on [QS7]", async () => {
    const { value, problems } = await read({ ...whole, "q/words-checked.yaml": "ar: { sha256: x }\n" });
    expect(value?.wordChecks).toEqual({});
    expect(new Set(problems.map(({ severity }) => severity))).toEqual(new Set(["warning"]));
  });
});
