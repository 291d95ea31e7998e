/** How a field of delimited text is quoted. */
export type Quoting =
  /** As it stands, without quotes. */
  | "bare"
  /** As it stands; the quotes within it are characters like any other. */
  | "inner"
  /** In quotes, with none inside. */
  | "quoted"
  /** In quotes, with doubled quotes inside. */
  | "doubled"
  /** Text follows the closing quote: a quote inside was not doubled. */
  | "stray"
  /** The file ends before the closing quote. */
  | "unclosed";

/** Told of each field of a record: its number from 0 and its bytes, quotes included. */
export type VisitField = (field: number, from: number, to: number, quoting: Quoting) => void;

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Walks one record of delimited text and answers where the next begins, or -1 when the bytes end before the record does
 * (then some of its fields may have been visited). This is the one definition of a record and a field in this package:
 *
 * - a record ends at LF, CR LF or CR outside quotes, and at the end of the file (`isLast`);
 * - a field that begins with `"` runs to the next `"` that is not doubled; `""` inside stands for one quote;
 * - text between a closing quote and the next delimiter belongs to the field (`stray`);
 * - elsewhere a quote means itself.
 *
 * Works on any encoding in which the delimiter, quotes and line ends are single ASCII bytes.
 */
function walkRecord(bytes: Uint8Array, start: number, delimiter: number, isLast: boolean, visit: VisitField): number {
  const end = bytes.length;
  let at = start;
  for (let field = 0; ; field++) {
    const from = at;
    let quoting: Quoting = "bare";
    if (at < end && bytes[at] === QUOTE) {
      quoting = "quoted";
      at++;
      for (;;) {
        while (at < end && bytes[at] !== QUOTE) at++;
        if (at >= end || (at + 1 === end && !isLast)) {
          if (!isLast) return -1;
          quoting = "unclosed";
          break;
        }
        at++;
        if (at < end && bytes[at] === QUOTE) {
          quoting = "doubled";
          at++;
        } else break;
      }
      if (quoting !== "unclosed" && at < end && !endsField(bytes[at], delimiter)) quoting = "stray";
    }
    while (at < end && !endsField(bytes[at], delimiter)) {
      if (bytes[at] === QUOTE && quoting === "bare") quoting = "inner";
      at++;
    }
    if (at >= end) {
      if (!isLast) return -1;
      visit(field, from, at, quoting);
      return at;
    }
    if (bytes[at] === delimiter) {
      visit(field, from, at, quoting);
      at++;
      continue;
    }
    if (bytes[at] === CARRIAGE_RETURN) {
      if (at + 1 === end && !isLast) return -1;
      visit(field, from, at, quoting);
      return bytes[at + 1] === LINE_FEED ? at + 2 : at + 1;
    }
    visit(field, from, at, quoting);
    return at + 1;
  }
}

function endsField(byte: number | undefined, delimiter: number): boolean {
  return byte === delimiter || byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

/** The text a field stands for, from its decoded bytes, quotes included. */
export function fieldText(raw: string, quoting: Quoting): string {
  switch (quoting) {
    case "bare":
    case "inner":
      return raw;
    case "quoted":
      return raw.slice(1, -1);
    case "doubled":
      return raw.slice(1, -1).replaceAll('""', '"');
    case "unclosed":
      return raw.slice(1).replaceAll('""', '"');
    case "stray": {
      const close = /^"(?:[^"]|"")*"(?!")/.exec(raw)?.[0] ?? raw;
      return close.slice(1, -1).replaceAll('""', '"') + raw.slice(close.length);
    }
  }
}

/** A record of a text file with the bytes it was read from. */
export interface TextRecord {
  readonly cells: readonly string[];
  readonly bytes: Uint8Array;
}

/** The records of `bytes`, at most `limit`; a last record that may go on beyond the bytes is left out unless `isLast`. */
export function splitRecords(
  bytes: Uint8Array,
  delimiter: string,
  decode: (bytes: Uint8Array) => string,
  { limit = Number.POSITIVE_INFINITY, isLast = true }: { limit?: number; isLast?: boolean } = {},
): TextRecord[] {
  const records: TextRecord[] = [];
  const delimiterByte = delimiter.charCodeAt(0);
  for (let at = 0; at < bytes.length && records.length < limit; ) {
    const cells: string[] = [];
    let last = at;
    const next = walkRecord(bytes, at, delimiterByte, isLast, (_, from, to, quoting) => {
      cells.push(fieldText(decode(bytes.subarray(from, to)), quoting));
      last = to;
    });
    if (next === -1) break;
    records.push({ cells, bytes: bytes.subarray(at, last) });
    at = next;
  }
  return records;
}

/** A record longer than any cell of a real table: a quote was opened and never closed. */
export class RecordTooLong extends Error {
  override readonly name = "RecordTooLong";
}

const LONGEST_RECORD = 32 * 1024 * 1024;

/**
 * Walks all records of a stream of chunks. `visit` hears of fields as `walkRecord` does, with the bytes they lie in; a
 * record that a chunk cuts through is visited again from its field 0. `ended` is called once a record, with where its
 * content begins and ends. Throws `RecordTooLong` beyond 32 MiB.
 */
export async function walkRecords(
  chunks: AsyncIterable<Uint8Array>,
  delimiter: string,
  visit: (bytes: Uint8Array, field: number, from: number, to: number, quoting: Quoting) => void,
  ended: (bytes: Uint8Array, from: number, to: number) => void,
): Promise<void> {
  const delimiterByte = delimiter.charCodeAt(0);
  let bytes: Uint8Array = new Uint8Array(0);
  let contentEnd = 0;
  const visitHere: VisitField = (field, from, to, quoting) => {
    contentEnd = to;
    visit(bytes, field, from, to, quoting);
  };
  const walkWhole = (isLast: boolean): void => {
    let at = 0;
    while (at < bytes.length) {
      const next = walkRecord(bytes, at, delimiterByte, isLast, visitHere);
      if (next === -1) break;
      ended(bytes, at, contentEnd);
      at = next;
    }
    bytes = bytes.subarray(at);
  };
  for await (const chunk of chunks) {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    walkWhole(false);
    if (bytes.length > LONGEST_RECORD) throw new RecordTooLong(`a record of more than ${LONGEST_RECORD} bytes`);
  }
  walkWhole(true);
}
