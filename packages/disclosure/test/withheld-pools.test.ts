import type { Cell, Result, Sum } from "@plait/study";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, column, policy, releaseOne, result, row, shown, shownColumn } from "./made-up-results.ts";
import { meanOf, statistic, sumOf } from "./made-up-statistics.ts";

const years = (count: number, from: number): number[] =>
  Array.from({ length: count }, (_, index) => from + (index % 3));
const times = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

/** Groups from top to bottom and everybody in the last row. */
function groupsAndAll(groups: readonly (readonly number[])[], cellOf: (values: readonly number[]) => Cell): Result {
  const pool: Sum = { total: at(groups.length), parts: groups.map((_, index) => at(index)) };
  return column([...groups, groups.flat()].map(cellOf), { pools: [pool] });
}

const marks = (released: readonly string[]) =>
  released.map((cell) => (cell.startsWith("c:") ? cell.slice(2) : "shown"));

describe("[M11] means and sums of groups and of everybody", () => {
  test("the mean of one group would follow from the others: one more goes, of the fewest people", () => {
    const groups = [times(12, 16), years(20, 14), years(30, 15)];
    const released = releaseOne(groupsAndAll(groups, meanOf), policy());
    expect(marks(shownColumn(released))).toEqual(["identical-values", "secondary", "shown", "shown"]);
    expect(released.disclosure.withheld).toMatchObject({ primary: 1, secondary: 1 });
  });

  test("two groups of which both are withheld must have enough people together", () => {
    const few = [years(3, 14), years(4, 15), years(30, 15), years(12, 15)];
    expect(marks(shownColumn(releaseOne(groupsAndAll(few, meanOf), policy())))).toEqual([
      ...["threshold", "threshold", "shown", "secondary", "shown"],
    ]);
    const enough = [years(5, 14), years(6, 15), years(30, 15)];
    expect(marks(shownColumn(releaseOne(groupsAndAll(enough, meanOf), policy())))).toEqual([
      ...["threshold", "threshold", "shown", "shown"],
    ]);
  });

  test("two sums of which one dominates the other protect nothing", () => {
    // 5,000 of one person; with the next smallest group still 5,000 of 5,130.
    const groups = [[5000, ...times(11, 1)], years(12, 10), times(40, 400).map((value, index) => value + index)];
    const released = releaseOne(groupsAndAll(groups, sumOf), policy());
    expect(marks(shownColumn(released))).toEqual(["dominance", "secondary", "secondary", "shown"]);
  });

  test("a total that is withheld takes a part with it", () => {
    // 40 of one value each in two groups; together with -1 nothing is defined for the total alone.
    const groups = [years(15, 14), years(20, 15)];
    const pool: Sum = { total: at(2), parts: [at(0), at(1)] };
    const all = groups.flat();
    const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
    const cells = [...groups.map(meanOf), statistic(mean, 35, { kind: "mean", identical: true })];
    expect(marks(shownColumn(releaseOne(column(cells, { pools: [pool] }), policy())))).toEqual([
      ...["secondary", "shown", "identical-values"],
    ]);
  });

  test("where no other group is left, the total goes", () => {
    const groups = [times(12, 16)];
    const pool: Sum = { total: at(1), parts: [at(0)] };
    const cells = [meanOf(times(12, 16)), statistic(16, 12, { kind: "mean", identical: false })];
    expect(groups).toHaveLength(1);
    expect(marks(shownColumn(releaseOne(column(cells, { pools: [pool] }), policy())))).toEqual([
      ...["identical-values", "secondary"],
    ]);
  });

  test("a group of which nothing is known adds nothing", () => {
    const unknown: Cell = { kind: "absent", reason: "not-estimable" };
    const groups = [times(12, 16), years(20, 14)];
    const pool: Sum = { total: at(3), parts: [at(0), at(1), at(2)] };
    const table = column([...groups.map(meanOf), unknown, meanOf(groups.flat())], { pools: [pool] });
    expect(marks(shownColumn(releaseOne(table, policy())))).toEqual([
      "identical-values",
      "secondary",
      "shown",
      "shown",
    ]);
  });

  test("a sum that follows from several pools together takes another along", () => {
    // Two blocks of four and one between them: in every row and column at least two, and yet the one between them is
    // the first two rows less the first two columns.
    const alike = new Set(["0,0", "0,1", "1,0", "1,1", "2,2", "2,3", "3,2", "3,3", "1,2"]);
    const inner = [0, 1, 2, 3].map((r) =>
      [0, 1, 2, 3].map((c) => (alike.has(`${r},${c}`) ? times(12, 5 + r) : years(12, 3 + r + c))),
    );
    const table = pooledTable(inner);
    const primary = [0, 1, 2, 3, 4].map((r) => [0, 1, 2, 3, 4].map((c) => alike.has(`${r},${c}`)));
    expect(certainOf(table, primary)).toEqual([String(1 * 5 + 2)]);
    const hidden = shown(releaseOne(table, policy())).map((line) => line.map((cell) => cell.startsWith("c:")));
    expect(hidden.flat().filter(Boolean).length).toBeGreaterThan(alike.size);
    expect(certainOf(table, hidden)).toEqual([]);
  });

  test("pools across rows and columns do not give a sum away together", () => {
    const cellsOf = fc.array(fc.boolean(), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(cellsOf, (alike) => {
        const inner = Array.from({ length: 4 }, (_, r) =>
          Array.from({ length: 4 }, (__, c) => (alike[4 * r + c] ? times(12, 5 + r) : years(12, 3 + r + c))),
        );
        const table = pooledTable(inner);
        const released = releaseOne(table, policy());
        const hidden = shown(released).map((line) => line.map((cell) => cell.startsWith("c:")));
        expect(certainOf(table, hidden)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("what is pooled must be means or amounts of the same people", () => {
    const pool: Sum = { total: at(1), parts: [at(0)] };
    const cells = (other: Cell) => column([meanOf(years(12, 14)), other], { pools: [pool] });
    expect(() => releaseOne(cells(meanOf(years(13, 14))), policy())).toThrow(/does not pool its parts/);
    expect(() => releaseOne(cells(meanOf(years(12, 15))), policy())).toThrow(/does not pool its parts/);
    expect(() => releaseOne(cells(statistic(1, 12)), policy())).toThrow(/only means and amounts/);
  });
});

function pooledTable(inner: readonly (readonly (readonly number[])[])[]): Result {
  const columns = inner[0]?.length ?? 0;
  const lines = inner.map((line) => [...line, line.flat()]);
  const foot = Array.from({ length: columns + 1 }, (_, c) => lines.flatMap((line) => line[c] ?? []));
  const pools: Sum[] = [
    ...[...lines, foot].map((_, r) => ({ total: at(r, columns), parts: foot.slice(1).map((__, c) => at(r, c)) })),
    ...foot.map((_, c) => ({ total: at(inner.length, c), parts: inner.map((__, r) => at(r, c)) })),
  ];
  return result({ rows: [...lines, foot].map((line, r) => row(`r${r}`, line.map(sumOf))), pools });
}

/** By another way than the gate: a hidden cell is certain if no table with zeros in all shown cells has it different. */
function certainOf({ pools = [] }: Result, hidden: readonly (readonly boolean[])[]): string[] {
  const width = hidden[0]?.length ?? 0;
  const places = hidden.flatMap((line, r) => line.flatMap((isHidden, c) => (isHidden ? [r * width + c] : [])));
  // Gram–Schmidt on the equations: what is left of a cell's unit vector after them is how far it can move.
  const basis: number[][] = [];
  const remainder = (vector: readonly number[]) =>
    basis.reduce((left, unit) => {
      const along = left.reduce((sum, value, index) => sum + value * (unit[index] ?? 0), 0);
      return left.map((value, index) => value - along * (unit[index] ?? 0));
    }, vector);
  for (const { total, parts } of pools) {
    const equation = places.map((place) => {
      const is = (one: { row: number; column: number }) => one.row * width + one.column === place;
      return parts.filter(is).length - (is(total) ? 1 : 0);
    });
    const left = remainder(remainder(equation));
    const size = Math.hypot(...left);
    if (size > 1e-9) basis.push(left.map((value) => value / size));
  }
  return places
    .filter((_, index) => Math.hypot(...remainder(places.map((__, other) => (other === index ? 1 : 0)))) < 1e-6)
    .map(String);
}
