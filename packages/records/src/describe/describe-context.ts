import type { Database } from "@plait/database";
import { id, type Query, sql } from "@plait/database";
import type { Cell, KindRule, People, Provenance, RecordsStudy } from "@plait/study";
import { type ColumnIndex, indexColumns } from "../condition-sql.ts";
import { LONG } from "../link/long-file.ts";
import { WIDE } from "../link/wide-file.ts";
import type { LinkedRecords } from "../link-records.ts";

/** What every description of the linked records needs. */
export interface DescribeContext {
  readonly database: Database;
  readonly study: RecordsStudy;
  readonly records: LinkedRecords;
  readonly version: string;
  /** The provenance of a result that rests on these kinds of record, made by these steps. */
  provenance(kinds: readonly string[], steps: readonly string[]): Provenance;
}

export function columnsOfTable(context: DescribeContext, table: string): ColumnIndex {
  const columns = context.records.tables.get(table);
  if (columns === undefined) throw new RangeError(`there is no table "${table}"`);
  return indexColumns(columns);
}

/** The kinds of record behind a table. */
export function kindsBehind(context: DescribeContext, table: string): string[] {
  if (table !== WIDE && table !== LONG) return [table];
  const { rules } = context.study;
  const people = [...context.records.tables.keys()].filter((kind) => rules.kinds[kind]?.unit === "person");
  if (table === LONG) return people;
  const summarised = new Set(rules.wide.summaries.map(({ kind }) => kind));
  return people.filter((kind) => kind === rules.spine || summarised.has(kind));
}

/** How the rows of a table stand for people. */
export function peopleRule(context: DescribeContext, table: string): PeopleRule {
  const { rules } = context.study;
  const spine = context.records.spine;
  if ((table === WIDE || table === LONG) && spine !== null) return { kind: "key", key: spine.rule.key };
  const rule: KindRule | undefined = rules.kinds[table];
  if (rule === undefined) throw new RangeError(`there is no kind "${table}"`);
  switch (rule.unit) {
    case "person":
      return { kind: "key", key: rule.key };
    case "case":
      return { kind: "rows", why: "cases carry no reference number, so each row is counted as one person" };
    case "figure":
      return { kind: "published", source: rule.source };
  }
}

export type PeopleRule =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "rows"; readonly why: string }
  | { readonly kind: "published"; readonly source: string };

/** The number of distinct people among rows, as SQL; rows stand for people where there is no reference number. */
export function peopleSql(rule: PeopleRule): Query {
  return rule.kind === "key" ? sql`count(distinct ${id(rule.key)})` : sql`count(*)`;
}

export function peopleOf(rule: PeopleRule, people: number): People {
  switch (rule.kind) {
    case "key":
      return { kind: "counted", people };
    case "rows":
      return { kind: "assumed", people, why: rule.why };
    case "published":
      return { kind: "published", source: rule.source };
  }
}

export function countCell(value: number, people: People, name?: string): Cell {
  return name === undefined ? { kind: "count", value, people } : { kind: "count", value, people, name };
}
