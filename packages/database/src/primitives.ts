import { type RawBuilder, sql } from "kysely";
import type { Query } from "./open-database.ts";

/*
 * The SQL that differs between engines, under names. A second engine brings its own version of this file; everything
 * else keeps to select, join, group by, union all, case and windows.
 */

/** A quoted identifier. DuckDB 1.5 refuses bare `rows`, `at` and `ref`, so every identifier is quoted. */
export function id(...path: readonly string[]): RawBuilder<unknown> {
  return sql.id(...path);
}

/** A literal, escaped. For text from a study's own files; never for assembling SQL. */
export function literal(value: string | number | boolean | null): RawBuilder<unknown> {
  return sql.lit(value);
}

export function list(parts: readonly Query[], separator: Query = sql`, `): Query {
  return sql.join([...parts], separator);
}

export function createTable(name: string, query: Query): Query {
  return sql`create or replace table ${id(name)} as ${query}`;
}

export function createView(name: string, query: Query): Query {
  return sql`create or replace view ${id(name)} as ${query}`;
}

/**
 * A type for text of few distinct values, kept as small numbers and compared, sorted and shown as text; sorted by code point. An engine
 * without one uses text.
 */
export function createDictionary(name: string, values: Query): Query {
  return sql`create or replace type ${id(name)} as enum (select distinct ${id("value")} from (${values}) as ${id("v")} where ${id("value")} is not null order by ${id("value")})`;
}

export function dropTable(name: string): Query {
  return sql`drop table if exists ${id(name)}`;
}

export function scanParquet(path: string): Query {
  return sql`read_parquet(${literal(path)})`;
}

export type CopyFormat = "parquet" | "csv";

/** Writes a query's rows to a file in the query's own order. */
export function copyTo(query: Query, path: string, format: CopyFormat): Query {
  const options = format === "parquet" ? sql`format parquet, compression zstd` : sql`format csv, header true`;
  return sql`copy (${query}) to ${literal(path)} (${options})`;
}

/** True where both are equal or both are missing. */
export function same(a: Query, b: Query): Query {
  return sql`${a} is not distinct from ${b}`;
}

/** Text to a calendar date; `yyyy-mm-dd` only, missing where the text is missing. */
export function castDate(text: Query): Query {
  return sql`cast(${text} as date)`;
}

/** Whole days from the first date to the second. */
export function daysBetween(from: Query, to: Query): Query {
  return sql`date_diff('day', ${from}, ${to})`;
}

export function firstOfMonth(date: Query): Query {
  return sql`cast(date_trunc('month', ${date}) as date)`;
}

/** `2022-Q3`. */
export function quarterLabel(date: Query): Query {
  return sql`cast(extract(year from ${date}) as varchar) || '-Q' || cast(extract(quarter from ${date}) as varchar)`;
}

/** `2022-09`. */
export function monthLabel(date: Query): Query {
  return sql`substr(cast(${date} as varchar), 1, 7)`;
}

/**
 * A small digest of several values, missing ones included: equal values have equal digests, and different ones nearly always
 * different ones. It differs between engines and versions, so it decides nothing and is never stored.
 */
export function keyDigest(values: readonly Query[]): Query {
  return sql`hash(${list(values)})`;
}

/**
 * An aggregate: one digest of all texts of a group, whatever their order. 60 bits of each text's MD5 are added up exactly and
 * the sum digested.
 */
export function rowSetDigest(text: Query): Query {
  const part = sql`cast('0x' || substr(md5(${text}), 1, 15) as bigint)`;
  return sql`md5(cast(sum(cast(${part} as hugeint)) as varchar))`;
}
