import papaparse from "papaparse";
import type { Problem } from "./problem.ts";
import { errorAt } from "./problem-at.ts";
import { lineAt } from "./text-file.ts";

/** Rows of a text with separators. Cells are as they stand, spaces included. */
export interface SeparatedText {
  readonly separator: Separator;
  readonly rows: readonly SeparatedTextRow[];
  readonly problems: readonly Problem[];
}

export interface SeparatedTextRow {
  readonly cells: readonly string[];
  /** The line on which the row begins, from 1; quoted cells may run over several. */
  readonly line: number;
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
  const rows: SeparatedTextRow[] = [];
  const problems: Problem[] = [];
  let [start, line, cells] = [0, 1, 0];
  papaparse.parse(text, {
    delimiter: separator,
    newline: "\n",
    step: ({ data, errors, meta }) => {
      cells += data.length;
      if (cells <= mostCells) rows.push({ cells: data, line });
      if (errors.some(({ type }) => type === "Quotes")) problems.push(brokenQuotes(file, line));
      line += lineAt(text.slice(start, meta.cursor), meta.cursor - start) - 1;
      start = meta.cursor;
    },
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

function brokenQuotes(file: string, line: number): Problem {
  const message = "a quoted cell that begins in this row is not closed properly";
  const remedy = 'Close the quotation mark; a quotation mark inside a quoted cell is written twice: "".';
  return errorAt({ file, line }, "csv-quotes", message, remedy);
}

function tooManyCells(file: string, most: number): Problem {
  const message = `the file has more than ${most.toLocaleString("en-GB")} cells`;
  const remedy = "Give the table in parts, or look for a stray text that is no table.";
  return errorAt({ file, line: 1 }, "csv-too-large", message, remedy);
}
