import { describe, expect, test } from "vitest";
import type { Bounds, Knowledge, Unknown } from "../src/another-table.ts";
import type { LinearSolver } from "../src/linear-solver.ts";
import { ProofSearch } from "../src/proof-search.ts";
import { Proofs } from "../src/proofs.ts";
import type { Leave } from "../src/table-programme.ts";
import {
  countingSolver,
  endedEarly,
  keysOf,
  type MadeUpCount,
  type MadeUpSum,
  madeUp,
  untold,
} from "./made-up-counts.ts";
import { solver } from "./made-up-results.ts";

interface Question {
  readonly counts: Readonly<Record<string, number | MadeUpCount>>;
  readonly sums: readonly MadeUpSum[];
  /** Beside `s`. */
  readonly hidden?: readonly string[];
  readonly need?: number;
  readonly leave?: Leave;
  readonly by?: LinearSolver;
  /** Tables found before, as changes of `s` and of `b` for it. */
  readonly before?: readonly number[];
}

/** Asks for proofs of `s`; what else may differ is what no reader knows. */
function prove({ counts, sums, hidden = [], need = 1, leave = "hidden-only", by = solver, before = [] }: Question) {
  const study = madeUp(counts, sums);
  const s = study.one("s");
  let asked = 0;
  const known: Knowledge = (unknown: Unknown): Bounds => {
    if (unknown === s) asked++;
    return untold(unknown);
  };
  const group = { counts: study.counts.filter((one) => !one.known) };
  const search = new ProofSearch([group], known, leave, by);
  const own = study.some("s", ...hidden);
  const proofs = new Proofs(
    before.map(
      (change) =>
        new Map([
          [s, change],
          [study.one("b"), -change],
        ]),
    ),
  );
  const proved = search.prove(s, need, proofs, own);
  const { programmes } = search;
  search.dispose();
  return {
    proved,
    asked,
    programmes,
    hidden: keysOf(own),
    tables: proofs.tables.length,
    lowest: proofs.changeIn("lowest", s),
    highest: proofs.changeIn("highest", s),
  };
}

const t: MadeUpCount = { value: 99, known: true };
const total: MadeUpSum = ["s", "b", "c", "d", ["t", -1]];
const still: MadeUpCount = { value: 20, from: 20, to: 20 };
const oneLess: MadeUpCount = { value: 20, from: 19, to: 20 };
const oneMore: MadeUpCount = { value: 20, from: 20, to: 21 };

describe("[D27] a count in one sum or two", () => {
  test("is proved by a path, and by no programme", () => {
    const found = prove({ counts: { s: 4, b: 20, c: 30, d: 40, t }, sums: [total], leave: "at-a-cost" });
    expect(found).toMatchObject({ proved: true, programmes: 0, hidden: ["s", "b"], highest: 1, lowest: 0, tables: 1 });
  });

  test("is proved by a path in either", () => {
    const counts = { s: 4, b: 20, c: 30, d: 40, t };
    const found = prove({ counts, sums: [total, total], hidden: ["b"], need: 3 });
    expect(found).toMatchObject({ proved: true, programmes: 0, tables: 1 });
  });

  test("is not looked for again where its range is wide enough", () => {
    const counts = { s: 4, b: 20, c: 30, d: 40, t };
    const found = prove({ counts, sums: [total], hidden: ["b"], need: 3, before: [1, -2] });
    expect(found).toMatchObject({ proved: true, programmes: 0, tables: 2, asked: 0 });
  });

  test("is proved upwards step by step where no path is long enough", () => {
    const counts = { s: { value: 4, from: 4 }, b: oneLess, c: oneLess, d: oneLess, t };
    const found = prove({ counts, sums: [total], hidden: ["b", "c", "d"], need: 3 });
    expect(found).toMatchObject({ proved: true, programmes: 0, tables: 3, highest: 3, lowest: 0 });
  });

  test("is proved downwards step by step, after one look upwards", () => {
    const counts = { s: { value: 4, to: 4 }, b: oneMore, c: oneMore, d: oneMore, t };
    const found = prove({ counts, sums: [total], hidden: ["b", "c", "d"], need: 3 });
    expect(found).toMatchObject({ proved: true, programmes: 0, tables: 3, highest: 0, lowest: -3 });
    // Both ways at once, once upwards, and three steps downwards.
    expect(found.asked).toBe(2 + 1 + 3);
  });

  test("is proved upwards and downwards where neither is far enough", () => {
    const counts = { s: 4, b: oneLess, c: oneMore, d: still, t };
    const found = prove({ counts, sums: [total], hidden: ["b", "c", "d"], need: 2 });
    expect(found).toMatchObject({ proved: true, programmes: 0, tables: 2, highest: 1, lowest: -1 });
    expect(found.asked).toBe(2 + 2 + 1);
  });

  test("is proved by a programme where single steps do not lead there", () => {
    const found = prove({ counts: { s: 4, b: 20 }, sums: [["s", ["b", -2]]], hidden: ["b"], need: 2 });
    expect(found).toMatchObject({ proved: true, highest: 2 });
    expect(found.programmes).toBeGreaterThan(0);
  });

  test("is not proved where there is no other table", () => {
    const found = prove({ counts: { s: 4, b: still, c: still, d: still, t }, sums: [total], hidden: ["b", "c", "d"] });
    expect(found).toMatchObject({ proved: false, tables: 0 });
  });
});

