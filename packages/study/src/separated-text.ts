import type { Problem } from "./problem.ts";
import { errorAt } from "./problem-at.ts";
import { readSeparatedRows, type SeparatedRow } from "./separated-rows.ts";

/** Rows of a text with separators. Cells are as they stand, spaces included. */
export interface SeparatedText {
  readonly separator: Separator;
  readonly rows: readonly SeparatedRow[];
  readonly problems: readonly Problem[];
}

export type Separator = "," | ";" | "\t";

const separators: readonly Separator[] = [",", ";", "\t"];

/**
 * Reads a table of whatever header. The separator is the one of comma, semicolon and tab that stands most often outside
 * quotation marks in the first line with any text; a first line `sep=;`, as Excel writes it, decides.
 *
 * @param mostCells a text with more is a problem and is not read further
 */
export function separatedText(file: string, raw: string, mostCells: number): SeparatedText {
  const whole = raw.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const told = separators.find((one) => whole.slice(0, 6).toLowerCase() === `sep=${one}\n`);
  // A blank line in its place keeps the numbers of the others.
  const text = told === undefined ? whole : whole.slice(5);
  const separator = told ?? separatorOf(text);
  const rows: SeparatedRow[] = [];
  let cells = 0;
  const problems = readSeparatedRows(file, text, separator, (row) => {
    cells += row.cells.length;
    if (cells <= mostCells) rows.push(row);
  });
  if (cells > mostCells) return { separator, rows: [], problems: [tooManyCells(file, mostCells)] };
  return { separator, rows, problems };
}

function separatorOf(text: string): Separator {
  const first = /[^\n]*\S[^\n]*/u.exec(text)?.[0] ?? "";
  const bare = first.replace(/"[^"]*"/g, "");
  const counts = separators.map((separator) => bare.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ",";
}

function tooManyCells(file: string, most: number): Problem {
  const message = `the file has more than ${most.toLocaleString("en-GB")} cells`;
  const remedy = "Give the table in parts, or look for a stray text that is no table.";
  return errorAt({ file, line: 1 }, "csv-too-large", message, remedy);
}
