import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compositeReliability,
  factorScores,
  factorWeight,
  scoreStandardError,
  standardiseSorts,
} from "../../src/index.ts";
import { expectNear } from "./near.ts";
import { anySorts } from "./random-sorts.ts";

describe("weights", () => {
  test("[Q19] l/(1 - l²), capped near 1", () => {
    expect(factorWeight(0.5)).toBeCloseTo(2 / 3, 15);
    expect(factorWeight(-0.8)).toBeCloseTo(-0.8 / 0.36, 14);
    expect(factorWeight(1)).toBe(factorWeight(0.99999));
    expect(factorWeight(1.2)).toBe(factorWeight(0.99999));
    expect(factorWeight(-1)).toBe(-factorWeight(1));
  });
});

describe("scores", () => {
  test("[Q20] by hand: sorts -1 0 1 and 1 -1 0 with weights 2/3 and -2/3 make -4/3 2/3 2/3", () => {
    const sorts = Float64Array.of(-1, 0, 1, 1, -1, 0);
    const z = factorScores(sorts, 3, Float64Array.of(0.5, -0.5), Int8Array.of(1, -1), 1, 0);
    // Standard deviation √((16 + 4 + 4)/9/2) = √(4/3).
    const root = Math.sqrt(3) / 2;
    expectNear(z ?? [], [(-4 / 3) * root, (2 / 3) * root, (2 / 3) * root], 1e-15);
  });

  test("[Q20] of any sorts have mean 0 and standard deviation 1; one sort alone is its own view", () => {
    fc.assert(
      fc.property(anySorts, ({ sorters, statements, values }) => {
        const standardised = standardiseSorts(values, statements);
        const loadings = Float64Array.from(sorters, (_, j) => 0.9 - 0.05 * j);
        const one = Int8Array.from(sorters, (_, j) => (j === 1 ? 1 : 0));
        const alone = factorScores(standardised, statements, loadings, one, 1, 0);
        expectNear(alone ?? [], standardised.subarray(statements, 2 * statements), 1e-12);
        const all = factorScores(standardised, statements, loadings, one.fill(1), 1, 0);
        if (all === undefined) return;
        const sum = all.reduce((total, z) => total + z, 0);
        const squares = all.reduce((total, z) => total + z * z, 0);
        expectNear([sum, squares / (statements - 1)], [0, 1], 1e-10);
      }),
    );
  });

  test("[Q23] without flags, or of sorts that cancel, there are none", () => {
    const sorts = standardiseSorts(Float64Array.of(-1, 0, 1, 1, 0, -1), 3);
    expect(factorScores(sorts, 3, Float64Array.of(0.5, 0.5), Int8Array.of(0, 0), 1, 0)).toBeUndefined();
    expect(factorScores(sorts, 3, Float64Array.of(0.5, 0.5), Int8Array.of(1, 1), 1, 0)).toBeUndefined();
  });
});

describe("reliability", () => {
  test("[Q22] of composites of 1, 2, 3, 5, 8 and 10 sorts, and the standard errors", () => {
    const sizes = [1, 2, 3, 5, 8, 10];
    const reliabilities = sizes.map((p) => compositeReliability(p, 0.8));
    expectNear(reliabilities, [0.8, 0.889, 0.923, 0.952, 0.97, 0.976], 5e-4);
    expectNear(
      sizes.map((p) => scoreStandardError(p, 0.8)),
      [0.447, 0.333, 0.277, 0.218, 0.174, 0.156],
      5e-4,
    );
    expect(compositeReliability(3, 0.8)).toBeCloseTo(0.9230769231, 10);
    expect(scoreStandardError(3, 0.8)).toBeCloseTo(0.2773500981, 10);
  });
});
