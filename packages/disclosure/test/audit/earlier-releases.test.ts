import type { Result } from "@plait/study";
import { describe, expect, test } from "vitest";
import type { EarlierRelease, KeptCount, Policy } from "../../src/index.ts";
import { at, column, nearest, people, published, result, row } from "../made-up-results.ts";
import { audit, drawn, found, handMade, wide } from "./made-up-releases.ts";

const key = (row: string): string => JSON.stringify(["test.table", row, "c0"]);

/** A column of parts and their total as an earlier release has it; undefined where it was withheld. */
function earlier(
  values: readonly number[],
  printed: readonly (number | undefined)[],
  more: Partial<EarlierRelease["counts"]> = {},
): EarlierRelease {
  const counts = values.map((value, index): KeptCount => {
    const shown = printed[index];
    return {
      key: key(`r${index}`),
      value,
      people: value,
      results: ["test.table"],
      unprinted: false,
      ofPeople: true,
      ...(shown === undefined ? {} : { printed: shown }),
    };
  });
  const rows = values.map((_, index) => key(`r${index}`));
  const sums = [{ total: rows.at(-1) ?? "", parts: rows.slice(0, -1) }];
  return { id: "0001", counts: { counts, sums, rounding: { method: "none" }, ...more } };
}

function summed(parts: readonly number[]): Result {
  return column(
    [...parts, parts.reduce((sum, part) => sum + part, 0)].map((value) => people(value)),
    { sums: [{ total: at(parts.length), parts: parts.map((_, index) => at(index)) }] },
  );
}

describe("[A13] what has not changed since an earlier release", () => {
  const table = summed([4, 12, 40]);

  test("tell together what neither tells alone", () => {
    const first = earlier([4, 12, 40, 56], [undefined, undefined, 40, 56]);
    const picture = ["t", ".", "s", "."];
    expect(audit([table], drawn(table, picture), wide(10, 5)).faults).toEqual([]);
    const report = audit([table], drawn(table, picture), wide(10, 5), { earlier: [first] });
    expect(found(report)).toEqual(["c0 of r0: 4 to 4"]);
    expect(report.faults[0]?.givenAwayBy).toEqual([
      { release: "0001", result: "test.table", rows: ["r2"], columns: ["c0"] },
      { result: "test.table", rows: ["r0", "r1", "r2", "r3"], columns: ["c0"] },
    ]);
  });

  test("that withhold the same tell no more than one", () => {
    const first = earlier([4, 12, 40, 56], [undefined, undefined, 40, 56]);
    expect(audit([table], drawn(table, ["t", "s", ".", "."]), wide(10, 5), { earlier: [first] }).faults).toEqual([]);
  });

  test("[A25] a number that only the first withheld is judged all the same", () => {
    const less = column([people(12), people(44), people(56)]);
    const values: readonly KeptCount[] = earlier([4, 40], [undefined, 40]).counts.counts;
    const first = earlier([], [], {
      counts: values.map((count, index) => ({ ...count, key: key(`old${index}`) })),
      sums: [{ total: key("r1"), parts: [key("old0"), key("old1")] }],
    });
    const report = audit([less], drawn(less, [".", ".", "."]), wide(10, 5), { earlier: [first] });
    expect(found(report)).toEqual(["earlier-count c0 of old0: 4 to 4"]);
    expect(report.faults[0]?.what).toMatchObject({ kind: "earlier-count", release: "0001" });
  });

  test("[A25] what the first printed exactly is not judged again", () => {
    const first = earlier([4, 12, 40, 56], [4, 12, 40, 56]);
    expect(audit([table], drawn(table, [".", ".", ".", "."]), wide(10, 5), { earlier: [first] }).faults).toEqual([]);
  });

  test("[A25] no more is asked of a number than the first left", () => {
    const rounding = nearest(3);
    const one = column([people(7)]);
    const first = earlier([7], [6], { sums: [], rounding });
    // Printed as 6 to the nearest 3 it was 5 to 7, and still is.
    expect(audit([one], drawn(one, ["e"]), wide(10, 5), { earlier: [first] }).faults).toEqual([]);
    // Printed as it is now, nothing of that is left.
    const report = audit([one], drawn(one, ["."]), wide(10, 5), { earlier: [first] });
    expect(report.faults).toMatchObject([{ lowest: 7, highest: 7, needed: 2 }]);
  });

  test("a number may stay printed as it was, whatever the rule is now", () => {
    const rounding = nearest(5);
    const one = column([people(23)]);
    const first = earlier([23], [25], { sums: [], rounding });
    const as25 = handMade([one], () => 25);
    expect(audit([one], as25, wide(10, 5), { earlier: [first] }).faults).toEqual([]);
    expect(() => audit([one], as25, wide(10, 5))).toThrow("what readers are told contradicts the truth");
  });
});

