import type { Database } from "@plait/database";
import type { Problem, Provenance, ProvenanceInput, RecordsStudy, Result } from "@plait/study";
import { recordsWarnings } from "./check-records.ts";
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
  readonly study: RecordsStudy;
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
  return { records, results, warnings: recordsWarnings(records) };
}

function inputsOf(inputs: readonly ProvenanceInput[], kinds: readonly string[]): ProvenanceInput[] {
  return inputs.filter(({ kind }) => kinds.includes(kind));
}
