import type { AuditReport } from "./audit-release.ts";

/**
 * A reader could work out numbers of the release that the policy protects. Nothing was released; `report` names the
 * numbers and what gives them away. It holds true numbers, the message none.
 */
export class AuditFailed extends Error {
  readonly report: AuditReport;

  constructor(report: AuditReport) {
    super(`the audit found ${report.faults.length} numbers that readers of the release could work out`);
    this.name = "AuditFailed";
    this.report = report;
  }
}
