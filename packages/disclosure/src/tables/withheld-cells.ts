import type { CellPlace } from "@plait/study";
import { highestFailing, type Policy } from "../policy.ts";
import type { ReleasedResult } from "../released-result.ts";
import type { CountsTable } from "./counts-table.ts";

/** A number of a table that is withheld, and why: for whoever has the table. A reader may not be told as much. */
export interface WithheldCell {
  /** In the result. */
  readonly place: CellPlace;
  readonly label: string;
  readonly why: /** Too few people stand behind it. */
    | "too-few"
    /** Nobody stands behind it, and the policy withholds zeros. */
    | "nobody"
    /** It is large enough; with it, another that is too small could be worked out. */
    | "protects-others"
    /** It is a share of a withheld number. */
    | "share";
}

/** What is withheld of a table, row by row. */
export function withheldCells({ result }: CountsTable, released: ReleasedResult, policy: Policy): WithheldCell[] {
  return result.rows.flatMap((row, at) =>
    row.cells.flatMap((cell, column): WithheldCell[] => {
      if (released.rows[at]?.cells[column]?.kind !== "withheld") return [];
      const several = result.columns.length > 1;
      const label = [row.label, ...(several ? [result.columns[column]?.label ?? ""] : [])].join(", ");
      const place = { row: at, column };
      if (cell.kind !== "count" || cell.people.kind !== "counted") return [{ place, label, why: "share" }];
      const { people } = cell.people;
      if (people > highestFailing(policy)) return [{ place, label, why: "protects-others" }];
      return [{ place, label, why: people === 0 ? "nobody" : "too-few" }];
    }),
  );
}
