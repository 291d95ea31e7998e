import { highestFailing, type MagnitudeRules, type Policy, type Rounding } from "./policy.ts";

export type Strictness = "same" | "stricter" | "looser";

/** How strict the rules of one line of the table below are in one policy, compared with another. */
export function strictness({ gains }: RankedRules, was: Policy, is: Policy): Strictness {
  const found = gains(was, is);
  if (found.some((gain) => gain < 0)) return "looser";
  return found.some((gain) => gain > 0) ? "stricter" : "same";
}

/** A rule, or several that say something only together. */
export interface RankedRules {
  /** As in a policy file. A study may change each by itself. */
  readonly rules: readonly string[];
  /**
   * In each respect, above 0 where the second policy is stricter and below 0 where it is looser. What is stricter in one
   * respect and looser in another counts as looser, and so do two values that cannot be compared.
   */
  readonly gains: (was: Policy, is: Policy) => readonly number[];
}

/** Every rule of a policy that a study may change, with its order from loose to strict. */
export const rankedRules: readonly RankedRules[] = [
  { rules: ["threshold.people", "threshold.operator"], gains: more(highestFailing) },
  rank("zeros.rule", ({ zeros }) => zeros.rule, { safe: 0, "structural-safe": 1, disclosive: 2 }),
  { rules: ["protection.range"], gains: more(({ protection }) => protection.range) },
  {
    rules: ["rounding", "rounding.to", "rounding.totals", "rounding.shares"],
    gains: (was, is) => roundingGains(was.rounding, is.rounding),
  },
  {
    rules: ["class_disclosure.share", "class_disclosure.action"],
    gains: (was, is) => classGains(was.classDisclosure, is.classDisclosure),
  },
  { rules: ["statistics.significant_digits"], gains: more(({ statistics }) => -statistics.significantDigits) },
  rank("statistics.extremes", ({ statistics }) => statistics.extremes, { "as-others": 0, shared: 1, withhold: 2 }),
  rank("statistics.identical_values", ({ statistics }) => statistics.identicalValues, { "as-others": 0, withhold: 1 }),
  {
    rules: ["magnitudes.dominance"],
    gains: (was, is) => dominanceGains(was.magnitudes.dominance, is.magnitudes.dominance),
  },
  {
    rules: ["magnitudes.p_percent"],
    gains: (was, is) => pPercentGains(was.magnitudes.pPercent, is.magnitudes.pPercent),
  },
  rank("magnitudes.negatives", ({ magnitudes }) => magnitudes.negatives, { review: 0, withhold: 1 }),
  {
    rules: ["models.minimum_residual_degrees_of_freedom"],
    gains: more(({ models }) => models.minimumResidualDegreesOfFreedom),
  },
  flag("models.level_counts", ({ models }) => models.levelCounts),
  flag("models.event_counts", ({ models }) => models.eventCounts),
  flag("models.saturated", ({ models }) => models.saturated),
  flag("models.leverage_of_one", ({ models }) => models.leverageOfOne),
  flag("curve_steps", ({ curveSteps }) => curveSteps),
  flag("flow_differences", ({ flowDifferences }) => flowDifferences),
  rank("quotations", ({ quotations }) => quotations, { release: 0, review: 1 }),
  rank("published", ({ published }) => published, { release: 0, "as-counted": 1 }),
];

/** Stricter the higher the number is. */
function more(of: (policy: Policy) => number): RankedRules["gains"] {
  return (was, is) => [of(is) - of(was)];
}

function rank<T extends string>(
  rule: string,
  of: (policy: Policy) => T,
  ranks: Readonly<Record<T, number>>,
): RankedRules {
  return { rules: [rule], gains: more((policy) => ranks[of(policy)]) };
}

function flag(rule: string, of: (policy: Policy) => boolean): RankedRules {
  return { rules: [rule], gains: more((policy) => Number(of(policy))) };
}

/**
 * Rounded counts tell less than exact ones, and longer steps less than shorter ones of the same kind. Controlled
 * rounding withholds nothing for its size, so it can be compared with itself alone; nor can `nearest` and `midpoint`
 * be compared, whose steps begin at different numbers.
 */
function roundingGains(was: Rounding, is: Rounding): readonly number[] {
  if (was.method === "none" && is.method === "none") return [];
  if (was.method === "none") return [is.method === "controlled" ? -1 : 1];
  if (is.method === "none" || is.method !== was.method) return [-1];
  if (is.method === "controlled" || was.method === "controlled") return [is.to - was.to];
  return [
    is.to - was.to,
    rankOfTotals[is.totals] - rankOfTotals[was.totals],
    sign(stepOfShares(was), stepOfShares(is)),
  ];
}

/** A sum of rounded parts says nothing that its parts do not say; a total rounded by itself does. */
const rankOfTotals = { "rounded-independently": 0, "sums-of-rounded-parts": 1 } as const;

/** A share of printed counts tells nothing that they do not tell: no step is longer. */
function stepOfShares({ shares }: Extract<Rounding, { shares: unknown }>): number {
  return shares === "of-printed-counts" ? Number.POSITIVE_INFINITY : shares.midpoint;
}

function classGains(was: Policy["classDisclosure"], is: Policy["classDisclosure"]): readonly number[] {
  if (was.action === "release" || is.action === "release") return [rankOfAction[is.action] - rankOfAction[was.action]];
  return [rankOfAction[is.action] - rankOfAction[was.action], was.share - is.share];
}

const rankOfAction = { release: 0, review: 1, withhold: 2 } as const;

function dominanceGains(was: MagnitudeRules["dominance"], is: MagnitudeRules["dominance"]): readonly number[] {
  if (was === "none" || is === "none") return [Number(is !== "none") - Number(was !== "none")];
  const atShare = Number(is.operator === ">=") - Number(was.operator === ">=");
  return [is.largest - was.largest, is.share === was.share ? atShare : was.share - is.share];
}

function pPercentGains(was: MagnitudeRules["pPercent"], is: MagnitudeRules["pPercent"]): readonly number[] {
  if (was === "none" || is === "none") return [Number(is !== "none") - Number(was !== "none")];
  const atShare = Number(is.operator === "<=") - Number(was.operator === "<=");
  return [is.share === was.share ? atShare : is.share - was.share];
}

function sign(was: number, is: number): number {
  return is > was ? 1 : is < was ? -1 : 0;
}
