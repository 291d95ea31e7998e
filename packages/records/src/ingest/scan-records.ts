import { type Quoting, RecordTooLong, walkRecords } from "./record-walk.ts";

/** What one pass over a delimited text file finds. Rows count from 1; empty lines at the very end are no rows. */
export interface RecordScan {
  readonly records: number;
  /** Fields of the widest record. */
  readonly fields: number;
  /** Up to the last column that holds anything from the first data row on. */
  readonly columnCount: number;
  /** By column, 1 where any row from the first data row on holds something. */
  readonly filled: Uint8Array;
  /**
   * The first row from which an engine that skips empty lines and knows only fields quoted from end to end might find other
   * records or fields than these.
   */
  readonly irregularFrom: number | undefined;
  /** Blank rows below the header; `blankRuns` names the first 1,000 runs of them. */
  readonly blankRows: number;
  readonly blankRuns: readonly (readonly [row: number, rows: number])[];
  /** Rows below the header that repeat one of its rows byte by byte. */
  readonly repeatedHeaders: readonly number[];
  readonly strayQuotes: { readonly rows: number; readonly first: readonly number[] };
  /** Rows with a quoted cell of more than 100 lines: a quote may be missing. */
  readonly longCells: readonly number[];
  /** The row in which the file ends inside quotes. */
  readonly unclosedRow: number | undefined;
  /** Up to 256 records before the end. */
  readonly lastRecords: readonly { readonly row: number; readonly bytes: Uint8Array }[];
}

const MOST_RUNS = 1_000;
const FIRST_FEW = 5;
const MANY_LINES = 100;

export async function scanRecords(
  chunks: AsyncIterable<Uint8Array>,
  options: {
    readonly delimiter: string;
    readonly firstDataRow: number;
    readonly headerBytes: readonly Uint8Array[];
  },
): Promise<RecordScan> {
  const { firstDataRow, headerBytes } = options;
  let row = 1;
  let emptyLines = 0;
  let fieldsHere = 0;
  let isFilled = false;
  let hasStray = false;
  let hasLong = false;
  let isUnclosed = false;
  let hasInner = false;

  let fields = 0;
  let filled = new Uint8Array(256);
  let irregularFrom: number | undefined;
  let blankRows = 0;
  const blankRuns: [number, number][] = [];
  const repeatedHeaders: number[] = [];
  const stray = { rows: 0, first: [] as number[] };
  const longCells: number[] = [];
  let unclosedRow: number | undefined;
  const last = lastRecordsOf(256);

  const visit = (bytes: Uint8Array, field: number, from: number, to: number, quoting: Quoting): void => {
    if (field === 0) {
      isFilled = false;
      hasStray = false;
      hasLong = false;
      isUnclosed = false;
      hasInner = false;
    }
    fieldsHere = field + 1;
    if (quoting !== "bare") {
      if (quoting === "inner") hasInner = true;
      else if (quoting === "stray") hasStray = true;
      else if (quoting === "unclosed") isUnclosed = true;
      if (to - from > 2 * MANY_LINES && countLines(bytes, from, to) > MANY_LINES) hasLong = true;
    }
    if (!isBlankField(bytes, from, to)) {
      isFilled = true;
      if (row + emptyLines >= firstDataRow) {
        if (field >= filled.length) filled = grown(filled, field);
        filled[field] = 1;
      }
    }
  };

  const addBlank = (first: number, rows: number): void => {
    const from = Math.max(first, firstDataRow);
    const count = first + rows - from;
    if (count <= 0) return;
    blankRows += count;
    const before = blankRuns.at(-1);
    if (before !== undefined && before[0] + before[1] === from) before[1] += count;
    else if (blankRuns.length < MOST_RUNS) blankRuns.push([from, count]);
  };

  const ended = (bytes: Uint8Array, from: number, to: number): void => {
    if (from === to) {
      emptyLines++;
      return;
    }
    if (emptyLines > 0) {
      irregularFrom ??= row;
      addBlank(row, emptyLines);
      row += emptyLines;
      emptyLines = 0;
    }
    if (fieldsHere > fields) fields = fieldsHere;
    if (hasStray || hasInner) irregularFrom ??= row;
    if (hasStray) {
      stray.rows++;
      if (stray.first.length < FIRST_FEW) stray.first.push(row);
    }
    if (hasLong && longCells.length < FIRST_FEW) longCells.push(row);
    if (isUnclosed) unclosedRow ??= row;
    if (!isFilled) addBlank(row, 1);
    else if (row >= firstDataRow && isRepeatedHeader(bytes, from, to, headerBytes)) repeatedHeaders.push(row);
    last.add(row, bytes, from, to);
    row++;
  };

  try {
    await walkRecords(chunks, options.delimiter, visit, ended);
  } catch (error) {
    if (!(error instanceof RecordTooLong)) throw error;
    unclosedRow = row + emptyLines;
  }
  return {
    records: row - 1,
    fields,
    columnCount: filled.lastIndexOf(1) + 1,
    filled,
    irregularFrom,
    blankRows,
    blankRuns,
    repeatedHeaders,
    strayQuotes: stray,
    longCells,
    unclosedRow,
    lastRecords: last.list(),
  };
}

/** Whether a record is, byte by byte, one of the header rows. */
export function isRepeatedHeader(
  bytes: Uint8Array,
  from: number,
  to: number,
  headerBytes: readonly Uint8Array[],
): boolean {
  return headerBytes.some(
    (header) => header.length === to - from && Buffer.compare(bytes.subarray(from, to), header) === 0,
  );
}

/** Nothing but spaces, tabs and quotes. */
export function isBlankField(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x22) return false;
  }
  return true;
}

function countLines(bytes: Uint8Array, from: number, to: number): number {
  let lines = 1;
  for (let at = from; at < to; at++) if (bytes[at] === 0x0a) lines++;
  return lines;
}

function grown(filled: Uint8Array<ArrayBuffer>, field: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(filled.length * 2, field + 1));
  larger.set(filled);
  return larger;
}

/** Remembers the last records of a stream by their place in the last two chunks, without an object for each. */
function lastRecordsOf(most: number) {
  let chunk: Uint8Array | undefined;
  let places = new Int32Array(3 * most);
  let count = 0;
  let before: { row: number; bytes: Uint8Array }[] = [];
  const ofChunk = (): { row: number; bytes: Uint8Array }[] => {
    const list: { row: number; bytes: Uint8Array }[] = [];
    for (let index = Math.max(0, count - most); index < count; index++) {
      const at = 3 * (index % most);
      const [row = 0, from = 0, to = 0] = places.subarray(at, at + 3);
      if (chunk !== undefined) list.push({ row, bytes: chunk.subarray(from, to) });
    }
    return list;
  };
  return {
    add: (row: number, bytes: Uint8Array, from: number, to: number): void => {
      if (bytes.buffer !== chunk?.buffer) {
        before = ofChunk();
        chunk = new Uint8Array(bytes.buffer, 0);
        places = new Int32Array(3 * most);
        count = 0;
      }
      const at = 3 * (count % most);
      places[at] = row;
      places[at + 1] = bytes.byteOffset + from;
      places[at + 2] = bytes.byteOffset + to;
      count++;
    },
    list: () => [...before, ...ofChunk()].slice(-most),
  };
}
