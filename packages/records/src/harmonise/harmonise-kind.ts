import {
  castDate,
  createDictionary,
  createTable,
  createView,
  type Database,
  dropTable,
  id,
  list,
  literal,
  type Query,
  same,
  sql,
} from "@plait/database";
import {
  type DateFormat,
  indicatorCountName,
  type RecordsRules,
  type ValueRepair,
  type VariableRule,
} from "@plait/study";
import { ROWS_A_SHEET, type SourceSheet } from "../source-sheet.ts";
import { columnsOf, precisionColumn, rawColumn, type TableColumn, underlyingColumn } from "../table-columns.ts";
import { type Change, type ProblemReason, reasonInWords } from "./cell-reading.ts";
import { type MappedColumn, requiredVariables } from "./map-columns.ts";
import type { MappedSheet } from "./mapped-sheet.ts";
import { type VariableReader, variableReader } from "./read-variable.ts";

/** What reading the cells of one variable of one kind did. */
export interface VariableReadings {
  readonly kind: string;
  readonly variable: string;
  readonly changes: ReadonlyMap<Change, number>;
  readonly problems: ReadonlyMap<ProblemReason, number>;
  /** For dates and months: how many cells each declared format read, by the crosswalk line that declares it. */
  readonly formats: readonly { readonly crosswalkLine: number; readonly format: string; readonly cells: number }[];
  /** Values of an open list that are not declared, with their number of rows. */
  readonly undeclared: ReadonlyMap<string, number>;
}

export interface HarmonisedKind {
  readonly kind: string;
  /** Columns after `_src`, `period` and `group`. */
  readonly columns: readonly TableColumn[];
  readonly readings: readonly VariableReadings[];
}

export const harmonisedTable = (kind: string): string => `harmonised_${kind}`;
export const stagedTable = (kind: string): string => `staged_${kind}`;
export const cellsView = (kind: string): string => `cells_${kind}`;
export const readingTable = (kind: string, variable: string): string => `reading_${kind}_${variable}`;

/**
 * Brings all sheets of one kind into one table of canonical variables.
 *
 * 1. `cells_<kind>`: the mapped columns of all sheets, one under the other, still as delivered.
 * 2. `reading_<kind>_<variable>`: each *distinct* cell read once, in TypeScript, to a value or a reason.
 * 3. `staged_<kind>`: every row with its values, the raw text beside them, and the reason it cannot be used, if any.
 * 4. `harmonised_<kind>`: the rows that can be used.
 */
export async function harmoniseKind(
  database: Database,
  kind: string,
  sheets: readonly MappedSheet[],
  rules: RecordsRules,
  values: ReadonlyMap<string, readonly ValueRepair[]>,
): Promise<HarmonisedKind> {
  const mapped = new Set(sheets.flatMap(({ mapping }) => mapping.mapped.map(({ variable }) => variable)));
  const variables = Object.entries(rules.variables).filter(([name]) => mapped.has(name));
  await createSharedDictionaries(database, rules);
  await database.run(createView(cellsView(kind), cellsOfKind(sheets, variables)));
  const readings: VariableReadings[] = [];
  const keys = new Map<string, ReadingKey>();
  for (const [variable, rule] of variables) {
    if (rule.type === "text") continue;
    const readers = readersByForm(sheets, variable, (formats) =>
      variableReader(rule, variable, kind, formats, values.get(variable) ?? [], rules),
    );
    const { key, ...reading } = await readDistinctCells(database, kind, variable, rule, readers);
    readings.push(reading);
    keys.set(variable, key);
  }
  await database.run(createTable(stagedTable(kind), stagedRows(kind, variables, keys, rules)));
  const columns = variables.flatMap(([name, rule]) => columnsOf(name, rule));
  const raw = variables.filter(([, rule]) => rule.type !== "text").map(([name]) => rawColumn(name));
  const names = ["_src", "period", "group", ...columns.map(({ name }) => name), ...raw];
  const usable = sql`select ${list(names.map((name) => id(name)))} from ${id(stagedTable(kind))} where ${id("_reason")} is null`;
  await database.run(createView(harmonisedTable(kind), usable));
  return { kind, columns, readings };
}

/** What besides the text shown tells the cells of a variable apart. Most variables need neither, and their rows join faster. */
interface ReadingKey {
  readonly underlying: boolean;
  readonly form: boolean;
}

const DELIVERY_PERIOD = "dictionary_period";
const DELIVERY_GROUP = "dictionary_group";
const PRECISION = "dictionary_precision";

