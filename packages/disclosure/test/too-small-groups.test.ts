import { describe, expect, test } from "vitest";
import { isGroupTooSmall } from "../src/too-small-groups.ts";
import { type MadeUpCount, type MadeUpSum, madeUp } from "./made-up-counts.ts";
import { policy } from "./made-up-results.ts";

type Counts = Readonly<Record<string, number | MadeUpCount>>;

describe("[D22] the withheld parts of a shown total, taken together", () => {
  const parts: MadeUpSum = ["a", "b", "c", ["t", -1]];
  const sharing = (people: number): Counts => ({ a: 4, b: 7, c: 30, t: { value: 41, people } });
  test.each<[string, boolean, Counts, string[], MadeUpSum]>([
    ["3 and 4 are too few", true, { a: 3, b: 4, c: 30, t: 37 }, ["a", "b"], parts],
    ["3 and 7 are 10", false, { a: 3, b: 7, c: 30, t: 40 }, ["a", "b"], parts],
    ["one alone is too few", true, { a: 3, b: 40, c: 30, t: 73 }, ["a"], parts],
    ["wherever the total is written", true, { a: 3, b: 4, c: 30, t: 37 }, ["a", "b"], [["t", -1], "c", "b", "a"]],
    ["nothing withheld is no group", false, { a: 3, b: 4, c: 30, t: 37 }, [], parts],
    ["a part that passes is enough", false, { a: 3, b: 4, c: 30, t: 37 }, ["a", "b", "c"], parts],
    [
      "a public figure among them, however small, tells that they are not all too few",
      false,
      { a: 3, b: { value: 4, primary: false }, c: 30, t: 37 },
      ["a", "b"],
      parts,
    ],
    ["a withheld total tells nothing", false, { a: 3, b: 4, c: 30, t: 37 }, ["a", "b", "t"], parts],
    ["without a total nothing is told", false, { a: 3, b: 4, c: 30 }, ["a", "b"], ["a", "b", "c"]],
    ["of parts that share no one people add up", false, sharing(41), ["a", "b"], parts],
    ["of parts that may share people the largest stands for all", true, sharing(35), ["a", "b"], parts],
    [
      "and it alone",
      false,
      { a: 4, b: { value: 9, people: 10, primary: true }, c: 30, t: { value: 43, people: 35 } },
      ["a", "b"],
      parts,
    ],
    ["nobody is too few where zeros are withheld", true, { a: 0, b: 0, c: 30, t: 30 }, ["a", "b"], parts],
  ])("%s", (_, is, counts, hidden, sum) => {
    const study = madeUp(counts, [sum]);
    for (const relation of study.relations) {
      expect(isGroupTooSmall(relation, study.some(...hidden), policy())).toBe(is);
    }
  });
});
