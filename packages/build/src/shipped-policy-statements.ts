import { defaultPolicyName, describePolicy, type PolicyStatement, shippedPolicies } from "@plait/disclosure";

/** The policies that Plait ships, in words; the first is the one that holds unless another is named. */
export function shippedPolicyStatements(): readonly PolicyStatement[] {
  const statements = Object.values(shippedPolicies).map((policy) => describePolicy(policy));
  return statements.toSorted((a, b) => Number(b.name === defaultPolicyName) - Number(a.name === defaultPolicyName));
}
