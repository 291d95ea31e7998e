import type { CellsFile } from "./cells-file.ts";
import { fieldText, type Quoting, walkRecords } from "./record-walk.ts";
import { isBlankField, isRepeatedHeader } from "./scan-records.ts";

const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const FLUSH_AT = 1024 * 1024;

/**
 * Writes the data rows of a text file as plain cells: every field quoted, as many as there are columns, with the row's
 * number in front. Left out are rows above the first data row, blank rows, repeated header rows and those of `without`.
 */
export async function rewriteRecords(
  chunks: AsyncIterable<Uint8Array>,
  file: CellsFile,
  options: {
    readonly delimiter: string;
    readonly firstDataRow: number;
    readonly headerBytes: readonly Uint8Array[];
    readonly columnCount: number;
    readonly without: { has(row: number): boolean };
  },
): Promise<void> {
  const { columnCount } = options;
  let out: Buffer<ArrayBuffer> = Buffer.allocUnsafe(2 * FLUSH_AT);
  let length = 0;
  let lineStart = 0;
  let row = 1;
  let written = 0;
  let isFilled = false;

  const reserve = (bytes: number): void => {
    if (length + bytes <= out.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * out.length, length + bytes));
    out.copy(larger, 0, 0, length);
    out = larger;
  };
  const addBare = (bytes: Uint8Array, from: number, to: number): void => {
    out[length++] = QUOTE;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) out[length++] = QUOTE;
      out[length++] = byte;
    }
    out[length++] = QUOTE;
  };

  const visit = (bytes: Uint8Array, field: number, from: number, to: number, quoting: Quoting): void => {
    if (field === 0) {
      length = lineStart;
      reserve(24);
      length += out.write(String(row), length, "latin1");
      written = 0;
      isFilled = false;
    }
    if (field >= columnCount) return;
    reserve(2 * (to - from) + 4);
    out[length++] = COMMA;
    written = field + 1;
    isFilled ||= !isBlankField(bytes, from, to);
    if (quoting === "bare" || quoting === "inner") addBare(bytes, from, to);
    else if (quoting === "quoted" || quoting === "doubled") {
      for (let at = from; at < to; at++) out[length++] = bytes[at] ?? 0;
    } else {
      const raw = Buffer.from(bytes.subarray(from, to)).toString("utf8");
      const text = Buffer.from(fieldText(raw, quoting), "utf8");
      addBare(text, 0, text.length);
    }
  };

  const ended = (bytes: Uint8Array, from: number, to: number): void => {
    const isData =
      isFilled &&
      row >= options.firstDataRow &&
      !options.without.has(row) &&
      !isRepeatedHeader(bytes, from, to, options.headerBytes);
    row++;
    if (!isData) {
      length = lineStart;
      return;
    }
    reserve(3 * (columnCount - written) + 1);
    for (; written < columnCount; written++) {
      out[length++] = COMMA;
      out[length++] = QUOTE;
      out[length++] = QUOTE;
    }
    out[length++] = LINE_FEED;
    if (length >= FLUSH_AT) {
      file.addBytes(out.subarray(0, length));
      length = 0;
    }
    lineStart = length;
  };

  await walkRecords(chunks, options.delimiter, visit, ended);
  file.addBytes(out.subarray(0, lineStart));
}
