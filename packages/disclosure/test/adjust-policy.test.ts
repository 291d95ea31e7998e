import type { RuleChange } from "@plait/study";
import { describe, expect, test } from "vitest";
import { adjustedPolicy, changeableRules, describePolicy, type Policy, shippedPolicies } from "../src/index.ts";
import { policyOf } from "../src/read-policy.ts";
import { writtenPolicy } from "../src/written-policy.ts";
import { column, people, policy, releaseOne, shownColumn } from "./made-up-results.ts";

const strict: Policy = shippedPolicies["strict-children"];
const place = { file: "study.yaml", path: "disclosure.rules" };

function adjusted(changes: readonly RuleChange[], base: Policy = strict) {
  return adjustedPolicy(base, changes, place);
}

/** `error looser-without-reason disclosure.rules[0]`. */
function problemsOf(changes: readonly RuleChange[], base: Policy = strict): string[] {
  return adjusted(changes, base).problems.map(({ severity, code, place: at }) => `${severity} ${code} ${at.path}`);
}

const reason = "the agreement of 1 May 2024 asks for it";

describe("[D90] a study's own rules", () => {
  test("no change gives the policy as it is", () => {
    expect(adjusted([])).toEqual({ value: strict, problems: [] });
  });

  test("a stricter rule needs no reason, and is applied", () => {
    const { value, problems } = adjusted([{ rule: "threshold.people", value: 15 }]);
    expect(problems).toEqual([]);
    expect(value?.threshold).toEqual({ people: 15, operator: "<" });
    expect(value?.zeros).toEqual(strict.zeros);
    expect(value?.name).toBe("strict-children");
    const table = column([people(14), people(15)]);
    expect(shownColumn(releaseOne(table, value ?? strict))).toEqual(["c:threshold", "15"]);
  });

  test("a looser rule with a reason is applied", () => {
    const { value, problems } = adjusted([
      { rule: "threshold.people", value: 5, reason },
      { rule: "protection.range", value: 3, reason },
    ]);
    expect(problems).toEqual([]);
    expect(shownColumn(releaseOne(column([people(4), people(5)]), value ?? strict))).toEqual(["c:threshold", "5"]);
  });

  test("a looser rule without a reason is an error where it stands, and gives no policy", () => {
    const { value, problems } = adjusted([
      { rule: "statistics.significant_digits", value: 3 },
      { rule: "published", value: "as-counted" },
      { rule: "flow_differences", value: false },
    ]);
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([
      {
        severity: "error",
        code: "looser-without-reason",
        place: { file: "study.yaml", path: "disclosure.rules[2]" },
        remedy: "Write the reason; the annex prints it. Or keep to the policy.",
      },
    ]);
  });

  test("rules that say something only together are judged together", () => {
    const notMore = [
      { rule: "threshold.people", value: 9 },
      { rule: "threshold.operator", value: "<=" },
    ];
    expect(problemsOf(notMore)).toEqual([
      "warning disclosure-rule-unchanged disclosure.rules[0]",
      "warning disclosure-rule-unchanged disclosure.rules[1]",
    ]);
    expect(adjusted(notMore).value).toEqual(strict);
    expect(adjusted(notMore).problems[0]).toMatchObject({
      message: "With threshold.people so changed the policy is as strict as it was.",
      remedy: "Take the change out.",
    });
    const looser = [
      { rule: "threshold.operator", value: "<=" },
      { rule: "threshold.people", value: 8 },
    ];
    expect(problemsOf(looser)).toEqual([
      "error looser-without-reason disclosure.rules[0]",
      "error looser-without-reason disclosure.rules[1]",
    ]);
    expect(problemsOf(looser.map((one, at) => (at === 0 ? { ...one, reason } : one)))).toEqual([]);
  });

  test("the reason of a zero rule replaces that of the policy, which would explain the opposite", () => {
    const zeros = (change: Partial<RuleChange>) =>
      adjusted([{ rule: "zeros.rule", value: "disclosive", ...change }]).value?.zeros;
    expect(zeros({})).toEqual({ rule: "disclosive", reason: "this study decided so" });
    expect(zeros({ reason })).toEqual({ rule: "disclosive", reason });
  });

  test("roundings are changed in part, or as a whole", () => {
    const to10 = adjusted([{ rule: "rounding.to", value: 10 }]).value?.rounding;
    expect(to10).toEqual({ ...strict.rounding, to: 10 });
    const { value, problems } = adjusted([{ rule: "rounding", value: { method: "controlled", to: 6 }, reason }]);
    expect([value?.rounding, problems]).toEqual([{ method: "controlled", to: 6 }, []]);
    expect(problemsOf([{ rule: "rounding", value: { method: "controlled", to: 6 } }])).toEqual([
      "error looser-without-reason disclosure.rules[0]",
    ]);
  });
});

