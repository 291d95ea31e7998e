import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Database, openDatabase, sql } from "@plait/database";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, beforeAll } from "vitest";
import { cellsSql } from "../../src/ingest/cells-sql.ts";
import { type DeliveryRead, type DeliveryRequest, readDelivery } from "../../src/ingest/read-delivery.ts";
import type { SheetRead } from "../../src/ingest/sheet-read.ts";

/** A data row as the engine sees it: its number in the source, then its cells as displayed. */
export type PlainRow = readonly [row: number, ...cells: (string | null)[]];

/** Writes a delivery, reads it, and asks a real DuckDB for its cells. One engine serves all tests of a file. */
export function cellReader() {
  let database: Database;
  let folder: TemporaryFolder;
  let count = 0;
  beforeAll(async () => {
    folder = await temporaryFolder("ingest");
    database = await openDatabase({ storage: { kind: "memory" } });
  });
  afterAll(async () => {
    await database.close();
    await folder.remove();
  });

  const newScratch = (): string => {
    const scratch = join(folder.path, `scratch-${count++}`);
    mkdirSync(scratch, { mode: 0o700 });
    return scratch;
  };
  const read = async (
    content: string | Uint8Array,
    options: { name?: string } & Partial<DeliveryRequest> = {},
  ): Promise<DeliveryRead & { scratch: string }> => {
    const scratch = newScratch();
    const name = options.name ?? "delivery.csv";
    const file = join(newScratch(), name);
    writeFileSync(file, content);
    return { ...(await readDelivery({ overrides: [], scratch, ...options, file, name })), scratch };
  };
  const query = async (select: string): Promise<Record<string, unknown>[]> => database.rows(sql.raw(select));
  const displayed = async (sheet: SheetRead): Promise<PlainRow[]> => rowsOf(await query(cellsSql(sheet)), "c", sheet);
  const underlying = async (sheet: SheetRead): Promise<PlainRow[]> => rowsOf(await query(cellsSql(sheet)), "u", sheet);
  return { read, query, displayed, underlying, newScratch };
}

function rowsOf(rows: readonly Record<string, unknown>[], prefix: "c" | "u", sheet: SheetRead): PlainRow[] {
  const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
  return rows
    .map(
      (row): PlainRow => [
        Number(row.row),
        ...Array.from({ length: sheet.columnCount }, (_, index) => text(row[`${prefix}${index + 1}`])),
      ],
    )
    .sort((a, b) => a[0] - b[0]);
}

/** The only sheet of a delivery that was expected to have one. */
export function onlySheet(read: DeliveryRead): SheetRead {
  const [sheet, ...others] = read.sheets;
  if (sheet === undefined || others.length > 0) throw new RangeError(`expected one sheet, got ${read.sheets.length}`);
  return sheet;
}

export function codes(read: DeliveryRead): string[] {
  return read.problems.map((problem) => problem.code);
}
