import { createTable, type Database, dropTable, id, list, literal, same, sql } from "@plait/database";
import { type Problem, type RecordsStudy, rawValueKey, type VariableRule } from "@plait/study";
import { type ProblemReason, reasonInWords } from "./harmonise/cell-reading.ts";
import { shownCell, underlyingCell } from "./harmonise/harmonise-kind.ts";
import { type MappedColumn, requiredVariables } from "./harmonise/map-columns.ts";
import type { MappedSheet } from "./harmonise/mapped-sheet.ts";
import { splitTokens } from "./harmonise/read-category.ts";
import { variableReader } from "./harmonise/read-variable.ts";

/**
 * What comes of a problem: nothing can be linked; the row cannot be used; the cell is read as having no value; the column is not used; or somebody
 * should look at it.
 */
export type CellProblemEffect = "stops-linking" | "quarantine" | "no-value" | "not-used" | "to-look-at";

/** Cells of one delivery with one problem. */
export interface CellProblemKind {
  /** The same as long as rules, decisions and deliveries are. */
  readonly id: string;
  readonly effect: CellProblemEffect;
  /** The variable that the cells are read for; null where they are read for none. */
  readonly variable: string | null;
  readonly message: string;
  readonly remedy: string;
  readonly places: number;
}

/** The cells of a delivery with a problem, found once and kept in the database. */
export interface CellProblems {
  /** A table with `sheet`, `row`, `column` and `kind`. */
  readonly table: string;
  /** Those that stop linking first. */
  readonly kinds: readonly CellProblemKind[];
}

/**
 * Finds every cell of a delivery that could not be read, or is missing where every row must have one; every column without a decision; and the cells
 * that problems of the delivery name. It is worked out from the cells as delivered, so that it can be seen before anything is linked.
 *
 * @param sheets all of one delivery, with what the crosswalk makes of their columns
 * @param problems of the delivery; those without a line are about the whole of it and are left out
 */
export async function findCellProblems(
  database: Database,
  study: RecordsStudy,
  sheets: readonly MappedSheet[],
  problems: readonly Problem[],
): Promise<CellProblems> {
  const table = `cell_problems_${sheets[0]?.sheet.number ?? 0}`;
  const unread = `${table}__unread`;
  const placed = `${table}__placed`;
  const columns = sheets.flatMap((one) => one.mapping.mapped.map((column) => ({ ...one, column })));
  const found: UnreadCell[] = [];
  for (const each of columns) found.push(...(await unreadCells(database, study, each)));
  const named = [...undecidedColumns(sheets), ...namedCells(sheets, problems)];
  await database.createFromColumns(unread, textColumns(found, ["column", "shown", "under", "kind"]));
  await database.createFromColumns(placed, textColumns(named, ["sheet", "row", "column", "kind"]));
  const selects = columns.map((each) => cellsOf(each, unread));
  const whole = ["sheet", "row", "column"].map((name) => sql`cast(${id(name)} as bigint) as ${id(name)}`);
  const all = [...selects, sql`select ${list([...whole, id("kind")])} from ${id(placed)}`];
  await database.run(createTable(table, list(all, sql` union all `)));
  await database.run(dropTable(unread));
  await database.run(dropTable(placed));
  const counts = await database.rows<{ kind: string; places: number }>(
    sql`select ${id("kind")}, count(*) as ${id("places")} from ${id(table)} group by 1`,
  );
  const places = new Map(counts.map((one) => [one.kind, one.places]));
  const kinds = new Map([...found, ...named].map(({ kind, about }) => [kind, about]));
  return {
    table,
    kinds: [...kinds]
      .map(([kind, about]) => ({ id: kind, ...about, places: places.get(kind) ?? 0 }))
      .filter((one) => one.places > 0)
      .sort((a, b) => effects.indexOf(a.effect) - effects.indexOf(b.effect)),
  };
}

const effects: readonly CellProblemEffect[] = ["stops-linking", "quarantine", "no-value", "not-used", "to-look-at"];

type About = Omit<CellProblemKind, "id" | "places">;

interface MappedColumnOfSheet extends MappedSheet {
  readonly column: MappedColumn;
}

/** A distinct cell of a column that could not be read; a null text is an empty cell. */
interface UnreadCell {
  /** See `columnKey`. */
  readonly column: string;
  readonly shown: string | null;
  readonly under: string | null;
  readonly kind: string;
  readonly about: About;
}

interface NamedCell {
  readonly sheet: string;
  readonly row: string;
  readonly column: string;
  readonly kind: string;
  readonly about: About;
}

