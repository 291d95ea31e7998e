import { setImmediate } from "node:timers/promises";
import {
  AuditFailed,
  type EarlierRelease,
  type Gated,
  loadSolver,
  ReviewGivesAway,
  release,
  reviewProblems,
} from "@plait/disclosure";
import { QNotBuilt, runQ } from "@plait/q-method";
import { MissingPredictor, RecordsNotBuilt, runRecords } from "@plait/records";
import { sha256 } from "@plait/report";
import { type DisclosureReview, MODELS_FILE, type Problem, type Result, type Study } from "@plait/study";
import { auditProblems } from "./audit-problems.ts";
import { type OpenStudy, PLAIT_VERSION, type Progress } from "./open-study.ts";
import { hasErrors, StudyProblems } from "./study-problems.ts";

/** All results of a study, what the gate lets of them leave, and what it saw. */
export interface GatedStudy extends Gated {
  readonly results: readonly Result[];
  /** Those of linking and analysis: what opening the study warns of is found again each time. */
  readonly warnings: readonly Problem[];
}

export interface GateOptions {
  /** Releases of the study that readers have, the oldest first. */
  readonly earlier: readonly EarlierRelease[];
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/**
 * Runs every strand of an open study and passes all results through the gate together: the one way to something that may leave.
 *
 * Throws StudyProblems for what a person must mend in the data, the analyses or the reviews.
 */
export async function gateStudy(open: OpenStudy, options: GateOptions): Promise<GatedStudy> {
  const progress = options.progress ?? (() => {});
  try {
    const { results, warnings } = await runStrands(open, progress, options.signal);
    const reviews = reviewsOf(open.study);
    const found = [...warnings, ...reviewProblems(results, reviews)];
    if (hasErrors(found)) throw new StudyProblems(found);
    progress("pass the disclosure gate");
    const knownNames = namesOf(open.study);
    const gated = release(results, open.policy, await loadSolver(), { reviews, knownNames, earlier: options.earlier });
    return { ...gated, results, warnings };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (isForPeople(error)) throw new StudyProblems(error.problems);
    if (error instanceof AuditFailed) throw new StudyProblems(auditProblems(error.report));
    if (error instanceof MissingPredictor) throw new StudyProblems([sampleTooWide(error)]);
    throw error;
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

async function qRun(
  { study, collected }: OpenStudy,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<StrandsRun> {
  if (study.q === undefined) return { results: [], warnings: [] };
  return runQ({
    study: study.q,
    collected,
    language: study.settings.languages[0] ?? "en",
    version: PLAIT_VERSION,
    digest: sha256,
    progress: async (step) => {
      progress(step);
      // Lets an interrupt in.
      await setImmediate();
      signal?.throwIfAborted();
    },
  });
}

/** Of whoever works with the data: whole names, and each of their words, since young people seldom use a surname. */
function namesOf({ settings: { people } }: Study): readonly string[] {
  return people.flatMap(({ name }) => [name, ...(name.match(/[\p{L}\p{M}'’-]{3,}/gu) ?? [])]);
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
