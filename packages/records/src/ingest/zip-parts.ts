import { crc32, inflateRawSync } from "node:zlib";
import type { ZipEntry } from "./zip-directory.ts";

/** A part of a zip archive is not what its directory says. */
export class DamagedPart extends Error {
  override readonly name = "DamagedPart";
}

/**
 * The bytes of one entry, never more than its directory declares and exactly as its checksum says: a directory that lies
 * about sizes, a cut or a flipped bit all throw `DamagedPart`.
 */
export function partBytes(archive: Buffer, entry: ZipEntry): Buffer {
  const local = entry.offset;
  if (local + 30 > archive.length || archive.readUInt32LE(local) !== 0x04034b50) throw damaged(entry, "it is missing");
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + entry.packedBytes);
  if (packed.length !== entry.packedBytes) throw damaged(entry, "it is cut short");
  const bytes = entry.method === 0 ? packed : inflate(packed, entry);
  if (bytes.length !== entry.bytes || crc32(bytes) !== entry.crc) throw damaged(entry, "its checksum is wrong");
  return bytes;
}

function inflate(packed: Buffer, entry: ZipEntry): Buffer {
  if (entry.method !== 8) throw damaged(entry, `it is packed by method ${entry.method}`);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.bytes) });
  } catch (cause) {
    throw damaged(entry, "it does not unpack to its declared size", cause);
  }
}

function damaged(entry: ZipEntry, what: string, cause?: unknown): DamagedPart {
  return new DamagedPart(`${entry.name}: ${what}`, { cause });
}

/** The same parts as an archive that is not compressed, so that a reader without bounds has nothing to inflate. */
export function storedArchive(
  parts: readonly { readonly name: string; readonly bytes: Buffer; readonly crc: number }[],
): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, crc } of parts) {
    const nameBytes = Buffer.from(name, "utf8");
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt32LE(crc, 10);
    fields.writeUInt32LE(bytes.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([signature(0x04034b50), fields, nameBytes]);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    fields.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    pieces.push(local, bytes);
    directory.push(central, nameBytes);
    offset += local.length + bytes.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, directoryBytes, end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
