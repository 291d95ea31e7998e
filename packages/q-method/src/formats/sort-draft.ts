import { describePlace, type Place, type Problem, type Read } from "@plait/study";
import { type Grid, gridCards } from "../grid.ts";
import type { QData } from "../q-data.ts";
import type { Pile, QSort } from "../q-sort.ts";
import { placingFaults } from "../sort-faults.ts";
import type { QContext } from "./q-context.ts";
import {
  gridDiffers,
  gridMisfit,
  missingSorter,
  missingStatement,
  noSorts,
  notANumber,
  repeatedSorter,
  repeatedStatement,
  statementCount,
  valueOffGrid,
  wrongNumberInColumn,
} from "./q-problems.ts";

/** A card as a file places it: the position of its statement and the value as it was written. */
export interface DraftPlacing {
  readonly statement: number;
  readonly text: string;
  readonly place: Place;
}

/** One sort as it stands in a file, before any check. */
export interface SortDraft {
  readonly sorter: string;
  readonly place: Place;
  readonly condition?: string;
  readonly language?: string;
  /** Empty texts count as cards without a place. */
  readonly placings: readonly DraftPlacing[];
  readonly piles?: readonly Pile[];
  readonly order?: readonly number[];
  readonly comments?: QSort["comments"];
  readonly details?: Readonly<Record<string, string>>;
}

/** A file as it was read, before any check. */
export interface FileDraft {
  readonly file: string;
  readonly title?: string | undefined;
  /** A statement without an id gets the study's, by its position, or `s1`, `s2` and so on. */
  readonly statements: readonly { readonly id?: string; readonly text?: string | undefined }[];
  readonly grid?: Grid | undefined;
  readonly gridPlace?: Place;
  readonly sorts: readonly SortDraft[];
  /** Found while the file was taken apart. */
  readonly problems: readonly Problem[];
}

/**
 * The data of a file with every problem found in it. A sort in which a card has no place or two is left out, as no list
 * of places could hold it; a sort that breaks the grid is kept, and its problems are errors.
 */
export function checkedData(draft: FileDraft, context: QContext): Read<QData> {
  const { statements, problems: statementProblems } = namedStatements(draft, context);
  const problems = [...draft.problems, ...statementProblems];
  const grid = context.grid ?? draft.grid;
  const gridPlace = draft.gridPlace ?? { file: draft.file };
  if (context.grid !== undefined && draft.grid !== undefined && !sameGrid(context.grid, draft.grid)) {
    problems.push(gridDiffers(gridPlace));
  }
  const misfit = grid?.shape === "forced" && statements.length > 0 && gridCards(grid) !== statements.length;
  if (misfit) problems.push(gridMisfit(gridPlace, gridCards(grid), statements.length));
  const checks = misfit ? ({ ...grid, shape: "free" } as const) : grid;

  const seen = new Map<string, Place>();
  const sorts: QSort[] = [];
  for (const sort of draft.sorts) {
    if (sort.sorter === "") problems.push(missingSorter(sort.place));
    const key = JSON.stringify([sort.sorter, sort.condition ?? ""]);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, sort.place);
    else if (sort.sorter !== "") problems.push(repeatedSorter(sort.place, sort.sorter, describePlace(first)));
    const { value, problems: found } = checkedSort(sort, statements, checks);
    problems.push(...found);
    if (value !== undefined) sorts.push(value);
  }
  if (sorts.length === 0) problems.push(noSorts({ file: draft.file }));
  const value: QData = {
    ...(draft.title !== undefined && draft.title !== "" && { title: draft.title }),
    statements,
    ...(grid !== undefined && { grid }),
    sorts,
  };
  return { value, problems };
}