async function unreadCells(
  database: Database,
  study: RecordsStudy,
  { sheet, column }: MappedColumnOfSheet,
): Promise<UnreadCell[]> {
  const { rules, values } = study;
  const { variable } = column;
  const { kind } = sheet.delivery;
  const rule = rules.variables[variable];
  const isRequired = requiredVariables(rules, kind).includes(variable);
  if (rule === undefined || (rule.type === "text" && !isRequired)) return [];
  const { read } = variableReader(rule, variable, kind, column.formats, values.get(variable) ?? [], rules);
  const distinct = await database.rows<{ shown: string | null; under: string | null }>(
    sql`select distinct ${shownCell(column)} as ${id("shown")}, ${underlyingCell(column)} as ${id("under")} from ${sheet.cells}`,
  );
  return distinct.flatMap(({ shown, under }) => {
    const reading = read({ shown: shown ?? "", underlying: under, date1904: sheet.date1904 });
    const reason =
      reading.kind === "problem" ? reading.reason : reading.kind === "missing" && isRequired ? MISSING : null;
    if (reason === null) return [];
    const about = aboutUnread(rule, variable, reason, isRequired);
    return [{ column: columnKey(sheet.number, column), shown, under, kind: `${variable}/${reason}`, about }];
  });
}

const MISSING = "no-value";

function aboutUnread(
  rule: VariableRule,
  variable: string,
  reason: ProblemReason | typeof MISSING,
  isRequired: boolean,
): About {
  const words = reason === MISSING ? "no value where every row must have one" : reasonInWords[reason];
  return {
    effect: effectOf(rule, reason, isRequired),
    variable,
    message: `${rule.label}: ${words}`,
    remedy: remedyFor(reason),
  };
}

function effectOf(rule: VariableRule, reason: ProblemReason | typeof MISSING, isRequired: boolean): CellProblemEffect {
  const isUndeclared = reason === "unknown-value" || reason === "unknown-token";
  const stops = rule.type === "multi" || (rule.type === "category" && rule.otherwise === "stop");
  if (isUndeclared && stops) return "stops-linking";
  const isClosed = rule.type === "category" && rule.otherwise === "quarantine";
  return isRequired || isClosed ? "quarantine" : "no-value";
}

function remedyFor(reason: ProblemReason | typeof MISSING): string {
  switch (reason) {
    case "no-value":
      return "Ask the supplier for it, or look whether another column holds it.";
    case "not-a-reference":
      return "Decide which reference number is meant, or ask the supplier.";
    case "impossible-date":
      return "Decide which date is meant, or ask the supplier.";
    case "two-digit-year":
      return "Say in records/rules.yaml which century is meant (dates: two_digit_years_up_to), or decide which date is.";
    case "not-a-date":
    case "month-before-day":
    case "incomplete-date":
      return "Give the column a format that fits, decide which date is meant, or ask the supplier.";
    case "not-a-number":
    case "not-whole":
    case "out-of-range":
      return "Decide which number is meant, ask the supplier, or correct the limits in records/rules.yaml.";
    case "unknown-value":
    case "unknown-token":
      return "Decide what it is, or declare it in records/rules.yaml.";
  }
}

/** Two sheets may map the same variable. */
function columnKey(sheet: number, { variable }: MappedColumn): string {
  return `${sheet}/${variable}`;
}

function cellsOf({ sheet, column }: MappedColumnOfSheet, unread: string) {
  const [first, ...others] = column.columns;
  const filled = column.columns.map((number) => sql`when ${id(`c${number}`)} <> '' then ${literal(number)}`);
  const at = others.length === 0 ? literal(first) : sql`case ${list(filled, sql` `)} else ${literal(first)} end`;
  const cells = sql`select ${id("row")}, ${at} as ${id("column")}, ${shownCell(column)} as ${id("shown")},
    ${underlyingCell(column)} as ${id("under")} from ${sheet.cells}`;
  const own = sql`select * from ${id(unread)} where ${id("column")} = ${literal(columnKey(sheet.number, column))}`;
  const is = (name: string) => same(sql`${id("cells")}.${id(name)}`, sql`${id("unread")}.${id(name)}`);
  return sql`select ${literal(sheet.number)} as ${id("sheet")}, ${id("cells")}.${id("row")}, ${id("cells")}.${id("column")},
      ${id("unread")}.${id("kind")}
    from (${cells}) as ${id("cells")} join (${own}) as ${id("unread")} on ${is("shown")} and ${is("under")}`;
}

