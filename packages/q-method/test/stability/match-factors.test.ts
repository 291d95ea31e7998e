import { describe, it } from "vitest";
import { congruences, matchFactors } from "../../src/stability/match-factors.ts";
import { expectNear } from "../analysis/near.ts";

describe("matching factors [B2]", () => {
  it("gives every factor a place of its own where two are nearest to one", () => {
    // Congruences by hand, target by found: (1, 0.8) with A; (0, 0.6) with B. Each found factor is nearest to A.
    const target = Float64Array.of(1, 0, 0, 1);
    const found = Float64Array.of(0.8, 1, 0.6, 0);
    expectNear(congruences(target, 2, found, 2), [0.8, 1, 0.6, 0], 1e-15);
    const { loadings, congruences: own } = matchFactors(found, 2, target, 2);
    expectNear(loadings, [1, 0.8, 0, 0.6], 0);
    expectNear(own, [1, 0.6], 1e-15);
  });

  it("reflects a factor that faces the other way", () => {
    const { loadings, congruences: own } = matchFactors(Float64Array.of(-2, 1), 1, Float64Array.of(2, -1), 1);
    expectNear(loadings, [2, -1], 0);
    expectNear(own, [1], 1e-15);
  });

  it("leaves zeros in the places for which no factor was found", () => {
    const { loadings, congruences: own } = matchFactors(Float64Array.of(0, 3), 1, Float64Array.of(1, 0, 0, 1), 2);
    expectNear(loadings, [0, 0, 0, 3], 0);
    expectNear(own, [0, 1], 0);
  });
});
