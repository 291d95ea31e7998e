import type { Problem } from "@plait/study";
import { readCountText } from "./count-text.ts";
import { columnsOf, type TableCell } from "./table-cells.ts";
import type { RegularTable } from "./table-columns.ts";
import { type CellAt, subsets } from "./table-sums.ts";
import { errorAt } from "./text-table.ts";

/** A column of percentages or proportions, of which it was found what they are shares of. */
export interface ShareColumn {
  readonly column: number;
  /** By row: the cells that are divided; undefined where the table holds no share. */
  readonly of: readonly ({ readonly numerator: TableCell; readonly denominator: TableCell } | undefined)[];
  /** As they are written: `12.5%`, `12.5` or `0.125`. */
  readonly written: { readonly sign: "%" | ""; readonly times: 1 | 100; readonly digits: number };
}

/**
 * Finds for each column of shares which two counts they are of: a count of the same row, divided by a total of that count
 * or by another count of the row. One pair of columns must explain every row to the digits that are shown.
 */
export function tableShares(
  table: RegularTable,
  cells: readonly TableCell[],
  at: CellAt,
): { readonly shares: readonly ShareColumn[]; readonly problems: readonly Problem[] } {
  const counts = columnsOf(table, "count");
  const byPlace = new Map(cells.map((cell) => [`${cell.place.row} ${cell.place.column}`, cell]));
  const inRow = (row: number, column: number) => byPlace.get(`${row} ${column}`);
  const dimensions = cells[0]?.coordinates.length ?? 0;
  const shares: ShareColumn[] = [];
  const problems: Problem[] = [];
  for (const { label, column } of columnsOf(table, "share")) {
    const texts = table.rows.map((row) => readCountText(row.cells[column] ?? ""));
    const sign = texts.some(({ kind }) => kind === "percentage") ? "%" : "";
    const plain = texts.flatMap((text) => (text.kind === "count" || text.kind === "fraction" ? [text.value] : []));
    const times = sign === "%" || /%|\bper ?cent|\bpct\b/iu.test(label) || plain.some((value) => value > 1) ? 100 : 1;
    const digits = Math.max(0, ...texts.map((text) => ("digits" in text ? text.digits : 0)));
    const shown = texts.map((text) => {
      if (text.kind === "percentage") return 100 * text.value;
      return text.kind === "count" || text.kind === "fraction" ? text.value : undefined;
    });
    const places = { file: table.file, path: `column “${label}”` };
    for (const [row, text] of texts.entries()) {
      if (shown[row] !== undefined || text.kind === "blank" || text.kind === "mark") continue;
      const remedy = "Write the percentage, or [z] where there is none; or delete the column.";
      const line = table.rows[row]?.line ?? 0;
      problems.push(errorAt({ ...places, line }, "table-not-a-share", "this is no percentage", remedy));
    }
    const near = counts.toSorted((a, b) => distance(a.column, column) - distance(b.column, column));
    const wholes: ((cell: TableCell) => TableCell | undefined)[] = [
      ...subsets([...Array(dimensions).keys()]).map((totals) => (cell: TableCell) => {
        if (totals.length === 0) return undefined;
        return at(cell.coordinates.map((category, dimension) => (totals.includes(dimension) ? null : category)));
      }),
      ...counts.map((other) => (cell: TableCell) => inRow(cell.place.row, other.column)),
    ];
    const found = near
      .flatMap((count) => wholes.map((whole) => ({ count, whole })))
      .map(({ count, whole }) =>
        shown.map((value, row) => {
          const numerator = inRow(row, count.column);
          const denominator = numerator && whole(numerator);
          return value === undefined || numerator === undefined || denominator === undefined
            ? undefined
            : { numerator, denominator, fits: explains(numerator, denominator, value / times, digits, times) };
        }),
      )
      .find(
        (pairs) =>
          pairs.every((pair, row) => (pair === undefined ? shown[row] === undefined : pair.fits)) &&
          pairs.some((pair) => pair !== undefined && pair.numerator !== pair.denominator),
      );
    if (found === undefined) {
      const message = `the shares in “${label}” are not of two counts of this table`;
      const remedy =
        "Delete the column and work the percentages out from the protected table; or add the column or the total that they are percentages of.";
      problems.push(errorAt({ ...places, line: table.line }, "table-shares-of-what", message, remedy));
    } else {
      const of = found.map((pair) => pair && { numerator: pair.numerator, denominator: pair.denominator });
      shares.push({ column, of, written: { sign, times, digits } });
    }
  }
  return { shares, problems };
}

/** Columns to the left are nearer than those to the right. */
function distance(count: number, share: number): number {
  return count < share ? share - count : 1_000_000 + count - share;
}

function explains(
  { text: part }: TableCell,
  { text: whole }: TableCell,
  share: number,
  digits: number,
  times: 1 | 100,
): boolean {
  if (part.kind !== "count" || whole.kind !== "count" || whole.value === 0) return false;
  return Math.abs(part.value / whole.value - share) * times <= 0.5 * 10 ** -digits + 1e-9;
}
