import { type Database, id, sql } from "@plait/database";
import { compareText, type RecordsStudy, rawValueKey } from "@plait/study";
import { shownCell } from "./harmonise/harmonise-kind.ts";
import type { MappedSheet } from "./harmonise/mapped-sheet.ts";
import { splitTokens } from "./harmonise/read-category.ts";

/** A raw value of a variable, as decisions compare it, and how often it was delivered. */
export interface SeenValue {
  readonly raw: string;
  /** A row that lists a value twice counts twice. */
  readonly rows: number;
  readonly deliveries: number;
}

/**
 * Every raw value that the deliveries hold for a variable, the most frequent first; of a field that lists several, each of those. Words that mean no value
 * are none. A text has no values: nothing is ever repaired in it.
 *
 * Throws RangeError for a variable that is not declared.
 */
export async function seenValues(
  database: Database,
  study: RecordsStudy,
  sheets: readonly MappedSheet[],
  variable: string,
): Promise<SeenValue[]> {
  const rule = study.rules.variables[variable];
  if (rule === undefined) throw new RangeError(`there is no variable "${variable}"`);
  if (rule.type === "text") return [];
  const known = rule.type === "multi" ? new Set([...rule.values, ...rule.unknown]) : new Set<string>();
  const seen = new Map<string, { rows: number; deliveries: Set<string> }>();
  for (const { sheet, mapping } of sheets) {
    const column = mapping.mapped.find((one) => one.variable === variable);
    if (column === undefined) continue;
    const cells = await database.rows<{ shown: string; rows: number }>(
      sql`select ${shownCell(column)} as ${id("shown")}, count(*) as ${id("rows")} from ${sheet.cells}
        group by 1 having ${id("shown")} is not null`,
    );
    for (const { shown, rows } of cells) {
      const whole = rawValueKey(shown);
      for (const raw of rule.type === "multi" ? splitTokens(whole, rule.separators, known) : [whole]) {
        const found = seen.get(raw) ?? { rows: 0, deliveries: new Set() };
        found.rows += rows;
        found.deliveries.add(sheet.delivery.path);
        seen.set(raw, found);
      }
    }
  }
  const missing = new Set(["", ...study.rules.missing.map(rawValueKey)]);
  return [...seen]
    .filter(([raw]) => !missing.has(raw))
    .map(([raw, { rows, deliveries }]) => ({ raw, rows, deliveries: deliveries.size }))
    .sort((a, b) => b.rows - a.rows || compareText(a.raw, b.raw));
}