function undecidedColumns(sheets: readonly MappedSheet[]): NamedCell[] {
  const about: About = {
    effect: "not-used",
    variable: null,
    message: "a column without a decision",
    remedy: "Decide under Columns which variable it is, or that it is left out.",
  };
  return sheets.flatMap(({ sheet, mapping }) =>
    mapping.unmapped.map(({ column }) => ({
      ...{ sheet: String(sheet.number), row: String(sheet.headerRows.at(-1) ?? 1), column: String(column) },
      ...{ kind: "undecided", about },
    })),
  );
}

function namedCells(sheets: readonly MappedSheet[], problems: readonly Problem[]): NamedCell[] {
  return problems.flatMap(({ severity, place, message, remedy }, index) => {
    const own = sheets.find(({ sheet }) => sheet.sheet === (place.sheet ?? ""));
    if (own === undefined || place.line === undefined) return [];
    const effect = severity === "error" ? "stops-linking" : "to-look-at";
    return [
      {
        ...{ sheet: String(own.sheet.number), row: String(place.line), column: String(columnOf(place.cell)) },
        ...{ kind: `problem/${index}`, about: { effect, variable: null, message, remedy } as const },
      },
    ];
  });
}

/** 3 of `C14`; 0, the whole row, where no cell is named. */
function columnOf(cell: string | undefined): number {
  const letters = /^[A-Z]+(?=\d+$)/u.exec(cell ?? "")?.[0] ?? "";
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function textColumns<Row>(rows: readonly Row[], names: readonly (keyof Row & string)[]) {
  return names.map((name) => ({ name, values: rows.map((row) => nullOrText(row[name])) }));
}

function nullOrText(value: unknown): string | null {
  return value === null ? null : String(value);
}

/** Where a cell with a problem stands. */
export interface CellProblemPlace {
  readonly sheet: number;
  readonly row: number;
  /** From 1; 0 where the problem is about the whole row. */
  readonly column: number;
  /** `id` of its kind. */
  readonly kind: string;
}

/**
 * One of the places in the order of sheets, rows and columns; undefined where there are fewer.
 *
 * @param kind only places of that kind; null for all
 * @param number from 1
 */
export async function cellProblemPlace(
  database: Database,
  { table }: CellProblems,
  kind: string | null,
  number: number,
): Promise<CellProblemPlace | undefined> {
  const [place] = await database.rows<CellProblemPlace>(
    sql`select * from ${id(table)} where ${ofKind(kind)} order by ${inOrder()} limit 1 offset ${literal(number - 1)}`,
  );
  return place;
}

/** The number of the first place in a row or behind it, from 1; one more than there are where none is. */
export async function placeFromRow(
  database: Database,
  { table }: CellProblems,
  kind: string | null,
  sheet: number,
  row: number,
): Promise<number> {
  const isBefore = sql`${id("sheet")} < ${literal(sheet)} or (${id("sheet")} = ${literal(sheet)} and ${id("row")} < ${literal(row)})`;
  const { before } = await database.row<{ before: number }>(
    sql`select count(*) as ${id("before")} from ${id(table)} where ${ofKind(kind)} and (${isBefore})`,
  );
  return before + 1;
}

/** All places of some rows of a sheet. */
export function placesInRows(
  database: Database,
  { table }: CellProblems,
  sheet: number,
  first: number,
  last: number,
): Promise<CellProblemPlace[]> {
  return database.rows<CellProblemPlace>(
    sql`select * from ${id(table)} where ${id("sheet")} = ${literal(sheet)}
        and ${id("row")} between ${literal(first)} and ${literal(last)} order by ${inOrder()}`,
  );
}

function ofKind(kind: string | null) {
  return kind === null ? sql`true` : sql`${id("kind")} = ${literal(kind)}`;
}

function inOrder() {
  return list(["sheet", "row", "column", "kind"].map((name) => id(name)));
}

/**
 * The raw values in an unread cell that a decision could be made on: the whole text, or the unknown ones of those that it lists. None where each was decided,
 * and where the cell is empty.
 */
export function undecidedValues(study: RecordsStudy, kind: string, variable: string, shown: string): string[] {
  const rule = study.rules.variables[variable];
  if (rule === undefined || rule.type === "text") return [];
  const own = (study.values.get(variable) ?? []).filter((one) => one.kind === undefined || one.kind === kind);
  const decided = new Set(own.map(({ raw }) => rawValueKey(raw)));
  const whole = rawValueKey(shown);
  if (whole === "" || decided.has(whole)) return [];
  if (rule.type !== "multi") return [whole];
  const known = new Set([...rule.values, ...rule.unknown]);
  const tokens = splitTokens(whole, rule.separators, known);
  return [...new Set(tokens)].filter((token) => !known.has(token) && !decided.has(token));
}
