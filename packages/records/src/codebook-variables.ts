import { type Database, id, sql } from "@plait/database";
import type { RecordsRules, VariableType } from "@plait/study";
import type { CodebookSource, CodebookValue, CodebookVariable, MissingCause } from "./export/codebook.ts";
import { cellsView, harmonisedTable, readingTable } from "./harmonise/harmonise-kind.ts";
import type { MappedSheet } from "./harmonise/mapped-sheet.ts";
import { linkedTable } from "./link/link-kind.ts";
import { WIDE } from "./link/wide-file.ts";
import { rawColumn, type TableColumn, underlyingColumn } from "./table-columns.ts";

/** The codebook of one table: what each variable is, where it came from, and why it is missing where it is. */
export type TableCodebook = readonly [table: string, variables: readonly CodebookVariable[]];

/**
 * Describes every variable of the tables of a run. Kinds are counted as harmonised, before duplicates are taken out, because that is
 * where a value goes missing; the wide file's own variables as they stand in it.
 */
export async function codebookVariables(
  database: Database,
  tables: ReadonlyMap<string, readonly TableColumn[]>,
  sheets: readonly MappedSheet[],
  rules: RecordsRules,
): Promise<TableCodebook[]> {
  const books: TableCodebook[] = [];
  for (const [table, columns] of tables) {
    if (rules.kinds[table] !== undefined) books.push([table, await ofKind(database, table, columns, sheets, rules)]);
    else if (table === WIDE) books.push([table, await ofWideFile(database, columns, tables, rules)]);
  }
  return books;
}

async function ofKind(
  database: Database,
  kind: string,
  columns: readonly TableColumn[],
  sheets: readonly MappedSheet[],
  rules: RecordsRules,
): Promise<CodebookVariable[]> {
  const variables: CodebookVariable[] = [];
  const { rows } = await database.row<{ rows: number }>(
    sql`select count(*) as ${id("rows")} from ${id(harmonisedTable(kind))}`,
  );
  for (const { name, label, variable } of columns) {
    const rule = rules.variables[variable];
    if (rule === undefined || name !== variable) continue;
    const causes = await missingCauses(database, kind, variable, rule.type);
    const missing = causes.flatMap(({ cause, rows: missed }) => (cause === null ? [] : [{ cause, rows: missed }]));
    const present = rows - missing.reduce((sum, one) => sum + one.rows, 0);
    const values =
      rule.type === "category"
        ? await valuesOf(database, harmonisedTable(kind), name, rule.values ?? [], rule.unknown)
        : [];
    variables.push({
      name,
      label,
      type: rule.type,
      rows,
      present,
      missing,
      values,
      sources: sourcesOf(kind, variable, sheets),
    });
  }
  return variables;
}

interface CauseCount {
  readonly cause: MissingCause | null;
  readonly rows: number;
}

/** Why usable rows have no value for a variable, cause by cause. Only cells without a value are looked at one by one. */
function missingCauses(database: Database, kind: string, variable: string, type: VariableType): Promise<CauseCount[]> {
  const c = id("c");
  const raw = sql`${c}.${id(rawColumn(variable))}`;
  const noCell = sql`when ${raw} is null and ${c}.${id(`${variable}__form`)} is null then 'no-column' when ${raw} is null then 'empty-cell'`;
  const usable = sql`not exists (select 1 from ${id("quarantine")} as ${id("q")} where ${id("q")}.${id("_src")} = ${c}.${id("_src")})`;
  if (type === "text") {
    const read = sql`select ${id("_src")} from ${id(harmonisedTable(kind))} where ${id(variable)} is null`;
    return database.rows<CauseCount>(
      sql`select case ${noCell} else 'empty-cell' end as ${id("cause")}, count(*) as ${id("rows")} from ${id(cellsView(kind))} as ${c}
        where ${c}.${id("_src")} in (${read}) group by 1 order by 1`,
    );
  }
  const reading = id("reading");
  return database.rows<CauseCount>(
    sql`select case ${noCell}
        when ${reading}.${id("reason")} is not null then 'not-readable'
        when ${reading}.${id("change")} = 'value-repair' then 'repaired-to-missing'
        else 'empty-cell' end as ${id("cause")}, count(*) as ${id("rows")}
      from ${id(cellsView(kind))} as ${c} left join ${id(readingTable(kind, variable))} as ${reading}
        on ${raw} = ${reading}.${id("shown")}
        and ${c}.${id(underlyingColumn(variable))} is not distinct from ${reading}.${id("under")}
        and ${c}.${id(`${variable}__form`)} = ${reading}.${id("form")}
      where ${reading}.${id("value")} is null and ${usable} group by 1 order by 1`,
  );
}

