import type { Amounts, Cell, Measure } from "@plait/study";
import { amountReason, contributionsNeeded } from "./dominance.ts";
import { highestFailing, type Policy, unknownRule } from "./policy.ts";

export type StatisticCell = Extract<Cell, { kind: "statistic" }>;

/** Why a statistic with enough people behind it is withheld all the same. */
export type StatisticReason = "identical-values" | "extreme" | "dominance" | "needs-review" | "residual-df";

/**
 * Judges a statistic by what it measures; points of curves, which depend on each other, are judged by `curveSteps`.
 * Undefined where it may leave as far as this goes, and for a statistic of nobody or one that is public already.
 *
 * @param where names the cell in errors
 * @throws RangeError for a measure that contradicts itself, the people behind it or the value; TypeError for an unknown
 *   kind of measure
 */
export function statisticReason(
  { value, people, measure }: StatisticCell,
  policy: Policy,
  where: () => string,
): StatisticReason | undefined {
  if (measure === undefined || people.kind === "none" || people.kind === "published") return undefined;
  assertMeasure(measure, people.people, value, policy, where);
  const behind = people.people;
  switch (measure.kind) {
    case "mean":
    case "spread":
      return identicalReason(measure.identical, value, measure.kind, policy);
    case "quantile":
      return (
        identicalReason(measure.identical, value, measure.kind, policy) ??
        (isNearEnd(measure.p, behind, policy) ? extremeReason(measure.shared, policy) : undefined)
      );
    case "extreme":
      return (
        extremeReason(measure.shared, policy) ?? identicalReason(measure.shared === behind, value, measure.kind, policy)
      );
    case "amount":
      return (
        amountReason(measure, policy.magnitudes) ?? identicalReason(measure.identical, value, measure.kind, policy)
      );
    case "correlation":
      return measure.degreesOfFreedom < policy.models.minimumResidualDegreesOfFreedom ? "residual-df" : undefined;
    case "curve-point":
      return undefined;
    default:
      return unknownRule("measure", measure);
  }
}

/**
 * Zeros that everybody has are a zero like any other: where the policy shows zeros it shows them. Not so a spread, which
 * is 0 wherever all are alike.
 */
function identicalReason(
  identical: boolean,
  value: number,
  kind: Measure["kind"],
  { statistics, zeros }: Policy,
): "identical-values" | undefined {
  if (!identical || (value === 0 && kind !== "spread" && zeros.rule === "safe")) return undefined;
  switch (statistics.identicalValues) {
    case "withhold":
      return "identical-values";
    case "as-others":
      return undefined;
    default:
      return unknownRule("rule for identical values", statistics.identicalValues);
  }
}

function extremeReason(shared: number, policy: Policy): "extreme" | undefined {
  switch (policy.statistics.extremes) {
    case "withhold":
      return "extreme";
    case "shared":
      return shared <= highestFailing(policy) ? "extreme" : undefined;
    case "as-others":
      return undefined;
    default:
      return unknownRule("rule for extremes", policy.statistics.extremes);
  }
}

/** Apart from the median, a quantile beyond which too few people lie is as good as a minimum or maximum. */
function isNearEnd(p: number, people: number, policy: Policy): boolean {
  // 1 - 0.9 is a little less than 0.1: of 100 people 10 lie beyond both, and not 9.
  const rounding = 1e-9;
  return p !== 0.5 && Math.floor(Math.min(p, 1 - p) * people + rounding) <= highestFailing(policy);
}

function assertMeasure(measure: Measure, people: number, value: number, policy: Policy, where: () => string): void {
  const refuse = (message: string): never => {
    throw new RangeError(`${where()}: ${message}`);
  };
  switch (measure.kind) {
    case "mean":
    case "spread":
    case "curve-point":
      return;
    case "quantile":
      if (!(measure.p >= 0 && measure.p <= 1)) refuse("the share of a quantile must be from 0 to 1");
      assertShared(measure.shared, 0, people, refuse);
      return;
    case "extreme":
      assertShared(measure.shared, 1, people, refuse);
      return;
    case "amount":
      assertAmounts(measure, people, refuse);
      if (measure.largest.length < Math.min(people, contributionsNeeded(policy.magnitudes))) {
        refuse("fewer of the largest amounts are given than the policy asks for");
      }
      assertSame(value * (measure.of === "mean" ? people : 1), measure.total, refuse);
      return;
    case "correlation":
      if (!Number.isSafeInteger(measure.degreesOfFreedom)) refuse("degrees of freedom must be a whole number");
      return;
  }
}

type Refuse = (message: string) => never;

function assertShared(shared: number, least: number, people: number, refuse: Refuse): void {
  if (!Number.isSafeInteger(shared) || shared < least || shared > people) {
    refuse(`people who have exactly this value must be a whole number from ${least} to the people behind it`);
  }
}

function assertAmounts({ total, largest, negatives }: Amounts, people: number, refuse: Refuse): void {
  if (![total, ...largest].every(Number.isFinite)) refuse("amounts must be finite");
  if (largest.length > people) refuse("more amounts than people");
  if (largest.some((amount, at) => amount > (largest[at - 1] ?? amount))) refuse("amounts must be given largest first");
  if (negatives) return;
  if (largest.some((amount) => amount < 0) || total < 0) refuse("amounts below 0 must be declared");
  const top = largest.reduce((sum, amount) => sum + amount, 0);
  assertSame(Math.max(top, total), total, refuse);
}

/** As far as the rounding of a sum of doubles goes. */
function assertSame(sum: number, total: number, refuse: Refuse): void {
  if (!(Math.abs(sum - total) <= 1e-9 * Math.abs(total))) {
    refuse("its value, the sum of the amounts and the largest of them contradict each other");
  }
}
