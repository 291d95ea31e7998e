import {
  createTable,
  createView,
  type Database,
  daysBetween,
  id,
  list,
  literal,
  type Query,
  sql,
} from "@plait/database";
import type { DeriveRule, PersonKindRule, RecordsRules, SummaryRule, WideRemoval } from "@plait/study";
import { type ColumnIndex, conditionSql, indexColumns, isKnown } from "../condition-sql.ts";
import { columnsOf, precisionColumn, type TableColumn } from "../table-columns.ts";
import { linkColumns } from "./link-columns.ts";
import { CONFLICT, EPISODE, isLater, linkedTable, ORPHAN, type Spine } from "./link-kind.ts";

export const WIDE = "wide";
/** Every row of the spine with the rule that kept it out of the wide file, if any. */
export const WIDE_CANDIDATES = "wide_candidates";
/** Those of them that a rule kept out. */
const REMOVED = "wide_removed";

const DAYS_A_MONTH = 30.4375;

/**
 * The wide file: one row a person, the spine's row with summaries of the other kinds and derived variables.
 *
 * The rules of `wide.remove` are applied in order to the spine's rows; the first that fits names the reason. What is left must be one
 * row a person; `keysHeldTwice` lists those who are not. Summaries leave out rows in conflict.
 *
 * @returns the wide file's columns.
 */
export async function shapeWideFile(
  database: Database,
  spine: Spine,
  columnsOfKind: ReadonlyMap<string, readonly TableColumn[]>,
  rules: RecordsRules,
): Promise<TableColumn[]> {
  const spineColumns = columnsOfKind.get(spine.kind) ?? [];
  await applyRemovals(database, spine, spineColumns, rules);
  const summaries = rules.wide.summaries;
  const base = [...spineColumns, ...linkColumns(["period", "group", EPISODE])];
  const summarised = summaries.flatMap((summary) => summaryColumns(summary, columnsOfKind, rules));
  const derivedColumns = rules.wide.derive.map(derivedColumn);
  const known = indexColumns([...base, ...summarised]);
  const derived = rules.wide.derive.map((rule) => sql`${derivation(rule, known)} as ${id(rule.variable)}`);
  const names = ["_src", ...base, ...summarised].map((column) => id(typeof column === "string" ? column : column.name));
  const joined = joinedSummaries(spine, base, columnsOfKind, rules);
  await database.run(createTable(WIDE, sql`select ${list([...names, ...derived])} from (${joined}) as ${id("base")}`));
  return [...base, ...summarised.map(({ summary: _, ...column }) => column), ...derivedColumns];
}

/** Reference numbers that stand more than once in the wide file: the declaration "one row a person" is then broken. */
export async function keysHeldTwice(database: Database, table: string, key: string): Promise<string[]> {
  const rows = await database.rows<{ key: string }>(
    sql`select ${id(key)} as ${id("key")} from ${id(table)} group by ${id(key)} having count(*) > 1 order by ${id("key")}`,
  );
  return rows.map((row) => row.key);
}

async function applyRemovals(
  database: Database,
  spine: Spine,
  spineColumns: readonly TableColumn[],
  rules: RecordsRules,
): Promise<void> {
  const columns = indexColumns([...spineColumns, ...linkColumns(["period", "group", EPISODE])]);
  const names = spineColumns.map(({ name }) => name);
  const cases: Query[] = [];
  for (const { rule, when } of wideRemovals(rules)) {
    if (rule === "conflict") cases.push(sql`when ${id(CONFLICT)} then ${literal(rule)}`);
    else if (rule === "later-episode") {
      const stands = cases.length === 0 ? sql`true` : sql`case ${list(cases, sql` `)} end is null`;
      cases.push(sql`when ${isLater(spine.kind, names, spine.rule, stands)} then ${literal(rule)}`);
    } else if (when !== undefined) cases.push(sql`when ${conditionSql(when, columns)} then ${literal(rule)}`);
  }
  const all = ["_src", "period", "group", ...names, CONFLICT, EPISODE, ORPHAN].map(
    (name) => sql`${id("s")}.${id(name)}`,
  );
  const removed = sql`case ${list(cases, sql` `)} end`;
  const spineTable = id(linkedTable(spine.kind));
  await database.run(
    createTable(
      REMOVED,
      sql`select * from (select ${id("_src")}, ${removed} as ${id("_removed")} from ${spineTable}) as ${id("s")} where ${id("_removed")} is not null`,
    ),
  );
  await database.run(
    createView(
      WIDE_CANDIDATES,
      sql`select ${list(all)}, ${id("x")}.${id("_removed")}
        from ${spineTable} as ${id("s")} left join ${id(REMOVED)} as ${id("x")} on ${id("s")}.${id("_src")} = ${id("x")}.${id("_src")}`,
    ),
  );
}

