import type { ReplyOf } from "@plait/api";
import { changeAnalysis, openQ, signOffWords, standingChoices, standingWordChecks } from "@plait/build";
import { newEventId } from "@plait/journal";
import { checkQ, type QSort, type Recording, readStudySorts } from "@plait/q-method";
import { type QStudy, wordingDigest, wordsDigest } from "@plait/study";
import { refusingProblems } from "../refusing-problems.ts";
import { type Called, nameOfStaff, RefusedCall, type Room } from "../room.ts";
import { shownProblem } from "../shown-problem.ts";
import type { SaidReason } from "../sort-room.ts";

/** The stream of what was decided in the analysis of the sorts. */
const Q_ANALYSIS_STREAM = "q/analysis";

/** Choices were exchanged; the payload has them, the reason, and the revision that the file gets. */
const ANALYSIS_CHOSEN = "q.analysis-chosen";

/** The stream of which languages of the participants' page were signed off. */
const WORDS_STREAM = "q/words";

/** A language was signed off; the payload has who checked it and when, the digest of the words, and the revision that the file gets. */
const WORDS_SIGNED_OFF = "q.words-signed-off";

/**
 * The cards, the sorts and the choices of their analysis. The analysis itself is done where it is looked at: the sorts of a study are a few kilobytes, and
 * turning a factor has to follow the hand.
 *
 * @param collected the sorts that were made in Plait and are whole
 * @param said the reasons in sorts that were made in Plait
 */
export function qRoom(
  collected: () => Promise<readonly QSort[]>,
  said: () => Promise<readonly SaidReason[]>,
): Room<"readQDesign" | "readQSorts" | "readReasons" | "chooseAnalysis" | "readWordChecks" | "signOffWords"> {
  return {
    readQDesign: async ({ study }) => designOf((await openedQ(study.folder)).study),
    readQSorts: async ({ study }) => {
      const { choices, revision } = await refusingProblems(standingChoices(study.folder));
      const { study: q } = await openedQ(study.folder);
      const live = await collected();
      const problems = checkQ(q, live);
      const { statements, board } = designOf(q);
      const { sorts } = readStudySorts(q, live);
      return {
        choices,
        revision,
        statements,
        board,
        sorts: sorts.map((sort) => shownSort(sort, live)),
        problems: problems.map(shownProblem),
      };
    },
    readReasons: async ({ study }) => {
      const { study: q } = await openedQ(study.folder);
      const live = await said();
      const { sorts } = readStudySorts(q, []);
      return { statements: designOf(q).statements, reasons: [...live, ...reasonsInFiles(q, sorts)].map(shownReason) };
    },
    chooseAnalysis: async (called) => choose(called, await collected()),
    readWordChecks: async ({ study }) => refusingProblems(standingWordChecks(study.folder)),
    signOffWords: signOff,
  };
}

async function choose({ study, caller, body }: Called<"chooseAnalysis">, collected: readonly QSort[]) {
  const { revision, choices, reason } = body;
  const actor = nameOfStaff(caller);
  const on = study.now().toISOString().slice(0, 10);
  return refusingProblems(
    changeAnalysis(study.folder, {
      revision,
      choices: { ...choices, decided: { who: actor, when: on } },
      collected,
      record: async (to) => {
        await study.journal.append([
          {
            id: newEventId(study.now().getTime(), study.randomBytes),
            stream: Q_ANALYSIS_STREAM,
            actor,
            kind: ANALYSIS_CHOSEN,
            version: 1,
            payload: JSON.parse(JSON.stringify({ choices, reason, revision: to })),
          },
        ]);
      },
    }),
  );
}

async function signOff({ study, caller, body }: Called<"signOffWords">) {
  const { revision, language, texts, checked } = body;
  const actor = nameOfStaff(caller);
  const today = study.now().toISOString().slice(0, 10);
  if (checked.when > today) throw new RefusedCall(422, "day-to-come", `${checked.when} is still to come.`);
  const check = { checked, signed_off: { who: actor, when: today }, texts };
  return refusingProblems(
    signOffWords(study.folder, {
      ...{ revision, language, check },
      record: async (to) => {
        const payload = { language, checked: { ...checked }, sha256: wordsDigest(texts), revision: to };
        const id = newEventId(study.now().getTime(), study.randomBytes);
        await study.journal.append([{ id, stream: WORDS_STREAM, actor, kind: WORDS_SIGNED_OFF, version: 1, payload }]);
      },
    }),
  );
}

async function openedQ(folder: string) {
  return refusingProblems(openQ(folder));
}

function reasonsInFiles({ statements }: QStudy, sorts: readonly QSort[]): SaidReason[] {
  return sorts.flatMap(({ sorter, language, places, comments = [] }) =>
    comments.flatMap(({ statement, text }) => {
      const card = statements[statement]?.id;
      return card === undefined
        ? []
        : [{ sorter, card, value: places[statement], language, text, recording: undefined }];
    }),
  );
}

function shownReason({ sorter, card, value, language, text, recording }: SaidReason): Reasons["reasons"][number] {
  return {
    sorter,
    card,
    ...(value === undefined ? {} : { value }),
    ...(language === undefined ? {} : { language }),
    ...(text === undefined ? {} : { text }),
    ...(recording === undefined ? {} : { recording: heard(recording) }),
  };
}

function heard({ id, type, milliseconds }: Recording) {
  return { id, type, milliseconds };
}

type Reasons = ReplyOf<"readReasons">;

function shownSort(
  { sorter, language, places, piles }: QSort,
  live: readonly QSort[],
): ReplyOf<"readQSorts">["sorts"][number] {
  return {
    sorter,
    ...(language === undefined ? {} : { language }),
    places: [...places],
    ...(piles === undefined ? {} : { piles: [...piles] }),
    from: live.some((each) => each.sorter === sorter) ? "journal" : "file",
  };
}

function designOf({ statements, grid }: QStudy): ReplyOf<"readQDesign"> {
  const tags = [...new Set([...Object.keys(grid.languages), ...statements.flatMap(({ texts }) => Object.keys(texts))])];
  const newest = Math.max(1, ...Object.values(grid.languages).map(({ version }) => version));
  return {
    statements: statements.map(({ id, number, theme, texts }) => ({
      id,
      number,
      ...(theme === undefined ? {} : { theme }),
      texts: { ...texts },
    })),
    board: { shape: grid.shape, columns: grid.columns.map((column) => ({ ...column })) },
    languages: tags.sort().map((language) => {
      const words = grid.languages[language];
      const missing = statements.filter(({ texts }) => texts[language] === undefined).map(({ id }) => id);
      const locked = words?.locked;
      const isChanged = locked !== undefined && locked.wording !== wordingDigest(statements, language);
      const base = { language, missing, locked: locked !== undefined };
      if (words === undefined) return { ...base, state: "without-words" };
      const { version, instruction, lowest, highest } = words;
      const state = missing.length > 0 ? "incomplete" : isChanged ? "changed" : version < newest ? "behind" : "whole";
      return { ...base, state, version, instruction, lowest, highest };
    }),
  };
}
