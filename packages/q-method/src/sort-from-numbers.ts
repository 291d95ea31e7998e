import type { Grid } from "./grid.ts";
import type { Pile, QSort } from "./q-sort.ts";
import { type Placing, placingFaults, type SortFault } from "./sort-faults.ts";

/** A sort as it is read off a photograph: the numbers on the backs of the cards, column by column. */
export interface NumberEntry {
  readonly sorter: string;
  readonly condition?: string;
  readonly language?: string;
  readonly columns: readonly { readonly value: number; readonly numbers: readonly number[] }[];
  /** Absent where piles were not recorded. */
  readonly piles?: { readonly [Name in Pile]?: readonly number[] };
}

/** What is wrong with an entry by numbers. */
export type NumberFault =
  | SortFault
  /** No card bears this number. */
  | { readonly kind: "unknown-number"; readonly number: number; readonly where: number | Pile }
  | { readonly kind: "in-no-pile"; readonly statement: number }
  | { readonly kind: "in-two-piles"; readonly statement: number };

/** The sort is absent unless every card has one place and, where piles were recorded, one pile. */
export interface NumberedSort {
  readonly sort?: QSort;
  readonly faults: readonly NumberFault[];
}

const PILES: readonly Pile[] = ["agree", "unsure", "disagree"];

/**
 * The sort that an entry by numbers describes, with everything that is wrong with it.
 *
 * @param cards the number on the back of each card, in the order of the statements
 * @param grid checks values and the number of cards in each column
 * @throws RangeError when two cards bear the same number
 */
export function sortFromNumbers(entry: NumberEntry, cards: readonly number[], grid?: Grid): NumberedSort {
  const positions = new Map(cards.map((number, statement) => [number, statement]));
  if (positions.size !== cards.length) throw new RangeError(`two cards bear the same number: ${cards.join(", ")}`);

  const faults: NumberFault[] = [];
  const placings: Placing[] = [];
  for (const { value, numbers } of entry.columns) {
    for (const number of numbers) {
      const statement = positions.get(number);
      if (statement === undefined) faults.push({ kind: "unknown-number", number, where: value });
      else placings.push({ statement, value });
    }
  }
  faults.push(...placingFaults(placings, cards.length, grid));
  const places = new Map(placings.map(({ statement, value }) => [statement, value]));

  const piles = pilesOf(entry, positions, cards.length);
  faults.push(...piles.faults);
  const complete = placings.length === cards.length && places.size === cards.length && piles.complete;
  if (!complete) return { faults };
  const sort: QSort = {
    sorter: entry.sorter,
    ...(entry.condition !== undefined && { condition: entry.condition }),
    ...(entry.language !== undefined && { language: entry.language }),
    places: cards.map((_, statement) => places.get(statement) ?? Number.NaN),
    ...(piles.value !== undefined && { piles: piles.value }),
  };
  return { sort, faults };
}

function pilesOf(
  entry: NumberEntry,
  positions: ReadonlyMap<number, number>,
  statements: number,
): { readonly value?: readonly Pile[]; readonly complete: boolean; readonly faults: readonly NumberFault[] } {
  if (entry.piles === undefined) return { complete: true, faults: [] };
  const faults: NumberFault[] = [];
  const found = Array.from({ length: statements }, (): Pile[] => []);
  for (const pile of PILES) {
    for (const number of entry.piles[pile] ?? []) {
      const statement = positions.get(number);
      if (statement === undefined) faults.push({ kind: "unknown-number", number, where: pile });
      else found[statement]?.push(pile);
    }
  }
  for (const [statement, piles] of found.entries()) {
    if (piles.length === 0) faults.push({ kind: "in-no-pile", statement });
    if (piles.length > 1) faults.push({ kind: "in-two-piles", statement });
  }
  const value = found.flatMap((piles) => (piles.length === 1 ? piles : []));
  return value.length === statements ? { value, complete: true, faults } : { complete: false, faults };
}
