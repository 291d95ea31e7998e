import { type Database, id, list, literal, sql } from "@plait/database";
import type { RecordsRules, RecordsStudy, SummaryRule, ValueRepair, VariableRule } from "@plait/study";
import { rawValueKey } from "@plait/study";
import type { CellReading, RawCell } from "./harmonise/cell-reading.ts";
import { reasonInWords } from "./harmonise/cell-reading.ts";
import type { MappedColumn } from "./harmonise/map-columns.ts";
import type { MappedSheet } from "./harmonise/mapped-sheet.ts";
import { splitTokens } from "./harmonise/read-category.ts";
import { variableReader } from "./harmonise/read-variable.ts";
import { CONFLICT, linkedTable, mergedSources, type Spine } from "./link/link-kind.ts";
import { LONG } from "./link/long-file.ts";
import { personRule, WIDE, WIDE_CANDIDATES, wideRemovals } from "./link/wide-file.ts";
import { ROWS_A_SHEET } from "./source-sheet.ts";
import type { TableColumn } from "./table-columns.ts";

/** A delivered cell behind a value. */
export interface SourceCell {
  readonly file: string;
  readonly sha256: string;
  readonly sheet: string;
  readonly row: number;
  /** `C14` in a workbook; the column number in a text file. */
  readonly cell: string;
  readonly label: string;
  readonly shown: string;
  readonly underlying: string | null;
  /** What reading made of it, and why: the crosswalk line, the value repair, the date format. */
  readonly decisions: readonly string[];
}

/** One value of one row of a table, with every cell and decision behind it. */
export interface TracedValue {
  readonly table: string;
  readonly column: string;
  readonly value: string | null;
  /** How the value came from its sources where it is not simply one cell. */
  readonly how: string;
  readonly sources: readonly SourceCell[];
}

export interface TraceRequest {
  readonly table: string;
  readonly key: string;
  readonly column?: string;
}

/** What a trace reads: the linked tables are open in the database under their names. */
export interface Traceable {
  readonly tables: ReadonlyMap<string, readonly TableColumn[]>;
  readonly sheets: readonly MappedSheet[];
  readonly spine: Spine | null;
}

/**
 * Follows a value of a linked table back to the delivered cells and the decisions applied to them. Without a column, every column
 * of the row is followed. A reference number that is in no row gives an empty list; in the wide file `whyNotInWide` says why.
 *
 * Throws RangeError for a table or column that does not exist.
 */
export async function trace(
  database: Database,
  records: Traceable,
  study: RecordsStudy,
  request: TraceRequest,
): Promise<TracedValue[]> {
  const columns = records.tables.get(request.table);
  if (columns === undefined || request.table === LONG) {
    const names = [...records.tables.keys()].filter((name) => name !== LONG).join(", ");
    throw new RangeError(`there is no table "${request.table}" to trace in; choose one of ${names}`);
  }
  const wanted = request.column === undefined ? columns : columns.filter(({ name }) => name === request.column);
  if (wanted.length === 0)
    throw new RangeError(
      `${request.table} has no column "${request.column}"; it has ${columns.map(({ name }) => name).join(", ")}`,
    );
  const tracer = new Tracer(database, records, study);
  const key = keyOfTable(records, study.rules, request.table);
  const rows = await database.rows<Record<string, unknown>>(
    sql`select * from ${id(request.table)} where ${id(key)} = ${literal(request.key)} order by ${id("_src")}`,
  );
  const traced: TracedValue[] = [];
  for (const row of rows) for (const column of wanted) traced.push(await tracer.follow(request.table, column, row));
  return traced;
}

function keyOfTable({ spine }: Traceable, rules: RecordsRules, table: string): string {
  if (table === WIDE && spine !== null) return spine.rule.key;
  if (rules.kinds[table]?.unit !== "person")
    throw new RangeError(`the rows of "${table}" are not about people, so there is no reference number to trace by`);
  return personRule(rules, table).key;
}

/** Why a reference number is not in the wide file: the rule that removed each of its rows; empty when the spine never held it. */
export async function whyNotInWide(
  database: Database,
  spine: Spine,
  rules: RecordsRules,
  key: string,
): Promise<string[]> {
  const found = await database.rows<{ rule: string | null }>(
    sql`select ${id("_removed")} as ${id("rule")} from ${id(WIDE_CANDIDATES)} where ${id(spine.rule.key)} = ${literal(key)}`,
  );
  return found.map(({ rule }) => {
    const removal = wideRemovals(rules).find((one) => one.rule === rule);
    return removal === undefined ? "in the wide file" : `${removal.rule}: ${removal.reason}`;
  });
}

