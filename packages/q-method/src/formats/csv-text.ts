/** Rows as CSV by RFC 4180: lines ended by CR LF, cells quoted where they must be. */
export function csvText(rows: readonly (readonly (string | number)[])[], separator: "," | ";" = ","): string {
  return rows.map((row) => `${row.map((cell) => quoted(String(cell))).join(separator)}\r\n`).join("");
}

function quoted(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A text cell that no spreadsheet takes for a formula: an apostrophe goes before what would start one. */
export function guarded(text: string): string {
  return /^'*[=+\-@]/.test(text) ? `'${text}` : text;
}

/** What `guarded` was given. */
export function unguarded(cell: string): string {
  return /^'+[=+\-@]/.test(cell) ? cell.slice(1) : cell;
}
