import type { BodyOf, ReplyOf } from "@plait/api";
import {
  type CellProblemPlace,
  type CellProblems,
  cellProblemPlace,
  columnLetters,
  findCellProblems,
  type MappedSheet,
  placeFromRow,
  placesInRows,
  type SourceSheet,
  sheetWindow,
  undecidedValues,
  type WindowRow,
} from "@plait/records";
import { DELIVERIES_FOLDER, type Problem } from "@plait/study";
import { RefusedCall } from "../../room.ts";
import { shownProblem } from "../../shown-problem.ts";
import { openForDecisions } from "./decide.ts";
import { NOTHING_MAPPED, shownColumns } from "./delivered-files.ts";
import type { ReadAtDesk } from "./records-desk.ts";

type ShownDelivery = ReplyOf<"readDelivery">;
type ShownCell = NonNullable<ReplyOf<"showCell">["cell"]>;
type ShownWindow = NonNullable<ReplyOf<"showCell">["window"]>;

const MOST_COLUMNS = 40;
const LONGEST_TEXT = 300;
const LONGEST_SHOWN = 5_000;

/** What is wrong with one delivered file. Throws RefusedCall where the records cannot be opened, or there is no such file. */
export async function deliveryProblems(
  records: ReadAtDesk,
  { delivery: path }: BodyOf<"readDelivery">,
): Promise<ShownDelivery> {
  const { delivery, sheets, problems, cells } = await lookedInto(records, path);
  return {
    ...{ path, period: delivery.period, group: delivery.group ?? "", kind: delivery.kind },
    sheets: sheets.map(({ sheet, mapping }) => ({
      ...{ sheet: sheet.sheet, hidden: sheet.hidden, rows: sheet.dataRows, columns: sheet.labels.length },
      mapped: mapping.mapped.reduce((sum, { columns }) => sum + columns.length, 0),
    })),
    whole: problems.filter(({ place }) => !isInRow(place, sheets)).map(shownProblem),
    kinds: cells.kinds.map((kind) => ({ ...kind })),
  };
}

/** One cell with a problem among its rows. Throws RefusedCall as `deliveryProblems` does. */
export async function cellWithProblem(
  records: ReadAtDesk,
  { delivery: path, kind, at, around }: BodyOf<"showCell">,
): Promise<ReplyOf<"showCell">> {
  const looked = await lookedInto(records, path);
  const { database } = looked.open;
  const places = looked.cells.kinds
    .filter(({ id }) => kind === null || id === kind)
    .reduce((sum, one) => sum + one.places, 0);
  if (places === 0) return { places, number: 0, cell: null, window: null };
  const wanted = at.kind === "number" ? at.number : await numberFromRow(looked, kind, at);
  const number = Math.min(wanted, places);
  const place = await cellProblemPlace(database, looked.cells, kind, number);
  const own = looked.sheets.find(({ sheet }) => sheet.number === place?.sheet);
  if (place === undefined || own === undefined) throw new RangeError(`no place ${number} of ${places} in ${path}`);
  const [first, last] = [Math.max(1, place.row - around), place.row + around];
  const surroundings = looked.open.prepared.surroundings.get(place.sheet) ?? { header: [], setAside: [] };
  const rows = await sheetWindow(database, own.sheet, surroundings, first, last);
  const marked = await placesInRows(database, looked.cells, place.sheet, first, last);
  return {
    ...{ places, number },
    cell: shownCell(looked, own, place, rows),
    window: shownWindow(own, place, [...headerAbove(own.sheet, surroundings.header, first), ...rows], marked),
  };
}

type OpenAtDesk = ReturnType<typeof openForDecisions>;

interface LookedInto {
  readonly open: OpenAtDesk["open"];
  readonly delivery: OpenAtDesk["open"]["study"]["deliveries"][number];
  readonly sheets: readonly MappedSheet[];
  /** Of this delivery. */
  readonly problems: readonly Problem[];
  readonly cells: CellProblems;
}

/** Looking into all cells of a delivery takes a while, so it is done once for as long as its records are open. */
const kept = new WeakMap<OpenAtDesk, Map<string, LookedInto>>();

