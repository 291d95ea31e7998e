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
});
