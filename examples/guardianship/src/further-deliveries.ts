import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isoMonth } from "./calendar.ts";
import { csvRecord } from "./csv-text.ts";
import { type FilePlan, periodOfPath } from "./delivery-plan.ts";
import { type LinkedRow, reference } from "./linked-row.ts";

/** Reference numbers of the first study end at 9,999, so each further one begins 10,000 later. */
const NUMBERS_EACH = 10_000;
export const LARGEST_SCALE = 100;
const COPIES_A_FILE = 10;

export interface FurtherFile {
  /** Under `deliveries/`. */
  readonly path: string;
  readonly rows: number;
}

/**
 * Writes the same rows again for other people, `copies` times, as clean CSV: what a benchmark needs. Rows stream to the
 * disk, so memory does not grow with the number of copies.
 */
export async function writeFurtherDeliveries(
  deliveries: string,
  rows: readonly LinkedRow[],
  plans: readonly FilePlan[],
  copies: number,
): Promise<FurtherFile[]> {
  const files: FurtherFile[] = [];
  for (const [folder, ofFolder] of byFolder(rows, plans)) {
    for (let first = 1; first <= copies; first += COPIES_A_FILE) {
      const last = Math.min(copies, first + COPIES_A_FILE - 1);
      const kind = ofFolder[0]?.kind ?? "referral";
      const path = `${folder}/further ${kind} ${String(first).padStart(2, "0")}-${String(last).padStart(2, "0")}.csv`;
      await writeCopies(join(deliveries, path), ofFolder, first, last);
      files.push({ path, rows: ofFolder.length * (last - first + 1) });
    }
  }
  return files;
}

async function writeCopies(path: string, rows: readonly LinkedRow[], first: number, last: number): Promise<void> {
  const variables = Object.keys(rows[0]?.record ?? {});
  await mkdir(dirname(path), { recursive: true });
  const stream = createWriteStream(path);
  stream.write(`${csvRecord(variables.map(furtherLabel))}\n`);
  for (let copy = first; copy <= last; copy++) {
    let chunk: string[] = [];
    for (const row of rows) {
      const urn = reference(row.number + copy * NUMBERS_EACH);
      chunk.push(csvRecord(variables.map((variable) => (variable === "urn" ? urn : (row.record[variable] ?? null)))));
      if (chunk.length === 4096) {
        if (!stream.write(`${chunk.join("\n")}\n`)) await once(stream, "drain");
        chunk = [];
      }
    }
    if (chunk.length > 0 && !stream.write(`${chunk.join("\n")}\n`)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "finish");
}

/** The label of a variable in these files: `referral_date` is "Referral date (further)". */
export function furtherLabel(variable: string): string {
  const words = variable.replaceAll("_", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} (further)`;
}

function byFolder(rows: readonly LinkedRow[], plans: readonly FilePlan[]): [folder: string, rows: LinkedRow[]][] {
  const folders = new Map<string, [string, LinkedRow[]]>();
  for (const row of rows) {
    const home = plans.find(
      (file) =>
        !file.resent &&
        file.kind === row.kind &&
        file.group === row.group &&
        file.sheets.some((sheet) => row.month >= sheet.from && row.month <= sheet.to),
    );
    if (home === undefined)
      throw new RangeError(`no delivery covers ${row.kind} of ${row.group}, ${isoMonth(row.month)}`);
    const folder = `${periodOfPath(home.path)}/${row.group}`;
    const entry = folders.get(`${folder} ${row.kind}`);
    if (entry === undefined) folders.set(`${folder} ${row.kind}`, [folder, [row]]);
    else entry[1].push(row);
  }
  return [...folders.values()];
}
