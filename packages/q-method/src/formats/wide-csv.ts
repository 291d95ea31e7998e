import type { Problem, Read } from "@plait/study";
import type { QData } from "../q-data.ts";
import { csvText, guarded, unguarded } from "./csv-text.ts";
import type { QContext } from "./q-context.ts";
import { missingHeader, repeatedColumn, tooManyScores } from "./q-problems.ts";
import { checkedData, numberIn, type SortDraft } from "./sort-draft.ts";
import { foundStatements } from "./statement-labels.ts";
import { isEmptyRow, type TextRow } from "./text-row.ts";
import { lostParts, type Written } from "./written.ts";

const ABOUT = ["condition", "language"] as const;

/** Whether a row can be the header of the wide form: a sorter's column and at least two statements. */
export function isWideHeader(row: TextRow): boolean {
  return row.cells.length >= 3;
}

/**
 * CSV with a row for each sort: the sorter, optional columns `condition` and `language`, then a column for each statement,
 * named by its id. KADE's CSV files are of this form. Where the header leaves all statements unnamed they are counted.
 */
export function readWideRows(
  file: string,
  rows: readonly TextRow[],
  context: QContext = {},
  found: readonly Problem[] = [],
): Read<QData> {
  const problems: Problem[] = [...found];
  const [heading, ...body] = rows.filter((row) => !isEmptyRow(row));
  if (heading === undefined || isSort(heading))
    return { problems: [...problems, missingHeader(heading?.place ?? { file })] };
  const width = heading.cells.some((cell, column) => column > 0 && cell !== "")
    ? heading.cells.findLastIndex((cell) => cell !== "") + 1
    : body.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const names = Array.from({ length: width }, (_, column) => unguarded(heading.cells[column] ?? ""));
  const about = ABOUT.map((name) => names.findIndex((cell, column) => column > 0 && cell.toLowerCase() === name));
  const columns = names.flatMap((label, column) => (column === 0 || about.includes(column) ? [] : [{ label, column }]));
  const unnamed = columns.every(({ label }) => label === "");
  const statements = unnamed
    ? { statements: columns.map(() => ({})), position: (_: string, at: number) => at, problems: [] }
    : foundStatements(
        columns.map(({ label, column }) => ({ label, place: heading.cellPlace(column) })),
        context,
      );
  const seen = new Set<string>();
  for (const { label, column } of columns) {
    if (!unnamed && seen.has(label))
      problems.push(repeatedColumn(heading.cellPlace(column), label === "" ? "(unnamed)" : label));
    seen.add(label);
  }
  const sorts = body.map((row): SortDraft => {
    const [condition = "", language = ""] = about.map((column) => unguarded(row.cells[column] ?? ""));
    const sorter = unguarded(row.cells[0] ?? "");
    if (row.cells.slice(width).some((cell) => cell !== "")) {
      problems.push(tooManyScores(row.cellPlace(width), sorter, statements.statements.length));
    }
    return {
      sorter,
      place: row.place,
      ...(condition !== "" && { condition }),
      ...(language !== "" && { language }),
      placings: columns.flatMap(({ label, column }, at) => {
        const statement = statements.position(label, at);
        return statement === undefined
          ? []
          : [{ statement, text: row.cells[column] ?? "", place: row.cellPlace(column) }];
      }),
    };
  });
  return checkedData(
    { file, statements: statements.statements, sorts, problems: [...problems, ...statements.problems] },
    context,
  );
}

/** A row of numbers that no row of headings could be: below 1, or one of them twice. */
function isSort({ cells }: TextRow): boolean {
  const values = cells.slice(1).map(numberIn);
  const distinct = new Set(values);
  return (
    values.length > 1 &&
    !distinct.has(undefined) &&
    (distinct.size < values.length || values.some((value) => (value ?? 0) < 1))
  );
}

/** CSV with a row for each sort, which KADE, Ken-Q and any spreadsheet read. */
export function writeWideCsv(data: QData, options: { readonly file: string }): Written<string> {
  const ids = data.statements.map(({ id }) => id);
  // A statement that is called like one of these columns is told from it by standing second.
  const about = ABOUT.filter(
    (name) => data.sorts.some((sort) => sort[name] !== undefined) || ids.some((id) => id.toLowerCase() === name),
  );
  const header = ["sorter", ...about, ...ids.map(guarded)];
  const rows = data.sorts.map((sort) => [
    guarded(sort.sorter),
    ...about.map((name) => guarded(sort[name] ?? "")),
    ...sort.places,
  ]);
  return {
    value: csvText([header, ...rows]),
    problems: lostParts(data, { file: options.file }, ["conditions", "languages"]),
  };
}
