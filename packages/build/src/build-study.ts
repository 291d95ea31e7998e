import { join, resolve } from "node:path";
import { release } from "@plait/disclosure";
import { MissingPredictor, RecordsNotBuilt, runRecords } from "@plait/records";
import { type Annex, renderAnnex } from "@plait/report";
import { MODELS_FILE, type Problem, type Result, type Study } from "@plait/study";
import { contentDigestOf } from "./annex-digest.ts";
import { type OpenOptions, openLocked, PLAIT_VERSION } from "./open-study.ts";
import { lockStudy } from "./study-lock.ts";
import { hasErrors, StudyProblems } from "./study-problems.ts";
import {
  type OutputManifest,
  outputsAreWhole,
  recoverOutputs,
  refuseForeignFolder,
  writeOutputs,
} from "./write-outputs.ts";

export interface BuildOptions extends OpenOptions {
  /** Where the outputs go; the study's `outputs` folder unless told. */
  readonly out?: string;
}

export interface BuildReport {
  readonly status: "built" | "unchanged";
  readonly outputs: string;
  readonly files: readonly string[];
  readonly filesRead: number;
  readonly warnings: readonly Problem[];
}

/** What is kept of a build, so that one of the same inputs need not be done again. */
interface KeptBuild {
  readonly manifest: OutputManifest;
  /** Those of linking: what opening the study warns of is found again each time. */
  readonly warnings: readonly Problem[];
}

/**
 * Builds a study's annex: deliveries → linked records → results → disclosure gate → report. When nothing has changed since the last build,
 * nothing is done.
 *
 * Throws StudyProblems for what a person must mend. An abort, a failure or a full disk leaves the former outputs in place.
 */
export async function buildStudy(folder: string, options: BuildOptions = {}): Promise<BuildReport> {
  const root = resolve(folder);
  const outputs = resolve(options.out ?? join(root, "outputs"));
  const unlock = lockStudy(root);
  try {
    refuseForeignFolder(outputs);
    await recoverOutputs(outputs);
    return await buildLocked(root, outputs, options);
  } catch (error) {
    if (error instanceof RecordsNotBuilt) throw new StudyProblems(error.problems);
    if (error instanceof MissingPredictor) throw new StudyProblems([sampleTooWide(error)]);
    throw error;
  } finally {
    unlock();
  }
}

async function buildLocked(root: string, outputs: string, options: BuildOptions): Promise<BuildReport> {
  const progress = options.progress ?? (() => {});
  const open = await openLocked(root, options);
  try {
    const keptKey = `outputs/${open.inputsDigest}.json`;
    const text = await open.cache.readText(keptKey);
    // Written below by this version: the digest holds the version.
    const kept = text === undefined ? undefined : (JSON.parse(text) as KeptBuild);
    const report = (status: BuildReport["status"], { manifest, warnings }: KeptBuild): BuildReport => ({
      status,
      outputs,
      files: manifest.files.map(([path]) => path),
      filesRead: open.prepared.filesRead,
      warnings: [...open.warnings, ...warnings],
    });
    if (kept !== undefined && (await outputsAreWhole(outputs, kept.manifest))) return report("unchanged", kept);
    const { results, warnings } = await runRecords({
      database: open.database,
      study: open.study,
      sheets: open.prepared.sheets,
      store: open.cache,
      prefix: recordsPrefix(open.inputsDigest),
      version: PLAIT_VERSION,
      progress,
    });
    if (hasErrors(warnings)) throw new StudyProblems(warnings);
    progress("pass the disclosure gate");
    const released = release(results, open.policy);
    progress("write the annex");
    const files = await renderAnnex(annexOf(open.study, results, released));
    options.signal?.throwIfAborted();
    const built: KeptBuild = { manifest: await writeOutputs(outputs, files, open.inputsDigest), warnings };
    await open.cache.writeText(keptKey, JSON.stringify(built));
    return report("built", built);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    await open.close();
  }
}

/** Where the linked tables of one state of a study are kept. */
export function recordsPrefix(inputsDigest: string): string {
  return `records/${inputsDigest.slice(0, 40)}`;
}

function sampleTooWide({ model, variable, message }: MissingPredictor): Problem {
  return {
    severity: "error",
    code: "predictor-missing-in-sample",
    place: { file: MODELS_FILE, path: model },
    message,
    remedy: `say under sample which rows stay, so that every row has a value of ${variable} that the model names`,
  };
}

const STRAND_HEADINGS: Readonly<Record<string, string>> = { records: "Case-management records" };

function annexOf(study: Study, results: readonly Result[], released: Annex["release"]): Annex {
  const { settings } = study;
  return {
    title: settings.title,
    summary: settings.summary ?? "",
    ...(settings.synthetic === undefined ? {} : { synthetic: settings.synthetic }),
    strandSections: settings.strands.map((strand) => ({
      strand,
      heading: STRAND_HEADINGS[strand] ?? strand,
      results: results.filter((result) => result.strand === strand).map(({ id }) => id),
    })),
    release: released,
    buildDetails: { plaitVersion: PLAIT_VERSION, inputsDigest: contentDigestOf(results) },
  };
}
