import type { CodebookRow } from "./codebook.ts";

/** The codebook of all tables as CSV text, one line a variable. */
export function codebookTable(books: readonly (readonly [table: string, rows: readonly CodebookRow[]])[]): string {
  const lines = books.flatMap(([table, rows]) => rows.map((row) => ({ table, ...row })));
  const [first] = lines;
  if (first === undefined) return "";
  const header = Object.keys(first);
  return [header, ...lines.map((line) => Object.values(line))]
    .map((cells) => `${cells.map(quoted).join(",")}\r\n`)
    .join("");
}

function quoted(cell: unknown): string {
  const text = String(cell);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
