import type { Result } from "@plait/study";
import { type AuditInput, type AuditReport, auditRelease } from "../../src/audit/audit-release.ts";
import { type Policy, type Release, type ReleasedCell, shippedPolicies, type WithheldReason } from "../../src/index.ts";
import { solver } from "../made-up-results.ts";

/** What leaves of a count: its number as it is, another number, or nothing for a reason. */
export type Shown = "as-it-is" | number | WithheldReason;

/** A release as somebody could have made it by hand; a count about which nothing is said is printed as it is. */
export function handMade(
  results: readonly Result[],
  show: (result: Result, row: number, column: number) => Shown,
): Release {
  return {
    policy: { name: "by-hand", title: "By hand", source: "a test", rules: [], changes: [] },
    results: results.map((result) => ({
      ...result,
      rows: result.rows.map(({ id, label, cells }, row) => ({
        id,
        label,
        cells: cells.map((cell, column): ReleasedCell => {
          const shown = show(result, row, column);
          if (cell.kind === "text") return { kind: "text", text: cell.text };
          if (cell.kind === "share" && typeof shown === "number") return { kind: "share", value: shown };
          if (cell.kind !== "count") return { kind: "absent", reason: "not-estimable" };
          if (shown === "as-it-is") return { kind: "count", value: cell.value };
          if (typeof shown === "number") return { kind: "count", value: shown };
          return { kind: "withheld", marker: "c", because: shown };
        }),
      })),
      sentences: [],
      provenance: { inputs: [], steps: [] },
      disclosure: {
        status: "released",
        checks: [],
        withheld: { primary: 0, secondary: 0, either: 0, following: 0, sentences: 0 },
      },
    })) as Release["results"],
  };
}

/** A release of one table as a picture of it: `.` prints the number, `t`, `s` and `e` withhold it. */
export function drawn(result: Result, picture: readonly string[]): Release {
  const reasons: Readonly<Record<string, Shown>> = {
    ".": "as-it-is",
    t: "threshold",
    s: "secondary",
    e: "threshold-or-secondary",
  };
  return handMade([result], (_, row, column) => {
    const shown = reasons[picture[row]?.[column] ?? ""];
    if (shown === undefined) throw new Error(`nothing is drawn at row ${row}, column ${column}`);
    return shown;
  });
}

export function audit(
  results: readonly Result[],
  release: Release,
  policy: Policy,
  more: Partial<AuditInput> = {},
): AuditReport {
  return auditRelease({ results, release, policy, reviewed: new Set(), earlier: [], solver, ...more });
}

/** `c0 of r1: 3 to 3` and so on. */
export function found({ faults }: AuditReport): string[] {
  return faults.map(({ what, lowest, highest }) => {
    const cells = what.kind === "difference" ? what.boxes.flat() : what.kind === "total" ? [] : what.cells;
    const names = cells.map(({ row, column }) => `${column} of ${row}`).join(" and ");
    const kind = what.kind === "count" ? "" : `${what.kind} `;
    return `${kind}${names}: ${lowest} to ${highest}`;
  });
}

/** Withheld numbers need as wide a range as the policy of a small threshold can ask. */
export function wide(threshold: number, range: number, zeros: "safe" | "disclosive" = "safe"): Policy {
  return {
    ...shippedPolicies.sacro,
    threshold: { people: threshold, operator: "<" },
    zeros: { rule: zeros, reason: "for the test" },
    protection: { range },
  };
}
