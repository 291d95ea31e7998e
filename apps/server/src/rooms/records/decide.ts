import { join } from "node:path";
import { readReviewableRecords, studyFolder } from "@plait/build";
import { type MappedSheet, mappingErrors, mapSheets } from "@plait/records";
import type { Problem, RecordsStudy, StudyFiles } from "@plait/study";
import { RefusedCall } from "../../room.ts";
import { shownProblem } from "../../shown-problem.ts";
import {
  ChangedMeanwhile,
  type DecisionFile,
  readDecisionFile,
  replaceDecisionFile,
  versionOf,
} from "./decision-file.ts";
import type { DecidedText } from "./decision-text.ts";
import type { ReadAtDesk } from "./records-desk.ts";

type OpenAtDesk = Exclude<ReadAtDesk, { standing: "not-opened" }>;

/** Whose decision it is, and the day on which it is made. */
export interface Signed {
  readonly who: string;
  /** yyyy-mm-dd where the server is. */
  readonly when: string;
}

/** A change of a file of decisions that was found to be in order, and not written yet. */
export interface PreparedChange extends DecidedText {
  readonly file: string;
  /** Digests of the file as it is, and as it will be. */
  readonly before: string;
  readonly after: string;
}

/** The records, for a decision about them. Throws RefusedCall where they cannot be opened. */
export function openForDecisions(records: ReadAtDesk): OpenAtDesk {
  if (records.standing !== "not-opened") return records;
  throw new RefusedCall(
    409,
    "records-not-opened",
    "The study has errors that come before this decision. Mend them first; they are listed in the records room.",
  );
}

/**
 * Works out a change of a file of decisions and holds it against the whole study. Throws RefusedCall where the file is not as the caller saw it,
 * and where the study would have an error that it has not now; then nothing is written.
 *
 * @param change makes the new text
 * @returns the change, and the sheets as the changed study would map their columns
 */
export async function prepareChange(
  folder: string,
  records: OpenAtDesk,
  file: string,
  version: string,
  change: (text: string) => DecidedText,
): Promise<{ readonly change: PreparedChange; readonly sheets: readonly MappedSheet[] }> {
  const before = await readDecisionFile(join(folder, file));
  if (before.version !== version) throw changedMeanwhile(file);
  refuseLossy(file, before);
  const { text, line } = change(before.text);
  const known = new Set([...records.problems, ...records.sheets.flatMap(mappingErrors)].map(inOneLine));
  const addedTo = (problems: readonly Problem[]): Problem[] =>
    problems.filter((problem) => problem.severity === "error" && !known.has(inOneLine(problem)));
  const { study, problems } = await studyWith(folder, file, text);
  if (study === undefined || addedTo(problems).length > 0) throw notInOrder(addedTo(problems));
  const sheets = await mapSheets(records.open.database, study, records.open.prepared.sheets);
  const added = addedTo(sheets.flatMap(mappingErrors));
  if (added.length > 0) throw notInOrder(added);
  return { change: { file, text, line, before: before.version, after: versionOf(text) }, sheets };
}

/** Throws RefusedCall where the file was written to since the decision was prepared. */
export async function writeChange(folder: string, { file, before, text }: PreparedChange): Promise<void> {
  try {
    await replaceDecisionFile(join(folder, file), before, text);
  } catch (error) {
    throw error instanceof ChangedMeanwhile ? changedMeanwhile(file) : error;
  }
}

/** The day on which a decision is made, yyyy-mm-dd where the server is. */
export function dayOf(now: Date): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

async function studyWith(
  folder: string,
  file: string,
  text: string,
): Promise<{ readonly study: RecordsStudy | undefined; readonly problems: readonly Problem[] }> {
  const files = studyFolder(folder);
  const changed: StudyFiles = {
    list: async () => [...new Set([...(await files.list()), file])],
    readText: async (path) => (path === file ? { text } : files.readText(path)),
  };
  const { study, problems } = await readReviewableRecords(changed);
  return { study, problems: problems.filter(({ place }) => !place.file.startsWith("q/")) };
}

/** A problem that is known is known wherever the lines around it have moved to. */
function inOneLine({ place, message }: Problem): string {
  return `${place.file}\n${message}`;
}

function changedMeanwhile(file: string): RefusedCall {
  return new RefusedCall(
    409,
    "file-changed",
    `${file} was changed by somebody else. Nothing was written. Look at it as it is now, and decide again.`,
  );
}

function refuseLossy(file: string, { text, version }: DecisionFile): void {
  if (version === "" || versionOf(text) === version) return;
  throw new RefusedCall(422, "not-utf-8", `${file} is not UTF-8. Save it as CSV UTF-8 first; nothing was written.`);
}

function notInOrder(errors: readonly Problem[]): RefusedCall {
  const said = errors.slice(0, 5).map((problem) => {
    const { message, remedy } = shownProblem(problem);
    return `${message}. ${remedy}`;
  });
  return new RefusedCall(422, "decision-not-in-order", `Nothing was written: ${said.join(" ")}`);
}