/** Periods, groups and precisions are few, and stand in every row. */
async function createSharedDictionaries(database: Database, rules: RecordsRules): Promise<void> {
  const values = (all: readonly string[]): Query =>
    sql`select unnest([${list(all.map((one) => literal(one)))}]) as ${id("value")}`;
  await database.run(createDictionary(DELIVERY_PERIOD, values(["", ...Object.keys(rules.periods)])));
  await database.run(createDictionary(DELIVERY_GROUP, values(["", ...Object.keys(rules.groups)])));
  await database.run(createDictionary(PRECISION, values(["day", "month", "year"])));
}

type NamedRule = readonly [name: string, rule: VariableRule];

const shown = (variable: string): Query => id(rawColumn(variable));
const under = (variable: string): Query => id(underlyingColumn(variable));
const form = (variable: string): Query => id(`${variable}__form`);

function cellsOfKind(sheets: readonly MappedSheet[], variables: readonly NamedRule[]): Query {
  const selects = sheets.map(({ sheet, mapping }) => {
    const columns = variables.map(([variable]) => {
      const column = mapping.mapped.find((one) => one.variable === variable);
      return list([
        sql`${shownCell(column)} as ${shown(variable)}`,
        sql`${underlyingCell(column)} as ${under(variable)}`,
        sql`${literal(column === undefined ? null : formKey(sheet, column))} as ${form(variable)}`,
      ]);
    });
    const head = [
      sql`${literal(sheet.number * ROWS_A_SHEET)} + ${id("row")} as ${id("_src")}`,
      sql`cast(${literal(sheet.delivery.period)} as ${id(DELIVERY_PERIOD)}) as ${id("period")}`,
      sql`cast(${literal(sheet.delivery.group)} as ${id(DELIVERY_GROUP)}) as ${id("group")}`,
    ];
    return sql`select ${list([...head, ...columns])} from ${sheet.cells}`;
  });
  return list(selects, sql` union all `);
}

/** The text that is read for a mapped column: that of its first column, or of the first that fills in where it is empty; null where all are. */
export function shownCell(column: MappedColumn | undefined): Query {
  if (column === undefined) return sql`cast(null as varchar)`;
  const cells = column.columns.map((number) => sql`nullif(${id(`c${number}`)}, '')`);
  return cells.length === 1 ? (cells[0] ?? sql`null`) : sql`coalesce(${list(cells)})`;
}

/** The underlying value belongs to the first column; a coalesced column is read as shown. */
export function underlyingCell(column: MappedColumn | undefined): Query {
  if (column === undefined) return sql`cast(null as varchar)`;
  const [first] = column.columns;
  return sql`case when nullif(${id(`c${first}`)}, '') is null then null else nullif(${id(`u${first}`)}, '') end`;
}

/** Cells with the same text are read alike where the declared formats and the workbook's date system are alike. */
function formKey(sheet: SourceSheet, column: MappedColumn): string {
  return `${column.formats === null ? 0 : column.crosswalkLine}/${sheet.date1904 ? 1904 : 1900}`;
}

interface FormReader {
  readonly reader: VariableReader;
  readonly crosswalkLine: number;
  readonly declared: readonly DateFormat[];
  readonly date1904: boolean;
}

function readersByForm(
  sheets: readonly MappedSheet[],
  variable: string,
  makeReader: (formats: readonly DateFormat[] | null) => VariableReader,
): ReadonlyMap<string, FormReader> {
  const readers = new Map<string, FormReader>();
  for (const { sheet, mapping } of sheets) {
    for (const column of mapping.mapped) {
      const key = formKey(sheet, column);
      if (column.variable !== variable || readers.has(key)) continue;
      const reader = makeReader(column.formats);
      readers.set(key, {
        reader,
        crosswalkLine: column.crosswalkLine,
        declared: column.formats ?? [],
        date1904: sheet.date1904,
      });
    }
  }
  return readers;
}

interface DistinctCell {
  readonly shown: string;
  readonly under: string | null;
  readonly form: string;
  readonly cells: number;
}

