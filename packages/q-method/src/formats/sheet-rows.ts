import { type CellObject, read, type WorkSheet } from "@e965/xlsx";
import type { Place, Problem } from "@plait/study";
import { FORMAT_LIMITS } from "./format-limits.ts";
import { tooManyCells, workbookDamaged, zipDamaged, zipTooLarge } from "./q-problems.ts";
import type { TextRow } from "./text-row.ts";
import { storedArchive, zipDirectory, zipParts } from "./zip-parts.ts";

/** A worksheet from its first row. Rows without a cell are there too, so that positions are those on the screen. */
export interface SheetRows {
  readonly name: string;
  readonly rows: readonly TextRow[];
}

export type WorkbookRead =
  | { readonly kind: "read"; readonly sheets: readonly SheetRows[]; readonly problems: readonly Problem[] }
  | { readonly kind: "unreadable"; readonly problems: readonly Problem[] };

/** The cells of a workbook as text. An archive is inflated here, bounded, before the spreadsheet reader sees it. */
export function workbookRows(file: string, bytes: Uint8Array): WorkbookRead {
  const place: Place = { file };
  const unpacked = bytes[0] === 0x50 ? unpackedArchive(place, bytes) : bytes;
  if (!(unpacked instanceof Uint8Array)) return { kind: "unreadable", problems: [unpacked] };
  try {
    const workbook = read(unpacked, { type: "array", dense: false, cellFormula: false, cellHTML: false });
    const problems: Problem[] = [];
    const sheets = workbook.SheetNames.map((name) => {
      const sheet = workbook.Sheets[name];
      return { name, rows: sheet === undefined ? [] : sheetRows({ file, sheet: name }, sheet, problems) };
    });
    return { kind: "read", sheets, problems };
  } catch {
    return { kind: "unreadable", problems: [workbookDamaged(place, "it is damaged or protected by a password")] };
  }
}

function unpackedArchive(place: Place, bytes: Uint8Array): Uint8Array | Problem {
  const directory = zipDirectory(bytes);
  if (directory.kind === "damaged") return zipDamaged(place, directory.reason);
  if (directory.kind === "too-large") return zipTooLarge(place, directory.reason);
  const parts = zipParts(
    bytes,
    directory.entries.filter(({ name }) => /\.(xml|rels|bin)$/i.test(name) || name === "mimetype"),
  );
  if (parts.kind === "damaged") return zipDamaged(place, parts.reason);
  if (parts.kind === "too-large") return zipTooLarge(place, parts.reason);
  return storedArchive(parts.parts);
}

function sheetRows(place: Place, sheet: WorkSheet, problems: Problem[]): TextRow[] {
  const filled: string[][] = [];
  for (const [address, cell] of Object.entries(sheet)) {
    const at = addressOf(address);
    if (at === undefined) continue;
    const text = cellText(cell);
    if (text === "") continue;
    if (at.row >= FORMAT_LIMITS.rows || at.column >= FORMAT_LIMITS.columns) {
      problems.push(tooManyCells({ ...place, cell: address }));
      return [];
    }
    const row = filled[at.row] ?? [];
    row[at.column] = text;
    filled[at.row] = row;
  }
  return Array.from(filled, (row, index) => ({
    cells: Array.from(row ?? [], (cell) => cell ?? ""),
    place: { ...place, cell: `A${index + 1}` },
    cellPlace: (column) => ({ ...place, cell: `${columnName(column)}${index + 1}` }),
  }));
}

function addressOf(address: string): { row: number; column: number } | undefined {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(address) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(digits) - 1, column };
}

export function columnName(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnName(rest - 1) : "") + String.fromCharCode(65 + (column % 26));
}

/** A number is its value and not how it is formatted, except where the format fills it up with zeros, as codes are. */
function cellText(cell: CellObject): string {
  switch (cell.t) {
    case "n":
      return /^0\d+$/.test(cell.w ?? "") ? (cell.w ?? "") : String(cell.v);
    case "s":
      return String(cell.v).trim();
    case "z":
      return "";
    default:
      return (cell.w ?? String(cell.v ?? "")).trim();
  }
}
