import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { copyTo, type Database, id, scanParquet, sql } from "@plait/database";
import { compareText, compilePathPattern, type DeliveryFile, type Problem, type Study } from "@plait/study";
import { ROWS_A_SHEET, type SourceSheet } from "../source-sheet.ts";
import { cellsSql } from "./cells-sql.ts";
import type { HeaderOverride } from "./header-choice.ts";
import type { IngestLimits } from "./ingest-limits.ts";
import { readDelivery } from "./read-delivery.ts";
import type { SheetCache } from "./sheet-cache.ts";
import type { SheetRead } from "./sheet-read.ts";

/** Raised whenever reading changes what it makes of the same bytes, so that nothing read before is used again. */
const INGEST_VERSION = 1;

export interface PrepareRequest {
  readonly study: Study;
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
  readonly problems: readonly Problem[];
  /** By path under `deliveries/`, in code-unit order. */
  readonly hashes: ReadonlyMap<string, string>;
  /** How many files were read now rather than taken from the cache. */
  readonly filesRead: number;
}

/**
 * Makes every sheet of every delivery ready to be queried. A file whose content and header overrides were seen before is not read again.
 * A file that cannot be read is a problem; the others are read all the same.
 */
export async function prepareSheets(request: PrepareRequest): Promise<PreparedSheets> {
  const deliveries = [...request.study.deliveries].sort((a, b) => compareText(a.path, b.path));
  const prepared: PreparedDelivery[] = [];
  await rm(request.scratch, { recursive: true, force: true });
  try {
    for (const [index, delivery] of deliveries.entries()) {
      request.signal?.throwIfAborted();
      request.progress(`read ${index + 1} of ${deliveries.length}: ${delivery.path}`);
      prepared.push(await prepareDelivery(delivery, request));
    }
  } finally {
    await rm(request.scratch, { recursive: true, force: true });
  }
  let number = 0;
  const sheets = prepared.flatMap(({ delivery, described, paths }) =>
    described.sheets.map((sheet, index): SourceSheet => {
      number++;
      const { sheet: name, hidden, date1904, encoding, headerRows, headerFrom, labels, dataRows, setAsideRows } = sheet;
      return {
        number,
        delivery: { path: delivery.path, period: delivery.period, group: delivery.group ?? "", kind: delivery.kind },
        sha256: described.sha256,
        sheet: name,
        hidden,
        date1904,
        encoding,
        headerRows,
        headerFrom,
        labels,
        dataRows,
        setAsideRows,
        cells: scanParquet(paths[index] ?? ""),
      };
    }),
  );
  return {
    sheets,
    problems: prepared.flatMap(({ described }) => described.problems),
    hashes: new Map(prepared.map(({ delivery, described }) => [delivery.path, described.sha256])),
    filesRead: prepared.filter(({ wasRead }) => wasRead).length,
  };
}

/** What the cache keeps of a delivery beside the cells. */
interface DescribedDelivery {
  readonly sha256: string;
  readonly sheets: readonly Omit<SheetRead, "cells">[];
  readonly problems: readonly Problem[];
}

interface PreparedDelivery {
  readonly delivery: DeliveryFile;
  readonly described: DescribedDelivery;
  readonly paths: readonly string[];
  readonly wasRead: boolean;
}

async function prepareDelivery(delivery: DeliveryFile, request: PrepareRequest): Promise<PreparedDelivery> {
  const file = join(request.folder, delivery.file);
  const overrides = overridesFor(delivery, request.study);
  const sha256 = await hashOf(file);
  const key = sha256 === null ? null : cacheKey(sha256, delivery, overrides);
  const cells = (index: number) => `deliveries/${key}/${index}.parquet`;
  const description = `deliveries/${key}/description.json`;
  const kept = key === null ? undefined : await request.cache.readText(description);
  if (kept !== undefined) {
    // Written by this function; the cache's own key stands for its form.
    const described = JSON.parse(kept) as DescribedDelivery;
    const paths = described.sheets.map((_, index) => request.cache.path(cells(index)));
    if (paths.every((path) => path !== undefined)) return { delivery, described, paths, wasRead: false };
  }
  await mkdir(request.scratch, { recursive: true, mode: 0o700 });
  const read = await readDelivery({
    file,
    name: delivery.file,
    scratch: request.scratch,
    overrides,
    ...(request.limits === undefined ? {} : { limits: request.limits }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  const described: DescribedDelivery = {
    sha256: read.sha256 ?? "",
    sheets: read.sheets.map(({ cells: _, ...sheet }) => sheet),
    problems: read.problems,
  };
  const paths: string[] = [];
  for (const [index, sheet] of read.sheets.entries())
    paths.push(await storeCells(sheet, cells(index), delivery, request));
  const isWhole = read.problems.every(({ severity }) => severity !== "error");
  if (isWhole) await request.cache.writeText(description, JSON.stringify(described));
  await rm(request.scratch, { recursive: true, force: true });
  return { delivery, described, paths, wasRead: true };
}

async function storeCells(
  sheet: SheetRead,
  key: string,
  delivery: DeliveryFile,
  request: PrepareRequest,
): Promise<string> {
  const select =
    sheet.columnCount === 0 ? sql`select cast(null as bigint) as ${id("row")} where false` : sql.raw(cellsSql(sheet));
  const path = await request.cache.write(key, (temporary) =>
    request.database.run(copyTo(select, temporary, "parquet")),
  );
  const { rows } = await request.database.row<{ rows: number }>(
    sql`select count(*) as ${id("rows")} from ${scanParquet(path)}`,
  );
  if (rows !== sheet.dataRows) {
    throw new RangeError(
      `${delivery.path}: ${rows} rows were stored where ${sheet.dataRows} were read; was the file changed meanwhile?`,
    );
  }
  if (rows >= ROWS_A_SHEET)
    throw new RangeError(`${delivery.path}: a sheet of ${rows} rows is longer than row numbers allow`);
  return path;
}

function overridesFor(delivery: DeliveryFile, study: Study): HeaderOverride[] {
  return study.rules.headers
    .filter(({ path }) => compilePathPattern(path).match(delivery.path) !== null)
    .map((header) => ({
      ...(header.sheet === undefined ? {} : { sheet: header.sheet }),
      ...("rows" in header ? { rows: header.rows } : { skip: true }),
    }));
}

/** The path is part of the key because problems name it. */
function cacheKey(sha256: string, delivery: DeliveryFile, overrides: readonly HeaderOverride[]): string {
  return createHash("sha256")
    .update(JSON.stringify([INGEST_VERSION, sha256, delivery.path, overrides]))
    .digest("hex")
    .slice(0, 40);
}

/** Null where the file cannot be opened; reading it then says why. */
async function hashOf(file: string): Promise<string | null> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
  } catch {
    return null;
  }
  return hash.digest("hex");
}
