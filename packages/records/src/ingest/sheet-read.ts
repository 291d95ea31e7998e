/** Why a row of a sheet is not a data row. */
export type SetAsideReason = "preamble" | "blank" | "footnote" | "total" | "repeated-header";

/** Neighbouring rows set aside for one reason: `row` is the first, counted from 1, `rows` how many. */
export interface SetAside {
  readonly row: number;
  readonly rows: number;
  readonly reason: SetAsideReason;
  /** What the row shows, cells joined by ` | `, cut after 200 characters; empty for blank rows. */
  readonly text: string;
}

/** A cell with part of its text raised, such as a footnote mark glued to a value: `ENGLAND9` is displayed, `ENGLAND` plain. */
export interface RaisedText {
  readonly row: number;
  readonly column: number;
  readonly displayed: string;
  readonly plain: string;
}

/**
 * Where the cells of a sheet's data rows are.
 *
 * - `rows`: a UTF-8 CSV made from the delivery, with the header `row,c1,…,cn` and a `u<column>` for each of
 *   `underlyingColumns`. `row` is the row of the source, `c` the displayed text, quoted; `u` is unquoted and empty where
 *   the cell holds nothing but what it displays.
 * - `source`: the delivery itself, regular enough for an engine to read it in place. Every record of it, in file order,
 *   is one row; those of `excluded` (first and last, counted from 1) are not data.
 */
export type Cells =
  | { readonly kind: "rows"; readonly path: string; readonly underlyingColumns: readonly number[] }
  | {
      readonly kind: "source";
      readonly path: string;
      readonly delimiter: string;
      /** Fields of the widest record; at least `columnCount`. */
      readonly fields: number;
      readonly excluded: readonly (readonly [first: number, last: number])[];
    };

/** What reading says of one sheet of a delivery. */
export interface SheetDescription {
  /** Empty for a text file. */
  readonly sheet: string;
  readonly hidden: boolean;
  /** Serial dates count from 1904 rather than 1900. */
  readonly date1904: boolean;
  /** Of a text file: `utf-8`, `utf-8 with mark`, `utf-16le`, `utf-16be` or `windows-1252`. */
  readonly encoding: string | null;
  /** Counted from 1; empty where the sheet has none. */
  readonly headerRows: readonly number[];
  /** Whether the header rows were found or given by an override. */
  readonly headerFrom: "found" | "override" | "none";
  /** One a column: see `columnLabels`. */
  readonly labels: readonly string[];
  readonly dataRows: number;
  readonly setAsideRows: Readonly<Record<SetAsideReason, number>>;
}

/** One sheet of a delivery as plain cells. */
export interface SheetRead extends SheetDescription {
  readonly columnCount: number;
  /** Columns, counted from 1, that hold nothing below the header. */
  readonly emptyColumns: readonly number[];
  /** The header rows as shown, each as wide as the sheet. */
  readonly header: readonly (readonly string[])[];
  /** The first 1,000 runs of rows set aside; `setAsideRows` counts them all. */
  readonly setAside: readonly SetAside[];
  /** The first 10,000 cells with raised text, labels included. Only .xlsx keeps it. */
  readonly raised: readonly RaisedText[];
  readonly cells: Cells;
}

const MOST_SET_ASIDE = 1_000;
const LONGEST_TEXT = 200;

/** Gathers the rows set aside; neighbouring blank rows become one run. Rows must be added from top to bottom. */
export interface SetAsideGatherer {
  readonly add: (row: number, reason: SetAsideReason, cells: readonly string[], rows?: number) => void;
  /** Counts rows that `list` has no room for. */
  readonly countMore: (reason: SetAsideReason, rows: number) => void;
  readonly list: () => SetAside[];
  readonly counts: () => Record<SetAsideReason, number>;
}

export function gatherSetAside(): SetAsideGatherer {
  const list: { row: number; rows: number; reason: SetAsideReason; text: string }[] = [];
  const counts = { preamble: 0, blank: 0, footnote: 0, total: 0, "repeated-header": 0 };
  return {
    add: (row, reason, cells, rows = 1) => {
      counts[reason] += rows;
      const last = list.at(-1);
      if (reason === "blank" && last?.reason === "blank" && last.row + last.rows === row) last.rows += rows;
      else if (list.length < MOST_SET_ASIDE) list.push({ row, rows, reason, text: describeCells(cells) });
    },
    countMore: (reason, rows) => {
      counts[reason] += rows;
    },
    list: () => list,
    counts: () => counts,
  };
}

function describeCells(cells: readonly string[]): string {
  const text = cells.filter((cell) => cell.trim() !== "").join(" | ");
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`;
}
