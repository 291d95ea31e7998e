import type { Place, Problem, Read } from "@plait/study";
import type { Grid } from "../grid.ts";
import type { QData } from "../q-data.ts";
import type { QContext } from "./q-context.ts";
import {
  badCount,
  badGrid,
  emptyStatement,
  noStatements,
  shiftedScores,
  sortCount,
  tooManyScores,
} from "./q-problems.ts";
import { checkedData, countIn, type DraftPlacing, numberIn, type SortDraft } from "./sort-draft.ts";
import { COLUMN_COUNT, gridFromCounts } from "./twenty-counts.ts";

/** Where the scores of a sort begin, counted from 0: eight characters of id and two blanks stand before them. */
const SCORES = 10;

/**
 * A PQMethod `.DAT` file. Everything is found by its column, never by blanks: line 1 holds three numbers of three
 * characters (the second the number of sorts, the third of statements) and a title, line 2 the range and the cards in
 * each of the columns -6 to 13, and each further line an id and scores of two characters. Blanks that an editor cut off
 * the ends of lines are put back. A line that is too long because its id is (KADE and qmethod write such) is read from
 * its end, with a warning.
 */
export function readPqMethodDat(file: string, text: string, context: QContext = {}): Read<QData> {
  const [first = "", second = "", ...lines] = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replaceAll("\u001a", "").trimEnd());
  const head: Place = { file, line: 1 };
  const problems: Problem[] = [];
  const statements = countIn(first.slice(6, 9));
  if (statements === undefined || statements === 0) {
    return { problems: [badCount(head, "the number of statements (characters 7 to 9)", first.slice(6, 9))] };
  }
  const grid = readGrid({ file, line: 2 }, second, problems);
  const sorts = lines.flatMap((line, at): SortDraft[] =>
    line === "" ? [] : [readSort({ file, line: at + 3 }, line, statements, problems)],
  );
  const stated = countIn(first.slice(3, 6));
  if (stated === undefined) problems.push(badCount(head, "the number of sorts (characters 4 to 6)", first.slice(3, 6)));
  else if (stated !== sorts.length) problems.push(sortCount(head, sorts.length, stated));
  const draft = {
    file,
    title: first.slice(10).trim(),
    statements: Array.from({ length: statements }, () => ({})),
    grid,
    gridPlace: { file, line: 2 },
    sorts,
    problems,
  };
  return checkedData(draft, context);
}

function readGrid(place: Place, line: string, problems: Problem[]): Grid | undefined {
  const fields = Array.from({ length: COLUMN_COUNT + 2 }, (_, at) => line.slice(3 * at, 3 * at + 3).trim());
  const counts = fields.slice(2).map((field) => (field === "" ? 0 : countIn(field)));
  const wrong = counts.indexOf(undefined);
  if (wrong !== -1) {
    problems.push(badGrid(place, `"${fields[wrong + 2]}" is no number of cards`));
    return undefined;
  }
  const grid = gridFromCounts(counts.map((cards) => cards ?? 0));
  if (grid === undefined) {
    problems.push(badGrid(place, "fewer than two columns hold cards"));
    return undefined;
  }
  const [lowest, highest] = [grid.columns[0]?.value, grid.columns.at(-1)?.value];
  const [from, to] = fields.map(numberIn);
  if (from !== lowest || to !== highest) {
    problems.push(
      badGrid(
        place,
        `it says that it runs from ${fields[0]} to ${fields[1]}, and its cards from ${lowest} to ${highest}`,
      ),
    );
  }
  return grid;
}

function readSort(place: Place, line: string, statements: number, problems: Problem[]): SortDraft {
  const shift = Math.max(0, line.length - SCORES - 2 * statements);
  const fromEnd = shift > 0 && wholeScores(line.slice(SCORES + shift)) && !wholeScores(line.slice(SCORES));
  const begin = fromEnd ? SCORES + shift : SCORES;
  const sorter = line.slice(0, fromEnd ? begin : 8).trim();
  if (fromEnd) problems.push(shiftedScores(place, sorter, shift));
  else if (shift > 0)
    problems.push(tooManyScores({ ...place, path: `character ${begin + 2 * statements + 1}` }, sorter, statements));
  const placings = Array.from({ length: statements }, (_, statement): DraftPlacing => {
    const at = begin + 2 * statement;
    return {
      statement,
      text: line.slice(at, at + 2).trim(),
      place: { ...place, path: `characters ${at + 1} and ${at + 2}` },
    };
  });
  return { sorter, place, placings };
}

function wholeScores(scores: string): boolean {
  return (scores.match(/..?/gs) ?? []).every((score) => /^([ +-]?\d|\d )$|^\d\d$/.test(score));
}

/**
 * The texts of a statement list, one a line: PQMethod's `.STA` and the text files of KADE and Ken-Q. Trailing blanks
 * and empty lines at the end are cut.
 */
export function readStatementList(file: string, text: string, context: QContext = {}): Read<QData> {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.replaceAll("\u001a", "").trimEnd());
  while (lines.at(-1) === "") lines.pop();
  if (lines.length === 0) return { problems: [noStatements({ file })] };
  const problems = lines.flatMap((line, at) => (line === "" ? [emptyStatement({ file, line: at + 1 }, at + 1)] : []));
  const draft = { file, statements: lines.map((line) => ({ text: line.trim() })), sorts: [], problems };
  const { value, problems: found } = checkedData(draft, context);
  const rest = found.filter(({ code }) => code !== "no-sorts");
  return value === undefined ? { problems: rest } : { value, problems: rest };
}
