import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Policy, shippedPolicies } from "../src/index.ts";
import { roundCount } from "../src/rounded-counts.ts";
import {
  at,
  column,
  nearest,
  people,
  policy,
  published,
  releaseOne,
  shownColumn,
  withoutPeople,
} from "./made-up-results.ts";

const { opensafely } = shippedPolicies;
const toFive = nearest(5);
const midpoint6 = { ...toFive, method: "midpoint", to: 6 } as const;
const sumOf = (...parts: number[]) =>
  column(
    [...parts, parts.reduce((sum, part) => sum + part, 0)].map((value) => people(value)),
    {
      sums: [{ total: at(parts.length), parts: parts.map((_, index) => at(index)) }],
    },
  );

describe("[D40]-[D44] rounding", () => {
  test("OpenSAFELY: 18, 23, 31, 44 become 20, 25, 30, 45, and the total is their sum, 120, not 116 rounded", () => {
    expect(shownColumn(releaseOne(sumOf(18, 23, 31, 44), opensafely))).toEqual(["20", "25", "30", "45", "120"]);
  });

  test("totals rounded by themselves: 116 becomes 115", () => {
    const independently: Policy = { ...opensafely, rounding: toFive };
    expect(shownColumn(releaseOne(sumOf(18, 23, 31, 44), independently))).toEqual(["20", "25", "30", "45", "115"]);
  });

  test("a total with a withheld part is rounded by itself, since the sum of what is left is not the total", () => {
    expect(shownColumn(releaseOne(sumOf(4, 23, 31, 44), opensafely))).toEqual([
      "c:threshold",
      "c:secondary",
      "30",
      "45",
      "100",
    ]);
  });

  test("a total that its parts by age and its parts by sex would make two numbers is rounded by itself", () => {
    const table = column([people(18), people(23), people(12), people(29), people(41)], {
      sums: [
        { total: at(4), parts: [at(0), at(1)] },
        { total: at(4), parts: [at(2), at(3)] },
      ],
    });
    // 20 + 25 = 45 by age, 10 + 30 = 40 by sex.
    expect(shownColumn(releaseOne(table, opensafely))).toEqual(["20", "25", "10", "30", "40"]);
  });

  test("suppression looks at true counts: 7 fails, 8 becomes 10", () => {
    expect(shownColumn(releaseOne(column([people(7), people(8)]), opensafely))).toEqual(["c:threshold", "10"]);
  });

  test("midpoint 6: 0, 1 to 6, 7 to 12 and 13 to 18 become 0, 3, 9 and 15", () => {
    const rounded = [0, 1, 6, 7, 12, 13, 18].map((value) => roundCount(value, midpoint6));
    expect(rounded).toEqual([0, 3, 3, 9, 9, 15, 15]);
  });

  test("nearest is a multiple at most half a step away, and halves go up", () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 2, max: 100 }), (value, to) => {
        const rounded = roundCount(value, { ...toFive, to });
        expect(rounded % to).toBe(0);
        expect(rounded - value).toBeLessThanOrEqual(to / 2);
        expect(rounded - value).toBeGreaterThan(-to / 2);
      }),
    );
  });

  test("figures without people and public figures are not rounded", () => {
    const table = column([withoutPeople(23), published(58_506)]);
    expect(shownColumn(releaseOne(table, opensafely))).toEqual(["23", "58506"]);
  });

  test("shares are taken of rounded counts: 23 of 41 is 25 of 40", () => {
    const table = column([
      people(23),
      people(41),
      { kind: "share", numerator: { row: 0, column: 0 }, denominator: { row: 1, column: 0 } },
    ]);
    expect(shownColumn(releaseOne(table, policy({ rounding: toFive })))).toEqual(["25", "40", "62.5%"]);
  });

  test("[D4R3] shares of counts in the middle of steps of 6: 23 of 41 print 25 of 40, and the share is 21 of 39", () => {
    const share = { kind: "share", numerator: at(0), denominator: at(1) } as const;
    const table = column([people(23), people(41), share]);
    const rounding = { ...toFive, shares: { midpoint: 6 } } as const;
    const [part, all, ratio] = releaseOne(table, policy({ rounding })).rows.map(({ cells }) => cells[0]);
    expect([part, all]).toMatchObject([{ value: 25 }, { value: 40 }]);
    expect(ratio).toEqual({ kind: "share", value: 0.538462 });
  });

  test.each([
    [12, 60, 9 / 57],
    [13, 60, 15 / 57],
    [18, 60, 15 / 57],
    [60, 60, 1],
    [0, 60, 0],
  ])("[D4R3] OpenSAFELY: the share of %i in %i", (part, all, expected) => {
    const table = column([people(part), people(all), { kind: "share", numerator: at(0), denominator: at(1) }]);
    const cell = releaseOne(table, { ...opensafely, protection: { range: 1 } }).rows[2]?.cells[0];
    expect(cell?.kind === "share" && cell.value).toBeCloseTo(expected, 5);
  });

  test("[D4R3] what is not rounded enters a share as it is, and a share of none printed is none", () => {
    const share = { kind: "share", numerator: at(0), denominator: at(1) } as const;
    const known = releaseOne(column([people(23), published(100), share]), opensafely).rows[2]?.cells[0];
    expect(known).toEqual({ kind: "share", value: 0.21 });
    const none = releaseOne(column([people(0), people(0), share]), opensafely).rows[2]?.cells[0];
    expect(none).toMatchObject({ kind: "absent", reason: "not-estimable" });
  });
});
