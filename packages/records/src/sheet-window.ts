import { type Database, id, literal, sql } from "@plait/database";
import type { SheetSurroundings } from "./ingest/prepare-sheets.ts";
import type { SetAsideReason } from "./ingest/sheet-read.ts";
import type { SourceSheet } from "./source-sheet.ts";

/** A row of a sheet as delivered, or neighbouring rows that are not data. */
export type WindowRow =
  | { readonly kind: "data"; readonly row: number; readonly cells: readonly WindowCell[] }
  | { readonly kind: "header"; readonly row: number; readonly cells: readonly WindowCell[] }
  /** `reason` is null where a sheet has more of them than are told apart. */
  | {
      readonly kind: "set-aside";
      readonly row: number;
      readonly rows: number;
      readonly reason: SetAsideReason | null;
      readonly text: string;
    };

export interface WindowCell {
  readonly shown: string;
  /** What a workbook keeps beneath, where that is not what it shows. */
  readonly underlying: string | null;
}

/**
 * Some rows of a sheet, those that are not data among them.
 *
 * @param first from 1
 * @param last may lie beyond the end of the sheet
 */
export async function sheetWindow(
  database: Database,
  sheet: SourceSheet,
  surroundings: SheetSurroundings,
  first: number,
  last: number,
): Promise<WindowRow[]> {
  const data = await database.rows<Record<string, string | number | null>>(
    sql`select * from ${sheet.cells} where ${id("row")} between ${literal(first)} and ${literal(last)} order by ${id("row")}`,
  );
  const end = Math.min(last, rowsOf(sheet));
  const rows = new Map<number, WindowRow>();
  for (const cells of data) {
    const row = Number(cells.row);
    rows.set(row, { kind: "data", row, cells: sheet.labels.map((_, at) => cellAt(cells, at + 1)) });
  }
  for (const [index, row] of sheet.headerRows.entries()) {
    const cells = (surroundings.header[index] ?? []).map((shown) => ({ shown, underlying: null }));
    rows.set(row, { kind: "header", row, cells });
  }
  const window: WindowRow[] = [];
  for (let row = first; row <= end; ) {
    const known = rows.get(row);
    if (known !== undefined) {
      window.push(known);
      row++;
      continue;
    }
    let next = row + 1;
    while (next <= end && !rows.has(next) && runAt(surroundings, next) === runAt(surroundings, row)) next++;
    const run = runAt(surroundings, row);
    window.push({
      ...{ kind: "set-aside", row, rows: next - row },
      ...{ reason: run?.reason ?? null, text: run?.text ?? "" },
    });
    row = next;
  }
  return window;
}

function rowsOf({ headerRows, dataRows, setAsideRows }: SourceSheet): number {
  return headerRows.length + dataRows + Object.values(setAsideRows).reduce((sum, rows) => sum + rows, 0);
}

function runAt({ setAside }: SheetSurroundings, row: number) {
  return setAside.find((run) => run.row <= row && row < run.row + run.rows);
}

function cellAt(cells: Readonly<Record<string, string | number | null>>, column: number): WindowCell {
  const underlying = cells[`u${column}`] ?? null;
  return { shown: String(cells[`c${column}`] ?? ""), underlying: underlying === null ? null : String(underlying) };
}
