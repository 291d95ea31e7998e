import type { Place, Problem, Read } from "@plait/study";
import { type Grid, gridCards, makeGrid } from "../grid.ts";
import { gridFromSorts } from "../grid-from-sorts.ts";
import type { QData } from "../q-data.ts";
import type { QContext } from "./q-context.ts";
import {
  badCount,
  badGrid,
  emptyStatement,
  missingSheet,
  notANumber,
  tooManyScores,
  unknownStatement,
} from "./q-problems.ts";
import type { SheetRows } from "./sheet-rows.ts";
import { checkedData, countIn, type DraftPlacing, numberIn, type SortDraft } from "./sort-draft.ts";
import { isEmptyRow, type TextRow } from "./text-row.ts";
import { COLUMN_COUNT, gridFromCounts } from "./twenty-counts.ts";

/** The layouts of KADE's and Ken-Q's workbooks. In type 1 cells hold statement numbers, in type 2 scores. */
export type KadeLayout = "type-1" | "type-2" | "old-type-1" | "old-type-2" | "results";

const SORT_SHEETS = ["sorts", "qsorts", "q-sorts", "q sorts"];
const STATEMENT_SHEETS = ["statements", "statement"];
const OVERVIEW_SHEETS = ["project overview", "analysis overview"];

/** Which layout a workbook has, told by the names of its sheets. Undefined for a workbook that is none of theirs. */
export function kadeLayout(sheets: readonly SheetRows[]): KadeLayout | undefined {
  const sorts = sheetNamed(sheets, SORT_SHEETS);
  if (sorts === undefined) return undefined;
  if (sheetNamed(sheets, OVERVIEW_SHEETS) !== undefined) return "results";
  const type = cellAt(sheetNamed(sheets, ["type"]), 1, 0);
  if (type === "1") return "type-1";
  if (type === "2") return "type-2";
  if (sheetNamed(sheets, ["pattern", "patterns"]) !== undefined)
    return cellAt(sorts, 0, 0) === "" ? "type-2" : "type-1";
  if (sheetNamed(sheets, STATEMENT_SHEETS) === undefined) return undefined;
  return sorts.rows.some(isSortPattern) ? "old-type-2" : "old-type-1";
}

/** Reads a workbook of KADE or Ken-Q cell by cell, so that commas in names and texts stay what they are. */
export function readKadeWorkbook(
  file: string,
  sheets: readonly SheetRows[],
  layout: KadeLayout,
  context: QContext = {},
): Read<QData> {
  const problems: Problem[] = [];
  const sorts = sheetNamed(sheets, SORT_SHEETS);
  if (sorts === undefined) return { problems: [missingSheet({ file }, "sorts")] };
  const texts = readStatements(file, sheets, layout, problems);
  const book = { file, sheets, sorts, texts, problems };
  switch (layout) {
    case "type-1":
    case "type-2":
      return readNew(book, layout, context);
    case "old-type-1":
      return readOldType1(book, context);
    case "old-type-2":
      return readOldType2(book, context);
    case "results":
      return readResults(book, context);
  }
}

interface Book {
  readonly file: string;
  readonly sheets: readonly SheetRows[];
  readonly sorts: SheetRows;
  /** None where the workbook lacks them. */
  readonly texts: readonly string[];
  readonly problems: Problem[];
}

function readNew(book: Book, layout: "type-1" | "type-2", context: QContext): Read<QData> {
  const pattern = sheetNamed(book.sheets, ["pattern", "patterns"]);
  const place = { file: book.file, sheet: pattern?.name ?? "pattern", cell: "A2" };
  if (pattern === undefined) book.problems.push(missingSheet({ file: book.file }, "pattern"));
  const grid = pattern && readTwentyCounts(pattern, book.problems);
  const title = cellAt(sheetNamed(book.sheets, ["name", "names"]), 1, 0);
  const statements = statementsOf(book, grid);
  const sorts =
    layout === "type-1"
      ? numberColumns(book.sorts.rows, statements.length, book.problems)
      : scoreRows(withoutHeader(book.sorts.rows), statements.length, 0, book.problems);
  return checkedData(
    { file: book.file, title, statements, grid, gridPlace: place, sorts, problems: book.problems },
    context,
  );
}

