import { resolve } from "node:path";
import { openDatabase } from "@plait/database";
import {
  type Problem,
  type RecordsStudy,
  readRecords,
  type StudyFiles,
  type StudySettings,
  sortProblems,
} from "@plait/study";
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
import { hasErrors, StudyProblems } from "./study-problems.ts";

/** The records of a study as far as decisions on columns and values can be made about them. */
export interface ReviewableRecords {
  /** Undefined where too little can be understood. */
  readonly study: RecordsStudy | undefined;
  readonly settings: StudySettings | undefined;
  readonly problems: readonly Problem[];
}

/** Errors that a decision on a column mends. Nothing is cut out for them: the decision is made with all of the rules in force. */
const MENDED_BY_MAPPING = new Set(["variable-not-mapped", "variable-not-available"]);

/** What a study folder says about its records, whole where no more is wrong than that columns are not mapped yet, else without the parts with errors. */
export async function readReviewableRecords(files: StudyFiles): Promise<ReviewableRecords> {
  const { problems, settings, strands } = await readStudyFolder(files);
  const isLeftOut = settings?.strands.includes("records") === false;
  const study = isLeftOut ? undefined : (strands.records ?? (await withErrors(files, problems)));
  return { study, settings, problems };
}

async function withErrors(files: StudyFiles, problems: readonly Problem[]): Promise<RecordsStudy | undefined> {
  const { value, problems: own } = await readRecords(files, await files.list());
  const others = own.filter(({ code }) => !MENDED_BY_MAPPING.has(code));
  if (value !== undefined && !hasErrors(others)) return value;
  return (await readableRest(files, problems))?.study;
}

/** Such records with their deliveries read: to be looked into, never to be built. */
export interface OpenReviewableRecords extends OpenDeliveries {
  /** All that is wrong in the study's files and deliveries. */
  readonly problems: readonly Problem[];
}

/**
 * Opens the records of a study whose files have errors, so that a decision that mends one can be made with the deliveries in sight. The study's
 * lock is held while they open.
 *
 * Throws StudyProblems where too little can be understood.
 */
export async function openReviewableRecords(folder: string, options: OpenOptions = {}): Promise<OpenReviewableRecords> {
  const root = resolve(folder);
  const unlock = lockStudy(root);
  try {
    const { study, settings, problems } = await readReviewableRecords(studyFolder(root));
    if (study === undefined) throw new StudyProblems(problems);
    const storage = { storage: settings?.storage ?? "memory" } as const;
    const open = await openDeliveries(root, study, storage, openStudyCache(root), options);
    return { ...open, problems: sortProblems([...problems, ...open.prepared.problems]) };
  } finally {
    unlock();
  }
}

/** Deliveries that were read, for looking into them: their sheets can be queried, and nothing is linked. */
export type OpenBeside = Pick<OpenDeliveries, "study" | "database" | "prepared" | "close">;

/**
 * A second database over deliveries that were read, so that their sheets can be looked into while they are being linked in the first: neither waits
 * for the other, and interrupting one leaves the other alone. Closing it leaves the first open.
 */
export async function openBeside({ study, prepared }: OpenDeliveries): Promise<OpenBeside> {
  const database = await openDatabase({ storage: { kind: "memory" } });
  return { study, database, prepared, close: () => database.close() };
}
