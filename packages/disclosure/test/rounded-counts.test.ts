import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RoundedGroup } from "../src/controlled-rounding.ts";
import { type Policy, shippedPolicies } from "../src/index.ts";
import { roundCount, roundedCounts, toldOfRounding } from "../src/rounded-counts.ts";
import { studyCounts } from "../src/study-counts.ts";
import type { WithheldCounts } from "../src/withheld-counts.ts";
import {
  at,
  column,
  flow,
  nearest,
  people,
  policy,
  published,
  releaseOne,
  shownColumn,
  solver,
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

  test("two equal numbers that are each a total of the other are rounded like one", () => {
    const sums = [
      { total: at(0), parts: [at(1)] },
      { total: at(1), parts: [at(0)] },
    ];
    expect(shownColumn(releaseOne(column([people(23), people(23)], { sums }), opensafely))).toEqual(["25", "25"]);
  });

  test("a box of a flow is no sum of what no box prints", () => {
    // 123 = 111 + 12: 110 and 10 would make it 120.
    const boxes = flow([
      { role: "kept", cell: people(123) },
      { role: "kept", cell: people(111) },
    ]);
    expect(shownColumn(releaseOne(boxes, opensafely))).toEqual(["125", "110"]);
  });

  test("suppression looks at true counts: 7 fails, 8 becomes 10", () => {
    expect(shownColumn(releaseOne(column([people(7), people(8)]), opensafely))).toEqual(["c:threshold", "10"]);
  });

  test("midpoint 6: 0, 1 to 6, 7 to 12 and 13 to 18 become 0, 3, 9 and 15", () => {
    const rounded = [0, 1, 6, 7, 12, 13, 18].map((value) => roundCount(value, midpoint6));
    expect(rounded).toEqual([0, 3, 3, 9, 9, 15, 15]);
  });

  test("and so they leave", () => {
    const table = column([people(12), people(13), people(18)]);
    expect(shownColumn(releaseOne(table, policy({ rounding: midpoint6 })))).toEqual(["9", "15", "15"]);
  });

  test("[D94] a rounding that the gate does not know is refused where it is applied", () => {
    // What a caller without types could pass.
    const method = "random" as "nearest";
    expect(() => roundCount(3, { method, to: 5 })).toThrow(new TypeError('unknown rounding: "random"'));
    const study = studyCounts([column([people(30)])], policy());
    const withheld: WithheldCounts = { reasons: new Map(), sealed: new Set(), givenAway: [] };
    const rules = policy({ rounding: { ...toFive, method } });
    expect(() => roundedCounts(study, withheld, rules, solver)).toThrow(/^unknown rounding: \{"method":"random"/);
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

describe("[D48] what is told of controlled rounding", () => {
  const table = column([people(12), people(20), people(41)]);
  const study = studyCounts([table], policy());
  const [first, second, third] = [0, 1, 2].map((index) => study.at(table, at(index)));
  if (first === undefined || second === undefined || third === undefined) throw new Error("three counts");
  const told = (...groups: readonly RoundedGroup[]) =>
    toldOfRounding({ groups, open: [] }, new Set([first, second]), 5);
  const nextTo = { way: "least-shift", steps: 1 } as const;

  test("nothing where all counts are next to their true numbers, with the least shift", () => {
    expect(told({ counts: [first, second, third], ...nextTo })).toEqual({ steps: 1, remarks: [] });
    expect(told()).toEqual({ steps: 1, remarks: [] });
  });

  test.each<[RoundedGroup["way"], string]>([
    ["additive", "Sums hold; another rounding might be closer to the true numbers taken together."],
    ["summed-up", "Counts that are no total are rounded to the nearest multiple, and totals are their sums."],
    [
      "by-itself",
      "No rounding was found with which sums hold: each count is rounded to the nearest multiple by itself.",
    ],
  ])("%s, once, and only to those who have such counts", (way, remark) => {
    expect(told({ counts: [first, third], way, steps: 1 }, { counts: [second], way, steps: 1 })).toEqual({
      steps: 1,
      remarks: [remark],
    });
    expect(told({ counts: [first, second], ...nextTo }, { counts: [third], way, steps: 3 })).toEqual({
      steps: 1,
      remarks: [],
    });
  });

  test("how far counts can be from their true numbers", () => {
    const groups = [{ counts: [first], way: "least-shift", steps: 3 } as const, { counts: [second], ...nextTo }];
    expect(told(...groups)).toEqual({
      steps: 3,
      remarks: ["Some counts are not next to their true number but up to 3 multiples of 5 away, so that sums hold."],
    });
  });

  test("[D94] a way that is not known is refused", () => {
    // What a caller without types could pass.
    const way = "guessed" as "additive";
    expect(() => told({ counts: [first], way, steps: 1 })).toThrow(new TypeError('unknown way of rounding: "guessed"'));
  });
});
