import { type Problem, separatedText } from "@plait/study";
import { FORMAT_LIMITS } from "./format-limits.ts";
import { damagedQuotes, tooManyCells } from "./q-problems.ts";
import type { TextRow } from "./text-row.ts";

/** A table with more has a row or a column too many. */
const MOST_CELLS = FORMAT_LIMITS.rows * FORMAT_LIMITS.columns;

/** The rows of a text with separators, as `separatedText` reads them, numbered by their first line and trimmed. */
export function separatedRows(file: string, text: string): { readonly rows: TextRow[]; readonly problems: Problem[] } {
  const read = separatedText(file, text, MOST_CELLS);
  const problems = read.problems.map(problemOf);
  const rows = read.rows.map(({ cells, line }): TextRow => {
    const place = { file, line };
    return {
      cells: cells.map((cell) => cell.trim()),
      place,
      cellPlace: (column) => ({ ...place, path: `column ${column + 1}` }),
    };
  });
  const beyond = rows.find(({ cells }, at) => at >= FORMAT_LIMITS.rows || cells.length > FORMAT_LIMITS.columns);
  return beyond === undefined ? { rows, problems } : { rows: [], problems: [...problems, tooManyCells(beyond.place)] };
}

/** In the words of the formats. */
function problemOf({ code, place }: Problem): Problem {
  return code === "csv-too-large" ? tooManyCells(place) : damagedQuotes(place);
}
