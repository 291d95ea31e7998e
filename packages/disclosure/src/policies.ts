import type { Place, Read } from "@plait/study";
import type { Policy } from "./policy.ts";

/** Where a source is silent on regressions, digits and flows, Plait's own rules stand in, and the policy's source says so. */
const ownModelRules = { minimumResidualDegreesOfFreedom: 10, levelCounts: true, eventCounts: true };
/** More than any page prints, and far less than a computer holds. */
const ownStatisticRules = { significantDigits: 6 };

/** The policies Plait ships, by name. `docs/methods/disclosure-gate.md` says why each rule is as it is. */
export const shippedPolicies = {
  sacro: {
    name: "sacro",
    title: "SACRO",
    source:
      "ACRO 1.0.1 (acro/default.yaml): threshold 10, residual degrees of freedom 10, zeros disclosive. " +
      "Digits of statistics, level counts of regressions and differences of flows are Plait's additions.",
    threshold: { people: 10, operator: "<" },
    zeros: { rule: "disclosive", reason: "ACRO ships with zeros_are_disclosive: true" },
    rounding: { method: "none" },
    statistics: ownStatisticRules,
    models: ownModelRules,
    flowDifferences: true,
    published: "release",
  },
  opensafely: {
    name: "opensafely",
    title: "OpenSAFELY",
    source:
      "OpenSAFELY documentation, outputs/sdc: counts of 7 or fewer redacted, then rounded to the nearest 5, " +
      "totals as sums of rounded counts. Rules for statistics, regressions and flows are Plait's additions.",
    threshold: { people: 7, operator: "<=" },
    zeros: { rule: "safe", reason: "OpenSAFELY usually keeps zeros" },
    rounding: { method: "nearest", to: 5, order: "suppress-then-round", totals: "sums-of-rounded-parts" },
    statistics: ownStatisticRules,
    models: ownModelRules,
    flowDifferences: true,
    published: "release",
  },
  "govuk-ictg-2020": {
    name: "govuk-ictg-2020",
    title: "GOV.UK ICTG evaluation, 2020",
    source:
      "Home Office Research Report 120 (2020): numbers under 5 hidden. The report's totals let hidden numbers be " +
      "worked out; protection of totals, regressions and flows and the digits of statistics are Plait's additions.",
    threshold: { people: 5, operator: "<" },
    zeros: { rule: "disclosive", reason: "a zero is under 5, and the report makes no exception for it" },
    rounding: { method: "none" },
    statistics: ownStatisticRules,
    models: ownModelRules,
    flowDifferences: true,
    published: "release",
  },
  "uk-llc": {
    name: "uk-llc",
    title: "UK Longitudinal Linkage Collaboration",
    source:
      "UK LLC output rules, January 2026: counts under 10 refused, zero included, without exception. " +
      "Rules for statistics, regressions and flows are Plait's additions.",
    threshold: { people: 10, operator: "<" },
    zeros: { rule: "disclosive", reason: "UK LLC refuses counts under 10 including zero" },
    rounding: { method: "none" },
    statistics: ownStatisticRules,
    models: ownModelRules,
    flowDifferences: true,
    published: "release",
  },
} as const satisfies Record<string, Policy>;

export type ShippedPolicyName = keyof typeof shippedPolicies;

export const shippedPolicyNames: readonly string[] = Object.keys(shippedPolicies);

/** The shipped policy of a name a person wrote at `place`. An unknown name is a problem and gives no policy at all. */
export function shippedPolicy(name: string, place: Place): Read<Policy> {
  const found = Object.entries(shippedPolicies).find(([shipped]) => shipped === name);
  if (found !== undefined) return { value: found[1], problems: [] };
  return {
    problems: [
      {
        severity: "error",
        code: "unknown-disclosure-policy",
        place,
        message: `There is no disclosure policy called "${name}", and nothing is released without one.`,
        remedy: `Use one of ${shippedPolicyNames.join(", ")}, or the path of a policy of your own.`,
      },
    ],
  };
}
