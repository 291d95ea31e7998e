export { type ShippedPolicyName, shippedPolicies, shippedPolicy, shippedPolicyNames } from "./policies.ts";
export type { ModelRules, Policy, Rounding, ZeroRule } from "./policy.ts";
export { describePolicy } from "./policy-statement.ts";
export { readPolicy } from "./read-policy.ts";
export { isReleased, type Released, release } from "./release.ts";
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
