import { join } from "node:path";
import type { CellObject, WorkSheet } from "@e965/xlsx";
import type { Place, Problem } from "@plait/study";
import { isBlank } from "./cell-shape.ts";
import { type CellsFile, cellsHeader, createCellsFile, quoteCell } from "./cells-file.ts";
import { closingRows, type NumberedRow } from "./closing-rows.ts";
import { chooseHeader, type HeaderOverride, labelColumns } from "./header-choice.ts";
import type { Merge, SheetTop } from "./header-rows.ts";
import type { IngestLimits } from "./ingest-limits.ts";
import { withoutRaisedText } from "./raised-text.ts";
import { gatherSetAside, type RaisedText, type SetAsideGatherer, type SheetRead } from "./sheet-read.ts";
import { tooManyColumns } from "./text-problems.ts";
import { mergedDataCells, tooManyRows, uncalculatedFormulas } from "./workbook-problems.ts";

const TOP = 1_000;
const LAST = 256;
const MOST_RAISED = 10_000;

export interface WorksheetRequest {
  readonly name: string;
  readonly sheet: string;
  readonly hidden: boolean;
  readonly date1904: boolean;
  readonly override: HeaderOverride | undefined;
  readonly limits: IngestLimits;
  readonly scratch: string;
  /** Names the cells file: `cells-<number>.csv`. */
  readonly number: number;
}

/** Writes the data rows of a worksheet as plain cells and describes the sheet. Undefined when it is beyond a limit. */
export function readWorksheet(
  worksheet: WorkSheet,
  request: WorksheetRequest,
): { sheet: SheetRead | undefined; problems: Problem[] } {
  const place: Place = { file: request.name, sheet: request.sheet };
  const grid = gridOf(worksheet);
  if (grid.rowCount > request.limits.rows) {
    return { sheet: undefined, problems: [tooManyRows(place, grid.rowCount, request.limits.rows)] };
  }
  if (grid.columnCount > request.limits.columns) {
    return { sheet: undefined, problems: [tooManyColumns(place, grid.columnCount, request.limits.columns)] };
  }
  const { top, offset } = topOf(grid);
  const { choice, problems: headerProblems } = chooseHeader(top, offset, request.override, place);
  const labelled = labelColumns(top, offset, choice, grid.columnCount, place);
  const setAside = gatherSetAside();
  const dataRows = sortRows(grid, choice.headerRows, choice.firstDataRow, setAside);
  const underlyingColumns = columnsWithUnderlying(grid, dataRows);

  const path = join(request.scratch, `cells-${request.number}.csv`);
  const file = createCellsFile(path, request.limits.cellBytes);
  const filled = writeRows(grid, dataRows, underlyingColumns, file);
  const sheet: SheetRead = {
    sheet: request.sheet,
    hidden: request.hidden,
    date1904: request.date1904,
    encoding: null,
    headerRows: choice.headerRows,
    headerFrom: choice.from,
    header: labelled.header,
    labels: labelled.labels,
    columnCount: grid.columnCount,
    emptyColumns: labelled.labels.flatMap((_, index) => (filled.has(index) ? [] : [index + 1])),
    dataRows: dataRows.length,
    setAside: setAside.list(),
    setAsideRows: setAside.counts(),
    raised: raisedTexts(grid),
    cells: { kind: "rows", path, underlyingColumns },
  };
  const problems = [
    ...headerProblems,
    ...labelled.problems,
    ...mergedDataCells(place, grid.merges, choice.firstDataRow, new Set(dataRows)),
    ...uncalculatedFormulas(place, grid.uncalculated),
  ];
  return { sheet, problems };
}

/** A worksheet's cells by row and column from 0, with what only the whole sheet can say. */
interface Grid {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly merges: readonly Merge[];
  /** Formulas that were never calculated: they display nothing. */
  readonly uncalculated: readonly { readonly row: number; readonly column: number }[];
  readonly cell: (row: number, column: number) => CellObject | undefined;
  readonly isBlankRow: (row: number) => boolean;
  readonly displayedRow: (row: number) => string[];
}

function gridOf(worksheet: WorkSheet): Grid {
  const rows: (readonly (CellObject | undefined)[] | undefined)[] = worksheet["!data"] ?? [];
  let rowCount = 0;
  let columnCount = 0;
  const uncalculated: { row: number; column: number }[] = [];
  rows.forEach((cells, row) => {
    cells?.forEach((cell, column) => {
      if (cell?.f !== undefined && (cell.t === "z" || cell.v === undefined)) uncalculated.push({ row, column });
      if (isBlank(displayed(cell))) return;
      rowCount = row + 1;
      columnCount = Math.max(columnCount, column + 1);
    });
  });
  const merges = (worksheet["!merges"] ?? []).map(
    ({ s, e }): Merge => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }),
  );
  const cell = (row: number, column: number): CellObject | undefined => rows[row]?.[column];
  return {
    rowCount,
    columnCount,
    merges,
    uncalculated,
    cell,
    isBlankRow: (row) => rows[row]?.every((each) => isBlank(displayed(each))) ?? true,
    displayedRow: (row) => Array.from({ length: columnCount }, (_, column) => displayed(cell(row, column))),
  };
}

