import { createTable, type Database, id, list, literal, type Query, sql } from "@plait/database";
import type { RecordsRules } from "@plait/study";
import type { TableColumn } from "../table-columns.ts";
import { type StataFile, stataFile } from "./stata-file.ts";
import type { StataBlock } from "./stata-table.ts";
import { stataVariables } from "./stata-variables.ts";

/** A linked table as it is exported: its variables and no internal column, in an order that the rows themselves decide. */
export function exportQuery(table: string, columns: readonly TableColumn[]): Query {
  const names = list(columns.map(({ name }) => id(name)));
  return sql`select ${names} from ${id(table)} order by ${list(columns.map(({ name }) => sql`${id(name)} nulls first`))}`;
}

const BLOCK = 20_000;
const EXPORTED = "_exported";

/** A linked table as a Stata file, written block by block. */
export async function exportStata(
  database: Database,
  table: string,
  columns: readonly TableColumn[],
  rules: RecordsRules,
  label: string,
): Promise<StataFile> {
  const cells = columns.map(({ name, type }) =>
    type === "date" ? sql`cast(${id(name)} as varchar) as ${id(name)}` : id(name),
  );
  const ordered = sql`select row_number() over () as ${id("_n")}, ${list(cells)} from (${exportQuery(table, columns)}) as ${id("ordered")}`;
  await database.run(createTable(EXPORTED, ordered));
  const { rows } = await database.row<{ rows: number }>(sql`select count(*) as ${id("rows")} from ${id(EXPORTED)}`);
  return stataFile({
    label,
    variables: stataVariables(columns, rules),
    blocks: () => blocksOf(database, columns, rows),
  });
}

async function* blocksOf(
  database: Database,
  columns: readonly TableColumn[],
  rows: number,
): AsyncGenerator<StataBlock> {
  const names = list(columns.map(({ name }) => id(name)));
  for (let first = 1; first <= rows; first += BLOCK) {
    const block = await database.rows<Record<string, unknown>>(
      sql`select ${names} from ${id(EXPORTED)} where ${id("_n")} between ${literal(first)} and ${literal(first + BLOCK - 1)} order by ${id("_n")}`,
    );
    yield { rows: block.length, columns: columns.map(({ name }) => block.map((row) => row[name])) };
  }
}
