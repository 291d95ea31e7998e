import { cpSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import * as xlsx from "@e965/xlsx";
import type { GuardianshipTruth } from "@plait/example-guardianship";
import { type Random, seededRandom } from "@plait/study";
import { csvRecords } from "@plait/testkit";
import { filesUnder } from "./output-files.ts";

/** Files that the crosswalk or the rules call by name. */
const calledByName = new Set([
  "nrm/nrm referrals 2014-2018.csv",
  "nrm/nrm referrals 2019-2023.csv",
  "2017-2019/DW/ICTA referral Feb17-Dec18.xls",
]);

export interface Shuffled {
  readonly rowsMoved: number;
  readonly filesRenamed: number;
}

/**
 * Copies a guardianship study without its caches and outputs, with the data rows of every sheet in another order, and with names changed
 * among files of one folder, kind and format.
 */
export function writeShuffledCopy(study: string, copy: string, truth: GuardianshipTruth): Shuffled {
  cpSync(study, copy, { recursive: true, filter: (path) => !/[\\/](?:\.plait|outputs)$/u.test(path) });
  const deliveries = join(copy, "records", "deliveries");
  const random = seededRandom("shuffled deliveries");
  let rowsMoved = 0;
  for (const file of filesUnder(deliveries).filter((name) => /\.(?:xls|csv)$/u.test(name))) {
    const path = join(deliveries, file);
    const shuffle = file.endsWith(".xls") ? shuffleWorkbook : shuffleText;
    rowsMoved += shuffle(path, dataRowsOf(file, truth), random.fork(file));
  }
  return { rowsMoved, filesRenamed: renameFiles(deliveries, random.fork("names")) };
}

interface DataRows {
  readonly sheet: string;
  /** From 1. */
  readonly first: number;
  readonly count: number;
}

function dataRowsOf(file: string, truth: GuardianshipTruth): DataRows[] {
  if (file.startsWith("nrm/")) {
    const preamble = truth.faults.filter((fault) => fault.file === file && fault.fault === "preamble-row").length;
    return [{ sheet: "", first: preamble + 2, count: Number.POSITIVE_INFINITY }];
  }
  return truth.sheets
    .filter((sheet) => sheet.file === file)
    .map(({ sheet, headerRows, dataRows }) => ({
      sheet: sheet ?? "",
      first: (headerRows.at(-1) ?? 0) + 1,
      count: dataRows,
    }));
}

/** Byte by byte, so that whatever the encoding nothing but the order changes. */
function shuffleText(path: string, sheets: readonly DataRows[], random: Random): number {
  const records = csvRecords(readFileSync(path, "latin1")).map(({ text }) => text);
  const [{ first, count } = { first: 1, count: 0 }] = sheets;
  const data = records.slice(first - 1, first - 1 + count);
  const moved = random.shuffle(data);
  records.splice(first - 1, data.length, ...moved);
  writeFileSync(path, records.join(""), "latin1");
  return moved.filter((record, at) => record !== data[at]).length;
}

function shuffleWorkbook(path: string, sheets: readonly DataRows[], random: Random): number {
  const workbook = xlsx.read(readFileSync(path), { dense: true, cellNF: true });
  let moved = 0;
  for (const { sheet, first, count } of sheets) {
    const rows: (xlsx.CellObject | undefined)[][] = workbook.Sheets[sheet]?.["!data"] ?? [];
    const data = rows.slice(first - 1, first - 1 + count);
    const shuffled = random.fork(sheet).shuffle(data);
    rows.splice(first - 1, data.length, ...shuffled);
    moved += shuffled.filter((row, at) => row !== data[at]).length;
  }
  writeFileSync(path, xlsx.write(workbook, { type: "buffer", bookType: "biff8" }));
  return moved;
}

/** Names go around among files of one folder, kind and format; a file that is alone of its kind gets a name of its own. */
function renameFiles(deliveries: string, random: Random): number {
  const alike = new Map<string, string[]>();
  for (const file of filesUnder(deliveries)) {
    const kind = /referral|monthly|contact/u.exec(basename(file))?.[0];
    if (kind === undefined || calledByName.has(file)) continue;
    const key = `${dirname(file)} ${kind} ${extname(file)}`;
    alike.set(key, [...(alike.get(key) ?? []), file]);
  }
  let renamed = 0;
  for (const files of alike.values()) {
    const names =
      files.length === 1 ? files.map(withNumber(random)) : files.map((_, at) => files[(at + 1) % files.length] ?? "");
    for (const file of files) renameSync(join(deliveries, file), join(deliveries, `${file}.moving`));
    for (const [at, file] of files.entries()) {
      renameSync(join(deliveries, `${file}.moving`), join(deliveries, names[at] ?? ""));
      renamed++;
    }
  }
  return renamed;
}

function withNumber(random: Random): (file: string) => string {
  return (file) => join(dirname(file), `${random.integer(90)} ${basename(file)}`);
}
