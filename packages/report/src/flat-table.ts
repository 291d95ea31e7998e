import type { ReleasedCell, ReleasedResult } from "@plait/disclosure";
import { cellText, estimateDigits } from "./cell-text.ts";
import { formulaSafe } from "./formula-safe.ts";

/**
 * A result as one header row and rows of one kind, for spreadsheets and CSV: numbers are numbers, what is missing is a
 * mark in square brackets, a share is a proportion of 1, and an estimate takes five columns in place of stars.
 */
export interface FlatTable {
  /** Unique. */
  readonly headers: readonly string[];
  /** How many columns on the left say what a row is. */
  readonly labels: 1 | 2;
  readonly rows: readonly (readonly FlatCell[])[];
}

export type FlatCell =
  | { readonly kind: "text"; readonly text: string }
  /** `digits` after the point when shown; a share is a fraction shown as a percentage; a p-value is never shown as 0. */
  | {
      readonly kind: "number";
      readonly value: number;
      readonly show: "count" | "share" | "p-value" | { readonly digits: number };
    };

/** @throws RangeError when two columns would have one header */
export function flatTable(result: ReleasedResult): FlatTable {
  const grouped = result.rows.some((row) => row.group !== undefined);
  const columns = result.columns.map((column, index) => ({
    header: columnHeader(result, index),
    estimates: result.rows.some((row) => row.cells[index]?.kind === "estimate"),
    unit: result.rows.some((row) => row.cells[index]?.kind === "share") ? "proportion" : column.unit,
  }));
  const headers = [
    ...(grouped ? ["Group of rows"] : []),
    result.rowHeading,
    ...columns.flatMap(({ header, estimates, unit }) =>
      estimates ? estimateHeaders(header) : [withUnit(header, unit)],
    ),
  ].map(formulaSafe);
  assertUnique(result, headers);
  const rows = result.rows.map((row) => [
    ...(grouped ? [text(row.group ?? "All")] : []),
    text(row.label),
    ...row.cells.flatMap((cell, index) =>
      columns[index]?.estimates === true ? estimateCells(cell) : [flatCell(cell)],
    ),
  ]);
  return { headers, labels: grouped ? 2 : 1, rows };
}

function columnHeader(result: ReleasedResult, index: number): string {
  const column = result.columns[index];
  if (column === undefined) throw new RangeError(`${result.id} has no column ${index}`);
  const twins = result.columns.filter((other) => other.label === column.label);
  return twins.length > 1 && column.group !== undefined ? `${column.group}: ${column.label}` : column.label;
}

function withUnit(header: string, unit: string): string {
  return header.toLowerCase().includes(unit.toLowerCase()) ? header : `${header} (${unit})`;
}

function estimateHeaders(header: string): string[] {
  return ["estimate", "standard error", "interval, low end", "interval, high end", "p-value"].map(
    (part) => `${header}: ${part}`,
  );
}

function estimateCells(cell: ReleasedCell): FlatCell[] {
  if (cell.kind === "estimate") {
    const { estimate, standardError, interval, pValue } = cell;
    const numbers = [estimate, standardError, ...interval].map(
      (value): FlatCell => ({ kind: "number", value, show: { digits: estimateDigits } }),
    );
    return [...numbers, { kind: "number", value: pValue, show: "p-value" }];
  }
  const absent = cell.kind === "absent" || cell.kind === "withheld";
  const rest: FlatCell = absent ? flatCell(cell) : { kind: "text", text: "[z]" };
  return [flatCell(cell), rest, rest, rest, rest];
}

function flatCell(cell: ReleasedCell): FlatCell {
  switch (cell.kind) {
    case "count":
      return { kind: "number", value: cell.value, show: "count" };
    case "share":
      return { kind: "number", value: cell.value, show: "share" };
    case "statistic":
      return { kind: "number", value: cell.value, show: { digits: cell.digits } };
    case "estimate":
      return { kind: "number", value: cell.estimate, show: { digits: estimateDigits } };
    case "text":
    case "absent":
    case "withheld":
      return text(cellText(cell));
  }
}

function text(words: string): FlatCell {
  return { kind: "text", text: formulaSafe(words) };
}

function assertUnique(result: ReleasedResult, headers: readonly string[]): void {
  const doubled = headers.find((header, index) => headers.indexOf(header) !== index);
  if (doubled !== undefined) throw new RangeError(`${result.id} has two columns headed ${doubled}`);
}
