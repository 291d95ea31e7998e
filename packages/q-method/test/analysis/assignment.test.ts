import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bestAssignment } from "../../src/index.ts";

const anyScores = fc
  .record({ rows: fc.integer({ min: 1, max: 5 }), columns: fc.integer({ min: 1, max: 5 }) })
  .chain(({ rows, columns }) =>
    fc
      .array(fc.integer({ min: -20, max: 20 }), { minLength: rows * columns, maxLength: rows * columns })
      .map((scores) => ({ rows, columns, scores: Float64Array.from(scores) })),
  );

/** The best sum with min(rows, columns) pairs, by trying everything. */
function bestSum(scores: Float64Array, rows: number, columns: number, row = 0, taken: readonly number[] = []): number {
  const pairs = Math.min(rows, columns);
  if (taken.length === pairs) return 0;
  if (row === rows) return Number.NEGATIVE_INFINITY;
  const skip = bestSum(scores, rows, columns, row + 1, taken);
  const takes = Array.from({ length: columns }, (_, c) =>
    taken.includes(c)
      ? Number.NEGATIVE_INFINITY
      : (scores[row * columns + c] ?? 0) + bestSum(scores, rows, columns, row + 1, [...taken, c]),
  );
  return Math.max(skip, ...takes);
}

describe("the best assignment", () => {
  test("[Q15] takes the second best of two that want one column, where that costs less", () => {
    // 9 + 2 is less than 8 + 7.
    expect(Array.from(bestAssignment(Float64Array.of(9, 8, 7, 2), 2, 2))).toEqual([1, 0]);
  });

  test("[Q15] is as good as any other, each column taken once", () => {
    fc.assert(
      fc.property(anyScores, ({ rows, columns, scores }) => {
        const assigned = Array.from(bestAssignment(scores, rows, columns));
        const taken = assigned.filter((column) => column >= 0);
        expect(assigned).toHaveLength(rows);
        expect(new Set(taken).size).toBe(Math.min(rows, columns));
        const sum = assigned.reduce((all, c, r) => (c < 0 ? all : all + (scores[r * columns + c] ?? 0)), 0);
        expect(sum).toBe(bestSum(scores, rows, columns));
      }),
      { numRuns: 500 },
    );
  });

  test("[Q15] of nothing is nothing", () => {
    expect(Array.from(bestAssignment(new Float64Array(), 0, 3))).toEqual([]);
    expect(Array.from(bestAssignment(new Float64Array(), 2, 0))).toEqual([-1, -1]);
  });

  test("[Q29] refuses scores that are not finite or do not fill the rows", () => {
    expect(() => bestAssignment(Float64Array.of(1, Number.NaN), 1, 2)).toThrow("NaN");
    expect(() => bestAssignment(Float64Array.of(1, 2), 2, 2)).toThrow("2 numbers");
  });
});
