import { resolve } from "node:path";
import { checkRecords } from "@plait/records";
import { type Problem, sortProblems } from "@plait/study";
import { type OpenOptions, openStudy } from "./open-study.ts";
import { lockStudy } from "./study-lock.ts";
import { StudyProblems } from "./study-problems.ts";

/**
 * Every problem of a study: its text files, its policy, and, when those can be understood, its deliveries and how their columns are mapped.
 * Deliveries are opened even where text files have warnings, and nothing stops at the first problem.
 */
export async function checkStudy(folder: string, options: OpenOptions = {}): Promise<Problem[]> {
  const root = resolve(folder);
  const unlock = lockStudy(root);
  try {
    const { warnings, study, database, prepared } = await openStudy(root, options);
    try {
      const found = await checkRecords(database, study, prepared.sheets, options.progress ?? (() => {}));
      return sortProblems([...warnings, ...found]);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof StudyProblems) return sortProblems(error.problems);
    throw error;
  } finally {
    unlock();
  }
}
