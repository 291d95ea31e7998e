import { createReadStream } from "node:fs";
import { join } from "node:path";
import { decodeWindows1252, type Place, type Problem } from "@plait/study";
import { isBlank } from "./cell-shape.ts";
import { cellsHeader, createCellsFile } from "./cells-file.ts";
import { type ClosingReason, closingRows, type NumberedRow } from "./closing-rows.ts";
import { findDelimiter } from "./delimiter.ts";
import { chooseHeader, type HeaderChoice, type HeaderOverride, labelColumns, overrideFor } from "./header-choice.ts";
import type { SheetTop } from "./header-rows.ts";
import type { IngestLimits } from "./ingest-limits.ts";
import { splitRecords, type TextRecord } from "./record-walk.ts";
import { rewriteRecords } from "./rewrite-records.ts";
import { type RecordScan, scanRecords } from "./scan-records.ts";
import {
  type Cells,
  gatherSetAside,
  type SetAsideGatherer,
  type SetAsideReason,
  type SheetRead,
} from "./sheet-read.ts";
import { asUtf8, type Encoding, encodingByMark, highBytesCount, utf8Check, wholeCharacters } from "./text-encoding.ts";
import {
  brokenUtf16,
  emptyFile,
  mixedEncoding,
  notText,
  quotingProblems,
  tooManyColumns,
  unclosedQuote,
  unknownEncoding,
} from "./text-problems.ts";

const CHUNK = 1024 * 1024;
const HEAD = 1024 * 1024;
const HEAD_RECORDS = 1_000;
/** Beyond these, excluding rows by number costs the engine more than a rewritten file. */
const MOST_EXCLUDED_RUNS = 32;

