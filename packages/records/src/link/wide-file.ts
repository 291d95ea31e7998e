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
import { CONFLICT, EPISODE, episodeOrder, linkedTable, ORPHAN, type Spine } from "./link-kind.ts";

export const WIDE = "wide";
/** Every row of the spine with the rule that kept it out of the wide file, if any. */
export const WIDE_CANDIDATES = "wide_candidates";

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
  for (const [kind, ofKind] of groupByKind(summaries)) {
    const key = personRule(rules, kind).key;
    const columns = columnsOfKind.get(kind);
    const summary =
      columns === undefined ? summaryOfNothing(ofKind, rules) : summaryOf(kind, key, ofKind, columns, rules);
    await database.run(createTable(summaryTable(kind), summary));
  }
  const base = [...spineColumns, ...linkColumns(["period", "group", EPISODE])];
  const summarised = summaries.flatMap((summary) => summaryColumns(summary, columnsOfKind, rules));
  const derivedColumns = rules.wide.derive.map(derivedColumn);
  await database.run(createView("_wide_base", joinedSummaries(spine, base, summarised, rules)));
  const known = indexColumns([...base, ...summarised]);
  const derived = rules.wide.derive.map((rule) => sql`${derivation(rule, known)} as ${id(rule.variable)}`);
  const names = ["_src", ...base, ...summarised].map((column) => id(typeof column === "string" ? column : column.name));
  await database.run(createTable(WIDE, sql`select ${list([...names, ...derived])} from ${id("_wide_base")}`));
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
  const own = spineColumns.map(({ name }) => name);
  let from = sql`select *, cast(null as varchar) as ${id("_removed")} from ${id(linkedTable(spine.kind))}`;
  for (const removal of wideRemovals(rules)) {
    const fits =
      removal.rule === "later-episode"
        ? sql`${id("_later")}`
        : removal.rule === "conflict"
          ? id(CONFLICT)
          : removal.when === undefined
            ? sql`false`
            : conditionSql(removal.when, columns);
    const position = sql`row_number() over (partition by ${id(spine.rule.key)}, ${id("_removed")} is null order by ${episodeOrder(own)}) > 1`;
    const inner =
      removal.rule === "later-episode"
        ? sql`(select *, ${position} as ${id("_later")} from (${from}) as ${id("r")})`
        : sql`(${from})`;
    const names = ["_src", "period", "group", ...own, CONFLICT, EPISODE, ORPHAN];
    from = sql`select ${list(names.map((name) => id(name)))}, case when ${id("_removed")} is not null then ${id("_removed")}
      when ${fits} then ${literal(removal.rule)} end as ${id("_removed")} from ${inner} as ${id("s")}`;
  }
  await database.run(createTable(WIDE_CANDIDATES, from));
  await database.run(
    createView("_wide_spine", sql`select * from ${id(WIDE_CANDIDATES)} where ${id("_removed")} is null`),
  );
}

/** The rules that keep rows out of the wide file. Rows in conflict are kept out first where the study does not say when. */
export function wideRemovals(rules: RecordsRules): readonly WideRemoval[] {
  const { remove } = rules.wide;
  if (remove.some(({ rule }) => rule === "conflict")) return remove;
  return [{ rule: "conflict", reason: "Rows of one entry that disagree" }, ...remove];
}

const summaryTable = (kind: string): string => `summary_${kind}`;

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
  key: string,
  summaries: readonly SummaryRule[],
  columns: readonly TableColumn[],
  rules: RecordsRules,
): Query {
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
      const order = sql`case when ${isKnown(column)} and ${id(summary.by)} is not null then row(${id(summary.by)}, ${id(summary.of)}) end`;
      return sql`${pick}(${id(summary.of)}, ${order})`;
    }
  }
}

/** How precisely a summarised date is known: as precisely as the row it was taken from. */
function summaryPrecision(summary: SummaryRule, columns: ColumnIndex): Query | null {
  if (summary.take === "rows" || summary.take === "sum" || !columns.has(precisionColumn(summary.of))) return null;
  const precision = id(precisionColumn(summary.of));
  const by = "by" in summary ? summary.by : summary.of;
  const pick = summary.take === "last" || summary.take === "max" ? sql`arg_max` : sql`arg_min`;
  const order = sql`case when ${id(by)} is not null and ${id(summary.of)} is not null then row(${id(by)}, ${id(summary.of)}, ${precision}) end`;
  return sql`${pick}(${precision}, ${order})`;
}

function joinedSummaries(
  spine: Spine,
  base: readonly TableColumn[],
  summarised: readonly SummaryColumn[],
  rules: RecordsRules,
): Query {
  const kinds = new Set(summarised.map(({ summary }) => summary.kind));
  const own = [id("_src"), ...base.map(({ name }) => id(name))].map((name) => sql`${id("s")}.${name}`);
  const taken = summarised.map(({ name, summary }) => {
    const value = sql`${id(summaryTable(summary.kind))}.${id(name)}`;
    return sql`${summary.take === "rows" ? sql`coalesce(${value}, 0)` : value} as ${id(name)}`;
  });
  const joins = [...kinds].map(
    (kind) =>
      sql`left join ${id(summaryTable(kind))} on ${id("s")}.${id(personRule(rules, spine.kind).key)} = ${id(summaryTable(kind))}.${id("_key")}`,
  );
  return sql`select ${list([...own, ...taken])} from ${id("_wide_spine")} as ${id("s")} ${list(joins, sql` `)}`;
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
