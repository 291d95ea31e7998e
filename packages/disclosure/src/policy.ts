/** The rules by which results may leave a study. A policy is data: every rule is written down, none is assumed. */
export interface Policy {
  /** Kebab-case, such as `sacro`. */
  readonly name: string;
  readonly title: string;
  /** Where the rules come from, for the reader. */
  readonly source: string;
  /** What thresholds count. Rows are taken for people only where they cannot be traced to people, and that is said. */
  readonly unit: "distinct-people";
  /** A count of people fails when it is `<` (or `<=`) `people`. */
  readonly threshold: { readonly people: number; readonly operator: "<" | "<=" };
  readonly zeros: { readonly rule: ZeroRule; readonly reason: string };
  /** The highest value that a number withheld for itself may have, less the lowest, must be at least `range`. */
  readonly protection: { readonly range: number };
  readonly rounding: Rounding;
  /** What happens where at least `share` of a group of people are alike: a part of a total is nearly all of it. */
  readonly classDisclosure: { readonly share: number; readonly action: "withhold" | "review" | "release" };
  readonly statistics: StatisticRules;
  readonly magnitudes: MagnitudeRules;
  readonly models: ModelRules;
  /** Whether the steps of survival and incidence curves are counts to be checked. */
  readonly curveSteps: boolean;
  /** Whether the difference between any two boxes of a flow is a count to be checked. */
  readonly flowDifferences: boolean;
  /** Words of people in which names, places, dates or ages stand: held back until a person has looked, or let go. */
  readonly quotations: "review" | "release";
  /** Figures that are public already: let go as they are, or treated as if each unit were one person. */
  readonly published: "release" | "as-counted";
  /** The rules that a study changed; absent where the policy stands as its source has it. */
  readonly changes?: readonly ChangedRule[];
}

/** What the reader of a release is told of a rule that a study changed. */
export interface ChangedRule {
  /** As in a policy file, such as `threshold.people`. */
  readonly rule: string;
  /** What it was and is, in words; absent for rules for amounts, which are told to nobody. */
  readonly values?: { readonly was: string; readonly is: string };
  readonly looser: boolean;
  /** Always present where the rule is looser. */
  readonly reason?: string;
}

export type ZeroRule =
  /** A zero may be shown. */
  | "safe"
  /** A zero is withheld like any small count: it says of everybody in a group what they are not. */
  | "disclosive"
  /** Only a zero of an empty group may be shown: it is a part of a total that is itself zero, or such a total. */
  | "structural-safe";

export type Rounding =
  | { readonly method: "none" }
  | {
      /** To the nearest multiple, halves up; or to the middle of steps of `to`: 1 to 6 become 3, 7 to 12 become 9. */
      readonly method: "nearest" | "midpoint";
      readonly to: number;
      /** Suppression looks at true counts; what is left is rounded. */
      readonly order: "suppress-then-round";
      /** Whether a total is the sum of its rounded parts or is rounded by itself. */
      readonly totals: "sums-of-rounded-parts" | "rounded-independently";
      /** Counts of which shares are taken: as they are printed, or by themselves in the middle of steps of `midpoint`. */
      readonly shares: "of-printed-counts" | { readonly midpoint: number };
    }
  | {
      /** Every count to a multiple next to it, chosen so that all sums still hold; nothing is withheld for its size. */
      readonly method: "controlled";
      readonly to: number;
    };

export interface StatisticRules {
  /** Digits, counted from the first that is not 0, of estimates, statistics and shares. */
  readonly significantDigits: number;
  /**
   * A minimum or maximum is what one person has: never shown; shown where as many people have it as the threshold asks;
   * or judged by the people of the group like any statistic.
   */
  readonly extremes: "withhold" | "shared" | "as-others";
  /** A mean or a quantile of people who all have one value tells the value of each. */
  readonly identicalValues: "withhold" | "as-others";
}

/** Rules for sums and means of amounts. They are told to nobody: with them a reader could work out the largest. */
export interface MagnitudeRules {
  /** Fails when the `largest` contributors together have a share of the sum that is `>=` (or `>`) `share`. */
  readonly dominance: "none" | { readonly largest: number; readonly share: number; readonly operator: ">=" | ">" };
  /** Fails when the sum less its two largest is `<` (or `<=`) this share of the largest. */
  readonly pPercent: "none" | { readonly share: number; readonly operator: "<" | "<=" };
  /** Neither rule is defined where amounts are below 0: a person has to look, or the number stays. */
  readonly negatives: "review" | "withhold";
}

