import type { Place, Problem } from "@plait/study";
import { type CountText, readCountText } from "./count-text.ts";
import { errorAt, quotedList, sameLabel, type TableReading, type TextTable, type TextTableRow } from "./text-table.ts";

/** A table in which every row has a cell in every column, and every column its part. */
export interface RegularTable {
  readonly file: string;
  /** Where the header stands. */
  readonly line: number;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TextTableRow[];
}

export interface TableColumn {
  readonly label: string;
  readonly role: "label" | "count" | "share" | "people";
}

/**
 * Finds the header, the rows and what each column is for, and says what does not fit. The first column says what a row is
 * about, and so does every other column of words. Numbers that name something, such as years, are told by their heading,
 * or by the rows that could not be told apart without them.
 */
export function tableColumns(
  { file, rows }: TextTable,
  reading: TableReading,
): { readonly table?: RegularTable; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const header = filled.find(({ cells }) => cells.filter((cell) => cell.trim() !== "").length > 1);
  if (header === undefined) {
    const nothing = filled.length === 0 ? "the file is empty" : "there is no table here: no row has more than one cell";
    return { problems: [noTable({ file, line: 1 }, nothing)] };
  }
  for (const row of filled.slice(0, filled.indexOf(header))) problems.push(wordsOutside({ file, line: row.line }));
  const body: TextTableRow[] = [];
  const width = usedWidth(header);
  for (const row of filled.slice(filled.indexOf(header) + 1)) {
    const place = { file, line: row.line };
    const used = usedWidth(row);
    if (used === 1 && width > 2) problems.push(wordsOutside(place));
    else if (used > width) problems.push(tooManyCells(place, used, width));
    else if (row.cells.length < width) problems.push(tooFewCells(place, row.cells.length, width));
    else body.push({ line: row.line, cells: row.cells.slice(0, width).map((cell) => cell.trim()) });
  }
  const labels = header.cells.slice(0, width).map((cell) => cell.trim());
  const at = { file, line: header.line };
  const ofHeader = headingProblems(at, labels, reading);
  if (body.length === 0) {
    return { problems: [...problems, ...ofHeader, noTable(at, "there are headings and no row that fits under them")] };
  }
  const roles = columnRoles(labels, body, reading);
  ofHeader.push(...roleProblems(at, labels, roles, reading));
  problems.push(...ofHeader);
  if (ofHeader.length > 0) return { problems };
  const columns = labels.map((label, column) => ({ label, role: roles[column] ?? "label" }));
  return { table: { file, line: header.line, columns, rows: body }, problems };
}

/** As many cells as there are up to the last that says anything. */
function usedWidth({ cells }: TextTableRow): number {
  return cells.findLastIndex((cell) => cell.trim() !== "") + 1;
}

type Role = TableColumn["role"];

function columnRoles(labels: readonly string[], rows: readonly TextTableRow[], reading: TableReading): Role[] {
  const told = new Set(reading.labels?.map(sameLabel));
  const cells = labels.map((_, column) => rows.map((row) => readCountText(row.cells[column] ?? "")));
  const roles = labels.map((label, column): Role => {
    if (reading.people !== undefined && sameLabel(label) === sameLabel(reading.people)) return "people";
    if (told.size > 0 ? told.has(sameLabel(label)) : column === 0) return "label";
    const texts = cells[column] ?? [];
    if (told.size === 0 && isOfWords(texts)) return "label";
    return isOfShares(label, texts) ? "share" : "count";
  });
  if (told.size === 0) takeNumbersThatName(labels, rows, roles);
  return roles;
}

function isOfWords(texts: readonly CountText[]): boolean {
  const saying = texts.filter(({ kind }) => kind !== "blank");
  const words = saying.filter(({ kind }) => kind === "words").length;
  return saying.length > 0 && 2 * words > saying.length;
}

function isOfShares(label: string, texts: readonly CountText[]): boolean {
  const numbers = texts.filter(({ kind }) => kind === "count" || kind === "fraction" || kind === "percentage");
  if (numbers.length === 0) return false;
  if (numbers.every(({ kind }) => kind === "percentage")) return true;
  const says = /%|\bper ?cent|\bpct\b|\bshare\b|\bproportion\b|\brate\b/iu.test(label);
  return says && (numbers.some(({ kind }) => kind !== "count") || /%|\bper ?cent|\bpct\b/iu.test(label));
}

const naming = /^(?:year|age|month|quarter|week|day|date|period|wave|round|code|id|band|grade|ward|district)s?$/iu;