function readTwentyCounts(pattern: SheetRows, problems: Problem[]): Grid | undefined {
  const place = { ...pattern.rows[1]?.place, file: pattern.rows[0]?.place.file ?? "", sheet: pattern.name, cell: "A2" };
  const cells = pattern.rows[1]?.cells ?? [];
  const counts = cells.slice(0, COLUMN_COUNT).map((cell) => (cell === "" ? 0 : countIn(cell)));
  const wrong = counts.indexOf(undefined);
  if (wrong !== -1) {
    problems.push(badGrid(pattern.rows[1]?.cellPlace(wrong) ?? place, `"${cells[wrong]}" is no number of cards`));
    return undefined;
  }
  if (cells.length !== COLUMN_COUNT) {
    problems.push(
      badGrid(place, `row 2 has ${cells.length} cells and not the ${COLUMN_COUNT} for the columns -6 to 13`),
    );
    if (cells.length > COLUMN_COUNT) return undefined;
  }
  const grid = gridFromCounts(counts.map((cards) => cards ?? 0));
  if (grid === undefined) problems.push(badGrid(place, "fewer than two columns hold cards"));
  return grid;
}

function readOldType1(book: Book, context: QContext): Read<QData> {
  const { rows, name } = book.sorts;
  const place = { file: book.file, sheet: name, cell: "A6" };
  const columns = rows.slice(5, 25).flatMap((row) => {
    const value = numberIn(row.cells[0] ?? "");
    const cards = countIn(row.cells[1] ?? "");
    if (cards === undefined && (row.cells[1] ?? "") !== "") {
      book.problems.push(badCount(row.cellPlace(1), "the number of cards", row.cells[1] ?? ""));
    }
    return value === undefined || cards === undefined || cards === 0 ? [] : [{ value, cards }];
  });
  const grid = gridOf(columns);
  if (grid === undefined) book.problems.push(badGrid(place, "A6 to B25 do not give two columns their cards"));
  const statements = statementsOf(book, grid);
  const sorts = numberColumns(rows.slice(29), statements.length, book.problems);
  const title = cellAt(book.sorts, 1, 1);
  return checkedData(
    { file: book.file, title, statements, grid, gridPlace: place, sorts, problems: book.problems },
    context,
  );
}

function readOldType2(book: Book, context: QContext): Read<QData> {
  const { rows } = book.sorts;
  const at = rows.findIndex(isSortPattern);
  const pattern = rows[at];
  const values = pattern?.cells.slice(1).filter((cell) => cell !== "") ?? [];
  const place = pattern?.cellPlace(1) ?? { file: book.file, sheet: book.sorts.name };
  const grid = gridOfPlaces(place, values, book.problems);
  const statements = statementsOf(book, grid);
  const sorts = scoreRows(rows.slice(at + 3), statements.length, 0, book.problems);
  const title = cellAt(book.sorts, at - 2, 0);
  return checkedData(
    { file: book.file, title, statements, grid, gridPlace: place, sorts, problems: book.problems },
    context,
  );
}

function readResults(book: Book, context: QContext): Read<QData> {
  const overview = sheetNamed(book.sheets, OVERVIEW_SHEETS);
  const place = { file: book.file, sheet: overview?.name ?? "", cell: "B7" };
  const values = cellAt(overview, 6, 1).split(",");
  const grid = gridOfPlaces(place, values, book.problems);
  const statements = statementsOf(book, grid);
  const meanAndDeviation = 2;
  const sorts = scoreRows(book.sorts.rows.slice(5), statements.length, meanAndDeviation, book.problems);
  const title = cellAt(overview, 2, 1);
  return checkedData(
    { file: book.file, title, statements, grid, gridPlace: place, sorts, problems: book.problems },
    context,
  );
}

/** Participants side by side: a value in column A, and in each further column the statement that lies there. */
function numberColumns(rows: readonly TextRow[], statements: number, problems: Problem[]): SortDraft[] {
  const [names, ...body] = rows;
  if (names === undefined) return [];
  const used = names.cells.map((_, column) => column > 0 && rows.some(({ cells }) => (cells[column] ?? "") !== ""));
  const filled = body.filter((row) => !isEmptyRow(row));
  for (const row of filled) {
    const value = row.cells[0] ?? "";
    if (numberIn(value) === undefined) problems.push(notANumber(row.cellPlace(0), "the value of the row", value));
    for (const [column, cell] of row.cells.entries()) {
      if (column >= names.cells.length && cell !== "") {
        problems.push(
          badCount(row.cellPlace(column), "a cell without a participant above it should be empty; it", cell),
        );
      }
    }
  }
  return names.cells.flatMap((sorter, column): SortDraft[] => {
    if (used[column] !== true) return [];
    const placings = filled.flatMap((row): DraftPlacing[] => {
      const number = row.cells[column] ?? "";
      const place = row.cellPlace(column);
      if (number === "") return [];
      const statement = countIn(number);
      if (statement === undefined || statement === 0 || statement > statements) {
        problems.push(unknownStatement(place, number));
        return [];
      }
      const value = row.cells[0] ?? "";
      // A value that is no number has been named once, at its own cell.
      return [{ statement: statement - 1, text: numberIn(value) === undefined ? "" : value, place }];
    });
    return [{ sorter, place: names.cellPlace(column), placings }];
  });
}

