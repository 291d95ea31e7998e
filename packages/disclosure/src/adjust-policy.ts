import type { Place, Problem, Read, RuleChange } from "@plait/study";
import { type ChangedRule, type Policy, policyFaults } from "./policy.ts";
import { policyOf } from "./read-policy.ts";
import { type RankedRules, rankedRules, strictness } from "./rule-strictness.ts";
import { assertUsable } from "./usable-policy.ts";
import { writtenPolicy } from "./written-policy.ts";

/**
 * A policy with the rules that a study sets otherwise. A study may make any rule stricter; a looser one needs a reason,
 * which readers are told. What was changed is kept in `changes`; two rules that say something only together, such as the
 * number and the operator of the threshold, are judged together.
 *
 * Problems, each at its place: a rule that is not known, or that stands there twice; a value that the rule cannot have;
 * a looser rule without a reason; a policy that could no longer protect; and, as a warning, a change that changes nothing.
 *
 * Throws TypeError or RangeError when the policy itself is none that the gate would take.
 *
 * @param place of the list of changes, such as `{ file: "study.yaml", path: "disclosure.rules" }`
 */
export function adjustedPolicy(policy: Policy, changes: readonly RuleChange[], place: Place): Read<Policy> {
  assertUsable(policy);
  const problems: Problem[] = [];
  const placed = changes.map((change, at): PlacedChange => ({ ...change, at: `${place.path ?? "rules"}[${at}]` }));
  const report: Report = (code, path, message, remedy, severity = "error") =>
    void problems.push({ severity, code, place: path === undefined ? place : { ...place, path }, message, remedy });
  const readable = placed.filter((change) => isReadable(change, placed, policy, report));
  const changing = readable.filter((change) => changesSomething(change, policy, report));
  const adjusted = withChanges(policy, changing, neverReported);
  const told = judged(policy, adjusted, changing, report);
  reportFaults(adjusted, changing, report);
  if (problems.some(({ severity }) => severity === "error")) return { problems };
  return {
    value: told.length === 0 ? policy : { ...adjusted, changes: [...(policy.changes ?? []), ...told] },
    problems,
  };
}

/** The names of all rules that a study may change. */
export const changeableRules: readonly string[] = rankedRules.flatMap(({ rules }) => rules);

interface PlacedChange extends RuleChange {
  /** Where it stands, such as `disclosure.rules[0]`. */
  readonly at: string;
}

type Report = (
  code: string,
  path: string | undefined,
  message: string,
  remedy: string,
  severity?: Problem["severity"],
) => void;

/** Whether the change is of a rule that there is, once, and to a value that it may have. */
function isReadable(change: PlacedChange, all: readonly PlacedChange[], policy: Policy, report: Report): boolean {
  const { rule, at } = change;
  if (!changeableRules.includes(rule)) {
    const remedy = `Use one of ${changeableRules.join(", ")}.`;
    report("unknown-disclosure-rule", `${at}.rule`, `There is no rule called "${rule}".`, remedy);
    return false;
  }
  const known = all.filter((one) => changeableRules.includes(one.rule));
  const other = known.find((one, position) =>
    one.rule === rule ? position < known.indexOf(change) : isAtOrWithin(rule, one.rule),
  );
  if (other !== undefined) {
    const message = `${rule} is changed already by ${other.at}.`;
    report("disclosure-rule-twice", `${at}.rule`, message, "Write one change of it.");
    return false;
  }
  if (ruleOf(policy, rule) === undefined) {
    const whole = rule.slice(0, rule.indexOf("."));
    const message = `The policy has no ${rule}: its ${whole} is ${inWords(ruleOf(policy, whole))}.`;
    report("unknown-disclosure-rule", `${at}.rule`, message, `Change ${whole} as a whole.`);
    return false;
  }
  let fits = true;
  withChanges(policy, [change], (path, message, remedy) => {
    fits = false;
    report("disclosure-rule", `${at}.value${path.slice(rule.length)}`, message, remedy);
  });
  return fits;
}

function changesSomething(change: PlacedChange, policy: Policy, report: Report): boolean {
  const { rule, value, at } = change;
  // Both are read, so that their keys come in one order.
  const was = ruleOf(withChanges(policy, [], neverReported), rule);
  const is = ruleOf(withChanges(policy, [{ rule, value }], neverReported), rule);
  if (JSON.stringify(was) !== JSON.stringify(is)) return true;
  const message = `${rule} is ${inWords(was)} in the policy already.`;
  report("disclosure-rule-unchanged", at, message, "Take the change out.", "warning");
  return false;
}

