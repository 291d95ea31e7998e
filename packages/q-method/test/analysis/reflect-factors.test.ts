import { describe, expect, test } from "vitest";
import { reflectByFlags } from "../../src/analysis/analyse-sorts.ts";
import { reflectFactors } from "../../src/analysis/reflect-factors.ts";
import { expectNear } from "./near.ts";

describe("before flags", () => {
  test("[Q12] the side with the larger sum of l|l| becomes the positive one", () => {
    // .25 + .16 against .36; .04 against .01.
    const loadings = Float64Array.of(-0.5, 0.2, -0.4, -0.1, 0.6, 0);
    expect(Array.from(reflectFactors(loadings, 2))).toEqual([-1, 1]);
    expectNear(loadings, [0.5, 0.2, 0.4, -0.1, -0.6, 0], 0);
  });

  test("[Q12] where both sides weigh the same, the first of the largest loadings is positive", () => {
    const loadings = Float64Array.of(0.3, -0.5, 0.5, -0.3);
    reflectFactors(loadings, 1);
    expectNear(loadings, [-0.3, 0.5, -0.5, 0.3], 0);
  });

  test("[Q12] a factor of zeros stays, without a negative zero", () => {
    const loadings = new Float64Array(3);
    expect(Array.from(reflectFactors(loadings, 1))).toEqual([1]);
    expect(loadings.every((l) => Object.is(l, 0))).toBe(true);
  });
});

describe("after flags", () => {
  test("[Q12] flagged weights decide, whatever the other loadings; flags and correlations follow", () => {
    // -.6/(1 - .36) = -.9375 and .5/(1 - .25) = .6667 are flagged; .9 is not.
    const loadings = Float64Array.of(-0.6, 0.1, 0.5, 0.7, 0.9, 0);
    const flags = Int8Array.of(-1, 0, 1, 1, 0, 0);
    const correlations = Float64Array.of(1, 0.3, 0.3, 1);
    reflectByFlags(loadings, flags, 2, correlations);
    expectNear(loadings, [0.6, 0.1, -0.5, 0.7, -0.9, 0], 0);
    expect(Array.from(flags, (flag) => flag + 0)).toEqual([1, 0, -1, 1, 0, 0]);
    expectNear(correlations, [1, -0.3, -0.3, 1], 0);
  });

  test("[Q12] without flags nothing is turned", () => {
    const loadings = Float64Array.of(-0.6, -0.5);
    reflectByFlags(loadings, new Int8Array(2), 1);
    expectNear(loadings, [-0.6, -0.5], 0);
  });
});