async function valuesOf(
  database: Database,
  table: string,
  column: string,
  declared: readonly string[],
  unknown: readonly string[],
): Promise<CodebookValue[]> {
  const counts = await database.rows<{ value: string; rows: number }>(
    sql`select ${id(column)} as ${id("value")}, count(*) as ${id("rows")} from ${id(table)} where ${id(column)} is not null group by 1 order by 1`,
  );
  const known = [...declared, ...unknown.filter((value) => !declared.includes(value))];
  const others = counts.map(({ value }) => value).filter((value) => !known.includes(value));
  return [...known, ...others].map((value) => ({
    value,
    declared: known.includes(value),
    unknown: unknown.includes(value),
    rows: counts.find((one) => one.value === value)?.rows ?? 0,
  }));
}

function sourcesOf(kind: string, variable: string, sheets: readonly MappedSheet[]): CodebookSource[] {
  const sources = sheets
    .filter(({ sheet }) => sheet.delivery.kind === kind)
    .flatMap(({ sheet, mapping }) =>
      mapping.mapped
        .filter((column) => column.variable === variable)
        .flatMap(({ labels }) =>
          labels.map((label) => ({ period: sheet.delivery.period, group: sheet.delivery.group, kind, label })),
        ),
    );
  return [...new Map(sources.map((source) => [JSON.stringify(source), source])).values()];
}

async function ofWideFile(
  database: Database,
  columns: readonly TableColumn[],
  tables: ReadonlyMap<string, readonly TableColumn[]>,
  rules: RecordsRules,
): Promise<CodebookVariable[]> {
  const variables: CodebookVariable[] = [];
  const { rows } = await database.row<{ rows: number }>(sql`select count(*) as ${id("rows")} from ${id(WIDE)}`);
  for (const summary of rules.wide.summaries) {
    const type: VariableType = summary.take === "rows" ? "integer" : (rules.variables[summary.of]?.type ?? "text");
    const derivation =
      summary.take === "rows"
        ? `number of ${summary.kind} rows`
        : `${summary.take} ${summary.of} of the ${summary.kind} rows`;
    const linked = tables.has(summary.kind)
      ? sql`exists (select 1 from ${id(linkedTable(summary.kind))} as ${id("k")} where ${id("k")}.${id(keyOf(rules, summary.kind))} = ${id("w")}.${id(keyOf(rules, rules.spine ?? ""))})`
      : sql`false`;
    const counts = await database.rows<CauseCount>(
      sql`select case when ${id(summary.variable)} is not null then null when ${linked} then 'empty-cell' else 'not-linked' end as ${id("cause")}, count(*) as ${id("rows")}
        from ${id(WIDE)} as ${id("w")} group by 1 order by 1`,
    );
    variables.push(await wideVariable(database, columns, summary.variable, type, derivation, counts, rows));
  }
  for (const derived of rules.wide.derive) {
    const derivation =
      "months_between" in derived
        ? `months from ${derived.months_between[0]} to ${derived.months_between[1]}`
        : `recoded from ${derived.recode}`;
    const counts = await database.rows<CauseCount>(
      sql`select case when ${id(derived.variable)} is null then 'not-derivable' end as ${id("cause")}, count(*) as ${id("rows")} from ${id(WIDE)} group by 1 order by 1`,
    );
    variables.push(
      await wideVariable(
        database,
        columns,
        derived.variable,
        "months_between" in derived ? "number" : "category",
        derivation,
        counts,
        rows,
      ),
    );
  }
  return variables;
}

async function wideVariable(
  database: Database,
  columns: readonly TableColumn[],
  name: string,
  type: VariableType,
  derivation: string,
  counts: readonly CauseCount[],
  rows: number,
): Promise<CodebookVariable> {
  const column = columns.find((one) => one.name === name);
  const missing = counts.flatMap(({ cause, rows: missed }) => (cause === null ? [] : [{ cause, rows: missed }]));
  return {
    name,
    label: column?.label ?? name,
    type,
    derivation,
    rows,
    present: rows - missing.reduce((sum, one) => sum + one.rows, 0),
    missing,
    values: type === "category" ? await valuesOf(database, WIDE, name, [], column?.unknown ?? []) : [],
    sources: [],
  };
}

function keyOf(rules: RecordsRules, kind: string): string {
  const rule = rules.kinds[kind];
  if (rule?.unit !== "person") throw new RangeError(`kind "${kind}" has no reference number`);
  return rule.key;
}