/** The rules that keep rows out of the wide file. Rows in conflict are kept out first where the study does not say when. */
export function wideRemovals(rules: RecordsRules): readonly WideRemoval[] {
  const { remove } = rules.wide;
  if (remove.some(({ rule }) => rule === "conflict")) return remove;
  return [{ rule: "conflict", reason: "Rows of one entry that disagree" }, ...remove];
}

const summaryName = (kind: string): string => `summary_${kind}`;

function groupByKind(summaries: readonly SummaryRule[]): Map<string, SummaryRule[]> {
  const byKind = new Map<string, SummaryRule[]>();
  for (const summary of summaries) byKind.set(summary.kind, [...(byKind.get(summary.kind) ?? []), summary]);
  return byKind;
}

export function personRule(rules: RecordsRules, kind: string): PersonKindRule {
  const rule = rules.kinds[kind];
  if (rule?.unit !== "person") throw new RangeError(`kind "${kind}" does not describe people`);
  return rule;
}

function summaryOf(
  kind: string,
  summaries: readonly SummaryRule[],
  columns: readonly TableColumn[] | undefined,
  rules: RecordsRules,
): Query {
  if (columns === undefined) return summaryOfNothing(summaries, rules);
  const { key } = personRule(rules, kind);
  const index = indexColumns(columns);
  const taken = summaries.flatMap((summary) => {
    const isThere = summary.take === "rows" || index.has(summary.of);
    const value = sql`${isThere ? summaryValue(summary, index) : noValue(summary, rules)} as ${id(summary.variable)}`;
    const precision = summaryPrecision(summary, index);
    return precision === null ? [value] : [value, sql`${precision} as ${id(precisionColumn(summary.variable))}`];
  });
  return sql`select ${id(key)} as ${id("_key")}, ${list(taken)} from ${id(linkedTable(kind))} where not ${id(CONFLICT)} group by ${id(key)}`;
}

function summaryValue(summary: SummaryRule, columns: ColumnIndex): Query {
  switch (summary.take) {
    case "rows":
      return sql`cast(count(*) as integer)`;
    case "max":
    case "min":
      return sql`${sql.raw(summary.take)}(${id(summary.of)})`;
    case "sum":
      return sql`cast(sum(${id(summary.of)}) as ${sql.raw(columns.get(summary.of)?.type === "number" ? "double" : "bigint")})`;
    case "last":
    case "first": {
      const column = columns.get(summary.of);
      if (column === undefined)
        throw new RangeError(`a summary takes "${summary.of}", which ${summary.kind} does not have`);
      // Rows of one day with different values are settled by the value itself, so that the order of rows decides nothing.
      const pick = summary.take === "last" ? sql`arg_max` : sql`arg_min`;
      const order = sql`row(${id(summary.by)}, ${id(summary.of)})`;
      return sql`${pick}(${id(summary.of)}, ${order}) filter (where ${isKnown(column)} and ${id(summary.by)} is not null)`;
    }
  }
}

/** How precisely a summarised date is known: as precisely as the row it was taken from. */
function summaryPrecision(summary: SummaryRule, columns: ColumnIndex): Query | null {
  if (summary.take === "rows" || summary.take === "sum" || !columns.has(precisionColumn(summary.of))) return null;
  const precision = id(precisionColumn(summary.of));
  const by = "by" in summary ? summary.by : summary.of;
  const pick = summary.take === "last" || summary.take === "max" ? sql`arg_max` : sql`arg_min`;
  const order = sql`row(${id(by)}, ${id(summary.of)}, ${precision})`;
  return sql`${pick}(${precision}, ${order}) filter (where ${id(by)} is not null and ${id(summary.of)} is not null)`;
}

