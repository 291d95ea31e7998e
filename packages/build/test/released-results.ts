import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ReleasedCell, ReleasedResult } from "@plait/disclosure";

/** `results.json` as a reader of the outputs finds it. */
export interface ResultsFile {
  readonly results: readonly (Omit<ReleasedResult, "sentences"> & {
    readonly sentences: readonly string[];
    /** Such as `Table 3`. */
    readonly table: string;
  })[];
  readonly policy: { readonly name: string };
}

export function readResults(outputs: string): ResultsFile {
  return JSON.parse(readFileSync(join(outputs, "results.json"), "utf8"));
}

export function resultOf(results: ResultsFile, id: string): ResultsFile["results"][number] {
  const found = results.results.find((result) => result.id === id);
  if (found === undefined) throw new Error(`results.json has no ${id}`);
  return found;
}

/** Counts of a result by row and column id; what is no released count stands as its kind. */
export function countsOf(
  result: Pick<ReleasedResult, "columns" | "rows">,
): Record<string, Record<string, number | string>> {
  return Object.fromEntries(
    result.rows.map((row) => [
      row.id,
      Object.fromEntries(result.columns.map((column, at) => [column.id, countOf(row.cells[at])])),
    ]),
  );
}

function countOf(cell: ReleasedCell | undefined): number | string {
  if (cell === undefined) return "no cell";
  return cell.kind === "count" ? cell.value : cell.kind;
}
