import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { checkQ, type QSort } from "@plait/q-method";
import { sha256 } from "@plait/report";
import { editQAnalysis, Q_ANALYSIS_FILE, type QAnalysisFile, type QChoices, type StudyFiles } from "@plait/study";
import { replaceTextDurably } from "./durable-files.ts";
import { openQ } from "./open-q.ts";
import { readStudyFolder } from "./open-study.ts";
import { refuseNoStudy, studyFolder } from "./study-folder.ts";
import { lockStudy } from "./study-lock.ts";
import { hasErrors, StudyProblems } from "./study-problems.ts";

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
  const revision = sha256(await writtenChoices(folder));
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
  const { revision, choices, collected = [], record } = change;
  refuseNoStudy(folder);
  const unlock = lockStudy(folder);
  try {
    const before = await writtenChoices(folder);
    if (sha256(before) !== revision) throw new StudyProblems([changedMeanwhile()]);
    await openQ(folder);
    const after = editQAnalysis(before, choices);
    const { strands, problems } = await readStudyFolder(withText(studyFolder(folder), Q_ANALYSIS_FILE, after));
    const wrong = [...problems, ...(strands.q === undefined ? [] : checkQ(strands.q, collected))].filter(
      ({ place }) => place.file === Q_ANALYSIS_FILE,
    );
    if (strands.q === undefined || hasErrors(wrong)) throw new StudyProblems(wrong);
    await record?.(sha256(after));
    await replaceTextDurably(join(folder, Q_ANALYSIS_FILE), after);
    return { choices: strands.q.analysis, revision: sha256(after) };
  } finally {
    unlock();
  }
}

async function writtenChoices(folder: string): Promise<string> {
  const path = join(folder, Q_ANALYSIS_FILE);
  return existsSync(path) ? readFile(path, "utf8") : "";
}

/** The study as it would be with another text in the place of one file. */
function withText(files: StudyFiles, path: string, text: string): StudyFiles {
  return {
    list: async () => [...new Set([...(await files.list()), path])],
    readText: async (asked) => (asked === path ? { text } : files.readText(asked)),
  };
}

function changedMeanwhile() {
  return {
    severity: "error",
    code: "q-choices-changed",
    place: { file: Q_ANALYSIS_FILE },
    message: "the choices were changed meanwhile",
    remedy: "look at them as they are now, and decide again",
  } as const;
}
