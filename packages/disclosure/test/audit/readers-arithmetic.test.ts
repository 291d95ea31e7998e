import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  anyNumber,
  around,
  both,
  exactly,
  type Interval,
  middleOfStep,
  passing,
  stepAround,
  valuesPrintedAs,
} from "../../src/audit/printed-count.ts";
import { type PrintedShare, withShares } from "../../src/audit/printed-share.ts";
import { sumsOfPrintedParts } from "../../src/audit/printed-totals.ts";
import {
  assertTrue,
  describeSource,
  type ReaderCount,
  type ReaderRow,
  type ReaderSystem,
  type Source,
} from "../../src/audit/reader-system.ts";
import { tightened } from "../../src/audit/tightened.ts";
import type { Policy, Rounding } from "../../src/index.ts";
import { nearest, policy, under } from "../made-up-results.ts";

const source: Source = { result: "t", rows: ["r0", "r1"], columns: ["n"] };
const infinity = Number.POSITIVE_INFINITY;

function count(index: number, lowest: number, highest: number, truth = lowest): ReaderCount {
  return { index, label: `count ${index}`, truth, lowest, highest, printedAt: [] };
}

/** `[3, 1, -1]`: the first count three times and the second once, less the third; the sum is 0 unless ends are given. */
function row(coefficients: readonly number[], lowest = 0, highest = lowest): ReaderRow {
  const terms = coefficients.flatMap((coefficient, at) => (coefficient === 0 ? [] : [{ count: at, coefficient }]));
  return { terms, lowest, highest, source };
}

describe("[A4] ends of a number", () => {
  test("two that are known of it leave what lies in both, and two that may be it what holds both", () => {
    const [low, high] = [
      { lowest: 2, highest: 7 },
      { lowest: 5, highest: infinity },
    ];
    expect(both(low, high)).toEqual({ lowest: 5, highest: 7 });
    expect(around(low, high)).toEqual({ lowest: 2, highest: infinity });
    expect(both(low, anyNumber)).toEqual(low);
    expect(exactly(4)).toEqual({ lowest: 4, highest: 4 });
    expect(anyNumber).toEqual({ lowest: 0, highest: infinity });
  });

  test.each<[string, number, Rounding, number, number, number]>([
    ["not rounded", 7, { method: "none" }, 1, 7, 7],
    ["to the nearest 5, from an odd half", 5, nearest(5), 1, 3, 7],
    ["to the nearest 4, from an even half", 8, nearest(4), 1, 6, 9],
    ["to the nearest 4, at 0", 0, nearest(4), 1, 0, 1],
    ["in the middle of steps of 5", 3, { ...nearest(5), method: "midpoint" }, 1, 1, 5],
    ["in the middle of steps of 6", 15, { ...nearest(6), method: "midpoint" }, 1, 13, 18],
    ["controlled, one step", 10, { method: "controlled", to: 5 }, 1, 6, 14],
    ["controlled, two steps", 10, { method: "controlled", to: 5 }, 2, 1, 19],
    ["controlled, two steps, at 0", 0, { method: "controlled", to: 5 }, 2, 0, 9],
  ])("%s", (_, printed, rounding, steps, lowest, highest) => {
    expect(valuesPrintedAs(printed, rounding, steps)).toEqual({ lowest, highest });
  });

  test("[D94] of a rounding that there is not nothing is said", () => {
    // The cast is what is tested: no caller with types can pass it.
    const rounding = { method: "random" } as unknown as Rounding;
    expect(() => valuesPrintedAs(5, rounding)).toThrow(new TypeError('unknown rounding: {"method":"random"}'));
  });

  test("a step holds the numbers whose middle it is", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 2, max: 9 }), (value, to) => {
        const { lowest, highest } = stepAround(middleOfStep(value, to), to);
        expect(lowest <= value && value <= highest).toBe(true);
        expect(highest - lowest).toBe(value === 0 ? 0 : to - 1);
      }),
      { numRuns: 60 },
    );
  });

  const zeros = (rule: Policy["zeros"]["rule"]) => ({ ...under(10), zeros: { rule, reason: "for the test" } });

  test.each<[string, Interval, Policy, Interval]>([
    ["above the threshold", { lowest: 8, highest: 12 }, under(10), { lowest: 10, highest: 12 }],
    ["at the threshold alone", { lowest: 8, highest: 10 }, under(10), { lowest: 10, highest: 10 }],
    ["well above it", { lowest: 28, highest: 32 }, under(10), { lowest: 28, highest: 32 }],
    ["a zero, where what passes is out of reach", { lowest: 0, highest: 9 }, under(10), { lowest: 0, highest: 0 }],
    ["a zero or what passes", { lowest: 0, highest: 12 }, under(10), { lowest: 0, highest: 12 }],
    [
      "no zero, where zeros are withheld",
      { lowest: 0, highest: 12 },
      under(10, "disclosive"),
      { lowest: 10, highest: 12 },
    ],
    [
      "a zero, where only those of empty groups are shown",
      { lowest: 0, highest: 4 },
      zeros("structural-safe"),
      exactly(0),
    ],
    ["nothing that passes: left as it is", { lowest: 1, highest: 4 }, under(10), { lowest: 1, highest: 4 }],
    ["nor a zero that may be shown", { lowest: 0, highest: 4 }, under(10, "disclosive"), { lowest: 0, highest: 4 }],
  ])("[A7] printed because it passed: %s", (_, interval, rules, left) => {
    expect(passing(interval, rules)).toEqual(left);
  });
});

