import { type Database, id, sql } from "@plait/database";
import type { RecordsRules } from "@plait/study";
import { linkedTable } from "./link/link-kind.ts";

/** How large the part of a linked file is that one group delivered. */
export interface LinkedSize {
  readonly kind: string;
  /** Empty for rows that no group delivered. */
  readonly group: string;
  readonly rows: number;
  /** Distinct people; null where the rows of the kind are not about people. */
  readonly people: number | null;
}

/** The size of every linked file by group. The tables of `kinds` are open in the database under their names. */
export async function linkedSizes(
  database: Database,
  kinds: Iterable<string>,
  rules: RecordsRules,
): Promise<LinkedSize[]> {
  const sizes: LinkedSize[] = [];
  for (const kind of kinds) {
    const rule = rules.kinds[kind];
    if (rule === undefined) continue;
    const people = rule.unit === "person" ? sql`count(distinct ${id(rule.key)})` : sql`cast(null as bigint)`;
    const found = await database.rows<Omit<LinkedSize, "kind">>(
      sql`select ${id("group")}, count(*) as ${id("rows")}, ${people} as ${id("people")} from ${id(linkedTable(kind))}
        group by ${id("group")} order by ${id("group")}`,
    );
    sizes.push(...found.map((size) => ({ kind, ...size })));
  }
  return sizes;
}
