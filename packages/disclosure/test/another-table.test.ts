import { describe, expect, test } from "vitest";
import {
  type Cost,
  cheapestMove,
  compareCost,
  isAnotherTable,
  type Move,
  moveAmongHidden,
  nothing,
  type Unknown,
  weight,
} from "../src/another-table.ts";
import { type MadeUpCount, type MadeUpSum, madeUp, untold, watchTerms } from "./made-up-counts.ts";

type Changes = Readonly<Record<string, number>>;

function moveOf(study: ReturnType<typeof madeUp>, changes: Changes): Move {
  return new Map<Unknown, number>(Object.entries(changes).map(([key, change]) => [study.one(key), change]));
}

function changesOf(move: Move | undefined, study: ReturnType<typeof madeUp>): Changes | undefined {
  return (
    move && Object.fromEntries(study.counts.filter((one) => move.has(one)).map((one) => [one.key, move.get(one) ?? 0]))
  );
}

/** Asks for the cheapest table in which `s`, hidden with those that are named, differs. */
function cheapest(
  counts: Readonly<Record<string, number | MadeUpCount>>,
  sums: readonly MadeUpSum[],
  hidden: readonly string[] = [],
  reach: { step: number; ways: readonly (1 | -1)[]; from?: Changes } = { step: 1, ways: [1] },
  search = cheapestMove,
): Changes | undefined {
  const study = madeUp(counts, sums);
  const { from, ...rest } = reach;
  const move = search(study.one("s"), study.some("s", ...hidden), untold, {
    ...rest,
    ...(from === undefined ? {} : { from: moveOf(study, from) }),
  });
  return changesOf(move, study);
}

describe("[D20] what is another table", () => {
  const study = madeUp({ a: { value: 4, from: 1, to: 9 }, b: 20, all: 24, alone: 7 }, [["a", "b", ["all", -1]]]);
  test.each<[string, boolean, Changes, string[]]>([
    ["parts for each other", true, { a: 1, b: -1 }, ["a", "b"]],
    ["a part and its total", true, { a: 1, all: 1 }, ["a", "all"]],
    ["all three", true, { a: 1, b: 2, all: 3 }, ["a", "b", "all"]],
    ["a count in no sum", true, { alone: 2 }, ["alone"]],
    ["up to the most that a reader thinks possible", true, { a: 5, b: -5 }, ["a", "b"]],
    ["down to the least", true, { a: -3, b: 3 }, ["a", "b"]],
    ["not above the most", false, { a: 6, b: -6 }, ["a", "b"]],
    ["not below the least", false, { a: -4, b: 4 }, ["a", "b"]],
    ["not with a shown count changed", false, { a: 1, b: -1 }, ["a"]],
    ["not with a sum that does not add up", false, { a: 1, b: 1 }, ["a", "b"]],
    ["not with a part changed alone", false, { a: 1 }, ["a", "b"]],
    ["not with a part and its total apart", false, { a: 1, all: -1 }, ["a", "all"]],
    ["not with a change of nothing", false, { a: 1, b: -1, alone: 0 }, ["a", "b", "alone"]],
    ["not the true table", false, {}, ["a", "b"]],
  ])("%s", (_, is, changes, hidden) => {
    expect(isAnotherTable(moveOf(study, changes), study.some(...hidden), untold)).toBe(is);
  });
});

describe("[D23] what is lost by hiding counts", () => {
  const cheapestFirst: readonly Partial<Cost>[] = [
    {},
    { people: 1 },
    { people: 900 },
    { cells: 1 },
    { cells: 1, people: 5 },
    { cells: 2 },
    { totals: 1 },
    { totals: 1, cells: 1 },
    { totals: 2 },
    { exempt: 1 },
    { exempt: 1, people: 5 },
    { exempt: 1, cells: 1 },
    { exempt: 1, totals: 1 },
    { exempt: 2 },
  ];

  test("is compared by figures that no rule asks to hide, then by totals, cells and people", () => {
    for (const [at, some] of cheapestFirst.entries()) {
      for (const [other, more] of cheapestFirst.entries()) {
        const compared = compareCost({ ...nothing, ...some }, { ...nothing, ...more });
        expect(Math.sign(compared), JSON.stringify([some, more])).toBe(Math.sign(at - other));
      }
    }
  });

  test("keeps that order as one number", () => {
    const weights = cheapestFirst.map((cost) => weight({ ...nothing, ...cost }));
    expect(weights).toEqual(weights.toSorted((a, b) => a - b));
    expect(new Set(weights).size).toBe(cheapestFirst.length);
    expect(weight({ exempt: 3, totals: 4, cells: 5, people: 1_000 })).toBe(30_405.5);
  });
});

