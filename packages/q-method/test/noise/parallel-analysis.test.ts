import { describe, expect, it } from "vitest";
import { parallelAnalysis, WorkStopped } from "../../src/index.ts";
import { lipset, lipsetSorts } from "../analysis/lipset.ts";
import { gridFromCounts, plantedSorts, shuffledSorts } from "../analysis/random-sorts.ts";
import { reordered } from "../stability/reordered.ts";

const grid = gridFromCounts([2, 4, 5, 6, 5, 4, 2], -3);

describe("parallel analysis", () => {
  it("keeps two of Lipset's factors, where Kaiser's rule keeps four [N3]", () => {
    const { eigenvalues, factors, factorsWithin } = parallelAnalysis(lipsetSorts, { seed: "lipset" });
    expect(factors).toBe(2);
    expect(factorsWithin).toEqual([2, 2]);
    expect(eigenvalues.filter(({ observed }) => observed > 1)).toHaveLength(4);
    eigenvalues.forEach(({ observed }, rank) => {
      expect(observed).toBeCloseTo(lipset.eigenvalues.pearson[rank] ?? 0, 9);
    });
    // The published thresholds rest on 1,000 draws: their standard errors are 0.008 to 0.015, ours less than half that.
    [2.194, 1.759, 1.465, 1.235].forEach((threshold, rank) => {
      expect(Math.abs((eigenvalues[rank]?.threshold ?? 0) - threshold)).toBeLessThan(0.04);
    });
  });

  it("draws noise of 25 sorts and 28 statements as it was measured elsewhere", () => {
    const { eigenvalues } = parallelAnalysis(shuffledSorts(grid, 25, "noise"), { seed: "25 x 28" });
    // Means to 0.005 as printed and 0.006 for the draws on either side; thresholds to three standard errors of 1,000 draws.
    [3.29, 2.83, 2.49, 2.21, 1.97, 1.76, 1.56, 1.39, 1.23, 1.08].forEach((mean, rank) => {
      expect(Math.abs((eigenvalues[rank]?.randomMean ?? 0) - mean)).toBeLessThan(0.02);
    });
    [3.757, 3.092, 2.725, 2.42, 2.159].forEach((threshold, rank) => {
      expect(Math.abs((eigenvalues[rank]?.threshold ?? 0) - threshold)).toBeLessThan(0.07);
    });
  });

  it("is right where every outcome can be counted: two sorts of three statements", () => {
    // r is 1 or -1 in two of six orders and ±0.5 in four, so the larger eigenvalue 1 + |r| is 2 or 1.5.
    const sorts = shuffledSorts(gridFromCounts([1, 1, 1], -1), 2, "three");
    const { eigenvalues } = parallelAnalysis(sorts, { seed: "three" });
    // The mean has a standard error of 0.5 √(2/9) / √5000 = 0.0033.
    expect(Math.abs((eigenvalues[0]?.randomMean ?? 0) - 5 / 3)).toBeLessThan(0.0135);
    expect(eigenvalues[0]?.threshold).toBeCloseTo(2, 12);
    expect(eigenvalues[1]?.threshold).toBeCloseTo(0.5, 12);
  });

  it("finds planted views and no more", () => {
    const groups = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2];
    for (const seed of ["a", "b", "c"]) {
      expect(parallelAnalysis(plantedSorts(grid, groups, 0.7, seed), { seed, draws: 500 }).factors).toBe(3);
    }
  });

  it("raises a false alarm in about one noise study of twenty [N5]", () => {
    const small = gridFromCounts([1, 2, 4, 2, 1], -2);
    const studies = 600;
    let alarms = 0;
    for (let study = 0; study < studies; study++) {
      const { factors } = parallelAnalysis(shuffledSorts(small, 7, `study ${study}`), { seed: `${study}`, draws: 200 });
      if (factors > 0) alarms++;
    }
    // 200 draws promise 5.2%: 31 alarms; binomial, four standard deviations of 5.4 on either side.
    expect(alarms).toBeGreaterThan(9);
    expect(alarms).toBeLessThan(53);
  });

  it("says where more draws could change the answer [N4]", () => {
    const sorts = shuffledSorts(grid, 25, "noise");
    const { eigenvalues } = parallelAnalysis(sorts, { seed: "few", draws: 100 });
    const { eigenvalues: many } = parallelAnalysis(sorts, { seed: "many", draws: 3000 });
    const held = eigenvalues.filter(({ thresholdInterval: [lower, upper] }, rank) => {
      const threshold = many[rank]?.threshold ?? 0;
      return lower <= threshold && threshold <= upper;
    });
    expect(held.length).toBeGreaterThan(19);
    for (const {
      threshold,
      thresholdInterval: [lower, upper],
    } of eigenvalues) {
      expect(lower).toBeLessThanOrEqual(threshold);
      expect(upper).toBeGreaterThanOrEqual(threshold);
    }
    expect(() => parallelAnalysis(sorts, { seed: "few", draws: 71 })).toThrow("71 draws");
  });

  it("does not hang on the order of the sorts, and on nothing but the seed [N2]", () => {
    const unforced = { ...lipsetSorts, values: lipsetSorts.values.map((value, at) => (at < 33 ? 2 * value : value)) };
    for (const sorts of [lipsetSorts, unforced]) {
      const options = { seed: "order", draws: 200 };
      const found = parallelAnalysis(sorts, options);
      expect(parallelAnalysis(reordered(sorts), options)).toEqual(found);
      expect(parallelAnalysis(sorts, options)).toEqual(found);
      expect(parallelAnalysis(sorts, { ...options, seed: "other" })).not.toEqual(found);
    }
  });

  it("correlates noise as the study is correlated", () => {
    for (const correlation of ["pearson", "spearman", "kendall"] as const) {
      const { eigenvalues } = parallelAnalysis(lipsetSorts, { seed: "r", draws: 300, correlation });
      expect(eigenvalues.map(({ observed }) => observed).slice(0, 4)).toSatisfy((found: number[]) =>
        found.every((value, rank) => Math.abs(value - (lipset.eigenvalues[correlation][rank] ?? 0)) < 1e-6),
      );
      // Kendall's tau of noise is smaller than Pearson's r, and so are its eigenvalues.
      expect(eigenvalues[0]?.randomMean).toBeLessThan(correlation === "kendall" ? 1.7 : 2);
      expect(eigenvalues[0]?.randomMean).toBeGreaterThan(correlation === "kendall" ? 1.5 : 1.8);
    }
  });

  it("tells its progress and stops when asked, without half a result [N7]", () => {
    const seen: number[] = [];
    parallelAnalysis(lipsetSorts, { seed: "p", draws: 120, watch: { onProgress: (done) => seen.push(done) } });
    expect(seen).toEqual([50, 100, 120]);
    const stopped = () => parallelAnalysis(lipsetSorts, { seed: "p", watch: { stop: () => true } });
    expect(stopped).toThrow(WorkStopped);
    let looks = 0;
    expect(() => parallelAnalysis(lipsetSorts, { seed: "p", watch: { stop: () => ++looks > 3 } })).toThrow(
      "stopped after 150 of 5000 steps",
    );
  });

  it("refuses options out of range with their value", () => {
    expect(() => parallelAnalysis(lipsetSorts, { seed: "", percentile: 1 })).toThrow("1");
    expect(() => parallelAnalysis(lipsetSorts, { seed: "", draws: 2.5 })).toThrow("2.5");
    const flat = { ...lipsetSorts, values: lipsetSorts.values.map((value, at) => (at < 33 ? 0 : value)) };
    expect(() => parallelAnalysis(flat, { seed: "" })).toThrow("US1");
  });
});
