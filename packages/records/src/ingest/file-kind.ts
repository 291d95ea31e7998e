import { encodingByMark } from "./text-encoding.ts";

/** What a delivery is, by its bytes and never by its name. */
export type FileKind =
  | "xlsx"
  | "xlsb"
  /** Excel 97 to 2003, or older inside the same container. */
  | "xls"
  /** Excel before 95: bare records without a container. */
  | "old-xls"
  | "excel-2003-xml"
  | "html"
  | "text"
  | "ods"
  | "empty"
  /** Something else that is known; `unsupportedKind` says what. */
  | "unsupported";

/** A kind that only needs the first bytes; `zip` is told apart by its directory. */
export type HeadKind = Exclude<FileKind, "xlsx" | "xlsb" | "ods"> | "zip";

const SIGNATURES: readonly (readonly [bytes: readonly number[], name: string])[] = [
  [[0x25, 0x50, 0x44, 0x46], "a PDF"],
  [[0x1f, 0x8b], "a gzip archive"],
  [[0x37, 0x7a, 0xbc, 0xaf], "a 7-Zip archive"],
  [[0x52, 0x61, 0x72, 0x21], "a RAR archive"],
  [[0x89, 0x50, 0x4e, 0x47], "a picture (PNG)"],
  [[0xff, 0xd8, 0xff], "a picture (JPEG)"],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], "a rich text document"],
  [[0x50, 0x41, 0x52, 0x31], "a Parquet file"],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], "an SQLite database"],
  [[0x00, 0x01, 0x00, 0x00, 0x53, 0x74, 0x61, 0x6e], "an Access database"],
  [[0x24, 0x46, 0x4c, 0x32], "an SPSS file"],
  [[0x3c, 0x73, 0x74, 0x61, 0x74, 0x61], "a Stata file"],
];

/** The kind of a file from its first bytes (4 KiB are plenty). */
export function headKind(head: Uint8Array): HeadKind {
  if (head.length === 0) return "empty";
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) return "zip";
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return "xls";
  if (isBareBiff(head)) return "old-xls";
  if (unsupportedSignature(head) !== undefined) return "unsupported";
  const text = readable(head).trimStart().toLowerCase();
  if (text === "" && head.every((byte) => byte <= 0x20)) return "empty";
  if (text.startsWith("mime-version:")) return "unsupported";
  if (!text.startsWith("<")) return "text";
  if (text.includes("urn:schemas-microsoft-com:office:spreadsheet") && text.startsWith("<?xml"))
    return "excel-2003-xml";
  if (/<(?:!doctype html|html|table|head|body|meta|style|div)\b/.test(text)) return "html";
  return /^<\?xml|^<\w+[\s>]/.test(text) ? "unsupported" : "text";
}

/** What an unsupported file is, as words for a sentence: `a PDF`. */
export function unsupportedKind(head: Uint8Array): string {
  const known = unsupportedSignature(head);
  if (known !== undefined) return known;
  const text = readable(head).trimStart().toLowerCase();
  if (text.startsWith("mime-version:")) return "a saved web page (MHTML)";
  return text.startsWith("<") ? "an XML document" : "a file of an unknown kind";
}

function unsupportedSignature(head: Uint8Array): string | undefined {
  return SIGNATURES.find(([bytes]) => startsWith(head, bytes))?.[1];
}

/** A beginning-of-file record of BIFF2, 3, 4 or 5 with its length of 4, 6 or 8. */
function isBareBiff(head: Uint8Array): boolean {
  const length = head[2] ?? 0;
  const version = head[1] ?? 0xff;
  return head[0] === 0x09 && [0, 2, 4, 8].includes(version) && [4, 6, 8, 16].includes(length) && head[3] === 0;
}

function readable(head: Uint8Array): string {
  const mark = encodingByMark(head);
  const encoding = mark === "utf-16le" || mark === "utf-16be" ? mark : "utf-8";
  return new TextDecoder(encoding).decode(head);
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}
