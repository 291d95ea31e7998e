import { createTable, createView, type Database, id, keyDigest, list, type Query, same, sql } from "@plait/database";
import type { PersonKindRule } from "@plait/study";
import { type HarmonisedKind, harmonisedTable } from "../harmonise/harmonise-kind.ts";

/** Rows of one kind after stages 2 and 3: one file over all groups, each row with its state. */
export const linkedTable = (kind: string): string => kind;
/** `kept`, `source`, `rule`: which source rows stand behind a row that was delivered or written more than once. */
export const mergedSources = (kind: string): string => `merged_${kind}`;
/** One row a person of the spine. */
export const PERSONS = "persons";

/** The kind that has one row an episode of a person; the others attach to it. */
export interface Spine {
  readonly kind: string;
  readonly rule: PersonKindRule;
}

/** Columns that linkage adds. */
export const EPISODE = "episode";
export const CONFLICT = "_conflict";
export const ORPHAN = "_orphan";

/**
 * Stages 2 and 3 for one kind of record about people.
 *
 * Within a group, rows that agree in every variable are one row delivered twice (`exact-duplicate`). Where the kind declares
 * which variables tell its rows apart (`episodes` with the key, or `one_row_per`), rows that share them are merged if they
 * agree wherever both have a value (`merged`); otherwise all are kept and marked as in conflict, as are rows that share them
 * across groups. The spine's rows are then numbered as episodes of their person; rows of other kinds without any row of
 * the spine are marked as orphans. In a study without a spine there are neither.
 */
export async function linkKind(
  database: Database,
  harmonised: HarmonisedKind,
  rule: PersonKindRule,
  spine: Spine | null,
): Promise<void> {
  const { kind } = harmonised;
  const names = harmonised.columns.map(({ name }) => name);
  const apart = tellApart(rule);
  await database.run(createTable(sharingTable(kind), sharingRows(harmonised, rule, apart)));
  await database.run(createView(mergedSources(kind), sourcesBehind(kind)));
  if (apart !== null) await database.run(createTable(mergedTable(kind), mergedRows(kind, names, apart)));
  const rows = linkedRows(kind, names, apart);
  if (spine === null) await database.run(createView(linkedTable(kind), withoutSpine(rows, names)));
  else if (kind === spine.kind) {
    await database.run(createTable(linkedTable(kind), asEpisodes(rows, kind, names, rule)));
    await database.run(createView(PERSONS, personsOf(kind, names, rule)));
  } else {
    await database.run(createTable(orphansTable(kind), orphanKeys(kind, rule, spine)));
    await database.run(createView(linkedTable(kind), withOrphans(rows, kind, names, rule)));
  }
}

/** The variables that tell rows of a kind apart, or null where only complete agreement makes two rows one. */
function tellApart(rule: PersonKindRule): readonly string[] | null {
  if (rule.one_row_per !== undefined) return rule.one_row_per;
  return rule.episodes === undefined ? null : [rule.key, ...rule.episodes];
}

const sharingTable = (kind: string): string => `sharing_${kind}`;
const mergedTable = (kind: string): string => `merged_rows_${kind}`;
const orphansTable = (kind: string): string => `orphans_${kind}`;

function columns(names: readonly string[], table?: string): Query {
  return list(names.map((name) => (table === undefined ? id(name) : sql`${id(table)}.${id(name)}`)));
}

/**
 * What becomes of the rows that share their key with another: few, so that everything dear is done on few rows and all others are only
 * copied. `_gone`: another row stands for it, namely `_kept` for the reason `_rule`, or the row that those of its entry are
 * `_merged` into. Keys are compared by their digest; two keys with one digest only give rows that turn out to stand alone.
 */
function sharingRows(
  { kind, columns: all }: HarmonisedKind,
  rule: PersonKindRule,
  apart: readonly string[] | null,
): Query {
  const names = all.map(({ name }) => name);
  const key = apart ?? ["group", rule.key, ...all.flatMap(({ name, type }) => (type === "text" ? [] : [name]))];
  const digest = keyDigest(key.map((name) => id(name)));
  const shared = sql`select ${digest} as ${id("digest")} from ${id(harmonisedTable(kind))} group by 1 having count(*) > 1`;
  const first = sql`min(${id("_src")}) over (partition by ${columns(["group", ...names])})`;
  const rows = sql`select ${columns(["_src", "group", ...names])}, ${first} as ${id("_first")}
    from ${id(harmonisedTable(kind))} where ${digest} in (${shared})`;
  return apart === null ? duplicatesAmong(rows) : entriesAmong(rows, names, apart);
}

