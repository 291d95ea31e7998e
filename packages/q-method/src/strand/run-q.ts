import { type MethodRecord, type Problem, Q_ANALYSIS_FILE, type QStudy, type Result, SORTS_FOLDER } from "@plait/study";
import type { QAnalysis, QOptions } from "../analysis/analyse-sorts.ts";
import { NoObliqueRotation } from "../analysis/no-oblique-rotation.ts";
import { type SortMatrix, sortsWithoutSpread } from "../analysis/sort-matrix.ts";
import { noiseBaseline } from "../noise/noise-baseline.ts";
import type { ParallelAnalysis } from "../noise/parallel-analysis.ts";
import type { QSort } from "../q-sort.ts";
import { bootstrapFactors } from "../stability/bootstrap-factors.ts";
import { leaveOneOut } from "../stability/leave-one-out.ts";
import { agreementTable } from "./agreement-table.ts";
import { analyseByChoices, type ChosenAnalysis, FactorNotKept, sortMatrixOf } from "./analyse-study.ts";
import { arraysTable } from "./arrays-table.ts";
import { cribTable } from "./crib-table.ts";
import type { DescribeContext, QGroup } from "./describe-context.ts";
import { factorNumberTable } from "./factor-number-table.ts";
import { groupsTable } from "./groups-table.ts";
import { loadingsTable } from "./loadings-table.ts";
import { readStudySorts, type StudySorts } from "./read-sorts.ts";
import { scoresTable } from "./scores-table.ts";
import { sortsTable } from "./sorts-table.ts";
import { sorterStabilityTable, stabilityTable } from "./stability-table.ts";
import { viewCorrelationsTable } from "./view-correlations-table.ts";

export interface QRequest {
  readonly study: QStudy;
  /** Sorts that were made in Plait and stand in no file of the study. */
  readonly collected?: readonly QSort[];
  /** The language in which cards are called by their wording in tables. */
  readonly language: string;
  readonly version: string;
  /** A cryptographic digest of a text, in hexadecimal digits. */
  readonly digest: (text: string) => string;
  /** Told what is done next, and waited for: the caller may take a breath here, or throw to end the work. */
  readonly progress: (step: string) => void | Promise<void>;
}

export interface QRun {
  readonly results: readonly Result[];
  /** Matters to look at that do not stop a build. */
  readonly warnings: readonly Problem[];
}

/** The sorts of a study cannot be analysed; every reason is in `problems`. */
export class QNotBuilt extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super("the Q-sorts cannot be analysed");
    this.name = "QNotBuilt";
    this.problems = problems;
  }
}

/** Everything in the sorts and the choices that stops an analysis or should be looked at. */
export function checkQ(study: QStudy, collected: readonly QSort[] = []): readonly Problem[] {
  return readFitSorts(study, collected).problems;
}

/**
 * The Q strand as a whole: sorts → factors beside noise → views and their stability → results. Without a sort there are no
 * results; where no factor stands above noise, there are no groups.
 *
 * @throws QNotBuilt for what a person must mend, and whatever `progress` throws
 */
export async function runQ({ study, collected = [], language, version, digest, progress }: QRequest): Promise<QRun> {
  const { sorts, problems: all } = readFitSorts(study, collected);
  if (all.some(({ severity }) => severity === "error")) throw new QNotBuilt(all);
  if (sorts.length === 0) return { results: [], warnings: all };
  const { analysis: choices } = study;
  const matrix = sortMatrixOf(study, sorts);
  await progress("compare the sorts with random sorts");
  const { parallel, kept, options, analysis } = chosenAnalysis(study, matrix, all);
  await progress("analyse random sorts");
  const baseline = noiseBaseline(matrix, options, { seed: choices.seed });
  const context = contextOf(study, sorts, analysis, { language, version, digest });
  const first = [sortsTable(context), factorNumberTable(context, parallel, baseline)];
  if (kept === 0) return { results: [...first, agreementTable(context)], warnings: [...all, noFactor(parallel)] };
  return { results: [...first, ...(await viewResults(context, matrix, options, progress))], warnings: all };
}

async function viewResults(
  context: DescribeContext,
  matrix: SortMatrix,
  options: QOptions,
  progress: QRequest["progress"],
): Promise<Result[]> {
  const { stability, seed } = context.study.analysis;
  await progress("draw the sorts again");
  const bootstrap = bootstrapFactors(matrix, options, {
    seed,
    resamples: stability.resamples,
    alignment: stability.align,
  });
  await progress("leave out each sort in turn");
  const influences = matrix.sorters.length > 2 ? leaveOneOut(matrix, options, { alignment: stability.align }) : [];
  return [
    loadingsTable(context),
    groupsTable(context),
    arraysTable(context),
    scoresTable(context, bootstrap),
    viewCorrelationsTable(context),
    ...context.groups.map((_, factor) => cribTable(context, factor)),
    stabilityTable(context, bootstrap),
    sorterStabilityTable(context, bootstrap, influences),
    agreementTable(context),
  ].filter((result) => result !== undefined);
}

