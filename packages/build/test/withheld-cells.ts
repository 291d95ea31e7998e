import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as xlsx from "@e965/xlsx";
import type { Cell, Result } from "@plait/study";
import { csvRecords } from "@plait/testkit";
import { filesUnder } from "./output-files.ts";
import type { ResultsFile } from "./released-results.ts";

type ReleasedTable = ResultsFile["results"][number];

export interface WithheldFaults {
  /** How many cells are withheld. */
  readonly withheld: number;
  readonly faults: readonly string[];
}

/**
 * Holds every output against the true results. A cell withheld in `results.json` bears the mark [c] at its place in CSV and workbook, and the
 * page has as many marks as it has cells, fewer where it says that it leaves out what is held back altogether; a count that is released is the true one (the policy rounds nothing); no number of a withheld
 * estimate is found in any file.
 */
export function withheldFaults(
  outputs: string,
  internal: readonly Result[],
  released: readonly ReleasedTable[],
): WithheldFaults {
  const files = filesUnder(outputs).filter((file) => !file.endsWith(".xlsx"));
  const texts = new Map(files.map((file) => [file, readFileSync(join(outputs, file), "utf8")]));
  const workbook = xlsx.read(readFileSync(join(outputs, "tables.xlsx")));
  const page = texts.get("annex.html") ?? "";
  texts.set("tables.xlsx", workbook.SheetNames.map((name) => JSON.stringify(rowsOf(workbook, name))).join("\n"));
  const faults: string[] = [];
  let withheld = 0;
  for (const result of released) {
    const truth = internal.find(({ id }) => id === result.id);
    if (truth === undefined) throw new Error(`there is no result ${result.id} before the gate`);
    const hidden = hiddenCells(result, truth);
    withheld += hidden.length;
    for (const number of hidden.flatMap(telltales)) {
      for (const [file, text] of texts) if (text.includes(number)) faults.push(`${result.id}: ${number} is in ${file}`);
    }
    faults.push(...changedCounts(result, truth));
    const marks = marksOf(result);
    const csv = csvRecords(texts.get(`tables/${result.id}.csv`) ?? "").map(({ fields }) => fields);
    for (const [file, rows] of [
      ["CSV", csv] as const,
      ["workbook", rowsOf(workbook, result.table.replace(" ", "_"))] as const,
    ]) {
      const found = rows
        .slice(-result.rows.length)
        .map((row) => row.slice(-(marks[0]?.length ?? 0)).map((cell) => cell === "[c]"));
      if (JSON.stringify(found) !== JSON.stringify(marks)) faults.push(`${result.id}: the marks in the ${file} differ`);
    }
    const onPage = tableOf(page, result.id).split("[c]").length - 1;
    const isCut = /is not printed\.|every number there is held back/u.test(sectionOf(page, result.id));
    if (isCut ? onPage >= hidden.length : onPage !== hidden.length)
      faults.push(`${result.id}: ${onPage} marks on the page for ${hidden.length} cells`);
  }
  return { withheld, faults };
}

/** The true cells of a result that were withheld. */
function hiddenCells(result: ReleasedTable, truth: Result): Cell[] {
  return result.rows.flatMap(({ cells }, row) =>
    cells.flatMap(({ kind }, column) =>
      kind === "withheld" ? [truth.rows[row]?.cells[column] ?? missing(result)] : [],
    ),
  );
}

function missing(result: ReleasedTable): never {
  throw new Error(`${result.id} has more cells than before the gate`);
}

function changedCounts(result: ReleasedTable, truth: Result): string[] {
  return result.rows.flatMap(({ cells, label }, row) =>
    cells.flatMap((cell, column) => {
      const before = truth.rows[row]?.cells[column];
      const isAsItWas = cell.kind !== "count" || (before?.kind === "count" && before.value === cell.value);
      return isAsItWas ? [] : [`${result.id}, ${label}: ${JSON.stringify(cell)} is not ${JSON.stringify(before)}`];
    }),
  );
}

/** Where [c] must stand in a flat table: an estimate takes five columns. */
function marksOf(result: ReleasedTable): boolean[][] {
  const widths = result.columns.map((_, at) =>
    result.rows.some(({ cells }) => cells[at]?.kind === "estimate") ? 5 : 1,
  );
  return result.rows.map(({ cells }) =>
    cells.flatMap(({ kind }, at) => new Array<boolean>(widths[at] ?? 1).fill(kind === "withheld")),
  );
}

/** Numbers long enough to stand nowhere by chance. */
function telltales(cell: Cell): string[] {
  if (cell.kind !== "estimate") return [];
  const { estimate, standardError, interval, pValue } = cell;
  return [estimate, standardError, ...interval, pValue].map((number) => String(Math.abs(number)).slice(0, 9));
}

function rowsOf(workbook: xlsx.WorkBook, sheet: string): unknown[][] {
  return xlsx.utils.sheet_to_json(workbook.Sheets[sheet] ?? {}, { header: 1, raw: true });
}

function sectionOf(page: string, id: string): string {
  const start = page.indexOf(`id="${id.replaceAll(".", "-")}"`);
  return start < 0 ? "" : page.slice(start, page.indexOf("</section>", start));
}

function tableOf(page: string, id: string): string {
  const start = page.indexOf(`id="${id.replaceAll(".", "-")}-table"`);
  const from = page.indexOf("<tbody", start);
  return start < 0 ? "" : page.slice(from, page.indexOf("</table>", from));
}
