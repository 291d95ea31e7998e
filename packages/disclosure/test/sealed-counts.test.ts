import { describe, expect, test } from "vitest";
import { withheldCounts } from "../src/withheld-counts.ts";
import {
  countingSolver,
  endedEarly,
  type Instead,
  keysOf,
  type MadeUpCount,
  type MadeUpSum,
  madeUp,
} from "./made-up-counts.ts";
import { policy, solver } from "./made-up-results.ts";

type Counts = Readonly<Record<string, number | MadeUpCount>>;

const wide = policy({ protection: { range: 5 } });

function withheld(counts: Counts, sums: readonly MadeUpSum[], rules = policy()) {
  const { reasons, sealed, givenAway } = withheldCounts(madeUp(counts, sums), rules, solver);
  return {
    reasons: Object.fromEntries([...reasons].map(([{ key }, reason]) => [key, reason])),
    sealed: keysOf(sealed),
    givenAway: keysOf(givenAway),
  };
}

/** The keys of what is withheld. */
function keys(counts: Counts, sums: readonly MadeUpSum[], rules = policy()): string[] {
  return keysOf(withheldCounts(madeUp(counts, sums), rules, solver).reasons.keys());
}

const has = (value: number): MadeUpCount => ({ value, known: true });
const cannotBeHidden = (value: number): MadeUpCount => ({ value, cost: "cannot be hidden", primary: false });
const untold = "threshold-or-secondary";

describe("[D27] a count for which no other table is found", () => {
  test("takes everything with it that sums join to it, and nothing else", () => {
    const counts = { a: { value: 4, from: 4, to: 4 }, b: 40, t: 44, u: 90, c: 46, far: 50, other: 40, known: has(50) };
    const sums: MadeUpSum[] = [
      ["a", "b", ["t", -1]],
      ["t", "c", ["u", -1]],
      ["far", ["known", -1]],
      ["other", ["u", -1], "known"],
    ];
    const { reasons, sealed, givenAway } = withheld(counts, sums);
    expect(sealed).toEqual(["a", "b", "t", "u", "c", "other"]);
    expect(reasons).toEqual({ a: untold, b: untold, t: untold, u: untold, c: untold, other: untold });
    // a has one value whatever is shown, and one of the sums joined to it has a number that a reader has.
    expect(givenAway).toEqual(["a"]);
  });

  test("is given away where a reader has all else of its sum", () => {
    expect(withheld({ a: 4, b: has(50), t: has(54) }, [["a", "b", ["t", -1]]])).toEqual({
      reasons: { a: untold },
      sealed: ["a"],
      givenAway: ["a"],
    });
  });

  test("is given away where a reader has something of any sum of anything joined to it", () => {
    const counts = { a: { value: 4, from: 4, to: 4 }, k: has(50), b: 54, c: 40, t: 44, d: 46, u: 100 };
    const sums: MadeUpSum[] = [
      ["a", "k", ["b", -1]],
      ["a", "c", ["t", -1]],
      ["b", "d", ["u", -1]],
    ];
    expect(withheld(counts, sums).givenAway).toEqual(["a"]);
  });

  test("is not where a reader has none of what is joined to it", () => {
    const still = { value: 0, from: 0, to: 0 };
    expect(
      withheld({ a: still, b: still, t: still, u: has(20), v: 20 }, [
        ["a", "b", ["t", -1]],
        ["v", ["u", -1]],
      ]),
    ).toEqual({
      reasons: { a: untold, b: untold, t: untold },
      sealed: ["a", "b", "t"],
      givenAway: [],
    });
  });

  test("nor where it has another value, if not as many as it should have", () => {
    const counts = { a: { value: 4, from: 4, to: 6 }, b: 40, t: 44, u: has(60), v: 16 };
    const sums: MadeUpSum[] = [
      ["a", "b", ["t", -1]],
      ["t", "v", ["u", -1]],
    ];
    expect(withheld(counts, sums, wide)).toEqual({
      reasons: { a: untold, b: untold, t: untold, v: untold },
      sealed: ["a", "b", "t", "v"],
      givenAway: [],
    });
  });

  test("and only what fails by itself is given away", () => {
    const counts = { a: 4, b: has(50), t: 54, c: 46, u: has(100) };
    const { sealed, givenAway } = withheld(counts, [
      ["a", "b", ["t", -1]],
      ["t", "c", ["u", -1]],
    ]);
    expect([sealed, givenAway]).toEqual([[], []]);
    const cornered = withheld({ ...counts, c: has(46) }, [
      ["a", "b", ["t", -1]],
      ["t", "c", ["u", -1]],
    ]);
    expect([cornered.sealed, cornered.givenAway]).toEqual([["a", "t"], ["a"]]);
  });
});

