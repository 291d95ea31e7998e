/** What a look at the bytes of an OLE2 container says before an engine reads it. */
export type CompoundLook =
  | { readonly kind: "workbook"; readonly stream: "Workbook" | "Book" }
  | { readonly kind: "encrypted" }
  /** `what` ends a sentence that begins "The file is". */
  | { readonly kind: "other"; readonly what: string }
  /** `reason` ends a sentence that begins "The file is damaged:". */
  | { readonly kind: "damaged"; readonly reason: string };

const FREE = 0xffff_ffff;
const END_OF_CHAIN = 0xffff_fffe;
const DIRECTORY_ENTRY = 128;
const FILEPASS = 0x002f;
const BEGIN_OF_FILE = 0x0809;
const END_OF_FILE = 0x000a;
const BOUND_SHEET = 0x0085;

/**
 * Checks an OLE2 container without trusting it: that it holds a workbook, that all of the workbook lies in the file,
 * that no password protects it, and that its records run to their end. A file cut short is found here, for a lenient
 * engine would read the rows that are left and say nothing. Flipped bits inside cells cannot be found: the format has
 * no checksum. Source: [MS-CFB] 2.2-2.6, [MS-XLS] 2.3.
 */
export function lookAtCompoundFile(file: Buffer): CompoundLook {
  const sectorSize = 1 << file.readUInt16LE(30);
  if (file.length < 512 || (sectorSize !== 512 && sectorSize !== 4096)) return damaged("its header is not whole");
  const table = sectorTable(file, sectorSize);
  if (table === undefined) return damaged("its table of sectors is not whole");
  const directory = chain(file, sectorSize, table, file.readUInt32LE(48));
  if (directory === undefined) return damaged("its directory is not whole");
  const streams = directoryStreams(directory);
  if (streams.some(({ name }) => name === "EncryptedPackage" || name === "EncryptionInfo"))
    return { kind: "encrypted" };
  const workbook = streams.find(({ name }) => name === "Workbook" || name === "Book");
  if (workbook === undefined) return { kind: "other", what: otherDocument(streams.map(({ name }) => name)) };

  const isSmall = workbook.size < file.readUInt32LE(56);
  const records = isSmall
    ? smallStream(file, sectorSize, table, streams, workbook)
    : chain(file, sectorSize, table, workbook.start);
  if (records === undefined || records.length < workbook.size) return damaged("it ends too early");
  const look = lookAtRecords(records.subarray(0, workbook.size));
  if (look !== "whole") return look === "encrypted" ? { kind: "encrypted" } : damaged(look);
  return { kind: "workbook", stream: workbook.name === "Book" ? "Book" : "Workbook" };
}

/** What a look at bare BIFF records says; older files have no container around them. */
export function lookAtBareRecords(file: Buffer): "whole" | "encrypted" | "damaged" {
  const look = lookAtRecords(file);
  return look === "whole" || look === "encrypted" ? look : "damaged";
}

function damaged(reason: string): CompoundLook {
  return { kind: "damaged", reason };
}

interface Stream {
  readonly name: string;
  readonly kind: number;
  readonly start: number;
  readonly size: number;
}

/** For each sector the one that follows it. */
function sectorTable(file: Buffer, sectorSize: number): Uint32Array | undefined {
  const tableSectors: number[] = [];
  for (let index = 0; index < 109; index++) tableSectors.push(file.readUInt32LE(76 + 4 * index));
  let next = file.readUInt32LE(68);
  const perSector = sectorSize / 4;
  for (let left = file.readUInt32LE(72); left > 0 && next < END_OF_CHAIN; left--) {
    const at = (next + 1) * sectorSize;
    if (at + sectorSize > file.length) return undefined;
    for (let index = 0; index < perSector - 1; index++) tableSectors.push(file.readUInt32LE(at + 4 * index));
    next = file.readUInt32LE(at + sectorSize - 4);
  }
  const used = tableSectors.filter((sector) => sector < END_OF_CHAIN).slice(0, file.readUInt32LE(44));
  if (used.length === 0) return undefined;
  const table = new Uint32Array(used.length * perSector);
  for (const [index, sector] of used.entries()) {
    const at = (sector + 1) * sectorSize;
    if (at + sectorSize > file.length) return undefined;
    for (let entry = 0; entry < perSector; entry++)
      table[index * perSector + entry] = file.readUInt32LE(at + 4 * entry);
  }
  return table;
}

