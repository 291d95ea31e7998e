import { createView, type Database, id, list, literal, sql } from "@plait/database";
import type { RecordsRules } from "@plait/study";
import type { TableColumn } from "../table-columns.ts";
import { linkColumns } from "./link-columns.ts";
import { EPISODE, linkedTable, ORPHAN, PERSONS, type Spine } from "./link-kind.ts";
import { personRule } from "./wide-file.ts";

export const LONG = "long";

/**
 * The long file: every row of every kind about people, one under the other, each with the variables of its own kind and, joined
 * m:1 by the reference number, those of its person's first referral. A variable that both the row's kind and the spine have keeps the row's own value;
 * the spine's stands beside it as `<spine>_<variable>`.
 *
 * @returns the long file's columns.
 */
export async function shapeLongFile(
  database: Database,
  spine: Spine,
  columnsOfKind: ReadonlyMap<string, readonly TableColumn[]>,
  rules: RecordsRules,
): Promise<TableColumn[]> {
  const spineColumns = columnsOfKind.get(spine.kind) ?? [];
  const others = [...columnsOfKind].filter(([kind]) => kind !== spine.kind);
  const key = spine.rule.key;
  const ownNames = new Set(others.flatMap(([, columns]) => columns.map(({ name }) => name)));
  const own = distinctByName(others.flatMap(([, columns]) => columns)).filter(({ name }) => name !== key);
  const ofPerson = spineColumns
    .filter(({ name }) => name !== key)
    .map((column) => ({ column, name: ownNames.has(column.name) ? `${spine.kind}_${column.name}` : column.name }));
  const selects = [...columnsOfKind].map(([kind, columns]) => {
    const has = new Set(columns.map(({ name }) => name));
    const isSpine = kind === spine.kind;
    const person = isSpine ? id("r") : id("p");
    const rule = personRule(rules, kind);
    const values = [
      sql`${id("r")}.${id("_src")}`,
      sql`${literal(kind)} as ${id("kind")}`,
      sql`${id("r")}.${id(rule.key)} as ${id(key)}`,
      sql`${id("r")}.${id("period")}`,
      sql`${id("r")}.${id("group")}`,
      sql`${id("r")}.${id(rule.date)} as ${id("date")}`,
      sql`${person}.${id(EPISODE)} as ${id(EPISODE)}`,
      sql`${id("r")}.${id(ORPHAN)}`,
      ...own.map(
        ({ name }) => sql`${!isSpine && has.has(name) ? sql`${id("r")}.${id(name)}` : sql`null`} as ${id(name)}`,
      ),
      ...ofPerson.map(({ column, name }) => sql`${person}.${id(column.name)} as ${id(name)}`),
    ];
    const join = isSpine
      ? sql``
      : sql`left join ${id(PERSONS)} as ${id("p")} on ${id("r")}.${id(rule.key)} = ${id("p")}.${id(key)}`;
    return sql`select ${list(values)} from ${id(linkedTable(kind))} as ${id("r")} ${join}`;
  });
  await database.run(createView(LONG, list(selects, sql` union all `)));
  const keyColumn = spineColumns.filter(({ name }) => name === key);
  return [
    { name: "kind", variable: "kind", label: "Kind of record", type: "text", unknown: [] },
    ...keyColumn,
    ...linkColumns(["period", "group"]),
    { name: "date", variable: "date", label: "Date of the record", type: "date", unknown: [] },
    ...linkColumns([EPISODE]),
    ...own,
    ...ofPerson.map(({ column, name }) => ({ ...column, name, label: `${column.label} (first ${spine.kind})` })),
  ];
}

function distinctByName(columns: readonly TableColumn[]): TableColumn[] {
  return [...new Map(columns.map((column) => [column.name, column])).values()];
}