function namedStatements(
  draft: FileDraft,
  context: QContext,
): { statements: QData["statements"]; problems: Problem[] } {
  const { statements: own } = context;
  const fits = own === undefined || own.length === draft.statements.length;
  const statements = draft.statements.map(({ id, text }, position) => ({
    id: id ?? (fits ? own?.[position]?.id : undefined) ?? `s${position + 1}`,
    ...(text !== undefined && { text }),
  }));
  const problems = fits
    ? []
    : [statementCount({ file: draft.file }, draft.statements.length, own.length, "the study has")];
  return { statements, problems };
}

function checkedSort(
  draft: SortDraft,
  statements: QData["statements"],
  grid: Grid | undefined,
): { value?: QSort; problems: Problem[] } {
  const problems: Problem[] = [];
  const read = draft.placings.flatMap(({ statement, text, place }) => {
    if (text === "") return [];
    const value = numberIn(text);
    if (value === undefined) problems.push(notANumber(place, `the place of ${nameOf(statements, statement)}`, text));
    return [{ statement, value: value ?? Number.NaN, place }];
  });
  const unread = new Set(read.filter(({ value }) => Number.isNaN(value)).map(({ statement }) => statement));
  const placeOf = (statement: number, value?: number) =>
    read.findLast((placing) => placing.statement === statement && (value === undefined || placing.value === value))
      ?.place;
  const numbers = read.filter(({ value }) => !Number.isNaN(value));
  for (const fault of placingFaults(numbers, statements.length, grid)) {
    switch (fault.kind) {
      case "missing-statement": {
        if (unread.has(fault.statement)) break;
        const at = draft.placings.find(({ statement }) => statement === fault.statement)?.place ?? draft.place;
        problems.push(missingStatement(at, nameOf(statements, fault.statement), draft.sorter));
        break;
      }
      case "repeated-statement": {
        const at = placeOf(fault.statement) ?? draft.place;
        problems.push(repeatedStatement(at, nameOf(statements, fault.statement), draft.sorter));
        break;
      }
      case "value-off-grid": {
        const values = grid?.columns.map(({ value }) => value).join(", ") ?? "";
        const at = placeOf(fault.statement, fault.value) ?? draft.place;
        problems.push(valueOffGrid(at, fault.value, draft.sorter, values));
        break;
      }
      case "wrong-number-in-column":
        problems.push(wrongNumberInColumn(draft.place, draft.sorter, fault.value, fault.cards, fault.room));
        break;
    }
  }
  const places = new Map(numbers.map(({ statement, value }) => [statement, value]));
  if (places.size !== statements.length || read.length !== statements.length) return { problems };
  const { sorter, condition, language, piles, order, comments, details } = draft;
  const value: QSort = {
    sorter,
    ...(condition !== undefined && { condition }),
    ...(language !== undefined && { language }),
    places: statements.map((_, statement) => places.get(statement) ?? Number.NaN),
    ...(piles !== undefined && { piles }),
    ...(order !== undefined && { order }),
    ...(comments !== undefined && comments.length > 0 && { comments }),
    ...(details !== undefined && Object.keys(details).length > 0 && { details }),
  };
  return { value, problems };
}

/** The number that a cell shows, with a minus of any of the usual kinds. Undefined when it shows none. */
export function numberIn(text: string): number | undefined {
  const plain = text.trim().replace(/^[\u2212\u2013]/, "-");
  return /^[+-]?\d{1,9}(\.\d{1,9})?$/.test(plain) ? Number(plain) + 0 : undefined;
}

/** A whole number of at least 0, such as a count or the number of a card. */
export function countIn(text: string): number | undefined {
  const value = numberIn(text);
  return value !== undefined && Number.isInteger(value) && value >= 0 ? value : undefined;
}

function nameOf(statements: QData["statements"], statement: number): string {
  return statements[statement]?.id ?? String(statement + 1);
}

function sameGrid(a: Grid, b: Grid): boolean {
  const used = (grid: Grid) =>
    JSON.stringify(grid.columns.filter(({ cards }) => cards > 0).map((c) => [c.value, c.cards]));
  return used(a) === used(b);
}
