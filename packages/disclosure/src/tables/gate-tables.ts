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
  const { released, evidence } = release(results, policy, solver);
  const { value } = released;
  const byId = new Map(value.results.map((one) => [one.id, one]));
  const findings = new Map(evidence.results.map((one) => [one.id, one.findings]));
  return {
    policy: value.policy,
    tables: tables.map((table) => {
      const own = byId.get(table.result.id);
      if (own === undefined) throw new RangeError(`the gate gave nothing for ${table.result.id}`);
      return {
        table,
        released: own,
        rows: protectedRows(table, own),
        withheld: withheldCells(table, own, policy),
        findings: findings.get(table.result.id) ?? [],
      };
    }),
  };
}
