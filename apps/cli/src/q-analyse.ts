import { statSync } from "node:fs";
import { hasErrors, openQ, StudyProblems } from "@plait/build";
import {
  analyseByChoices,
  bootstrapFactors,
  checkQ,
  FactorNotKept,
  type Grid,
  gridFromSorts,
  makeGrid,
  noiseBaseline,
  type QSort,
  readQFile,
  readStudySorts,
  type SortMatrix,
  sortMatrixOf,
} from "@plait/q-method";
import { type QAnalysisFile, qAnalysisSchema } from "@plait/study";
import { UsageError } from "./exit-status.ts";
import { printProblems } from "./print-problems.ts";
import { readInput } from "./read-input.ts";

export interface AnalyseCommandOptions {
  readonly factors?: string;
  readonly correlation?: string;
  readonly extraction?: string;
  readonly rotation?: string;
  readonly level?: string;
  readonly majority?: false;
  readonly reliability?: string;
  readonly resamples?: string;
  readonly seed?: string;
}

/** Analyses the sorts of a study, or of one file of any format, and prints everything found as JSON. */
export async function qAnalyse(path: string, options: AnalyseCommandOptions): Promise<void> {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const { sorts, choices } = isFolder ? await ofStudy(path, options) : await ofFile(path, options);
  try {
    const { parallel, kept, options: made, analysis } = analyseByChoices(choices, sorts);
    const noise = noiseBaseline(sorts, made, { seed: choices.seed });
    const { resamples, align: alignment } = choices.stability;
    const bootstrap = bootstrapFactors(sorts, made, { seed: choices.seed, resamples, alignment });
    console.log(JSON.stringify({ factorsKept: kept, parallel, noise, analysis, bootstrap }, plainArrays));
  } catch (error) {
    throw error instanceof FactorNotKept || error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

interface Analysable {
  readonly sorts: SortMatrix;
  readonly choices: QAnalysisFile;
}

async function ofStudy(folder: string, options: AnalyseCommandOptions): Promise<Analysable> {
  const { study } = await openQ(folder);
  const problems = checkQ(study);
  if (hasErrors(problems)) throw new StudyProblems(problems);
  const { sorts } = readStudySorts(study);
  return { sorts: sortMatrixOf(study, sorts), choices: choicesFrom(options, study.analysis) };
}

async function ofFile(path: string, options: AnalyseCommandOptions): Promise<Analysable> {
  const read = readQFile(path, await readInput(path));
  if (read.value === undefined || hasErrors(read.problems)) throw new StudyProblems(read.problems);
  if (read.problems.length > 0) printProblems(read.problems);
  const { sorts, statements, grid } = read.value;
  return {
    sorts: {
      sorters: sorts.map(({ sorter }) => sorter),
      statements: statements.length,
      values: Float64Array.from(sorts.flatMap(({ places }) => places)),
      grid: grid ?? gridFromSorts(sorts) ?? freeGrid(sorts),
    },
    choices: choicesFrom(options, qAnalysisSchema.parse({})),
  };
}

/** The values that were used, where sorts differ in how often: no array can be laid out on it. */
function freeGrid(sorts: readonly QSort[]): Grid {
  const values = new Set(sorts.flatMap(({ places }) => places));
  return makeGrid(
    [...values].map((value) => ({ value, cards: 0 })),
    "free",
  );
}

/** What was chosen on the command line goes before what the study says. */
function choicesFrom(options: AnalyseCommandOptions, base: QAnalysisFile): QAnalysisFile {
  const reason = "Chosen on the command line.";
  const read = qAnalysisSchema.safeParse({
    ...base,
    ...(options.correlation === undefined ? {} : { correlation: options.correlation }),
    ...(options.extraction === undefined ? {} : { extraction: { method: options.extraction } }),
    ...(options.rotation === undefined ? {} : { rotation: { method: options.rotation, reason } }),
    ...(options.factors === undefined ? {} : { factors: { number: numberOr(options.factors), reason } }),
    flags: {
      ...base.flags,
      ...(options.level === undefined ? {} : { level: Number(options.level) }),
      ...(options.majority === false ? { majority: false } : {}),
    },
    ...(options.reliability === undefined ? {} : { reliability: Number(options.reliability) }),
    stability: {
      ...base.stability,
      ...(options.resamples === undefined ? {} : { resamples: Number(options.resamples) }),
    },
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  if (read.success) return read.data;
  throw new UsageError(read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
}

function numberOr(text: string): number | string {
  return /^\d+$/u.test(text) ? Number(text) : text;
}

function plainArrays(_key: string, value: unknown): unknown {
  return value instanceof Float64Array || value instanceof Int32Array || value instanceof Int8Array
    ? [...value]
    : value;
}
