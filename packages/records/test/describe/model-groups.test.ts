import { leastSquares } from "@plait/statistics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modelLevel, modelPatterns } from "../../src/describe/model-groups.ts";

const column = (...values: readonly number[]) => Float64Array.from(values);
const ones = (rows: number) => new Float64Array(rows).fill(1);

function patternsOf(terms: readonly Float64Array[], outcome: Float64Array) {
  const design = [ones(outcome.length), ...terms];
  const columns = design.map((values, index) => ({ name: `x${index}`, values }));
  const fit = leastSquares({ rows: outcome.length, columns }, outcome);
  if (fit.kind === "not-estimable") throw new Error(fit.reason);
  return { ...modelPatterns(design, outcome, fit.leverages), parameters: fit.estimated.length };
}

describe("[M5] the groups that a model splits people into", () => {
  it("are, of a 0/1 term, those who have it and those who have not, each with their events", () => {
    expect(modelLevel("x", column(1, 1, 1, 0, 0), column(1, 1, 0, 1, 0))).toEqual({
      ...{ term: "x", people: 3, complement: 2, events: 2, complementEvents: 1 },
    });
  });

  it("are, of a number that half of them share, those who differ and those who do not", () => {
    expect(modelLevel("months", column(12, 12, 12, 7, 9), column(1, 0, 0, 1, 1))).toEqual({
      ...{ term: "months", people: 2, complement: 3, events: 2, complementEvents: 1 },
    });
    expect(modelLevel("months", column(12, 12, 7, 9), column(0, 0, 0, 0))?.people).toBe(2);
    expect(modelLevel("age", column(12, 12, 7, 9, 11), column(0, 0, 0, 0, 0))).toBeUndefined();
  });

  it("are, of two crossed 0/1 terms and their interaction, all four combinations", () => {
    const [a, b] = [column(0, 0, 1, 1, 1, 0, 0, 1, 0), column(0, 1, 0, 1, 1, 0, 1, 0, 1)];
    const outcome = column(0, 1, 0, 1, 0, 1, 0, 1, 1);
    const crossed = patternsOf([a, b, a.map((value, row) => value * (b[row] ?? 0))], outcome);
    expect(crossed).toMatchObject({ distinct: 4, parameters: 4 });
    expect(crossed.ownMeans).toHaveLength(4);
    expect(crossed.ownMeans).toContainEqual({ people: 3, events: 2 });
    // Without the interaction no combination is fitted by its own mean.
    expect(patternsOf([a, b], outcome)).toMatchObject({ distinct: 4, parameters: 3, ownMeans: [] });
  });

  it("are one person where one person has a term alone", () => {
    const outcome = column(0, 1, 0, 1, 1, 0);
    const { ownMeans } = patternsOf([column(0, 0, 0, 0, 0, 1), column(1, 2, 3, 4, 6, 5)], outcome);
    expect(ownMeans).toEqual([{ people: 1, events: 0 }]);
  });

  it("have a fitted value that is their own mean, and no others have, whatever the outcome", () => {
    const bit = fc.integer({ min: 0, max: 1 });
    const rows = fc.array(fc.tuple(bit, bit, bit, bit), { minLength: 8, maxLength: 30 });
    fc.assert(
      fc.property(rows, (table) => {
        const terms = [0, 1, 2].map((term) => Float64Array.from(table, (values) => values[term] ?? 0));
        const outcome = Float64Array.from(table, (values) => values[3]);
        const design = [ones(table.length), ...terms];
        const fit = leastSquares(
          { rows: table.length, columns: design.map((values, index) => ({ name: `x${index}`, values })) },
          outcome,
        );
        fc.pre(fit.kind === "estimated");
        const patterns = new Map<string, number[]>();
        for (const [row, values] of table.entries()) {
          const key = values.slice(0, 3).join();
          patterns.set(key, [...(patterns.get(key) ?? []), row]);
        }
        const { distinct, ownMeans } = modelPatterns(design, outcome, fit.leverages);
        expect(distinct).toBe(patterns.size);
        if (distinct <= fit.estimated.length) expect(ownMeans).toHaveLength(distinct);
        // Shift the outcome of one pattern: where it is fitted by its own mean, nothing else moves.
        const isolated = [...patterns.values()].filter((members) => {
          const shifted = outcome.map((value, row) => value + (members.includes(row) ? 1 : 0));
          const again = leastSquares(
            { rows: table.length, columns: design.map((values, index) => ({ name: `x${index}`, values })) },
            shifted,
          );
          if (again.kind === "not-estimable") throw new Error(again.reason);
          return again.residuals.every((residual, row) => Math.abs(residual - (fit.residuals[row] ?? 0)) < 1e-9);
        });
        expect(ownMeans).toHaveLength(isolated.length);
      }),
      { numRuns: 60 },
    );
  });
});
