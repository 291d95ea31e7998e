import type { Problem, Read } from "@plait/study";
import type { QData } from "../q-data.ts";
import type { Pile, QSort } from "../q-sort.ts";
import { csvText, guarded, unguarded } from "./csv-text.ts";
import type { QContext } from "./q-context.ts";
import {
  badOrder,
  differingWithinSort,
  missingColumn,
  pilesLeftOut,
  repeatedColumn,
  unknownPile,
  unusedColumns,
} from "./q-problems.ts";
import { checkedData, countIn, type DraftPlacing, type SortDraft } from "./sort-draft.ts";
import { type FoundStatements, foundStatements } from "./statement-labels.ts";
import { isEmptyRow, type TextRow } from "./text-row.ts";
import { lostParts, type Written } from "./written.ts";

const REQUIRED = ["sorter", "statement", "place"] as const;
const OPTIONAL = ["pile", "order", "condition", "language", "comment"] as const;
type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

const PILES: readonly Pile[] = ["agree", "unsure", "disagree"];

/** Whether a row names the columns of the tidy form. */
export function isTidyHeader(row: TextRow): boolean {
  const names = row.cells.map((cell) => cell.toLowerCase());
  return REQUIRED.every((name) => names.includes(name));
}

/**
 * Plait's own CSV: one row for each sorter and statement, with the columns `sorter`, `statement` and `place`, and any
 * of `pile`, `order`, `condition`, `language` and `comment`. The rows of one sorter under one condition are one sort,
 * wherever they stand.
 */
export function readTidyRows(
  file: string,
  rows: readonly TextRow[],
  context: QContext = {},
  found: readonly Problem[] = [],
): Read<QData> {
  const problems: Problem[] = [...found];
  const [heading, ...body] = rows.filter((row) => !isEmptyRow(row));
  if (heading === undefined || !isTidyHeader(heading)) {
    return { problems: [...problems, missingColumn(heading?.place ?? { file, line: 1 }, REQUIRED.join(", "))] };
  }
  const at = columnsOf(heading, problems);
  const entries = body.map((row) => ({ row, text: (column: Column) => row.cells[at.get(column) ?? -1] ?? "" }));
  const statementAt = at.get("statement") ?? 0;
  const statements = foundStatements(
    entries.map(({ row, text }) => ({ label: unguarded(text("statement")), place: row.cellPlace(statementAt) })),
    context,
  );
  const groups = Map.groupBy(entries, ({ text }) =>
    JSON.stringify([unguarded(text("sorter")), unguarded(text("condition"))]),
  );
  const sorts = [...groups.values()].map((group) => readGroup(group, at, statements, problems));
  return checkedData(
    { file, statements: statements.statements, sorts, problems: [...problems, ...statements.problems] },
    context,
  );
}

function columnsOf(heading: TextRow, problems: Problem[]): Map<Column, number> {
  const at = new Map<Column, number>();
  const unused: string[] = [];
  for (const [column, cell] of heading.cells.entries()) {
    const name = [...REQUIRED, ...OPTIONAL].find((known) => known === cell.toLowerCase());
    if (name === undefined) unused.push(...(cell === "" ? [] : [cell]));
    else if (at.has(name)) problems.push(repeatedColumn(heading.cellPlace(column), name));
    else at.set(name, column);
  }
  if (unused.length > 0) problems.push(unusedColumns(heading.place, unused));
  return at;
}

interface Entry {
  readonly row: TextRow;
  readonly text: (column: Column) => string;
}

