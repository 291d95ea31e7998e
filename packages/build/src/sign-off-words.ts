import {
  editWordChecks,
  type Problem,
  WORD_CHECKS_FILE,
  type WordCheck,
  type WordChecks,
  wordsDigest,
} from "@plait/study";
import { changeQFile, revisionOf } from "./change-q-file.ts";
import { openQ } from "./open-q.ts";

/** Which languages of the participants' page were signed off, as it stands in the study's file. */
export interface StandingWordChecks {
  readonly checks: WordChecks;
  /** Tells this state of the file from any other. */
  readonly revision: string;
}

export interface WordsSignOff {
  /** The state that the person saw. */
  readonly revision: string;
  readonly language: string;
  /** Without the digest of the words, which is worked out. */
  readonly check: Omit<WordCheck, "sha256">;
  /** Told of the sign-off before it is written, with the revision the file will have: where it throws, nothing is written. */
  readonly record?: (revision: string) => Promise<void>;
}

/** @throws StudyProblems where `study.yaml` or `q/` cannot be read */
export async function standingWordChecks(folder: string): Promise<StandingWordChecks> {
  const revision = await revisionOf(folder, WORD_CHECKS_FILE);
  const { study } = await openQ(folder);
  return { checks: study.wordChecks, revision };
}

/**
 * Writes into `q/words-checked.yaml` that a native speaker has checked the words of a language, with the words. The file is exchanged as a whole or not at all.
 *
 * @throws StudyProblems with everything that is or would be wrong
 */
export async function signOffWords(folder: string, signOff: WordsSignOff): Promise<StandingWordChecks> {
  const { language, check, ...rest } = signOff;
  const { texts, ...who } = check;
  const whole = { ...who, sha256: wordsDigest(texts), texts };
  const edit = (text: string) => editWordChecks(text, language, whole);
  const changed = await changeQFile(folder, WORD_CHECKS_FILE, { ...rest, edit, changedMeanwhile });
  return { checks: changed.study.wordChecks, revision: changed.revision };
}

const changedMeanwhile: Problem = {
  severity: "error",
  code: "q-word-checks-changed",
  place: { file: WORD_CHECKS_FILE },
  message: "another language was signed off meanwhile, or the file was edited",
  remedy: "look at it as it is now, and sign off again",
};
