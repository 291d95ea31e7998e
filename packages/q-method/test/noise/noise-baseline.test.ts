import { describe, expect, it } from "vitest";
import { noiseBaseline, type QOptions } from "../../src/index.ts";
import { lipsetSorts } from "../analysis/lipset.ts";
import { gridFromCounts, shuffledSorts } from "../analysis/random-sorts.ts";
import { reordered } from "../stability/reordered.ts";

const sorts = shuffledSorts(gridFromCounts([2, 4, 5, 6, 5, 4, 2], -3), 25, "noise");

describe("the noise baseline", () => {
  it.each([
    [2, 15.7],
    [3, 19],
    [4, 20],
  ])("of 25 sorts, 28 statements and %i factors flags %f sorts [N6]", (factors, flagged) => {
    const found = noiseBaseline(sorts, { factors }, { seed: "25 x 28" });
    // A count has a standard deviation of 1.5 to 2; the mean of 1,000 draws is right to 0.2 at three standard errors.
    expect(Math.abs(found.flagged.mean - flagged)).toBeLessThan(0.25);
    expect(Math.abs(found.eigenvaluesAboveOne.mean - 10)).toBeLessThan(0.2);
    expect(Math.abs(found.withTwoSignificantLoadings.mean - 5.8)).toBeLessThan(0.25);
    expect(Math.abs(found.passingHumphrey.mean - 2.5)).toBeLessThan(0.2);
    expect(found.everyFactorFlaggedTwice).toBeGreaterThan(0.99);
    const { low, high, mean } = found.flagged;
    expect([low, high].every(Number.isInteger)).toBe(true);
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
  });

  it("is right where every outcome can be counted: two sorts of five statements, one factor", () => {
    const places = [-2, -1, 0, 1, 2];
    const orders = permutations(places);
    // One component of two sorts loads √((1 + |r|)/2) on both; a flag needs more than 1.96/√5.
    const flags = orders.filter((order) => {
      const r = order.reduce((sum, place, i) => sum + place * (places[i] ?? 0), 0) / 10;
      return Math.sqrt((1 + Math.abs(r)) / 2) > 1.959964 / Math.sqrt(5);
    });
    const share = flags.length / orders.length;
    const two = shuffledSorts(gridFromCounts([1, 1, 1, 1, 1], -2), 2, "two");
    const found = noiseBaseline(two, { factors: 1 }, { seed: "two", draws: 4000 });
    // Four standard errors of 2 √(share (1 - share) / 4000).
    expect(Math.abs(found.flagged.mean - 2 * share)).toBeLessThan(8 * Math.sqrt((share * (1 - share)) / 4000));
  });

  it("takes the study's rule for flags", () => {
    const mean = (flags: QOptions["flags"]) =>
      noiseBaseline(sorts, { factors: 3, ...(flags && { flags }) }, { seed: "rule", draws: 200 }).flagged.mean;
    const usual = mean(undefined);
    expect(mean({ method: "automatic", level: 0.01 })).toBeLessThan(usual - 2);
    expect(mean({ method: "automatic", majority: false })).toBeGreaterThan(usual + 0.5);
    expect(mean({ method: "manual", flags: [{ sorter: "S1", factor: "F1" }] })).toBe(usual);
    expect(mean({ method: "automatic", changes: [{ sorter: "S1", factor: "F1", flagged: true }] })).toBe(usual);
  });

  it("leaves hands out, and rotates and extracts as the study does otherwise", () => {
    const at = (options: Partial<QOptions>) =>
      noiseBaseline(lipsetSorts, { factors: 3, ...options }, { seed: "plan", draws: 60 });
    const usual = at({});
    expect(at({ rotation: { method: "judgmental", turns: [{ pair: [0, 1], degrees: 20 }] } })).toEqual(usual);
    expect(at({ rotation: { method: "none" } }).flagged).not.toEqual(usual.flagged);
    expect(at({ extraction: { method: "centroid" } }).flagged).not.toEqual(usual.flagged);
    expect(at({ extraction: { method: "horst" } }).flagged.mean).toBeGreaterThan(0);
    expect(at({ rotation: { method: "oblimin" } }).unrotatable).toBeLessThan(20);
  });

  it("does not hang on the order of the sorts [N2]", () => {
    const options = { seed: "order", draws: 50 };
    const found = noiseBaseline(lipsetSorts, { factors: 2 }, options);
    expect(noiseBaseline(reordered(lipsetSorts), { factors: 2 }, options)).toEqual(found);
  });

  it("refuses what does not fit", () => {
    expect(() => noiseBaseline(lipsetSorts, { factors: 10 }, { seed: "" })).toThrow("10");
    expect(() => noiseBaseline(lipsetSorts, { factors: 2 }, { seed: "", draws: 0 })).toThrow("0");
  });
});

function permutations(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}