function readGroup(
  group: readonly Entry[],
  at: ReadonlyMap<Column, number>,
  statements: FoundStatements,
  problems: Problem[],
): SortDraft {
  const placings: DraftPlacing[] = [];
  const comments: { statement: number; text: string }[] = [];
  const piles = new Map<number, Pile>();
  const turns = new Map<number, number>();
  let pileProblem = false;
  let orderWritten = false;
  const [first] = group;
  const sorter = unguarded(first?.text("sorter") ?? "");
  const place = first?.row.place ?? { file: "" };
  const language = unguarded(first?.text("language") ?? "");
  const cellOf = ({ row }: Entry, column: Column) => row.cellPlace(at.get(column) ?? 0);
  for (const entry of group) {
    const statement = statements.position(unguarded(entry.text("statement")));
    if (unguarded(entry.text("language")) !== language) {
      problems.push(differingWithinSort(cellOf(entry, "language"), "language", sorter));
    }
    if (statement === undefined) continue;
    placings.push({ statement, text: entry.text("place"), place: cellOf(entry, "place") });
    const pile = PILES.find((name) => name === entry.text("pile").toLowerCase());
    if (pile !== undefined) piles.set(statement, pile);
    else if (entry.text("pile") !== "") {
      problems.push(unknownPile(cellOf(entry, "pile"), entry.text("pile")));
      pileProblem = true;
    }
    const turn = countIn(entry.text("order"));
    if (turn !== undefined) turns.set(statement, turn);
    orderWritten ||= entry.text("order") !== "";
    const comment = unguarded(entry.text("comment"));
    if (comment !== "") comments.push({ statement, text: comment });
  }
  const count = statements.statements.length;
  const positions = Array.from({ length: count }, (_, statement) => statement);
  const allPiles = positions.flatMap((statement) => piles.get(statement) ?? []);
  if (allPiles.length !== count && (allPiles.length > 0 || pileProblem)) {
    problems.push(pilesLeftOut(place, sorter, `${allPiles.length} of ${count} statements have one`));
  }
  const order = positions.flatMap((statement) => turns.get(statement) ?? []);
  const wholeOrder =
    order.length === count && new Set(order).size === count && order.every((turn) => turn >= 1 && turn <= count);
  if (orderWritten && !wholeOrder) problems.push(badOrder(place, sorter));
  const condition = unguarded(first?.text("condition") ?? "");
  return {
    sorter,
    place,
    ...(condition !== "" && { condition }),
    ...(language !== "" && { language }),
    placings,
    ...(allPiles.length === count && { piles: allPiles }),
    ...(wholeOrder && { order }),
    comments: comments.sort((a, b) => a.statement - b.statement),
  };
}

/** Plait's own CSV of all sorts, in UTF-8. Columns that no sort needs are left out. */
export function writeTidyCsv(data: QData, options: { readonly file: string }): Written<string> {
  const needed: Readonly<Record<(typeof OPTIONAL)[number], (sort: QSort) => boolean>> = {
    pile: ({ piles }) => piles !== undefined,
    order: ({ order }) => order !== undefined,
    condition: ({ condition }) => condition !== undefined,
    language: ({ language }) => language !== undefined,
    comment: ({ comments = [] }) => comments.length > 0,
  };
  const columns: readonly Column[] = [...REQUIRED, ...OPTIONAL.filter((column) => data.sorts.some(needed[column]))];
  const rows = data.sorts.flatMap((sort) =>
    data.statements.map(({ id }, statement) => columns.map((column) => tidyCell(column, sort, id, statement))),
  );
  const carried = ["conditions", "languages", "piles", "orders of placing", "comments"] as const;
  return { value: csvText([columns, ...rows]), problems: lostParts(data, { file: options.file }, carried) };
}

function tidyCell(column: Column, sort: QSort, id: string, statement: number): string | number {
  switch (column) {
    case "sorter":
      return guarded(sort.sorter);
    case "statement":
      return guarded(id);
    case "place":
      return sort.places[statement] ?? "";
    case "pile":
      return sort.piles?.[statement] ?? "";
    case "order":
      return sort.order?.[statement] ?? "";
    case "condition":
      return guarded(sort.condition ?? "");
    case "language":
      return guarded(sort.language ?? "");
    case "comment":
      return guarded(
        (sort.comments ?? [])
          .filter((comment) => comment.statement === statement)
          .map(({ text }) => text)
          .join("\n"),
      );
  }
}
