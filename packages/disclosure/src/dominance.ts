import type { Amounts, Result } from "@plait/study";
import type { Finding } from "./evidence.ts";
import { type MagnitudeRules, unknownRule } from "./policy.ts";

/**
 * Two sides of a rule that differ by less than this part of the sum are taken as equal, so that a share of exactly .90
 * is one whatever the rounding of its sum: amounts of a million pounds are told apart to a tenth of a penny.
 */
const equalWithin = 1e-9;

/** What the rules look at. */
export type Contributions = Omit<Amounts, "identical">;

/**
 * Why a sum or mean of amounts is withheld, apart from the number of people behind it.
 *
 * - Dominance, (n,k): the `largest` contributions together have at least (or more than) `share` of the sum.
 * - p%: what is left of the sum without its two largest contributions is below (or no more than) `share` of the
 *   largest: whoever made the second largest could tell the largest that closely.
 *
 * Both are undefined where a contribution is below 0: then a person decides, or the number stays. A sum of zeros is
 * safe by both. One contribution that is the whole sum fails both.
 *
 * Source: Hundepool and others, Handbook on Statistical Disclosure Control, 2nd ed., section 4.2.
 */
export function amountReason(amounts: Contributions, rules: MagnitudeRules): "dominance" | "needs-review" | undefined {
  if (!judgesAmounts(rules)) return undefined;
  if (amounts.negatives) return negativesReason(rules);
  return isDominated(amounts, rules) || isWithinPPercent(amounts, rules) ? "dominance" : undefined;
}

/** How many of the largest contributions the rules look at. */
export function contributionsNeeded({ dominance }: MagnitudeRules): number {
  return Math.max(2, dominance === "none" ? 0 : dominance.largest);
}

/** What a person has to look at: amounts below 0, where the policy leaves them to review. With true numbers. */
export function negativeAmounts(result: Result, rules: MagnitudeRules): Finding[] {
  if (rules.negatives !== "review" || !judgesAmounts(rules)) return [];
  return result.rows.flatMap(({ cells }, row) =>
    cells.flatMap((cell, column): Finding[] => {
      if (cell.kind !== "statistic" || cell.measure?.kind !== "amount" || !cell.measure.negatives) return [];
      if (!("people" in cell.people)) return [];
      const { total, largest } = cell.measure;
      const message =
        `Some of the amounts behind this ${cell.measure.of} of ${cell.people.people} people are below 0, so no rule ` +
        `says whether one of them makes up too much of it. They add up to ${total}; the largest are ${largest.join(", ")}.`;
      return [{ kind: "negative-amounts", row, column, message }];
    }),
  );
}

function judgesAmounts({ dominance, pPercent }: MagnitudeRules): boolean {
  return dominance !== "none" || pPercent !== "none";
}

function negativesReason({ negatives }: MagnitudeRules): "dominance" | "needs-review" {
  switch (negatives) {
    case "review":
      return "needs-review";
    case "withhold":
      return "dominance";
    default:
      return unknownRule("rule for negative amounts", negatives);
  }
}

function isDominated({ total, largest }: Contributions, { dominance }: MagnitudeRules): boolean {
  if (dominance === "none" || total === 0) return false;
  const top = sum(largest.slice(0, dominance.largest));
  const side = compare(top, dominance.share * total, total);
  switch (dominance.operator) {
    case ">=":
      return side >= 0;
    case ">":
      return side > 0;
    default:
      return unknownRule("dominance operator", dominance.operator);
  }
}

function isWithinPPercent({ total, largest }: Contributions, { pPercent }: MagnitudeRules): boolean {
  if (pPercent === "none" || total === 0) return false;
  const [first = 0, second = 0] = largest;
  const side = compare(total - first - second, pPercent.share * first, total);
  switch (pPercent.operator) {
    case "<":
      return side < 0;
    case "<=":
      return side <= 0;
    default:
      return unknownRule("p% operator", pPercent.operator);
  }
}

/** Below 0, 0 or above 0, as `left` is below, equal to or above `right`. */
function compare(left: number, right: number, scale: number): number {
  const difference = left - right;
  return Math.abs(difference) <= equalWithin * scale ? 0 : difference;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
