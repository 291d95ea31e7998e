import papaparse from "papaparse";
import type { Problem } from "./problem.ts";
import { errorAt } from "./problem-at.ts";
import { lineAt } from "./text-file.ts";

/** A row of a text with separators. Cells are as they stand, spaces included. */
export interface SeparatedRow {
  readonly cells: readonly string[];
  /** The line on which the row begins, from 1; quoted cells may run over several. */
  readonly line: number;
}

/**
 * Hands on each row of a text as it is read.
 *
 * @param text with `\n` as its line ends
 * @returns a problem for each row with a quotation mark that is not closed
 */
export function readSeparatedRows(
  file: string,
  text: string,
  separator: string,
  take: (row: SeparatedRow) => void,
): Problem[] {
  const problems: Problem[] = [];
  let [start, line] = [0, 1];
  papaparse.parse(text, {
    delimiter: separator,
    newline: "\n",
    step: ({ data, errors, meta }) => {
      take({ cells: data, line });
      if (errors.some(({ type }) => type === "Quotes")) problems.push(brokenQuotes(file, line));
      line += lineAt(text.slice(start, meta.cursor), meta.cursor - start) - 1;
      start = meta.cursor;
    },
  });
  return problems;
}

function brokenQuotes(file: string, line: number): Problem {
  const message = "a quoted cell that begins in this row is not closed properly";
  const remedy = 'Close the quotation mark; a quotation mark inside a quoted cell is written twice: "".';
  return errorAt({ file, line }, "csv-quotes", message, remedy);
}
