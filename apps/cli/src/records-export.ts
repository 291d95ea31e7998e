import { resolve } from "node:path";
import { type ExportFormat, exportTable } from "@plait/build";
import { withLinkedRecords } from "./with-linked-records.ts";

export interface ExportCommandOptions {
  readonly table: string;
  readonly format: ExportFormat;
  readonly to?: string;
}

export async function recordsExport(study: string, { table, format, to }: ExportCommandOptions): Promise<void> {
  const path = resolve(to ?? `${table}.${format}`);
  await withLinkedRecords(study, (open) => exportTable(open, table, format, path));
  console.log(
    `Wrote ${path}.\nIt holds true values${table === "codebook" ? "" : ", a row a record"}: it has not passed the disclosure gate and must stay inside the safe setting.`,
  );
}