describe("[A9] what follows from one sum at a time", () => {
  const box = (counts: readonly ReaderCount[], rows: readonly ReaderRow[]) =>
    tightened({ counts, rows }).map(({ lowest, highest }) => [lowest, highest]);

  test.each<[string, readonly ReaderCount[], readonly ReaderRow[], readonly (readonly number[])[]]>([
    [
      "a part is at most what is left of the total",
      [count(0, 0, infinity), count(1, 3, 9), count(2, 12, 12)],
      [row([1, 1, -1])],
      [
        [3, 9],
        [3, 9],
        [12, 12],
      ],
    ],
    [
      "a total is the sum of ends",
      [count(0, 2, 4), count(1, 3, 9), count(2, 0, infinity)],
      [row([1, 1, -1])],
      [
        [2, 4],
        [3, 9],
        [5, 13],
      ],
    ],
    [
      "twice a number is even",
      [count(0, 0, infinity), count(1, 7, 7)],
      [row([2, -1], -1, 1)],
      [
        [3, 4],
        [7, 7],
      ],
    ],
    [
      "with two that have no end nothing follows for either",
      [count(0, 0, infinity), count(1, 0, infinity), count(2, 0, infinity)],
      [row([1, -1, 0]), row([0, 0, 1], 2, 5)],
      [
        [0, infinity],
        [0, infinity],
        [2, 5],
      ],
    ],
    [
      "what one sum leaves goes into the next, and back",
      [count(0, 0, infinity), count(1, 0, infinity), count(2, 6, 6), count(3, 4, 4)],
      [row([0, 1, 0, -1], -1, 0), row([1, 1, -1])],
      [
        [2, 3],
        [3, 4],
        [6, 6],
        [4, 4],
      ],
    ],
    [
      "a row that is only at least so much",
      [count(0, 0, 9), count(1, 0, 4)],
      [{ ...row([1, -1]), lowest: 3, highest: infinity }],
      [
        [3, 9],
        [0, 4],
      ],
    ],
    [
      "a row that is only at most so much",
      [count(0, 0, infinity), count(1, 0, 4)],
      [{ ...row([1, -1]), lowest: Number.NEGATIVE_INFINITY, highest: 2 }],
      [
        [0, 6],
        [0, 4],
      ],
    ],
  ])("%s", (_, counts, rows, expected) => {
    expect(box(counts, rows)).toEqual(expected);
  });

  test("two numbers that push each other's ends for ever are given up on, and their ends stay true", () => {
    const [a, b] = box(
      [count(0, 0, 1_000_000), count(1, 0, 1_000_000)],
      [row([1, -1], 1, infinity), row([-1, 1], 0, infinity)],
    );
    expect(a?.[0]).toBeGreaterThan(10);
    expect(a?.[0]).toBeLessThan(1_000);
    expect(b?.[1]).toBe(a?.[1]);
  });
});

