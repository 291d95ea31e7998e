import { type Database, id, list, literal, same, sql } from "@plait/database";
import type { Problem } from "@plait/study";
import { columnLetters } from "../ingest/cell-shape.ts";
import type { SourceSheet } from "../source-sheet.ts";
import { labelInColumn, type RepeatedLabel, sheetPlace } from "./map-columns.ts";

/** Columns of one mapped label that do not hold the same cells: to use the first would drop what the others say. */
export async function repeatedLabelProblems(
  database: Database,
  sheet: SourceSheet,
  repeated: readonly RepeatedLabel[],
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const label of repeated) {
    const { rows, first } = await differingRows(database, sheet, label);
    if (first !== null) problems.push(differ(sheet, label, rows, first));
  }
  return problems;
}

async function differingRows(
  database: Database,
  sheet: SourceSheet,
  { columns: [first, ...others] }: RepeatedLabel,
): Promise<{ rows: number; first: number | null }> {
  const asFirst = others.flatMap((column) =>
    ["c", "u"].map((prefix) => same(id(`${prefix}${first}`), id(`${prefix}${column}`))),
  );
  return database.row<{ rows: number; first: number | null }>(
    sql`select count(*) as ${id("rows")}, min(${id("row")}) as ${id("first")} from ${sheet.cells}
      where (${list(asFirst, sql` and `)}) = ${literal(false)}`,
  );
}

function differ(
  sheet: SourceSheet,
  { label, variable, crosswalkLine, columns }: RepeatedLabel,
  rows: number,
  firstRow: number,
): Problem {
  const letters = columns.map(columnLetters);
  const header = sheet.headerRows.at(-1);
  const [one, other] = columns.map((column) => `"${labelInColumn(label, column)}"`);
  return {
    severity: "error",
    code: "columns-of-one-label-differ",
    place: { ...sheetPlace(sheet), ...(header === undefined ? {} : { line: header, cell: `${letters[0]}${header}` }) },
    message: `the columns ${letters.join(", ")} all bear the label "${label}", which line ${crosswalkLine} of records/crosswalk.csv maps to ${variable}, but their cells differ in ${rows} ${rows === 1 ? "row" : "rows"}, first in row ${firstRow}`,
    remedy: `find out which is which and name each in records/crosswalk.csv by its column: ${one} for ${variable}, say, and ${other} for another variable, or with the type coalesce or ignore`,
  };
}
