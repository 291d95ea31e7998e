import type { Problem } from "@plait/study";
import { isKadeZip } from "./kade-zip.ts";
import { isNumberEntry } from "./numbers-text.ts";
import { type KadeLayout, kadeLayout } from "./read-kade-workbook.ts";
import { separatedRows } from "./separated-rows.ts";
import { type WorkbookRead, workbookRows } from "./sheet-rows.ts";
import { type DecodedText, decodeText } from "./text-encoding.ts";
import { isEmptyRow, type TextRow } from "./text-row.ts";
import { isTidyHeader } from "./tidy-csv.ts";
import { holdsWebSorts, parsedJson } from "./web-sort-json.ts";
import { type WebSortLayout, webSortLayout } from "./web-sort-rows.ts";
import { isWideTable } from "./wide-csv.ts";

/** The formats that are told apart. */
export type QFormat =
  | "pqmethod-dat"
  /** Statements alone, one a line: PQMethod's `.STA`, text files of KADE and Ken-Q. */
  | "statement-list"
  | `kade-${KadeLayout}`
  | "kade-zip"
  | "tidy-table"
  | "wide-table"
  | "number-entry"
  | "web-sort-json"
  | `web-sort-${WebSortLayout}`;

/** A file opened as far as is needed to tell its format. */
export type OpenedFile =
  | { readonly format: undefined; readonly problems: readonly Problem[] }
  | { readonly format: "kade-zip" }
  | {
      readonly format: `kade-${KadeLayout}`;
      readonly layout: KadeLayout;
      readonly book: WorkbookRead & { kind: "read" };
    }
  | { readonly format: "pqmethod-dat" | "statement-list" | "web-sort-json"; readonly decoded: DecodedText }
  | {
      readonly format: "tidy-table" | "wide-table" | "number-entry" | `web-sort-${WebSortLayout}`;
      readonly layout: WebSortLayout | undefined;
      readonly rows: readonly TextRow[];
      readonly problems: readonly Problem[];
      readonly decoded?: DecodedText;
    };

const NONE = { format: undefined, problems: [] } as const;

/** Tells a file's format from its content; its name decides only where the content leaves it open. */
export function openQFile(name: string, bytes: Uint8Array): OpenedFile {
  if (startsWith(bytes, 0x50, 0x4b)) return isKadeZip(bytes) ? { format: "kade-zip" } : openWorkbook(name, bytes);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return openWorkbook(name, bytes);
  const decoded = decodeText(bytes);
  if (/\.sta$/i.test(name)) return { format: "statement-list", decoded };
  if (isPqMethodDat(decoded.text)) return { format: "pqmethod-dat", decoded };
  if (/^\s*[[{]/.test(decoded.text)) {
    const value = parsedJson(decoded.text);
    if (/\.json$/i.test(name) || holdsWebSorts(value)) return { format: "web-sort-json", decoded };
  }
  const { rows, problems } = separatedRows(name, decoded.text);
  const table = openTable(rows, problems);
  if (table.format !== undefined) return { ...table, decoded };
  if (/\.txt$/i.test(name) && decoded.text.trim() !== "") return { format: "statement-list", decoded };
  return { format: undefined, problems };
}

function openWorkbook(name: string, bytes: Uint8Array): OpenedFile {
  const book = workbookRows(name, bytes);
  if (book.kind === "unreadable") return { format: undefined, problems: book.problems };
  const layout = kadeLayout(book.sheets);
  if (layout !== undefined) return { format: `kade-${layout}`, layout, book };
  const tables = book.sheets.map(({ rows }) => openTable(rows, book.problems));
  return tables.find(({ format }) => format !== undefined) ?? { format: undefined, problems: book.problems };
}

function openTable(
  rows: readonly TextRow[],
  problems: readonly Problem[],
): Extract<OpenedFile, { rows: unknown }> | typeof NONE {
  const filled = rows.filter((row) => !isEmptyRow(row));
  const [heading] = filled;
  if (heading === undefined || filled.length < 2) return NONE;
  const layout = webSortLayout(filled);
  if (layout !== undefined) return { format: `web-sort-${layout}`, layout, rows, problems };
  if (isTidyHeader(heading)) return { format: "tidy-table", layout, rows, problems };
  if (isNumberEntry(filled)) return { format: "number-entry", layout, rows, problems };
  return isWideTable(filled) ? { format: "wide-table", layout, rows, problems } : NONE;
}

function isPqMethodDat(text: string): boolean {
  const [first = "", second = ""] = text.split(/\r\n|\r|\n/, 2);
  const fields = Array.from({ length: 4 }, (_, at) => second.slice(3 * at, 3 * at + 3));
  return /^[ \d]{2}\d[ \d]{2}\d[ \d]{2}\d( |$)/.test(first) && fields.every((field) => /^ *-?\d+$/.test(field));
}

function startsWith(bytes: Uint8Array, ...signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}

/** The format of a file, told from its content and name; undefined when it is none of them or cannot be opened. */
export function detectFormat(name: string, bytes: Uint8Array): QFormat | undefined {
  return openQFile(name, bytes).format;
}
