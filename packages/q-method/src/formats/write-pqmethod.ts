import type { Problem } from "@plait/study";
import { gridCards } from "../grid.ts";
import { gridFromSorts } from "../grid-from-sorts.ts";
import type { QData } from "../q-data.ts";
import { changedText, cutTitle, gridMisfit, renamedSorter, unwritable } from "./q-problems.ts";
import { encodeWindows1252 } from "./text-encoding.ts";
import { countsFromGrid } from "./twenty-counts.ts";
import { uniqueNames } from "./unique-names.ts";
import { lostParts, type Written } from "./written.ts";

export interface TextOptions {
  /** Names the file in problems. */
  readonly file: string;
  /**
   * `utf-8` (the default) for KADE, Ken-Q and R; `windows-1252` for programs that take one byte for one character. The
   * two differ only outside ASCII.
   */
  readonly encoding?: "utf-8" | "windows-1252";
}

const ID_LENGTH = 8;
const TITLE_LENGTH = 60;
const STATEMENT_LENGTH = 60;

/**
 * A PQMethod `.DAT` file with CR LF. Ids have eight characters and no more, so that no column moves: accents are
 * dropped, other characters outside ASCII become `_`, and what is then longer or no longer unique is cut and numbered
 * (`particip`, `partic~2`). Every changed id is a warning that gives both.
 *
 * Without a grid the one that the sorts share is written. The format has room for 999 sorts, 999 statements, whole
 * scores from -9 to 99 and the columns -6 to 13; other data are refused.
 */
export function writePqMethodDat(data: QData, options: TextOptions): Written<Uint8Array> {
  const { file } = options;
  const grid = data.grid ?? gridFromSorts(data.sorts);
  const refuse = (why: string) => ({ problems: [unwritable({ file }, why)] });
  if (grid === undefined)
    return refuse("a .DAT file states a grid; these data have none and their sorts do not share one");
  const counts = countsFromGrid(grid);
  if (counts === undefined) return refuse("a .DAT file knows only the columns -6 to 13");
  if (data.sorts.length > 999 || data.statements.length > 999)
    return refuse("a .DAT file holds at most 999 sorts of 999 statements");
  if (data.sorts.some(({ places }) => places.some((value) => !Number.isInteger(value) || value < -9 || value > 99))) {
    return refuse("a .DAT file holds whole scores from -9 to 99");
  }
  if (counts.some((cards) => cards > 999)) return refuse("a .DAT file holds at most 999 cards in a column");

  const problems: Problem[] = [];
  if (gridCards(grid) !== data.statements.length)
    problems.push(gridMisfit({ file, line: 2 }, gridCards(grid), data.statements.length));
  const title = oneLine(data.title ?? "");
  if (title.length > TITLE_LENGTH) problems.push(cutTitle({ file, line: 1 }, TITLE_LENGTH));
  const used = grid.columns.filter(({ cards }) => cards > 0).map(({ value }) => value);
  const sorters = data.sorts.map(({ sorter }) => sorter);
  const ids = uniqueNames(sorters, { longest: ID_LENGTH, clean: plainAscii });
  for (const [at, id] of ids.entries()) {
    const from = sorters[at] ?? "";
    if (id !== from) problems.push(renamedSorter({ file, line: at + 3 }, from, id));
  }
  const counted = [0, data.sorts.length, data.statements.length];
  const lines = [
    `${counted.map((number) => right(number, 3)).join("")} ${title.slice(0, TITLE_LENGTH)}`.trimEnd(),
    [Math.min(...used), Math.max(...used), ...counts].map((number) => right(number, 3)).join(""),
    ...data.sorts.map(({ places }, at) => (ids[at] ?? "").padEnd(10) + places.map((value) => right(value, 2)).join("")),
  ];
  problems.push(...lostParts(data, { file }, ["title", "statement texts", "grid"]));
  return encoded(lines, options, problems);
}

/** A PQMethod `.STA` file: the statements in order, one a line, uncut. A statement without text is named by its id. */
export function writeStatementList(data: QData, options: TextOptions): Written<Uint8Array> {
  const problems: Problem[] = [];
  const lines = data.statements.map(({ id, text = id }, at) => {
    const line = oneLine(text);
    const place = { file: options.file, line: at + 1 };
    if (line !== text.trim()) problems.push(changedText(place, "line breaks became blanks"));
    if (line.length > STATEMENT_LENGTH) {
      problems.push(
        changedText(place, `the statement is longer than the ${STATEMENT_LENGTH} characters that PQMethod shows`),
      );
    }
    return line;
  });
  return encoded(lines, options, problems);
}

function encoded(lines: readonly string[], options: TextOptions, problems: Problem[]): Written<Uint8Array> {
  const text = lines.map((line) => `${line}\r\n`).join("");
  if (options.encoding !== "windows-1252") return { value: new TextEncoder().encode(text), problems };
  const { bytes, lost } = encodeWindows1252(text);
  if (lost > 0)
    problems.push(changedText({ file: options.file }, `${lost} characters that windows-1252 does not have became ?`));
  return { value: bytes, problems };
}

/** A name in printable ASCII: accents dropped, other characters as `_`. */
function plainAscii(name: string): string {
  const bare = name.normalize("NFKD").replace(/\p{Mn}/gu, "");
  return bare.replace(/[^ -~]/gu, "_").trim();
}

export function oneLine(text: string): string {
  const lines = text.split(/[\r\n\u2028\u2029\u0085\v\f]/).map((line) => line.trim());
  return lines.filter((line) => line !== "").join(" ");
}

function right(number: number, width: number): string {
  return String(number).padStart(width);
}
