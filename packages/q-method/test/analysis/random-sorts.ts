import { seededRandom } from "@plait/study";
import fc from "fast-check";
import { type Grid, gridPlaces, makeGrid, type SortMatrix } from "../../src/index.ts";

export function gridFromCounts(counts: readonly number[], lowest: number): Grid {
  return makeGrid(counts.map((cards, column) => ({ value: lowest + column, cards })));
}

/** Forced sorts on a grid of 4 to 12 columns' worth of cards, everything at random. */
export const anySorts: fc.Arbitrary<SortMatrix> = fc
  .record({
    counts: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 7 }),
    lowest: fc.integer({ min: -4, max: 1 }),
    sorters: fc.integer({ min: 3, max: 12 }),
    seed: fc.integer(),
  })
  .map(({ counts, lowest, sorters, seed }) => shuffledSorts(gridFromCounts(counts, lowest), sorters, `${seed}`));

export function shuffledSorts(grid: Grid, sorters: number, seed: string): SortMatrix {
  const random = seededRandom(seed);
  const places = Array.from(gridPlaces(grid));
  return {
    sorters: Array.from({ length: sorters }, (_, j) => `S${j + 1}`),
    statements: places.length,
    values: Float64Array.from(Array.from({ length: sorters }, () => random.shuffle(places)).flat()),
    grid,
  };
}

/**
 * Forced sorts of people who share views: sorter j ranks the statements by view `groups[j]` plus `noise` of their own.
 * Views and noise are sums of uniform numbers with variance 1.
 */
export function plantedSorts(grid: Grid, groups: readonly number[], noise: number, seed: string): SortMatrix {
  const random = seededRandom(seed);
  const places = gridPlaces(grid);
  const draw = () => Array.from({ length: 12 }, () => random.next()).reduce((sum, u) => sum + u, -6);
  const views = Array.from({ length: Math.max(...groups) + 1 }, () => Array.from(places, draw));
  const values = groups.flatMap((group) => {
    const liking = Array.from(places, (_, i) => (views[group]?.[i] ?? 0) + noise * draw());
    const order = Array.from(places.keys()).sort((a, b) => (liking[a] ?? 0) - (liking[b] ?? 0));
    const sort = new Array<number>(places.length).fill(0);
    order.forEach((statement, rank) => {
      sort[statement] = places[rank] ?? 0;
    });
    return sort;
  });
  return {
    sorters: groups.map((group, j) => `${group}-${j}`),
    statements: places.length,
    values: Float64Array.from(values),
    grid,
  };
}
