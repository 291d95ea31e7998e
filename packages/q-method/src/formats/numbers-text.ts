import type { Problem, Read } from "@plait/study";
import { gridCards } from "../grid.ts";
import type { QData } from "../q-data.ts";
import type { Pile } from "../q-sort.ts";
import type { QContext } from "./q-context.ts";
import { missingSorter, notANumber, pilesLeftOut, unknownStatement } from "./q-problems.ts";
import { checkedData, countIn, type DraftPlacing, numberIn, type SortDraft } from "./sort-draft.ts";
import { isEmptyRow, type TextRow } from "./text-row.ts";

const PILES: readonly Pile[] = ["agree", "unsure", "disagree"];

/** Whether rows are an entry by numbers: the first says `sorter` and a code, and nothing else. */
export function isNumberEntry(rows: readonly TextRow[]): boolean {
  const [first, second] = rows.filter((row) => !isEmptyRow(row) && !isRemark(row));
  const filled = first?.cells.filter((cell) => cell !== "").length ?? 0;
  return first?.cells[0]?.toLowerCase() === "sorter" && filled <= 2 && second !== undefined && second.cells.length >= 2;
}

/**
 * Sorts entered from photographs by the numbers on the backs of the cards, one block a sorter:
 *
 * ```text
 * sorter,QYP1
 * -1,4,2
 * 0,1,5,6
 * 1,3,7
 * agree,3,7,1
 * unsure,5,6
 * disagree,2,4
 * ```
 *
 * A line is the value of a column and the cards in it. Lines `condition`, `language` and the three piles may be left
 * out. Lines that begin with `#` are remarks. Without a study there are as many cards as the grid has places or,
 * without a grid, as the highest number.
 */
export function readNumberRows(
  file: string,
  rows: readonly TextRow[],
  context: QContext = {},
  found: readonly Problem[] = [],
): Read<QData> {
  const problems: Problem[] = [...found];
  const lines = rows.filter((row) => !isEmptyRow(row) && !isRemark(row));
  const numbers = cardNumbers(lines, context);
  const positions = new Map(numbers.map((number, position) => [number, position]));
  const blocks: TextRow[][] = [];
  for (const line of lines) {
    if (line.cells[0]?.toLowerCase() === "sorter") blocks.push([line]);
    else if (blocks.length === 0) problems.push(missingSorter(line.place));
    else blocks.at(-1)?.push(line);
  }
  const sorts = blocks.map((block) => readBlock(block, positions, problems));
  return checkedData({ file, statements: numbers.map(() => ({})), sorts, problems }, context);
}

function cardNumbers(lines: readonly TextRow[], { statements, grid }: QContext): number[] {
  if (statements !== undefined) return statements.map(({ number }) => number);
  const highest = lines
    .filter(({ cells }) => numberIn(cells[0] ?? "") !== undefined)
    .flatMap(({ cells }) => cells.slice(1).map((cell) => countIn(cell) ?? 0))
    .reduce((most, number) => Math.max(most, number), 0);
  const count = grid === undefined ? Math.min(highest, MOST_CARDS) : gridCards(grid);
  return Array.from({ length: count }, (_, at) => at + 1);
}

/** No Q-set comes near it; a slip of the finger may. */
const MOST_CARDS = 1_000;

function readBlock(block: readonly TextRow[], positions: ReadonlyMap<number, number>, problems: Problem[]): SortDraft {
  const [head, ...lines] = block;
  const sorter = head?.cells[1] ?? "";
  const about: { condition?: string; language?: string } = {};
  const placings: DraftPlacing[] = [];
  const piles = Array.from(positions, (): Pile[] => []);
  let pilesWritten = false;
  for (const line of lines) {
    const [first = "", ...cells] = line.cells;
    const name = first.toLowerCase();
    const pile = PILES.find((known) => known === name);
    if (name === "condition" || name === "language") {
      const text = cells.filter((cell) => cell !== "").join(", ");
      if (text !== "") about[name] = text;
      continue;
    }
    if (pile === undefined && numberIn(first) === undefined) {
      problems.push(notANumber(line.cellPlace(0), "the value of a column (or a word such as agree)", first));
      continue;
    }
    pilesWritten ||= pile !== undefined;
    for (const [at, cell] of cells.entries()) {
      if (cell === "") continue;
      const statement = positions.get(countIn(cell) ?? Number.NaN);
      const place = line.cellPlace(at + 1);
      if (statement === undefined) problems.push(unknownStatement(place, cell));
      else if (pile === undefined) placings.push({ statement, text: first, place });
      else piles[statement]?.push(pile);
    }
  }
  const place = head?.place ?? { file: "" };
  const wholePiles = piles.flatMap((found) => (found.length === 1 ? found : []));
  if (pilesWritten && wholePiles.length !== positions.size) {
    problems.push(pilesLeftOut(place, sorter, whyNotWhole(piles, [...positions.keys()])));
  }
  return {
    sorter,
    place,
    ...about,
    placings,
    ...(pilesWritten && wholePiles.length === positions.size && { piles: wholePiles }),
  };
}

function whyNotWhole(piles: readonly (readonly Pile[])[], numbers: readonly number[]): string {
  const numbered = (wrong: (found: readonly Pile[]) => boolean) =>
    numbers.filter((_, at) => wrong(piles[at] ?? [])).join(", ");
  const none = numbered((found) => found.length === 0);
  const several = numbered((found) => found.length > 1);
  return [none === "" ? [] : [`no pile holds ${none}`], several === "" ? [] : [`more than one holds ${several}`]]
    .flat()
    .join("; ");
}

function isRemark({ cells }: TextRow): boolean {
  return cells[0]?.startsWith("#") === true;
}
