import { type Database, id, list, literal, sql } from "@plait/database";
import type { MappedSheet } from "./harmonise/mapped-sheet.ts";
import { columnLetters } from "./ingest/cell-shape.ts";
import { ROWS_A_SHEET } from "./source-sheet.ts";

/** Rows of one kind that cannot be used for one reason. */
export interface QuarantineReason {
  readonly kind: string;
  /** `<variable>: <reason>`. */
  readonly reason: string;
  readonly rows: number;
  /** The first of them, by file, sheet and row. */
  readonly shown: readonly QuarantinedRow[];
}

export interface QuarantinedRow {
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
  /** The cell at fault; null where no column of its sheet is mapped to the variable. */
  readonly at: { readonly cell: string; readonly label: string; readonly shown: string } | null;
  /** All cells of the row under their labels. */
  readonly cells: readonly { readonly label: string; readonly shown: string }[];
}

/** How many rows of each delivery, by its path, cannot be used; those without any are left out. The table `quarantine` is open in the database. */
export async function quarantinedByDelivery(
  database: Database,
  sheets: readonly MappedSheet[],
): Promise<ReadonlyMap<string, number>> {
  const paths = new Map(sheets.map(({ sheet }) => [sheet.number, sheet.delivery.path]));
  const found = await database.rows<{ sheet: number; rows: number }>(
    sql`select ${id("_src")} // ${literal(ROWS_A_SHEET)} as ${id("sheet")}, count(*) as ${id("rows")} from ${id("quarantine")} group by 1`,
  );
  const counts = new Map<string, number>();
  for (const { sheet, rows } of found) {
    const path = paths.get(sheet);
    if (path !== undefined) counts.set(path, (counts.get(path) ?? 0) + rows);
  }
  return counts;
}

interface ReasonSources {
  readonly kind: string;
  readonly reason: string;
  readonly rows: number;
  readonly sources: readonly number[];
}

/**
 * The rows that cannot be used, reason by reason, with their cells as delivered. The table `quarantine` is open in the database.
 *
 * @param most how many rows of a reason are shown
 */
export async function quarantinedRows(
  database: Database,
  sheets: readonly MappedSheet[],
  most: number,
): Promise<QuarantineReason[]> {
  const byNumber = new Map(sheets.map((one) => [one.sheet.number, one]));
  const reasons = await database.rows<ReasonSources>(
    sql`select ${id("kind")}, ${id("reason")}, count(*) as ${id("rows")},
        list(${id("_src")} order by ${id("_src")})[1:${literal(most)}] as ${id("sources")}
      from ${id("quarantine")} group by 1, 2 order by 1, 2`,
  );
  const found: QuarantineReason[] = [];
  for (const { kind, reason, rows, sources } of reasons) {
    const variable = reason.slice(0, Math.max(0, reason.indexOf(":")));
    const shown = await rowsOf(database, byNumber, variable, sources);
    found.push({ kind, reason, rows, shown });
  }
  return found;
}

async function rowsOf(
  database: Database,
  sheets: ReadonlyMap<number, MappedSheet>,
  variable: string,
  sources: readonly number[],
): Promise<QuarantinedRow[]> {
  const bySheet = Map.groupBy(sources, (source) => Math.floor(source / ROWS_A_SHEET));
  const found: QuarantinedRow[] = [];
  for (const [number, own] of bySheet) {
    const mapped = sheets.get(number);
    if (mapped === undefined) continue;
    const { sheet } = mapped;
    const columns = sheet.labels.map((_, index) => id(`c${index + 1}`));
    const cells = await database.rows<Record<string, string | number | null>>(
      sql`select ${list([id("row"), ...columns])} from ${sheet.cells}
        where ${id("row")} in (${list(own.map((source) => literal(source % ROWS_A_SHEET)))}) order by ${id("row")}`,
    );
    found.push(...cells.map((row) => quarantinedRow(mapped, variable, row)));
  }
  return found;
}

function quarantinedRow(
  { sheet, mapping }: MappedSheet,
  variable: string,
  row: Readonly<Record<string, string | number | null>>,
): QuarantinedRow {
  const shownIn = (column: number): string => String(row[`c${column}`] ?? "");
  const at = mapping.mapped.find((one) => one.variable === variable)?.columns[0];
  const number = Number(row.row);
  return {
    file: sheet.delivery.path,
    sheet: sheet.sheet,
    row: number,
    at:
      at === undefined
        ? null
        : {
            cell: sheet.sheet === "" ? `column ${at}` : `${columnLetters(at)}${number}`,
            label: sheet.labels[at - 1] ?? "",
            shown: shownIn(at),
          },
    cells: sheet.labels.map((label, index) => ({ label, shown: shownIn(index + 1) })),
  };
}
