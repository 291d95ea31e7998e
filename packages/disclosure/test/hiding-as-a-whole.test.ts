import { describe, expect, test } from "vitest";
import { cheapestHiding } from "../src/cheapest-hiding.ts";
import type { LinearSolver } from "../src/linear-solver.ts";
import {
  countingSolver,
  endedEarly,
  type Instead,
  infeasible,
  keysOf,
  type MadeUpCount,
  type MadeUpSum,
  madeUp,
  untold,
} from "./made-up-counts.ts";
import { policy, solver } from "./made-up-results.ts";

type Counts = Readonly<Record<string, number | MadeUpCount>>;

const wide = policy({ protection: { range: 5 } });
const has = (value: number): MadeUpCount => ({ value, known: true });
const still = (value: number): MadeUpCount => ({ value, from: value, to: value });

/** What is proposed in place of the counts that are named; undefined where nothing is. */
function proposed(
  counts: Counts,
  sums: readonly MadeUpSum[],
  hidden: readonly string[],
  rules = wide,
  by: LinearSolver = solver,
): string[] | undefined {
  const study = madeUp(counts, sums);
  const found = cheapestHiding(study, rules, untold, by, study.some(...hidden));
  return found && keysOf(found);
}

const five: MadeUpSum = ["a", "b", "c", "d", ["t", -1]];

