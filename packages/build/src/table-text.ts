import { isUtf8 } from "node:buffer";
import { decodeWindows1252, type Problem, type Read } from "@plait/study";

/** A file named on the command line. */
export interface TableInput {
  /** As a person would name it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const mostBytes = 64 * 1024 * 1024;

/** The text of a table: by its byte order mark, else as UTF-8, else as windows-1252. A workbook is a problem. */
export function tableText({ name, bytes }: TableInput): Read<string> {
  const head = Buffer.from(bytes.subarray(0, 8)).toString("latin1");
  if (head.startsWith("PK\u0003\u0004") || head.startsWith("\u00d0\u00cf\u0011\u00e0")) {
    return { problems: [noText(name, "this is a workbook, not a text")] };
  }
  if (bytes.length > mostBytes) return { problems: [noText(name, "the file is larger than 64 MB")] };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(new TextDecoder("utf-16le").decode(bytes));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(new TextDecoder("utf-16be").decode(bytes));
  if (bytes.includes(0)) return { problems: [noText(name, "the file holds bytes that no text has")] };
  return decoded(isUtf8(bytes) ? new TextDecoder().decode(bytes) : decodeWindows1252(bytes));
}

function decoded(value: string): Read<string> {
  return { value, problems: [] };
}

function noText(file: string, message: string): Problem {
  const remedy = "Save the one sheet with the table as CSV (in Excel: Save as, CSV UTF-8) and give that file.";
  return { severity: "error", code: "table-no-text", place: { file }, message, remedy };
}