export interface ModelRules {
  readonly minimumResidualDegreesOfFreedom: number;
  /** Check how many people have each 0/1 term and how many have it not. */
  readonly levelCounts: boolean;
  /** Check how many of each had the outcome and how many had it not. */
  readonly eventCounts: boolean;
  /** Treat a model with a coefficient for every combination of its terms as the table of means that it is. */
  readonly saturated: boolean;
  /** Withhold a model in which one row alone decides its own fitted value. */
  readonly leverageOfOne: boolean;
}

/** The largest number of people that fails the threshold. */
export function highestFailing(policy: Policy): number {
  switch (policy.threshold.operator) {
    case "<":
      return policy.threshold.people - 1;
    case "<=":
      return policy.threshold.people;
    default:
      return unknownRule("threshold operator", policy.threshold.operator);
  }
}

/** The smallest number of people a reader can suppose behind a cell that is marked as below the threshold. */
export function lowestWithheld({ zeros, classDisclosure }: Policy): 0 | 1 {
  switch (zeros.rule) {
    case "safe":
      // That nobody of a group has something tells as much of everybody as that all have it.
      return classDisclosure.action === "withhold" ? 0 : 1;
    case "disclosive":
    case "structural-safe":
      return 0;
    default:
      return unknownRule("zero rule", zeros.rule);
  }
}

/** Whether a number of people that stands in no table, such as a level of a model, may be known. */
export function mayBeKnown(people: number, policy: Policy): boolean {
  return people === 0 ? policy.zeros.rule === "safe" : people > highestFailing(policy);
}

/** How many decimal digits every double holds: with more, nothing would be rounded. */
const doublePrecision = 15;

export interface PolicyFault {
  readonly path: string;
  readonly message: string;
}

/** What is wrong with a policy whose fields all have the right type. */
export function policyFaults(policy: Policy): PolicyFault[] {
  const faults: PolicyFault[] = [];
  const wholeNumber = (path: string, value: number, least: number, most = Number.POSITIVE_INFINITY): boolean => {
    const fits = Number.isSafeInteger(value) && value >= least && value <= most;
    const range = Number.isFinite(most) ? `from ${least} to ${most}` : `of at least ${least}`;
    if (!fits) faults.push({ path, message: `must be a whole number ${range}, not ${value}` });
    return fits;
  };
  const share = (path: string, value: number): void => {
    if (!(value > 0 && value <= 1)) faults.push({ path, message: `must be above 0 and at most 1, not ${value}` });
  };
  const { rounding, magnitudes } = policy;
  if (wholeNumber("threshold.people", policy.threshold.people, 1)) {
    if (highestFailing(policy) <= lowestWithheld(policy)) {
      const message = "must leave at least two numbers that can be withheld, or the mark [c] tells the number";
      faults.push({ path: "threshold.people", message });
    } else {
      wholeNumber("protection.range", policy.protection.range, 1, highestFailing(policy) - lowestWithheld(policy));
    }
  }
  const isStep = rounding.method !== "none" && wholeNumber("rounding.to", rounding.to, 2);
  if (isStep && rounding.method === "controlled" && rounding.to <= policy.protection.range) {
    const message = `must be above protection.range, ${policy.protection.range}: a printed 0 is 0 to ${rounding.to - 1}`;
    faults.push({ path: "rounding.to", message });
  }
  if ((rounding.method === "nearest" || rounding.method === "midpoint") && rounding.shares !== "of-printed-counts") {
    wholeNumber("rounding.shares.midpoint", rounding.shares.midpoint, 2);
  }
  share("class_disclosure.share", policy.classDisclosure.share);
  wholeNumber("statistics.significant_digits", policy.statistics.significantDigits, 1, doublePrecision);
  if (magnitudes.dominance !== "none") {
    wholeNumber("magnitudes.dominance.largest", magnitudes.dominance.largest, 1);
    share("magnitudes.dominance.share", magnitudes.dominance.share);
  }
  if (magnitudes.pPercent !== "none") share("magnitudes.p_percent.share", magnitudes.pPercent.share);
  const { minimumResidualDegreesOfFreedom } = policy.models;
  wholeNumber("models.minimum_residual_degrees_of_freedom", minimumResidualDegreesOfFreedom, 0);
  return faults;
}

/** Fails on a value outside a closed union, which only a caller without types can pass. */
export function unknownRule(what: string, value: never): never {
  throw new TypeError(`unknown ${what}: ${JSON.stringify(value)}`);
}
