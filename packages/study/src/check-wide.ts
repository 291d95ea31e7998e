import { type AvailableVariables, kindVariables, spineVariables, summarisedVariables } from "./available-variables.ts";
import { type AskedRows, askedVariable, conditionProblems } from "./check-conditions.ts";
import { declaredKind } from "./check-kinds.ts";
import type { Problem } from "./problem.ts";
import { errorAt, listed } from "./problem-at.ts";
import { BUILT_IN_REMOVALS, type DeriveRule, type SummaryRule } from "./records-rules.ts";
import { isUnreadable, type StudyUnderCheck } from "./study-under-check.ts";
import type { YamlPath } from "./yaml-file.ts";

/** What `rules.yaml` says of the wide file. */
export function* wideProblems(study: StudyUnderCheck): Generator<Problem> {
  const { rules, crosswalk } = study;
  if (rules.spine === undefined || rules.kinds[rules.spine]?.unit !== "person") return;
  const spine = spineVariables(rules, crosswalk);
  yield* removalProblems(study, { available: spine, name: rules.spine, place: study.place });
  for (const [at, summary] of rules.wide.summaries.entries()) {
    yield* summaryProblems(study, summary, ["wide", "summaries", at]);
  }
  yield* nameProblems(study, spine);
  const before = {
    available: summarisedVariables(rules, crosswalk),
    name: "the wide file before derived variables",
    place: study.place,
  };
  for (const [at, derived] of rules.wide.derive.entries()) {
    yield* deriveProblems(study, before, derived, ["wide", "derive", at]);
  }
}

function* removalProblems(study: StudyUnderCheck, spine: AskedRows): Generator<Problem> {
  const rules = study.rules.wide.remove;
  for (const [at, { rule, when }] of rules.entries()) {
    const path = ["wide", "remove", at];
    if (rules.findIndex((other) => other.rule === rule) < at) {
      yield errorAt(
        study.place([...path, "rule"]),
        "rule-twice",
        `the rule "${rule}" stands twice`,
        "Give one of them another name: the ledger counts by rule.",
      );
    }
    const builtIn = BUILT_IN_REMOVALS.some((name) => name === rule);
    if (builtIn === (when !== undefined)) {
      yield errorAt(
        study.place(path),
        builtIn ? "built-in-rule-with-condition" : "rule-without-condition",
        builtIn ? `${rule} is built in and has no \`when\`` : `nothing says when "${rule}" holds`,
        builtIn
          ? "Take `when` out, or give your rule another name."
          : `Add \`when\` with a condition; only ${listed(BUILT_IN_REMOVALS)} do without.`,
      );
    }
    if (when !== undefined) yield* conditionProblems(study, spine, when, [...path, "when"]);
  }
}

function* summaryProblems(study: StudyUnderCheck, summary: SummaryRule, path: YamlPath): Generator<Problem> {
  yield* declaredKind(study, summary.kind, [...path, "kind"]);
  const kind = study.rules.kinds[summary.kind];
  if (kind === undefined) return;
  if (kind.unit !== "person" || summary.kind === study.rules.spine) {
    yield errorAt(
      study.place([...path, "kind"]),
      "summary-of-other-kind",
      summary.kind === study.rules.spine
        ? `${summary.kind} is the spine: its variables are in the wide file already`
        : `${summary.kind} has no reference number by which it could attach to a person`,
      "Summarise another kind of unit: person.",
    );
    return;
  }
  if (summary.take === "rows") return;
  const available = kindVariables(study.rules, study.crosswalk, summary.kind);
  const asked: AskedRows = { available, name: summary.kind, place: study.place };
  const of = yield* askedVariable(study, asked, summary.of, [...path, "of"]);
  if (summary.take === "first" || summary.take === "last") {
    const by = yield* askedVariable(study, asked, summary.by, [...path, "by"]);
    yield* typeProblems(study, summary.by, by?.type, ordered, [...path, "by"]);
  } else {
    const types = summary.take === "sum" ? numeric : ordered;
    yield* typeProblems(study, summary.of, of?.type, types, [...path, "of"]);
  }
}

const numeric = ["integer", "number", "indicator"];
const ordered = ["date", "month", ...numeric];

/** A problem where a variable is not of one of the types that are needed; none where its type is not known. */
export function* typeProblems(
  study: Pick<StudyUnderCheck, "place">,
  name: string,
  type: string | undefined,
  needed: readonly string[],
  path: YamlPath,
): Generator<Problem> {
  if (type === undefined || needed.includes(type)) return;
  yield errorAt(
    study.place(path),
    "variable-of-other-type",
    `${name} is of type ${type}, and ${listed(needed)} is needed here`,
    "Name another variable, or correct its type under `variables`.",
  );
}

/** Summaries and derived variables become columns beside those of the spine. */
function* nameProblems(study: StudyUnderCheck, spine: AvailableVariables): Generator<Problem> {
  const { summaries, derive } = study.rules.wide;
  const taken = new Set(spine.keys());
  const named = [
    ...summaries.map(({ variable }, at): [string, YamlPath] => [variable, ["wide", "summaries", at, "variable"]]),
    ...derive.map(({ variable }, at): [string, YamlPath] => [variable, ["wide", "derive", at, "variable"]]),
  ];
  for (const [name, path] of named) {
    if (taken.has(name)) {
      yield errorAt(
        study.place(path),
        "wide-variable-twice",
        `the wide file already has a variable "${name}"`,
        "Give this one another name.",
      );
    }
    taken.add(name);
  }
}

function* deriveProblems(
  study: StudyUnderCheck,
  before: AskedRows,
  derived: DeriveRule,
  path: YamlPath,
): Generator<Problem> {
  if ("months_between" in derived) {
    for (const [at, name] of derived.months_between.entries()) {
      const inside = [...path, "months_between", at];
      const variable = yield* askedVariable(study, before, name, inside);
      yield* typeProblems(study, name, variable?.type, ["date"], inside);
    }
    return;
  }
  const source = yield* askedVariable(study, before, derived.recode, [...path, "recode"]);
  yield* typeProblems(study, derived.recode, source?.type, ["category"], [...path, "recode"]);
  const listedOnce = new Set<string>();
  for (const [target, values] of Object.entries(derived.to)) {
    for (const [at, value] of values.entries()) {
      const inside = [...path, "to", target, at];
      if (listedOnce.has(value)) {
        yield errorAt(
          study.place(inside),
          "value-twice",
          `"${value}" is recoded twice`,
          "List it under one new value only.",
        );
      }
      listedOnce.add(value);
      if (source === undefined || source.values === null || source.values.includes(value)) continue;
      yield errorAt(
        study.place(inside),
        "recode-value-unknown",
        `"${value}" is no value of ${derived.recode}`,
        `The values are ${listed(source.values)}.`,
      );
    }
  }
  if (derived.else !== undefined || source === undefined || isUnreadable(study, derived.recode)) return;
  const left = (source.values ?? []).filter((value) => !listedOnce.has(value) && !source.unknown.includes(value));
  if (left.length === 0 && source.values !== null && !source.open) return;
  yield errorAt(
    study.place(path),
    "recode-incomplete",
    left.length === 0
      ? `${derived.recode} may hold further values, and nothing says what becomes of them`
      : `nothing says what becomes of ${left.slice(0, 5).join(", ")}`,
    "List them under `to`, or add `else` with the value for all others.",
  );
}
