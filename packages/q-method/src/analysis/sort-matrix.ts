import { type Grid, gridCards } from "../grid.ts";

/** The sorts of a study as numbers: what an analysis starts from. */
export interface SortMatrix {
  /** One label a sort, all different. */
  readonly sorters: readonly string[];
  /** How many statements every sort places. */
  readonly statements: number;
  /** Sort-major: sort j lies at `[j * statements, (j + 1) * statements)`, in the order of the statements. */
  readonly values: Float64Array;
  /** The board; the columns of a forced one hold as many cards as there are statements. */
  readonly grid: Grid;
}

/**
 * What an analysis needs of its sorts.
 *
 * @throws RangeError when there are fewer than two sorts or statements, two sorts bear one label, the values are too
 *   few or not finite, or the columns of a forced grid do not hold the statements
 */
export function checkSorts({ sorters, statements, values, grid }: SortMatrix): void {
  if (!Number.isInteger(statements) || statements < 2) {
    throw new RangeError(`statements must be a whole number of at least 2: ${statements}`);
  }
  if (sorters.length < 2) throw new RangeError(`an analysis needs at least two sorts: ${sorters.length}`);
  const twice = sorters.find((sorter, index) => sorters.indexOf(sorter) !== index);
  if (twice !== undefined) throw new RangeError(`two sorts bear the label "${twice}"`);
  if (values.length !== sorters.length * statements) {
    throw new RangeError(
      `values must hold ${sorters.length} sorts of ${statements} statements: ${values.length} numbers`,
    );
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const sorter = sorters[Math.floor(bad / statements)];
    throw new RangeError(
      `the place of statement ${(bad % statements) + 1} by "${sorter}" is not finite: ${values[bad]}`,
    );
  }
  if (grid.shape === "forced" && gridCards(grid) !== statements) {
    throw new RangeError(`a forced grid for ${statements} statements cannot hold ${gridCards(grid)} cards`);
  }
}

/** Positions of the sorts that put every statement in one place: they have no correlation with anything. */
export function sortsWithoutSpread({ sorters, statements, values }: SortMatrix): number[] {
  const flat: number[] = [];
  for (let j = 0; j < sorters.length; j++) {
    const sort = values.subarray(j * statements, (j + 1) * statements);
    if (sort.every((value) => value === sort[0])) flat.push(j);
  }
  return flat;
}

/** Positions of the sorts that do not fill the columns of the grid exactly. */
export function unforcedSorts({ sorters, statements, values, grid }: SortMatrix): number[] {
  const columnOf = new Map(grid.columns.map(({ value }, column) => [value, column]));
  const unforced: number[] = [];
  for (let j = 0; j < sorters.length; j++) {
    const room = Int32Array.from(grid.columns, ({ cards }) => cards);
    for (let at = j * statements; at < (j + 1) * statements; at++) {
      const column = columnOf.get(values[at] ?? 0);
      if (column !== undefined) room[column] = (room[column] ?? 0) - 1;
    }
    // Every place is filled, none twice, and nothing lies elsewhere.
    if (gridCards(grid) !== statements || room.some((left) => left !== 0)) unforced.push(j);
  }
  return unforced;
}

/**
 * Every sort with mean 0 and standard deviation 1 (divisor n - 1), so that a sort counts the same however widely it was
 * spread. A sort without spread becomes zeros. For sorts of one forced grid this changes no correlation and no z-score.
 *
 * @param out receives the result; may be `values` itself
 */
export function standardiseSorts(
  values: Float64Array,
  statements: number,
  out: Float64Array = new Float64Array(values.length),
) {
  for (let start = 0; start < values.length; start += statements) {
    const end = start + statements;
    let sum = 0;
    for (let i = start; i < end; i++) sum += values[i] ?? 0;
    const mean = sum / statements;
    let squares = 0;
    for (let i = start; i < end; i++) squares += ((values[i] ?? 0) - mean) ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares / (statements - 1)) : 0;
    for (let i = start; i < end; i++) out[i] = ((values[i] ?? 0) - mean) * scale;
  }
  return out;
}