/** What the sheet shows in a cell. */
function displayed(cell: CellObject | undefined): string {
  if (cell?.v === undefined || cell.t === "z") return "";
  if (cell.w !== undefined) return cell.w;
  return typeof cell.v === "boolean" ? String(cell.v).toUpperCase() : String(cell.v);
}

/** The number beneath a cell, with every digit, where the cell shows something else. */
function underlying(cell: CellObject | undefined): string | undefined {
  if (cell?.t !== "n" || typeof cell.v !== "number") return undefined;
  const exact = String(cell.v);
  return exact === displayed(cell) ? undefined : exact;
}

function topOf(grid: Grid): { top: SheetTop; offset: number } {
  let offset = 0;
  while (offset < grid.rowCount && grid.isBlankRow(offset)) offset++;
  const count = Math.min(TOP, grid.rowCount - offset);
  const rows = Array.from({ length: count }, (_, index) => grid.displayedRow(offset + index));
  const merges = grid.merges
    .filter((merge) => merge.top >= offset && merge.top < offset + count)
    .map((merge) => ({ ...merge, top: merge.top - offset, bottom: merge.bottom - offset }));
  return { top: { rows, merges }, offset };
}

/** Tells data rows, which are returned, from those set aside. All count from 1. */
function sortRows(
  grid: Grid,
  headerRows: readonly number[],
  firstDataRow: number,
  setAside: SetAsideGatherer,
): number[] {
  const headers = new Set(headerRows);
  for (let row = 1; row < firstDataRow; row++) {
    if (headers.has(row)) continue;
    if (grid.isBlankRow(row - 1)) setAside.add(row, "blank", []);
    else setAside.add(row, "preamble", grid.displayedRow(row - 1));
  }
  const headerTexts = headerRows.map((row) => grid.displayedRow(row - 1));
  const repeats = (row: number): boolean =>
    headerTexts.some((cells) => cells.every((cell, column) => cell === displayed(grid.cell(row - 1, column))));
  const other = new Map<number, "blank" | "repeated-header">();
  const candidates: number[] = [];
  for (let row = firstDataRow; row <= grid.rowCount; row++) {
    if (grid.isBlankRow(row - 1)) other.set(row, "blank");
    else if (repeats(row)) other.set(row, "repeated-header");
    else candidates.push(row);
  }
  const numbered = (rows: readonly number[]): NumberedRow[] =>
    rows.map((row) => ({ row, cells: grid.displayedRow(row - 1) }));
  const closing = closingRows(numbered(candidates.slice(-LAST)), {
    sample: numbered(candidates.slice(0, TOP)),
    above: (row) => numbered(candidates.filter((each) => each < row)),
    merges: grid.merges,
  });
  const reasons = [...other, ...closing].sort(([a], [b]) => a - b);
  for (const [row, reason] of reasons) {
    setAside.add(row, reason, reason === "blank" ? [] : grid.displayedRow(row - 1));
  }
  return candidates.filter((row) => !closing.has(row));
}

function columnsWithUnderlying(grid: Grid, dataRows: readonly number[]): number[] {
  const found = new Set<number>();
  for (const row of dataRows) {
    for (let column = 0; column < grid.columnCount; column++) {
      if (!found.has(column) && underlying(grid.cell(row - 1, column)) !== undefined) found.add(column);
    }
  }
  return [...found].sort((a, b) => a - b).map((column) => column + 1);
}

/** Writes the rows and answers which columns, from 0, hold anything in them. */
function writeRows(grid: Grid, dataRows: readonly number[], underlyingColumns: readonly number[], file: CellsFile) {
  const filled = new Set<number>();
  try {
    file.addLine(cellsHeader(grid.columnCount, underlyingColumns));
    for (const row of dataRows) {
      const cells = grid.displayedRow(row - 1);
      cells.forEach((cell, column) => {
        if (!filled.has(column) && !isBlank(cell)) filled.add(column);
      });
      const beneath = underlyingColumns.map((column) => underlying(grid.cell(row - 1, column - 1)) ?? "");
      file.addLine([String(row), ...cells.map(quoteCell), ...beneath].join(","));
    }
    file.close();
  } catch (error) {
    file.discard();
    throw error;
  }
  return filled;
}

function raisedTexts(grid: Grid): RaisedText[] {
  const raised: RaisedText[] = [];
  for (let row = 0; row < grid.rowCount; row++) {
    for (let column = 0; column < grid.columnCount && raised.length < MOST_RAISED; column++) {
      const cell = grid.cell(row, column);
      const plain = cell?.t === "s" && typeof cell.r === "string" ? withoutRaisedText(cell.r) : undefined;
      if (plain !== undefined) raised.push({ row: row + 1, column: column + 1, displayed: displayed(cell), plain });
    }
  }
  return raised;
}
