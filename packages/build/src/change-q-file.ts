import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { checkQ, type QSort } from "@plait/q-method";
import { sha256 } from "@plait/report";
import type { Problem, QStudy, StudyFiles } from "@plait/study";
import { replaceTextDurably } from "./durable-files.ts";
import { openQ } from "./open-q.ts";
import { readStudyFolder } from "./open-study.ts";
import { refuseNoStudy, studyFolder } from "./study-folder.ts";
import { lockStudy } from "./study-lock.ts";
import { hasErrors, StudyProblems } from "./study-problems.ts";

/** A change of one text file of the Q strand by somebody who saw a state of it. */
export interface QFileChange {
  /** The state that the person saw. */
  readonly revision: string;
  readonly edit: (text: string) => string;
  /** What is said where the file is not as the person saw it. */
  readonly changedMeanwhile: Problem;
  /** Sorts that stand in no file, which the changed file may speak of. */
  readonly collected?: readonly QSort[];
  /** Told of the change before it is written, with the revision it will have: where it throws, nothing is written. */
  readonly record?: ((revision: string) => Promise<void>) | undefined;
}

/** Tells this state of a file of the study from any other. */
export async function revisionOf(folder: string, file: string): Promise<string> {
  return sha256(await writtenText(folder, file));
}

/**
 * Exchanges a text file of the Q strand as a whole, or not at all: where somebody has changed it meanwhile, or where something would be wrong with it, it stays as it
 * was.
 *
 * @throws StudyProblems with everything that is or would be wrong
 */
export async function changeQFile(
  folder: string,
  file: string,
  { revision, edit, changedMeanwhile, collected = [], record }: QFileChange,
): Promise<{ readonly study: QStudy; readonly revision: string }> {
  refuseNoStudy(folder);
  const unlock = lockStudy(folder);
  try {
    const before = await writtenText(folder, file);
    if (sha256(before) !== revision) throw new StudyProblems([changedMeanwhile]);
    await openQ(folder);
    const after = edit(before);
    const { strands, problems } = await readStudyFolder(withText(studyFolder(folder), file, after));
    const wrong = [...problems, ...(strands.q === undefined ? [] : checkQ(strands.q, collected))].filter(
      ({ place }) => place.file === file,
    );
    if (strands.q === undefined || hasErrors(wrong)) throw new StudyProblems(wrong);
    await record?.(sha256(after));
    await replaceTextDurably(join(folder, file), after);
    return { study: strands.q, revision: sha256(after) };
  } finally {
    unlock();
  }
}

async function writtenText(folder: string, file: string): Promise<string> {
  const path = join(folder, file);
  return existsSync(path) ? readFile(path, "utf8") : "";
}

/** The study as it would be with another text in the place of one file. */
function withText(files: StudyFiles, path: string, text: string): StudyFiles {
  return {
    list: async () => [...new Set([...(await files.list()), path])],
    readText: async (asked) => (asked === path ? { text } : files.readText(asked)),
  };
}
