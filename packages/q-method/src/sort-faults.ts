import type { Grid } from "./grid.ts";

/** What is wrong with a placing of cards. A statement is named by its position, counted from 0. */
export type SortFault =
  | { readonly kind: "missing-statement"; readonly statement: number }
  | { readonly kind: "repeated-statement"; readonly statement: number; readonly values: readonly number[] }
  | { readonly kind: "value-off-grid"; readonly statement: number; readonly value: number }
  /** A column of a forced grid holds `cards` cards and has room for `room`. */
  | {
      readonly kind: "wrong-number-in-column";
      readonly value: number;
      readonly cards: number;
      readonly room: number;
    };

/** One card on the board: the position of its statement, counted from 0, and the value of its column. */
export interface Placing {
  readonly statement: number;
  readonly value: number;
}

/**
 * Everything that is wrong with the places of a sort, in the order of the statements and then of the columns. A place
 * that is undefined or not a number is a card that was not placed. On a free grid columns may hold any number of cards;
 * without a grid only missing cards can be found.
 */
export function sortFaults(places: readonly (number | undefined)[], grid?: Grid): SortFault[] {
  const placings = places.flatMap((value, statement) =>
    value === undefined || Number.isNaN(value) ? [] : [{ statement, value }],
  );
  return placingFaults(placings, places.length, grid);
}

/**
 * The same check for cards as they lie, before they are one value a statement: it also finds a card that lies twice.
 *
 * @throws RangeError when a placing names a statement that is not one of `statements`
 */
export function placingFaults(placings: readonly Placing[], statements: number, grid?: Grid): SortFault[] {
  const values = Array.from({ length: statements }, (): number[] => []);
  for (const { statement, value } of placings) {
    const found = values[statement];
    if (found === undefined) throw new RangeError(`there are ${statements} statements, none at position ${statement}`);
    found.push(value);
  }
  const faults: SortFault[] = [];
  const onGrid = grid && new Set(grid.columns.map(({ value }) => value));
  for (const [statement, found] of values.entries()) {
    if (found.length === 0) faults.push({ kind: "missing-statement", statement });
    if (found.length > 1) faults.push({ kind: "repeated-statement", statement, values: found });
    for (const value of new Set(found)) {
      if (onGrid?.has(value) === false) faults.push({ kind: "value-off-grid", statement, value });
    }
  }
  return [...faults, ...columnFaults(placings, grid)];
}

function columnFaults(placings: readonly Placing[], grid: Grid | undefined): SortFault[] {
  if (grid?.shape !== "forced") return [];
  return grid.columns.flatMap(({ value, cards: room }) => {
    const cards = placings.filter((placing) => placing.value === value).length;
    return cards === room ? [] : [{ kind: "wrong-number-in-column" as const, value, cards, room }];
  });
}