/** Participants below one another: a name in column A, then the scores in the order of the statements. */
function scoreRows(rows: readonly TextRow[], statements: number, further: number, problems: Problem[]): SortDraft[] {
  return rows.flatMap((row): SortDraft[] => {
    if (isEmptyRow(row)) return [];
    const [sorter = "", ...scores] = row.cells;
    const place = row.cellPlace(0);
    const excess = scores.findIndex((score, at) => at >= statements + further && score !== "");
    if (excess !== -1) problems.push(tooManyScores(row.cellPlace(excess + 1), sorter, statements));
    const placings = Array.from({ length: statements }, (_, statement) => ({
      statement,
      text: scores[statement] ?? "",
      place: row.cellPlace(statement + 1),
    }));
    return [{ sorter, place, placings }];
  });
}

/** A first row without a name, with words for scores, or that counts the statements names the columns. */
function withoutHeader(rows: readonly TextRow[]): readonly TextRow[] {
  const [first, ...rest] = rows;
  if (first === undefined) return rows;
  const [name = "", ...cells] = first.cells;
  const isHeader =
    name === "" ||
    cells.some((cell) => cell !== "" && numberIn(cell) === undefined) ||
    cells.every((cell, at) => cell === String(at + 1));
  return isHeader ? rest : rows;
}

function readStatements(file: string, sheets: readonly SheetRows[], layout: KadeLayout, problems: Problem[]): string[] {
  const sheet = sheetNamed(sheets, STATEMENT_SHEETS);
  if (sheet === undefined) {
    problems.push(missingSheet({ file }, "statements"));
    return [];
  }
  if (layout === "results") {
    return sheet.rows.flatMap(({ cells }) => (countIn(cells[0] ?? "") === undefined ? [] : [cells[1] ?? ""]));
  }
  const header = sheet.rows.findIndex(({ cells }) => cells.some((cell) => /^statements?$/i.test(cell)));
  const column = Math.max(0, sheet.rows[header]?.cells.findIndex((cell) => /^statements?$/i.test(cell)) ?? 0);
  const texts = sheet.rows.slice(header + 1).map(({ cells }) => cells[column] ?? "");
  while (texts.at(-1) === "") texts.pop();
  for (const [at, text] of texts.entries()) {
    const place: Place = { file, sheet: sheet.name, cell: `${String.fromCharCode(65 + column)}${header + at + 2}` };
    if (text === "") problems.push(emptyStatement(place, at + 1));
  }
  return texts;
}

function statementsOf(book: Book, grid: Grid | undefined): { readonly text?: string }[] {
  if (book.texts.length > 0) return book.texts.map((text) => (text === "" ? {} : { text }));
  return Array.from({ length: grid === undefined ? 0 : gridCards(grid) }, () => ({}));
}

function gridOfPlaces(place: Place, cells: readonly string[], problems: Problem[]): Grid | undefined {
  const values = cells.map(numberIn);
  const wrong = values.indexOf(undefined);
  if (wrong !== -1) {
    problems.push(badGrid(place, `"${cells[wrong]}" is no value of a column`));
    return undefined;
  }
  const grid = gridFromSorts([{ places: values.flatMap((value) => value ?? []) }]);
  if (grid === undefined) problems.push(badGrid(place, "fewer than two columns hold cards"));
  return grid;
}

function gridOf(columns: readonly { value: number; cards: number }[]): Grid | undefined {
  const values = new Set(columns.map(({ value }) => value));
  return values.size < 2 || values.size !== columns.length ? undefined : makeGrid(columns);
}

function sheetNamed(sheets: readonly SheetRows[], names: readonly string[]): SheetRows | undefined {
  return sheets.find(({ name }) => names.includes(name.trim().toLowerCase()));
}

function cellAt(sheet: SheetRows | undefined, row: number, column: number): string {
  return sheet?.rows[row]?.cells[column] ?? "";
}

function isSortPattern({ cells }: TextRow): boolean {
  return /^sort pattern$/i.test(cells[0] ?? "");
}
