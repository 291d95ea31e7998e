import type { CellPlace, Row, Sum } from "@plait/study";

/** With more columns, trying every combination takes too long. */
const mostColumnsToCombine = 12;

/**
 * The sums that hold within rows: a published total beside its parts, one side of a comparison beside those that make
 * it up. No rule declares them, so they are found: a column is a total of others where it is their sum in more of the
 * rows with all these numbers than not. Stated for the rows in which it holds. With more than 12 columns of counts, only
 * parts that stand next to each other are tried.
 */
export function sumsAcrossColumns(rows: readonly Row[]): Sum[] {
  const columns = (rows[0]?.cells ?? []).flatMap((_, column) => {
    const values = rows.map((row) => countIn(row, column));
    return values.some((value) => value !== undefined) ? [{ column, values }] : [];
  });
  const groups = columns.length > mostColumnsToCombine ? neighbours(columns) : combinations(columns);
  return groups.flatMap((parts) =>
    columns.filter((total) => !parts.includes(total)).flatMap((total) => sumsOf(total, parts)),
  );
}

interface CountColumn {
  readonly column: number;
  /** Undefined where a row has no count. */
  readonly values: readonly (number | undefined)[];
}

function countIn({ cells }: Row, column: number): number | undefined {
  const cell = cells[column];
  return cell?.kind === "count" ? cell.value : undefined;
}

function sumsOf(total: CountColumn, parts: readonly CountColumn[]): Sum[] {
  const holding: number[] = [];
  let compared = 0;
  for (const [row, value] of total.values.entries()) {
    const numbers = parts.map(({ values }) => values[row]);
    if (value === undefined || numbers.includes(undefined)) continue;
    compared++;
    if (numbers.reduce<number>((sum, number) => sum + (number ?? 0), 0) === value) holding.push(row);
  }
  if (holding.length * 2 <= compared) return [];
  const place = (row: number, { column }: CountColumn): CellPlace => ({ row, column });
  return holding.map((row) => ({ total: place(row, total), parts: parts.map((part) => place(row, part)) }));
}

/** Every two or more columns that leave one to be their total. */
function combinations(columns: readonly CountColumn[]): CountColumn[][] {
  const chosen = Array.from({ length: 2 ** columns.length }, (_, bits) =>
    columns.filter((__, index) => (bits >> index) & 1),
  );
  return chosen.filter(({ length }) => length > 1 && length < columns.length);
}

function neighbours(columns: readonly CountColumn[]): CountColumn[][] {
  const runs = columns.flatMap((_, from) =>
    columns.slice(from + 1).map((__, more) => columns.slice(from, from + 2 + more)),
  );
  return runs.filter(({ length }) => length < columns.length);
}
