import { join } from "node:path";
import { type BuildReport, buildStudy, type OpenRecords, openRecords, PLAIT_VERSION } from "@plait/build";
import { type GuardianshipTruth, writeGuardianshipStudy } from "@plait/example-guardianship";
import { type RecordsRun, runRecords } from "@plait/records";

/** The example study, written and built once, then linked again with its tables open and its results not yet released. */
export interface GuardianshipRun {
  readonly study: string;
  readonly outputs: string;
  readonly truth: GuardianshipTruth;
  readonly built: BuildReport;
  readonly steps: readonly string[];
  readonly open: OpenRecords;
  readonly internal: RecordsRun;
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
  return { study, outputs: built.outputs, truth, built, steps, open, internal };
}
