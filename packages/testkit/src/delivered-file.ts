import { readFileSync } from "node:fs";
import * as xlsx from "@e965/xlsx";

export interface DeliveredCell {
  readonly shown: string;
  /** The number of a workbook's cell where it shows something else. */
  readonly underlying: string | null;
}

/** Rows and cells in order, from 0. */
export type DeliveredRows = readonly (readonly DeliveredCell[])[];

/** The cells of a delivered .xls or .csv by sheet (`""` in CSV), read without anything of ours that reads or writes deliveries. */
export function readDelivered(path: string): ReadonlyMap<string, DeliveredRows> {
  const bytes = readFileSync(path);
  if (path.endsWith(".xls")) return workbookCells(bytes);
  const rows = csvRecords(decoded(bytes)).map(({ fields }) => fields.map((shown) => ({ shown, underlying: null })));
  return new Map([["", rows]]);
}

function workbookCells(bytes: Uint8Array): Map<string, DeliveredRows> {
  const workbook = xlsx.read(bytes, { dense: true });
  return new Map(
    workbook.SheetNames.map((name) => {
      const rows: (xlsx.CellObject | undefined)[][] = workbook.Sheets[name]?.["!data"] ?? [];
      return [name, Array.from(rows, (row) => Array.from(row ?? [], workbookCell))];
    }),
  );
}

function workbookCell(cell: xlsx.CellObject | undefined): DeliveredCell {
  if (cell?.v === undefined) return { shown: "", underlying: null };
  const shown = cell.w ?? String(cell.v);
  const isOther = typeof cell.v === "number" && String(cell.v) !== shown;
  return { shown, underlying: isOther ? String(cell.v) : null };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

export interface CsvRecord {
  readonly fields: readonly string[];
  /** As written, with its line end. */
  readonly text: string;
}

/** RFC 4180: quoted fields may hold commas, doubled quotes and line breaks. */
export function csvRecords(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let field = "";
  let quoted = false;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[i + 1] === '"') {
        field += '"';
        i++;
      } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ",") {
      fields.push(field);
      field = "";
    } else if (char === "\n") {
      fields.push(field);
      records.push({ fields, text: text.slice(start, i + 1) });
      fields = [];
      field = "";
      start = i + 1;
    } else if (char !== "\r" || text[i + 1] !== "\n") field += char;
  }
  if (start < text.length) records.push({ fields: [...fields, field], text: text.slice(start) });
  return records;
}
