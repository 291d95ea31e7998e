import { describe, expect, test } from "vitest";
import { isAnotherTable, type Knowledge } from "../src/another-table.ts";
import { type Hiding, needingProof, rangeNeeded } from "../src/hiding.ts";
import { joinedCounts } from "../src/joined-counts.ts";
import { withoutNeedless } from "../src/needless-hiding.ts";
import { ProofSearch } from "../src/proof-search.ts";
import { Proofs } from "../src/proofs.ts";
import { isForced, type StudyCounts, studyCounts } from "../src/study-counts.ts";
import { withheldCounts } from "../src/withheld-counts.ts";
import { countingSolver, keysOf, type MadeUpCount, type MadeUpSum, madeUp, untold } from "./made-up-counts.ts";
import { cellsOfCube, type Size, threeWay } from "./made-up-cubes.ts";
import { policy, solver, withMargins } from "./made-up-results.ts";

/** SACRO as it is shipped: what is withheld for itself must leave six values or more. */
const wide = policy({ protection: { range: 5 } });
const anyNumber: Knowledge = () => ({ lowest: 0, highest: Number.POSITIVE_INFINITY });

/** Everything hidden, with the proofs that this gives. */
function allHidden(study: StudyCounts): Hiding {
  const hidden = new Set(study.counts);
  const proofs = new Proofs();
  const search = new ProofSearch(joinedCounts(study), anyNumber, "hidden-only", solver);
  for (const count of study.counts) expect(search.prove(count, rangeNeeded(count, wide), proofs, hidden)).toBe(true);
  search.dispose();
  return { hidden, sealed: new Set(), proofs };
}

