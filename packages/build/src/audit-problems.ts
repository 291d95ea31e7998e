import type { AuditFault, AuditReport } from "@plait/disclosure";
import type { Problem } from "@plait/study";

/** What an audit found, for the analyst: where, and what gives it away. True numbers are not told. */
export function auditProblems({ faults }: AuditReport): Problem[] {
  return faults.map((fault) => ({
    severity: "error",
    code: fault.undecided ? "not-proved-safe" : "can-be-worked-out",
    place: { file: resultOf(fault) },
    message: fault.undecided
      ? `it could not be proved that readers cannot work out ${nameOf(fault)}`
      : `readers could work out ${nameOf(fault)}, exactly or too closely${giversOf(fault)}`,
    remedy:
      "Leave one of these tables out of the release, make its groups larger, or take rows together; then build again.",
  }));
}

function resultOf({ what }: AuditFault): string {
  switch (what.kind) {
    case "count":
    case "earlier-count":
    case "parts":
    case "change":
      return what.cells[0]?.result ?? "results";
    case "difference":
      return what.boxes[0]?.[0]?.result ?? "results";
    case "total":
      return "results";
  }
}

function nameOf({ what }: AuditFault): string {
  const cells = (list: readonly { readonly row: string; readonly column: string }[]) =>
    list.map(({ row, column }) => `(${row}, ${column})`).join(", ");
  switch (what.kind) {
    case "count":
      return `the number withheld in ${cells(what.cells)}`;
    case "earlier-count":
      return `a number that release ${what.release} withheld in ${cells(what.cells)}`;
    case "parts":
      return `the sum of the numbers withheld in ${cells(what.cells)}`;
    case "change":
      return `by how many people ${cells(what.cells)} has changed since release ${what.since}`;
    case "difference":
      return `the difference of the boxes ${what.boxes.map(cells).join(" and ")}`;
    case "total":
      return `a total that no table prints, of ${what.name}`;
  }
}

function giversOf({ givenAwayBy }: AuditFault): string {
  if (givenAwayBy.length === 0) return "";
  const givers = givenAwayBy.map(({ release, result, rows }) => {
    const where = release === undefined ? result : `${result} of release ${release}`;
    return `${where}, rows ${rows.join(", ")}`;
  });
  return `, from ${givers.join("; ")}`;
}