describe("[D27] a count in three sums or more", () => {
  /** One sum three times, which changes nothing but that each count stands in three. */
  const sums = [total, total, total];

  test("is proved by a programme, as far beyond the tables found as is needed and no further", () => {
    const counts = { s: 4, b: 20, c: 30, d: 40, t };
    const found = prove({ counts, sums, hidden: ["b", "c"], need: 3, before: [1] });
    expect(found).toMatchObject({ proved: true, programmes: 1, highest: 3, lowest: 0, tables: 2 });
  });

  test("part of the way upwards and part downwards", () => {
    const counts = { s: 4, b: oneLess, c: oneMore, d: still, t };
    const found = prove({ counts, sums, hidden: ["b", "c", "d"], need: 2 });
    expect(found).toMatchObject({ proved: true, highest: 1, lowest: -1, tables: 2 });
  });

  test("where it cannot rise, downwards", () => {
    const counts = { s: { value: 4, to: 4 }, b: 20, c: 30, d: 40, t };
    const found = prove({ counts, sums, hidden: ["b"], need: 2 });
    expect(found).toMatchObject({ proved: true, highest: 0, lowest: -2, tables: 1, programmes: 1 });
  });

  test("upwards at a cost where it cannot fall", () => {
    const counts = { s: { value: 4, from: 4 }, b: 20, c: still, d: still, t };
    const found = prove({ counts, sums, leave: "at-a-cost", need: 2 });
    expect(found).toMatchObject({ proved: true, highest: 2, lowest: 0, hidden: ["s", "b"] });
  });

  test.each<[string, MadeUpCount, MadeUpCount, number, string[]]>([
    [
      "downwards where that hides less",
      { value: 20, to: 20 },
      { ...oneMore, cost: { people: 5 } },
      -1,
      ["s", "c", "d"],
    ],
    ["upwards where that hides less", { value: 20, to: 20 }, { ...oneMore, cost: { people: 90 } }, 1, ["s", "b", "d"]],
    [
      "upwards where both hide as much",
      { value: 20, to: 20 },
      { ...oneMore, cost: { people: 20 } },
      1,
      ["s", "b", "d"],
    ],
  ])("%s", (_, b, c, change, hidden) => {
    const counts = { s: 4, b, c, d: { ...still, cost: { cells: 9 } }, t };
    const found = prove({ counts, sums, hidden: ["d"], leave: "at-a-cost" });
    expect(found).toMatchObject({ proved: true, hidden, tables: 1, [change > 0 ? "highest" : "lowest"]: change });
  });

  test("downwards where that hides nothing more, however dear what is hidden was", () => {
    const dear = { ...oneMore, cost: { exempt: 5 } };
    const found = prove({
      counts: { s: { value: 4, cost: { exempt: 5 } }, b: { value: 20, to: 20 }, c: dear, d: still, t },
      sums,
      hidden: ["c"],
      leave: "at-a-cost",
    });
    expect(found).toMatchObject({ proved: true, hidden: ["s", "c"], lowest: -1, highest: 0 });
  });

  test("by paths where programmes give up", () => {
    const { solver: by } = countingSolver(() => endedEarly);
    const counts = { s: { value: 4, from: 4 }, b: 20, c: 30, d: 40, t };
    expect(prove({ counts, sums, hidden: ["b"], by })).toMatchObject({ proved: true, highest: 1 });
  });

  test("is given up at once where programmes show that there is no other table, in fractions or not", () => {
    const counts = { s: 4, b: still, c: still, d: still, t };
    const found = prove({ counts, sums, hidden: ["b", "c", "d"] });
    // Its bounds were asked for once, for the programme, and for no path.
    expect(found).toMatchObject({ proved: false, tables: 0, programmes: 2, asked: 1 });
  });
});

