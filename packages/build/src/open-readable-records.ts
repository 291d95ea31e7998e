import { resolve } from "node:path";
import { type Problem, sortProblems } from "@plait/study";
import {
  type OpenDeliveries,
  type OpenOptions,
  openDeliveries,
  openStudyCache,
  readStudyFolder,
} from "./open-study.ts";
import { readableRest } from "./readable-rest.ts";
import { studyFolder } from "./study-folder.ts";
import { lockStudy } from "./study-lock.ts";
import { StudyProblems } from "./study-problems.ts";

/** What is left of a study's records when the parts with errors are cut out: to be looked into, never to be built. */
export interface ReadableRecords extends OpenDeliveries {
  /** All that is wrong in the study's files and deliveries. */
  readonly problems: readonly Problem[];
}

/**
 * Opens the records of a study whose files have errors, as far as they can be understood without them, so that a decision which mends an error
 * can be made with the deliveries in sight. The study's lock is held while it opens.
 *
 * Throws StudyProblems where too little is left.
 */
export async function openReadableRecords(folder: string, options: OpenOptions = {}): Promise<ReadableRecords> {
  const root = resolve(folder);
  const unlock = lockStudy(root);
  try {
    const files = studyFolder(root);
    const { problems, settings } = await readStudyFolder(files, options.policy);
    const rest = settings?.strands.includes("records") === false ? undefined : await readableRest(files, problems);
    if (rest === undefined) throw new StudyProblems(problems);
    const storage = { storage: settings?.storage ?? "memory" } as const;
    const open = await openDeliveries(root, rest.study, storage, openStudyCache(root), options);
    return { ...open, problems: sortProblems([...problems, ...open.prepared.problems]) };
  } finally {
    unlock();
  }
}
