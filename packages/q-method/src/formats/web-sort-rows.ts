import type { Problem, Read } from "@plait/study";
import type { QData } from "../q-data.ts";
import { unguarded } from "./csv-text.ts";
import type { QContext } from "./q-context.ts";
import { repeatedColumn, unusedColumns } from "./q-problems.ts";
import { isEmptyRow, type TextRow } from "./text-row.ts";
import { readWebSorts, type WebSortRecord } from "./web-sort-record.ts";

/** How the tables of the web sorting tools lay out a record. */
export type WebSortLayout =
  /** One column per field, scores in `s1`, `s2` and so on: htmlQ, FlashQ. */
  | "named-columns"
  /** Cells `name: value`: EQ Web Sort in Google Sheets, Quince in Baserow. */
  | "labelled-cells"
  /** One cell with `name:| value | name:| value |`: EQ Web Sort through Netlify. */
  | "packed-cell";

export function webSortLayout(rows: readonly TextRow[]): WebSortLayout | undefined {
  const first = rows.filter((row) => !isEmptyRow(row)).slice(0, 5);
  const names = first[0]?.cells.map((cell) => cell.toLowerCase()) ?? [];
  if (
    names.includes("s1") &&
    names.includes("s2") &&
    ["sid", "uid", "npos", "datetime"].some((name) => names.includes(name))
  ) {
    return "named-columns";
  }
  const cells = first.flatMap((row) => row.cells);
  if (cells.some((cell) => /(^|\| ?)sort:\|/.test(cell))) return "packed-cell";
  return cells.some((cell) => /^\(?sort\)?: ?[+-]?\d+\|/.test(cell)) ? "labelled-cells" : undefined;
}

/** Reads a table of any of the three layouts. In htmlQ's, piles are only counted: no pile of a statement is known. */
export function readWebSortRows(
  file: string,
  rows: readonly TextRow[],
  layout: WebSortLayout,
  context: QContext = {},
  found: readonly Problem[] = [],
): Read<QData> {
  const filled = rows.filter((row) => !isEmptyRow(row));
  const problems = [...found];
  switch (layout) {
    case "named-columns":
      return readWebSorts(file, namedRecords(filled, problems), context, problems);
    case "labelled-cells":
      return readWebSorts(file, labelledRecords(filled), context, problems);
    case "packed-cell":
      return readWebSorts(file, packedRecords(filled, problems), context, problems);
  }
}

function namedRecords(rows: readonly TextRow[], problems: Problem[]): WebSortRecord[] {
  const [heading, ...body] = rows;
  const names = heading?.cells.map(unguarded) ?? [];
  for (const [at, name] of names.entries()) {
    if (heading !== undefined && name !== "" && names.indexOf(name) < at)
      problems.push(repeatedColumn(heading.cellPlace(at), name));
  }
  return body.map((row) => ({
    place: row.place,
    fields: row.cells.map((text, at) => ({
      name: names[at] || `column ${at + 1}`,
      text: missing(unguarded(text)),
      place: row.cellPlace(at),
    })),
  }));
}

/** R writes NA for an empty cell. */
function missing(text: string): string {
  return text === "NA" ? "" : text;
}

/** The part of `(name): value` or `name: value`, if a text is one. */
export function labelledField(text: string): { readonly name: string; readonly text: string } | undefined {
  const [, name, rest] = /^\(?([A-Za-z][\w/-]{0,60})\)?: ?(.*)$/s.exec(text) ?? [];
  return name === undefined || rest === undefined ? undefined : { name, text: rest.trim() };
}

function labelledRecords(rows: readonly TextRow[]): WebSortRecord[] {
  const records = rows.map((row) => ({
    place: row.place,
    fields: row.cells.flatMap((cell, at) => {
      const field = labelledField(cell);
      return field === undefined ? [] : [{ ...field, place: row.cellPlace(at) }];
    }),
  }));
  // The heading of these tables holds numbers or r1, r2 and so on.
  return records.filter(({ fields }, at) => at > 0 || fields.length > 1);
}

function packedRecords(rows: readonly TextRow[], problems: Problem[]): WebSortRecord[] {
  const [heading, ...body] = rows;
  const packed = rows
    .flatMap(({ cells }) => cells.map((cell, at) => ({ cell, at })))
    .find(({ cell }) => /(^|\| ?)sort:\|/.test(cell));
  const column = packed?.at ?? 0;
  const headed = heading !== undefined && packedFields(heading, column).length === 0;
  const others = headed ? heading.cells.filter((name, at) => at !== column && name !== "") : [];
  if (headed && others.length > 0) problems.push(unusedColumns(heading.place, others));
  return (headed ? body : rows).map((row) => ({ place: row.place, fields: packedFields(row, column) }));
}

function packedFields(row: TextRow, column: number): WebSortRecord["fields"] {
  const text = row.cells[column] ?? "";
  const labels = [...text.matchAll(/(?:^|\| ?)([A-Za-z][\w-]{0,60}):\|/g)];
  return labels.map((label, at) => {
    const value = text.slice(label.index + label[0].length, labels[at + 1]?.index ?? text.length);
    return { name: label[1] ?? "", text: value.replace(/\|\s*$/, "").trim(), place: row.cellPlace(column) };
  });
}