describe("[D91] problems of a study's own rules", () => {
  test("all come at once, each at its place", () => {
    const changes = [
      { rule: "treshold.people", value: 20 },
      { rule: "threshold", value: 20 },
      { rule: "threshold.people", value: "twenty" },
      { rule: "zeros.rule", value: "hidden" },
      { rule: "rounding", value: { method: "nearest", to: "five", order: "suppress-then-round", from: 3 } },
      { rule: "rounding.to", value: 10 },
      { rule: "models.saturated", value: false },
      { rule: "models.saturated", value: true },
      { rule: "magnitudes.dominance", value: { largest: 2, share: 0.9 } },
      { rule: "unit", value: "rows", reason },
      { rule: "title", value: "Ours" },
      { rule: "published", value: "release" },
    ];
    const { value, problems } = adjusted(changes);
    expect(value).toBeUndefined();
    expect(problemsOf(changes)).toEqual([
      "error unknown-disclosure-rule disclosure.rules[0].rule",
      "error unknown-disclosure-rule disclosure.rules[1].rule",
      "error disclosure-rule disclosure.rules[2].value",
      "error disclosure-rule disclosure.rules[3].value",
      "error disclosure-rule disclosure.rules[4].value.to",
      "error disclosure-rule disclosure.rules[4].value.totals",
      "error disclosure-rule disclosure.rules[4].value.shares",
      "error disclosure-rule disclosure.rules[4].value.from",
      "error disclosure-rule-twice disclosure.rules[5].rule",
      "error disclosure-rule-twice disclosure.rules[7].rule",
      "error disclosure-rule disclosure.rules[8].value.operator",
      "error unknown-disclosure-rule disclosure.rules[9].rule",
      "error unknown-disclosure-rule disclosure.rules[10].rule",
      "warning disclosure-rule-unchanged disclosure.rules[11]",
      "error looser-without-reason disclosure.rules[6]",
    ]);
    expect(problems[0]?.remedy).toBe(`Use one of ${changeableRules.join(", ")}.`);
    expect(problems.map(({ message }) => message)).toEqual([
      'There is no rule called "treshold.people".',
      'There is no rule called "threshold".',
      'This is "twenty".',
      'This is "hidden".',
      'This is "five".',
      "This rule is missing.",
      "This rule is missing.",
      "Plait knows no such rule and would not apply it.",
      "rounding.to is changed already by disclosure.rules[4].",
      "models.saturated is changed already by disclosure.rules[6].",
      "This rule is missing.",
      'There is no rule called "unit".',
      'There is no rule called "title".',
      "published is release in the policy already.",
      'models.saturated is looser than in the policy "strict-children", or cannot be compared with it, and no reason is given.',
    ]);
    expect(problems.every(({ remedy }) => remedy !== "")).toBe(true);
  });

  test("a rule that another one leaves without a place says which", () => {
    const { problems } = adjusted([{ rule: "rounding.to", value: 5 }], shippedPolicies.sacro);
    expect(problems).toMatchObject([
      {
        code: "unknown-disclosure-rule",
        message: "The policy has no rounding.to: its rounding is method none.",
        remedy: "Change rounding as a whole.",
      },
    ]);
  });

  test("a policy that could no longer protect names the rule, changed or not", () => {
    expect(adjusted([{ rule: "threshold.people", value: 5, reason }]).problems).toEqual([
      {
        severity: "error",
        code: "disclosure-rule",
        place,
        message: "With these changes protection.range must be a whole number from 1 to 3, not 5.",
        remedy: "Change protection.range as well, with a reason where it becomes looser.",
      },
    ]);
    expect(problemsOf([{ rule: "threshold.people", value: 2, reason }])).toEqual([
      "error disclosure-rule disclosure.rules[0].value",
    ]);
    expect(problemsOf([{ rule: "class_disclosure.share", value: 0 }])).toEqual([
      "error disclosure-rule disclosure.rules[0].value",
    ]);
  });

  test("a change that changes nothing is a warning, and readers are not told of it", () => {
    const { value, problems } = adjusted([{ rule: "rounding.to", value: 5, reason }]);
    expect(value).toEqual(strict);
    expect(problems).toMatchObject([
      { severity: "warning", message: "rounding.to is 5 in the policy already.", remedy: "Take the change out." },
    ]);
    const inOtherOrder = { to: 5, shares: "of-printed-counts", method: "nearest" };
    const whole = { ...inOtherOrder, totals: "sums-of-rounded-parts", order: "suppress-then-round" };
    expect(problemsOf([{ rule: "rounding", value: whole }])).toEqual([
      "warning disclosure-rule-unchanged disclosure.rules[0]",
    ]);
  });

  test("a place without a path is that of the rules themselves", () => {
    const { problems } = adjustedPolicy(strict, [{ rule: "treshold", value: 1 }], { file: "study.yaml" });
    expect(problems[0]?.place).toEqual({ file: "study.yaml", path: "rules[0].rule" });
  });

  test("the fault of a changed rule says what to do about the number", () => {
    expect(adjusted([{ rule: "class_disclosure.share", value: 0 }]).problems).toMatchObject([
      {
        message: "With these changes class_disclosure.share must be above 0 and at most 1, not 0.",
        remedy: "Change the number.",
      },
    ]);
  });

  test("a rule within a rule is told in brackets", () => {
    const midpoint = { method: "midpoint", to: 6, order: "suppress-then-round", totals: "rounded-independently" };
    const { value } = adjusted([{ rule: "rounding", value: { ...midpoint, shares: { midpoint: 6 } }, reason }]);
    expect(value?.changes?.[0]?.values?.is).toBe(
      "method midpoint, to 6, order suppress-then-round, totals rounded-independently, shares (midpoint 6)",
    );
  });

  test("a policy that the gate would not take is the caller's mistake", () => {
    expect(() => adjusted([], policy({ threshold: { people: 1, operator: "<" } }))).toThrow(RangeError);
  });
});