describe("[D23] the cheapest of the other tables", () => {
  const fixed: MadeUpCount = { value: 90, known: true };

  test("changes what is hidden already rather than what is shown", () => {
    expect(cheapest({ s: 4, b: 10, c: 80, t: fixed }, [["s", "b", "c", ["t", -1]]], ["c"])).toEqual({ s: 1, c: -1 });
  });

  test.each<[string, MadeUpCount, MadeUpCount]>([
    ["a cell rather than a public figure", { value: 50, cost: { exempt: 1, cells: 0 } }, { value: 70 }],
    ["two cells rather than a total", { value: 50, cost: { totals: 1 } }, { value: 70, cost: { cells: 2 } }],
    ["one cell rather than two", { value: 50, cost: { cells: 2 } }, { value: 70 }],
    ["fewer people of as many cells", { value: 70 }, { value: 50 }],
    ["what can be hidden at all", { value: 20, cost: "cannot be hidden" }, { value: 70 }],
    ["what may be another number", { value: 20, from: 20 }, { value: 70 }],
  ])("%s", (_, dear, cheap) => {
    expect(cheapest({ s: 4, dear, cheap, t: fixed }, [["s", "dear", "cheap", ["t", -1]]])).toEqual({ s: 1, cheap: -1 });
  });

  test("of equals the one that stands first", () => {
    const sum: MadeUpSum = ["s", "b", "c", "d", ["t", -1]];
    expect(cheapest({ s: 4, b: 30, c: 30, d: 30, t: fixed }, [sum])).toEqual({ s: 1, b: -1 });
  });

  test("of two that hide nothing more the one in which fewer counts change", () => {
    const counts = { s: 4, long: 30, last: 30, short: 30, t: fixed, u: fixed };
    const sums: MadeUpSum[] = [
      ["s", "long", "short", ["t", -1]],
      ["long", "last", ["u", -1]],
    ];
    expect(cheapest(counts, sums, ["long", "last", "short"])).toEqual({ s: 1, short: -1 });
  });

  test("of two that hide as much the one in which fewer counts change, whichever was come upon first", () => {
    const cell = { value: 30, cost: { people: 0 } };
    const counts = { s: 4, h: 30, i: 30, far: cell, near: cell, next: 30, t: fixed };
    const sums: MadeUpSum[] = [
      ["s", "h", "near", ["t", -1]],
      ["h", "i", ["t", -1]],
      ["i", "far", ["t", -1]],
      ["near", "next", ["t", -1]],
    ];
    expect(cheapest(counts, sums, ["h", "i", "next"])).toEqual({ s: 1, near: -1, next: 1 });
  });

  test("counts that change twice are hidden once", () => {
    const sum: MadeUpSum = [
      ["s", 2],
      ["twice", -1],
      ["once", -2],
    ];
    const twice = { value: 30, cost: { cells: 3 } };
    expect(cheapest({ s: 4, twice, once: { value: 30, cost: { cells: 4 } } }, [sum])).toEqual({ s: 1, twice: 2 });
    expect(cheapest({ s: 4, twice, once: { value: 30, cost: { cells: 2 } } }, [sum])).toEqual({ s: 1, once: 1 });
  });

  test("and stay within what a reader knows of them", () => {
    const sum: MadeUpSum = [
      ["s", 2],
      ["u", -1],
    ];
    expect(cheapest({ s: 4, u: { value: 30, to: 32 } }, [sum])).toEqual({ s: 1, u: 2 });
    expect(cheapest({ s: 4, u: { value: 30, to: 31 } }, [sum])).toBeUndefined();
    expect(cheapest({ s: 4, u: { value: 30, from: 28 } }, [sum], [], { step: 1, ways: [-1] })).toEqual({
      s: -1,
      u: -2,
    });
    expect(cheapest({ s: 4, u: { value: 30, from: 29 } }, [sum], [], { step: 1, ways: [-1] })).toBeUndefined();
  });

  test("changes the count in question by just what was asked for", () => {
    // s rises by two where u rises by one.
    const sum: MadeUpSum = ["s", ["u", -2]];
    expect(cheapest({ s: 4, u: 2 }, [sum])).toBeUndefined();
    expect(cheapest({ s: 4, b: 20, t: fixed }, [["s", "b", ["t", -1]]], [], { step: 4, ways: [1, -1] })).toEqual({
      s: 4,
      b: -4,
    });
    expect(cheapest({ s: 4, b: 3, t: fixed }, [["s", "b", ["t", -1]]], [], { step: 4, ways: [1, -1] })).toEqual({
      s: -4,
      b: 4,
    });
  });

  test("goes on from a table found before, and may take back what changed in it", () => {
    const counts = { s: 4, b: { value: 20, from: 19, to: 20 }, c: { value: 20, from: 20 }, t: fixed };
    const sum: MadeUpSum = ["s", "b", "c", ["t", -1]];
    const from = { s: -1, c: 1 };
    const reach = { step: 1, ways: [1] as const, from };
    // c goes back to 20, and s with it: what is left is the true table.
    expect(cheapest(counts, [sum], ["c"], reach)).toEqual({});
    // At its least already, b cannot go further.
    expect(cheapest(counts, [sum], ["b"], { ...reach, from: { s: 1, b: -1 } }, moveAmongHidden)).toBeUndefined();
    expect(cheapest({ ...counts, d: 40 }, [[...sum, "d"]], ["b", "d"], { ...reach, from: { s: 1, b: -1 } })).toEqual({
      s: 2,
      b: -1,
      d: -1,
    });
  });

  test("leaves shown counts alone where it is told to", () => {
    const counts = { s: 4, b: 10, c: 80, t: fixed };
    const sum: MadeUpSum = ["s", "b", "c", ["t", -1]];
    const once = { step: 1, ways: [1] as const };
    expect(cheapest(counts, [sum], ["c"], once, moveAmongHidden)).toEqual({ s: 1, c: -1 });
    expect(cheapest(counts, [sum], [], once, moveAmongHidden)).toBeUndefined();
  });

  test("looks at the cheapest partial table first, whatever the order of counts", () => {
    const costs = [12, 3, 15, 7, 1, 9, 14, 2, 11, 5, 13, 8, 4, 10, 6];
    const looked: number[] = [];
    const counts: Record<string, MadeUpCount> = { s: { value: 4 }, t: fixed };
    for (const cost of costs) counts[`b${cost}`] = { value: 100 + cost };
    const study = madeUp(counts, [
      ["s", ...costs.map((cost) => `b${cost}`), ["t", -1]],
      ...costs.map((cost): MadeUpSum => [`b${cost}`]),
    ]);
    for (const cost of costs) {
      const own = study.relations[1 + costs.indexOf(cost)];
      if (own === undefined) throw new Error("no sum");
      watchTerms(own, () => looked.push(cost));
    }
    // None of them leads anywhere.
    expect(cheapestMove(study.one("s"), study.some("s"), untold, { step: 2, ways: [1] })).toBeUndefined();
    expect(looked).toEqual(costs.toSorted((a, b) => a - b));
  });
});

