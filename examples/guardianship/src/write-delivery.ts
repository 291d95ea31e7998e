import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as xlsx from "@e965/xlsx";
import type { RawCell } from "./calendar.ts";
import { csvRecord, encodeText } from "./csv-text.ts";
import type { DeliveredSheet } from "./delivered.ts";
import type { FilePlan } from "./delivery-plan.ts";
import type { SheetGrid } from "./sheet-grid.ts";
import { nonUkNationalities, sites } from "./vocabulary.ts";

/** Writes one file of a delivery: a BIFF8 workbook or a CSV file. The same input gives the same bytes. */
export async function writeDelivery(
  deliveries: string,
  file: FilePlan,
  sheets: readonly { readonly sheet: DeliveredSheet; readonly grid: SheetGrid }[],
): Promise<void> {
  const path = join(deliveries, file.path);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, file.format === "xls" ? workbookBytes(file, sheets) : csvBytes(file, sheets));
}

function csvBytes(file: FilePlan, sheets: readonly { readonly grid: SheetGrid }[]): Uint8Array {
  const records = sheets.flatMap(({ grid }) => grid.cells.map((cells) => csvRecord(cells.map(csvValue))));
  return encodeText(records.map((record) => `${record}${file.newline}`).join(""), file.encoding);
}

function csvValue(cell: RawCell): string | number | null {
  return typeof cell === "object" && cell !== null ? cell.serial : cell;
}

function workbookBytes(
  file: FilePlan,
  sheets: readonly { readonly sheet: DeliveredSheet; readonly grid: SheetGrid }[],
): Uint8Array {
  const workbook = xlsx.utils.book_new();
  const hidden: { Hidden: 0 | 1 }[] = [];
  const add = (name: string, content: xlsx.WorkSheet, isHidden: boolean) => {
    xlsx.utils.book_append_sheet(workbook, content, name);
    hidden.push({ Hidden: isHidden ? 1 : 0 });
  };
  for (const { name, content } of file.otherSheets) {
    if (content === "index") add(name, worksheet(indexOf(file)), false);
  }
  for (const { sheet, grid } of sheets) {
    const content = worksheet(grid.cells);
    content["!merges"] = grid.merges.map(({ row, from, to }) => ({ s: { r: row, c: from }, e: { r: row, c: to } }));
    add(sheet.plan.name ?? "Sheet1", content, sheet.plan.hidden);
  }
  for (const { name, content } of file.otherSheets) {
    if (content === "codes") add(name, worksheet(codes()), true);
    if (content === "nothing") add(name, worksheet([]), false);
  }
  workbook.Workbook = { WBProps: { date1904: file.date1904 }, Sheets: hidden };
  const bytes: Uint8Array = xlsx.write(workbook, { type: "buffer", bookType: "biff8" });
  return bytes;
}

function worksheet(cells: readonly (readonly RawCell[])[]): xlsx.WorkSheet {
  const sheet: xlsx.WorkSheet = {};
  let width = 0;
  cells.forEach((row, r) => {
    width = Math.max(width, row.length);
    row.forEach((cell, c) => {
      if (cell !== null) sheet[xlsx.utils.encode_cell({ r, c })] = cellObject(cell);
    });
  });
  if (cells.length > 0) {
    sheet["!ref"] = xlsx.utils.encode_range({
      s: { r: 0, c: 0 },
      e: { r: cells.length - 1, c: Math.max(0, width - 1) },
    });
  }
  return sheet;
}

function cellObject(cell: Exclude<RawCell, null>): xlsx.CellObject {
  if (typeof cell === "string") return { t: "s", v: cell };
  if (typeof cell === "number") return { t: "n", v: cell };
  return { t: "n", v: cell.serial, z: cell.display };
}

function indexOf(file: FilePlan): string[][] {
  return [["Contents"], ...file.sheets.map((sheet) => [`Sheet ${sheet.name}: referrals of that year`])];
}

function codes(): (string | null)[][] {
  const nationalities = nonUkNationalities.map(([name]) => name);
  return [["Sites", "Nationalities"], ...nationalities.map((name, i) => [sites[i] ?? null, name])];
}
