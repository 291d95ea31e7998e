import { Inflate, zipSync } from "fflate";
import { FORMAT_LIMITS } from "./format-limits.ts";

/** One file of a zip archive as its directory declares it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its local header stands in the archive. */
  readonly offset: number;
}

export type ZipDirectory =
  | { readonly kind: "read"; readonly entries: readonly ZipEntry[] }
  /** `reason` ends a sentence that begins "The file is a zip archive whose". */
  | { readonly kind: "damaged"; readonly reason: string }
  | { readonly kind: "too-large"; readonly reason: string };

const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 65_535;
const NEEDS_ZIP64 = 0xffff_ffff;

/**
 * The directory of a zip archive; nothing is inflated. Source: PKWARE APPNOTE 6.3.10, sections 4.3.12 and 4.3.16.
 */
export function zipDirectory(archive: Uint8Array): ZipDirectory {
  const view = viewOf(archive);
  const end = endRecord(view);
  if (end === undefined) return { kind: "damaged", reason: "end is missing; it was probably cut short on its way" };
  const count = view.getUint16(end + 10, true);
  const length = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  if (count > FORMAT_LIMITS.zipEntries) return { kind: "too-large", reason: `directory lists ${count} files` };
  if (start === NEEDS_ZIP64 || length === NEEDS_ZIP64 || start + length > archive.length) {
    return { kind: "damaged", reason: "directory lies outside the file" };
  }
  const entries = directoryEntries(archive.subarray(start, start + length), count);
  return entries === undefined ? { kind: "damaged", reason: "directory cannot be read" } : { kind: "read", entries };
}

function directoryEntries(directory: Uint8Array, count: number): ZipEntry[] | undefined {
  const view = viewOf(directory);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_LENGTH > directory.length || view.getUint32(at, true) !== 0x02014b50) return undefined;
    const name = at + ENTRY_LENGTH;
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(directory.subarray(name, name + nameLength)),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      crc: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = name + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function endRecord(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  for (let at = view.byteLength - END_LENGTH; at >= first; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    if (at + END_LENGTH + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return undefined;
}

export type ZipParts =
  | { readonly kind: "read"; readonly parts: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: "damaged"; readonly reason: string }
  | { readonly kind: "too-large"; readonly reason: string };

/**
 * The bytes of the given entries. Their declared sizes are added up before anything is inflated, and each is inflated
 * no further than it declares, so that an archive that lies about its sizes costs no more than one that does not.
 */
export function zipParts(archive: Uint8Array, entries: readonly ZipEntry[]): ZipParts {
  const declared = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  if (declared > FORMAT_LIMITS.inflatedBytes) {
    return { kind: "too-large", reason: `parts would unpack to ${Math.ceil(declared / 1_048_576)} MiB` };
  }
  const parts = new Map<string, Uint8Array>();
  for (const entry of entries) {
    const bytes = partBytes(archive, entry);
    if (typeof bytes === "string") return { kind: "damaged", reason: `part "${entry.name}" ${bytes}` };
    parts.set(entry.name, bytes);
  }
  return { kind: "read", parts };
}

/** The same parts as an archive that is not compressed, so that a reader without bounds has nothing to inflate. */
export function storedArchive(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(parts), { level: 0, mtime: EARLIEST });
}

/** The earliest date a zip archive can bear: archives of the same content are the same bytes whenever they are made. */
export const EARLIEST = new Date(1980, 0, 1);

/** The bytes, or what is wrong with them. */
function partBytes(archive: Uint8Array, entry: ZipEntry): Uint8Array | string {
  const view = viewOf(archive);
  const local = entry.offset;
  if (entry.encrypted) return "is protected by a password";
  if (local + 30 > archive.length || view.getUint32(local, true) !== 0x04034b50) return "is missing";
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const packed = archive.subarray(start, start + entry.packedBytes);
  if (packed.length !== entry.packedBytes) return "is cut short";
  if (entry.method !== 0 && entry.method !== 8) return `is packed by an unknown method (${entry.method})`;
  const bytes = entry.method === 0 ? packed : inflated(packed, entry.bytes);
  if (bytes?.length !== entry.bytes) return "does not unpack to its declared size";
  return crc32(bytes) === entry.crc ? bytes : "has a wrong checksum";
}

/** Packed bytes given at once to the inflater: deflate makes at most about 1,032 bytes of one, so at most 4 MiB. */
const STEP = 4_096;

function inflated(packed: Uint8Array, declared: number): Uint8Array | undefined {
  const bytes = new Uint8Array(declared);
  let length = 0;
  const inflater = new Inflate((chunk) => {
    // Throws beyond the declared size, which ends the inflating.
    bytes.set(chunk, length);
    length += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length; at += STEP) {
      inflater.push(packed.subarray(at, at + STEP), at + STEP >= packed.length);
    }
  } catch {
    return undefined;
  }
  return length === declared ? bytes : undefined;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let value = 0xffff_ffff;
  for (const byte of bytes) value = (value >>> 8) ^ (CRC_TABLE[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffff_ffff) >>> 0;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
