import { compareText, type Problem, type Read, sortProblems } from "./problem.ts";
import { type QStudy, readQ } from "./read-q.ts";
import { type RecordsStudy, readRecords } from "./read-records.ts";
import { readStudyYaml } from "./read-study-file.ts";
import type { StudyFiles } from "./study-files.ts";
import { STRANDS, type Strand, type StudySettings, studySettingsSchema } from "./study-settings.ts";

export const SETTINGS_FILE = "study.yaml";

/** A study folder without an error: every decision it states, strand by strand. */
export interface Study {
  readonly settings: StudySettings;
  /** Present where `study.yaml` lists the strand. */
  readonly records?: RecordsStudy;
  readonly q?: QStudy;
  /** Every file of the study folder that is not Plait's own, relative to it, in code-unit order. */
  readonly listing: readonly string[];
}

/** A study folder as far as it could be read. */
export type StudyRead = Read<Study> & {
  readonly settings?: StudySettings;
  /** Every strand without an error of its own, whatever is wrong elsewhere. */
  readonly strands: { readonly records?: RecordsStudy; readonly q?: QStudy };
};

/**
 * Reads a study folder and holds its files against each other.
 *
 * All problems are found, never only the first: a part of a file that has a problem is left out and the rest checked.
 * The value is present only where no problem is an error. Contents of deliveries and sorts are not looked at. Where
 * `study.yaml` does not say which strands there are, those whose folders exist are read.
 */
export async function readStudy(files: StudyFiles): Promise<StudyRead> {
  const listing = [...(await files.list())].filter(isOfTheStudy).sort(compareText);
  const settings = await readStudyYaml(files, SETTINGS_FILE, studySettingsSchema, "required");
  const strands = new Set<Strand>(settings.value?.strands ?? strandsIn(listing));
  const [records, q] = await Promise.all([
    strands.has("records") ? readRecords(files, listing) : undefined,
    strands.has("q") ? readQ(files, listing, settings.value?.languages ?? ["en"]) : undefined,
  ]);
  const problems = sortProblems([...settings.problems, ...(records?.problems ?? []), ...(q?.problems ?? [])]);
  const whole = {
    ...(records?.value === undefined || hasError(records.problems) ? {} : { records: records.value }),
    ...(q?.value === undefined || hasError(q.problems) ? {} : { q: q.value }),
  };
  const readable = { strands: whole, ...(settings.value === undefined ? {} : { settings: settings.value }) };
  if (hasError(problems)) return { problems, ...readable };
  if (settings.value === undefined) throw new Error("a settings file without an error has no value");
  return { value: { settings: settings.value, ...whole, listing }, problems, ...readable };
}

function hasError(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === "error");
}

function isOfTheStudy(file: string): boolean {
  return ![".plait/", "outputs/", "releases/"].some((folder) => file.startsWith(folder));
}

function strandsIn(listing: readonly string[]): Strand[] {
  const found = STRANDS.filter((strand) => listing.some((file) => file.startsWith(`${strand}/`)));
  return found.length === 0 ? ["records"] : found;
}
