import { type Database, id, sql } from "@plait/database";
import { type RecordsStudy, rawValueKey } from "@plait/study";
import { shownCell } from "./harmonise/harmonise-kind.ts";
import type { MappedSheet } from "./harmonise/mapped-sheet.ts";
import { variableReader } from "./harmonise/read-variable.ts";

/**
 * The first delivery that holds one of the raw values in a column where the value decided for it could not be read; undefined where there is none. A decision
 * about a date, number or reference takes the place of the text before it is read, so it has to be of a form that the column has.
 */
export async function deliveryThatCannotRead(
  database: Database,
  study: RecordsStudy,
  sheets: readonly MappedSheet[],
  decision: { readonly variable: string; readonly raws: readonly string[]; readonly canonical: string },
): Promise<string | undefined> {
  const { variable, canonical } = decision;
  const rule = study.rules.variables[variable];
  if (rule === undefined || rule.type === "category" || rule.type === "multi") return undefined;
  const raws = new Set(decision.raws.map(rawValueKey));
  for (const { sheet, mapping } of sheets) {
    const column = mapping.mapped.find((one) => one.variable === variable);
    if (column === undefined) continue;
    const { read } = variableReader(rule, variable, sheet.delivery.kind, column.formats, [], study.rules);
    const reading = read({ shown: canonical, underlying: null, date1904: sheet.date1904 });
    if (reading.kind === "value") continue;
    const cells = await database.rows<{ shown: string | null }>(
      sql`select distinct ${shownCell(column)} as ${id("shown")} from ${sheet.cells}`,
    );
    if (cells.some(({ shown }) => shown !== null && raws.has(rawValueKey(shown)))) return sheet.delivery.path;
  }
  return undefined;
}
