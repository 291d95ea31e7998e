import type { Cell } from "@plait/study";
import { describe, expect, test } from "vitest";
import { passing, valuesPrintedAs } from "../../src/audit/printed-count.ts";
import type { Policy } from "../../src/index.ts";
import { at, column, nearest, people, policy, result, row, withMargins } from "../made-up-results.ts";
import { audit, found, handMade, wide } from "./made-up-releases.ts";

describe("[A4] a rounded number is", () => {
  test.each([
    [10, 8, 12],
    [0, 0, 2],
    [5, 3, 7],
  ])("to the nearest 5: %i is %i to %i", (printed, lowest, highest) => {
    expect(valuesPrintedAs(printed, nearest(5))).toEqual({ lowest, highest });
  });

  test("to the nearest 10, halves up: 10 is 5 to 14", () => {
    expect(valuesPrintedAs(10, nearest(10))).toEqual({ lowest: 5, highest: 14 });
  });

  test.each([
    [0, 0, 0],
    [3, 1, 6],
    [9, 7, 12],
    [15, 13, 18],
  ])("in steps of 6: %i is %i to %i", (printed, lowest, highest) => {
    expect(valuesPrintedAs(printed, { ...nearest(6), method: "midpoint" })).toEqual({ lowest, highest });
  });

  test("under controlled rounding to 5: 10 is 6 to 14 and 0 is 0 to 4", () => {
    expect(valuesPrintedAs(10, { method: "controlled", to: 5 })).toEqual({ lowest: 6, highest: 14 });
    expect(valuesPrintedAs(0, { method: "controlled", to: 5 })).toEqual({ lowest: 0, highest: 4 });
  });

  test("[A7] printed because it passed: under a threshold of 10 a 10 is 10 to 12, and a 0 is 0", () => {
    const rules = wide(10, 5);
    expect(passing({ lowest: 8, highest: 12 }, rules)).toEqual({ lowest: 10, highest: 12 });
    expect(passing({ lowest: 0, highest: 2 }, rules)).toEqual({ lowest: 0, highest: 0 });
  });
});

describe("rounding alone", () => {
  test("[A20] of parts and total by themselves pins a withheld number", () => {
    const rules: Policy = { ...wide(10, 5), rounding: nearest(5) };
    const table = column([people(12), people(12), people(9), people(33)], {
      sums: [{ total: at(3), parts: [at(0), at(1), at(2)] }],
    });
    // Two printed as 10 are 12 at most, a total printed as 35 is 33 at least: 9 at least, and below 10.
    const left = handMade([table], (_, r) => ([10, 10, "threshold", 35] as const)[r] ?? "as-it-is");
    const report = audit([table], left, rules);
    expect(found(report)).toEqual(["c0 of r2: 9 to 9"]);
    expect(report.faults[0]?.givenAwayBy).toEqual([
      { result: "test.table", rows: ["r0", "r1", "r2", "r3"], columns: ["c0"] },
    ]);
    // With 2 in place of 9 the total is 26, printed as 25: 23 to 27 less 20 to 24.
    const loose = column([people(12), people(12), people(2), people(26)], { sums: table.sums });
    const safe = handMade([loose], (_, r) => ([10, 10, "threshold", 25] as const)[r] ?? "as-it-is");
    expect(audit([loose], safe, rules).faults).toEqual([]);
  });

  test("[A8] a total that is the sum of its rounded parts tells nothing beyond them", () => {
    const inner = [
      [12, 12, 12],
      [12, 12, 4],
    ];
    const table = withMargins(inner);
    const apart: Policy = { ...wide(10, 5), rounding: nearest(5) };
    const together: Policy = { ...wide(10, 5), rounding: nearest(5, { totals: "sums-of-rounded-parts" }) };
    const printed = [
      [10, 10, 10, 30],
      [10, 10, -1, 30],
      [20, 20, 15, 65],
    ];
    // 36 by itself is 35; as the sum of its parts it is 30, which by itself would be 28 to 32 and contradict 36.
    const left = handMade([table], (_, r, c) => {
      const value = printed[r]?.[c] ?? 0;
      return value === -1 ? "threshold" : value;
    });
    expect(() => audit([table], left, apart)).toThrow("what readers are told contradicts the truth");
    expect(audit([table], left, together).counts).toBe(1);
  });

  test("[A15] shares of counts in steps of 6 narrow what counts to the nearest 5 leave", () => {
    const rules: Policy = {
      ...wide(8, 1),
      rounding: nearest(5, { shares: { midpoint: 6 } }),
      statistics: policy().statistics,
    };
    // 13 of 31: printed 15 of 30; in steps of 6 they are 15 of 33. So 13 to 17 is known to be 13 to 17 within 13 to 18,
    // and 28 to 32 to be 31 to 36: 31 or 32.
    const cells: readonly Cell[] = [
      people(13),
      people(31),
      { kind: "share", numerator: at(0, 0), denominator: at(0, 1) },
    ];
    const parts: readonly Cell[] = [people(24), people(7), { kind: "absent", reason: "not-applicable" }];
    const table = result({
      rows: [row("r0", cells), row("r1", parts)],
      sums: [{ total: at(0, 1), parts: [at(1, 0), at(1, 1)] }],
    });
    const show = (share: number) =>
      handMade(
        [table],
        (_, r, c) =>
          [
            [15, 30, share],
            [25, "threshold"],
          ][r]?.[c] as number | "threshold",
      );
    // 24 is 23 to 27 as printed; 31 or 32 less that is 4 to 9, and below 8.
    const narrow = audit([table], show(0.454545), { ...rules, protection: { range: 6 } });
    expect(found(narrow)).toEqual(["c1 of r1: 4 to 7"]);
    const without = audit([table], show(0.5), { ...rules, rounding: nearest(5), protection: { range: 7 } });
    expect(found(without)).toEqual(["c1 of r1: 1 to 7"]);
  });

  test("[A16] a share of a withheld number is multiplied out", () => {
    const rules = wide(10, 5);
    const share: Cell = { kind: "share", numerator: at(0, 0), denominator: at(0, 1) };
    const table = result({ rows: [row("r0", [people(7), people(40), share])] });
    const left = handMade([table], (_, __, c) => (["threshold", "as-it-is", 0.175] as const)[c] ?? "as-it-is");
    const report = audit([table], left, rules);
    expect(found(report)).toEqual(["c0 of r0: 7 to 7"]);
    expect(report.faults[0]?.givenAwayBy).toContainEqual({ result: "test.table", rows: ["r0"], columns: ["c2"] });
  });

  test("[A24] under controlled rounding every count that fails is judged by what is left of it", () => {
    const rules: Policy = { ...wide(10, 5), rounding: { method: "controlled", to: 5 } };
    const table = withMargins([
      [3, 14],
      [21, 8],
    ]);
    const printed = [
      [5, 15, 20],
      [20, 5, 25],
      [25, 20, 45],
    ];
    const left = handMade([table], (_, r, c) => printed[r]?.[c] ?? 0);
    expect(audit([table], left, rules)).toMatchObject({ counts: 2, faults: [] });
    // To 2 there are only 3 values left.
    const fine = handMade([table], (_, r, c) => 2 * Math.floor((printedTruth(table, r, c) + 1) / 2));
    expect(audit([table], fine, { ...rules, rounding: { method: "controlled", to: 2 } }).faults).toHaveLength(2);
  });
});

function printedTruth(table: ReturnType<typeof withMargins>, r: number, c: number): number {
  const cell = table.rows[r]?.cells[c];
  return cell?.kind === "count" ? cell.value : 0;
}
