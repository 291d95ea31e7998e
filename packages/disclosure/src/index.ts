export { adjustedPolicy, changeableRules } from "./adjust-policy.ts";
export { AuditFailed } from "./audit/audit-failed.ts";
export type { AuditFault, AuditReport } from "./audit/audit-release.ts";
export { classDisclosureFindings } from "./class-disclosure.ts";
export type {
  CellEvidence,
  EarlierRelease,
  Evidence,
  Finding,
  KeptCount,
  KeptCounts,
  ResultEvidence,
} from "./evidence.ts";
export {
  type DetailKind,
  type IdentifyingDetail,
  type IdentifyingDetailsOptions,
  identifyingDetails,
} from "./identifying-details.ts";
export { type LinearSolver, loadSolver } from "./linear-solver.ts";
export { partOfCounts } from "./part-of-counts.ts";
export {
  defaultPolicyName,
  type ShippedPolicyName,
  shippedPolicies,
  shippedPolicy,
  shippedPolicyNames,
} from "./policies.ts";
export type { ChangedRule, MagnitudeRules, ModelRules, Policy, Rounding, StatisticRules, ZeroRule } from "./policy.ts";
export { describePolicy } from "./policy-statement.ts";
export { type QuotationOptions, quotationFindings } from "./quotation-findings.ts";
export { readPolicy } from "./read-policy.ts";
export { type Gated, isReleased, partOfRelease, type Released, type ReleaseOptions, release } from "./release.ts";
export type {
  DisclosureRecord,
  DisclosureStatus,
  PolicyStatement,
  Releasable,
  Release,
  ReleasedCell,
  ReleasedModel,
  ReleasedNumber,
  ReleasedProvenance,
  ReleasedResult,
  ReleasedRow,
  ReleasedSentence,
  ReviewOutcome,
  ReviewRecord,
  WithheldReason,
} from "./released-result.ts";
export { ReviewGivesAway, reviewProblems } from "./reviews.ts";
export { type CountsTable, type CountsTables, readCountsTables } from "./tables/counts-table.ts";
export { type GatedTable, type GatedTables, gateTables } from "./tables/gate-tables.ts";
export type { ParentsTable, TableReading, TextTable, TextTableRow } from "./tables/text-table.ts";
export type { WithheldCell } from "./tables/withheld-cells.ts";