describe("[A14] what has changed", () => {
  const then = [20, 30, 50];

  test("tells by how few a printed number has changed", () => {
    const table = summed([23, 30]);
    const report = audit([table], drawn(table, [".", ".", "."]), wide(10, 5), {
      earlier: [earlier(then, then)],
    });
    expect(found(report)).toEqual(["change c0 of r0: 3 to 3", "change c0 of r2: 3 to 3"]);
    expect(report.faults[0]).toMatchObject({ what: { kind: "change", since: "0001" }, needed: 1 });
    expect(report.faults[0]?.givenAwayBy.map(({ release: id, rows }) => [id, ...rows])).toEqual([
      ["0001", "r0"],
      [undefined, "r0"],
    ]);
  });

  test("tells nothing where the number has not changed, or by more people than fail", () => {
    const table = summed([20, 60]);
    const older = [earlier(then, then)];
    expect(audit([table], drawn(table, [".", ".", "."]), wide(10, 5), { earlier: older }).faults).toEqual([]);
  });

  test("beside it, what has not changed is the same number still", () => {
    const table = result({ rows: [row("r1", [people(12)]), row("r2", [people(70)])] });
    const first = earlier([4, 12, 40, 56], [undefined, undefined, 40, 56]);
    const report = audit([table], drawn(table, [".", "."]), wide(10, 5), { earlier: [first] });
    expect(found(report)).toEqual(["earlier-count c0 of r0: 4 to 4"]);
  });

  test("a change is as wide as what is known of the two numbers together", () => {
    const table = summed([23, 4, 30]);
    const older = [earlier([20, 24, 13, 57], [20, undefined, undefined, 57])];
    // Now 1 to 9 and 34 together, then at least 1 and 37 together.
    const report = audit([table], drawn(table, [".", "t", "s", "."]), wide(10, 5), { earlier: older });
    expect(found(report)).toEqual(["change c0 of r0: 3 to 3"]);
  });

  test("[A22] rounded then and now, it is hidden by both roundings", () => {
    const rules: Policy = { ...wide(10, 9), rounding: nearest(5) };
    const table = column([people(23)]);
    const older = [earlier([21], [20], { sums: [], rounding: nearest(5) })];
    // 18 to 22 then, 23 to 27 now: 1 to 9.
    expect(
      audit(
        [table],
        handMade([table], () => 25),
        rules,
        { earlier: older },
      ).faults,
    ).toEqual([]);
  });

  test("[A22] a change that roundings of several sums tell exactly is found", () => {
    const rounding = nearest(2);
    const sums = [{ total: at(2), parts: [at(0), at(1)] }];
    const table = column([people(23), published(1), people(24)], { sums });
    const older = earlier([22, 1, 23], [22, 1, 24], { rounding });
    const counts = older.counts.counts.map(
      (count): KeptCount => (count.value === 1 ? { ...count, exact: true } : count),
    );
    const printed = handMade([table], (_, at) => [24, 1, 24][at] ?? "as-it-is");
    // 21 or 22 then, and 22 or 23 with one more; 23 or 24 now, and again 22 or 23.
    const report = audit(
      [table],
      printed,
      { ...wide(10, 5), rounding },
      {
        earlier: [{ ...older, counts: { ...older.counts, counts } }],
      },
    );
    expect(found(report)).toEqual(["change c0 of r0: 1 to 1", "change c0 of r2: 1 to 1"]);
  });
});