function contextOf(
  study: QStudy,
  sorts: readonly QSort[],
  analysis: QAnalysis,
  made: Pick<QRequest, "language" | "version" | "digest">,
): DescribeContext {
  const inputs = [
    {
      period: "",
      group: "",
      kind: "Q-sorts",
      rows: sorts.length,
      contentDigest: made.digest(
        JSON.stringify(sorts.map(({ sorter, places, piles, order }) => [sorter, places, piles, order])),
      ),
    },
  ];
  const whole = study.grid.columns.every(({ value }) => Number.isInteger(value));
  return {
    study,
    sorts,
    analysis: { ...analysis, method: { ...analysis.method, version: made.version } },
    groups: analysis.factors.map(
      ({ name, flagged }, factor): QGroup => ({
        id: `group-${factor + 1}`,
        name,
        members: flagged.map(({ sorter, loading }) => ({ sorter, loading })),
      }),
    ),
    unaligned: analysis.unaligned.map(({ sorter }) => sorter),
    wording: (statement) => {
      const card = study.statements[statement];
      return card === undefined ? "" : `${card.number}. ${card.texts[language(study, made.language)] ?? card.id}`;
    },
    placeText: (place) => String(place).replace("-", "−"),
    placeDigits: whole ? 0 : 1,
    method: (record): MethodRecord => ({ ...record, version: made.version }),
    provenance: (steps) => ({ inputs, steps }),
  };
}

/** The language asked for, or else the first in which the first card is worded. */
function language({ statements }: QStudy, wanted: string): string {
  const texts = statements[0]?.texts ?? {};
  return texts[wanted] === undefined ? (Object.keys(texts)[0] ?? wanted) : wanted;
}

/** The sorts, and what is wrong with them each and together; together only where each is in order. */
function readFitSorts(study: QStudy, collected: readonly QSort[]): StudySorts {
  const { sorts, problems } = readStudySorts(study, collected);
  const isWhole = problems.every(({ severity }) => severity !== "error");
  return { sorts, problems: isWhole ? [...problems, ...unfit(study, sorts)] : problems };
}

/** What keeps sorts that are each in order from being analysed together. */
function* unfit(study: QStudy, sorts: readonly QSort[]): Generator<Problem> {
  if (sorts.length === 0) return;
  const file = SORTS_FOLDER.slice(0, -1);
  if (sorts.length < 2) {
    yield problem({ file }, "q-one-sort", "there is one sort, and nothing to compare it with", "Add the others.");
    return;
  }
  const flat = sortsWithoutSpread(sortMatrixOf(study, sorts)).map((at) => sorts[at]?.sorter ?? "");
  if (flat.length > 0) {
    const remedy = "Look at their sheets: a sort has to prefer some cards to others.";
    yield problem({ file }, "q-sort-without-spread", `${flat.join(", ")} put every card in one place`, remedy);
  }
  const known = new Set(sorts.map(({ sorter }) => sorter));
  const { flags, groups } = study.analysis;
  const named = [
    ...flags.changes.map(({ sorter }, at) => ({ sorter, path: `flags.changes[${at}]` })),
    ...groups.flatMap(({ anchors }, at) => anchors.map((sorter) => ({ sorter, path: `groups[${at}]` }))),
  ];
  for (const { sorter, path } of named) {
    if (known.has(sorter)) continue;
    const message = `${sorter} has no sort`;
    yield problem({ file: Q_ANALYSIS_FILE, path }, "q-named-without-sort", message, "Name somebody who sorted.");
  }
}

function chosenAnalysis(study: QStudy, matrix: SortMatrix, others: readonly Problem[]): ChosenAnalysis {
  try {
    return analyseByChoices(study.analysis, matrix);
  } catch (error) {
    if (error instanceof NoObliqueRotation) {
      const place = { file: Q_ANALYSIS_FILE, path: "rotation" };
      const remedy = "Choose varimax, or keep fewer factors.";
      throw new QNotBuilt([...others, problem(place, "q-no-oblique-rotation", error.message, remedy)]);
    }
    if (!(error instanceof FactorNotKept)) throw error;
    const place = { file: Q_ANALYSIS_FILE, path: error.path };
    throw new QNotBuilt([...others, problem(place, "q-flag-factor", error.message, "Name one of them, or keep more.")]);
  }
}

function noFactor(parallel: ParallelAnalysis): Problem {
  return {
    severity: "warning",
    code: "q-no-factor",
    place: { file: Q_ANALYSIS_FILE, path: "factors" },
    message: `no component of the sorts stands above the 95th centile of ${parallel.draws} sets of random sorts, so there are no groups`,
    remedy: "Say so in the report; or keep a number of factors by decision, with its reason.",
  };
}

function problem(place: Problem["place"], code: string, message: string, remedy: string): Problem {
  return { severity: "error", code, place, message, remedy };
}
