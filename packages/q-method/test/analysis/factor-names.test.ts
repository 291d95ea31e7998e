import { describe, expect, test } from "vitest";
import { analyseSorts, type NamedFactors, type QAnalysis } from "../../src/index.ts";
import { lipsetSorts } from "./lipset.ts";
import { expectNear } from "./near.ts";

const first = analyseSorts(lipsetSorts, { factors: 3 });
const renamed: NamedFactors = { names: ["Order", "Freedom", "Work"], sorters: first.sorters, loadings: first.loadings };

function without(sorter: string) {
  const at = lipsetSorts.sorters.indexOf(sorter);
  const keep = (_: number, i: number) => Math.floor(i / 33) !== at;
  const sorters = lipsetSorts.sorters.filter((other) => other !== sorter);
  return { ...lipsetSorts, sorters, values: lipsetSorts.values.filter(keep) };
}

const flaggedBy = ({ factors }: QAnalysis) =>
  Object.fromEntries(factors.map(({ name, flagged }) => [name, flagged.map(({ sorter }) => sorter)]));

describe("kept names", () => {
  test("[Q14] the same analysis again keeps names and order, and every similarity is 1", () => {
    const again = analyseSorts(lipsetSorts, { factors: 3, keepNames: renamed });
    expect(again.factors.map(({ name }) => name)).toEqual(renamed.names);
    expectNear(again.loadings, first.loadings, 0);
    expectNear(
      again.keptNames.map(({ similarity }) => similarity),
      [1, 1, 1],
      1e-12,
    );
    expect(again.method.options.order).toBe("earlier names");
  });

  test("[Q14] another extraction that finds the factors in another order", () => {
    const again = analyseSorts(lipsetSorts, {
      factors: 3,
      extraction: { method: "centroid" },
      order: "extraction",
      keepNames: renamed,
    });
    expect(flaggedBy(again)).toEqual({
      Order: ["US3", "US4", "JP5"],
      Freedom: ["US1", "US2", "US8"],
      Work: ["CA6", "UK7"],
    });
  });

  test("[Q14] a sort that left: two factors stay, and the one that stood on it is shown to have changed", () => {
    const z = first.factors.flatMap(({ view }) => (view.kind === "estimated" ? [view.z] : []));
    for (const keepNames of [renamed, { names: renamed.names, z }]) {
      const again = analyseSorts(without("US2"), { factors: 3, keepNames });
      expect(again.factors.map(({ name }) => name)).toEqual(renamed.names);
      expect(flaggedBy(again).Order).toEqual(expect.arrayContaining(["US3", "US4", "JP5"]));
      const [order = 0, freedom = 0, work = 0] = again.keptNames.map(({ similarity }) => similarity);
      expect(Math.min(order, work)).toBeGreaterThan(0.85);
      expect(Math.abs(freedom)).toBeLessThan(0.5);
    }
  });

  test("[Q14] one factor more gets the first free number; one less leaves a name unused", () => {
    const more = analyseSorts(lipsetSorts, { factors: 4, keepNames: { ...renamed, names: ["F2", "Freedom", "Work"] } });
    expect(more.factors.map(({ name }) => name)).toEqual(["F2", "Freedom", "Work", "F1"]);
    const fewer = analyseSorts(lipsetSorts, { factors: 2, keepNames: renamed });
    expect(fewer.factors).toHaveLength(2);
    expect(fewer.keptNames).toHaveLength(2);
  });

  test("[Q14] a factor that faces the other way keeps its name and says so", () => {
    const loadings = first.loadings.map((l, i) => (i % 3 === 1 ? -l : l));
    const again = analyseSorts(lipsetSorts, { factors: 3, keepNames: { ...renamed, loadings } });
    expectNear(
      again.keptNames.map(({ similarity }) => similarity),
      [1, -1, 1],
      1e-12,
    );
    expectNear(again.loadings, first.loadings, 0);
  });

  test.each([
    [{ ...renamed, names: ["A", "A", "B"] }, '"A"'],
    [{ ...renamed, loadings: new Float64Array(4) }, "4 numbers"],
    [{ ...renamed, sorters: first.sorters.map((sorter) => `${sorter}x`) }, "no sorter in common"],
    [{ names: ["A"], z: [new Float64Array(5)] }, "33 for each of 1"],
  ])("[Q29] earlier factors that do not fit are refused", (keepNames, message) => {
    expect(() => analyseSorts(lipsetSorts, { factors: 3, keepNames })).toThrow(message);
  });
});
