import { expect, test } from "vitest";
import { twoSidedNormalQuantile } from "../src/index.ts";
import { readRFixture } from "./r-fixture.ts";

test("[Q1] the normal value of a level, as R's qnorm has it", () => {
  const { level, value } = readRFixture<{ level: readonly number[]; value: readonly number[] }>("normal-quantiles");
  for (const [i, expected] of value.entries()) {
    expect(Math.abs(twoSidedNormalQuantile(level[i] ?? 0) / expected - 1)).toBeLessThan(1e-14);
  }
});

test("[Q1] a level outside (0, 1) is refused", () => {
  for (const level of [0, 1, -0.05, Number.NaN]) expect(() => twoSidedNormalQuantile(level)).toThrow(`${level}`);
});
