import { readFileSync } from "node:fs";
import * as xlsx from "@e965/xlsx";

/** Cells of a delivered file as text, by sheet (`""` in CSV), read without anything of the generator. */
export function readBack(path: string): Map<string, string[][]> {
  const bytes = readFileSync(path);
  return path.endsWith(".xls") ? workbookCells(bytes) : new Map([["", csvCells(decode(bytes))]]);
}

function workbookCells(bytes: Uint8Array): Map<string, string[][]> {
  const workbook = xlsx.read(bytes, { dense: true });
  return new Map(
    workbook.SheetNames.map((name) => {
      const rows: (xlsx.CellObject | undefined)[][] = workbook.Sheets[name]?.["!data"] ?? [];
      return [name, Array.from(rows, (row) => Array.from(row ?? [], (cell) => String(cell?.v ?? "")))];
    }),
  );
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function csvCells(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let quoted = false;
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
      record.push(field);
      field = "";
    } else if (char === "\n") {
      record.push(field);
      records.push(record);
      record = [];
      field = "";
    } else if (char !== "\r" || text[i + 1] !== "\n") field += char;
  }
  return records;
}
