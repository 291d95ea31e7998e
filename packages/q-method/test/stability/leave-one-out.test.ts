import { describe, expect, it } from "vitest";
import { analyseSorts, leaveOneOut, type SortMatrix } from "../../src/index.ts";
import { lipset, lipsetSorts } from "../analysis/lipset.ts";
import { gridFromCounts, plantedSorts } from "../analysis/random-sorts.ts";
import { reordered } from "./reordered.ts";

const grid = gridFromCounts([2, 4, 5, 6, 5, 4, 2], -3);

function without({ sorters, statements, values, grid: board }: SortMatrix, sorter: string): SortMatrix {
  const left = sorters.indexOf(sorter);
  return {
    sorters: sorters.filter((_, j) => j !== left),
    statements,
    values: values.filter((_, at) => Math.floor(at / statements) !== left),
    grid: board,
  };
}

describe("leaving one sort out [B9]", () => {
  it("gives what the analysis of the other sorts gives", () => {
    const full = analyseSorts(lipsetSorts, { factors: 3 });
    for (const { sorter, factors, cellsChanged } of leaveOneOut(lipsetSorts, { factors: 3 })) {
      const other = analyseSorts(without(lipsetSorts, sorter), {
        factors: 3,
        keepNames: { names: ["F1", "F2", "F3"], ...full },
      });
      let cells = 0;
      for (const [f, { name, change, cellsChanged: own }] of factors.entries()) {
        const before = full.factors[f]?.view;
        const after = other.factors.find((factor) => factor.name === name)?.view;
        if (before?.kind !== "estimated" || after?.kind !== "estimated") throw new Error(`${name} has no view`);
        if (change.kind !== "estimated") throw new Error(change.reason);
        // Names are kept by congruence too, but a factor may face the other way there.
        const agreement = before.z.reduce((sum, z, i) => sum + z * (after.z[i] ?? 0), 0);
        const faces = Math.abs(agreement) < 3 ? 0 : Math.sign(agreement);
        if (faces === 0) continue;
        const largest = Math.max(...before.z.map((z, i) => Math.abs(z - faces * (after.z[i] ?? 0))));
        expect(Math.abs(change.after - change.before)).toBeCloseTo(largest, 9);
        expect(change.before).toBeCloseTo(before.z[change.statement] ?? 9, 12);
        cells += typeof own === "number" ? own : 0;
        if (faces < 0 || before.array.kind !== "estimated" || after.array.kind !== "estimated") continue;
        const { places } = after.array;
        expect(own).toBe(before.array.places.filter((place, i) => place !== places[i]).length);
      }
      expect(cells).toBeLessThanOrEqual(cellsChanged);
    }
  });

  it("names the sort on which most hangs, and the flags that go with it", () => {
    const influences = leaveOneOut(lipsetSorts, { factors: 3 });
    expect(influences.map(({ sorter }) => sorter)).toEqual(lipset.sorters);
    // CA6 is what the third factor stands on: without it UK7 and FR9 are left, and UK7 moves to the second.
    const canada = influences[5];
    expect(canada?.factors[2]?.congruence).toBeLessThan(0.5);
    expect(canada?.flagsChanged).toContainEqual({ sorter: "UK7", factor: "F3", before: 1, after: 0 });
    expect(influences[8]?.flagsChanged).toEqual([]);
    // Split, F1- takes JP5, whose negative flag on F1 is positive there, with FR9 and without.
    expect(leaveOneOut(lipsetSorts, { factors: 3, splitBipolar: true })[8]?.flagsChanged).toEqual([]);
  });

  it("changes nothing where a sort has a double", () => {
    const sorts = plantedSorts(grid, [0, 0, 0, 0, 0, 1, 1, 1, 1], 0, "double");
    for (const { largestChange, cellsChanged, flagsChanged, factors } of leaveOneOut(sorts, { factors: 2 })) {
      expect(largestChange).toSatisfy(
        (change: typeof largestChange) => change.kind === "estimated" && Math.abs(change.after - change.before) < 1e-4,
      );
      expect(cellsChanged).toBeLessThanOrEqual(2);
      expect(flagsChanged).toEqual([]);
      expect(factors.every(({ congruence }) => congruence > 0.99)).toBe(true);
    }
  });

  it("says of a factor that loses its only flag that it has no z-scores, and goes on", () => {
    const flags = {
      method: "manual",
      flags: [
        { sorter: "US1", factor: "F2" },
        { sorter: "US3", factor: "F1" },
      ],
    } as const;
    const influences = leaveOneOut(lipsetSorts, { factors: 3, flags });
    expect(influences[2]?.factors[0]?.change).toMatchObject({ kind: "not-estimable" });
    expect(influences[2]?.largestChange).toMatchObject({ kind: "estimated", factor: "F2" });
    expect(influences[2]?.factors[2]?.change).toEqual({
      kind: "not-estimable",
      reason: "no sort is flagged on this factor",
    });
  });

  it("has no array, and so no cells, on a free board that does not hold the statements", () => {
    const free = { ...lipsetSorts, grid: { ...gridFromCounts([1, 1, 1], -1), shape: "free" as const } };
    const [first] = leaveOneOut(free, { factors: 3 });
    expect(first?.cellsChanged).toBe(0);
    expect(first?.factors[0]?.cellsChanged).toMatchObject({ kind: "not-estimable" });
    expect(first?.factors[0]?.change).toMatchObject({ kind: "estimated" });
  });

  it("does not hang on the order of the sorts [B8]", () => {
    const found = leaveOneOut(lipsetSorts, { factors: 2 });
    const other = leaveOneOut(reordered(lipsetSorts), { factors: 2 });
    expect(new Map(other.map((one) => [one.sorter, one]))).toEqual(new Map(found.map((one) => [one.sorter, one])));
  });
});
