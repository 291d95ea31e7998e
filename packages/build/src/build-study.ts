import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { loadSolver, ReviewGivesAway, release, reviewProblems } from "@plait/disclosure";
import { QNotBuilt, runQ } from "@plait/q-method";
import { MissingPredictor, RecordsNotBuilt, runRecords } from "@plait/records";
import { type Annex, renderAnnex } from "@plait/report";
import { type DisclosureReview, MODELS_FILE, type Problem, type Result, type Study } from "@plait/study";
import { contentDigestOf } from "./annex-digest.ts";
import { type OpenOptions, type OpenStudy, openLocked, PLAIT_VERSION, type Progress } from "./open-study.ts";
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
    if (isForPeople(error)) throw new StudyProblems(error.problems);
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
      filesRead: open.records?.prepared.filesRead ?? 0,
      warnings: [...open.warnings, ...warnings],
    });
    if (kept !== undefined && (await outputsAreWhole(outputs, kept.manifest))) return report("unchanged", kept);
    const { results, warnings } = await runStrands(open, progress, options.signal);
    const reviews = reviewsOf(open.study);
    const found = [...warnings, ...reviewProblems(results, reviews)];
    if (hasErrors(found)) throw new StudyProblems(found);
    progress("pass the disclosure gate");
    const { released } = release(results, open.policy, await loadSolver(), { reviews });
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

interface StrandsRun {
  readonly results: readonly Result[];
  readonly warnings: readonly Problem[];
}

/** Every strand of the study, in the order in which it lists them. */
async function runStrands(open: OpenStudy, progress: Progress, signal: AbortSignal | undefined): Promise<StrandsRun> {
  const runs: StrandsRun[] = [];
  for (const strand of open.study.settings.strands) {
    switch (strand) {
      case "records":
        runs.push(await recordsRun(open, progress));
        break;
      case "q":
        runs.push(await qRun(open, progress, signal));
        break;
    }
  }
  return { results: runs.flatMap(({ results }) => results), warnings: runs.flatMap(({ warnings }) => warnings) };
}

async function recordsRun({ records, cache, inputsDigest }: OpenStudy, progress: Progress): Promise<StrandsRun> {
  if (records === undefined) return { results: [], warnings: [] };
  return runRecords({
    database: records.database,
    study: records.study,
    sheets: records.prepared.sheets,
    store: cache,
    prefix: recordsPrefix(inputsDigest),
    version: PLAIT_VERSION,
    progress,
  });
}

async function qRun({ study }: OpenStudy, progress: Progress, signal: AbortSignal | undefined): Promise<StrandsRun> {
  if (study.q === undefined) return { results: [], warnings: [] };
  return runQ({
    study: study.q,
    language: study.settings.languages[0] ?? "en",
    version: PLAIT_VERSION,
    digest: (text) => createHash("sha256").update(text).digest("hex"),
    progress: async (step) => {
      progress(step);
      // Lets an interrupt in.
      await setImmediate();
      signal?.throwIfAborted();
    },
  });
}

/** The reviews of results of the strands that are built. */
function reviewsOf({ settings: { disclosure, strands } }: Study): readonly DisclosureReview[] {
  return disclosure.reviews.filter(({ result }) => strands.some((strand) => result.startsWith(`${strand}.`)));
}

/** What a strand or the gate cannot do until a person mends something. */
function isForPeople(error: unknown): error is RecordsNotBuilt | QNotBuilt | ReviewGivesAway {
  return error instanceof RecordsNotBuilt || error instanceof QNotBuilt || error instanceof ReviewGivesAway;
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

const STRAND_HEADINGS: Readonly<Record<string, string>> = { records: "Case-management records", q: "Q-sorts" };

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
