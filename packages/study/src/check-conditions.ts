import type { AvailableVariable, AvailableVariables } from "./available-variables.ts";
import { type Condition, conditionLeaves, type LeafCondition } from "./condition.ts";
import type { Place, Problem } from "./problem.ts";
import { errorAt, listed, warningAt } from "./problem-at.ts";
import { isIsoDay } from "./schema-parts.ts";
import { isUnreadable, type StudyUnderCheck } from "./study-under-check.ts";
import type { YamlPath } from "./yaml-file.ts";

/** Where a rule stands and what it may ask about. */
export interface AskedRows {
  readonly available: AvailableVariables;
  /** What the rows are called in messages: "the wide file", "referral". */
  readonly name: string;
  readonly place: (path: YamlPath) => Place;
}

/** Every variable of a condition exists, and every value is one that the variable can take. */
export function* conditionProblems(
  study: StudyUnderCheck,
  asked: AskedRows,
  condition: Condition,
  path: YamlPath,
): Generator<Problem> {
  for (const { leaf, path: inside } of conditionLeaves(condition)) {
    const at = [...path, ...inside];
    const variable = yield* askedVariable(study, asked, leaf.variable, [...at, "variable"]);
    if (variable !== undefined) yield* valueProblems(asked, leaf, variable, at);
  }
}

/** The variable a rule names, or a problem where the rows have none of that name. */
export function* askedVariable(
  study: StudyUnderCheck,
  asked: AskedRows,
  name: string,
  path: YamlPath,
): Generator<Problem, AvailableVariable | undefined> {
  const variable = asked.available.get(name);
  if (variable !== undefined || isUnreadable(study, name)) return variable;
  const declared = study.variables.has(name);
  yield errorAt(
    asked.place(path),
    declared ? "variable-not-available" : "variable-not-declared",
    declared
      ? `${asked.name} has no variable "${name}": no crosswalk row maps it there`
      : `there is no variable "${name}" in ${asked.name}`,
    declared
      ? "Map it in records/crosswalk.csv, or ask about another variable."
      : `Correct the name or declare it in records/rules.yaml.${nearest(name, asked.available.keys())}`,
  );
  return undefined;
}

function* valueProblems(
  asked: AskedRows,
  leaf: LeafCondition,
  variable: AvailableVariable,
  path: YamlPath,
): Generator<Problem> {
  if ("in" in leaf) yield* listProblems(asked, leaf.variable, variable, leaf.in, [...path, "in"]);
  else if ("not_in" in leaf) yield* listProblems(asked, leaf.variable, variable, leaf.not_in, [...path, "not_in"]);
  else if ("between" in leaf) yield* rangeProblems(asked, leaf.variable, variable, leaf.between, [...path, "between"]);
  else if ("not_between" in leaf) {
    yield* rangeProblems(asked, leaf.variable, variable, leaf.not_between, [...path, "not_between"]);
  }
}

type Value = string | number;

function* listProblems(
  asked: AskedRows,
  name: string,
  variable: AvailableVariable,
  values: readonly Value[],
  path: YamlPath,
): Generator<Problem> {
  for (const [at, value] of values.entries()) {
    const place = asked.place([...path, at]);
    const fault = unfitValue(variable, value);
    if (fault !== undefined) {
      yield errorAt(place, "condition-value-unfit", `${name}: ${fault}`, "Write the value as the variable holds it.");
    } else if (variable.values !== null && !variable.values.includes(String(value))) {
      yield (variable.open ? warningAt : errorAt)(
        place,
        "condition-value-unknown",
        `"${value}" is no value of ${name}, so no row fits it`,
        `The values are ${listed(variable.values)}.`,
      );
    }
  }
}

function* rangeProblems(
  asked: AskedRows,
  name: string,
  variable: AvailableVariable,
  range: readonly [Value, Value],
  path: YamlPath,
): Generator<Problem> {
  const place = asked.place(path);
  if (!["date", "month", "integer", "number", "indicator"].includes(variable.type)) {
    yield errorAt(
      place,
      "condition-range-unfit",
      `${name} has no order: it is ${aWord(variable.type)}`,
      "Use `in` with the values meant; ranges are for dates, months and numbers.",
    );
    return;
  }
  const fault = range.map((value) => unfitValue(variable, value)).find((found) => found !== undefined);
  if (fault !== undefined) {
    yield errorAt(place, "condition-value-unfit", `${name}: ${fault}`, "Write both ends as the variable holds them.");
  } else if (range[0] > range[1]) {
    yield errorAt(
      place,
      "range-backwards",
      `the range of ${name} ends before it begins`,
      "Write the lower or earlier value first.",
    );
  }
}

/** Why a variable of this type can never be compared with the value. */
function unfitValue({ type }: AvailableVariable, value: Value): string | undefined {
  switch (type) {
    case "date":
      return isIsoDay(String(value)) ? undefined : `"${value}" is not a day written yyyy-mm-dd`;
    case "month":
      return /^\d{4}-(0[1-9]|1[0-2])$/.test(String(value)) ? undefined : `"${value}" is not a month written yyyy-mm`;
    case "integer":
    case "number":
      return typeof value === "number" ? undefined : `"${value}" is a text, and the variable holds numbers`;
    case "indicator":
      return value === 0 || value === 1 ? undefined : `"${value}" is neither 0 nor 1`;
    case "reference":
    case "category":
    case "multi":
    case "text":
      return typeof value === "string" ? undefined : `${value} is a number, and the variable holds texts ("${value}")`;
  }
}

function aWord(type: AvailableVariable["type"]): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** " Did you mean …?" where one name differs in at most two letters. */
export function nearest(name: string, candidates: Iterable<string>): string {
  const near = [...candidates].filter((candidate) => editDistance(name, candidate) <= 2);
  return near.length === 0 ? "" : ` Did you mean ${listed(near.slice(0, 3))}?`;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
