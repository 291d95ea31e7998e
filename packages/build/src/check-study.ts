import { resolve } from "node:path";
import type { Database } from "@plait/database";
import { checkRecords, type SourceSheet } from "@plait/records";
import { DELIVERIES_FOLDER, type Problem, type Study, sortProblems } from "@plait/study";
import { type OpenOptions, openDeliveries, type Progress, readStudyFolder } from "./open-study.ts";
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
  const { study, problems } = await readStudyFolder(files, options.policy);
  const whole = study === undefined ? undefined : { study, cellsCanBeJudged: true };
  const readable = whole ?? (await readableRest(files, problems));
  if (readable === undefined) return [...problems];

  const { database, prepared, close } = await openDeliveries(root, readable.study, options);
  try {
    const found = [...prepared.problems];
    const sheets = sheetsNotNamed(prepared.sheets, found.filter(isError));
    if (readable.cellsCanBeJudged && everyKindIsThere(readable.study, sheets)) {
      const isWhole = study !== undefined && !hasErrors(found);
      const progress = options.progress ?? (() => {});
      found.push(...(await cellProblems(database, readable.study, sheets, isWhole, progress)));
    }
    return [...problems, ...found];
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    await close();
  }
}

/** Of a column that no decision, or more than one, speaks for; the sheet it stands in cannot be used. */
const MAPPING_PROBLEMS = new Set(["required-variable-not-mapped", "two-columns-one-variable"]);

/**
 * What is wrong with columns and cells. Sheets whose columns cannot be told apart are left out and the others are checked. Where anything was
 * left out, what concerns the study as a whole cannot be told, and only problems of deliveries are kept.
 */
async function cellProblems(
  database: Database,
  study: Study,
  sheets: readonly SourceSheet[],
  isWhole: boolean,
  progress: Progress,
): Promise<Problem[]> {
  const found = await checkRecords(database, study, sheets, progress);
  const told = isWhole ? found : found.filter(({ place }) => place.file.startsWith(DELIVERIES_FOLDER));
  const unmapped = found.filter(({ code }) => MAPPING_PROBLEMS.has(code));
  if (unmapped.length === 0) return told;
  const others = sheetsNotNamed(sheets, unmapped);
  if (others.length === sheets.length || !everyKindIsThere(study, others)) return told;
  return [...told, ...(await cellProblems(database, study, others, false, progress))];
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

/** Without any sheet of a kind, the others cannot be linked. */
function everyKindIsThere(study: Study, sheets: readonly SourceSheet[]): boolean {
  const kinds = new Set(sheets.filter(({ labels }) => labels.length > 0).map(({ delivery }) => delivery.kind));
  return study.deliveries.every(({ kind }) => kinds.has(kind));
}
