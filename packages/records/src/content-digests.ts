import { type Database, id, list, literal, rowSetDigest, sql } from "@plait/database";
import type { ProvenanceInput } from "@plait/study";
import { compareText } from "@plait/study";
import { cellsView } from "./harmonise/harmonise-kind.ts";
import type { MappedSheet } from "./harmonise/mapped-sheet.ts";
import { rawColumn, underlyingColumn } from "./table-columns.ts";

/**
 * Says what each period, group and kind of delivery held, in one digest of the cells that were used, as shown and as kept underneath. The
 * digest adds up digests of rows, so neither the order of rows nor the names of files change it; any change of a used cell does.
 */
export async function contentDigests(
  database: Database,
  kinds: readonly string[],
  sheets: readonly MappedSheet[],
): Promise<ProvenanceInput[]> {
  const inputs: ProvenanceInput[] = [];
  for (const kind of kinds) {
    const variables = new Set(
      sheets
        .filter(({ sheet }) => sheet.delivery.kind === kind)
        .flatMap(({ mapping }) => mapping.mapped.map(({ variable }) => variable)),
    );
    const names = [...variables].sort(compareText);
    const cells = names.flatMap((name) =>
      [rawColumn(name), underlyingColumn(name)].map((column) => sql`coalesce(${id(column)}, ${literal("\u001e")})`),
    );
    const row = cells.length === 0 ? literal("") : sql`concat_ws(${literal("\u001f")}, ${list(cells)})`;
    inputs.push(
      ...(await database.rows<ProvenanceInput>(
        sql`select ${id("period")}, ${id("group")}, ${literal(kind)} as ${id("kind")}, count(*) as ${id("rows")}, ${rowSetDigest(row)} as ${id("contentDigest")}
          from ${id(cellsView(kind))} group by ${id("period")}, ${id("group")} order by ${id("period")}, ${id("group")}`,
      )),
    );
  }
  return inputs;
}
