import { utils, write } from "@e965/xlsx";
import type { Problem } from "@plait/study";
import { type Grid, gridPlaces } from "../grid.ts";
import { gridFromSorts } from "../grid-from-sorts.ts";
import type { QData } from "../q-data.ts";
import { sortFaults } from "../sort-faults.ts";
import { changedText, renamedSorter, tooFewForKade, unwritable } from "./q-problems.ts";
import { columnName } from "./sheet-rows.ts";
import { countsFromGrid, LOWEST_COLUMN } from "./twenty-counts.ts";
import { uniqueNames } from "./unique-names.ts";
import { oneLine } from "./write-pqmethod.ts";
import { lostParts, type Written } from "./written.ts";

/** KADE looks at the seventh line of the sheet before it reads any. */
const FEWEST_FOR_KADE = 6;

const RESULT_SORTS = "Q sorts";

/**
 * A workbook for KADE and Ken-Q. Type 1 lists, under each participant, the statement numbers on every place of the
 * grid: all sorts must fit the grid. Type 2 lists scores. Type 3 is how both programs hand on results: scores with the
 * mean and the standard deviation of each sort, the grid as a list of places. All know only whole values from -6 to 13.
 * Sorters that are not unique (one person under two conditions) are numbered, and KADE itself splits names at commas;
 * both are warnings.
 */
export function writeKadeWorkbook(
  data: QData,
  type: 1 | 2 | 3,
  options: { readonly file: string },
): Written<Uint8Array> {
  const { file } = options;
  const prepared = preparedForKade(data, file);
  if (prepared.names === undefined) return { problems: prepared.problems };
  const { names, grid } = prepared;
  const problems = [...prepared.problems];
  if (type === 1 && data.sorts.some(({ places }) => sortFaults(places, { ...grid, shape: "forced" }).length > 0)) {
    return {
      problems: [unwritable({ file }, "a type 1 workbook holds only sorts that fit its grid; type 2 holds these")],
    };
  }
  for (const [at, name] of names.entries()) {
    const place = {
      file,
      sheet: type === 3 ? RESULT_SORTS : "sorts",
      cell: type === 1 ? `${columnName(at + 1)}1` : `A${at + (type === 3 ? 6 : 2)}`,
    };
    if (name !== data.sorts[at]?.sorter) problems.push(renamedSorter(place, data.sorts[at]?.sorter ?? "", name));
    if (name.includes(",")) problems.push(changedText(place, `KADE splits names at commas: "${name}"`));
  }
  const cut = data.statements.filter(({ id, text = id }) => text.includes(",")).length;
  if (type === 3 && cut > 0)
    problems.push(
      changedText({ file, sheet: "Statements" }, `KADE cuts ${cut} of the statements at their first comma`),
    );
  const book = utils.book_new();
  const sheets = type === 3 ? resultSheets(data, prepared) : inputSheets(data, type, prepared);
  for (const [name, rows] of sheets)
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  const bytes: ArrayBuffer = write(book, { type: "array", bookType: "xlsx", compression: true });
  if (type === 2 && data.sorts.length < FEWEST_FOR_KADE) problems.push(tooFewForKade({ file }, data.sorts.length));
  problems.push(...lostParts(data, { file }, ["title", "statement texts", "grid"]));
  return { value: new Uint8Array(bytes), problems };
}

type Sheets = readonly (readonly [name: string, rows: readonly (readonly unknown[])[]])[];

function inputSheets(data: QData, type: 1 | 2, { names, counts, grid }: PreparedNames): Sheets {
  const sorts =
    type === 1
      ? [["Value", ...names], ...numberRows(data, grid)]
      : [["", ...data.statements.map((_, at) => `s${at + 1}`)], ...scoreRows(data, names)];
  return [
    ["name", [["Name"], [data.title ?? ""]]],
    ["type", [["Type"], [type]]],
    ["version", [["Version"], [2]]],
    ["pattern", [counts.map((_, at) => LOWEST_COLUMN + at), counts]],
    ["statements", [["Statements"], ...data.statements.map(({ id, text = id }) => [text])]],
    ["sorts", sorts],
  ];
}

/** KADE takes the sheets in this order, the title from line 3, the places of the grid from line 7, sorts from line 6. */
function resultSheets(data: QData, { names, grid }: PreparedNames): Sheets {
  const numbers = data.statements.map((_, at) => at + 1);
  return [
    [
      "Project Overview",
      [
        ["Project Overview"],
        [],
        ["Project Name", data.title ?? ""],
        ["Number of Q sorts", data.sorts.length],
        ["Number of Statements", numbers.length],
        [],
        ["Q sort Design", [...gridPlaces(grid)].join(",")],
      ],
    ],
    [
      "Statements",
      [["Statements"], [], ["Number", "Statement"], ...data.statements.map(({ id, text = id }, at) => [at + 1, text])],
    ],
    [
      RESULT_SORTS,
      [
        ["Q sorts"],
        [],
        ["Sorts as placed"],
        [],
        ["Participant", ...numbers.map((number) => `S${number}`), "Mean", "StDev"],
        ...scoreRows(data, names).map((row, at) => [...row, ...momentsOf(data.sorts[at]?.places ?? [])]),
      ],
    ],
  ];
}

function scoreRows(data: QData, names: readonly string[]): (string | number | undefined)[][] {
  return data.sorts.map(({ places }, at) => [names[at], ...places]);
}

/** Mean, and standard deviation with n - 1, as both programs write them. */
function momentsOf(places: readonly number[]): [number, number | string] {
  const mean = places.reduce((sum, value) => sum + value, 0) / places.length;
  const squares = places.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [mean, places.length < 2 ? "" : Math.sqrt(squares / (places.length - 1))];
}

interface PreparedNames {
  readonly names: readonly string[];
  readonly grid: Grid;
  readonly counts: readonly number[];
  readonly problems: readonly Problem[];
}

type Prepared = { readonly names?: undefined; readonly problems: readonly Problem[] } | PreparedNames;

/** Names that are unique and the twenty numbers of cards, which every format of KADE states. */
export function preparedForKade(data: QData, file: string): Prepared {
  const refuse = (why: string) => ({ problems: [unwritable({ file }, why)] });
  const grid = data.grid ?? gridFromSorts(data.sorts);
  if (grid === undefined) return refuse("KADE needs a grid; these data have none and their sorts do not share one");
  const counts = countsFromGrid(grid);
  if (counts === undefined || data.sorts.some(({ places }) => !places.every(Number.isInteger))) {
    return refuse("KADE knows only the whole values -6 to 13");
  }
  const names = uniqueNames(
    data.sorts.map(({ sorter }) => sorter),
    { longest: Number.POSITIVE_INFINITY, clean: oneLine },
  );
  return { names, grid, counts, problems: [] };
}

function numberRows(data: QData, grid: Grid): (string | number)[][] {
  const columns = data.sorts.map(({ places }) =>
    places
      .map((value, statement) => ({ value, number: statement + 1 }))
      .sort((a, b) => a.value - b.value || a.number - b.number),
  );
  return Array.from(gridPlaces(grid), (value, row) => [value, ...columns.map((cards) => cards[row]?.number ?? "")]);
}
