import { describe, expect, test } from "vitest";
import { checkSorts, standardiseSorts, unforcedSorts } from "../../src/index.ts";
import { lipsetSorts } from "./lipset.ts";
import { expectNear } from "./near.ts";
import { gridFromCounts } from "./random-sorts.ts";

describe("checks", () => {
  const two = {
    sorters: ["a", "b"],
    statements: 3,
    values: Float64Array.of(-1, 0, 1, 0, 1, -1),
    grid: gridFromCounts([1, 1, 1], -1),
  };

  test("[Q1] sorts that fit pass", () => {
    expect(() => checkSorts(two)).not.toThrow();
    expect(() => checkSorts(lipsetSorts)).not.toThrow();
  });

  test.each([
    ["one sort", { sorters: ["a"], values: two.values.slice(0, 3) }, /two sorts: 1/],
    ["a label twice", { sorters: ["a", "a"] }, /label "a"/],
    ["a value too few", { values: two.values.slice(1) }, /5 numbers/],
    ["a value that is not finite", { values: Float64Array.of(-1, 0, 1, 0, Number.NaN, -1) }, /statement 2 by "b".*NaN/],
    ["one statement", { statements: 1 }, /at least 2: 1/],
    ["a forced grid of another size", { grid: gridFromCounts([1, 2, 1], -1) }, /3 statements cannot hold 4/],
  ])("[Q1] %s", (_, change, message) => {
    expect(() => checkSorts({ ...two, ...change })).toThrow(message);
  });

  test("[Q20] a sort that fills the columns otherwise is unforced", () => {
    const values = Float64Array.of(-1, 0, 1, 0, 0, -1);
    expect(unforcedSorts({ ...two, values })).toEqual([1]);
    expect(unforcedSorts(lipsetSorts)).toEqual([]);
  });
});

describe("standardised sorts", () => {
  test("[Q20] 0 0 3 has mean 1 and standard deviation √3; a flat sort becomes zeros", () => {
    const root = Math.sqrt(3);
    expectNear(
      standardiseSorts(Float64Array.of(0, 0, 3, 7, 7, 7), 3),
      [-1 / root, -1 / root, 2 / root, 0, 0, 0],
      1e-15,
    );
  });
});
