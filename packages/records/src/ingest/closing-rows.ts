import { cellShape, isBlank } from "./cell-shape.ts";
import type { Merge } from "./header-rows.ts";

/** Displayed text of a row; `row` counts from 1 as in a spreadsheet. */
export interface NumberedRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** What is known of the table that ends with the rows in question. */
export interface TableBody {
  /** Some of its data rows, from the top; may reach into the last rows. */
  readonly sample: readonly NumberedRow[];
  /** Every data row above a given row, where the whole table is at hand. */
  readonly above?: (row: number) => readonly NumberedRow[];
  readonly merges: readonly Merge[];
}

export type ClosingReason = "footnote" | "total";

const NOTE = new RegExp(
  [
    "^(?:foot ?)?notes?\\b",
    "^sources?\\b",
    "^(?:key|caveats?)\\s*:",
    "^(?:data )?(?:extracted|generated|produced|prepared|printed|exported) (?:on|by|from|at)\\b",
    "^(?:©|\\(c\\)|crown copyright)",
    "^end of (?:report|file|table|data|extract)\\b",
    "^(?:\\*+|†|‡|\\[\\w{1,2}\\]|\\(?\\d{1,2}[.)\\]:]|\\d{1,2} )\\s*\\p{L}{2,}.*\\s\\S",
  ].join("|"),
  "iu",
);
const NOTE_WORD = /^(?:foot ?)?(?:notes?|sources?)\s*:?$/i;
const TOTAL = /^(?:(?:grand|overall|sub[- ]?|column )\s*)?totals?\s*:?$|^(?:all|sum)\s*:?$/i;

/**
 * Which of the last rows of a table are not data: totals, and the notes under them. Works upwards from the last row and
 * stops at the first that looks like data. A row is set aside only on a positive sign:
 *
 * - a note: one filled cell (or two, when the first is a word such as `Source:`) that begins like a note, is a sentence
 *   longer than anything in its column, or is merged over most of the table; and every one-celled row under a note;
 * - a total: `Total`, `Grand total`, `All` or `Sum` in its first filled cell, figures only beside it, and no such word
 *   in that column higher up (else it is a subtotal of published figures, which the study's rules name); or, where the
 *   whole table is at hand, figures only, fewer than a usual row has cells, that equal the sums of what stands above.
 *
 * In doubt a row is data.
 */
export function closingRows(last: readonly NumberedRow[], body: TableBody): Map<number, ClosingReason> {
  const table = describeTable(body);
  const found = new Map<number, ClosingReason>();
  const rows = last.filter((row) => !row.cells.every(isBlank));
  const notes = rows.slice(firstNote(rows, table));
  for (const note of notes) found.set(note.row, "footnote");

  const rest = rows.slice(0, rows.length - notes.length).reverse();
  const labelled = rest.slice(0, countWhile(rest, isLabelledTotal));
  const firstTotal = labelled.at(-1)?.row ?? Number.POSITIVE_INFINITY;
  const isSubtotal = body.sample.some(
    (row) => row.row < firstTotal && labelled.some((total) => sharesTotalColumn(total, row)),
  );
  if (labelled.length > 0 && !isSubtotal) for (const total of labelled) found.set(total.row, "total");
  const bare = rest[0];
  if (labelled.length === 0 && bare !== undefined && isRowOfSums(bare, body, table)) found.set(bare.row, "total");
  return found;
}

interface Table {
  /** Filled cells in a row of median width. */
  readonly usualWidth: number;
  /** Characters of the longest value of each column, rows of a single cell left out where rows are wider. */
  readonly longest: readonly number[];
  readonly merges: readonly Merge[];
}

function describeTable(body: TableBody): Table {
  const widths = body.sample.map((row) => filledColumns(row.cells).length).sort((a, b) => a - b);
  const usualWidth = widths[Math.floor(widths.length / 2)] ?? 0;
  const longest: number[] = [];
  for (const { cells } of body.sample) {
    const places = filledColumns(cells);
    const first = cells[places[0] ?? 0] ?? "";
    if (usualWidth > 1 ? places.length < 2 : NOTE.test(first.trim())) continue;
    for (const place of places) longest[place] = Math.max(longest[place] ?? 0, (cells[place] ?? "").trim().length);
  }
  return { usualWidth, longest, merges: body.merges };
}

/** Index of the first note below the last row that looks like data; everything below it is one cell wide. */
function firstNote(rows: readonly NumberedRow[], table: Table): number {
  let first = rows.length;
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index];
    if (row === undefined) break;
    if (isNote(row, table)) first = index;
    else if (filledColumns(row.cells).length > 1 || table.usualWidth < 2) break;
  }
  return first;
}

function isNote(row: NumberedRow, table: Table): boolean {
  const places = filledColumns(row.cells);
  const column = places[0] ?? 0;
  const text = (row.cells[column] ?? "").trim();
  const shape = cellShape(text);
  if (shape === "number" || shape === "date" || shape === "code") return false;
  if (places.length === 2) return table.usualWidth >= 4 && NOTE_WORD.test(text);
  if (places.length !== 1) return false;
  const isLongest = text.length > (table.longest[column] ?? 0);
  if (table.usualWidth < 2) return NOTE.test(text) && isLongest;
  const isSentence = text.split(/\s+/).length >= 4 && text.length >= 25 && isLongest;
  return NOTE.test(text) || isSentence || isMergedAcross(row, table);
}

function isMergedAcross(row: NumberedRow, table: Table): boolean {
  return table.merges.some((merge) => {
    const width = merge.right - merge.left + 1;
    return merge.top === row.row - 1 && merge.bottom === merge.top && width >= Math.max(3, table.usualWidth / 2);
  });
}

function isLabelledTotal(row: NumberedRow): boolean {
  const [label, ...others] = filledColumns(row.cells);
  if (label === undefined || others.length === 0) return false;
  return TOTAL.test((row.cells[label] ?? "").trim()) && others.every((place) => isFigure(row.cells[place] ?? ""));
}

function sharesTotalColumn(total: NumberedRow, row: NumberedRow): boolean {
  const column = filledColumns(total.cells)[0] ?? 0;
  return TOTAL.test((row.cells[column] ?? "").trim());
}

/** Only where a usual row has more cells: in a table of figures alone, a row of sums may be a row like any other. */
function isRowOfSums(row: NumberedRow, body: TableBody, table: Table): boolean {
  const places = filledColumns(row.cells);
  if (body.above === undefined || table.usualWidth <= places.length) return false;
  if (!places.every((place) => isFigure(row.cells[place] ?? ""))) return false;
  const above = body.above(row.row);
  return places.every((place) => {
    const parts = above.map((part) => part.cells[place] ?? "").filter((value) => !isBlank(value));
    const sum = parts.reduce((total, value) => total + figure(value), 0);
    const own = figure(row.cells[place] ?? "");
    return parts.length >= 2 && own !== 0 && Math.abs(own - sum) <= 1e-9 * Math.abs(sum);
  });
}

function isFigure(value: string): boolean {
  const shape = cellShape(value);
  return shape === "number" || shape === "mark";
}

function figure(value: string): number {
  return Number(value.replace(/[£$€,\s]/g, ""));
}

function filledColumns(cells: readonly string[]): number[] {
  return cells.flatMap((cell, column) => (isBlank(cell) ? [] : [column]));
}

function countWhile<T>(items: readonly T[], holds: (item: T) => boolean): number {
  const end = items.findIndex((item) => !holds(item));
  return end === -1 ? items.length : end;
}