/** `_first` is the first of the rows that agree in everything. */
const IS_DUPLICATE = sql`${id("_src")} <> ${id("_first")}`;

function duplicatesAmong(rows: Query): Query {
  return sql`select ${id("_src")}, ${id("_first")} as ${id("_kept")}, 'exact-duplicate' as ${id("_rule")},
      true as ${id("_gone")}, false as ${id("_merged")}, false as ${id(CONFLICT)}
    from (${rows}) as ${id("s")} where ${IS_DUPLICATE}`;
}

function entriesAmong(rows: Query, names: readonly string[], apart: readonly string[]): Query {
  const others = names.filter((name) => !apart.includes(name));
  const agree = others.map((name) => sql`coalesce(min(${id(name)}) = max(${id(name)}), true)`);
  const entries = sql`select ${columns(["group", ...apart])}, min(${id("_src")}) as ${id("_entry")},
      ${agree.length === 0 ? sql`true` : list(agree, sql` and `)} as ${id("_agree")}
    from ${id("s")} group by ${columns(["group", ...apart])} having min(${id("_first")}) <> max(${id("_first")})`;
  const ofEntry = ["group", ...apart].map((name) => same(sql`${id("s")}.${id(name)}`, sql`${id("e")}.${id(name)}`));
  const isMerged = sql`coalesce(${id("_agree")}, false)`;
  const isSecond = sql`${isMerged} and ${id("_src")} <> ${id("_entry")}`;
  const across = sql`over (partition by ${columns(apart, "s")})`;
  const group = sql`${id("s")}.${id("group")}`;
  return sql`with ${id("s")} as (${rows}), ${id("e")} as (${entries})
    select ${id("_src")},
      case when ${IS_DUPLICATE} then ${id("_first")} when ${isSecond} then ${id("_entry")} end as ${id("_kept")},
      case when ${IS_DUPLICATE} then 'exact-duplicate' when ${isSecond} then 'merged' end as ${id("_rule")},
      ${IS_DUPLICATE} or ${isMerged} as ${id("_gone")}, ${isMerged} as ${id("_merged")},
      not coalesce(${id("_agree")}, true) or min(${group}) ${across} <> max(${group}) ${across} as ${id(CONFLICT)}
    from ${id("s")} left join ${id("e")} on ${list(ofEntry, sql` and `)}`;
}

/** Which source rows another row stands for. */
function sourcesBehind(kind: string): Query {
  return sql`select ${id("_kept")} as ${id("kept")}, ${id("_src")} as ${id("source")}, ${id("_rule")} as ${id("rule")}
    from ${id(sharingTable(kind))} where ${id("_kept")} is not null`;
}

/** The rows that stand for several which agree. */
function mergedRows(kind: string, names: readonly string[], apart: readonly string[]): Query {
  const others = names.filter((name) => !apart.includes(name)).map((name) => sql`max(${id(name)}) as ${id(name)}`);
  return sql`select min(${id("h")}.${id("_src")}) as ${id("_src")}, min(${id("period")}) as ${id("period")},
      ${list([columns(["group", ...apart]), ...others])}, bool_or(${id(CONFLICT)}) as ${id(CONFLICT)}
    from ${id(harmonisedTable(kind))} as ${id("h")} join ${id(sharingTable(kind))} as ${id("x")} on ${id("h")}.${id("_src")} = ${id("x")}.${id("_src")}
    where ${id("_merged")} group by ${columns(["group", ...apart])}`;
}

/** Every row that is left, once, with whether it is in conflict. */
function linkedRows(kind: string, names: readonly string[], apart: readonly string[] | null): Query {
  const all = ["_src", "period", "group", ...names];
  const single = sql`select ${columns(all, "h")}, coalesce(${id("x")}.${id(CONFLICT)}, false) as ${id(CONFLICT)}
    from ${id(harmonisedTable(kind))} as ${id("h")} left join ${id(sharingTable(kind))} as ${id("x")} on ${id("h")}.${id("_src")} = ${id("x")}.${id("_src")}
    where not coalesce(${id("x")}.${id("_gone")}, false)`;
  return apart === null
    ? single
    : sql`${single} union all select ${columns([...all, CONFLICT])} from ${id(mergedTable(kind))}`;
}