describe("[A2] what readers are told is true", () => {
  const system = (counts: readonly ReaderCount[], rows: readonly ReaderRow[]): ReaderSystem => ({ counts, rows });

  test.each([5, 7, 9])("a number of %i lies between 5 and 9, its ends included", (truth) => {
    expect(() => assertTrue(system([count(0, 5, 9, truth)], [row([2], 10, 18)]))).not.toThrow();
  });

  test.each([4, 10])("a number of %i does not, and the message holds no number of it", (truth) => {
    expect(() => assertTrue(system([count(0, 5, 9, truth)], []))).toThrow(
      new Error("what readers are told contradicts the truth: count 0"),
    );
  });

  test.each([
    [3, 4],
    [6, 7],
  ])("a sum that is not between %i and %i is found, with its cells", (lowest, highest) => {
    const counts = [count(0, 0, 9, 3), count(1, 0, 9, 1)];
    const wrong = row([2, -1], lowest, highest);
    expect(() => assertTrue(system(counts, [wrong]))).toThrow(
      "what readers are told contradicts the truth: a relation in t: rows r0, r1; column n",
    );
    expect(() => assertTrue(system(counts, [row([2, -1], 5)]))).not.toThrow();
    expect(() => assertTrue(system(counts, [row([1, -1], 2)]))).not.toThrow();
  });

  test("a source is told by its cells, and its release where it is an earlier one", () => {
    expect(describeSource(source)).toBe("t: rows r0, r1; column n");
    expect(describeSource({ release: "0001", result: "t", rows: ["r0"], columns: ["a", "b"] })).toBe(
      "release 0001, t: row r0; columns a, b",
    );
  });
});

describe("[A8] totals that are printed as the sum of their printed parts", () => {
  const rules = (totals: "sums-of-rounded-parts" | "rounded-independently"): Pick<Policy, "rounding"> => ({
    rounding: nearest(5, { totals }),
  });
  const sum = (total: string, parts: readonly string[], elsewhere = false) => ({ total, parts, elsewhere });
  const printed = new Map([
    ["a", 10],
    ["b", 15],
    ["c", 5],
    ["ab", 25],
    ["abc", 30],
    ["other", 20],
  ]);
  const found = (sums: Parameters<typeof sumsOfPrintedParts>[0], of = rules("sums-of-rounded-parts")) =>
    [...sumsOfPrintedParts(sums, (key) => printed.get(key), of)].toSorted();

  test.each([
    ["all parts printed", [sum("ab", ["a", "b"])], ["ab"]],
    ["sums of sums", [sum("ab", ["a", "b"]), sum("abc", ["ab", "c"])], ["ab", "abc"]],
    ["a part that is not printed", [sum("ab", ["a", "b", "hidden"])], []],
    ["another number", [sum("other", ["a", "b"])], []],
    ["two sums of which one is another number", [sum("ab", ["a", "b"]), sum("ab", ["a", "c"])], []],
    ["two sums of which one has a part that is not printed", [sum("ab", ["a", "b"]), sum("ab", ["hidden"])], ["ab"]],
    ["parts in another result", [sum("ab", ["a", "b"], true)], []],
    ["each the other's total", [sum("a", ["a2"]), sum("a2", ["a"])], []],
    ["a total that is not printed", [sum("hidden", ["a", "b"])], []],
  ])("%s", (_, sums, expected) => {
    printed.set("a2", 10);
    expect(found(sums)).toEqual(expected);
  });

  test("there are none where totals are rounded by themselves, or nothing is rounded, or all sums hold", () => {
    const sums = [sum("ab", ["a", "b"])];
    expect(found(sums, rules("rounded-independently"))).toEqual([]);
    expect(found(sums, { rounding: { method: "none" } })).toEqual([]);
    expect(found(sums, { rounding: { method: "controlled", to: 5 } })).toEqual([]);
    expect(found(sums, { rounding: nearest(6, { method: "midpoint", totals: "sums-of-rounded-parts" }) })).toEqual([
      "ab",
    ]);
  });
});