describe("[D29] the whole choice at once", () => {
  test.each<[string, Counts, readonly MadeUpSum[], string[], string[]]>([
    ["the part of the fewest people", { a: 4, b: 12, c: 40, d: 80, t: 136 }, [five], ["a", "c", "d"], ["a", "b"]],
    [
      "not the cheapest where a reader knows it too well",
      { a: 4, b: { value: 12, from: 12, to: 14 }, c: 40, d: 80, t: 136 },
      [five],
      ["a", "b", "d"],
      ["a", "c"],
    ],
    [
      "two that move far enough together",
      { a: 8, b: { value: 12, to: 14 }, c: { value: 40, to: 43 }, d: { value: 80, cost: { exempt: 1 } }, t: has(140) },
      [["a", "b", "c", "d", ["t", -1]]],
      ["a", "b", "d"],
      ["a", "b"],
    ],
    [
      "two of which neither moves far enough alone",
      {
        a: 8,
        b: { value: 12, from: 12, to: 14 },
        c: { value: 40, from: 40, to: 43 },
        d: { value: 80, cost: { exempt: 1 } },
        t: has(140),
      },
      [["a", "b", "c", "d", ["t", -1]]],
      ["a", "b", "d"],
      ["a", "b", "c"],
    ],
    [
      "two that move far enough up and down together",
      {
        a: 8,
        b: { value: 12, from: 12, to: 14 },
        c: { value: 40, from: 37, to: 40 },
        d: { value: 80, cost: { exempt: 1 } },
        t: has(140),
      },
      [["a", "b", "c", "d", ["t", -1]]],
      ["a", "b", "d"],
      ["a", "b", "c"],
    ],
    [
      "a dearer one where four fifths of the range are all that the others have",
      {
        a: 8,
        b: { value: 12, from: 12, to: 14 },
        c: { value: 40, from: 40, to: 42 },
        d: { value: 80, cost: { exempt: 1 } },
        t: has(140),
      },
      [["a", "b", "c", "d", ["t", -1]]],
      ["a", "b", "d"],
      ["a", "d"],
    ],
    [
      "a part more where those that fail are too few together",
      { a: 3, b: 4, c: 40, d: 80, t: 127 },
      [five],
      ["a", "b", "c", "d"],
      ["a", "b", "c"],
    ],
    ["none where they are enough", { a: 6, b: 7, c: 40, d: 80, t: 133 }, [five], ["a", "b", "c", "d"], ["a", "b"]],
    [
      "no count that cannot be hidden",
      { a: 4, b: { value: 12, cost: "cannot be hidden", primary: false }, c: 40, d: 80, t: 136 },
      [five],
      ["a", "c", "d"],
      ["a", "c"],
    ],
    [
      "a total that nothing prints costs nothing",
      { a: 4, b: 12, c: 40, t: { value: 56, inCells: false, cost: "cannot be hidden" } },
      [["a", "b", "c", ["t", -1]]],
      ["a", "b", "c", "t"],
      ["a", "t"],
    ],
    [
      "no part more where those that fail are too few together and nothing else can be hidden",
      { a: 3, b: 4, e: { value: 20, cost: "cannot be hidden", primary: false }, t: has(27), c: 12, d: 40, u: 55 },
      [
        ["a", "b", "e", ["t", -1]],
        ["a", "c", "d", ["u", -1]],
      ],
      ["a", "b", "c", "d"],
      ["a", "b", "c"],
    ],
    [
      "one that can fall for one that can only rise",
      { a: { value: 4, from: 4 }, b: { value: 40, from: 35, to: 40 }, c: { value: 12, from: 10 }, t: has(56) },
      [["a", "b", "c", ["t", -1]]],
      ["a", "b", "c"],
      ["a", "b"],
    ],
    [
      "one that can rise for one that can only fall",
      { a: { value: 8, to: 8 }, b: { value: 40, from: 40, to: 45 }, c: { value: 12, to: 14 }, t: has(60) },
      [["a", "b", "c", ["t", -1]]],
      ["a", "b", "c"],
      ["a", "b"],
    ],
    [
      "one that protects two rather than one for each",
      { a: 4, b: 12, c: 5, d: 13, both: 30, t: has(46), u: has(48) },
      [
        ["a", "b", "both", ["t", -1]],
        ["c", "d", "both", ["u", -1]],
      ],
      ["a", "b", "c", "d"],
      ["a", "c", "both"],
    ],
  ])("%s", (_, counts, sums, hidden, cheapest) => {
    expect(proposed(counts, sums, hidden)).toEqual(cheapest);
  });

  test("groups that nothing joins are chosen apart, and those that cannot be cheaper are left", () => {
    const counts = { a: 4, b: 12, c: 40, t: 56, e: 5, f: 90, g: 30, u: 125, x: 60 };
    const sums: MadeUpSum[] = [
      ["a", "b", "c", ["t", -1]],
      ["e", "f", "g", ["u", -1]],
    ];
    expect(proposed(counts, sums, ["a", "c", "t", "e", "f"])).toEqual(["a", "b", "e", "f"]);
    expect(proposed(counts, sums, ["a", "c", "t", "e", "f", "u", "x"])).toEqual(["a", "b", "e", "g", "x"]);
  });

  test.each<[string, string[]]>([
    ["nothing is hidden for another", ["a", "b"]],
    ["one is hidden for another, which is the least", ["a", "b", "d"]],
  ])("is not looked for where %s", (_, hidden) => {
    const { solver: by, models } = countingSolver();
    expect(proposed({ a: 3, b: 4, c: 40, d: 80, t: 127 }, [five], hidden, wide, by)).toBeUndefined();
    expect(models).toEqual({ made: 0, held: 0 });
  });

  test.each([
    ["2,000 counts of a sum or two, and no more", 2_000, 1],
    ["150 where one of them stands in three, and no more", 150, 3],
  ])("is looked for among %s", (_, most, sums) => {
    for (const size of [most, most + 1]) {
      const keys = Array.from({ length: size }, (__, at) => `c${at}`);
      const counts = { ...Object.fromEntries(keys.map((key) => [key, { value: 30 }])), c0: 4, t: has(1) };
      const { solver: by, models } = countingSolver(() => endedEarly);
      const chain = keys.slice(1).map((key, at): MadeUpSum => [`c${at}`, key, ["t", -1]]);
      const joined = [...chain, ...chain.slice(0, 1), ...chain.slice(0, 1)].slice(0, chain.length + sums - 1);
      expect(proposed(counts, joined, ["c0", "c1", "c2"], wide, by)).toBeUndefined();
      expect(models.made > 0).toBe(size === most);
    }
  });

  describe("is looked for in tables, then by choices in parts and in wholes", () => {
    const [tables, parts, wholes] = [0, 1, 2] as const;
    const neverMind: Instead = (model, name) => (model > tables && name === "addRow" ? () => 0 : undefined);
    const onlyIn = (asked: number, then: Instead): Instead => {
      return (model, name) => (model === asked ? then(model, name) : undefined);
    };
    const hidesAll: Instead = (_, name) => {
      return name === "getSolution" ? () => ({ colValue: new Float64Array(4).fill(1) }) : undefined;
    };
    const twoAreNeeded: Counts = {
      a: 8,
      b: { value: 12, from: 12, to: 14 },
      c: { value: 40, from: 40, to: 43 },
      d: { value: 80, cost: { exempt: 1 } },
      t: has(140),
    };

    function calls(counts: Counts, sums: readonly MadeUpSum[], hidden: readonly string[], instead?: Instead) {
      const { solver: by, models, calls: of } = countingSolver(undefined, instead);
      const found = proposed(counts, sums, hidden, wide, by);
      expect(models.held).toBe(0);
      const asked = [tables, parts, wholes].map((model) => ({ runs: of(model, "run"), rows: of(model, "addRow") }));
      return { found, tables: asked[tables]?.runs, parts: asked[parts], wholes: asked[wholes] };
    }

    test("once where no count is hidden alone, and each end of a count is looked for once", () => {
      expect(calls({ a: 4, b: 12, c: 40, d: 80, t: 136 }, [five], ["a", "c", "d"])).toEqual({
        found: ["a", "b"],
        tables: 4,
        parts: { runs: 1, rows: 0 },
        wholes: { runs: 1, rows: 0 },
      });
    });

    test("and with none that is chosen hidden alone in another sum", () => {
      // c is cheaper than b and would need e or u beside it, which together is dearer.
      const counts: Counts = { a: { value: 40, primary: true }, b: 20, c: 12, t: has(72), e: 60, u: 72 };
      const sums: MadeUpSum[] = [
        ["a", "b", "c", ["t", -1]],
        ["c", "e", ["u", -1]],
      ];
      expect(calls(counts, sums, ["a", "c", "e"])).toMatchObject({
        found: ["a", "b"],
        parts: { runs: 1, rows: 0 },
        wholes: { runs: 1, rows: 0 },
      });
    });

    test("and no end of a count that lies far enough in the tables of another", () => {
      const counts: Counts = { a: { value: 6, from: 4, to: 9 }, c: 5, b: 12, d: 40, t: has(63) };
      expect(calls(counts, [["a", "b", "c", "d", ["t", -1]]], ["a", "b", "c", "d"])).toMatchObject({
        found: ["a", "c"],
        tables: 4,
      });
    });

    test("with what tables ask of choices in parts kept for choices in wholes", () => {
      expect(calls(twoAreNeeded, [five], ["a", "b", "d"])).toEqual({
        found: ["a", "b", "c"],
        tables: 6,
        parts: { runs: 2, rows: 1 },
        wholes: { runs: 1, rows: 0 },
      });
    });

    test("and what they ask of choices in wholes", () => {
      expect(calls(twoAreNeeded, [five], ["a", "b", "d"], onlyIn(parts, hidesAll))).toMatchObject({
        found: ["a", "b", "c"],
        parts: { runs: 1, rows: 0 },
        wholes: { runs: 2, rows: 1 },
      });
    });

    test("40 times at most by choices in parts, which are quick", () => {
      expect(calls(twoAreNeeded, [five], ["a", "b", "d"], onlyIn(parts, neverMind))).toMatchObject({
        found: ["a", "b", "c"],
        parts: { runs: 41, rows: 40 },
        wholes: { runs: 1, rows: 0 },
      });
    });

    test("and given up after 40 choices in wholes", () => {
      const instead: Instead = (model, name) => (model === parts ? hidesAll(model, name) : neverMind(model, name));
      expect(calls(twoAreNeeded, [five], ["a", "b", "d"], instead)).toMatchObject({
        found: undefined,
        wholes: { runs: 40, rows: 40 },
      });
    });
  });

  test("is given up, and nothing held, where the solver gives up", () => {
    const counts = { a: 4, b: { value: 12, from: 12, to: 14 }, c: 40, d: 80, t: 136 };
    // The tables, the choice in parts, the choice in wholes.
    for (const model of [1, 2]) {
      const { solver: by, models } = countingSolver((made) => (made === model ? endedEarly : undefined));
      expect(proposed(counts, [five], ["a", "b", "d"], wide, by)).toBeUndefined();
      expect(models).toEqual({ made: model + 1, held: 0 });
    }
  });

  test("is an error where the solver finds that the true table is none", () => {
    const { solver: by, models } = countingSolver((made) => (made === 0 ? infeasible : undefined));
    const ask = () => proposed({ a: 4, b: 12, c: 40, d: 80, t: 136 }, [five], ["a", "c", "d"], wide, by);
    expect(ask).toThrow(new Error("the true table is no table"));
    expect(models.held).toBe(0);
  });

  test("is given up where nothing can protect a count", () => {
    const counts = { a: still(4), b: 12, c: 40, d: 80, t: 136 };
    const { solver: by, models } = countingSolver();
    expect(proposed(counts, [five], ["a", "b", "c", "d", "t"], wide, by)).toBeUndefined();
    expect(models.held).toBe(0);
  });
});
