import type { SourceSheet } from "@plait/records";
import { withOpenRecords } from "./with-open-records.ts";

export async function recordsSheets(study: string, options: { readonly json?: true }): Promise<void> {
  const sheets = await withOpenRecords(study, async (open) => open.prepared.sheets);
  if (options.json === true) console.log(JSON.stringify(sheets.map(({ cells: _, ...sheet }) => sheet)));
  else for (const sheet of sheets) printSheet(sheet);
}

function printSheet({
  delivery,
  sheet,
  hidden,
  encoding,
  headerRows,
  headerFrom,
  labels,
  dataRows,
  setAsideRows,
}: SourceSheet): void {
  const name = sheet === "" ? "" : `, sheet "${sheet}"${hidden ? " (hidden)" : ""}`;
  console.log(
    `${delivery.path}${name}${encoding === null ? "" : `, ${encoding}`}: ${delivery.kind}, ${dataRows.toLocaleString("en-GB")} rows`,
  );
  if (labels.length === 0) {
    console.log("    nothing in it\n");
    return;
  }
  const how = headerFrom === "override" ? "named in records/rules.yaml" : headerFrom === "found" ? "found" : "none";
  console.log(
    `    header ${headerRows.length === 1 ? "row" : "rows"} ${headerRows.join(", ")} (${how}): ${labels.join(" | ")}`,
  );
  const aside = Object.entries(setAsideRows).filter(([, rows]) => rows > 0);
  if (aside.length > 0) console.log(`    set aside: ${aside.map(([reason, rows]) => `${rows} ${reason}`).join(", ")}`);
  console.log("");
}