function withoutSpine(rows: Query, names: readonly string[]): Query {
  return sql`select ${columns(["_src", "period", "group", ...names, CONFLICT])}, cast(null as integer) as ${id(EPISODE)}, false as ${id(ORPHAN)}
    from (${rows}) as ${id("s")}`;
}

/** Episodes are numbered by the variables that tell them apart; who has one row has one episode. */
function asEpisodes(rows: Query, kind: string, names: readonly string[], rule: PersonKindRule): Query {
  const order = (rule.episodes ?? [rule.date]).map((name) => sql`${id(name)} nulls last`);
  const number = sql`cast(dense_rank() over (partition by ${id(rule.key)} order by ${list(order)}) as integer)`;
  const episodes = sql`select ${id("_src")}, ${number} as ${id(EPISODE)} from (${rows}) as ${id("r")}
    where ${id(rule.key)} in (${keysOfSeveral(id(harmonisedTable(kind)), rule)})`;
  return sql`select ${columns(["_src", "period", "group", ...names, CONFLICT], "s")}, coalesce(${id("e")}.${id(EPISODE)}, 1) as ${id(EPISODE)}, false as ${id(ORPHAN)}
    from (${rows}) as ${id("s")} left join (${episodes}) as ${id("e")} on ${id("s")}.${id("_src")} = ${id("e")}.${id("_src")}`;
}

/** People with several rows are few: whatever needs rows in order is done for them alone. */
function keysOfSeveral(table: Query, rule: PersonKindRule): Query {
  return sql`select ${id(rule.key)} from ${table} group by ${id(rule.key)} having count(*) > 1`;
}

function orphanKeys(kind: string, rule: PersonKindRule, spine: Spine): Query {
  const keys = sql`select distinct ${id(rule.key)} as ${id("key")} from ${id(harmonisedTable(kind))}`;
  return sql`select ${id("h")}.${id("key")} from (${keys}) as ${id("h")}
    where ${id("h")}.${id("key")} not in (select ${id(spine.rule.key)} from ${id(linkedTable(spine.kind))})`;
}

function withOrphans(rows: Query, kind: string, names: readonly string[], rule: PersonKindRule): Query {
  return sql`select ${columns(["_src", "period", "group", ...names, CONFLICT], "s")}, ${id("o")}.${id("key")} is not null as ${id(ORPHAN)}
    from (${rows}) as ${id("s")} left join ${id(orphansTable(kind))} as ${id("o")} on ${id("s")}.${id(rule.key)} = ${id("o")}.${id("key")}`;
}

/**
 * Of each person with several rows, the first that meets `where`: by episode, then by what the rows say, missing values last, so that
 * the order in which they were delivered decides nothing.
 */
function firstOfSeveral(kind: string, names: readonly string[], rule: PersonKindRule, where: Query): Query {
  const table = id(linkedTable(kind));
  const order = sql`row(${columns([EPISODE, "group", ...names, "_src"])})`;
  return sql`select arg_min(${id("_src")}, ${order}) from ${table}
    where ${id(rule.key)} in (${keysOfSeveral(table, rule)}) and ${where} group by ${id(rule.key)}`;
}

/** True of rows that meet `where` and come after another such row of their person. */
export function isLater(kind: string, names: readonly string[], rule: PersonKindRule, where: Query): Query {
  return sql`(${where} and ${id(rule.key)} in (${keysOfSeveral(id(linkedTable(kind)), rule)})
    and ${id("_src")} not in (${firstOfSeveral(kind, names, rule, where)}))`;
}

/** One row a person: the first episode that is not in conflict. */
export function personsOf(kind: string, names: readonly string[], rule: PersonKindRule): Query {
  const usable = sql`not ${id(CONFLICT)}`;
  return sql`select ${columns(["_src", "period", "group", ...names, EPISODE])} from ${id(linkedTable(kind))}
    where ${usable} and not ${isLater(kind, names, rule, usable)}`;
}
