import type { Column } from "@plait/study";
import { highestFailing, type Policy } from "./policy.ts";
import type { Releasable, ReleasedCell, ReleasedRow } from "./released-result.ts";

/**
 * What of a result with withheld cells leaves as it stands. It is read off the released cells and the policy alone, so it
 * tells nothing that the marks do not. Undefined where nothing is withheld for the number of people.
 */
export function releasable(
  columns: readonly Column[],
  rows: readonly ReleasedRow[],
  policy: Policy,
): Releasable | undefined {
  if (!rows.some(({ cells }) => cells.some(isForPeople))) return undefined;
  return {
    leastPeople: highestFailing(policy) + 1,
    rows: rows.filter(({ cells }) => isWhole(cells)).map(named),
    columns: columns.filter((_, at) => isWhole(rows.flatMap(({ cells }) => cells[at] ?? []))).map(named),
  };
}

function isForPeople(cell: ReleasedCell): boolean {
  if (cell.kind !== "withheld") return false;
  switch (cell.because) {
    case "threshold":
    case "secondary":
    case "threshold-or-secondary":
      return true;
    case "model-level":
    case "residual-df":
    case "leverage":
    case "extreme":
    case "identical-values":
    case "dominance":
    case "needs-review":
    case "curve-step":
    case "rests-on-withheld":
      return false;
  }
}

function isWhole(cells: readonly ReleasedCell[]): boolean {
  return cells.every(({ kind }) => kind !== "withheld") && cells.some(({ kind }) => kind !== "absent");
}

function named({ id, label, group }: Pick<Column, "id" | "label" | "group">): Releasable["rows"][number] {
  return { id, label, ...(group === undefined ? {} : { group }) };
}
