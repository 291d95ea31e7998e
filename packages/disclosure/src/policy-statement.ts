import type { Cell, Result } from "@plait/study";
import { type Policy, unknownRule } from "./policy.ts";
import type { PolicyStatement } from "./released-result.ts";

/** The policy as the reader of the annex is told it. */
export function describePolicy(policy: Policy): PolicyStatement {
  const { name, title, source } = policy;
  const rules = [
    thresholdRule(policy),
    zeroRule(policy),
    secondaryRule,
    roundingRule(policy),
    digitsRule(policy),
    ...(policy.flowDifferences ? [flowRule] : []),
    ...modelRules(policy),
    publishedRule(policy),
  ];
  return { name, title, source, rules };
}

/** The rules of the policy that had something to look at in this result. */
export function checksFor(result: Result, policy: Policy): string[] {
  const cells = result.rows.flatMap((row) => row.cells);
  const counts = cells.filter((cell) => cell.kind === "count");
  const ofPeople = cells.some(
    (cell) => "people" in cell && (cell.people.kind === "counted" || cell.people.kind === "assumed"),
  );
  const assumed = new Set(
    cells.flatMap((cell) => ("people" in cell && cell.people.kind === "assumed" ? [cell.people.why] : [])),
  );
  const none = new Set(
    cells.flatMap((cell) => ("people" in cell && cell.people.kind === "none" ? [cell.people.why] : [])),
  );
  return [
    ...(ofPeople ? [thresholdRule(policy)] : []),
    ...(ofPeople && counts.length > 0 ? [zeroRule(policy), secondaryRule] : []),
    ...(ofPeople && counts.length > 0 ? [roundingRule(policy)] : []),
    ...(cells.some(({ kind }) => statistics.has(kind)) ? [digitsRule(policy)] : []),
    ...(policy.flowDifferences && result.figure?.kind === "flow" ? [flowRule] : []),
    ...(result.models === undefined ? [] : modelRules(policy)),
    ...(cells.some((cell) => "people" in cell && cell.people.kind === "published") ? [publishedRule(policy)] : []),
    ...(cells.some((cell) => cell.kind === "text" && (cell.follows !== undefined || (cell.tells?.length ?? 0) > 0))
      ? [tellingRule]
      : []),
    ...[...assumed].map((why) => `Rows counted as if each were one person: ${why}`),
    ...[...none].map((why) => `No rule applies where no people stand behind a number: ${why}`),
  ];
}

/** What holds for a result that was released whole after review. */
export function checksAfterReview(result: Result, policy: Policy): string[] {
  const digits = result.rows.some(({ cells }) => cells.some(({ kind }) => statistics.has(kind)));
  return [afterReview, ...(digits ? [digitsRule(policy)] : [])];
}

const tellingRule = "Words that tell a number that is withheld are withheld with it.";

const afterReview =
  "A person decided after review that this table leaves whole: the rules on how many people stand behind a number were not applied to it. Its numbers count as known wherever other tables are protected.";

function thresholdRule({ threshold }: Policy): string {
  switch (threshold.operator) {
    case "<":
      return `Numbers with fewer than ${threshold.people} people behind them are withheld and shown as [c].`;
    case "<=":
      return `Numbers with ${threshold.people} people or fewer behind them are withheld and shown as [c].`;
    default:
      return unknownRule("threshold operator", threshold.operator);
  }
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

const secondaryRule =
  "Further counts are withheld so that none of these can be worked out from totals, differences or other tables.";

function roundingRule({ rounding }: Policy): string {
  switch (rounding.method) {
    case "none":
      return "Counts are not rounded.";
    case "nearest":
      return `Counts are then rounded to the nearest ${rounding.to}. ${sharesAfter} ${totals(rounding.totals)}`;
    case "midpoint":
      return `Counts are then rounded to the middle of steps of ${rounding.to}. ${sharesAfter} ${totals(rounding.totals)}`;
    case "controlled":
      return `Every count is rounded to a multiple of ${rounding.to} next to it, so that all sums still hold.`;
    default:
      return unknownRule("rounding", rounding);
  }
}

const sharesAfter = "Shares are taken of rounded counts.";

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

const statistics: ReadonlySet<Cell["kind"]> = new Set(["share", "estimate", "statistic"]);

function digitsRule({ statistics: { significantDigits: digits } }: Policy): string {
  return `Shares, estimates and other statistics leave with ${digits} significant ${digits === 1 ? "digit" : "digits"}.`;
}

const flowRule = "The difference between any two boxes of a flow is treated as a count.";

function modelRules({ models }: Policy): string[] {
  const { minimumResidualDegreesOfFreedom: degrees, levelCounts, eventCounts } = models;
  return [
    ...(degrees > 0 ? [`Models with fewer than ${degrees} residual degrees of freedom are withheld.`] : []),
    ...(levelCounts
      ? ["A coefficient is withheld when too few people have the characteristic, or too few have it not."]
      : []),
    ...(eventCounts
      ? ["A coefficient is withheld when too few, or all but a few, of those with or without it had the outcome."]
      : []),
    ...(levelCounts || eventCounts ? ["Where a coefficient is withheld, so is the model's intercept."] : []),
  ];
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
