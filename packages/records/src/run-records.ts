import type { Database } from "@plait/database";
import type { Problem, Provenance, ProvenanceInput, Result, Study } from "@plait/study";
import { contentDigests } from "./content-digests.ts";
import { describeRecords } from "./describe/describe-records.ts";
import { type LinkedRecords, linkRecords, type Progress } from "./link-records.ts";
import { storeRecords, type TableStore } from "./records-store.ts";
import type { SourceSheet } from "./source-sheet.ts";

export interface RecordsRun {
  readonly records: LinkedRecords;
  readonly results: readonly Result[];
  /** Matters to look at that do not stop a build. */
  readonly warnings: readonly Problem[];
}

export interface RunRequest {
  readonly database: Database;
  readonly study: Study;
  readonly sheets: readonly SourceSheet[];
  readonly store: TableStore;
  /** Where in the store the linked tables go. */
  readonly prefix: string;
  readonly version: string;
  readonly progress: Progress;
}

/** The records strand as a whole: link the sheets, store the linked tables, describe them. */
export async function runRecords({
  database,
  study,
  sheets,
  store,
  prefix,
  version,
  progress,
}: RunRequest): Promise<RecordsRun> {
  const records = await linkRecords(database, study, sheets, progress);
  progress("store the linked tables");
  await storeRecords(database, records, study.rules, store, prefix);
  progress("describe and model");
  const inputs = await contentDigests(
    database,
    records.harmonised.map(({ kind }) => kind),
    records.sheets,
  );
  const provenance = (kinds: readonly string[], steps: readonly string[]): Provenance => ({
    inputs: inputsOf(inputs, kinds),
    steps,
  });
  const results = await describeRecords({ database, study, records, version, provenance });
  return { records, results, warnings: warningsOf(records) };
}

function inputsOf(inputs: readonly ProvenanceInput[], kinds: readonly string[]): ProvenanceInput[] {
  return inputs.filter(({ kind }) => kinds.includes(kind));
}

function warningsOf(records: LinkedRecords): Problem[] {
  const unmapped = records.sheets.flatMap(({ sheet, mapping }) =>
    mapping.unmapped.map(
      ({ label }): Problem => ({
        severity: "warning",
        code: "column-not-mapped",
        place: {
          file: `records/deliveries/${sheet.delivery.path}`,
          ...(sheet.sheet === "" ? {} : { sheet: sheet.sheet }),
        },
        message: `the column "${label}" is not mapped and was not used`,
        remedy: "map it in records/crosswalk.csv (plait records map proposes), or give it the type ignore with a note",
      }),
    ),
  );
  const formats = records.harmonised.flatMap(({ readings }) =>
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
  const gaps = records.coverage.contradictions.map(
    ({ kind, group, month, rows }): Problem => ({
      severity: "warning",
      code: "declared-gap-holds-rows",
      place: { file: "records/rules.yaml", path: "not_supplied" },
      message: `${kind}, ${group}, ${month} is declared as not supplied, but ${rows} rows bear that month`,
      remedy: "correct the gap, or look at the dates of those rows",
    }),
  );
  return [...unmapped, ...formats, ...gaps];
}
