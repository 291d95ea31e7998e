import { describe, expect, test } from "vitest";
import { correlateSorts, eigenWork, extractFactors } from "../../src/index.ts";
import { lipset, lipsetSorts } from "./lipset.ts";
import { expectNear } from "./near.ts";
import { column, readRFixture } from "./r-fixture.ts";

const r = correlateSorts(lipsetSorts);
const centroid = (variant: "brown" | "kade", correlations = r) =>
  extractFactors(correlations, 33, 7, { method: "centroid", variant }, eigenWork(Math.sqrt(correlations.length)))
    .loadings;

describe("lipset", () => {
  test.each([
    // qmethod does not round either; KADE rounds correlations at 5 digits, which shows in the seventh of a loading.
    { variant: "brown", tolerance: 5e-9, squares: 5e-7 },
    { variant: "kade", tolerance: 1e-7, squares: 5.1e-5 },
  ] as const)("[Q7] $variant", ({ variant, tolerance, squares }) => {
    const loadings = centroid(variant);
    expectNear(column(loadings, 7, 0), lipset.centroid[variant].first, tolerance);
    const sums = Array.from({ length: 7 }, (_, f) => column(loadings, 7, f).reduce((sum, l) => sum + l * l, 0));
    expectNear(sums, lipset.centroid[variant].sumsOfSquares, squares);
  });

  test("[Q7] all seven factors of qmethod, but for their signs", () => {
    const { lipsetCentroid } = readRFixture<{ lipsetCentroid: readonly number[] }>("qmethod");
    const loadings = centroid("brown");
    for (let f = 0; f < 7; f++) {
      const expected = column(lipsetCentroid, 7, f);
      const found = column(loadings, 7, f);
      const sign = Math.sign((expected[1] ?? 0) * (found[1] ?? 0));
      expectNear(
        found.map((l) => sign * l),
        expected,
        1e-12,
      );
    }
  });
});

describe("by hand", () => {
  test("[Q7] of sorts that all correlate .36 the settled loading is .6, and nothing is left", () => {
    const even = Float64Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 1 : 0.36));
    const loadings = centroid("brown", even);
    // Sums 3 × .36 + .36 = 1.44 over √(4 × 1.44) = 2.4.
    expectNear(column(loadings, 7, 0), [0.6, 0.6, 0.6, 0.6], 1e-12);
    expectNear(column(loadings, 7, 1), [0, 0, 0, 0], 1e-12);
  });

  test("[Q7] a sort turned round turns its loading", () => {
    const mixed = Float64Array.of(1, 0.36, -0.36, 0.36, 1, -0.36, -0.36, -0.36, 1);
    expectNear(column(centroid("brown", mixed), 7, 0), [0.6, 0.6, -0.6], 1e-12);
  });

  test("[Q7] sorts with nothing in common load on nothing", () => {
    const none = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    expect(centroid("brown", none).every((l) => l === 0)).toBe(true);
    expect(centroid("kade", none).every(Number.isFinite)).toBe(true);
  });
});
