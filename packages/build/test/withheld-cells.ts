import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as xlsx from "@e965/xlsx";
import type { Cell, Result } from "@plait/study";
import { csvRecords } from "./delivered-file.ts";
import { filesUnder } from "./output-files.ts";
import type { ResultsFile } from "./released-results.ts";

export interface WithheldFaults {
  /** How many cells are withheld. */
  readonly withheld: number;
  readonly faults: readonly string[];
}

/**
 * Holds every output against the true results: a cell withheld in `results.json` bears the mark [c] in CSV and workbook, the page has as many
 * marks as cells, a cell that is released bears its true number (the policy rounds nothing), and no number of a withheld estimate is
 * found in any file.
 */
export async function withheldFaults(
  outputs: string,
  internal: readonly Result[],
  released: ResultsFile,
): Promise<WithheldFaults> {
  const faults: string[] = [];
  const texts = textsOf(outputs);
  const page = texts.get("annex.html") ?? "";
  let withheld = 0;
  for (const result of released.results) {
    const truth = internal.find(({ id }) => id === result.id);
    const csv = numberCells(csvRecords(texts.get(`tables/${result.id}.csv`) ?? "").map(({ fields }) => fields));
    const marks = countMarks(tableOf(page, result.id));
    let ofResult = 0;
    for (const [row, { cells, label }] of result.rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        const place = `${result.id}, ${label}, ${result.columns[column]?.label}`;
        const trueCell = truth?.rows[row]?.cells[column];
        if (trueCell === undefined) faults.push(`${place}: no such cell before the gate`);
        else if (cell.kind === "withheld") {
          ofResult++;
          for (const [file, text] of texts)
            for (const number of telltales(trueCell))
              if (text.includes(number)) faults.push(`${place}: ${number} is in ${file}`);
        } else if (cell.kind === "count" && trueCell.kind === "count" && cell.value !== trueCell.value)
          faults.push(`${place}: ${cell.value} where ${trueCell.value} is true`);
      }
    }
    const inCsv = csv.filter((text) => text === "[c]").length;
    const perCell = result.columns.map((_, column) =>
      result.rows.some(({ cells }) => cells[column]?.kind === "estimate") ? 5 : 1,
    );
    const expected = result.rows.reduce(
      (sum, { cells }) =>
        sum + cells.reduce((inRow, cell, column) => inRow + (cell.kind === "withheld" ? (perCell[column] ?? 1) : 0), 0),
      0,
    );
    if (inCsv !== expected) faults.push(`${result.id}: ${inCsv} marks in the CSV, ${expected} expected`);
    const inSheet = workbookMarks(outputs, result.title);
    if (inSheet !== expected) faults.push(`${result.id}: ${inSheet} marks in the workbook, ${expected} expected`);
    if (marks !== ofResult) faults.push(`${result.id}: ${marks} marks on the page, ${ofResult} expected`);
    withheld += ofResult;
  }
  return { withheld, faults };
}

function textsOf(outputs: string): Map<string, string> {
  return new Map(
    filesUnder(outputs).map((file) => [
      file,
      file.endsWith(".xlsx") ? workbookText(join(outputs, file)) : readFileSync(join(outputs, file), "utf8"),
    ]),
  );
}

function workbookText(path: string): string {
  const workbook = xlsx.read(readFileSync(path));
  return workbook.SheetNames.map((name) =>
    xlsx.utils.sheet_to_csv(workbook.Sheets[name] ?? {}, { rawNumbers: true }),
  ).join("\n");
}

function workbookMarks(outputs: string, title: string): number {
  const workbook = xlsx.read(readFileSync(join(outputs, "tables.xlsx")));
  for (const name of workbook.SheetNames) {
    const rows: unknown[][] = xlsx.utils.sheet_to_json(workbook.Sheets[name] ?? {}, { header: 1, raw: true });
    if (String(rows[0]?.[0] ?? "").includes(title) && name !== "Contents")
      return rows.flat().filter((value) => value === "[c]").length;
  }
  return -1;
}

function numberCells(records: readonly (readonly string[])[]): string[] {
  return records.slice(1).flat();
}

/** Numbers long enough to be found by chance nowhere else. */
function telltales(cell: Cell): string[] {
  if (cell.kind !== "estimate") return [];
  const { estimate, standardError, interval, pValue } = cell;
  return [estimate, standardError, ...interval, pValue].map((number) => String(Math.abs(number)).slice(0, 9));
}

function tableOf(page: string, id: string): string {
  const start = page.indexOf(`id="${id}"`);
  const from = page.indexOf("<tbody", start);
  return page.slice(from, page.indexOf("</table>", from));
}

function countMarks(html: string): number {
  return html.split("[c]").length - 1;
}