function chain(file: Buffer, sectorSize: number, table: Uint32Array, start: number): Buffer | undefined {
  const sectors: Buffer[] = [];
  for (let sector = start; sector < END_OF_CHAIN; sector = table[sector] ?? FREE) {
    const at = (sector + 1) * sectorSize;
    if (at >= file.length || sectors.length > table.length) return undefined;
    sectors.push(file.subarray(at, at + sectorSize));
  }
  return Buffer.concat(sectors);
}

function directoryStreams(directory: Buffer): Stream[] {
  const streams: Stream[] = [];
  for (let at = 0; at + DIRECTORY_ENTRY <= directory.length; at += DIRECTORY_ENTRY) {
    const nameLength = Math.min(64, directory.readUInt16LE(at + 64));
    streams.push({
      name: directory.toString("utf16le", at, at + Math.max(0, nameLength - 2)),
      kind: directory[at + 66] ?? 0,
      start: directory.readUInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120),
    });
  }
  return streams;
}

/** A stream below the cutoff lies in small sectors inside the root's own stream. */
function smallStream(
  file: Buffer,
  sectorSize: number,
  table: Uint32Array,
  streams: readonly Stream[],
  stream: Stream,
): Buffer | undefined {
  const smallSize = 1 << file.readUInt16LE(32);
  const root = streams.find(({ kind }) => kind === 5);
  const container = root && chain(file, sectorSize, table, root.start);
  const links = chain(file, sectorSize, table, file.readUInt32LE(60));
  if (container === undefined || links === undefined) return undefined;
  const pieces: Buffer[] = [];
  let sector = stream.start;
  while (sector < END_OF_CHAIN) {
    if (pieces.length > links.length / 4 || 4 * sector + 4 > links.length) return undefined;
    pieces.push(container.subarray(sector * smallSize, (sector + 1) * smallSize));
    sector = links.readUInt32LE(4 * sector);
  }
  return Buffer.concat(pieces);
}

/** Walks record after record: an encryption record, a sheet that begins beyond the end, a record cut through. */
function lookAtRecords(records: Buffer): "whole" | "encrypted" | string {
  let depth = 0;
  let sawEnd = false;
  let at = 0;
  while (at + 4 <= records.length) {
    const type = records.readUInt16LE(at);
    const length = records.readUInt16LE(at + 2);
    if (type === 0 && length === 0) break;
    if (at + 4 + length > records.length) return "a record of its workbook is cut through";
    if (type === FILEPASS) return "encrypted";
    if (type === BOUND_SHEET && length >= 4 && records.readUInt32LE(at + 4) >= records.length) {
      return "a sheet begins beyond its end";
    }
    if ((type & 0xff) === (BEGIN_OF_FILE & 0xff) && isBegin(type)) depth++;
    if (type === END_OF_FILE) {
      depth--;
      sawEnd = true;
    }
    at += 4 + length;
  }
  return sawEnd && depth <= 0 ? "whole" : "its workbook has no end";
}

function isBegin(type: number): boolean {
  return type === BEGIN_OF_FILE || type === 0x0409 || type === 0x0209 || type === 0x0009;
}

function otherDocument(names: readonly string[]): string {
  if (names.includes("WordDocument")) return "a Word document";
  if (names.includes("PowerPoint Document")) return "a PowerPoint presentation";
  if (names.some((name) => name.startsWith("__substg1.0"))) return "an Outlook message";
  return "an Office document without a workbook";
}
