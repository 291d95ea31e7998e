import { describe, expect, test } from "vitest";
import { promax } from "../../src/analysis/promax.ts";
import { analyseSorts, eigenWork, NoObliqueRotation, solveFactors } from "../../src/index.ts";
import { lipsetSorts } from "./lipset.ts";
import { expectNear } from "./near.ts";
import { type RStudy, readRFixture } from "./r-fixture.ts";

const cases = ["forced", "unforced"].flatMap((name) => {
  const study = readRFixture<RStudy>(name);
  return study.solutions.map((solution) => ({ name, factors: solution.factors, study, solution }));
});

const solve = (study: RStudy, factors: number, method: "promax" | "oblimin") =>
  solveFactors(
    Float64Array.from(study.correlations.pearson),
    study.statements,
    { factors, extraction: { method: "pca" }, rotation: { method }, order: "variance" },
    eigenWork(study.sorters.length),
  );

describe("R", () => {
  test.each(cases)("[Q11] promax, $factors factors of the $name sorts", ({ study, factors, solution }) => {
    const { loadings, factorCorrelations = new Float64Array() } = solve(study, factors, "promax");
    // R's promax turns by its own, less tight varimax once more.
    expectMatch(loadings, factorCorrelations, solution.promax, factors, 5e-5);
  });

  test.each(cases.filter(({ solution }) => solution.quartimin.converged === 1))(
    "[Q11] oblimin, $factors factors of the $name sorts",
    ({ study, factors, solution }) => {
      const { loadings, factorCorrelations = new Float64Array() } = solve(study, factors, "oblimin");
      expectMatch(loadings, factorCorrelations, solution.quartimin, factors, 1e-6);
    },
  );
});

/** The same pattern and the same correlations, once R's factors are put in our order and faced our way. */
function expectMatch(
  loadings: Float64Array,
  correlations: Float64Array,
  r: { readonly loadings: readonly number[]; readonly correlations: readonly number[] },
  factors: number,
  tolerance: number,
): void {
  const product = (f: number, g: number) =>
    loadings.reduce((sum, l, i) => (i % factors === f ? sum + l * (r.loadings[i - f + g] ?? 0) : sum), 0);
  const from = Array.from({ length: factors }, (_, f) => {
    const products = Array.from({ length: factors }, (_, g) => product(f, g));
    const best = products.reduce((most, p, g) => (Math.abs(p) > Math.abs(products[most] ?? 0) ? g : most), 0);
    return { place: best, sign: Math.sign(products[best] ?? 0) };
  });
  expect(new Set(from.map(({ place }) => place)).size).toBe(factors);
  const pattern = Array.from(loadings, (_, i) => {
    const { place = 0, sign = 1 } = from[i % factors] ?? {};
    return sign * (r.loadings[i - (i % factors) + place] ?? 0);
  });
  expectNear(loadings, pattern, tolerance);
  const between = from.flatMap((a) =>
    from.map((b) => a.sign * b.sign * (r.correlations[a.place * factors + b.place] ?? 0)),
  );
  expectNear(correlations, between, tolerance);
}

describe("an oblique analysis", () => {
  test.each(["promax", "oblimin"] as const)(
    "[Q11] by %s is exploratory and says how its factors correlate",
    (method) => {
      const { exploratory, factorCorrelations, communalities } = analyseSorts(lipsetSorts, {
        factors: 3,
        rotation: { method },
      });
      expect(exploratory).toBe(true);
      expect(factorCorrelations).toHaveLength(9);
      expectNear(
        [0, 4, 8].map((i) => factorCorrelations?.[i] ?? 0),
        [1, 1, 1],
        1e-12,
      );
      // Turning the axes leaves what the factors explain of each sort.
      expectNear(communalities, analyseSorts(lipsetSorts, { factors: 3 }).communalities, 1e-9);
    },
  );

  test("[Q11] an orthogonal one is not", () => {
    const { exploratory, factorCorrelations } = analyseSorts(lipsetSorts, { factors: 3 });
    expect(exploratory).toBe(false);
    expect(factorCorrelations).toBeUndefined();
  });

  test("[Q11] a factor without loadings has no target", () => {
    expect(() => promax(Float64Array.of(0.5, 0, 0.6, 0, 0.7, 0), 2, 4)).toThrow(NoObliqueRotation);
  });
});
