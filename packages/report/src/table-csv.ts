import type { ReleasedResult } from "@plait/disclosure";
import { type FlatCell, flatTable } from "./flat-table.ts";

/** A result as CSV by RFC 4180: UTF-8, lines ended by CR LF, one header row. Numbers are written in full. */
export function tableCsv(result: ReleasedResult): string {
  const { headers, rows } = flatTable(result);
  const lines = [headers.map(quoted), ...rows.map((row) => row.map((cell) => quoted(fieldText(cell))))];
  return lines.map((fields) => `${fields.join(",")}\r\n`).join("");
}

function fieldText(cell: FlatCell): string {
  return cell.kind === "text" ? cell.text : String(cell.value);
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