/** A cube without margins, in which no cell is at a bound. */
function cube(size: number, ofStart: readonly MadeUpSum[]) {
  const cells = Array.from({ length: size ** 3 }, (_, cell) => ({
    key: cell === 0 ? "s" : `c${cell}`,
    place: [Math.floor(cell / size ** 2), Math.floor(cell / size) % size, cell % size],
  }));
  const lines = new Map<string, string[]>();
  for (const { key, place } of cells) {
    for (const direction of [0, 1, 2]) {
      const line = place.map((at, axis) => (axis === direction ? "*" : `${at}`)).join();
      lines.set(line, [...(lines.get(line) ?? []), key]);
    }
  }
  const counts = Object.fromEntries(cells.map(({ key }, cell) => [key, { value: 20 + ((cell * 7) % 50) }]));
  return madeUp(counts, [...ofStart, ...lines.values()]);
}

describe("[D27] giving up", () => {
  /** How many partial tables are looked at where the sum of `s` alone can never be mended. */
  function lookedAt(step: number, areHidden: boolean): number {
    const study = cube(3, [["s"]]);
    let looked = 0;
    for (const relation of study.relations) watchTerms(relation, () => looked++);
    const hidden = new Set<Unknown>(areHidden ? study.counts : [study.one("s")]);
    expect(cheapestMove(study.one("s"), hidden, untold, { step, ways: [1] })).toBeUndefined();
    return looked;
  }

  test.each([
    ["32,000 partial tables, the 6,000 first ones of hidden counts alone", 1, true, 30_000, 32_000],
    ["26,000 where nothing else is hidden", 1, false, 25_000, 26_000],
    ["2,000 further away, since single steps lead there as well", 2, true, 1_500, 2_000],
    ["1,000 further away where nothing else is hidden", 2, false, 900, 1_000],
  ])("after %s", (_, step, areHidden, more, atMost) => {
    // Some are found to have been looked at before.
    const looked = lookedAt(step, areHidden);
    expect(looked).toBeGreaterThan(more);
    expect(looked).toBeLessThanOrEqual(atMost);
  });

  test("where the cheapest is too far, any other table will do", () => {
    const study = cube(8, []);
    const start = study.one("s");
    const move = cheapestMove(start, study.some("s"), untold, { step: 1, ways: [1] });
    expect(move?.get(start)).toBe(1);
    expect(move && isAnotherTable(move, new Set(move.keys()), untold)).toBe(true);
  });
});
