import { type Grid, makeGrid } from "./grid.ts";

/** Beyond this range values are no longer those of a board, and holes are left as they are. */
const WIDEST = 100;

/**
 * The forced grid that all sorts share. Undefined when they differ in how many cards have which value, when there is no
 * sort, and when all cards have one value. Whole values that nobody used, between the lowest and the highest, become
 * columns without room, so that the grid has no holes.
 */
export function gridFromSorts(sorts: readonly { readonly places: readonly number[] }[]): Grid | undefined {
  const [first, ...others] = sorts.map(({ places }) => cardsByValue(places));
  if (first === undefined || first.size < 2) return undefined;
  if (others.some((other) => !sameCards(first, other))) return undefined;
  const values = [...first.keys()];
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const columns =
    values.every(Number.isInteger) && highest - lowest <= WIDEST
      ? Array.from({ length: highest - lowest + 1 }, (_, at) => lowest + at)
      : values;
  return makeGrid(columns.map((value) => ({ value, cards: first.get(value) ?? 0 })));
}

function cardsByValue(places: readonly number[]): Map<number, number> {
  const cards = new Map<number, number>();
  for (const value of places) cards.set(value, (cards.get(value) ?? 0) + 1);
  return cards;
}

function sameCards(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): boolean {
  return a.size === b.size && [...a].every(([value, cards]) => b.get(value) === cards);
}