/** What readers are told of the changes. Each looser rule without a reason is reported. */
function judged(was: Policy, is: Policy, changes: readonly PlacedChange[], report: Report): readonly ChangedRule[] {
  return rankedRules.flatMap((ranked) => {
    const concerned = changes.filter(({ rule }) => ranked.rules.includes(rule));
    return concerned.length === 0 ? [] : judgedTogether(ranked, was, is, concerned, report);
  });
}

function judgedTogether(
  ranked: RankedRules,
  was: Policy,
  is: Policy,
  changes: readonly PlacedChange[],
  report: Report,
): readonly ChangedRule[] {
  const found = strictness(ranked, was, is);
  const isExplained = changes.some(({ reason }) => reason !== undefined);
  for (const { rule, at } of changes) {
    if (found === "same") {
      const message = `With ${rule} so changed the policy is as strict as it was.`;
      report("disclosure-rule-unchanged", at, message, "Take the change out.", "warning");
    }
    if (found === "looser" && !isExplained) {
      const message = `${rule} is looser than in the policy "${was.name}", or cannot be compared with it, and no reason is given.`;
      report("looser-without-reason", at, message, "Write the reason; the annex prints it. Or keep to the policy.");
    }
  }
  if (found === "same") return [];
  return changes.map(({ rule, reason }) => ({
    rule,
    ...(isForAmounts(rule) ? {} : { values: { was: inWords(ruleOf(was, rule)), is: inWords(ruleOf(is, rule)) } }),
    looser: found === "looser",
    ...(reason === undefined ? {} : { reason }),
  }));
}

/** With the parameters of these rules a reader could work out the largest amounts. */
function isForAmounts(rule: string): boolean {
  return isAtOrWithin(rule, "magnitudes");
}

function reportFaults(adjusted: Policy, changes: readonly PlacedChange[], report: Report): void {
  for (const { path, message } of policyFaults(adjusted)) {
    const change = changes.find(({ rule }) => isAtOrWithin(path, rule));
    report(
      "disclosure-rule",
      change === undefined ? undefined : `${change.at}.value`,
      `With these changes ${path} ${message}.`,
      change === undefined ? `Change ${path} as well, with a reason where it becomes looser.` : "Change the number.",
    );
  }
}

/** The policy with rules put in. Where one does not fit it is reported, and the policy is as it was. */
function withChanges(
  policy: Policy,
  changes: readonly Omit<PlacedChange, "at">[],
  report: (path: string, message: string, remedy: string) => void,
): Policy {
  const written = writtenPolicy(policy);
  for (const { rule, value, reason } of changes) {
    put(written, rule, value);
    // The reason of the policy's own rule would explain the opposite.
    if (rule === "zeros.rule") put(written, "zeros.reason", reason ?? "this study decided so");
  }
  return policyOf(written, report) ?? policy;
}

/** Of a policy that is usable, with changes that have been tried one by one. */
function neverReported(path: string, message: string): never {
  throw new TypeError(`${path}: ${message}`);
}

function put(written: Record<string, unknown>, rule: string, value: unknown): void {
  const [, outer, key = rule] = /^(?:(.*)\.)?([^.]+)$/.exec(rule) ?? [];
  const target = outer === undefined ? written : mapping(valueAt(written, outer));
  if (target === undefined) throw new RangeError(`no rule ${rule} in the policy`);
  target[key] = value;
}

function valueAt(written: Record<string, unknown>, rule: string): unknown {
  return rule.split(".").reduce<unknown>((inner, key) => mapping(inner)?.[key], written);
}

function ruleOf(policy: Policy, rule: string): unknown {
  return valueAt(writtenPolicy(policy), rule);
}

function mapping(value: unknown): Record<string, unknown> | undefined {
  // Written policies are plain objects all the way down.
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}

function isAtOrWithin(rule: string, outer: string): boolean {
  return rule === outer || rule.startsWith(`${outer}.`);
}

/** `10`, `as-counted`, `method nearest, to 5, shares (midpoint 6)`. */
function inWords(value: unknown): string {
  const inner = mapping(value);
  if (inner === undefined) return String(value);
  return Object.entries(inner)
    .map(([key, one]) => `${key} ${mapping(one) === undefined ? inWords(one) : `(${inWords(one)})`}`)
    .join(", ");
}