describe("[A15] [A16] what printed shares add", () => {
  const share = (value: number, ofPrinted: boolean): PrintedShare => ({
    ...{ value, numerator: 0, denominator: 1 },
    ...{ ofPrinted, source },
  });
  const digits = (significantDigits: number, rounding: Rounding = { method: "none" }): Policy => ({
    ...policy({ rounding }),
    statistics: { ...policy().statistics, significantDigits },
  });
  const bySteps = (midpoint: number) => nearest(5, { shares: { midpoint } });
  const ends = ({ counts }: ReaderSystem) =>
    counts.map(({ lowest, highest, printedAt }) => [lowest, highest, printedAt.length]);
  const wide = { counts: [count(0, 8, 12), count(1, 18, 22)], rows: [] };

  test("of printed counts, as they are printed: nothing", () => {
    expect(withShares([share(0.5, true)], wide, digits(2))).toEqual(wide);
    expect(withShares([share(0.5, true)], wide, digits(2, nearest(5)))).toEqual(wide);
  });

  test("of counts in the middle of steps: the steps in which both can lie", () => {
    // 8 to 12 is 9 in steps of 6 and 18 to 22 is 15 or 21: 9 of 15 is 0.60, 9 of 21 is 0.43.
    expect(ends(withShares([share(0.6, true)], wide, digits(2, bySteps(6))))).toEqual([
      [8, 12, 1],
      [18, 18, 1],
    ]);
    expect(ends(withShares([share(0.43, true)], wide, digits(2, bySteps(6))))).toEqual([
      [8, 12, 1],
      [19, 22, 1],
    ]);
    // With one digit both are 0.5 or so: 0.6 and 0.4 print otherwise, and nothing fits.
    expect(ends(withShares([share(0.5, true)], wide, digits(1, bySteps(6))))).toEqual([
      [8, 12, 0],
      [18, 22, 0],
    ]);
  });

  test("a number that is known exactly may stand in a share as it is, or as the middle of its step", () => {
    const known = { counts: [count(0, 8, 8), count(1, 16, 22)], rows: [] };
    expect(ends(withShares([share(0.533, true)], known, digits(3, bySteps(6))))).toEqual([
      [8, 8, 1],
      [16, 18, 1],
    ]);
    expect(ends(withShares([share(0.429, true)], known, digits(3, bySteps(6))))).toEqual([
      [8, 8, 1],
      [19, 22, 1],
    ]);
  });

  test("zero is a share of zero alone, and of nothing there is none", () => {
    const perhaps = { counts: [count(0, 0, 4), count(1, 0, 6)], rows: [] };
    expect(ends(withShares([share(0, true)], perhaps, digits(3, bySteps(6))))).toEqual([
      [0, 0, 1],
      [1, 6, 1],
    ]);
    expect(ends(withShares([share(1, true)], perhaps, digits(3, bySteps(6))))).toEqual([
      [1, 4, 1],
      [1, 6, 1],
    ]);
  });

  test("numbers that may be anything are not tried", () => {
    const endless = { counts: [count(0, 0, infinity), count(1, 18, 22)], rows: [] };
    expect(withShares([share(0.5, true)], endless, digits(2, bySteps(6)))).toEqual(endless);
  });

  test("what sums leave is used first", () => {
    const summed = { counts: [count(0, 0, infinity), count(1, 15, 15), count(2, 9, 9)], rows: [row([1, 0, -1])] };
    expect(ends(withShares([share(0.6, true)], summed, digits(2, bySteps(6))))[0]).toEqual([9, 9, 1]);
  });

  const rowsOf = (value: number, rules: Policy) =>
    withShares([share(value, false)], wide, rules).rows.map(({ terms, lowest, highest }) => [
      terms.map(({ coefficient }) => coefficient),
      lowest,
      highest,
    ]);

  test.each<[string, number, Policy, readonly unknown[]]>([
    [
      "0.25 is 0.245 to 0.255",
      0.25,
      digits(2),
      [
        [[200, -49], -0, infinity],
        [[200, -51], Number.NEGATIVE_INFINITY, 0],
      ],
    ],
    [
      "0.012 is 0.0115 to 0.0125",
      0.012,
      digits(2),
      [
        [[2000, -23], -0, infinity],
        [[2000, -25], Number.NEGATIVE_INFINITY, 0],
      ],
    ],
    [
      "1 is 0.95 to 1.05",
      1,
      digits(2),
      [
        [[20, -19], -0, infinity],
        [[20, -21], Number.NEGATIVE_INFINITY, 0],
      ],
    ],
    [
      "0 is 0",
      0,
      digits(2),
      [
        [[2], -0, infinity],
        [[2], Number.NEGATIVE_INFINITY, 0],
      ],
    ],
    [
      "more than seven digits are cut",
      0.125,
      digits(12),
      [
        [[20_000_000, -2_499_999], -0, infinity],
        [[20_000_000, -2_500_001], Number.NEGATIVE_INFINITY, 0],
      ],
    ],
    [
      "rounded counts are as far away as rounding goes",
      0.25,
      digits(2, nearest(5)),
      [
        [[200, -49], -5 * 249, infinity],
        [[200, -51], Number.NEGATIVE_INFINITY, 5 * 251],
      ],
    ],
  ])("of a withheld count, multiplied out: %s", (_, value, rules, expected) => {
    expect(rowsOf(value, rules)).toEqual(expected);
  });
});
