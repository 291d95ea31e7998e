import type { CellPlace, Result } from "@plait/study";
import { classDisclosureFindings } from "../class-disclosure.ts";
import type { Finding } from "../evidence.ts";
import type { LinearSolver } from "../linear-solver.ts";
import type { Policy } from "../policy.ts";
import { release } from "../release.ts";
import type { PolicyStatement, ReleasedResult } from "../released-result.ts";
import type { CountsTable, CountsTables } from "./counts-table.ts";
import { protectedRows } from "./protected-rows.ts";
import { type WithheldCell, withheldCells } from "./withheld-cells.ts";

export interface GatedTables {
  readonly policy: PolicyStatement;
  readonly tables: readonly GatedTable[];
}

export interface GatedTable {
  readonly table: CountsTable;
  readonly released: ReleasedResult;
  /** As it may leave, header first, in the shape in which it came. */
  readonly rows: readonly (readonly string[])[];
  /** For whoever has the true table; not for a reader of the protected one. */
  readonly withheld: readonly WithheldCell[];
  /** What a person has to look at. Messages hold true numbers. */
  readonly findings: readonly Finding[];
}

/** Passes tables through the gate together: what is hidden in one cannot be worked out from another. */
export function gateTables({ tables, results }: CountsTables, policy: Policy, solver: LinearSolver): GatedTables {
  const { value } = release(results, policy, solver).released;
  const byId = new Map(value.results.map((released) => [released.id, released]));
  const leaves = ({ id }: Result, { row, column }: CellPlace) =>
    byId.get(id)?.rows[row]?.cells[column]?.kind !== "withheld";
  const findings = classDisclosureFindings(results, policy, leaves);
  return {
    policy: value.policy,
    tables: tables.map((table) => {
      const released = byId.get(table.result.id);
      if (released === undefined) throw new RangeError(`the gate gave nothing for ${table.result.id}`);
      return {
        table,
        released,
        rows: protectedRows(table, released),
        withheld: withheldCells(table, released, policy),
        findings: findings.get(table.result.id) ?? [],
      };
    }),
  };
}
