import { resolve } from "node:path";
import { checkQ } from "@plait/q-method";
import { GRID_FILE, type Problem, type QStudy, type StudySettings, wordingDigest } from "@plait/study";
import { readCardMedia } from "./card-media/read-card-media.ts";
import { noStrand, readStudyFolder } from "./open-study.ts";
import { refuseNoStudy, studyFolder } from "./study-folder.ts";
import { StudyProblems } from "./study-problems.ts";

/** The Q strand of a study, read without its sorts having been looked at. */
export interface OpenQ {
  readonly folder: string;
  readonly settings: StudySettings;
  readonly study: QStudy;
}

/** The wording of the cards in one language. */
export interface Wording {
  readonly language: string;
  readonly version: number;
  /** The digits to lock it with. */
  readonly wording: string;
  readonly locked: boolean;
}

/**
 * Reads the Q strand of a study. Nothing is locked: its files are a person's, and reading them changes nothing.
 *
 * Throws StudyProblems with all that is wrong in `study.yaml` and `q/` when any of it is an error, or when there is no strand q.
 */
export async function openQ(folder: string): Promise<OpenQ> {
  refuseNoStudy(folder);
  const root = resolve(folder);
  const { settings, strands, problems } = await readStudyFolder(studyFolder(root));
  if (settings?.strands.includes("q") === false) throw new StudyProblems([noStrand("q")]);
  if (settings === undefined || strands.q === undefined) throw new StudyProblems(problems.filter(concernsQ));
  return { folder: root, settings, study: strands.q };
}

/** Every problem of the Q strand, and the wordings of its cards. Throws StudyProblems where there is no study. */
export async function checkStudyQ(
  folder: string,
): Promise<{ readonly problems: readonly Problem[]; readonly wordings: readonly Wording[] }> {
  refuseNoStudy(folder);
  const root = resolve(folder);
  const { strands, problems } = await readStudyFolder(studyFolder(root));
  const own = problems.filter(concernsQ);
  if (strands.q === undefined) return { problems: own, wordings: [] };
  const media = await readCardMedia(root, strands.q);
  return { problems: [...own, ...checkQ(strands.q), ...media.problems], wordings: wordingsOf(strands.q) };
}

function concernsQ({ place }: Problem): boolean {
  return place.file === "study.yaml" || place.file.startsWith("q/");
}

function wordingsOf({ statements, grid }: QStudy): Wording[] {
  return Object.entries(grid.languages).map(([language, { version, locked }]) => ({
    language,
    version,
    wording: wordingDigest(statements, language),
    locked: locked !== undefined,
  }));
}

/** The words around the cards in one language. Throws StudyProblems where `q/grid.yaml` has none. */
export function wordsAround({ grid }: QStudy, language: string): QStudy["grid"]["languages"][string] {
  const words = grid.languages[language];
  if (words !== undefined) return words;
  const has = Object.keys(grid.languages);
  throw new StudyProblems([
    {
      severity: "error",
      code: "q-language-without-words",
      place: { file: GRID_FILE, path: "languages" },
      message: `there are no words for ${language} around the cards; there are for ${has.join(", ") || "no language"}`,
      remedy: `add instruction, lowest and highest under languages: ${language}`,
    },
  ]);
}
