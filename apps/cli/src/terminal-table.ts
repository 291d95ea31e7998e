/** More rows are counted and not shown. */
const mostRows = 40;
const mostWidth = 44;

/**
 * Rows of text as a table for a terminal, header first: words to the left, numbers to the right. A long table is cut and
 * says so; nothing in a cell can move the cursor.
 */
export function terminalTable(
  rows: readonly (readonly string[])[],
  numeric: readonly boolean[],
  most = mostRows,
): string {
  const shown = rows.slice(0, most + 1).map((row) => row.map((cell) => shortened(plainText(cell))));
  const widths = numeric.map((_, column) => Math.max(...shown.map((row) => lengthOf(row[column] ?? ""))));
  const lines = shown.map((row) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? "";
        const space = " ".repeat(width - lengthOf(cell));
        return numeric[column] === true ? `${space}${cell}` : `${cell}${space}`;
      })
      .join("  ")
      .trimEnd(),
  );
  const rest = rows.length - shown.length;
  return [...lines, ...(rest > 0 ? [`… and ${rest} more rows`] : [])].map((line) => `  ${line}\n`).join("");
}

/** A text of a file without anything that a terminal would obey. */
export function plainText(text: string): string {
  return text.replace(/\p{C}+/gu, " ");
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > mostWidth ? `${characters.slice(0, mostWidth - 1).join("")}…` : text;
}

function lengthOf(text: string): number {
  return [...text].length;
}
