import { join } from "node:path";
import { type BuildReport, buildStudy, type OpenRecords, openRecords, PLAIT_VERSION } from "@plait/build";
import { type GuardianshipTruth, writeGuardianshipStudy } from "@plait/example-guardianship";
import { runQ } from "@plait/q-method";
import { type RecordsRun, runRecords } from "@plait/records";
import { type Result, readStudy } from "@plait/study";
import { studyFolder } from "../src/study-folder.ts";

/** The example study, written and built once, then linked again with its tables open and its results not yet released. */
export interface GuardianshipRun {
  readonly study: string;
  readonly outputs: string;
  readonly truth: GuardianshipTruth;
  readonly built: BuildReport;
  readonly steps: readonly string[];
  readonly open: OpenRecords;
  readonly internal: RecordsRun;
  /** Of all strands, before the gate. */
  readonly results: readonly Result[];
}

export async function runGuardianship(folder: string): Promise<GuardianshipRun> {
  const study = join(folder, "study");
  const { truth } = await writeGuardianshipStudy(study);
  const steps: string[] = [];
  const built = await buildStudy(study, { progress: (step) => steps.push(step) });
  const open = await openRecords(study);
  const internal = await runRecords({
    database: open.database,
    study: open.study,
    sheets: open.prepared.sheets,
    store: open.cache,
    prefix: "records/looked-into",
    version: PLAIT_VERSION,
    progress: () => {},
  });
  const { value } = await readStudy(studyFolder(study));
  if (value?.q === undefined) throw new Error("the example has no Q-sorts");
  const q = await runQ({
    study: value.q,
    language: "en",
    version: PLAIT_VERSION,
    digest: () => "",
    progress: () => {},
  });
  const results = [...internal.results, ...q.results];
  return { study, outputs: built.outputs, truth, built, steps, open, internal, results };
}
