import { type Database, id, list, literal, sql } from "@plait/database";
import type { Problem, RecordsRules } from "@plait/study";
import { ROWS_A_SHEET, type SourceSheet } from "../source-sheet.ts";
import { rawColumn } from "../table-columns.ts";
import { type HarmonisedKind, readingTable, stagedTable } from "./harmonise-kind.ts";
import type { MappedSheet } from "./mapped-sheet.ts";

const ROWS_LISTED = 20;

/**
 * Values that must not be guessed past: tokens of a field that lists several values that are not declared, and values of a closed category
 * declared `otherwise: stop`. One problem for each value, with the rows that hold it.
 */
export async function unreadValueProblems(
  database: Database,
  harmonised: readonly HarmonisedKind[],
  sheets: readonly MappedSheet[],
  rules: RecordsRules,
): Promise<Problem[]> {
  const byNumber = new Map(sheets.map(({ sheet }) => [sheet.number, sheet]));
  const problems: Problem[] = [];
  for (const { kind, readings } of harmonised) {
    for (const { variable, problems: reasons } of readings) {
      const rule = rules.variables[variable];
      const stops = rule?.type === "multi" || (rule?.type === "category" && rule.otherwise === "stop");
      if (!stops || (reasons.get("unknown-token") ?? 0) + (reasons.get("unknown-value") ?? 0) === 0) continue;
      problems.push(...(await stoppingValues(database, kind, variable, byNumber)));
    }
  }
  return problems;
}

interface StoppingValue {
  readonly raw: string;
  readonly cells: number;
  readonly sources: readonly number[];
}

async function stoppingValues(
  database: Database,
  kind: string,
  variable: string,
  sheets: ReadonlyMap<number, SourceSheet>,
): Promise<Problem[]> {
  const reading = id(readingTable(kind, variable));
  const unread = list([literal("unknown-token"), literal("unknown-value")]);
  const found = await database.rows<StoppingValue>(
    sql`select ${id("raw")}, count(*) as ${id("cells")}, list(${id("_src")} order by ${id("_src")})[1:${literal(ROWS_LISTED)}] as ${id("sources")}
      from (select ${id(rawColumn(variable))} as ${id("raw")}, ${id("_src")} from ${id(stagedTable(kind))}
        where ${id(rawColumn(variable))} in (select ${id("shown")} from ${reading} where ${id("reason")} in (${unread}))) as ${id("found")}
      group by ${id("raw")} order by ${id("raw")}`,
  );
  return found.map(({ raw, cells, sources }) => {
    const [first] = sources;
    const sheet = first === undefined ? undefined : sheets.get(Math.floor(first / ROWS_A_SHEET));
    const places = sources.map((source) => describeSource(source, sheets)).join("; ");
    return {
      severity: "error",
      code: "value-not-declared",
      place: {
        file: `records/deliveries/${sheet?.delivery.path ?? ""}`,
        ...(sheet === undefined || sheet.sheet === "" ? {} : { sheet: sheet.sheet }),
        ...(first === undefined ? {} : { line: first % ROWS_A_SHEET }),
      },
      message: `"${raw}" is no declared value of ${variable} (${cells} ${cells === 1 ? "row" : "rows"}: ${places}${cells > sources.length ? "; …" : ""})`,
      remedy: `add a line for it to records/values/${variable}.csv, or declare it under variables.${variable}.values in records/rules.yaml`,
    };
  });
}

/** `2020/DW/referral.xls, sheet "Q1", row 14`. */
function describeSource(source: number, sheets: ReadonlyMap<number, SourceSheet>): string {
  const sheet = sheets.get(Math.floor(source / ROWS_A_SHEET));
  const row = `row ${source % ROWS_A_SHEET}`;
  if (sheet === undefined) return row;
  return [sheet.delivery.path, ...(sheet.sheet === "" ? [] : [`sheet "${sheet.sheet}"`]), row].join(", ");
}