async function readDistinctCells(
  database: Database,
  kind: string,
  variable: string,
  rule: VariableRule,
  readers: ReadonlyMap<string, FormReader>,
): Promise<VariableReadings & { readonly key: ReadingKey }> {
  const distinct = await database.rows<DistinctCell>(
    sql`select ${shown(variable)} as ${id("shown")}, ${under(variable)} as ${id("under")}, ${form(variable)} as ${id("form")}, count(*) as ${id("cells")}
      from ${id(cellsView(kind))} where ${shown(variable)} is not null group by ${id("shown")}, ${id("under")}, ${id("form")}`,
  );
  const indicators = columnsOf(variable, rule)
    .filter(({ type }) => type === "indicator")
    .map(({ name }) => name);
  const names = ["shown", "under", "form", "value", "precision", "change", "format", "reason", ...indicators];
  const columns = new Map(names.map((name) => [name, [] as (string | null)[]]));
  const put = (name: string, value: string | null) => columns.get(name)?.push(value);
  const tally = readingTally();
  const declaredValues = new Set(rule.type === "category" ? [...(rule.values ?? []), ...rule.unknown] : []);
  for (const cell of distinct) {
    const { reader, date1904, crosswalkLine } = readerFor(readers, cell.form, variable);
    const reading = reader.read({ shown: cell.shown, underlying: cell.under, date1904 });
    const value = reading.kind === "value" ? reading.value : null;
    put("shown", cell.shown);
    put("under", cell.under);
    put("form", cell.form);
    put("value", value);
    put("precision", reading.kind === "value" ? (reading.precision ?? null) : null);
    put("change", reading.kind === "problem" ? null : reading.change);
    put("format", reading.format ?? null);
    put("reason", reading.kind === "problem" ? reading.reason : null);
    const set = value === null ? null : reader.indicators(value);
    const isAnswer = rule.type !== "multi" || (value !== null && !rule.unknown.includes(value));
    for (const name of indicators) put(name, isAnswer && set !== null ? String(set.get(name) ?? 0) : null);
    if (reading.kind === "problem") tally.problem(reading.reason, cell.cells);
    else if (reading.change !== null) tally.change(reading.change, cell.cells);
    if (reading.format !== undefined) tally.format(crosswalkLine, reading.format, cell.cells);
    if (value !== null && declaredValues.size > 0 && !declaredValues.has(value)) tally.undeclared(value, cell.cells);
  }
  await database.createFromColumns(
    READ,
    names.map((name) => ({ name, values: columns.get(name) ?? [] })),
  );
  await typeReadings(database, kind, variable, rule, indicators);
  const declaredOn = new Map([...readers.values()].map(({ crosswalkLine, declared }) => [crosswalkLine, declared]));
  const formats = [...declaredOn].flatMap(([crosswalkLine, declared]) =>
    declared.map((format) => ({
      crosswalkLine,
      format: format.text,
      cells: tally.cellsRead(crosswalkLine, format.text),
    })),
  );
  const key = {
    underlying: distinct.some((cell) => cell.under !== null),
    form: new Set(distinct.map((cell) => cell.form)).size > 1,
  };
  return { kind, variable, ...tally.counts, formats, key };
}

const READ = "_read";

/** The readings with their types: what each row gets by its join is then as small as it can be. */
async function typeReadings(
  database: Database,
  kind: string,
  variable: string,
  rule: VariableRule,
  indicators: readonly string[],
): Promise<void> {
  const dictionary = async (column: string): Promise<Query> => {
    const name = `dictionary_${kind}_${variable}_${column}`;
    // A dictionary needs at least one value, and a column may be empty from top to bottom.
    const values = sql`select ${id(column)} as ${id("value")} from ${id(READ)} union all select ''`;
    await database.run(createDictionary(name, values));
    return sql`cast(${id(column)} as ${id(name)})`;
  };
  const isReference = rule.type === "reference";
  const value = rule.type === "category" || rule.type === "multi" ? await dictionary("value") : typedValue(rule);
  // Nearly every reference number is different: a dictionary would be as long as the table.
  const raw = isReference ? id("shown") : await dictionary("shown");
  const kept = ["shown", "under", "form", "change", "format", "reason"].map((name) => id(name));
  const flags = indicators.map((name) => sql`cast(${id(name)} as tinyint) as ${id(name)}`);
  const count = indicators.map((name) => sql`cast(${id(name)} as integer)`);
  await database.run(
    createTable(
      readingTable(kind, variable),
      sql`select ${list([
        ...kept,
        sql`${value} as ${id("value")}`,
        sql`${raw} as ${id("raw")}`,
        sql`cast(${id("precision")} as ${id(PRECISION)}) as ${id("precision")}`,
        ...flags,
        ...(count.length === 0 ? [] : [sql`${list(count, sql` + `)} as ${id("count")}`]),
      ])} from ${id(READ)}`,
    ),
  );
  await database.run(dropTable(READ));
}

function typedValue(rule: VariableRule): Query {
  const value = id("value");
  switch (rule.type) {
    case "date":
    case "month":
      return castDate(value);
    case "integer":
      return sql`cast(${value} as integer)`;
    case "number":
      return sql`cast(${value} as double)`;
    case "reference":
    case "category":
    case "multi":
    case "text":
      return value;
  }
}

function readerFor(readers: ReadonlyMap<string, FormReader>, form: string, variable: string): FormReader {
  const reader = readers.get(form);
  if (reader === undefined) throw new RangeError(`no reader for ${variable} in the form ${form}`);
  return reader;
}

