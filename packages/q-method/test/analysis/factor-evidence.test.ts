import { describe, expect, test } from "vitest";
import { factorEvidence } from "../../src/analysis/factor-evidence.ts";
import { analyseSorts } from "../../src/index.ts";
import { lipset, lipsetSorts } from "./lipset.ts";
import { expectNear } from "./near.ts";

describe("lipset", () => {
  const { evidence } = analyseSorts(lipsetSorts, { factors: 3 });

  test("[Q27] eigenvalues, shares and Kaiser's count", () => {
    expectNear(evidence.eigenvalues, lipset.eigenvalues.pearson, 1e-9);
    expectNear([evidence.percentOfVariance.reduce((sum, share) => sum + share, 0)], [100], 1e-10);
    expect(evidence.kaiser).toBe(4);
  });

  test("[Q27] Humphrey's products pass 2/√n on components 1, 2 and 4", () => {
    const five = evidence.unrotated.slice(0, 5);
    expectNear(
      five.map((factor) => factor.humphreyProduct),
      lipset.humphrey.pca,
      5.1e-5,
    );
    expect(five.map((factor) => factor.passesHumphrey)).toEqual([true, true, false, true, false]);
    expect(five.map((factor) => factor.passesHumphreyLeniently)).toEqual([true, true, true, true, false]);
  });

  test("[Q27] loadings beyond the value at .01", () => {
    const counts = evidence.unrotated.slice(0, 5).map((factor) => factor.significantLoadings);
    expect(counts).toEqual(lipset.significantLoadings.pca);
    expect(evidence.unrotated.map((factor) => factor.hasTwoSignificantLoadings).lastIndexOf(true)).toBe(3);
  });

  test("[Q27] the same for the centroid", () => {
    const { unrotated, kaiser } = analyseSorts(lipsetSorts, {
      factors: 2,
      extraction: { method: "centroid" },
    }).evidence;
    expect(kaiser).toBe(4);
    expect(unrotated).toHaveLength(7);
    expectNear(
      unrotated.slice(0, 3).map((factor) => factor.humphreyProduct),
      lipset.humphrey.centroid,
      5.1e-4,
    );
    expect(unrotated.some((factor) => factor.passesHumphrey)).toBe(false);
    expect(unrotated.slice(0, 4).map((factor) => factor.passesHumphreyLeniently)).toEqual([true, true, true, false]);
    const counts = unrotated.slice(0, 4).map((factor) => factor.significantLoadings);
    expect(counts).toEqual(lipset.significantLoadings.centroid);
  });
});

test("[Q27] by hand: of 16 statements 2/√16 is a half, and a product of a half does not pass", () => {
  // Two factors of two sorts: 1 × .5 and 1 × .51.
  const { unrotated } = factorEvidence(Float64Array.of(1.25, 0.75), Float64Array.of(1, -1, -0.5, 0.51), 2, 16);
  expect(unrotated.map((factor) => factor.passesHumphrey)).toEqual([false, true]);
  expect(unrotated.map((factor) => factor.passesHumphreyLeniently)).toEqual([true, true]);
  // 2.5758/√16 is .644.
  expect(unrotated.map((factor) => factor.significantLoadings)).toEqual([1, 1]);
});
