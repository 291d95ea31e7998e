import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factorArray, gridPlaces, makeGrid, rankStatements } from "../../src/index.ts";
import { gridFromCounts } from "./random-sorts.ts";

const grid = gridFromCounts([1, 2, 1], -1);

describe("by hand", () => {
  test("[Q21] the highest score gets the highest place", () => {
    expect(factorArray(Float64Array.of(0.5, -1, 2, 0), grid)).toEqual({
      kind: "estimated",
      places: Float64Array.of(0, -1, 1, 0),
      brokenTies: [],
    });
  });

  test("[Q21] of tied statements the first gets the higher place, though a rounding says otherwise", () => {
    expect(factorArray(Float64Array.of(-1, 0.7, 0.7 + 1e-13, 0), grid)).toEqual({
      kind: "estimated",
      places: Float64Array.of(-1, 1, 0, 0),
      brokenTies: [[1, 2]],
    });
  });

  test("[Q21] a tie within one column is no matter", () => {
    expect(factorArray(Float64Array.of(-1, 0, 0, 2), grid)).toMatchObject({ brokenTies: [] });
  });

  test("[Q21] a free grid of another size has no array", () => {
    const free = makeGrid(grid.columns, "free");
    expect(factorArray(Float64Array.of(1, 0, -1), free)).toEqual({
      kind: "not-estimable",
      reason: "the columns of the grid hold 4 cards, not the 3 statements",
    });
  });
});

describe("whatever the scores", () => {
  const anyScores = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 7 }).chain((counts) => {
    const statements = counts.reduce((sum, cards) => sum + cards, 0);
    // Few different scores, so that ties abound.
    const scores = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: statements, maxLength: statements });
    return fc.record({ grid: fc.constant(gridFromCounts(counts, -3)), scores });
  });

  test("[Q21] the array fills the grid exactly and never puts a higher score lower", () => {
    fc.assert(
      fc.property(anyScores, ({ grid: any, scores }) => {
        const z = Float64Array.from(scores);
        const array = factorArray(z, any);
        if (array.kind !== "estimated") throw new Error(array.reason);
        const { places } = array;
        expect(places.slice().sort()).toEqual(gridPlaces(any));
        for (const [a, first] of scores.entries()) {
          for (const [b, second] of scores.entries()) {
            const isAhead = first > second || (first === second && a < b);
            if (isAhead) expect(places[a]).toBeGreaterThanOrEqual(places[b] ?? 0);
          }
        }
        const ranked = Array.from(rankStatements(z), (i) => places[i] ?? 0);
        expect(ranked).toEqual(Array.from(gridPlaces(any)).reverse());
      }),
    );
  });
});