/** Years, ages and codes are numbers and count nobody. A count is left over in any case. */
function takeNumbersThatName(labels: readonly string[], rows: readonly TextTableRow[], roles: Role[]): void {
  const numbers = () => [...roles.keys()].filter((column) => roles[column] === "count");
  for (const column of numbers()) {
    if (naming.test(labels[column] ?? "") && numbers().length > 1) roles[column] = "label";
  }
  for (const column of numbers()) {
    const named = [...roles.keys()].filter((at) => roles[at] === "label");
    const apart = new Set(rows.map(({ cells }) => JSON.stringify(named.map((at) => cells[at]))));
    if (numbers().length < 2 || 2 * apart.size > rows.length) return;
    roles[column] = "label";
  }
}

function headingProblems(at: Place, labels: readonly string[], { people, labels: told = [] }: TableReading): Problem[] {
  const keys = labels.map(sameLabel);
  const doubled = keys.filter((key, column) => key !== "" && keys.indexOf(key) < column);
  const wanted = [...(people === undefined ? [] : [people]), ...told];
  return [
    ...[...new Set(doubled)].map((key) =>
      errorAt(
        at,
        "table-doubled-heading",
        `two columns are headed “${labels[keys.indexOf(key)]}”`,
        "Give every column a heading of its own, such as “2023: male” and “2024: male”.",
      ),
    ),
    ...wanted
      .filter((name) => !keys.includes(sameLabel(name)))
      .map((name) =>
        errorAt(
          at,
          "table-no-such-column",
          `there is no column “${name}”`,
          `Name one of the columns of this table: ${quotedList(labels)}.`,
        ),
      ),
  ];
}

function roleProblems(
  at: Place,
  labels: readonly string[],
  roles: readonly Role[],
  { people }: TableReading,
): Problem[] {
  const of = (role: Role) => labels.filter((_, column) => roles[column] === role);
  const counts = of("count");
  const problems: Problem[] = [];
  if (counts.length === 0) {
    const remedy =
      "A table of counts has at least one column of whole numbers. If a column of numbers was taken for names, say with --label which columns say what a row is about.";
    problems.push(errorAt(at, "table-no-counts", "no column holds counts", remedy));
  }
  if (counts.length > 1 && people !== undefined && of("people").length > 0) {
    const remedy = "Use the long form, one count a row with its people beside it, so that each count has its own.";
    const message = `one column says how many people stand behind the counts of ${counts.length} columns`;
    problems.push(errorAt(at, "table-people-of-many", message, remedy));
  }
  if (counts.length > 0 && counts.every((label) => readCountText(label).kind === "count") && !areSteps(counts)) {
    const remedy = "Write the headings of the columns above the numbers; an age or a code with a word, such as age 5.";
    problems.push(errorAt(at, "table-no-headings", "the first line holds numbers where headings should stand", remedy));
  }
  const first = roles.indexOf("count");
  for (const [column, label] of labels.entries()) {
    if (counts.length > 1 && roles[column] === "label" && column > first) {
      const message = `the column “${label}” holds words and stands among columns of numbers`;
      const remedy = "Delete the column, or, if it says what a row is about, name all such columns with --label.";
      problems.push(errorAt({ ...at, path: `column “${label}”` }, "table-words-among-numbers", message, remedy));
    }
    if (label === "" && roles[column] !== "label") {
      const message = `column ${column + 1} holds numbers and has no heading`;
      problems.push(errorAt(at, "table-no-heading", message, "Write above it what it counts, or delete the column."));
    }
  }
  return problems;
}

/** Years, or ages one after the other. */
function areSteps(labels: readonly string[]): boolean {
  const numbers = labels.map(Number);
  const years = numbers.every((number) => number >= 1900 && number <= 2100);
  return (
    years || (numbers.length > 2 && numbers.every((number, at) => at === 0 || number - (numbers[at - 1] ?? 0) === 1))
  );
}

function noTable(at: Place, message: string): Problem {
  const remedy =
    "A table of counts has a first line with the headings of its columns and a row for each group, as CSV separated by commas, semicolons or tabs.";
  return errorAt(at, "table-none", message, remedy);
}

function wordsOutside(place: Place): Problem {
  const message = "this line has one cell where the table has several columns";
  const remedy =
    "Delete titles, notes and sources around the table. If the line heads a group of rows, write its words in a column of their own, in every row of the group.";
  return errorAt(place, "table-words-outside", message, remedy);
}

function tooManyCells(place: Place, found: number, columns: number): Problem {
  const message = `the row has ${found} cells under ${columns} headings`;
  const remedy = 'Put quotation marks around a cell that holds the separator ("1,234"), or head the column.';
  return errorAt(place, "table-too-many-cells", message, remedy);
}

function tooFewCells(place: Place, found: number, columns: number): Problem {
  const message = `the row has ${found} ${found === 1 ? "cell" : "cells"} under ${columns} headings`;
  const remedy = "Write the cells that are missing: 0 where nobody was counted, [x] where nothing is known.";
  return errorAt(place, "table-too-few-cells", message, remedy);
}
