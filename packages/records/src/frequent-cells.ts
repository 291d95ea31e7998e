import { type Database, id, literal, sql } from "@plait/database";
import type { SourceSheet } from "./source-sheet.ts";

/** The most frequent non-empty cells of a column, as shown, the most frequent first. */
export async function frequentCells(
  database: Database,
  sheet: SourceSheet,
  column: number,
  most: number,
): Promise<{ readonly value: string; readonly rows: number }[]> {
  const shown = id(`c${column}`);
  return database.rows(
    sql`select ${shown} as ${id("value")}, count(*) as ${id("rows")} from ${sheet.cells}
      where ${shown} <> '' group by 1 order by 2 desc, 1 limit ${literal(most)}`,
  );
}
