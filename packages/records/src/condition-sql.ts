import { castDate, id, list, literal, type Query, sql } from "@plait/database";
import type { Condition, LeafCondition } from "@plait/study";
import type { TableColumn } from "./table-columns.ts";

/** The columns a condition may ask about, by name. */
export type ColumnIndex = ReadonlyMap<string, TableColumn>;

export function indexColumns(columns: readonly TableColumn[]): ColumnIndex {
  return new Map(columns.map((column) => [column.name, column]));
}

/**
 * A condition of the study's rules as SQL that is true or false, never missing: a missing value fits only
 * `is: unknown`, as does a value that is declared to be no answer.
 *
 * Throws RangeError for a variable the table does not have; `plait check` finds that first.
 */
export function conditionSql(condition: Condition, columns: ColumnIndex): Query {
  if ("all" in condition) return joined(condition.all, columns, sql` and `);
  if ("any" in condition) return joined(condition.any, columns, sql` or `);
  const column = columns.get(condition.variable);
  if (column === undefined)
    throw new RangeError(`a condition asks about "${condition.variable}", which its table does not have`);
  return leafSql(condition, column);
}

function joined(conditions: readonly Condition[], columns: ColumnIndex, word: Query): Query {
  return sql`(${list(
    conditions.map((one) => conditionSql(one, columns)),
    word,
  )})`;
}

function leafSql(condition: LeafCondition, column: TableColumn): Query {
  const name = id(column.name);
  if ("is" in condition) return condition.is === "known" ? isKnown(column) : sql`not ${isKnown(column)}`;
  if ("in" in condition) return present(name, sql`${name} in (${values(condition.in, column)})`);
  if ("not_in" in condition) return present(name, sql`${name} not in (${values(condition.not_in, column)})`);
  if ("between" in condition) return present(name, sql`${name} between ${ends(condition.between, column)}`);
  return present(name, sql`${name} not between ${ends(condition.not_between, column)}`);
}

/** True where the column has a value that is an answer. */
export function isKnown(column: TableColumn): Query {
  const name = id(column.name);
  if (column.unknown.length === 0) return sql`(${name} is not null)`;
  return present(name, sql`${name} not in (${list(column.unknown.map((value) => literal(value)))})`);
}

function present(name: Query, test: Query): Query {
  return sql`(${name} is not null and ${test})`;
}

function values(all: readonly (string | number)[], column: TableColumn): Query {
  return list(all.map((value) => typed(value, column)));
}

function ends([low, high]: readonly [string | number, string | number], column: TableColumn): Query {
  return sql`${typed(low, column)} and ${typed(high, column)}`;
}

function typed(value: string | number, column: TableColumn): Query {
  switch (column.type) {
    case "date":
      return castDate(literal(wholeDay(String(value))));
    case "integer":
    case "number":
    case "indicator":
      return literal(Number(value));
    case "text":
    case "precision":
      return literal(String(value));
  }
}

/** A month stands for its first day, as partial dates do. */
function wholeDay(written: string): string {
  return /^\d{4}-\d{2}$/u.test(written) ? `${written}-01` : written;
}