async function lookedInto(records: ReadAtDesk, path: string): Promise<LookedInto> {
  const at = openForDecisions(records);
  const ofRecords = kept.get(at) ?? new Map<string, LookedInto>();
  kept.set(at, ofRecords);
  const known = ofRecords.get(path);
  if (known !== undefined) return known;
  const { open } = at;
  const delivery = open.study.deliveries.find((one) => one.path === path);
  if (delivery === undefined) throw noSuchDelivery();
  const mapped = new Map(at.sheets.map((one) => [one.sheet.number, one]));
  const sheets = open.prepared.sheets
    .filter((sheet) => sheet.delivery.path === path)
    .map((sheet) => mapped.get(sheet.number) ?? { sheet, mapping: NOTHING_MAPPED });
  const all = [...at.problems, ...sheets.flatMap(({ mapping }) => mapping.problems)];
  const own = all.filter(({ place }) => place.file === `${DELIVERIES_FOLDER}${path}`);
  const problems = [...new Map(own.map((problem) => [JSON.stringify(problem), problem])).values()];
  const cells = await findCellProblems(open.database, open.study, sheets, problems);
  const looked = { open, delivery, sheets, problems, cells };
  ofRecords.set(path, looked);
  return looked;
}

function noSuchDelivery(): RefusedCall {
  return new RefusedCall(404, "no-such-delivery", "There is no such delivery any more. Look at the deliveries anew.");
}

function isInRow(place: Problem["place"], sheets: readonly MappedSheet[]): boolean {
  return place.line !== undefined && sheets.some(({ sheet }) => sheet.sheet === (place.sheet ?? ""));
}

function numberFromRow(
  { open, sheets, cells }: LookedInto,
  kind: string | null,
  at: Extract<BodyOf<"showCell">["at"], { kind: "row" }>,
): Promise<number> {
  const sheet = sheets.find((one) => one.sheet.sheet === at.sheet)?.sheet.number ?? 0;
  return placeFromRow(open.database, cells, kind, sheet, at.row);
}

/** The header is always in sight. */
function headerAbove({ headerRows }: SourceSheet, header: readonly (readonly string[])[], first: number): WindowRow[] {
  return headerRows.flatMap((row, index) => {
    if (row >= first) return [];
    const cells = (header[index] ?? []).map((shown) => ({ shown, underlying: null }));
    return [{ kind: "header", row, cells }];
  });
}

function shownCell(
  { open, cells }: LookedInto,
  { sheet }: MappedSheet,
  { row, column, kind }: CellProblemPlace,
  rows: readonly WindowRow[],
): ShownCell {
  const found = rows.find((one) => one.row === row);
  const cell = found === undefined || found.kind === "set-aside" ? undefined : found.cells[column - 1];
  const variable = cells.kinds.find(({ id }) => id === kind)?.variable ?? null;
  const shown = cell?.shown ?? "";
  return {
    ...{ sheet: sheet.sheet, row, column, cell: cellName(sheet, row, column), kind },
    label: sheet.labels[column - 1] ?? "",
    shown: cut(shown, LONGEST_SHOWN),
    underlying: cell?.underlying ?? null,
    undecided: variable === null ? [] : undecidedValues(open.study, sheet.delivery.kind, variable, shown),
  };
}

function cellName({ sheet }: SourceSheet, row: number, column: number): string {
  if (column === 0) return `row ${row}`;
  return sheet === "" ? `column ${column}, row ${row}` : `${columnLetters(column)}${row}`;
}

function shownWindow(
  mapped: MappedSheet,
  place: CellProblemPlace,
  rows: readonly WindowRow[],
  marked: readonly CellProblemPlace[],
): ShownWindow {
  const { sheet } = mapped;
  const all = shownColumns(mapped);
  const from = Math.max(0, Math.min(place.column - 1 - MOST_COLUMNS / 2, all.length - MOST_COLUMNS));
  const inSight = <Item>(items: readonly Item[]): Item[] => items.slice(from, from + MOST_COLUMNS);
  return {
    columns: inSight(
      all.map(({ label: _, ...column }, index) => ({
        ...{ number: index + 1, letters: columnLetters(index + 1) },
        ...column,
      })),
    ),
    allColumns: all.length,
    allRows:
      sheet.headerRows.length +
      sheet.dataRows +
      Object.values(sheet.setAsideRows).reduce((sum, count) => sum + count, 0),
    rows: rows.map((one) => shownRow(one, marked, inSight)),
  };
}

function shownRow(
  one: WindowRow,
  marked: readonly CellProblemPlace[],
  inSight: <Item>(items: readonly Item[]) => Item[],
): ShownWindow["rows"][number] {
  const text = ({ shown }: { readonly shown: string }): string => cut(shown, LONGEST_TEXT);
  switch (one.kind) {
    case "header":
      return { ...one, cells: inSight(one.cells).map(text) };
    case "data": {
      const columns = marked.filter(({ row }) => row === one.row).map(({ column }) => column);
      return { ...one, cells: inSight(one.cells).map(text), marked: [...new Set(columns)] };
    }
    case "set-aside":
      return { ...one, reason: one.reason ?? "", text: cut(one.text, LONGEST_TEXT) };
  }
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}
