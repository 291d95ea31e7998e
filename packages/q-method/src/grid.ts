/** One column of the grid: the value its cards get, and how many cards it has room for. */
export interface GridColumn {
  readonly value: number;
  readonly cards: number;
}

/** The board on which cards are placed, its columns from the lowest value to the highest. */
export interface Grid {
  readonly columns: readonly GridColumn[];
  /** `forced`: every column holds exactly its cards. `free`: any number, the columns' cards are a suggestion. */
  readonly shape: "forced" | "free";
}

/**
 * A grid of the given columns, in any order; any range will do, odd or even, with or without a zero.
 *
 * @throws RangeError when there are fewer than two columns, two bear the same value, a value is not finite, or a number
 *   of cards is not a whole number of at least 0
 */
export function makeGrid(columns: readonly GridColumn[], shape: Grid["shape"] = "forced"): Grid {
  if (columns.length < 2) throw new RangeError(`a grid needs at least two columns: ${columns.length}`);
  for (const { value, cards } of columns) {
    if (!Number.isFinite(value)) throw new RangeError(`the value of a column must be finite: ${value}`);
    if (!Number.isInteger(cards) || cards < 0) {
      throw new RangeError(`column ${value} must hold a whole number of cards of at least 0: ${cards}`);
    }
  }
  const sorted = [...columns].sort((a, b) => a.value - b.value);
  const twice = sorted.find(({ value }, index) => sorted[index + 1]?.value === value);
  if (twice !== undefined) throw new RangeError(`two columns bear the value ${twice.value}`);
  return { columns: sorted.map(({ value, cards }) => ({ value, cards })), shape };
}

/** How many cards the grid has room for. */
export function gridCards(grid: Grid): number {
  return grid.columns.reduce((sum, { cards }) => sum + cards, 0);
}

/** The value of every place, lowest first: a grid 1-2-1 over -1..1 gives -1 0 0 1. */
export function gridPlaces(grid: Grid): Float64Array {
  return Float64Array.from(grid.columns.flatMap(({ value, cards }) => new Array<number>(cards).fill(value)));
}
