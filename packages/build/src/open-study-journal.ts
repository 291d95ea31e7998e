import { resolve } from "node:path";
import { type Journal, openJournal, type StudyKey, storePlace } from "@plait/journal";
import { readStudy, SETTINGS_FILE } from "@plait/study";
import { refuseNoStudy, studyFolder } from "./study-folder.ts";
import { StudyProblems } from "./study-problems.ts";

export interface OpenJournalOptions {
  /** Variables, for a connection that `study.yaml` names by one. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Refuses where there is no journal yet, instead of making one. */
  readonly mustExist?: boolean;
}

/**
 * Opens the journal of a study where `study.yaml` keeps it. What is wrong in other files of the study does not matter here.
 *
 * @throws StudyProblems where `study.yaml` cannot be read; JournalProblems where the journal cannot be opened
 */
export async function openStudyJournal(
  folder: string,
  key: StudyKey,
  { environment, ...options }: OpenJournalOptions,
): Promise<Journal> {
  const root = resolve(folder);
  refuseNoStudy(root);
  const { settings, problems } = await readStudy(studyFolder(root));
  // What is wrong in study.yaml is left out when it is read: the journal would be looked for where it is not.
  const wrong = problems.filter(({ place, severity }) => place.file === SETTINGS_FILE && severity === "error");
  if (settings === undefined || wrong.length > 0) throw new StudyProblems(wrong);
  return openJournal({ place: storePlace(root, settings.store, environment), key, ...options });
}
