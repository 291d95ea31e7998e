import { createTable, type Database, id, list, literal, type Query, same, sql } from "@plait/database";
import type { FigureKindRule, SubtotalRule } from "@plait/study";
import { subtotalTable } from "../ledger.ts";
import { linkedTable } from "../link/link-kind.ts";
import type { TableColumn } from "../table-columns.ts";
import { harmonisedTable } from "./harmonise-kind.ts";

/** A published total that is not the sum of its published parts. */
export interface SubtotalMismatch {
  readonly kind: string;
  /** The row's other classes, such as `2022, Q3, Child`. */
  readonly row: string;
  readonly published: number;
  readonly parts: number;
}

/**
 * Takes rows that are sums of other rows out of a kind of published figures, after checking each against its parts. A total whose
 * parts are not published stays a total: it is set aside all the same, because counting it beside others would count twice.
 */
export async function setAsideSubtotals(
  database: Database,
  kind: string,
  rule: FigureKindRule,
  columns: readonly TableColumn[],
): Promise<SubtotalMismatch[]> {
  const isTotal =
    rule.subtotals.length === 0
      ? sql`false`
      : sql`(${list(
          rule.subtotals.map(({ variable, total }) => sql`coalesce(${id(variable)} = ${literal(total)}, false)`),
          sql` or `,
        )})`;
  const names = list(["_src", "period", "group", ...columns.map(({ name }) => name)].map((name) => id(name)));
  const from = sql`from ${id(harmonisedTable(kind))}`;
  await database.run(createTable(subtotalTable(kind), sql`select ${names} ${from} where ${isTotal}`));
  await database.run(createTable(linkedTable(kind), sql`select ${names} ${from} where not ${isTotal}`));
  const mismatches: SubtotalMismatch[] = [];
  for (const subtotal of rule.subtotals) mismatches.push(...(await compare(database, kind, subtotal, columns)));
  return mismatches;
}

async function compare(
  database: Database,
  kind: string,
  subtotal: SubtotalRule,
  columns: readonly TableColumn[],
): Promise<SubtotalMismatch[]> {
  const classes = columns
    .filter(({ type, name }) => type === "text" && name !== subtotal.variable)
    .map(({ name }) => name);
  const source = id(harmonisedTable(kind));
  const grouped = (where: Query): Query =>
    sql`select ${list([...["group", ...classes].map((name) => id(name)), sql`sum(${id(subtotal.of)}) as ${id("figure")}`])}
      from ${source} where ${where} group by ${list(["group", ...classes].map((name) => id(name)))}`;
  const isTotal = sql`${id(subtotal.variable)} = ${literal(subtotal.total)}`;
  const on = list(
    ["group", ...classes].map((name) => same(sql`${id("t")}.${id(name)}`, sql`${id("p")}.${id(name)}`)),
    sql` and `,
  );
  const row =
    classes.length === 0 ? sql`''` : sql`concat_ws(', ', ${list(classes.map((name) => sql`${id("t")}.${id(name)}`))})`;
  const found = await database.rows<{ row: string; published: number; parts: number }>(
    sql`select ${row} as ${id("row")}, cast(${id("t")}.${id("figure")} as double) as ${id("published")}, cast(${id("p")}.${id("figure")} as double) as ${id("parts")}
      from (${grouped(isTotal)}) as ${id("t")} join (${grouped(sql`not ${isTotal}`)}) as ${id("p")} on ${on}
      where ${id("t")}.${id("figure")} <> ${id("p")}.${id("figure")} order by ${id("row")}`,
  );
  return found.map((one) => ({ kind, ...one }));
}
