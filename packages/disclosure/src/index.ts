export { type LinearSolver, loadSolver } from "./linear-solver.ts";
export {
  defaultPolicyName,
  type ShippedPolicyName,
  shippedPolicies,
  shippedPolicy,
  shippedPolicyNames,
} from "./policies.ts";
export type { MagnitudeRules, ModelRules, Policy, Rounding, StatisticRules, ZeroRule } from "./policy.ts";
export { describePolicy } from "./policy-statement.ts";
export { readPolicy } from "./read-policy.ts";
export { type Gated, isReleased, type Released, type ReleaseOptions, release } from "./release.ts";
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
