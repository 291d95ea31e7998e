import { closeSync, openSync, rmSync, writeSync } from "node:fs";

const FLUSH_AT = 1024 * 1024;

/** The cells outgrew the bytes they were allowed. */
export class TooManyCellBytes extends Error {
  override readonly name = "TooManyCellBytes";
}

/** Writes the CSV of `Cells` kind `rows`. The file is new and private to its owner; `discard` removes it again. */
export interface CellsFile {
  readonly addLine: (line: string) => void;
  readonly addBytes: (bytes: Uint8Array) => void;
  readonly close: () => void;
  readonly discard: () => void;
}

/** Throws `TooManyCellBytes` past `mostBytes`, and the file system's own errors, such as ENOSPC for a full disk. */
export function createCellsFile(path: string, mostBytes: number): CellsFile {
  const descriptor = openSync(path, "wx", 0o600);
  let open = true;
  let pending: string[] = [];
  let pendingLength = 0;
  let written = 0;
  const write = (bytes: Uint8Array): void => {
    written += bytes.length;
    if (written > mostBytes) throw new TooManyCellBytes(`${path}: more than ${mostBytes} bytes`);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
  };
  const flush = (): void => {
    if (pendingLength > 0) write(Buffer.from(pending.join(""), "utf8"));
    pending = [];
    pendingLength = 0;
  };
  const shut = (): void => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return {
    addBytes: (bytes) => {
      flush();
      write(bytes);
    },
    addLine: (line) => {
      pending.push(line, "\n");
      pendingLength += line.length + 1;
      if (pendingLength >= FLUSH_AT) flush();
    },
    close: () => {
      flush();
      shut();
    },
    discard: () => {
      shut();
      rmSync(path, { force: true });
    },
  };
}

/** The header line of a cells file. */
export function cellsHeader(columnCount: number, underlyingColumns: readonly number[]): string {
  const displayed = Array.from({ length: columnCount }, (_, index) => `c${index + 1}`);
  return ["row", ...displayed, ...underlyingColumns.map((column) => `u${column}`)].join(",");
}

/** A cell in quotes. */
export function quoteCell(value: string): string {
  return value.includes('"') ? `"${value.replaceAll('"', '""')}"` : `"${value}"`;
}
