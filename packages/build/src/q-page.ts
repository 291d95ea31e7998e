import { readFile } from "node:fs/promises";
import { mailboxAddress, type StudyKey } from "@plait/journal";
import { GRID_FILE } from "@plait/study";
import type { Medium } from "./card-media/read-card-media.ts";
import { type ShownTable, sortTable, withSources } from "./sort-table.ts";
import { StudyProblems } from "./study-problems.ts";

/** Where the study goes in the page as it is built. */
const PLACE = '<script type="application/json" id="study">null</script>';

export interface QPageRequest {
  /** The page as it is built, without a study. */
  readonly page: string;
  readonly language: string;
  readonly key: StudyKey;
}

/**
 * The Q-sort of a study in one language as one HTML file that needs neither server nor network: what is done in it is sealed to the study, and `receiveSorts`
 * takes it in. It holds no secret: cards with their pictures and recordings, board, words and the study's public key.
 *
 * @throws StudyProblems where the cards cannot be sorted in that language; RangeError where the page has no place for a study
 */
export async function qPage(folder: string, { page, language, key }: QPageRequest): Promise<string> {
  const { shown, media } = await sortTable(folder);
  const words = shown.words[language];
  if (words === undefined) throw new StudyProblems([noWords(language, Object.keys(shown.words))]);
  const template = await readFile(page, "utf8");
  if (template.split(PLACE).length !== 2) throw new RangeError(`${page} is no page of the Q-sort`);
  const inFile = (name: string): string => dataUrl(media.get(name));
  const table = withSources(inLanguage(shown, language), inFile);
  const study = { table, address: Buffer.from(mailboxAddress(key)).toString("base64") };
  // So written nothing in it can end the element.
  const text = JSON.stringify(study).replaceAll("<", "\\u003c");
  return template.replace(PLACE, () => PLACE.replace("null", () => text));
}

function inLanguage({ study, cards, board, words, signedOff }: ShownTable, language: string): ShownTable {
  const own = <T>(all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([tag]) => tag === language));
  const ownCards = cards.map(({ texts, picture, recordings, ...card }) => ({
    ...card,
    texts: own(texts),
    ...(picture === undefined ? {} : { picture: { ...picture, texts: own(picture.texts) } }),
    ...(recordings === undefined ? {} : { recordings: own(recordings) }),
  }));
  // All sign-offs: which of them is that of this language's words, the page knows.
  return { study, cards: ownCards, board, words: own(words), signedOff };
}

function dataUrl(medium: Medium | undefined): string {
  if (medium === undefined) throw new Error("the table names a medium that it does not have");
  return `data:${medium.type};base64,${Buffer.from(medium.bytes).toString("base64")}`;
}

function noWords(language: string, has: readonly string[]) {
  return {
    severity: "error",
    code: "q-language-not-whole",
    place: { file: GRID_FILE, path: "languages" },
    message: `nobody can sort in ${language}: there are words and cards for ${has.join(", ") || "no language"}`,
    remedy: `word every card in ${language}, and add instruction, lowest and highest under languages: ${language}`,
  } as const;
}