function joinedSummaries(
  spine: Spine,
  base: readonly TableColumn[],
  columnsOfKind: ReadonlyMap<string, readonly TableColumn[]>,
  rules: RecordsRules,
): Query {
  const { summaries } = rules.wide;
  const own = ["_src", ...base.map(({ name }) => name)].map((name) => sql`${id("s")}.${id(name)}`);
  const taken = summaries
    .flatMap((summary) => summaryColumns(summary, columnsOfKind, rules))
    .map(({ name, summary }) => {
      const value = sql`${id(summaryName(summary.kind))}.${id(name)}`;
      return sql`${summary.take === "rows" ? sql`coalesce(${value}, 0)` : value} as ${id(name)}`;
    });
  const joins = [...groupByKind(summaries)].map(([kind, ofKind]) => {
    const summary = summaryOf(kind, ofKind, columnsOfKind.get(kind), rules);
    const name = id(summaryName(kind));
    return sql`left join (${summary}) as ${name} on ${id("s")}.${id(spine.rule.key)} = ${name}.${id("_key")}`;
  });
  return sql`select ${list([...own, ...taken])} from ${id(WIDE_CANDIDATES)} as ${id("s")} ${list(joins, sql` `)}
    where ${id("_removed")} is null`;
}

/** A kind that is declared and not yet delivered has a summary for nobody. */
function summaryOfNothing(summaries: readonly SummaryRule[], rules: RecordsRules): Query {
  const taken = summaries.map((summary) => sql`${noValue(summary, rules)} as ${id(summary.variable)}`);
  return sql`select cast(null as varchar) as ${id("_key")}, ${list(taken)} where false`;
}

/** No value, of the type the summary would have. */
function noValue(summary: SummaryRule, rules: RecordsRules): Query {
  switch (summarisedColumn(summary, rules)?.type) {
    case "date":
      return sql`cast(null as date)`;
    case "integer":
    case "indicator":
      return sql`cast(null as integer)`;
    case "number":
      return sql`cast(null as double)`;
    case "text":
    case "precision":
    case undefined:
      return summary.take === "rows" ? sql`cast(null as integer)` : sql`cast(null as varchar)`;
  }
}

/** The column a summary is taken from, as it is declared: it may not have been delivered. */
function summarisedColumn(summary: SummaryRule, rules: RecordsRules): TableColumn | undefined {
  if (summary.take === "rows") return undefined;
  const rule = rules.variables[summary.of];
  return rule === undefined ? undefined : columnsOf(summary.of, rule)[0];
}

interface SummaryColumn extends TableColumn {
  readonly summary: SummaryRule;
}

function summaryColumns(
  summary: SummaryRule,
  columnsOfKind: ReadonlyMap<string, readonly TableColumn[]>,
  rules: RecordsRules,
): SummaryColumn[] {
  const head = { name: summary.variable, variable: summary.variable, label: summary.label, summary };
  if (summary.take === "rows") return [{ ...head, type: "integer", unknown: [] }];
  const columns = columnsOfKind.get(summary.kind) ?? [];
  const of = columns.find(({ name }) => name === summary.of) ?? summarisedColumn(summary, rules);
  const type = summary.take === "sum" && of?.type === "indicator" ? "integer" : (of?.type ?? "text");
  const own: SummaryColumn = { ...head, type, unknown: of?.unknown ?? [] };
  if (summaryPrecision(summary, indexColumns(columns)) === null) return [own];
  return [
    own,
    {
      ...head,
      name: precisionColumn(summary.variable),
      label: `${summary.label}: how precise`,
      type: "precision",
      unknown: [],
    },
  ];
}

function derivedColumn(rule: DeriveRule): TableColumn {
  const head = { name: rule.variable, variable: rule.variable, label: rule.label, unknown: [] };
  return "months_between" in rule ? { ...head, type: "number" } : { ...head, type: "text" };
}

function derivation(rule: DeriveRule, columns: ColumnIndex): Query {
  if ("months_between" in rule) {
    const [from, to] = rule.months_between;
    const whole = [from, to].map((name) =>
      columns.has(precisionColumn(name)) ? sql`${id(precisionColumn(name))} = 'day'` : sql`${id(name)} is not null`,
    );
    return sql`case when ${list(whole, sql` and `)} then round(${daysBetween(id(from), id(to))} / ${literal(DAYS_A_MONTH)}, 1) end`;
  }
  const column = columns.get(rule.recode);
  if (column === undefined)
    throw new RangeError(`"${rule.variable}" recodes "${rule.recode}", which the wide file does not have`);
  const cases = Object.entries(rule.to).map(
    ([value, from]) =>
      sql`when ${id(rule.recode)} in (${list(from.map((one) => literal(one)))}) then ${literal(value)}`,
  );
  const otherwise = rule.else === undefined ? sql`` : sql`else ${literal(rule.else)}`;
  return sql`case when not ${isKnown(column)} then null ${list(cases, sql` `)} ${otherwise} end`;
}
