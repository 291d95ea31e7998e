import type { Cell, Measure, Result } from "@plait/study";
import { hasClasses } from "./class-disclosure.ts";
import { highestFailing, type Policy, unknownRule } from "./policy.ts";
import type { PolicyStatement } from "./released-result.ts";

/** The policy as the reader of the annex is told it. */
export function describePolicy(policy: Policy): PolicyStatement {
  const { name, title, source, changes = [] } = policy;
  return { name, title, source, rules: rulesTold.flatMap(({ says }) => says(policy)), changes };
}

/** The rules of the policy that had something to look at in this result. */
export function checksFor(result: Result, policy: Policy): string[] {
  const cells = result.rows.flatMap((row) => row.cells);
  const judged = { result, cells, ofPeople: cells.some(isOfPeople) };
  return [
    ...rulesTold.flatMap(({ says, looksAt }) => (looksAt(judged, policy) ? says(policy) : [])),
    ...(cells.some((cell) => cell.kind === "text" && (cell.follows !== undefined || (cell.tells?.length ?? 0) > 0))
      ? [tellingRule]
      : []),
    ...reasons(cells, "assumed").map((why) => `Rows counted as if each were one person: ${why}`),
    ...reasons(cells, "none").map((why) => `No rule applies where no people stand behind a number: ${why}`),
  ];
}

/** What holds for a result that was released whole after review. */
export function checksAfterReview(result: Result, policy: Policy): string[] {
  const cells = result.rows.flatMap((row) => row.cells);
  return [afterReview, ...(cells.some(hasDigits) ? [digitsRule(policy)] : [])];
}

interface ToldRule {
  readonly says: (policy: Policy) => readonly string[];
  /** Whether there is anything in a result that the rule is about. */
  readonly looksAt: (judged: Judged, policy: Policy) => boolean;
}

interface Judged {
  readonly result: Result;
  readonly cells: readonly Cell[];
  /** Whether people, or rows taken for people, stand behind a cell. */
  readonly ofPeople: boolean;
}

/** What readers are told, in this order. The parameters of the rules for amounts are not among it. */
const rulesTold: readonly ToldRule[] = [
  { says: unitRule, looksAt: ({ ofPeople }) => ofPeople },
  { says: (policy) => [thresholdRule(policy)], looksAt: ({ ofPeople }) => ofPeople },
  {
    says: (policy) => [...hidingRules(policy), roundingRule(policy)],
    looksAt: ({ ofPeople, cells }) => ofPeople && cells.some(({ kind }) => kind === "count"),
  },
  { says: classRule, looksAt: ({ result }, policy) => hasClasses(result, policy) },
  { says: (policy) => [digitsRule(policy)], looksAt: ({ cells }) => cells.some(hasDigits) },
  { says: extremesRule, looksAt: ({ cells }) => cells.some(measures("extreme", "quantile")) },
  {
    says: identicalRule,
    looksAt: ({ cells }) => cells.some(measures("mean", "quantile", "spread", "amount", "extreme")),
  },
  { says: amountsRule, looksAt: ({ cells }) => cells.some(measures("amount")) },
  { says: curveRule, looksAt: ({ cells }) => cells.some(measures("curve-point")) },
  {
    says: ({ flowDifferences }) => (flowDifferences ? [flowRule] : []),
    looksAt: ({ result }) => result.figure?.kind === "flow",
  },
  { says: modelRules, looksAt: ({ result }) => result.models !== undefined },
  {
    says: quotationsRule,
    looksAt: ({ result, cells }) =>
      cells.some((cell) => cell.kind === "text" && cell.freeText !== undefined) ||
      result.sentences.some(({ freeText }) => freeText !== undefined),
  },
  {
    says: (policy) => [publishedRule(policy)],
    looksAt: ({ cells }) => cells.some((cell) => "people" in cell && cell.people?.kind === "published"),
  },
];

function isOfPeople(cell: Cell): boolean {
  return "people" in cell && (cell.people?.kind === "counted" || cell.people?.kind === "assumed");
}

