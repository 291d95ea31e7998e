import type { QSort } from "@plait/q-method";
import { editQAnalysis, type Problem, Q_ANALYSIS_FILE, type QAnalysisFile, type QChoices } from "@plait/study";
import { changeQFile, revisionOf } from "./change-q-file.ts";
import { openQ } from "./open-q.ts";

/** The choices of the Q analysis as they stand in its file. */
export interface StandingChoices {
  readonly choices: QAnalysisFile;
  /** Tells this state of the file from any other. */
  readonly revision: string;
}

export interface AnalysisChange {
  /** The state that the person saw. */
  readonly revision: string;
  readonly choices: Partial<QChoices>;
  /** Sorts that were made in Plait and stand in no file: choices may name their sorters. */
  readonly collected?: readonly QSort[];
  /** Told of the change before it is written, with the revision it will have: where it throws, nothing is written. */
  readonly record?: (revision: string) => Promise<void>;
}

/** @throws StudyProblems where `study.yaml` or `q/` cannot be read */
export async function standingChoices(folder: string): Promise<StandingChoices> {
  const revision = await revisionOf(folder, Q_ANALYSIS_FILE);
  const { study } = await openQ(folder);
  return { choices: study.analysis, revision };
}

/**
 * Exchanges choices in `q/analysis.yaml`. The file is exchanged as a whole, or not at all: where somebody has changed it meanwhile, or where
 * something would be wrong with it, it stays as it was.
 *
 * @throws StudyProblems with everything that is or would be wrong
 */
export async function changeAnalysis(folder: string, change: AnalysisChange): Promise<StandingChoices> {
  const { choices, ...rest } = change;
  const edit = (text: string) => editQAnalysis(text, choices);
  const changed = await changeQFile(folder, Q_ANALYSIS_FILE, { ...rest, edit, changedMeanwhile });
  return { choices: changed.study.analysis, revision: changed.revision };
}

const changedMeanwhile: Problem = {
  severity: "error",
  code: "q-choices-changed",
  place: { file: Q_ANALYSIS_FILE },
  message: "the choices were changed meanwhile",
  remedy: "look at them as they are now, and decide again",
};
