import { separatedText } from "@plait/study";

/** A row's cells by column name, in small letters. A column that the file lacks is not written. */
export type DecisionCells = Readonly<Record<string, string>>;

/** A file of decisions with one changed line: all else is left byte for byte. */
export interface DecidedText {
  readonly text: string;
  /** Where the row begins, from 1. */
  readonly line: number;
}

const MOST_CELLS = 1_000_000;

/**
 * Adds a row at the end of a CSV text.
 *
 * @param columns the header of a text that has none yet
 */
export function withRow(text: string, columns: readonly string[], cells: DecisionCells): DecidedText {
  const end = lineEndOf(text);
  const headed = columnsOf(text).length > 0 ? text : `${text}${columns.map(quoted).join(",")}${end}`;
  const closed = /[\r\n]$/u.test(headed) ? headed : `${headed}${end}`;
  const row = columnsOf(headed).map((name) => quoted(cells[name] ?? ""));
  return { text: `${closed}${row.join(",")}${end}`, line: lineStarts(closed).length };
}

/**
 * Writes cells anew in the row that begins at a line; its other cells keep what they say.
 *
 * Throws RangeError where no row begins at that line.
 */
export function withChangedRow(text: string, line: number, cells: DecisionCells): DecidedText {
  const { from, to, cells: before } = rowAt(text, line);
  const ending = /[\r\n]*$/u.exec(text.slice(from, to))?.[0] ?? "";
  const written = columnsOf(text).map((name) => quoted(cells[name] ?? before[name] ?? ""));
  return { text: `${text.slice(0, from)}${written.join(",")}${ending}${text.slice(to)}`, line };
}

/** A text without one of its rows, and what that said. */
export interface RemovedRow extends DecidedText {
  readonly cells: DecisionCells;
}

/**
 * Takes out the row that begins at a line.
 *
 * Throws RangeError where no row begins at that line.
 */
export function withoutRow(text: string, line: number): RemovedRow {
  const { from, to, cells } = rowAt(text, line);
  const ends = /[\r\n]*$/u.exec(text.slice(from, to))?.[0] ?? "";
  const own = /^(?:\r\n|\r|\n)?/u.exec(ends)?.[0] ?? "";
  return { text: `${text.slice(0, from)}${ends.slice(own.length)}${text.slice(to)}`, line, cells };
}

/** Where a row stands in a text, its line end included, and what it says. */
interface RowInText {
  readonly from: number;
  readonly to: number;
  readonly cells: DecisionCells;
}

function rowAt(text: string, line: number): RowInText {
  const rows = rowsOf(text);
  const at = rows.findIndex((row) => row.line === line);
  const row = rows[at];
  if (row === undefined) throw new RangeError(`no row begins at line ${line}`);
  const starts = lineStarts(text);
  const next = rows[at + 1];
  const from = starts[line - 1] ?? text.length;
  const to = (next === undefined ? undefined : starts[next.line - 1]) ?? text.length;
  return { from, to, cells: Object.fromEntries(columnsOf(text).map((name, index) => [name, row.cells[index] ?? ""])) };
}

/** The names of the columns in the order of the file; none where it is empty. */
function columnsOf(text: string): string[] {
  const heading = rowsOf(text).find(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  return heading?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
}

function rowsOf(text: string) {
  return separatedText("", text, MOST_CELLS).rows;
}

/** Where each line begins: one more than there are line ends. */
function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|\r|\n/gu)].map((end) => end.index + end[0].length)];
}

function lineEndOf(text: string): string {
  return /\r\n|\r|\n/u.exec(text)?.[0] ?? "\n";
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