describe("[D92] what readers are told of changes", () => {
  test("rule, what it was and is, direction and reason, in the order of the policy", () => {
    const { value } = adjusted([
      { rule: "flow_differences", value: false, reason },
      { rule: "rounding", value: { method: "none" }, reason },
      { rule: "threshold.people", value: 12 },
    ]);
    expect(describePolicy(value ?? strict).changes).toEqual([
      { rule: "threshold.people", values: { was: "10", is: "12" }, looser: false },
      {
        rule: "rounding",
        values: {
          was: "method nearest, to 5, order suppress-then-round, totals sums-of-rounded-parts, shares of-printed-counts",
          is: "method none",
        },
        looser: true,
        reason,
      },
      { rule: "flow_differences", values: { was: "true", is: "false" }, looser: true, reason },
    ]);
    expect(describePolicy(strict).changes).toEqual([]);
  });

  test("never the values of rules for amounts", () => {
    const { value } = adjusted([
      { rule: "magnitudes.dominance", value: { largest: 3, share: 0.77, operator: ">=" } },
      { rule: "magnitudes.p_percent", value: "none", reason },
      { rule: "magnitudes.negatives", value: "withhold" },
    ]);
    const statement = describePolicy(value ?? strict);
    expect(statement.changes).toEqual([
      { rule: "magnitudes.dominance", looser: false },
      { rule: "magnitudes.p_percent", looser: true, reason },
      { rule: "magnitudes.negatives", looser: false },
    ]);
    expect(JSON.stringify(statement)).not.toContain("0.77");
  });

  test("a study that changes a policy again adds to what was changed", () => {
    const once = adjusted([{ rule: "threshold.people", value: 12 }]).value ?? strict;
    const twice = adjusted([{ rule: "rounding.to", value: 10 }], once).value;
    expect(twice?.changes?.map(({ rule }) => rule)).toEqual(["threshold.people", "rounding.to"]);
  });
});

test("[D60] every rule of a policy but its names and its unit can be changed", () => {
  const leaves = (value: unknown, path: string): string[] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === "" ? key : `${path}.${key}`))
      : [path];
  const fixed = ["name", "title", "source", "unit", "zeros.reason", "rounding.method", "rounding.order"];
  const covered = (rule: string) =>
    changeableRules.some((one) => rule === one || (one.startsWith("magnitudes.") && rule.startsWith(`${one}.`)));
  expect(leaves(writtenPolicy(strict), "").filter((rule) => !covered(rule))).toEqual(fixed);
});

test.each(Object.values(shippedPolicies))("[D60] $name can be written down and read again", (shipped) => {
  const problems: string[] = [];
  expect(policyOf(writtenPolicy(shipped), (path) => problems.push(path))).toEqual(shipped);
  expect(problems).toEqual([]);
});

test("[D60] a policy with a rule that is none is no policy, however whole it is otherwise", () => {
  expect(policyOf({ ...writtenPolicy(strict), dominance: { n: 2, k: 90 } }, () => {})).toBeUndefined();
});
