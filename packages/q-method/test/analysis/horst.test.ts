import { describe, expect, test } from "vitest";
import { analyseSorts, correlateSorts, eigenWork, extractFactors, type HorstOptions } from "../../src/index.ts";
import { lipset, lipsetSorts } from "./lipset.ts";
import { expectNear } from "./near.ts";
import { column } from "./r-fixture.ts";

const r = correlateSorts(lipsetSorts);
const horst = (options: HorstOptions = {}, correlations = r) =>
  extractFactors(correlations, 33, 3, { method: "horst", ...options }, eigenWork(Math.sqrt(correlations.length)));
const sumsOfSquares = (loadings: Float64Array, factors: number) =>
  Array.from({ length: factors }, (_, f) => column(loadings, factors, f).reduce((sum, l) => sum + l * l, 0));

describe("lipset", () => {
  test("[Q8] three factors, to the digits KADE prints", () => {
    const { loadings, settled } = horst({ precision: 1e-9, iterations: 500 });
    expect(settled).toBe(true);
    expectNear(sumsOfSquares(loadings, 3), lipset.horst.sumsOfSquares, 5.1e-5);
    // KADE rounds to 7 digits on the way.
    expectNear(column(loadings, 3, 0), lipset.horst.first, 2e-7);
  });

  test("[Q8] by default the communalities settle near enough", () => {
    const { loadings, settled } = horst();
    expect(settled).toBe(true);
    expectNear(column(loadings, 3, 0), lipset.horst.first, 1e-4);
  });

  test.each(["pairs", "kade"] as const)("[Q8] two factors leave less than chance, by %s", (autoStop) => {
    const { factors, loadings } = horst({ autoStop });
    expect(factors).toBe(2);
    // KADE stops its passes elsewhere; at one precision the sums differ in the fourth digit.
    expectNear(sumsOfSquares(loadings, 2), lipset.horst.autoStop, 5e-4);
  });

  test("[Q8] too few passes, factors that are not needed and impossible communalities are reported", () => {
    const few = analyseSorts(lipsetSorts, { factors: 3, extraction: { method: "horst", iterations: 5 } });
    expect(few.cautions).toContainEqual({ kind: "not-settled", passes: 5 });
    const stopped = analyseSorts(lipsetSorts, { factors: 3, extraction: { method: "horst", autoStop: "pairs" } });
    expect(stopped.cautions).toContainEqual({ kind: "fewer-factors", asked: 3, found: 2 });
    expect(stopped.factors).toHaveLength(2);
  });
});

describe("by hand", () => {
  test("[Q8] one factor of .8, .7, .6 and .5 is found again", () => {
    const own = [0.8, 0.7, 0.6, 0.5];
    const correlations = Float64Array.from(own.flatMap((a, j) => own.map((b, g) => (j === g ? 1 : a * b))));
    const { loadings, settled } = extractFactors(
      correlations,
      33,
      1,
      { method: "horst", precision: 1e-12, iterations: 1000 },
      eigenWork(4),
    );
    expect(settled).toBe(true);
    expectNear(loadings, own, 1e-10);
  });

  test("[Q8] correlations .9 .9 .4 ask for a communality of 2.025", () => {
    // On one factor h² of the first would be .9 × .9 / .4 = 2.025; no sort has more than 1, so it is held there.
    const correlations = Float64Array.of(1, 0.9, 0.9, 0.9, 1, 0.4, 0.9, 0.4, 1);
    const { loadings, settled } = extractFactors(correlations, 33, 1, { method: "horst" }, eigenWork(3));
    expect(settled).toBe(true);
    expect((loadings[0] ?? 0) ** 2).toBeGreaterThan(1);
  });
});
