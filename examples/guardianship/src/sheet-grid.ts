import type { RawCell } from "./calendar.ts";
import type { DeliveredRow, DeliveredSheet } from "./delivered.ts";

/** A sheet as a grid of cells, with the place of every part a reader of the truth needs to find again. */
export interface SheetGrid {
  readonly cells: readonly (readonly RawCell[])[];
  /** Cells merged into one, rows and columns from 0, both ends included. */
  readonly merges: readonly { readonly row: number; readonly from: number; readonly to: number }[];
  /** Rows from 1. */
  readonly headerRows: readonly number[];
  readonly preambleRows: number;
  readonly rowOf: ReadonlyMap<DeliveredRow, number>;
  readonly totalRow: number | null;
  readonly footnoteRows: readonly number[];
}

export function layOut(sheet: DeliveredSheet): SheetGrid {
  const { plan, columns, rows } = sheet;
  const width = columns.length;
  const padded = (values: readonly RawCell[]): RawCell[] => [
    ...values,
    ...new Array<RawCell>(Math.max(0, width - values.length)).fill(null),
  ];
  const grid: RawCell[][] = plan.preamble.map((line) => padded([line === "" ? null : line]));
  const merges = [];
  const headerRows = [];
  if (columns.some((column) => column.heading !== undefined)) {
    for (const { from, to } of headingSpans(sheet)) if (to > from) merges.push({ row: grid.length, from, to });
    grid.push(
      columns.map((column, i) => (column.heading === columns[i - 1]?.heading ? null : (column.heading ?? null))),
    );
    headerRows.push(grid.length);
  }
  grid.push(columns.map((column) => column.label));
  headerRows.push(grid.length);
  const rowOf = new Map<DeliveredRow, number>();
  for (const row of rows) {
    grid.push([...row.cells]);
    rowOf.set(row, grid.length);
  }
  if (plan.total || plan.footnotes.length > 0) grid.push(padded([]));
  let totalRow = null;
  if (plan.total) {
    grid.push(padded(["Total", rows.length]));
    totalRow = grid.length;
  }
  const footnoteRows = plan.footnotes.map((note) => grid.push(padded([note])));
  return { cells: grid, merges, headerRows, preambleRows: plan.preamble.length, rowOf, totalRow, footnoteRows };
}

function headingSpans({ columns }: DeliveredSheet): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  columns.forEach((column, i) => {
    const last = spans.at(-1);
    if (last !== undefined && columns[i - 1]?.heading === column.heading) last.to = i;
    else spans.push({ from: i, to: i });
  });
  return spans;
}
