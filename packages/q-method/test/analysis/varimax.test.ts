import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { varimax } from "../../src/analysis/varimax.ts";
import { analyseSorts, correlateSorts, eigenWork, extractFactors, solveFactors } from "../../src/index.ts";
import { lipset, lipsetSorts } from "./lipset.ts";
import { expectNear } from "./near.ts";
import { type RStudy, readRFixture } from "./r-fixture.ts";
import { anySorts } from "./random-sorts.ts";

const solve = (correlations: Float64Array, statements: number, factors: number) =>
  solveFactors(
    correlations,
    statements,
    { factors, extraction: { method: "pca" }, rotation: { method: "varimax" }, order: "variance" },
    eigenWork(Math.sqrt(correlations.length)),
  );

describe("lipset", () => {
  const { unrotated, loadings, communalities } = solve(correlateSorts(lipsetSorts), 33, 3);
  test("[Q6] unrotated components", () => expectNear(unrotated, lipset.unrotated.flat(), 1e-7));
  test("[Q9] rotated loadings", () => expectNear(loadings, lipset.rotated.flat(), 1e-7));
  test("[Q9] communalities", () => expectNear(communalities, lipset.communalities, 1e-7));
});

describe("R", () => {
  const cases = ["forced", "unforced"].flatMap((name) => {
    const study = readRFixture<RStudy>(name);
    return study.solutions.map((solution) => ({ name, factors: solution.factors, study, solution }));
  });
  test.each(cases)(
    "[Q9] $factors factors of the $name sorts, but for sign and order",
    ({ study, factors, solution }) => {
      const { loadings, communalities } = solve(
        Float64Array.from(study.correlations.pearson),
        study.statements,
        factors,
      );
      expectNear(communalities, solution.communalities, 1e-12);
      // Near the optimum the criterion is flat, and R, which looks at the criterion, stops some 1e-8 from it.
      expectNear(inCommonOrder(loadings, factors), inCommonOrder(solution.loadings, factors), 1e-7);
    },
  );
});

/** Columns by the largest loading's row, each facing the way of its largest loading. */
function inCommonOrder(loadings: ArrayLike<number>, factors: number): number[] {
  const columns = Array.from({ length: factors }, (_, f) => Array.from(loadings).filter((_, i) => i % factors === f));
  const facing = columns.map((l) => {
    const largest = l.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
    return { row: l.indexOf(largest), loadings: l.map((value) => value * Math.sign(largest)) };
  });
  return facing.sort((a, b) => a.row - b.row).flatMap((side) => side.loadings);
}

describe("by hand", () => {
  test("[Q9] a simple structure turned by 30 degrees is turned back", () => {
    const [c, s] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
    const turned = Float64Array.from([0.8, 0.5, 0.7].flatMap((l) => [l * c, -l * s]));
    const others = Float64Array.from([0.6, 0.9].flatMap((l) => [l * s, l * c]));
    expectNear(varimax(Float64Array.of(...turned, ...others), 2), [0.8, 0, 0.5, 0, 0.7, 0, 0, 0.6, 0, 0.9], 1e-12);
  });

  test("[Q9] a sort without loadings stays without", () => {
    // The other two stand at right angles half way between the axes.
    const rotated = varimax(Float64Array.of(0.6, 0.6, 0, 0, 0.5, -0.5), 2);
    expectNear(rotated.map(Math.abs), [0.6 * Math.SQRT2, 0, 0, 0, 0, 0.5 * Math.SQRT2], 1e-12);
  });
});

describe("whatever the sorts", () => {
  test("[Q9] communalities stay, and rotating again moves nothing", () => {
    fc.assert(
      fc.property(anySorts, fc.integer({ min: 1, max: 3 }), (sorts, factors) => {
        const correlations = correlateSorts(sorts);
        const work = eigenWork(sorts.sorters.length);
        const { loadings } = extractFactors(correlations, sorts.statements, factors, { method: "pca" }, work);
        const rotated = varimax(loadings, factors);
        expectNear(squaredLengths(rotated, factors), squaredLengths(loadings, factors), 1e-12);
        expectNear(varimax(rotated, factors), rotated, 1e-9);
      }),
    );
  });
});

function squaredLengths(loadings: Float64Array, factors: number): number[] {
  return Array.from({ length: loadings.length / factors }, (_, j) =>
    loadings.subarray(j * factors, (j + 1) * factors).reduce((sum, l) => sum + l * l, 0),
  );
}

test("[Q9] as many factors as sorts, and one factor, can be rotated", () => {
  expect(analyseSorts(lipsetSorts, { factors: 9 }).factors).toHaveLength(9);
  expect(analyseSorts(lipsetSorts, { factors: 1 }).factors[0]?.explained).toBeCloseTo(2.383773189, 9);
});
