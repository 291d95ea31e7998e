import type { Random } from "@plait/study";
import type { SortMatrix } from "../analysis/sort-matrix.ts";
import { gridCards, gridPlaces } from "../grid.ts";

/**
 * What a random sorter deals from:
 *
 * - `sorters`: the places each sorter of the study used, so that a free sort is compared with noise of its own shape.
 *   Where every sort fills a forced grid this is the grid.
 * - `grid`: the places of the grid, for everyone.
 */
export type Decks = "sorters" | "grid";

/**
 * A deck for every sorter, sort-major, each in rising order.
 *
 * @throws RangeError when the grid is asked for and does not hold the statements
 */
export function decksOf({ sorters, statements, values, grid }: SortMatrix, decks: Decks): Float64Array {
  const dealt = new Float64Array(sorters.length * statements);
  switch (decks) {
    case "sorters":
      dealt.set(values);
      for (let start = 0; start < dealt.length; start += statements) dealt.subarray(start, start + statements).sort();
      return dealt;
    case "grid": {
      if (gridCards(grid) !== statements) {
        throw new RangeError(`a deck of the grid needs ${statements} cards, one a statement: ${gridCards(grid)}`);
      }
      const places = gridPlaces(grid);
      for (let start = 0; start < dealt.length; start += statements) dealt.set(places, start);
      return dealt;
    }
    default:
      throw new RangeError(`decks must be sorters or grid: ${String(decks satisfies never)}`);
  }
}

/** Shuffles every deck, in place and without replacement: a set of sorts that agree on nothing. */
export function shuffleDecks(decks: Float64Array, statements: number, random: Random): void {
  for (let start = 0; start < decks.length; start += statements) {
    for (let last = statements - 1; last > 0; last--) {
      const other = start + random.integer(last + 1);
      const card = decks[start + last] ?? 0;
      decks[start + last] = decks[other] ?? 0;
      decks[other] = card;
    }
  }
}
