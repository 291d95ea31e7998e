import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { copyTo, type Database, id, scanParquet, sql } from "@plait/database";
import { compareText, compilePathPattern, type DeliveryFile, type Problem, type RecordsStudy } from "@plait/study";
import { ROWS_A_SHEET, type SourceSheet } from "../source-sheet.ts";
import { cellsSql } from "./cells-sql.ts";
import type { HeaderOverride } from "./header-choice.ts";
import type { IngestLimits } from "./ingest-limits.ts";
import { readDelivery } from "./read-delivery.ts";
import type { SheetCache } from "./sheet-cache.ts";
import type { SheetRead } from "./sheet-read.ts";

/** Raised whenever reading changes what it makes of the same bytes, so that nothing read before is used again. */
const INGEST_VERSION = 3;

export interface PrepareRequest {
  readonly study: RecordsStudy;
  /** Absolute path of the study folder. */
  readonly folder: string;
  readonly database: Database;
  readonly cache: SheetCache;
  /** A private folder for plain cells while they are being read; emptied afterwards. */
  readonly scratch: string;
  readonly limits?: Partial<IngestLimits>;
  readonly signal?: AbortSignal;
  readonly progress: (step: string) => void;
}

export interface PreparedSheets {
  readonly sheets: readonly SourceSheet[];
  /** By number of the sheet. */
  readonly surroundings: ReadonlyMap<number, SheetSurroundings>;
  readonly problems: readonly Problem[];
  /** By path under `deliveries/`, in code-unit order. */
  readonly hashes: ReadonlyMap<string, string>;
  /** How many files were read now rather than taken from the cache. */
  readonly filesRead: number;
}

/** The rows of a sheet that are not data. */
export type SheetSurroundings = Pick<SheetRead, "header" | "setAside">;

/**
 * Makes every sheet of every delivery ready to be queried. A file whose content and header overrides were seen before is not read again.
 * A file that cannot be read is a problem; the others are read all the same.
 */
export async function prepareSheets(request: PrepareRequest): Promise<PreparedSheets> {
  const deliveries = [...request.study.deliveries].sort((a, b) => compareText(a.path, b.path));
  request.progress(`look for new and changed files among ${deliveries.length}`);
  const found: FoundDelivery[] = [];
  for (const delivery of deliveries) {
    request.signal?.throwIfAborted();
    found.push(await findDelivery(delivery, request));
  }
  const prepared = await readUnread(found, request);
  let number = 0;
  const surroundings = new Map<number, SheetSurroundings>();
  const sheets = prepared.flatMap(({ delivery: { path, period, group, kind }, described, paths }) =>
    described.sheets.map(({ columnCount, emptyColumns, header, setAside, raised, ...sheet }, index) => {
      surroundings.set(++number, { header, setAside });
      return {
        ...sheet,
        number,
        delivery: { path, period, group: group ?? "", kind },
        sha256: described.sha256,
        cells: scanParquet(paths[index] ?? ""),
      };
    }),
  );
  return {
    sheets,
    surroundings,
    problems: prepared.flatMap(({ described }) => described.problems),
    hashes: new Map(prepared.map(({ delivery, described }) => [delivery.path, described.sha256])),
    filesRead: found.filter(({ kept }) => kept === undefined).length,
  };
}

/** What the cache keeps of a delivery beside the cells. */
interface DescribedDelivery {
  /** Empty for a file that cannot be opened. */
  readonly sha256: string;
  readonly sheets: readonly Omit<SheetRead, "cells">[];
  readonly problems: readonly Problem[];
}

interface PreparedDelivery {
  readonly delivery: DeliveryFile;
  readonly described: DescribedDelivery;
  readonly paths: readonly string[];
}

/** A delivery as it lies there, with what was kept of it when it was read before. */
interface FoundDelivery {
  readonly delivery: DeliveryFile;
  readonly bytes: FileBytes | null;
  readonly kept: PreparedDelivery | undefined;
}

async function findDelivery(delivery: DeliveryFile, request: PrepareRequest): Promise<FoundDelivery> {
  const bytes = await bytesOf(join(request.folder, delivery.file));
  const kept = bytes === null ? undefined : await keptDelivery(delivery, bytes.sha256, request);
  return { delivery, bytes, kept };
}

async function keptDelivery(
  delivery: DeliveryFile,
  sha256: string,
  { study, cache }: PrepareRequest,
): Promise<PreparedDelivery | undefined> {
  const entry = entryOf(delivery, sha256, study);
  const text = await cache.readText(descriptionKey(entry));
  if (text === undefined) return undefined;
  // Written by readNow; the entry's name stands for its form.
  const described = JSON.parse(text) as DescribedDelivery;
  const paths: string[] = [];
  for (const index of described.sheets.keys()) {
    const path = await cache.path(cellsKey(entry, index));
    if (path === undefined) return undefined;
    paths.push(path);
  }
  return { delivery, described, paths };
}

