import type { Problem } from "@plait/study";
import papaparse from "papaparse";
import { FORMAT_LIMITS } from "./format-limits.ts";
import { damagedQuotes, tooManyCells } from "./q-problems.ts";
import type { TextRow } from "./text-row.ts";

const DELIMITERS = [",", ";", "\t"];

/**
 * The rows of a text with separators, numbered by their first line: quoted cells may run over several. The separator is
 * the one of comma, semicolon and tab that stands most often outside quotation marks in the first line with any text.
 */
export function separatedRows(file: string, text: string): { readonly rows: TextRow[]; readonly problems: Problem[] } {
  const lines = text.replace(/\r\n?/g, "\n");
  const rows: TextRow[] = [];
  const problems: Problem[] = [];
  let start = 0;
  let line = 1;
  papaparse.parse(lines, {
    delimiter: delimiterOf(lines),
    newline: "\n",
    step: ({ data, errors, meta }) => {
      const place = { file, line };
      if (errors.some(({ type }) => type === "Quotes")) problems.push(damagedQuotes(place));
      rows.push({
        cells: data.map((cell) => cell.trim()),
        place,
        cellPlace: (column) => ({ ...place, path: `column ${column + 1}` }),
      });
      line += lines.slice(start, meta.cursor).split("\n").length - 1;
      start = meta.cursor;
    },
  });
  const beyond = rows.find(({ cells }, at) => at >= FORMAT_LIMITS.rows || cells.length > FORMAT_LIMITS.columns);
  return beyond === undefined ? { rows, problems } : { rows: [], problems: [...problems, tooManyCells(beyond.place)] };
}

function delimiterOf(text: string): string {
  const first = text.split("\n").find((line) => line.trim() !== "") ?? "";
  const bare = first.replace(/"[^"]*"/g, "");
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}