function readingTally() {
  const changes = new Map<Change, number>();
  const problems = new Map<ProblemReason, number>();
  const undeclared = new Map<string, number>();
  const formats = new Map<string, number>();
  const add = <Key>(counts: Map<Key, number>, key: Key, cells: number) => {
    counts.set(key, (counts.get(key) ?? 0) + cells);
  };
  return {
    counts: { changes, problems, undeclared },
    change: (change: Change, cells: number) => add(changes, change, cells),
    problem: (reason: ProblemReason, cells: number) => add(problems, reason, cells),
    undeclared: (value: string, cells: number) => add(undeclared, value, cells),
    format: (line: number, format: string, cells: number) => add(formats, `${line} ${format}`, cells),
    cellsRead: (line: number, format: string) => formats.get(`${line} ${format}`) ?? 0,
  };
}

function stagedRows(
  kind: string,
  variables: readonly NamedRule[],
  keys: ReadonlyMap<string, ReadingKey>,
  rules: RecordsRules,
): Query {
  const cells = id("cells");
  const columns = variables.flatMap(([variable, rule]) => stagedColumns(variable, rule, rules));
  const joins = [...keys].map(([variable, key]) => {
    const reading = id(variable);
    const on = [
      sql`${cells}.${shown(variable)} = ${reading}.${id("shown")}`,
      ...(key.underlying ? [same(sql`${cells}.${under(variable)}`, sql`${reading}.${id("under")}`)] : []),
      ...(key.form ? [sql`${cells}.${form(variable)} = ${reading}.${id("form")}`] : []),
    ];
    return sql`left join ${id(readingTable(kind, variable))} as ${reading} on ${list(on, sql` and `)}`;
  });
  const head = ["_src", "period", "group"].map((name) => sql`${cells}.${id(name)}`);
  const reason = sql`${unusableReason(kind, variables, rules)} as ${id("_reason")}`;
  return sql`select ${list([...head, ...columns, reason])} from ${id(cellsView(kind))} as ${cells} ${list(joins, sql` `)}`;
}

function stagedColumns(variable: string, rule: VariableRule, rules: RecordsRules): Query[] {
  if (rule.type === "text") return [sql`${textValue(variable, rules)} as ${id(variable)}`];
  const of = (column: string): Query => sql`${id(variable)}.${id(column)}`;
  const own = [sql`${of("value")} as ${id(variable)}`, sql`${of("raw")} as ${shown(variable)}`];
  if (rule.type === "date") return [...own, sql`${of("precision")} as ${id(precisionColumn(variable))}`];
  if (rule.type !== "multi") return own;
  const indicators = columnsOf(variable, rule).filter(({ type }) => type === "indicator");
  return [
    ...own,
    ...indicators.map(({ name }) => sql`${of(name)} as ${id(name)}`),
    sql`${of("count")} as ${id(indicatorCountName(variable))}`,
  ];
}

/** A text is kept as written but for the spaces around it; the words that mean "no value" mean it here too. */
function textValue(variable: string, rules: RecordsRules): Query {
  const trimmed = sql`trim(${id("cells")}.${shown(variable)}, ${literal(SPACES)})`;
  const missing = ["", ...rules.missing].map((token) => literal(token.trim()));
  return sql`case when ${trimmed} not in (${list(missing)}) then ${trimmed} end`;
}

/** What JavaScript's `trim` takes off. */
const SPACES =
  "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

/**
 * Why a row cannot be used: the first of its required variables that has no value or cannot be read, or a value outside a
 * closed list. The text is `<variable>: <reason>`.
 */
function unusableReason(kind: string, variables: readonly NamedRule[], rules: RecordsRules): Query {
  const required = requiredVariables(rules, kind);
  const cases = variables.flatMap(([variable, rule]) => {
    const problem = sql`${id(variable)}.${id("reason")}`;
    const stated = list(
      Object.entries(reasonInWords).map(
        ([reason, words]) => sql`when ${literal(reason)} then ${literal(`${variable}: ${words}`)}`,
      ),
      sql` `,
    );
    const unreadable = sql`when ${problem} is not null then case ${problem} ${stated} end`;
    if (required.includes(variable)) {
      const value = rule.type === "text" ? textValue(variable, rules) : sql`${id(variable)}.${id("value")}`;
      const missing = sql`when ${value} is null then ${literal(`${variable}: no value`)}`;
      return rule.type === "text" ? [missing] : [unreadable, missing];
    }
    return rule.type === "category" && rule.otherwise === "quarantine" ? [unreadable] : [];
  });
  const absent = required.filter((variable) => !variables.some(([name]) => name === variable));
  const never = absent.map((variable) => sql`when true then ${literal(`${variable}: not mapped in any delivery`)}`);
  const all = [...cases, ...never];
  return all.length === 0 ? sql`cast(null as varchar)` : sql`case ${list(all, sql` `)} end`;
}
