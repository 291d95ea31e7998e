import type { FileHandle } from "node:fs/promises";

/** One file of a zip archive as its directory declares it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its local header stands in the file. */
  readonly offset: number;
}

export type ZipDirectory =
  | { readonly kind: "read"; readonly entries: readonly ZipEntry[] }
  /** `reason` ends a sentence that begins "The file is a zip archive whose". */
  | { readonly kind: "damaged"; readonly reason: string }
  | { readonly kind: "too-many-entries"; readonly entries: number };

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 65_535;
const NEEDS_ZIP64 = 0xffff_ffff;

/** Reads a zip archive's directory and inflates nothing. Source: PKWARE APPNOTE 6.3.10, sections 4.3.12 and 4.3.16. */
export async function readZipDirectory(file: FileHandle, size: number, mostEntries: number): Promise<ZipDirectory> {
  const tail = await readAt(file, Math.max(0, size - END_LENGTH - LONGEST_COMMENT), size);
  const end = lastEndRecord(tail);
  if (end === undefined) return { kind: "damaged", reason: "end is missing; it was probably cut short on its way" };
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (count > mostEntries) return { kind: "too-many-entries", entries: count };
  if (start === NEEDS_ZIP64 || length === NEEDS_ZIP64) {
    return { kind: "damaged", reason: "directory is of the kind for archives over 4 GB, which no workbook needs" };
  }
  if (start + length > size) return { kind: "damaged", reason: "directory lies outside the file" };
  const entries = parseEntries(await readAt(file, start, start + length), count);
  return entries === undefined ? { kind: "damaged", reason: "directory cannot be read" } : { kind: "read", entries };
}

function parseEntries(directory: Buffer, count: number): ZipEntry[] | undefined {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_LENGTH > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE) return undefined;
    const nameLength = directory.readUInt16LE(at + 28);
    const rest = directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    entries.push({
      name: directory.toString("utf8", at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength),
      method: directory.readUInt16LE(at + 10),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      crc: directory.readUInt32LE(at + 16),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at += ENTRY_LENGTH + nameLength + rest;
  }
  return entries;
}

function lastEndRecord(tail: Buffer): number | undefined {
  for (let at = tail.length - END_LENGTH; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END_SIGNATURE && at + END_LENGTH + tail.readUInt16LE(at + 20) === tail.length)
      return at;
  }
  return undefined;
}

async function readAt(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, to - from));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
  return buffer.subarray(0, bytesRead);
}
