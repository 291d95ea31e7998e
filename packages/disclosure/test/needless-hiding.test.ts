import { describe, expect, test } from "vitest";
import { isAnotherTable, type Knowledge } from "../src/another-table.ts";
import { type Hiding, needingProof, rangeNeeded } from "../src/hiding.ts";
import { joinedCounts } from "../src/joined-counts.ts";
import { withoutNeedless } from "../src/needless-hiding.ts";
import { ProofSearch } from "../src/proof-search.ts";
import { Proofs } from "../src/proofs.ts";
import { isForced, type StudyCounts, studyCounts } from "../src/study-counts.ts";
import { withheldCounts } from "../src/withheld-counts.ts";
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

  test("a six by six by six cube loses no more than its failing cells and three for each two of them", () => {
    const size: Size = [6, 6, 6];
    const study = studyCounts([threeWay(cellsOfCube("six", size, 0.15), size)], wide);
    const { reasons, sealed } = withheldCounts(study, wide, solver);
    const failing = study.counts.filter(({ primary }) => primary).length;
    expect(sealed.size).toBe(0);
    expect(reasons.size).toBeLessThanOrEqual(2.5 * failing);
  });
});
