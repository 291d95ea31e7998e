import { describe, expect, it } from "vitest";
import { parallelAnalysis, parallelWithoutEach } from "../../src/index.ts";
import { lipsetSorts } from "../analysis/lipset.ts";

describe("parallel analysis without each sort [N8]", () => {
  it("gives what the analysis of the other sorts gives", () => {
    const found = parallelWithoutEach(lipsetSorts, { seed: "without", draws: 300 });
    const { sorters, statements, values, grid } = lipsetSorts;
    const others = sorters.map((sorter, left) => {
      const kept = sorters.filter((_, j) => j !== left);
      const rows = values.filter((_, at) => Math.floor(at / statements) !== left);
      const { factors } = parallelAnalysis(
        { sorters: kept, statements, values: rows, grid },
        { seed: "without", draws: 300 },
      );
      return { sorter, factors };
    });
    expect(found).toEqual(others);
  });

  it("is not done where sorts have shapes of their own, unless all are held to the grid", () => {
    const unforced = { ...lipsetSorts, values: lipsetSorts.values.map((value, at) => (at < 33 ? 2 * value : value)) };
    expect(parallelWithoutEach(unforced, { seed: "", draws: 100 })).toMatchObject({ kind: "not-estimable" });
    expect(parallelWithoutEach(unforced, { seed: "", draws: 100, decks: "grid" })).toHaveLength(9);
  });
});