export interface TextRequest {
  readonly file: string;
  readonly name: string;
  readonly scratch: string;
  readonly overrides: readonly HeaderOverride[];
  readonly limits: IngestLimits;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a delimited text file: one pass over its bytes finds encoding, records, blank and repeated rows, the last rows
 * and whether an engine can read the file as it stands. If not (another encoding, empty lines between rows, quotes that
 * are not doubled), a second pass writes its data rows as plain cells. No row becomes an object except the first
 * thousand and the last few.
 */
export async function readTextDelivery(request: TextRequest): Promise<{ sheets: SheetRead[]; problems: Problem[] }> {
  const place: Place = { file: request.name };
  const override = overrideFor("", request.overrides);
  const head = await readHead(request);
  const firstLook = lookAtHead(head, encodingByMark(head.raw) ?? "utf-8", override, place);
  const scanned = await scanFile(request, head, firstLook);
  if (scanned.kind === "unreadable") return { sheets: [], problems: [scanned.problem(place)] };
  const { scan, encoding } = scanned;
  if (scan.unclosedRow !== undefined) return { sheets: [], problems: [unclosedQuote(place, scan.unclosedRow)] };
  if (scan.records === 0) return { sheets: [], problems: [emptyFile(place)] };

  const look = encoding === firstLook.encoding ? firstLook : lookAtHead(head, encoding, override, place);
  const columnCount = Math.max(scan.columnCount, widthOfRows(look.top, look.choice.headerRows));
  if (columnCount > request.limits.columns) {
    return { sheets: [], problems: [tooManyColumns(place, columnCount, request.limits.columns)] };
  }
  const labelled = labelColumns(look.top, 0, look.choice, columnCount, place);
  const rows = rowsAtHand(scan, look, encoding);
  const closing = closingOf(scan, look, rows);
  const setAside = setAsideRows(scan, look, rows, closing);
  const runs = runsWithoutData(look.choice, scan, closing);
  const { excluded, lastData } = openEnded(runs, scan.records);

  const readInPlace =
    (encoding === "utf-8" || encoding === "utf-8 with mark") &&
    (scan.irregularFrom === undefined || scan.irregularFrom > lastData) &&
    excluded.length <= MOST_EXCLUDED_RUNS &&
    !/[*?[\]{}]/.test(request.file);
  const cells: Cells = readInPlace
    ? { kind: "source", path: request.file, delimiter: look.delimiter, fields: scan.fields, excluded }
    : await rewrite(request, encoding, look, columnCount, closing);

  const counts = setAside.counts();
  const notData = Object.values(counts).reduce((sum, count) => sum + count, 0) + look.choice.headerRows.length;
  const sheet: SheetRead = {
    sheet: "",
    hidden: false,
    date1904: false,
    encoding,
    headerRows: look.choice.headerRows,
    headerFrom: look.choice.from,
    header: labelled.header,
    labels: labelled.labels,
    columnCount,
    emptyColumns: labelled.labels.flatMap((_, index) => (scan.filled[index] === 1 ? [] : [index + 1])),
    dataRows: scan.records - notData,
    setAside: setAside.list(),
    setAsideRows: counts,
    raised: [],
    cells,
  };
  return { sheets: [sheet], problems: [...look.problems, ...labelled.problems, ...quotingProblems(scan, place)] };
}

interface Head {
  readonly raw: Uint8Array;
  readonly isWhole: boolean;
}

async function readHead(request: TextRequest): Promise<Head> {
  const parts: Uint8Array[] = [];
  for await (const chunk of createReadStream(request.file, { end: HEAD, signal: request.signal })) parts.push(chunk);
  const raw = Buffer.concat(parts);
  return { raw: raw.subarray(0, HEAD), isWhole: raw.length <= HEAD };
}

interface HeadLook {
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly records: readonly TextRecord[];
  readonly top: SheetTop;
  readonly choice: HeaderChoice;
  readonly problems: readonly Problem[];
}

function lookAtHead(head: Head, encoding: Encoding, override: HeaderOverride | undefined, place: Place): HeadLook {
  const bytes = headAsUtf8(head, encoding);
  const delimiter = findDelimiter(bytes, head.isWhole);
  const records = splitRecords(bytes, delimiter, decodeUtf8, { limit: HEAD_RECORDS, isLast: head.isWhole });
  const top: SheetTop = { rows: records.map((record) => record.cells), merges: [] };
  // "sep=;" is a word to Excel about the file, not a row that could name columns.
  const told = /^sep=.?$/i.test(decodeUtf8(records[0]?.bytes ?? new Uint8Array(0)));
  const offered = told ? { rows: [[], ...top.rows.slice(1)], merges: [] } : top;
  const { choice, problems } = chooseHeader(offered, 0, override, place);
  const choiceBelow = told && choice.firstDataRow === 1 ? { ...choice, firstDataRow: 2 } : choice;
  return { encoding, delimiter, records, top, choice: choiceBelow, problems };
}

function headAsUtf8(head: Head, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case "utf-8":
      return head.raw.subarray(0, wholeCharacters(head.raw));
    case "utf-8 with mark":
      return head.raw.subarray(3, wholeCharacters(head.raw));
    case "utf-16le":
    case "utf-16be":
      return Buffer.from(new TextDecoder(encoding).decode(head.raw.subarray(0, head.raw.length & ~1)), "utf8");
    case "windows-1252":
      return Buffer.from(decodeWindows1252(head.raw), "utf8");
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

type Scanned =
  | { readonly kind: "scanned"; readonly scan: RecordScan; readonly encoding: Encoding }
  | { readonly kind: "unreadable"; readonly problem: (place: Place) => Problem };

async function scanFile(request: TextRequest, head: Head, look: HeadLook): Promise<Scanned> {
  const utf8 = utf8Check();
  let hasNul = false;
  async function* watched(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunksOf(request)) {
      utf8.add(chunk);
      hasNul ||= chunk.includes(0);
      yield chunk;
    }
  }
  const marked = encodingByMark(head.raw);
  const headerBytes = look.choice.headerRows.flatMap((row) => look.records[row - 1]?.bytes ?? []);
  let scan: RecordScan;
  try {
    scan = await scanRecords(asUtf8(watched(), marked ?? "utf-8"), {
      delimiter: look.delimiter,
      firstDataRow: look.choice.firstDataRow,
      headerBytes,
    });
  } catch (error) {
    if (error instanceof TypeError && (marked === "utf-16le" || marked === "utf-16be")) {
      return { kind: "unreadable", problem: (place) => brokenUtf16(place, marked) };
    }
    throw error;
  }
  if (marked === "utf-16le" || marked === "utf-16be") return { kind: "scanned", scan, encoding: marked };
  if (hasNul) return { kind: "unreadable", problem: notText };
  if (utf8.isValid()) return { kind: "scanned", scan, encoding: marked ?? "utf-8" };

  const counter = highBytesCount();
  for await (const chunk of chunksOf(request)) counter.add(chunk);
  const high = counter.result();
  const { wellFormed, stray, undefinedByte } = high;
  // A handful of windows-1252 pairs look like UTF-8 by chance; more than that is a file of two encodings.
  if (marked !== undefined || wellFormed >= 5 || wellFormed > stray) {
    return { kind: "unreadable", problem: (place) => mixedEncoding(place, high) };
  }
  if (undefinedByte !== undefined) {
    return { kind: "unreadable", problem: (place) => unknownEncoding(place, undefinedByte) };
  }
  return { kind: "scanned", scan, encoding: "windows-1252" };
}

function chunksOf(request: TextRequest): AsyncIterable<Uint8Array> {
  return createReadStream(request.file, { highWaterMark: CHUNK, signal: request.signal });
}

/** The rows at hand as text: the head of the file and its last records. */
function rowsAtHand(
  scan: RecordScan,
  look: HeadLook,
  encoding: Encoding,
): { head: NumberedRow[]; last: NumberedRow[] } {
  const decode = encoding === "windows-1252" ? decodeWindows1252 : decodeUtf8;
  const last = scan.lastRecords.map(({ row, bytes }) => ({
    row,
    cells: splitRecords(bytes, look.delimiter, decode)[0]?.cells ?? [],
  }));
  return { head: look.records.map((record, index) => ({ row: index + 1, cells: record.cells })), last };
}

function closingOf(
  scan: RecordScan,
  look: HeadLook,
  rows: { head: readonly NumberedRow[]; last: readonly NumberedRow[] },
): Map<number, ClosingReason> {
  const repeated = new Set(scan.repeatedHeaders);
  const isData = ({ row }: NumberedRow): boolean => row >= look.choice.firstDataRow && !repeated.has(row);
  const sample = rows.head.filter(isData);
  const isWhole = rows.head.length >= scan.records;
  return closingRows(rows.last.filter(isData), {
    sample,
    merges: [],
    ...(isWhole ? { above: (row: number) => sample.filter((each) => each.row < row) } : {}),
  });
}

function setAsideRows(
  scan: RecordScan,
  look: HeadLook,
  rows: { last: readonly NumberedRow[] },
  closing: ReadonlyMap<number, ClosingReason>,
): SetAsideGatherer {
  const gathered = gatherSetAside();
  const headers = new Set(look.choice.headerRows);
  for (let row = 1; row < look.choice.firstDataRow; row++) {
    const cells = look.records[row - 1]?.cells ?? [];
    if (!headers.has(row)) gathered.add(row, cells.every(isBlank) ? "blank" : "preamble", cells);
  }
  const cells = new Map(rows.last.map((each) => [each.row, each.cells]));
  const labels = look.records[(look.choice.headerRows.at(-1) ?? 0) - 1]?.cells ?? [];
  const below: { row: number; rows: number; reason: SetAsideReason; cells: readonly string[] }[] = [
    ...scan.blankRuns.map(([row, count]) => ({ row, rows: count, reason: "blank" as const, cells: [] })),
    ...scan.repeatedHeaders.map((row) => ({ row, rows: 1, reason: "repeated-header" as const, cells: labels })),
    ...[...closing].map(([row, reason]) => ({ row, rows: 1, reason, cells: cells.get(row) ?? [] })),
  ];
  below.sort((a, b) => a.row - b.row);
  for (const each of below) gathered.add(each.row, each.reason, each.cells, each.rows);
  const listed = scan.blankRuns.reduce((sum, [, count]) => sum + count, 0);
  gathered.countMore("blank", scan.blankRows - listed);
  return gathered;
}

function runsWithoutData(
  choice: HeaderChoice,
  scan: RecordScan,
  closing: ReadonlyMap<number, ClosingReason>,
): (readonly [number, number])[] {
  const runs: (readonly [number, number])[] = choice.firstDataRow > 1 ? [[1, choice.firstDataRow - 1]] : [];
  const below = [
    ...scan.blankRuns.map(([row, rows]): [number, number] => [row, row + rows - 1]),
    ...scan.repeatedHeaders.map((row): [number, number] => [row, row]),
    ...[...closing.keys()].map((row): [number, number] => [row, row]),
  ].sort((a, b) => a[0] - b[0]);
  for (const [first, last] of below) {
    const before = runs.at(-1);
    if (before !== undefined && before[1] + 1 === first) runs[runs.length - 1] = [before[0], last];
    else runs.push([first, last]);
  }
  return runs;
}

/**
 * When the file ends with rows that are not data, all from there on is excluded: an engine that skips empty lines among
 * them numbers them otherwise.
 */
function openEnded(
  runs: readonly (readonly [number, number])[],
  records: number,
): { excluded: readonly (readonly [number, number])[]; lastData: number } {
  const last = runs.at(-1);
  if (last === undefined || last[1] !== records) return { excluded: runs, lastData: records };
  return { excluded: [...runs.slice(0, -1), [last[0], Number.MAX_SAFE_INTEGER]], lastData: last[0] - 1 };
}

async function rewrite(
  request: TextRequest,
  encoding: Encoding,
  look: HeadLook,
  columnCount: number,
  closing: ReadonlyMap<number, ClosingReason>,
): Promise<Cells> {
  const path = join(request.scratch, "cells-1.csv");
  const file = createCellsFile(path, Number.POSITIVE_INFINITY);
  try {
    file.addLine(cellsHeader(columnCount, []));
    await rewriteRecords(asUtf8(chunksOf(request), encoding), file, {
      delimiter: look.delimiter,
      firstDataRow: look.choice.firstDataRow,
      headerBytes: look.choice.headerRows.flatMap((row) => look.records[row - 1]?.bytes ?? []),
      columnCount,
      without: closing,
    });
    file.close();
  } catch (error) {
    file.discard();
    throw error;
  }
  return { kind: "rows", path, underlyingColumns: [] };
}

function widthOfRows(top: SheetTop, rows: readonly number[]): number {
  return rows.reduce((width, row) => {
    const cells = top.rows[row - 1] ?? [];
    return Math.max(width, cells.findLastIndex((cell) => !isBlank(cell)) + 1);
  }, 0);
}
