import { expect } from "vitest";

/** Every number within `tolerance` of its fellow, and as many of them. */
export function expectNear(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(found.length).toBe(expected.length);
  expect(largestGap(found, expected)).toBeLessThanOrEqual(tolerance);
}

export function largestGap(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  // Math.max passes NaN on.
  return Array.from(found).reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? Number.NaN))), 0);
}
