import type { Problem } from "@plait/study";
import { type GatedTables, gateTables, type Policy, readCountsTables, type TableReading } from "../../src/index.ts";
import type { TextTable } from "../../src/tables/text-table.ts";
import { solver } from "../made-up-results.ts";

/** A table written with `|` between cells, for tests. */
export function table(text: string, file = "table.csv"): TextTable {
  const lines = text.split("\n").map((line, at) => ({ line: at + 1, cells: line.trim().split("|") }));
  return { file, rows: lines.filter(({ cells }) => cells.join("") !== "") };
}

/** `table.csv:3 table-blank`, in the order in which they were found. */
export function codes(problems: readonly Problem[]): string[] {
  return problems.map(({ place, code }) => `${place.file}:${place.line ?? ""} ${code}`);
}

export function problemsOf(text: string, reading: TableReading = {}): string[] {
  return codes(readCountsTables([table(text)], reading).problems);
}

export function gated(tables: readonly TextTable[], policy: Policy, reading: TableReading = {}): GatedTables {
  const { value, problems } = readCountsTables(tables, reading);
  if (value === undefined) throw new Error(problems.map(({ message }) => message).join("\n"));
  return gateTables(value, policy, solver);
}

/** What a reader sees of the first table, one string a row. */
export function seen({ tables }: GatedTables, at = 0): string[] {
  return (tables[at]?.rows ?? []).map((row) => row.join(" "));
}

/** The sums of the first table in words: `Total = a + b`, by row and column labels. */
export function sumsOf(tables: readonly TextTable[], reading: TableReading = {}, at = 0): string[] {
  const result = readCountsTables(tables, reading).value?.tables[at]?.result;
  if (result === undefined) return ["nothing was read"];
  const several = result.columns.length > 1;
  const name = ({ row, column }: { readonly row: number; readonly column: number }) =>
    `${result.rows[row]?.label}${several ? `, ${result.columns[column]?.label}` : ""}`;
  return result.sums.map(({ total, parts }) => `${name(total)} = ${parts.map(name).join(" + ")}`).sort();
}
