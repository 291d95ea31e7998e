import { resolve } from "node:path";
import { hasStudyKey } from "@plait/journal";
import { checkQ } from "@plait/q-method";
import { checkRecords, type SourceSheet } from "@plait/records";
import {
  DELIVERIES_FOLDER,
  type Problem,
  type QStudy,
  type StudyFiles,
  type StudyRead,
  sortProblems,
} from "@plait/study";
import { readCardMedia } from "./card-media/read-card-media.ts";
import { type OpenOptions, openDeliveries, openStudyCache, readStudyFolder } from "./open-study.ts";
import { readableRest } from "./readable-rest.ts";
import { studyFolder } from "./study-folder.ts";
import { lockStudy } from "./study-lock.ts";
import { hasErrors, StudyProblems } from "./study-problems.ts";

/**
 * Every problem of a study: its text files, its policy, its deliveries and how their columns are mapped. Nothing stops at the first: parts
 * with errors are left out and the rest is checked, as far as what is left can be understood without them.
 */
export async function checkStudy(folder: string, options: OpenOptions = {}): Promise<Problem[]> {
  const root = resolve(folder);
  try {
    const unlock = lockStudy(root);
    try {
      return sortProblems(await problemsOf(root, options));
    } finally {
      unlock();
    }
  } catch (error) {
    if (error instanceof StudyProblems) return [...error.problems];
    throw error;
  }
}

async function problemsOf(root: string, options: OpenOptions): Promise<Problem[]> {
  const files = studyFolder(root);
  const read = await readStudyFolder(files, options.policy);
  const { q } = read.strands;
  return [
    ...read.problems,
    ...(await recordsProblems(root, files, read, options)),
    ...(q === undefined ? [] : qProblems(root, q, options)),
    ...(q === undefined ? [] : (await readCardMedia(root, q)).problems),
  ];
}

/** A sorter who is named may have sorted in Plait, which is not known while the journal is locked. */
function qProblems(root: string, q: QStudy, { collected }: OpenOptions): readonly Problem[] {
  const problems = checkQ(q, collected);
  if (collected !== undefined || !hasStudyKey(root)) return problems;
  return problems.map((problem) =>
    problem.code === "q-named-without-sort"
      ? { ...problem, severity: "warning", message: `${problem.message} in a file; the journal was not looked into` }
      : problem,
  );
}

async function recordsProblems(
  root: string,
  files: StudyFiles,
  { problems, strands, settings }: StudyRead,
  options: OpenOptions,
): Promise<Problem[]> {
  if (settings?.strands.includes("records") === false) return [];
  const whole = strands.records === undefined ? undefined : { study: strands.records, cellsCanBeJudged: true };
  const readable = whole ?? (await readableRest(files, problems));
  if (readable === undefined) return [];
  const { study } = readable;
  const storage = { storage: settings?.storage ?? "memory" } as const;
  const { database, prepared, close } = await openDeliveries(root, study, storage, openStudyCache(root), options);
  try {
    const found = [...prepared.problems];
    if (readable.cellsCanBeJudged) {
      const sheets = sheetsNotNamed(prepared.sheets, found.filter(isError));
      const scope = whole !== undefined && !hasErrors(found) ? "study" : "deliveries";
      found.push(...(await checkRecords(database, study, sheets, scope, options.progress ?? (() => {}))));
    }
    return found;
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    await close();
  }
}

/** Sheets that no problem speaks of: of its file, or of the sheet itself. */
function sheetsNotNamed(sheets: readonly SourceSheet[], problems: readonly Problem[]): SourceSheet[] {
  return sheets.filter(({ delivery, sheet }) =>
    problems.every(
      ({ place }) =>
        place.file !== `${DELIVERIES_FOLDER}${delivery.path}` || (place.sheet !== undefined && place.sheet !== sheet),
    ),
  );
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}