function hasDigits({ kind }: Cell): boolean {
  return kind === "share" || kind === "estimate" || kind === "statistic";
}

function measures(...kinds: readonly Measure["kind"][]): (cell: Cell) => boolean {
  return (cell) => cell.kind === "statistic" && cell.measure !== undefined && kinds.includes(cell.measure.kind);
}

/** The different reasons that cells give why rows stand for people, or why nobody stands behind a number. */
function reasons(cells: readonly Cell[], kind: "assumed" | "none"): string[] {
  const given = cells.flatMap((cell) => ("people" in cell && cell.people?.kind === kind ? [cell.people.why] : []));
  return [...new Set(given)];
}

/** Said of a result in which all is withheld that sums join to a small number, zeros included. */
export const sealedCheck =
  "Everything joined to the small numbers by sums is withheld, because hiding a few more would not protect them.";

const tellingRule = "Words that tell a number that is withheld are withheld with it.";

const afterReview =
  "A person decided after review that this table leaves whole: the rules on how many people stand behind a number were not applied to it. Its numbers count as known wherever other tables are protected.";

function unitRule({ unit }: Policy): string[] {
  switch (unit) {
    case "distinct-people":
      return ["People are counted, each once, however many rows they have."];
    default:
      return unknownRule("unit", unit);
  }
}

function thresholdRule({ threshold, rounding }: Policy): string {
  const numbers = rounding.method === "controlled" ? "Numbers other than counts, and words," : "Numbers";
  switch (threshold.operator) {
    case "<":
      return `${numbers} with fewer than ${threshold.people} people behind them are withheld and shown as [c].`;
    case "<=":
      return `${numbers} with ${threshold.people} people or fewer behind them are withheld and shown as [c].`;
    default:
      return unknownRule("threshold operator", threshold.operator);
  }
}

/** Where counts are rounded in a controlled way, none is hidden. */
function hidingRules(policy: Policy): string[] {
  return policy.rounding.method === "controlled" ? [] : [zeroRule(policy), secondaryRule(policy)];
}

function zeroRule({ zeros }: Policy): string {
  switch (zeros.rule) {
    case "safe":
      return `Zeros are shown: ${zeros.reason}.`;
    case "disclosive":
      return `Zeros are withheld: ${zeros.reason}.`;
    case "structural-safe":
      return `Zeros are withheld, except in a group that holds nobody at all: ${zeros.reason}.`;
    default:
      return unknownRule("zero rule", zeros.rule);
  }
}

function secondaryRule({ protection: { range } }: Policy): string {
  const known = range > 1 ? "worked out, exactly or nearly," : "worked out";
  return `Further counts are withheld so that none of these can be ${known} from totals, differences or other tables.`;
}

function roundingRule({ rounding }: Policy): string {
  switch (rounding.method) {
    case "none":
      return "Counts are not rounded.";
    case "nearest":
      return `Counts are then rounded to the nearest ${rounding.to}. ${sharesOf(rounding.shares)} ${totals(rounding.totals)}`;
    case "midpoint":
      return `Counts are then rounded to the middle of steps of ${rounding.to}. ${sharesOf(rounding.shares)} ${totals(rounding.totals)}`;
    case "controlled":
      return (
        `Every count, however small, is rounded to a multiple of ${rounding.to} next to it, so that all sums still hold: ` +
        `0 stands for 0 to ${rounding.to - 1}. ${sharesOf("of-printed-counts")}`
      );
    default:
      return unknownRule("rounding", rounding);
  }
}

function sharesOf(shares: "of-printed-counts" | { readonly midpoint: number }): string {
  return shares === "of-printed-counts"
    ? "Shares are taken of rounded counts."
    : `Shares are taken of counts in the middle of steps of ${shares.midpoint}, not of the printed ones.`;
}

function totals(rule: "sums-of-rounded-parts" | "rounded-independently"): string {
  switch (rule) {
    case "sums-of-rounded-parts":
      return "Totals are sums of their rounded parts where these are shown.";
    case "rounded-independently":
      return "Totals are rounded by themselves and need not be the sum of their parts.";
    default:
      return unknownRule("rule for totals", rule);
  }
}

