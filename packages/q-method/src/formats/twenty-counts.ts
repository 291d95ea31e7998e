import { type Grid, makeGrid } from "../grid.ts";

/** PQMethod and the programs after it know the columns -6 to 13 and no others. */
export const LOWEST_COLUMN = -6;
export const COLUMN_COUNT = 20;

/** The forced grid of twenty numbers of cards, for the columns -6 to 13. Undefined when fewer than two are used. */
export function gridFromCounts(counts: readonly number[]): Grid | undefined {
  const first = counts.findIndex((cards) => cards > 0);
  const last = counts.findLastIndex((cards) => cards > 0);
  if (first === -1 || first === last) return undefined;
  return makeGrid(counts.slice(first, last + 1).map((cards, at) => ({ value: LOWEST_COLUMN + first + at, cards })));
}

/** The twenty numbers of cards of a grid. Undefined when it has a column that they do not know. */
export function countsFromGrid(grid: Grid): number[] | undefined {
  const counts = new Array<number>(COLUMN_COUNT).fill(0);
  for (const { value, cards } of grid.columns) {
    const at = value - LOWEST_COLUMN;
    if (counts[at] === undefined) {
      if (cards === 0) continue;
      return undefined;
    }
    counts[at] = cards;
  }
  return counts;
}