describe("[D22] one more count of a sum whose withheld parts are too few together", () => {
  const sum: MadeUpSum = ["a", "b", "c", "d", ["t", -1]];

  test.each<[string, Counts, MadeUpSum, string[]]>([
    ["the part of the fewest people", { a: 3, b: 4, c: 40, d: 30, t: 77 }, sum, ["a", "b", "d"]],
    ["of equal parts the first in the order of keys", { a: 3, b: 4, c: 30, d: 30, t: 67 }, sum, ["a", "b", "c"]],
    [
      "however the sum is written",
      { a: 3, b: 4, c: 30, d: 30, t: 67 },
      [["t", -1], "d", "c", "b", "a"],
      ["a", "b", "c"],
    ],
    [
      "no public figure while another part is left",
      { a: 3, b: 4, c: { value: 20, cost: { exempt: 1, cells: 0 } }, d: 30, t: 57 },
      sum,
      ["a", "b", "d"],
    ],
    [
      "a public figure rather than the total",
      {
        a: 3,
        b: 4,
        c: { value: 20, cost: { exempt: 1 } },
        d: cannotBeHidden(0),
        t: { value: 27, cost: { people: 1 } },
      },
      sum,
      ["a", "b", "c"],
    ],
    [
      "the total where it is written first and no part is left",
      { a: 3, b: 4, c: has(20), d: cannotBeHidden(0), t: 27, u: 50, x: 23 },
      [["t", -1], "a", "b", "c", "d"],
      ["a", "b", "t"],
    ],
    ["nothing where a reader has all others", { a: 3, b: 4, c: has(20), d: has(0), t: has(27) }, sum, ["a", "b"]],
  ])("%s", (_, counts, written, hidden) => {
    expect(keys(counts, [written])).toEqual(hidden);
  });

  test("of any sum, whatever stands in those before", () => {
    const counts = { x: 40, y: 50, v: 90, a: 3, b: 4, c: 40, d: 30, t: 77 };
    expect(keys(counts, [["x", "y", ["v", -1]], sum])).toEqual(["a", "b", "d"]);
  });

  test("not where it is given away already", () => {
    const still = (value: number): MadeUpCount => ({ value, from: value, to: value });
    const counts = { a: still(3), b: has(90), t: has(93), c: 40 };
    expect(withheld(counts, [["a", "b", ["t", -1]]]).sealed).toEqual(["a"]);
  });
});