function classRule({ classDisclosure: { share, action } }: Policy): string[] {
  const alike =
    share === 1 ? "Where all people of a group are alike" : `Where ${percent(share)} or more of a group are alike`;
  switch (action) {
    case "withhold":
      return [`${alike}, the number that says so is withheld.`];
    case "review":
      return [`${alike}, a person looks at the number that says so before it leaves.`];
    case "release":
      return [];
    default:
      return unknownRule("action on class disclosure", action);
  }
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(12))}%`;
}

function digitsRule({ statistics: { significantDigits: digits } }: Policy): string {
  return `Shares, estimates and other statistics leave with ${digits} significant ${digits === 1 ? "digit" : "digits"}.`;
}

function extremesRule(policy: Policy): string[] {
  const { extremes } = policy.statistics;
  switch (extremes) {
    case "withhold":
      return ["No minimum or maximum is shown, nor a quantile so near the end that it is as good as one."];
    case "shared":
      return [
        `A minimum or maximum, or a quantile so near the end that it is as good as one, is shown only where at least ${highestFailing(policy) + 1} people have that value.`,
      ];
    case "as-others":
      return ["Minima and maxima are shown where enough people are in the group."];
    default:
      return unknownRule("rule for extremes", extremes);
  }
}

function identicalRule({ statistics: { identicalValues } }: Policy): string[] {
  switch (identicalValues) {
    case "withhold":
      return ["A statistic of people who all have one value is withheld, because it tells the value of each."];
    case "as-others":
      return [];
    default:
      return unknownRule("rule for identical values", identicalValues);
  }
}

/** That there are such rules is told; with their parameters a reader could work out the largest amounts. */
function amountsRule({ magnitudes: { dominance, pPercent, negatives } }: Policy): string[] {
  if (dominance === "none" && pPercent === "none") return [];
  const protectedBy = "Sums and means of amounts are withheld where a few people contribute most of them.";
  switch (negatives) {
    case "withhold":
      return [`${protectedBy} They are withheld, too, where an amount is below 0.`];
    case "review":
      return [`${protectedBy} Where an amount is below 0, a person looks at them before they leave.`];
    default:
      return unknownRule("rule for negative amounts", negatives);
  }
}

function curveRule({ curveSteps }: Policy): string[] {
  return curveSteps ? ["Every step of a curve, and how many people are left at it, is treated as a count."] : [];
}

const flowRule = "The difference between any two boxes of a flow is treated as a count.";

function modelRules({ models }: Policy): string[] {
  const { minimumResidualDegreesOfFreedom: degrees, levelCounts, eventCounts, saturated, leverageOfOne } = models;
  return [
    ...(degrees > 0 ? [`Models with fewer than ${degrees} residual degrees of freedom are withheld.`] : []),
    ...(levelCounts
      ? ["A coefficient is withheld when too few people have the characteristic, or too few have it not."]
      : []),
    ...(eventCounts
      ? ["A coefficient is withheld when too few, or all but a few, of those with or without it had the outcome."]
      : []),
    ...(levelCounts || eventCounts ? ["Where a coefficient is withheld, so is the model's intercept."] : []),
    ...(saturated ? ["A model that says no less than a table of means is judged as that table."] : []),
    ...(leverageOfOne ? ["A model is withheld in which one person alone decides what is fitted for them."] : []),
  ];
}

function quotationsRule({ quotations }: Policy): string[] {
  switch (quotations) {
    case "review":
      return ["Words of people that may hold a name, a place, a date or an age leave only after a person has looked."];
    case "release":
      return ["Words of people are not searched for names, places, dates or ages."];
    default:
      return unknownRule("rule for quotations", quotations);
  }
}

function publishedRule({ published }: Policy): string {
  switch (published) {
    case "release":
      return "Figures that are public already are shown as they were published.";
    case "as-counted":
      return "Figures that are public already are treated as if each unit were one person.";
    default:
      return unknownRule("rule for published figures", published);
  }
}
