import { describe, expect, it } from "vitest";
import { quantileRanks, sortedQuantile } from "../src/index.ts";

describe("[Q2] quantiles of sorted values", () => {
  const values = Float64Array.of(1, 2, 4, 8);

  it("are those of R, types 1 and 7", () => {
    expect([0, 0.3, 0.5, 0.51, 0.95, 1].map((p) => sortedQuantile(values, p, { type: 1 }))).toEqual([1, 2, 2, 4, 8, 8]);
    expect(sortedQuantile(values, 0.3, { type: 7 })).toBeCloseTo(1.9, 12);
    expect(sortedQuantile(values, 0.5, { type: 7 })).toBe(3);
    expect(sortedQuantile(values, 0.95, { type: 7 })).toBeCloseTo(7.4, 12);
    expect(sortedQuantile(values, 1, { type: 7 })).toBe(8);
  });

  it("type 1 counts whole shares: 0.95 of twenty is the nineteenth", () => {
    const twenty = Float64Array.from({ length: 20 }, (_, i) => i + 1);
    expect(sortedQuantile(twenty, 0.95, { type: 1 })).toBe(19);
  });

  it("throw for no values and for a share that is none", () => {
    expect(() => sortedQuantile(new Float64Array(0), 0.5, { type: 7 })).toThrow(RangeError);
    expect(() => sortedQuantile(values, 1.01, { type: 7 })).toThrow("1.01");
  });
});

describe("[Q3] ranks that hold a quantile", () => {
  // qbinom(0.025, n, 0.95) and qbinom(0.975, n, 0.95) + 1 in R.
  it.each([
    [5000, 4719, 4781],
    [1000, 936, 964],
    [100, 90, 100],
    [73, 65, 73],
  ])("of %i draws are those of R's qbinom", (draws, lower, upper) => {
    expect(quantileRanks(draws, 0.95, 0.95)).toEqual({ lower, upper });
  });

  it("do not exist for few draws: 0.95^71 is above 0.025", () => {
    expect(quantileRanks(72, 0.95, 0.95)).toEqual({ lower: 64, upper: 72 });
    expect(quantileRanks(71, 0.95, 0.95)).toBeUndefined();
  });

  it("hold for very many draws, whose probabilities are too small for a double", () => {
    const ranks = quantileRanks(1_000_000, 0.95, 0.95);
    // 950,000 ± 1.96 √(1,000,000 × 0.95 × 0.05)
    expect(Math.abs((ranks?.lower ?? 0) - 949_573)).toBeLessThan(5);
    expect(Math.abs((ranks?.upper ?? 0) - 950_428)).toBeLessThan(5);
  });
});