describe("[D2B] what protects nothing is shown again", () => {
  test("every total of a cube of eight cells, whose cells protect each other", () => {
    const study = studyCounts([threeWay([4, 30, 30, 30, 30, 30, 30, 30], [2, 2, 2])], wide);
    const { hidden, proofs } = withoutNeedless(study, allHidden(study), wide, anyNumber, solver);
    expect([...hidden].map(({ value }) => value).toSorted((a, b) => a - b)).toEqual([4, 30, 30, 30, 30, 30, 30, 30]);
    for (const count of hidden) expect(proofs.rangeOf(count)).toBeGreaterThanOrEqual(rangeNeeded(count, wide));
  });

  test("never what fails, nor a part without which the others are too few together", () => {
    const thirties = Array.from({ length: 10 }, () => 30);
    const study = studyCounts([threeWay([4, 3, ...thirties], [2, 2, 3])], wide);
    const { hidden } = withoutNeedless(study, allHidden(study), wide, anyNumber, solver);
    for (const count of study.counts) if (isForced(count)) expect(hidden.has(count)).toBe(true);
    // 4 and 3 stand in one sum; were they its only hidden members, 7 people would be known.
    const together = study.relations.filter(
      ({ terms }) => terms.filter(({ unknown }) => unknown.primary && hidden.has(unknown)).length === 2,
    );
    expect(together).toHaveLength(1);
    for (const { terms } of together) {
      expect(terms.some(({ unknown }) => hidden.has(unknown) && !unknown.primary)).toBe(true);
    }
  });

  test("what is left stands up to whole tables, and is not half of what was hidden", () => {
    const size: Size = [4, 4, 3];
    const study = studyCounts([threeWay(cellsOfCube("needless", size, 0.15), size)], wide);
    const { hidden, proofs } = withoutNeedless(study, allHidden(study), wide, anyNumber, solver);
    const checked = new Proofs(proofs.tables.filter((table) => isAnotherTable(table, hidden, anyNumber)));
    for (const count of needingProof(hidden, new Set())) {
      expect(checked.rangeOf(count)).toBeGreaterThanOrEqual(rangeNeeded(count, wide));
    }
    expect(hidden.size).toBeLessThan(study.counts.length / 2);
  });

  test("tables of rows and columns are left as they are", () => {
    const study = studyCounts(
      [
        withMargins([
          [4, 30],
          [30, 30],
        ]),
      ],
      wide,
    );
    const hiding: Hiding = { hidden: new Set(study.counts), sealed: new Set(), proofs: new Proofs() };
    expect(withoutNeedless(study, hiding, wide, anyNumber, solver)).toBe(hiding);
  });

  /** What remains of `hidden` in a group whose counts stand in three sums or more each; `tables` are its proofs. */
  function remaining(
    counts: Readonly<Record<string, number | MadeUpCount>>,
    hidden: readonly string[],
    tables: readonly Readonly<Record<string, number>>[],
    sealed: readonly string[] = [],
    more: readonly MadeUpSum[] = [],
  ) {
    const sum: MadeUpSum = ["a", "b", "c", ["t", -1]];
    const study = madeUp(counts, [sum, sum, sum, ...more]);
    const proofs = new Proofs(
      tables.map((table) => new Map(Object.entries(table).map(([key, change]) => [study.one(key), change]))),
    );
    const hiding: Hiding = { hidden: study.some(...hidden), sealed: study.some(...sealed), proofs };
    const { solver: by, models } = countingSolver();
    const left = withoutNeedless(study, hiding, policy(), untold, by);
    expect(models.held).toBe(0);
    expect(keysOf(hiding.hidden)).toEqual(hidden);
    return { left: keysOf(left.hidden), tables: left.proofs.tables.length, same: left === hiding };
  }

  const byB = { a: 1, b: -1 };
  const byC = { a: 1, c: -1 };
  const byT = { a: 1, t: 1 };
  const total: MadeUpCount = { value: 64, cost: { totals: 1 } };
  const publicFigure: MadeUpCount = { value: 20, cost: { exempt: 1 } };
  test.each<
    [string, Readonly<Record<string, number | MadeUpCount>>, string[], Readonly<Record<string, number>>[], string[]]
  >([
    ["that on which no proof rests", { a: 4, b: 40, c: 20, t: 64 }, ["a", "b", "c"], [byB], ["a", "b"]],
    ["whichever of the two it is", { a: 4, b: 20, c: 40, t: 64 }, ["a", "b", "c"], [byC], ["a", "c"]],
    [
      "the total, though a proof rests on it alone",
      { a: 4, b: 40, c: 20, t: total },
      ["a", "b", "t"],
      [byT],
      ["a", "b"],
    ],
    [
      "a public figure, though a proof rests on it alone",
      { a: 4, b: 40, c: publicFigure, t: 64 },
      ["a", "b", "c"],
      [byC],
      ["a", "b"],
    ],
    ["of two with as many proofs the dearer", { a: 4, b: 20, c: 40, t: 64 }, ["a", "b", "c"], [byB, byC], ["a", "b"]],
    ["whichever that is", { a: 4, b: 40, c: 20, t: 64 }, ["a", "b", "c"], [byB, byC], ["a", "c"]],
    [
      "of two as dear the first in the order of keys",
      { a: 4, b: 30, c: 30, t: 64 },
      ["a", "b", "c"],
      [byB, byC],
      ["a", "c"],
    ],
    ["nothing that is needed", { a: 4, b: 40, c: 20, t: 64 }, ["a", "b"], [byB], ["a", "b"]],
  ])("first %s", (_, counts, hidden, tables, left) => {
    expect(remaining(counts, hidden, tables)).toEqual({ left, tables: 1, same: false });
  });

  test("nothing where a count is withheld whole with its neighbours", () => {
    const counts = { a: 4, b: 40, c: 20, t: 64 };
    expect(remaining(counts, ["a", "b", "c"], [byB], ["c"])).toEqual({ left: ["a", "b", "c"], tables: 1, same: true });
  });

  test("in a group of which some counts stand in fewer sums as well", () => {
    const counts = { a: 4, b: 40, c: 20, t: 64, d: 36, u: 100 };
    const more: MadeUpSum[] = [["t", "d", ["u", -1]]];
    expect(remaining(counts, ["a", "b", "d", "u"], [byB, { d: 1, u: 1 }], [], more)).toMatchObject({
      left: ["a", "b"],
    });
  });

  test("with a count go those that only it protected", () => {
    const counts = { a: 4, b: 40, c: 20, t: { value: 64, cost: { totals: 1 } }, d: 36, u: { value: 100, known: true } };
    const tables = [byB, { a: 1, t: 1, d: -1 }];
    expect(remaining(counts, ["a", "b", "t", "d"], tables, [], [["t", "d", ["u", -1]]])).toMatchObject({
      left: ["a", "b"],
      tables: 1,
    });
  });

  test("nothing without which a count that fails has no other table, whoever else is among its people", () => {
    const counts = { a: { value: 40, primary: true }, b: 50, t: 90, c: 20 };
    expect(remaining(counts, ["a", "b"], [{ a: 1, b: -1 }])).toMatchObject({ left: ["a", "b"], tables: 1 });
  });

  test("nothing without which those that fail are too few together in any of its sums", () => {
    const counts = { a: 3, b: 4, c: 30, t: 37, d: 12, u: 42 };
    expect(remaining(counts, ["a", "b", "c", "d"], [byB, { c: 1, d: -1 }], [], [["c", "d", ["u", -1]]])).toMatchObject({
      left: ["a", "b", "c", "d"],
    });
  });

  test("without a programme where what remains is proved by tables that are there", () => {
    const { solver: by, models } = countingSolver();
    const sum: MadeUpSum = ["a", "b", "c", ["t", -1]];
    const study = madeUp({ a: 4, b: 40, c: 20, t: 64 }, [sum, sum, sum]);
    const table = new Map(Object.entries(byB).map(([key, change]) => [study.one(key), change]));
    const hiding: Hiding = { hidden: study.some("a", "b", "c"), sealed: new Set(), proofs: new Proofs([table]) };
    const left = withoutNeedless(study, hiding, policy(), untold, by);
    expect([keysOf(left.hidden), left.proofs.tables, models.made]).toEqual([["a", "b"], [table], 0]);
  });

  test.each([
    ["the first, and then no more, where it took more programmes than are left", 8, ["a", "b", "d"]],
    ["as long as it took no more than that", 16, ["a", "b"]],
    ["as long as there is anything to show, where nothing else is asked", undefined, ["a", "b"]],
  ])("%s", (_, effort, left) => {
    // Four are hidden. Without c a programme has to find a table for d; without d the table for a and b will do.
    const counts = { a: 4, b: 40, c: 20, d: 15, t: 79 };
    const sum: MadeUpSum = ["a", "b", "c", "d", ["t", -1]];
    const study = madeUp(counts, [sum, sum, sum]);
    const table = new Map(Object.entries(byB).map(([key, change]) => [study.one(key), change]));
    const hiding: Hiding = { hidden: study.some("a", "b", "c", "d"), sealed: new Set(), proofs: new Proofs([table]) };
    expect(keysOf(withoutNeedless(study, hiding, policy(), untold, solver, effort).hidden)).toEqual(left);
  });

  test("a six by six by six cube loses no more than its failing cells and three for each two of them", () => {
    const size: Size = [6, 6, 6];
    const study = studyCounts([threeWay(cellsOfCube("six", size, 0.15), size)], wide);
    const { reasons, sealed } = withheldCounts(study, wide, solver);
    const failing = study.counts.filter(({ primary }) => primary).length;
    expect(sealed.size).toBe(0);
    expect(reasons.size).toBeLessThanOrEqual(2.5 * failing);
  });
});