async function readUnread(found: readonly FoundDelivery[], request: PrepareRequest): Promise<PreparedDelivery[]> {
  const toRead = found.filter(({ kept }) => kept === undefined).length;
  const prepared: PreparedDelivery[] = [];
  let reading = 0;
  await rm(request.scratch, { recursive: true, force: true });
  try {
    for (const { delivery, bytes, kept } of found) {
      request.signal?.throwIfAborted();
      if (kept === undefined) request.progress(`read ${++reading} of ${toRead}: ${delivery.path}`);
      prepared.push(kept ?? (await readNow(delivery, bytes, request)));
    }
  } finally {
    await rm(request.scratch, { recursive: true, force: true });
  }
  return prepared;
}

/** Reads a delivery and keeps what was read, unless something was wrong with it. */
async function readNow(
  delivery: DeliveryFile,
  bytes: FileBytes | null,
  request: PrepareRequest,
): Promise<PreparedDelivery> {
  const file = join(request.folder, delivery.file);
  await mkdir(request.scratch, { recursive: true, mode: 0o700 });
  const read = await readDelivery({
    file,
    name: delivery.file,
    scratch: request.scratch,
    overrides: overridesFor(delivery, request.study),
    ...(request.limits === undefined ? {} : { limits: request.limits }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  const isWhole = read.problems.every(({ severity }) => severity !== "error");
  if (bytes === null) return unread(delivery, "", isWhole ? [changedMeanwhile(delivery)] : read.problems);
  const entry = entryOf(delivery, bytes.sha256, request.study);
  const stored: StoredCells[] = [];
  for (const [index, sheet] of read.sheets.entries())
    stored.push(await storeCells(sheet, cellsKey(entry, index), request));
  if ((await stampOf(file)) !== bytes.stamp) return unread(delivery, bytes.sha256, [changedMeanwhile(delivery)]);
  for (const cells of stored) requireEveryRow(cells, delivery);
  const described: DescribedDelivery = {
    sha256: bytes.sha256,
    sheets: read.sheets.map(({ cells: _, ...sheet }) => sheet),
    problems: read.problems,
  };
  if (isWhole) await request.cache.writeText(descriptionKey(entry), JSON.stringify(described));
  await rm(request.scratch, { recursive: true, force: true });
  return { delivery, described, paths: stored.map(({ path }) => path) };
}

function unread(delivery: DeliveryFile, sha256: string, problems: readonly Problem[]): PreparedDelivery {
  return { delivery, described: { sha256, sheets: [], problems }, paths: [] };
}

function changedMeanwhile(delivery: DeliveryFile): Problem {
  return {
    severity: "error",
    code: "file-changed-meanwhile",
    place: { file: delivery.file },
    message: "The file was changed while it was being read, so nothing of it was used.",
    remedy: "Wait until no other program writes to it, then run again.",
  };
}

interface StoredCells {
  readonly path: string;
  readonly rows: number;
  readonly rowsRead: number;
}

async function storeCells(sheet: SheetRead, key: string, { cache, database }: PrepareRequest): Promise<StoredCells> {
  const select =
    sheet.columnCount === 0 ? sql`select cast(null as bigint) as ${id("row")} where false` : sql.raw(cellsSql(sheet));
  const path = await cache.write(key, (temporary) => database.run(copyTo(select, temporary, "parquet")));
  const { rows } = await database.row<{ rows: number }>(
    sql`select count(*) as ${id("rows")} from ${scanParquet(path)}`,
  );
  return { path, rows, rowsRead: sheet.dataRows };
}

function requireEveryRow({ rows, rowsRead }: StoredCells, { path }: DeliveryFile): void {
  if (rows !== rowsRead) throw new RangeError(`${path}: ${rows} rows were stored where ${rowsRead} were read`);
  if (rows >= ROWS_A_SHEET) throw new RangeError(`${path}: a sheet of ${rows} rows is longer than row numbers allow`);
}

function overridesFor(delivery: DeliveryFile, study: RecordsStudy): HeaderOverride[] {
  return study.rules.headers
    .filter(({ path }) => compilePathPattern(path).match(delivery.path) !== null)
    .map((header) => ({
      ...(header.sheet === undefined ? {} : { sheet: header.sheet }),
      ...("rows" in header ? { rows: header.rows } : { skip: true }),
    }));
}

/** Where the cache keeps a delivery. Its path is part of it because problems name it. */
function entryOf(delivery: DeliveryFile, sha256: string, study: RecordsStudy): string {
  const key = createHash("sha256")
    .update(JSON.stringify([INGEST_VERSION, sha256, delivery.path, overridesFor(delivery, study)]))
    .digest("hex");
  return `deliveries/${key.slice(0, 40)}`;
}

function descriptionKey(entry: string): string {
  return `${entry}/description.json`;
}

function cellsKey(entry: string, index: number): string {
  return `${entry}/${index}.parquet`;
}

interface FileBytes {
  readonly sha256: string;
  /** Changes when the file is written to. */
  readonly stamp: string;
}

/** Null where the file cannot be opened; reading it then says why. */
async function bytesOf(file: string): Promise<FileBytes | null> {
  const hash = createHash("sha256");
  try {
    const stamp = await stampOf(file);
    if (stamp === null) return null;
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
    return { sha256: hash.digest("hex"), stamp };
  } catch {
    return null;
  }
}

async function stampOf(file: string): Promise<string | null> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch {
    return null;
  }
}