describe("[D20] a search", () => {
  const study = madeUp({ a: 4, b: 20, ab: 24, c: 5, d: 30, cd: 35, e: 7 }, [
    ...[1, 2, 3].map((): MadeUpSum => ["a", "b", ["ab", -1]]),
    ...[1, 2, 3].map((): MadeUpSum => ["c", "d", ["cd", -1]]),
  ]);
  const groups = [{ counts: [...study.some("a", "b", "ab")] }, { counts: [...study.some("c", "d", "cd")] }];

  test("adds up the programmes of all its groups, and holds none after it was disposed of", () => {
    const { solver: by, models } = countingSolver();
    const search = new ProofSearch(groups, untold, "at-a-cost", by);
    expect(search.programmes).toBe(0);
    for (const [key, programmes] of [
      ["a", 2],
      ["c", 4],
    ] as const) {
      expect(search.prove(study.one(key), 1, new Proofs(), study.some(key))).toBe(true);
      expect(search.programmes).toBe(programmes);
    }
    expect(models).toEqual({ made: 2, held: 2 });
    search.dispose();
    expect(models).toEqual({ made: 2, held: 0 });
  });

  test("refuses a count that is in none of its groups", () => {
    const search = new ProofSearch(groups, untold, "at-a-cost", solver);
    const ask = () => search.prove(study.one("e"), 1, new Proofs(), study.some("e"));
    expect(ask).toThrow(new RangeError("e: is in no group of this search"));
  });
});

describe("[D20] proofs", () => {
  const { one } = madeUp({ a: 4, b: 20 }, []);
  const [a, b] = [one("a"), one("b")];

  test("of no tables leave each count what it is", () => {
    const proofs = new Proofs();
    expect(proofs.tables).toEqual([]);
    expect([proofs.tableAt("lowest", a), proofs.tableAt("highest", a)]).toEqual([undefined, undefined]);
    expect([proofs.changeIn("lowest", a), proofs.changeIn("highest", a), proofs.rangeOf(a)]).toEqual([0, 0, 0]);
  });

  test("of equal ends the table that was found first", () => {
    const table = () => new Map(Object.entries({ a: 2, b: -2 }).map(([key, change]) => [one(key), change]));
    const [first, second] = [table(), table()];
    const proofs = new Proofs([first, second]);
    expect(proofs.tableAt("highest", a)).toBe(first);
    expect(proofs.tableAt("lowest", b)).toBe(first);
    expect(proofs.tableAt("lowest", a)).toBeUndefined();
    expect([proofs.rangeOf(a), proofs.rangeOf(b)]).toEqual([2, 2]);
  });

  test("the range is from the lowest to the highest", () => {
    const proofs = new Proofs([new Map([[a, 1]]), new Map([[a, -3]]), new Map([[a, 4]]), new Map([[a, 2]])]);
    expect([proofs.changeIn("lowest", a), proofs.changeIn("highest", a), proofs.rangeOf(a)]).toEqual([-3, 4, 7]);
    expect(proofs.rangeOf(b)).toBe(0);
  });
});
