import { type Database, id, literal, sql } from "@plait/database";
import type { Problem, RecordsStudy } from "@plait/study";
import type { HarmonisedKind } from "./harmonise/harmonise-kind.ts";
import { type HarmonisedRecords, harmoniseRecords } from "./harmonise/harmonise-records.ts";
import { sheetPlace } from "./harmonise/map-columns.ts";
import { type MappedSheet, mappingErrors, mapSheets } from "./harmonise/mapped-sheet.ts";
import { type LinkedRecords, linkHarmonised, type Progress, RecordsNotBuilt } from "./link-records.ts";
import { ROWS_A_SHEET, type SourceSheet } from "./source-sheet.ts";

const ROWS_LISTED = 20;

/**
 * `study`: the sheets are all that was delivered, and the study is whole. `deliveries`: something was left out, so only what the sheets
 * themselves show can be told.
 */
export type CheckScope = "study" | "deliveries";

/**
 * Everything in the deliveries and their mapping that stops a build or should be looked at. Sheets whose columns cannot be told apart are
 * left out and the rows of the others are read; kinds are linked only where nothing was left out and nothing is undeclared.
 */
export async function checkRecords(
  database: Database,
  study: RecordsStudy,
  sheets: readonly SourceSheet[],
  scope: CheckScope,
  progress: Progress,
): Promise<Problem[]> {
  const mapped = await mapSheets(database, study, sheets);
  const mappingProblems = mapped.flatMap(mappingErrors);
  const usable = mapped.filter((one) => mappingErrors(one).length === 0);
  const harmonised = await harmoniseRecords(database, study, usable, progress);
  const isWhole = scope === "study" && usable.length === mapped.length;
  const canBeLinked = isWhole && harmonised.undeclared.length === 0;
  return [
    ...mappingProblems,
    ...harmonised.undeclared,
    ...unmappedColumns(mapped),
    ...(isWhole ? unmatchedFormats(harmonised.harmonised) : []),
    ...(canBeLinked ? await linkProblems(database, study, sheets, harmonised, progress) : []),
    ...(await quarantineWarnings(database, usable)),
  ];
}

/** Columns nobody mapped, formats that never matched, gaps that are none, and totals that are not their parts. */
export function recordsWarnings(records: LinkedRecords): Problem[] {
  return [...unmappedColumns(records.sheets), ...unmatchedFormats(records.harmonised), ...linkWarnings(records)];
}

async function linkProblems(
  database: Database,
  study: RecordsStudy,
  sheets: readonly SourceSheet[],
  harmonised: HarmonisedRecords,
  progress: Progress,
): Promise<readonly Problem[]> {
  try {
    return linkWarnings(await linkHarmonised(database, study, sheets, harmonised, progress));
  } catch (error) {
    if (error instanceof RecordsNotBuilt) return error.problems;
    throw error;
  }
}

function linkWarnings(records: LinkedRecords): Problem[] {
  return [...filledGaps(records), ...mismatchedTotals(records)];
}

function unmappedColumns(sheets: readonly MappedSheet[]): Problem[] {
  return sheets.flatMap(({ sheet, mapping }) =>
    mapping.unmapped.map(
      ({ label }): Problem => ({
        severity: "warning",
        code: "column-not-mapped",
        place: sheetPlace(sheet),
        message: `the column "${label}" is not mapped and was not used`,
        remedy: "map it in records/crosswalk.csv (plait records map proposes), or give it the type ignore with a note",
      }),
    ),
  );
}

function unmatchedFormats(harmonised: readonly HarmonisedKind[]): Problem[] {
  return harmonised.flatMap(({ readings }) =>
    readings.flatMap((reading) =>
      reading.formats
        .filter(({ cells }) => cells === 0)
        .map(
          ({ crosswalkLine, format }): Problem => ({
            severity: "warning",
            code: "format-never-matched",
            place: { file: "records/crosswalk.csv", line: crosswalkLine },
            message: `the format ${format} of ${reading.variable} (${reading.kind}) never matched a cell`,
            remedy: "take it out, or look for the cells it was meant for among the problems of this variable",
          }),
        ),
    ),
  );
}

function filledGaps(records: LinkedRecords): Problem[] {
  return records.coverage.contradictions.map(
    ({ kind, group, month, rows }): Problem => ({
      severity: "warning",
      code: "declared-gap-holds-rows",
      place: { file: "records/rules.yaml", path: "not_supplied" },
      message: `${kind}, ${group}, ${month} is declared as not supplied, but ${rows} rows bear that month`,
      remedy: "correct the gap, or look at the dates of those rows",
    }),
  );
}

function mismatchedTotals(records: LinkedRecords): Problem[] {
  return records.subtotalMismatches.map(
    ({ kind, row, published, parts }): Problem => ({
      severity: "warning",
      code: "total-is-not-its-parts",
      place: { file: "records/rules.yaml", path: `kinds.${kind}.subtotals` },
      message: `the published total of ${row} is ${published}, its parts add up to ${parts}`,
      remedy: "ask the publisher, or say in a note which figure is used",
    }),
  );
}

/** Rows in quarantine, sheet by sheet and reason by reason, with their row numbers. */
async function quarantineWarnings(database: Database, mapped: readonly MappedSheet[]): Promise<Problem[]> {
  const sheets = new Map(mapped.map(({ sheet }) => [sheet.number, sheet]));
  const found = await database.rows<{ sheet: number; reason: string; cells: number; sources: readonly number[] }>(
    sql`select ${id("_src")} // ${literal(ROWS_A_SHEET)} as ${id("sheet")}, ${id("reason")}, count(*) as ${id("cells")},
        list(${id("_src")} order by ${id("_src")})[1:${literal(ROWS_LISTED)}] as ${id("sources")}
      from ${id("quarantine")} group by 1, 2 order by 1, 2`,
  );
  return found.flatMap(({ sheet: number, reason, cells, sources }): Problem[] => {
    const sheet = sheets.get(number);
    if (sheet === undefined) return [];
    const rows = sources.map((source) => source % ROWS_A_SHEET).join(", ");
    return [
      {
        severity: "warning",
        code: "rows-in-quarantine",
        place: { ...sheetPlace(sheet), line: (sources[0] ?? 0) % ROWS_A_SHEET },
        message: `${cells} ${cells === 1 ? "row is" : "rows are"} in quarantine (${reason}): row ${rows}${cells > sources.length ? ", …" : ""}`,
        remedy:
          "mend the cause in records/crosswalk.csv (formats), records/values or rules.yaml, or leave them out knowingly",
      },
    ];
  });
}
