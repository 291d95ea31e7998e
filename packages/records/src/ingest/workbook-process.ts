import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { read, set_cptable, type WorkBook, type WorkSheet } from "@e965/xlsx";
import type { Place, Problem } from "@plait/study";
import { TooManyCellBytes } from "./cells-file.ts";
import { lookAtBareRecords, lookAtCompoundFile } from "./compound-file.ts";
import { overrideFor } from "./header-choice.ts";
import type { SheetRead } from "./sheet-read.ts";
import { isDiskError } from "./storage-failure.ts";
import {
  damagedWorkbook,
  encryptedWorkbook,
  notAWorkbook,
  oversizedWorkbook,
  tooManyRows,
} from "./workbook-problems.ts";
import type { WorkbookAnswer, WorkbookTask } from "./workbook-task.ts";
import { readWorksheet } from "./worksheet.ts";
import { DamagedPart, partBytes, storedArchive } from "./zip-parts.ts";

/**
 * The process that reads one workbook: it is asked once, answers once and ends. Whatever a hostile or broken file does
 * here (a loop, a heap that overflows, a crash) ends with it.
 */
process.once("message", async (task: WorkbookTask) => {
  const guard = new Worker(new URL("./memory-guard.ts", import.meta.url), {
    workerData: { mostBytes: task.limits.residentMegabytes * 1024 * 1024, parent: process.ppid },
  });
  await once(guard, "message");
  const answer = await answerTask(task);
  process.send?.(answer, () => process.exit(0));
});

async function answerTask(task: WorkbookTask): Promise<WorkbookAnswer> {
  const place: Place = { file: task.name };
  const failed = (problem: Problem): WorkbookAnswer => ({ kind: "read", sheets: [], skipped: [], problems: [problem] });
  try {
    const file = readFileSync(task.file);
    const refusal = refuse(file, task, place);
    if (refusal !== undefined) return failed(refusal);
    const workbook = await parse(file, task);
    return readSheets(workbook, task);
  } catch (error) {
    if (isDiskError(error)) return { kind: "disk", code: error.code };
    if (error instanceof TooManyCellBytes) {
      return failed(oversizedWorkbook(place, `its cells would take more than ${task.limits.cellBytes} bytes`));
    }
    if (error instanceof RowsBeyond) return failed(tooManyRows(place, error.row, task.limits.rows));
    if (error instanceof DamagedPart) return failed(damagedWorkbook(place, `in ${error.message}`));
    // The engine's messages may quote cells, so none is passed on.
    return failed(damagedWorkbook(place, "its parts do not fit together"));
  }
}

/** Reasons not to hand a file to the engine at all. */
function refuse(file: Buffer, task: WorkbookTask, place: Place): Problem | undefined {
  if (task.kind === "old-xls") {
    const look = lookAtBareRecords(file);
    if (look === "encrypted") return encryptedWorkbook(place);
    return look === "damaged" ? damagedWorkbook(place, "its records do not run to their end") : undefined;
  }
  if (task.kind !== "xls") return undefined;
  const look = lookAtCompoundFile(file);
  switch (look.kind) {
    case "workbook":
      return undefined;
    case "encrypted":
      return encryptedWorkbook(place);
    case "other":
      return notAWorkbook(place, look.what);
    case "damaged":
      return damagedWorkbook(place, look.reason);
  }
}

const OPTIONS = {
  dense: true,
  raw: true,
  cellDates: false,
  cellText: true,
  cellHTML: false,
  cellFormula: true,
} as const;

async function parse(file: Buffer, task: WorkbookTask): Promise<WorkBook> {
  switch (task.kind) {
    case "xlsx":
    case "xlsb": {
      const { archive, hasUncalculated } = unpack(file, task);
      return read(archive, { ...OPTIONS, type: "buffer", sheetStubs: hasUncalculated });
    }
    case "xls":
    case "old-xls":
      // Workbooks before Excel 97 hold text in the code page of their time.
      set_cptable(await import("@e965/xlsx/dist/cpexcel.full.mjs"));
      return read(file, { ...OPTIONS, type: "buffer" });
    case "excel-2003-xml":
      return read(file, { ...OPTIONS, type: "buffer" });
    case "html": {
      // Few workbooks are web pages, and what reads them takes longer to load than most workbooks to read.
      const { decodeHtml } = await import("./html-tables.ts");
      return read(decodeHtml(file), { ...OPTIONS, type: "string" });
    }
  }
}

/** A worksheet reaches further down than any worksheet can. */
class RowsBeyond extends Error {
  readonly row: number;
  constructor(row: number) {
    super(`row ${row}`);
    this.row = row;
  }
}

/** How a formula without a stored result ends its cell. The engine drops such cells unless it keeps empty ones as well. */
const UNCALCULATED = ["</f></c>", "</f><v></v></c>", "</f><v/></c>", "</f><v /></c>"];

function unpack(file: Buffer, task: WorkbookTask): { archive: Buffer; hasUncalculated: boolean } {
  const parts = task.entries
    .filter((entry) => !entry.name.endsWith("/"))
    .map((entry) => ({ name: entry.name, bytes: partBytes(file, entry), crc: entry.crc }));
  const worksheets = parts.filter(({ name }) => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
  for (const { bytes } of worksheets) {
    const row = lastRow(bytes);
    if (row > task.limits.rows) throw new RowsBeyond(row);
  }
  const hasUncalculated = worksheets.some(({ bytes }) => UNCALCULATED.some((ending) => bytes.includes(ending)));
  return { archive: storedArchive(parts), hasUncalculated };
}

/** The number of the last row of a worksheet's XML, before anything is made of it. */
function lastRow(xml: Buffer): number {
  const at = xml.lastIndexOf("<row ");
  if (at === -1) return 0;
  return Number(/\br="(\d+)"/.exec(xml.toString("latin1", at, at + 200))?.[1] ?? 0);
}

function readSheets(workbook: WorkBook, task: WorkbookTask): WorkbookAnswer {
  const sheets: SheetRead[] = [];
  const skipped: string[] = [];
  const problems: Problem[] = [];
  const states = workbook.Workbook?.Sheets ?? [];
  for (const [index, name] of workbook.SheetNames.entries()) {
    const worksheet: WorkSheet | undefined = workbook.Sheets[name];
    if (worksheet === undefined || isChart(worksheet)) continue;
    const override = overrideFor(name, task.overrides);
    if (override?.skip === true) {
      skipped.push(name);
      continue;
    }
    const { sheet, problems: found } = readWorksheet(worksheet, {
      name: task.name,
      sheet: name,
      hidden: (states[index]?.Hidden ?? 0) !== 0,
      date1904: workbook.Workbook?.WBProps?.date1904 === true,
      override,
      limits: task.limits,
      scratch: task.scratch,
      number: index + 1,
    });
    if (sheet !== undefined) sheets.push(sheet);
    problems.push(...found);
  }
  return { kind: "read", sheets, skipped, problems };
}

function isChart(worksheet: WorkSheet): boolean {
  const kind = worksheet["!type"];
  return kind !== undefined && kind !== "sheet";
}
