import { seededRandom } from "@plait/study";
import { describe, expect, it } from "vitest";
import { balancedDraws } from "../../src/stability/balanced-draws.ts";

describe("balanced draws [B1]", () => {
  const draws = balancedDraws(9, 4000, seededRandom("balanced"));

  it("hold every position as often as there are resamples", () => {
    const counts = new Int32Array(9);
    for (const position of draws) counts[position] = (counts[position] ?? 0) + 1;
    expect([...counts]).toEqual(new Array(9).fill(4000));
  });

  it("are with replacement: a resample holds 9 (1 - (8/9)^9) = 5.88 different ones", () => {
    let different = 0;
    for (let start = 0; start < draws.length; start += 9) different += new Set(draws.subarray(start, start + 9)).size;
    // The number in one resample has a standard deviation of 0.94.
    expect(Math.abs(different / 4000 - 5.882)).toBeLessThan(0.06);
  });
});
