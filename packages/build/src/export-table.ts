import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { copyTo } from "@plait/database";
import { codebookRows, codebookTable, exportQuery, exportStata } from "@plait/records";
import type { OpenLinkedRecords } from "./open-linked-records.ts";
import { writePrivately } from "./write-privately.ts";

export const EXPORT_FORMATS = ["csv", "parquet", "dta"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * Writes one linked table for Stata, R or Python users inside the safe setting: true values, a row a record. Not released, so the file
 * can be read by its owner only. `codebook` is a table as well.
 *
 * Throws RangeError for a table that does not exist, a format it cannot have and a folder that is not there.
 */
export async function exportTable(
  open: OpenLinkedRecords,
  table: string,
  format: ExportFormat,
  path: string,
): Promise<void> {
  await writePrivately(path, (partial) => writeTable(open, table, format, partial));
}

async function writeTable(
  { database, records, study, settings }: OpenLinkedRecords,
  table: string,
  format: ExportFormat,
  path: string,
): Promise<void> {
  if (table === "codebook") {
    if (format !== "csv") throw new RangeError(`the codebook is exported as csv, not ${format}`);
    await writeFile(path, codebookTable(records.codebook.map(([name, variables]) => [name, codebookRows(variables)])), {
      mode: 0o600,
    });
    return;
  }
  const columns = records.tables.get(table);
  if (columns === undefined)
    throw new RangeError(
      `there is no table "${table}"; choose one of ${[...records.tables.keys(), "codebook"].join(", ")}`,
    );
  switch (format) {
    case "csv":
    case "parquet":
      await database.run(copyTo(exportQuery(table, columns), path, format));
      return;
    case "dta": {
      const { chunks } = await exportStata(database, table, columns, study.rules, `${settings.title}: ${table}`);
      await pipeline(Readable.from(chunks), createWriteStream(path, { mode: 0o600 }));
      return;
    }
  }
}
