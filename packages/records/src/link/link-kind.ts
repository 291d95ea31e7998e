import {
  createTable,
  createView,
  type Database,
  dropTable,
  id,
  keyDigest,
  list,
  literal,
  type Query,
  same,
  sql,
} from "@plait/database";
import type { PersonKindRule } from "@plait/study";
import { type HarmonisedKind, harmonisedTable } from "../harmonise/harmonise-kind.ts";
import type { TableColumn } from "../table-columns.ts";

/** Rows of one kind after stages 2 and 3: one file over all groups, each row with its state. */
export const linkedTable = (kind: string): string => kind;
/** `kept`, `source`, `rule`: which source rows stand behind a row that was delivered or written more than once. */
export const mergedSources = (kind: string): string => `merged_${kind}`;

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
  const candidateKey = apart ?? [
    "group",
    rule.key,
    ...harmonised.columns.flatMap(({ name, type }) => (type === "text" ? [] : [name])),
  ];
  await database.run(createTable(CANDIDATES, sharingRows(kind, names, candidateKey)));
  await database.run(createTable(DISTINCT, distinctRows(names)));
  await database.run(createTable(AGREEING, agreement(harmonised.columns, apart)));
  await database.run(createTable(mergedSources(kind), sourcesBehind(names, apart)));
  await database.run(createTable(ACROSS, acrossGroups(apart)));
  await database.run(createTable(exceptionsTable(kind), exceptions(apart)));
  await database.run(createTable(mergedTable(kind), mergedRows(names, apart)));
  for (const table of [CANDIDATES, DISTINCT, AGREEING, ACROSS]) await database.run(dropTable(table));
  const rows = linkedRows(kind, names);
  if (spine === null) await database.run(createView(linkedTable(kind), withoutSpine(rows, names)));
  else if (kind === spine.kind) {
    await database.run(createTable(linkedTable(kind), asEpisodes(rows, names, spine)));
    await database.run(createView("persons", personsOf(kind, names, rule)));
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

const CANDIDATES = "_candidates";
const DISTINCT = "_distinct";
const AGREEING = "_agreeing";
const ACROSS = "_across";
const exceptionsTable = (kind: string): string => `exceptions_${kind}`;
const mergedTable = (kind: string): string => `merged_rows_${kind}`;
const orphansTable = (kind: string): string => `orphans_${kind}`;

function columns(names: readonly string[], table?: string): Query {
  return list(names.map((name) => (table === undefined ? id(name) : sql`${id(table)}.${id(name)}`)));
}

function matching(left: string, right: string, names: readonly string[]): Query {
  return list(
    names.map((name) => same(sql`${id(left)}.${id(name)}`, sql`${id(right)}.${id(name)}`)),
    sql` and `,
  );
}

/**
 * Only rows that share their key with another can be duplicates: few, so that everything dear is done on few rows. Keys are compared by
 * their digest here; two keys with one digest only make a row a candidate that turns out to stand alone.
 */
function sharingRows(kind: string, names: readonly string[], key: readonly string[]): Query {
  const digest = keyDigest(key.map((name) => id(name)));
  const shared = sql`select ${digest} as ${id("digest")} from ${id(harmonisedTable(kind))} group by 1 having count(*) > 1`;
  return sql`select ${columns(["_src", "period", "group", ...names])} from ${id(harmonisedTable(kind))} where ${digest} in (${shared})`;
}

function distinctRows(names: readonly string[]): Query {
  return sql`select min(${id("_src")}) as ${id("_src")}, min(${id("period")}) as ${id("period")}, ${columns(["group", ...names])}
    from ${id(CANDIDATES)} group by ${columns(["group", ...names])}`;
}

/** One row for each group and key that several distinct rows share: the merged row, and whether they agree. */
function agreement(tableColumns: readonly TableColumn[], apart: readonly string[] | null): Query {
  if (apart === null) {
    return sql`select ${columns(["_src", "period", "group", ...tableColumns.map(({ name }) => name)])}, true as ${id("_agree")}
      from ${id(DISTINCT)} where false`;
  }
  const others = tableColumns.map(({ name }) => name).filter((name) => !apart.includes(name));
  const agree = others.map((name) => sql`coalesce(min(${id(name)}) = max(${id(name)}), true)`);
  const merged = others.map((name) => sql`max(${id(name)}) as ${id(name)}`);
  return sql`select min(${id("_src")}) as ${id("_src")}, min(${id("period")}) as ${id("period")},
      ${list([...["group", ...apart].map((name) => id(name)), ...merged])},
      ${agree.length === 0 ? sql`true` : list(agree, sql` and `)} as ${id("_agree")}
    from ${id(DISTINCT)} group by ${columns(["group", ...apart])} having count(*) > 1`;
}

function sourcesBehind(names: readonly string[], apart: readonly string[] | null): Query {
  const duplicates = sql`select ${id("d")}.${id("_src")} as ${id("kept")}, ${id("c")}.${id("_src")} as ${id("source")}, 'exact-duplicate' as ${id("rule")}
    from ${id(CANDIDATES)} as ${id("c")} join ${id(DISTINCT)} as ${id("d")} on ${matching("c", "d", ["group", ...names])}
    where ${id("c")}.${id("_src")} <> ${id("d")}.${id("_src")}`;
  if (apart === null) return duplicates;
  const merged = sql`select ${id("a")}.${id("_src")} as ${id("kept")}, ${id("d")}.${id("_src")} as ${id("source")}, 'merged' as ${id("rule")}
    from ${id(DISTINCT)} as ${id("d")} join ${id(AGREEING)} as ${id("a")} on ${matching("d", "a", ["group", ...apart])}
    where ${id("a")}.${id("_agree")} and ${id("d")}.${id("_src")} <> ${id("a")}.${id("_src")}`;
  return sql`${duplicates} union all ${merged}`;
}

/** Keys whose rows come from more than one group. */
function acrossGroups(apart: readonly string[] | null): Query {
  if (apart === null) return sql`select ${id("_src")} from ${id(DISTINCT)} where false`;
  return sql`select ${columns(apart)} from ${id(DISTINCT)} group by ${columns(apart)} having count(distinct ${id("group")}) > 1`;
}

/** The rows that do not simply stay as they are: merged into another, or in conflict. Few, so that all others are only copied. */
function exceptions(apart: readonly string[] | null): Query {
  const c = id("c");
  const isKept = sql`${id("d")}.${id("_src")} is not null`;
  const candidates = sql`${id(CANDIDATES)} as ${c} left join ${id(DISTINCT)} as ${id("d")} on ${c}.${id("_src")} = ${id("d")}.${id("_src")}`;
  if (apart === null) {
    return sql`select ${c}.${id("_src")}, true as ${id("_gone")}, false as ${id(CONFLICT)} from ${candidates} where not ${isKept}`;
  }
  const agree = sql`${id("a")}.${id("_agree")}`;
  return sql`select ${c}.${id("_src")},
      not ${isKept} or coalesce(${agree}, false) as ${id("_gone")},
      not coalesce(${agree}, true) or ${isAcross(c, apart)} as ${id(CONFLICT)}
    from ${candidates} left join ${id(AGREEING)} as ${id("a")} on ${matching("c", "a", ["group", ...apart])}`;
}

function isAcross(row: Query, apart: readonly string[]): Query {
  const shared = list(
    apart.map((name) => same(sql`${row}.${id(name)}`, sql`${id("across")}.${id(name)}`)),
    sql` and `,
  );
  return sql`exists (select 1 from ${id(ACROSS)} as ${id("across")} where ${shared})`;
}

/** The rows that stand for several which agree. */
function mergedRows(names: readonly string[], apart: readonly string[] | null): Query {
  const conflict = apart === null ? sql`false` : isAcross(id("a"), apart);
  return sql`select ${columns(["_src", "period", "group", ...names], "a")}, ${conflict} as ${id(CONFLICT)} from ${id(AGREEING)} as ${id("a")} where ${id("_agree")}`;
}

/** Every row that is left, once, with whether it is in conflict. */
function linkedRows(kind: string, names: readonly string[]): Query {
  const all = ["_src", "period", "group", ...names];
  const e = id("e");
  return sql`select ${columns(all, "h")}, coalesce(${e}.${id(CONFLICT)}, false) as ${id(CONFLICT)}
    from ${id(harmonisedTable(kind))} as ${id("h")} left join ${id(exceptionsTable(kind))} as ${e} on ${id("h")}.${id("_src")} = ${e}.${id("_src")}
    where not coalesce(${e}.${id("_gone")}, false)
    union all select ${columns([...all, CONFLICT])} from ${id(mergedTable(kind))}`;
}

function withoutSpine(rows: Query, names: readonly string[]): Query {
  return sql`select ${columns(["_src", "period", "group", ...names, CONFLICT])}, cast(null as integer) as ${id(EPISODE)}, false as ${id(ORPHAN)}
    from (${rows}) as ${id("s")}`;
}

function asEpisodes(rows: Query, names: readonly string[], spine: Spine): Query {
  const order = (spine.rule.episodes ?? [spine.rule.date]).map((name) => sql`${id(name)} nulls last`);
  const episode = sql`cast(dense_rank() over (partition by ${id(spine.rule.key)} order by ${list(order)}) as integer)`;
  return sql`select ${columns(["_src", "period", "group", ...names, CONFLICT])}, ${episode} as ${id(EPISODE)}, false as ${id(ORPHAN)}
    from (${rows}) as ${id("s")}`;
}

function orphanKeys(kind: string, rule: PersonKindRule, spine: Spine): Query {
  const known = sql`select 1 from ${id(linkedTable(spine.kind))} as ${id("k")} where ${id("k")}.${id(spine.rule.key)} = ${id("h")}.${id(rule.key)}`;
  return sql`select distinct ${id("h")}.${id(rule.key)} as ${id("key")} from ${id(harmonisedTable(kind))} as ${id("h")} where not exists (${known})`;
}

function withOrphans(rows: Query, kind: string, names: readonly string[], rule: PersonKindRule): Query {
  return sql`select ${columns(["_src", "period", "group", ...names, CONFLICT], "s")}, ${id("o")}.${id("key")} is not null as ${id(ORPHAN)}
    from (${rows}) as ${id("s")} left join ${id(orphansTable(kind))} as ${id("o")} on ${id("s")}.${id(rule.key)} = ${id("o")}.${id("key")}`;
}

/** Episodes in order; rows of one episode by what they say, so that the order in which they were delivered decides nothing. */
export function episodeOrder(names: readonly string[]): Query {
  return list([EPISODE, "group", ...names, "_src"].map((name) => sql`${id(name)} nulls last`));
}

/** One row a person: the first episode that is not in conflict. */
export function personsOf(kind: string, names: readonly string[], rule: PersonKindRule): Query {
  const position = sql`row_number() over (partition by ${id(rule.key)} order by ${episodeOrder(names)})`;
  return sql`select ${columns(["_src", "period", "group", ...names, EPISODE])} from (
      select ${columns(["_src", "period", "group", ...names, EPISODE])}, ${position} as ${id("_position")}
      from ${id(linkedTable(kind))} where not ${id(CONFLICT)}
    ) as ${id("ordered")} where ${id("_position")} = ${literal(1)}`;
}