class Tracer {
  readonly #database: Database;
  readonly #records: Traceable;
  readonly #study: RecordsStudy;
  readonly #sheets: ReadonlyMap<number, MappedSheet>;

  constructor(database: Database, records: Traceable, study: RecordsStudy) {
    this.#database = database;
    this.#records = records;
    this.#study = study;
    this.#sheets = new Map(records.sheets.map((one) => [one.sheet.number, one]));
  }

  async follow(table: string, column: TableColumn, row: Readonly<Record<string, unknown>>): Promise<TracedValue> {
    const value = row[column.name];
    const head = { table, column: column.name, value: value === null || value === undefined ? null : String(value) };
    const { wide } = this.#study.rules;
    if (table === WIDE) {
      const summary = wide.summaries.find(({ variable }) => variable === column.variable);
      if (summary !== undefined) return { ...head, ...(await this.#summary(summary, row)) };
      const derived = wide.derive.find(({ variable }) => variable === column.name);
      if (derived !== undefined) {
        const from = "months_between" in derived ? derived.months_between : [derived.recode];
        const sources: SourceCell[] = [];
        for (const name of from) {
          const input = this.#records.tables.get(WIDE)?.find((one) => one.name === name);
          if (input !== undefined) sources.push(...(await this.follow(WIDE, input, row)).sources);
        }
        return {
          ...head,
          how: `derived from ${from.join(" and ")}, as records/rules.yaml declares under wide.derive`,
          sources,
        };
      }
    }
    const kind = table === WIDE ? (this.#records.spine?.kind ?? table) : table;
    const rowSources = await this.#sourceRows(kind, Number(row._src));
    const sources = await this.#cells(rowSources, column.variable);
    const how =
      sources.length === 0
        ? "from where the row was delivered and how it was linked, not from a cell"
        : describeRows(rowSources.length);
    return { ...head, how, sources };
  }

  async #summary(
    summary: SummaryRule,
    row: Readonly<Record<string, unknown>>,
  ): Promise<Pick<TracedValue, "how" | "sources">> {
    if (!this.#records.tables.has(summary.kind)) return { how: `no ${summary.kind} rows were delivered`, sources: [] };
    const key = this.#records.spine?.rule.key ?? "";
    const kindRule = this.#study.rules.kinds[summary.kind];
    const kindKey = kindRule?.unit === "person" ? kindRule.key : key;
    const rows = await this.#database.rows<{ source: number }>(
      sql`select ${id("_src")} as ${id("source")} from ${id(linkedTable(summary.kind))}
        where ${id(kindKey)} = ${literal(String(row[key]))} and not ${id(CONFLICT)} order by ${id("_src")}`,
    );
    const sources: SourceCell[] = [];
    const variables = summary.take === "rows" ? [kindKey] : "by" in summary ? [summary.of, summary.by] : [summary.of];
    for (const { source } of rows) {
      const sourceRows = await this.#sourceRows(summary.kind, source);
      for (const variable of variables) sources.push(...(await this.#cells(sourceRows, variable)));
    }
    const of = summary.take === "rows" ? "the number of" : `the ${summary.take} ${summary.of} of`;
    return { how: `${of} ${rows.length} ${summary.kind} rows that are not in conflict`, sources };
  }

  /** A row and every row that was merged into it, over both steps of merging. */
  async #sourceRows(kind: string, source: number): Promise<number[]> {
    if (this.#study.rules.kinds[kind]?.unit !== "person") return [source];
    const found = new Set([source]);
    for (let before = 0; before !== found.size; ) {
      before = found.size;
      const merged = await this.#database.rows<{ source: number }>(
        sql`select ${id("source")} from ${id(mergedSources(kind))} where ${id("kept")} in (${list([...found].map((one) => literal(one)))})`,
      );
      for (const one of merged) found.add(one.source);
    }
    return [...found].sort((a, b) => a - b);
  }

  async #cells(rows: readonly number[], variable: string): Promise<SourceCell[]> {
    const cells: SourceCell[] = [];
    for (const row of rows) {
      const mapped = this.#sheets.get(Math.floor(row / ROWS_A_SHEET));
      const column = mapped?.mapping.mapped.find((one) => one.variable === variable);
      if (mapped === undefined || column === undefined) continue;
      cells.push(...(await this.#cellsOfRow(mapped, column, row % ROWS_A_SHEET)));
    }
    return cells;
  }

  async #cellsOfRow({ sheet }: MappedSheet, column: MappedColumn, row: number): Promise<SourceCell[]> {
    const names = column.columns.flatMap((number) => [id(`c${number}`), id(`u${number}`)]);
    const [cells] = await this.#database.rows<Record<string, string | null>>(
      sql`select ${list(names)} from ${sheet.cells} where ${id("row")} = ${literal(row)}`,
    );
    return column.columns.map((number, index) => {
      const shown = cells?.[`c${number}`] ?? "";
      const underlying = cells?.[`u${number}`] || null;
      // A cell that only fills in for an empty one is read as shown.
      const read = { shown, underlying: index === 0 ? underlying : null, date1904: sheet.date1904 };
      return {
        file: sheet.delivery.path,
        sha256: sheet.sha256,
        sheet: sheet.sheet,
        row,
        cell: sheet.sheet === "" ? `column ${number}` : `${columnLetters(number)}${row}`,
        label: column.labels[index] ?? "",
        shown,
        underlying,
        decisions: this.#decisions(sheet.delivery.kind, column, read),
      };
    });
  }

  #decisions(kind: string, column: MappedColumn, cell: RawCell): string[] {
    const { rules, values } = this.#study;
    const rule = rules.variables[column.variable];
    const mapping = `mapped to ${column.variable} by records/crosswalk.csv, line ${column.crosswalkLine}`;
    if (rule === undefined) return [mapping];
    const repairs = values.get(column.variable) ?? [];
    const reading = variableReader(rule, column.variable, kind, column.formats, repairs, rules).read(cell);
    return [
      mapping,
      ...repairsUsed(rule, repairs, kind, cell.shown).map(repairInWords),
      inWords(reading, reading.format),
    ];
  }
}

/** The decision about the whole cell, or those about its tokens where the field lists several values. */
function repairsUsed(
  rule: VariableRule,
  repairs: readonly ValueRepair[],
  kind: string,
  shown: string,
): readonly ValueRepair[] {
  const whole = repairOf(repairs, kind, shown);
  if (rule.type !== "multi") return whole === undefined ? [] : [whole];
  const text = whole === undefined ? shown : (whole.canonical ?? "");
  const tokens = splitTokens(rawValueKey(text), rule.separators, new Set([...rule.values, ...rule.unknown]));
  const used = [whole, ...tokens.map((token) => repairOf(repairs, kind, token))];
  return [...new Set(used)].filter((repair) => repair !== undefined);
}

function repairInWords({ raw, canonical, file, line, reason, who, when }: ValueRepair): string {
  return `"${raw}" read as "${canonical ?? "no value"}" by ${file}, line ${line}: ${reason} (${who}, ${when})`;
}

function repairOf(repairs: readonly ValueRepair[], kind: string, shown: string): ValueRepair | undefined {
  const key = rawValueKey(shown);
  const fitting = repairs.filter(
    (repair) => rawValueKey(repair.raw) === key && (repair.kind === undefined || repair.kind === kind),
  );
  return fitting.find((repair) => repair.kind === kind) ?? fitting[0];
}

function inWords(reading: CellReading, format: string | undefined): string {
  switch (reading.kind) {
    case "missing":
      return "means no value";
    case "problem":
      return `could not be read: ${reasonInWords[reading.reason]}`;
    case "value": {
      const as = format === undefined ? "" : ` in the format ${format}`;
      const precision =
        reading.precision === undefined || reading.precision === "day"
          ? ""
          : `, known to the ${reading.precision} only`;
      const change = reading.change === null ? "as it stands" : reading.change.replace(/-/gu, " ");
      return `read as ${reading.value}${as}${precision} (${change})`;
    }
  }
}

function describeRows(rows: number): string {
  return rows === 1 ? "from one delivered row" : `from ${rows} delivered rows that are one entry`;
}

/** 1 is A, 27 is AA. */
function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  const letter = String.fromCharCode(65 + ((column - 1) % 26));
  return rest === 0 ? letter : columnLetters(rest) + letter;
}
