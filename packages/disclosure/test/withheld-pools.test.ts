import type { Cell, Result, Sum } from "@plait/study";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, column, people, policy, releaseOne, result, row, shown, shownColumn, under } from "./made-up-results.ts";
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

/** How many people stand behind the means of groups, and which means are of others: the total first, then its parts. */
interface Pooling {
  readonly people: Readonly<Record<string, number>>;
  /** Withheld for themselves; so are those of fewer than 10 people. */
  readonly alike?: readonly string[];
  readonly pools: readonly (readonly [total: string, ...parts: string[]])[];
}

/** The groups whose means are withheld to protect others. The mean of everybody is 16 here. */
function takenAlong({ people: sizes, alike = [], pools }: Pooling): string[] {
  const names = Object.keys(sizes);
  const place = (name: string) => at(names.indexOf(name));
  const table = result({
    rows: names.map((name) =>
      row(name, [statistic(16, sizes[name] ?? 0, { kind: "mean", identical: alike.includes(name) })]),
    ),
    pools: pools.map(([total, ...parts]) => ({ total: place(total), parts: parts.map(place) })),
  });
  const cells = shownColumn(releaseOne(table, under(10)));
  return names.filter((_, index) => cells[index] === "c:secondary").sort();
}

describe("[M11] means and sums of groups and of everybody", () => {
  test("where none is withheld, none goes", () => {
    expect(takenAlong({ people: { a: 12, b: 10, all: 22 }, pools: [["all", "a", "b"]] })).toEqual([]);
  });

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
    // Below 10 is too few: 9 together are, 10 are not.
    const pools = [["all", "a", "b", "c"]] as const;
    expect(takenAlong({ people: { a: 4, b: 5, c: 20, all: 29 }, pools })).toEqual(["c"]);
    expect(takenAlong({ people: { a: 4, b: 6, c: 20, all: 30 }, pools })).toEqual([]);
  });

  test("two sums of which one dominates the other protect nothing", () => {
    // 5,000 of one person; with the next smallest group still 5,000 of 5,130.
    const groups = [[5000, ...times(11, 1)], years(12, 10), times(40, 400).map((value, index) => value + index)];
    const released = releaseOne(groupsAndAll(groups, sumOf), policy());
    expect(marks(shownColumn(released))).toEqual(["dominance", "secondary", "secondary", "shown"]);
    const [large = [], ...others] = groups;
    const last = releaseOne(groupsAndAll([...others, large], sumOf), policy());
    expect(marks(shownColumn(last))).toEqual(["secondary", "secondary", "dominance", "shown"]);
  });

  test("groups with amounts below 0 among them protect nothing, whatever their total says of them", () => {
    const groups = [[90, -40, ...times(11, 20)], years(12, 20), years(14, 20), years(16, 20)];
    const total = groups.flat().reduce((sum, one) => sum + one, 0);
    const unsaid = { kind: "amount", of: "sum", total, largest: [90, 22], negatives: false, identical: false } as const;
    const table = column([...groups.map(sumOf), statistic(total, 55, unsaid)], {
      pools: [{ total: at(4), parts: [at(0), at(1), at(2), at(3)] }],
    });
    expect(marks(shownColumn(releaseOne(table, policy())))).toEqual([
      "needs-review",
      ...times(4, 0).map(() => "secondary"),
    ]);
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

  test("a total of which nothing is known has nothing follow from it", () => {
    const unknown: Cell = { kind: "absent", reason: "not-estimable" };
    const pool: Sum = { total: at(2), parts: [at(0), at(1)] };
    const table = column([meanOf(times(12, 16)), meanOf(years(20, 14)), unknown], { pools: [pool] });
    expect(marks(shownColumn(releaseOne(table, policy())))).toEqual(["identical-values", "shown", "shown"]);
  });

  test.each<[string, Pooling, string[]]>([
    [
      "a withheld total",
      {
        people: { a: 30, b: 20, d: 10, e: 11, ab: 50, abde: 71 },
        alike: ["ab"],
        pools: [
          ["ab", "a", "b"],
          ["abde", "ab", "d", "e"],
        ],
      },
      ["b", "d"],
    ],
    [
      "a withheld group",
      {
        people: { a: 12, b: 30, c: 20, d: 21, ab: 42, acd: 53 },
        alike: ["a"],
        pools: [
          ["ab", "a", "b"],
          ["acd", "a", "c", "d"],
        ],
      },
      ["b", "c"],
    ],
    [
      "a group that is all of its total",
      {
        people: { a: 12, b: 10, c: 11, abc: 33, whole: 12 },
        alike: ["a"],
        pools: [
          ["abc", "a", "b", "c"],
          ["whole", "a"],
        ],
      },
      ["b", "whole"],
    ],
  ])("in two pools, %s takes one more along in each, and no others", (_, pooling, expected) => {
    expect(takenAlong(pooling)).toEqual(expected);
  });

  test("of three groups, the totals of every two of them give away all three: a total of the first group goes", () => {
    // a = (ab + ac − bc) / 2. `bc` has fewer people, but the rule looks beside the first that follows.
    const people = { a: 14, b: 12, c: 12, ab: 26, BC: 24, ac: 26 };
    const pools = [
      ["ab", "a", "b"],
      ["BC", "b", "c"],
      ["ac", "a", "c"],
    ] as const;
    expect(takenAlong({ people, alike: ["a", "b", "c"], pools })).toEqual(["ab"]);
  });

  test("three withheld numbers of which one is the difference of the totals of the others stay open", () => {
    // a = b + e, a + c and b + c are known: the last is the second less e, and tells nothing more.
    const people = { a: 30, b: 20, c: 15, e: 10, ac: 45, bc: 35 };
    const pools = [
      ["a", "b", "e"],
      ["ac", "a", "c"],
      ["bc", "b", "c"],
    ] as const;
    expect(takenAlong({ people, alike: ["a", "b", "c"], pools })).toEqual([]);
  });

  test("where all beside it is withheld, what it follows from goes, and nothing of other pools", () => {
    const people = { u: 12, v: 12, uv: 24, both: 24, w: 20, y: 10, wy: 30 };
    const pools = [
      ["uv", "u", "v"],
      ["both", "u", "v"],
      ["wy", "w", "y"],
    ] as const;
    expect(takenAlong({ people, alike: ["u", "v", "uv"], pools })).toEqual(["both"]);
  });

  test.each<[string, Pooling, string[]]>([
    [
      "of pools",
      {
        people: { a: 12, b: 30, c: 20, ab: 42, abc: 62 },
        alike: ["a"],
        pools: [
          ["abc", "a", "b", "c"],
          ["ab", "a", "b"],
        ],
      },
      ["b"],
    ],
    [
      "of pools with one total, and of parts",
      {
        people: { a: 12, b: 20, e: 30, f: 14, g: 16, all: 62 },
        alike: ["a"],
        pools: [
          ["all", "a", "b", "f", "g"],
          ["all", "e", "b", "a"],
        ],
      },
      ["b"],
    ],
    [
      "of parts with as many people",
      { people: { a: 12, c: 20, b: 20, all: 52 }, alike: ["a"], pools: [["all", "a", "c", "b"]] },
      ["b"],
    ],
  ])("[D24] the order %s does not matter", (_, { people, alike = [], pools }, expected) => {
    expect(takenAlong({ people, alike, pools })).toEqual(expected);
    expect(takenAlong({ people, alike, pools: pools.toReversed() })).toEqual(expected);
    const turned = pools.map(([total, ...parts]): [string, ...string[]] => [total, ...parts.toReversed()]);
    expect(takenAlong({ people, alike, pools: turned })).toEqual(expected);
    const rows = Object.fromEntries(Object.entries(people).toReversed());
    expect(takenAlong({ people: rows, alike, pools })).toEqual(expected);
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

  describe("what is pooled must be means, or amounts, of the same people", () => {
    const pooled = (part: Cell, total: Cell) => column([part, total], { pools: [{ total: at(1), parts: [at(0)] }] });
    const ages = years(12, 14);
    const tiny = times(12, 1e-7);

    test.each<[string, Cell, Cell]>([
      ["a person more", meanOf(ages), meanOf(years(13, 14))],
      ["a person more, who has no amount", sumOf(ages), sumOf([...ages, 0])],
      ["another mean", meanOf(ages), meanOf(years(12, 15))],
      ["another sum, however small", sumOf(tiny), sumOf(tiny.map((one) => 2 * one))],
    ])("%s is refused", (_, part, total) => {
      const message = "result test.table: cell (r1, c0): does not pool its parts";
      expect(() => releaseOne(pooled(part, total), policy())).toThrow(new RangeError(message));
    });

    test.each<[string, Cell]>([
      ["a statistic that says not what it measures", statistic(15, 12)],
      ["a spread", statistic(15, 12, { kind: "spread", identical: false })],
      ["a mean that is public", { ...meanOf(ages), people: { kind: "published", source: "Home Office" } } as Cell],
      ["a count", people(12)],
      ["a text", { kind: "text", text: "15" }],
    ])("%s is refused", (_, other) => {
      const message = "result test.table: cell (r1, c0): only means and amounts of people can be pooled";
      expect(() => releaseOne(pooled(meanOf(ages), other), policy())).toThrow(new RangeError(message));
    });

    test("means with amounts are refused: what single people contribute to a mean is not known", () => {
      const message = "result test.table: cell (r1, c0): pools means with amounts";
      expect(() => releaseOne(pooled(meanOf(ages), sumOf(ages)), policy())).toThrow(new RangeError(message));
      expect(() => releaseOne(pooled(sumOf(ages), meanOf(ages)), policy())).toThrow(/pools means with amounts/);
    });

    test("sums that differ by the rounding of doubles, and sums of zeros, pool", () => {
      const groups = [years(12, 20), years(15, 20)].map((group) => group.map((one) => (one * 1e9) / 3));
      const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
      expect(sum(groups.flat())).not.toBe(sum(groups.map(sum)));
      expect(marks(shownColumn(releaseOne(groupsAndAll(groups, sumOf), policy())))).toEqual(
        times(3, 0).map(() => "shown"),
      );
      const zeros = groupsAndAll([times(12, 0), times(15, 0)], sumOf);
      expect(shownColumn(releaseOne(zeros, under(10, "safe")))).toEqual(["0", "0", "0"]);
    });
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