describe("[D24] counts protected one at a time", () => {
  // a alone would take p, which is cheaper; c can only take q, which then protects a as well.
  const sums: MadeUpSum[] = [
    ["a", "p", "q", ["t", -1]],
    ["c", "q", ["u", -1]],
  ];
  const rest = { p: 12, q: 40, t: has(99), u: has(99) };
  test.each<[string, Counts, string[]]>([
    ["the largest first", { a: 4, c: 7, ...rest }, ["a", "c", "q"]],
    ["whichever that is", { a: 7, c: 4, ...rest }, ["a", "c", "p", "q"]],
    ["of equals the first in the order of keys", { c: 5, a: 5, ...rest }, ["c", "a", "q"]],
    ["whichever that is", { a: 5, c: 5, ...rest }, ["a", "c", "p", "q"]],
    [
      "in one order however they are written",
      { p: 12, a: 5, q: 40, c: 5, t: has(99), u: has(99) },
      ["p", "a", "q", "c"],
    ],
  ])("%s", (_, counts, hidden) => {
    const { solver: by } = countingSolver(() => endedEarly);
    expect(keysOf(withheldCounts(madeUp(counts, sums), policy(), by).reasons.keys())).toEqual(hidden);
  });

  test("give way to the choice as a whole where that is cheaper", () => {
    expect(keys({ a: 7, c: 4, ...rest }, sums)).toEqual(["a", "c", "q"]);
  });

  test.each<[string, string[]]>([
    ["to a dearer one", ["a", "c", "p", "same", "q"]],
    ["to one as dear", ["a", "c", "same", "q"]],
  ])("do not give way %s, were it proposed", (_, proposal) => {
    const counts: Counts = { a: 7, c: 4, p: 12, same: 12, q: 40, t: has(99), u: has(99) };
    const study = madeUp(counts, [
      ["a", "p", "same", "q", ["t", -1]],
      ["c", "q", ["u", -1]],
    ]);
    // Tables, choices in parts, choices in wholes.
    const proposing: Instead = (model, name) => {
      if (model !== 2 || name !== "getSolution") return undefined;
      const group = study.counts.filter(({ known }) => !known);
      return () => ({ colValue: Float64Array.from(group, ({ key }) => Number(proposal.includes(key))) });
    };
    const { solver: by, models } = countingSolver(undefined, proposing);
    expect(keysOf(withheldCounts(study, policy(), by).reasons.keys())).toEqual(["a", "c", "p", "q"]);
    expect(models).toEqual({ made: 3, held: 0 });
  });
});

describe("[D26] reasons", () => {
  const sum: MadeUpSum = ["a", "b", "c", ["t", -1]];

  test("are told where that leaves another table", () => {
    const counts = { a: { value: 4, told: { lowest: 1, highest: 9 } }, b: 20, c: 40, t: 64 };
    expect(withheld(counts, [sum]).reasons).toEqual({ a: "threshold", b: "secondary" });
  });

  test("are not told where it leaves none", () => {
    const counts = { a: { value: 4, told: { lowest: 4, highest: 4 } }, b: 20, c: 40, t: 64 };
    expect(withheld(counts, [sum]).reasons).toEqual({ a: untold, b: untold });
  });

  test("are not told where it leaves none of one of those joined", () => {
    const counts = { a: { value: 4, told: { lowest: 4, highest: 4 } }, b: 5, c: 20, d: 40, t: 69 };
    expect(withheld(counts, [["a", "b", "c", "d", ["t", -1]]]).reasons).toEqual({ a: untold, b: untold, c: untold });
  });

  test("are not told where one of those joined is withheld because nearly all are alike", () => {
    const counts = { a: 4, b: { value: 20, alike: true, primary: true }, c: 40, t: 64, d: 5, e: 30, u: 35 };
    expect(withheld(counts, [sum, ["d", "e", ["u", -1]]]).reasons).toEqual({
      a: untold,
      b: untold,
      d: "threshold",
      e: "secondary",
    });
  });

  test("are given for cells alone", () => {
    const counts = { a: 4, b: { value: 40, inCells: false }, t: { value: 44, inCells: false } };
    expect(withheld(counts, [["a", "b", ["t", -1]]]).reasons).toEqual({ a: "threshold" });
  });
});

describe("[D29] the solver", () => {
  /** A cube of eight cells without margins that a reader has. */
  const cubeOf = (first: MadeUpCount): [Counts, MadeUpSum[]] => {
    const places = [0, 1, 2, 3, 4, 5, 6, 7];
    const counts: Record<string, MadeUpCount> = {};
    for (const place of places) counts[`c${place}`] = place === 0 ? first : { value: 30 + place };
    const sums = [1, 2, 4].flatMap((step) =>
      places
        .filter((place) => (place & step) === 0)
        .map((place) => [`c${place}`, `c${place + step}`, ["t", -60]] as const),
    );
    return [{ ...counts, t: has(1) }, sums];
  };

  test("holds nothing in the end, whether all are proved or given up", () => {
    for (const first of [{ value: 4 }, { value: 4, from: 4, to: 4 }]) {
      const { solver: by, models } = countingSolver();
      const { sealed } = withheldCounts(madeUp(...cubeOf(first)), wide, by);
      expect(sealed.size).toBe("to" in first ? 8 : 0);
      expect(models.made).toBeGreaterThan(2);
      expect(models.held).toBe(0);
    }
  });
});
