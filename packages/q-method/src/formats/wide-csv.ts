import type { Problem, Read } from "@plait/study";
import { gridFromSorts } from "../grid-from-sorts.ts";
import type { QData } from "../q-data.ts";
import { csvText, guarded, unguarded } from "./csv-text.ts";
import type { QContext } from "./q-context.ts";
import { missingHeader, repeatedColumn, tooManyScores, turnedTable } from "./q-problems.ts";
import { checkedData, numberIn, type SortDraft } from "./sort-draft.ts";
import { foundStatements } from "./statement-labels.ts";
import { isEmptyRow, type TextRow } from "./text-row.ts";
import { lostParts, type Written } from "./written.ts";

const ABOUT = ["condition", "language"] as const;

/** Whether filled rows can be the wide form: a heading over at least three columns, and a row that is half numbers. */
export function isWideTable([heading, ...body]: readonly TextRow[]): boolean {
  if (heading === undefined || heading.cells.length < 3) return false;
  return body.some(({ cells }) => {
    const filled = cells.slice(1).filter((cell) => cell !== "");
    return filled.length > 0 && 2 * filled.filter((cell) => numberIn(cell) !== undefined).length >= filled.length;
  });
}

/**
 * CSV with a row for each sort: the sorter, optional columns `condition` and `language`, then a column for each
 * statement, named by its id. KADE's CSV files are of this form. Where the header leaves all statements unnamed they
 * are counted. A table with a row for each statement, as R's qmethod keeps them, is turned, with a warning.
 */
export function readWideRows(
  file: string,
  rows: readonly TextRow[],
  context: QContext = {},
  found: readonly Problem[] = [],
): Read<QData> {
  const problems: Problem[] = [...found];
  const filled = rows.filter((row) => !isEmptyRow(row));
  const turned = statementsInRows(filled, context);
  if (turned) problems.push(turnedTable({ file }));
  const [heading, ...body] = turned ? turnedRows(filled) : filled;
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

/**
 * Whether rows are statements and columns sorts: the study's statements stand in the first column and not in the
 * header; or, without a study, all columns share one distribution of values and the rows do not.
 */
function statementsInRows([heading, ...body]: readonly TextRow[], context: QContext): boolean {
  if (heading === undefined || body.length < 2) return false;
  if (context.statements !== undefined) {
    const ids = new Set(context.statements.map(({ id }) => id));
    const down = body.filter(({ cells }) => ids.has(unguarded(cells[0] ?? ""))).length;
    return 2 * down >= body.length && !heading.cells.some((cell, column) => column > 0 && ids.has(unguarded(cell)));
  }
  const across = body.map(({ cells }) => ({ places: cells.slice(1).map((cell) => numberIn(cell) ?? Number.NaN) }));
  if (across.some(({ places }) => places.length !== heading.cells.length - 1 || places.some(Number.isNaN)))
    return false;
  if (heading.cells.length < 3 || gridFromSorts(across) !== undefined) return false;
  return (
    gridFromSorts(heading.cells.slice(1).map((_, at) => ({ places: across.map(({ places }) => places[at] ?? 0) }))) !==
    undefined
  );
}

function turnedRows(rows: readonly TextRow[]): TextRow[] {
  const [heading] = rows;
  return (heading?.cells ?? []).map((_, column) => ({
    cells: rows.map(({ cells }) => cells[column] ?? ""),
    place: heading?.cellPlace(column) ?? { file: "" },
    cellPlace: (row) => rows[row]?.cellPlace(column) ?? { file: "" },
  }));
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
