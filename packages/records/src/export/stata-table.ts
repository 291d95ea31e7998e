/**
 * One variable of the file. What a block holds for it:
 *
 * - `number`: numbers (or bigints that a double holds exactly); missing is null, undefined or NaN
 * - `text`: strings; missing is null, undefined or the empty string, which Stata does not tell apart
 * - `date`: `yyyy-mm-dd`, written as `%td`; `month`: `yyyy-mm` or its first day, written as `%tm`; missing as for text
 * - `category`: strings, written as codes from 1 with value labels: `values` in their order, then any other value found,
 *   in code-unit order; missing as for text
 */
export type StataVariable =
  | {
      readonly kind: "number";
      readonly name: string;
      readonly label: string;
      readonly valueLabels?: readonly { readonly value: number; readonly text: string }[];
    }
  | { readonly kind: "text" | "date" | "month"; readonly name: string; readonly label: string }
  | { readonly kind: "category"; readonly name: string; readonly label: string; readonly values: readonly string[] };

/** Some rows, column by column, in the order of the variables. */
export interface StataBlock {
  readonly rows: number;
  readonly columns: readonly ArrayLike<unknown>[];
}

export interface StataTable {
  /** Up to 80 characters are shown by Stata; a longer one is cut and kept whole among the notes. */
  readonly label: string;
  readonly variables: readonly StataVariable[];
  /**
   * Opens the rows from the start. Called twice, three times when there is text of more than 2,045 bytes, so that no
   * more than a block is held in memory; it must give the same rows each time.
   */
  readonly blocks: () => AsyncIterable<StataBlock> | Iterable<StataBlock>;
  /** When the data were made, `yyyy-mm-ddThh:mm`; left out of the file when not given. */
  readonly made?: string;
  /** Notes on the data set, shown by Stata's `notes`. */
  readonly notes?: readonly string[];
}
