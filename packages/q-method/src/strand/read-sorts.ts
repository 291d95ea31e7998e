import { PARTICIPANTS_FILE, type Problem, Q_SET_FILE, type QStudy } from "@plait/study";
import { readQFile } from "../formats/read-q-file.ts";
import { type Grid, makeGrid } from "../grid.ts";
import type { QSort } from "../q-sort.ts";

/** The sorts of a study, by code, with everything that is wrong with them. */
export interface StudySorts {
  readonly sorts: readonly QSort[];
  readonly problems: readonly Problem[];
}

/** The board of a study. */
export function gridOf({ grid }: QStudy): Grid {
  return makeGrid(grid.columns, grid.shape);
}

/** Where sorts stand that were made in Plait, in the place of a problem. */
const JOURNAL = "journal";

/**
 * Reads every file under `q/sorts/` against the study's cards and grid, and holds the sorters against its participants.
 *
 * @param collected sorts that were made in Plait and stand in no file
 */
export function readStudySorts(study: QStudy, collected: readonly QSort[] = []): StudySorts {
  const context = { statements: study.statements, grid: gridOf(study) };
  const problems: Problem[] = [];
  const sorts = new Map<string, QSort & { readonly file: string }>();
  const keep = (sort: QSort, file: string) => {
    const other = sorts.get(sort.sorter);
    if (other === undefined) sorts.set(sort.sorter, { ...sort, file });
    else problems.push(sorterInTwoFiles(file, sort.sorter, other.file));
  };
  for (const { file, text } of study.sortFiles) {
    const read = readQFile(file, new TextEncoder().encode(text), context);
    problems.push(...read.problems);
    for (const sort of read.value?.sorts ?? []) keep(sort, file);
  }
  for (const sort of collected) keep(sort, JOURNAL);
  const ordered = [...sorts.values()].sort((a, b) => byCode(a.sorter, b.sorter));
  problems.push(...conditionProblems(ordered), ...languageProblems(study, ordered));
  // Of a sort that could not be read it is not said that it is not there.
  if (problems.every(({ severity }) => severity !== "error")) problems.push(...participantProblems(study, ordered));
  return { sorts: ordered.map(({ file: _, ...sort }) => sort), problems };
}

/** `QYP2` before `QYP10`. */
function byCode(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true }) || (a < b ? -1 : 1);
}

function sorterInTwoFiles(file: string, sorter: string, other: string): Problem {
  return {
    severity: "error",
    code: "q-sorter-in-two-files",
    place: { file },
    message: `${sorter} is also in ${other}`,
    remedy: "Keep the sort that counts; a second sort of the same person needs a code of its own.",
  };
}

/** Sorts under different instructions answer different questions. */
function* conditionProblems(sorts: readonly (QSort & { readonly file: string })[]): Generator<Problem> {
  const conditions = new Map(sorts.map(({ condition, file }) => [condition ?? "", file]));
  if (conditions.size < 2) return;
  const named = [...conditions.keys()].map((condition) => (condition === "" ? "none stated" : `"${condition}"`));
  yield {
    severity: "error",
    code: "q-conditions-mixed",
    place: { file: [...conditions.values()].at(-1) ?? "q/sorts" },
    message: `the sorts were made under different conditions of instruction: ${named.join(", ")}`,
    remedy: "Keep the sorts of one condition in q/sorts; another condition is another study.",
  };
}

function* languageProblems(study: QStudy, sorts: readonly (QSort & { readonly file: string })[]): Generator<Problem> {
  const languages = new Map(
    sorts.flatMap(({ language, file }) => (language === undefined ? [] : [[language, file] as const])),
  );
  for (const [language, file] of languages) {
    if (study.statements.some(({ texts }) => texts[language] !== undefined)) continue;
    yield {
      severity: "warning",
      code: "q-language-without-cards",
      place: { file },
      message: `sorts were made in ${language}, but the Q-set has no cards in it`,
      remedy: `Add the wording to ${Q_SET_FILE} and the language to study.yaml, or correct the language of the sorts.`,
    };
  }
}

function* participantProblems(
  study: QStudy,
  sorts: readonly (QSort & { readonly file: string })[],
): Generator<Problem> {
  if (study.participants.length === 0) return;
  const described = new Set(study.participants.map(({ sorter }) => sorter));
  const sorted = new Set(sorts.map(({ sorter }) => sorter));
  const without = sorts.filter(({ sorter }) => !described.has(sorter)).map(({ sorter }) => sorter);
  const absent = study.participants.filter(({ sorter }) => !sorted.has(sorter)).map(({ sorter }) => sorter);
  if (without.length > 0) {
    yield {
      severity: "warning",
      code: "q-sorter-not-described",
      place: { file: PARTICIPANTS_FILE },
      message: `of ${without.join(", ")} nothing is known but the sort`,
      remedy: "Add their rows, or correct the codes.",
    };
  }
  if (absent.length > 0) {
    yield {
      severity: "warning",
      code: "q-participant-without-sort",
      place: { file: PARTICIPANTS_FILE },
      message: `${absent.join(", ")} ${absent.length === 1 ? "has" : "have"} no sort`,
      remedy: "Import the sorts, or take out the rows of those who did not sort or have withdrawn.",
    };
  }
}
