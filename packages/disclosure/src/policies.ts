import type { Place, Read } from "@plait/study";
import type { Policy } from "./policy.ts";

/*
 * Where a source is silent, Plait's own rules stand in, and the policy's source says so. A study may set any rule
 * otherwise; one that becomes looser needs a reason.
 */
const unit = "distinct-people";
const ownModelRules = {
  minimumResidualDegreesOfFreedom: 10,
  levelCounts: true,
  eventCounts: true,
  saturated: true,
  leverageOfOne: true,
};
/** More digits than any page prints, and far fewer than a computer holds. */
const ownStatisticRules = { significantDigits: 6, extremes: "shared", identicalValues: "withhold" } as const;
const ownMagnitudeRules = {
  dominance: { largest: 2, share: 0.9, operator: ">=" },
  pPercent: { share: 0.1, operator: "<" },
  negatives: "review",
} as const;
const ownRules = {
  statistics: ownStatisticRules,
  magnitudes: ownMagnitudeRules,
  models: ownModelRules,
  curveSteps: true,
  flowDifferences: true,
  quotations: "review",
  published: "release",
} as const;

const additions =
  "Ranges of withheld numbers, class disclosure, digits, extremes, identical values, amounts, curves, regressions, flows " +
  "and quotations are Plait's additions.";

/** The policies Plait ships, by name. `docs/methods/disclosure-gate.md` says why each rule is as it is. */
export const shippedPolicies = {
  "strict-children": {
    name: "strict-children",
    title: "Strict, for small groups of children",
    source:
      "Plait's own: SACRO's threshold of 10, which takes minima, maxima and means of smaller groups with it; " +
      "OpenSAFELY's rounding to 5 after suppression; no more than 90% of a group alike without a second look, by the " +
      "ESSnet guidelines. Looser than the strictest source in one rule: zeros are shown, for the reason given.",
    unit,
    threshold: { people: 10, operator: "<" },
    zeros: { rule: "safe", reason: "that nobody had an outcome is itself a finding about a service" },
    protection: { range: 5 },
    rounding: {
      method: "nearest",
      to: 5,
      order: "suppress-then-round",
      totals: "sums-of-rounded-parts",
      shares: "of-printed-counts",
    },
    classDisclosure: { share: 0.9, action: "review" },
    ...ownRules,
  },
  sacro: {
    name: "sacro",
    title: "SACRO",
    source:
      "ACRO 1.0.1 (acro/default.yaml): threshold 10, for the steps of curves too, residual degrees of freedom 10, zeros " +
      "disclosive, rules for amounts, amounts below 0 to be looked at. Ranges of withheld numbers, class disclosure, " +
      "digits, extremes, identical values, levels and saturation of regressions, flows and quotations are Plait's additions.",
    unit,
    threshold: { people: 10, operator: "<" },
    zeros: { rule: "disclosive", reason: "ACRO ships with zeros_are_disclosive: true" },
    protection: { range: 5 },
    rounding: { method: "none" },
    classDisclosure: { share: 1, action: "review" },
    ...ownRules,
  },
  opensafely: {
    name: "opensafely",
    title: "OpenSAFELY",
    source:
      "OpenSAFELY documentation, outputs/sdc: counts of 7 or fewer redacted, and means, minima and maxima of as few; then " +
      "rounded to the nearest 5, totals as sums of rounded counts, rates of counts in the middle of steps of 6. " +
      additions,
    unit,
    threshold: { people: 7, operator: "<=" },
    zeros: { rule: "safe", reason: "OpenSAFELY usually keeps zeros" },
    protection: { range: 4 },
    rounding: {
      method: "nearest",
      to: 5,
      order: "suppress-then-round",
      totals: "sums-of-rounded-parts",
      shares: { midpoint: 6 },
    },
    classDisclosure: { share: 1, action: "review" },
    ...ownRules,
  },
  "gov-uk": {
    name: "gov-uk",
    title: "GOV.UK evaluation of Independent Child Trafficking Guardians, 2020",
    source:
      "Home Office Research Report 120 (2020): numbers under 5 hidden. The report's totals let hidden numbers be " +
      `worked out; that none can be is Plait's addition. ${additions}`,
    unit,
    threshold: { people: 5, operator: "<" },
    zeros: { rule: "disclosive", reason: "a zero is under 5, and the report makes no exception for it" },
    protection: { range: 2 },
    rounding: { method: "none" },
    classDisclosure: { share: 1, action: "review" },
    ...ownRules,
  },
  "uk-llc": {
    name: "uk-llc",
    title: "UK Longitudinal Linkage Collaboration",
    source:
      "UK LLC output rules, January 2026: counts under 10 refused, zero included, without exception; so are percentages " +
      `of them, and means, medians, modes and variances of as few. ${additions}`,
    unit,
    threshold: { people: 10, operator: "<" },
    zeros: { rule: "disclosive", reason: "UK LLC refuses counts under 10 including zero" },
    protection: { range: 5 },
    rounding: { method: "none" },
    classDisclosure: { share: 1, action: "review" },
    ...ownRules,
  },
} as const satisfies Record<string, Policy>;

/** The policy of a study that has no other agreement. */
export const defaultPolicyName = "strict-children" satisfies ShippedPolicyName;

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
