import { BUILT_IN_VARIABLES, indicatorCountName, indicatorName } from "./available-variables.ts";
import { nearest } from "./check-conditions.ts";
import type { Problem } from "./problem.ts";
import { errorAt, listed } from "./problem-at.ts";
import type { KindRule, VariableRule } from "./records-rules.ts";
import type { StudyUnderCheck } from "./study-under-check.ts";
import type { YamlPath } from "./yaml-file.ts";

/** What `rules.yaml` says of kinds of record, the spine and variables. */
export function* kindAndVariableProblems(study: StudyUnderCheck): Generator<Problem> {
  yield* kindProblems(study);
  yield* spineProblems(study);
  yield* variableProblems(study);
}

function* kindProblems(study: StudyUnderCheck): Generator<Problem> {
  for (const [name, kind] of Object.entries(study.rules.kinds)) {
    const path = ["kinds", name];
    if (name === "wide" || name === "long") {
      yield errorAt(
        study.place(path),
        "kind-name-reserved",
        `"${name}" is the name of a file Plait makes`,
        "Give the kind another name.",
      );
    }
    const named = namedByKind(kind);
    for (const [inside, variable] of named) {
      if (study.variables.has(variable)) continue;
      yield errorAt(
        study.place([...path, ...inside]),
        "variable-not-declared",
        `the variable "${variable}" is not declared`,
        `Declare it under \`variables\`, or correct its name.${nearest(variable, study.variables)}`,
      );
    }
    yield* kindTypeProblems(study, kind, path);
    yield* kindMappingProblems(study, name, named, path);
  }
}

function namedByKind(kind: KindRule): [YamlPath, string][] {
  const list = (key: string, names: readonly string[] = []) =>
    names.map((variable, at): [YamlPath, string] => [[key, at], variable]);
  switch (kind.unit) {
    case "person":
      return [
        [["key"], kind.key],
        [["date"], kind.date],
        ...list("required", kind.required),
        ...list("episodes", kind.episodes),
        ...list("one_row_per", kind.one_row_per),
      ];
    case "case":
      return [...list("required", kind.required), ...(kind.date === undefined ? [] : list("date", [kind.date]))];
    case "figure":
      return [
        ...list("required", kind.required),
        ...kind.subtotals.flatMap(({ variable, of }, at): [YamlPath, string][] => [
          [["subtotals", at, "variable"], variable],
          [["subtotals", at, "of"], of],
        ]),
      ];
  }
}

function* kindTypeProblems(study: StudyUnderCheck, kind: KindRule, path: YamlPath): Generator<Problem> {
  const expected: [YamlPath, string | undefined, readonly VariableRule["type"][]][] = [];
  if (kind.unit === "person") expected.push([["key"], kind.key, ["reference"]]);
  if (kind.unit !== "figure") expected.push([["date"], kind.date, ["date", "month"]]);
  if (kind.unit === "figure") {
    kind.subtotals.forEach(({ of }, at) => {
      expected.push([["subtotals", at, "of"], of, ["integer", "number"]]);
    });
  }
  for (const [inside, variable, types] of expected) {
    const type = variable === undefined ? undefined : study.rules.variables[variable]?.type;
    if (type === undefined || types.includes(type)) continue;
    yield errorAt(
      study.place([...path, ...inside]),
      "variable-of-other-type",
      `${variable} is of type ${type}, and ${listed(types)} is needed here`,
      "Name another variable, or correct its type under `variables`.",
    );
  }
}

/** A kind that has been mapped at all must have what it cannot do without. */
function* kindMappingProblems(
  study: StudyUnderCheck,
  kind: string,
  named: readonly [YamlPath, string][],
  path: YamlPath,
): Generator<Problem> {
  const rows = study.crosswalk?.filter((row) => row.kind === kind) ?? [];
  if (rows.length === 0) return;
  const mapped = new Set(rows.map(({ variable }) => variable));
  const reported = new Set<string>();
  for (const [inside, variable] of named) {
    if (mapped.has(variable) || !study.variables.has(variable) || reported.has(variable)) continue;
    reported.add(variable);
    yield errorAt(
      study.place([...path, ...inside]),
      "variable-not-mapped",
      `${kind} needs ${variable}, and no row of records/crosswalk.csv maps a column of ${kind} to it`,
      "Map a column to it, or take it out here.",
    );
  }
}

function* spineProblems(study: StudyUnderCheck): Generator<Problem> {
  const { rules } = study;
  if (rules.spine === undefined) {
    const { remove, summaries, derive } = rules.wide;
    if (remove.length + summaries.length + derive.length === 0) return;
    yield errorAt(
      study.place(["wide"]),
      "wide-without-spine",
      "the wide file has rules, but no kind is its spine",
      "Add spine: and the kind that has one row an episode.",
    );
    return;
  }
  if (!study.kinds.has(rules.spine)) {
    yield errorAt(
      study.place(["spine"]),
      "spine-not-declared",
      `the spine "${rules.spine}" is not a kind`,
      `Name one of the kinds: ${listed(study.kinds)}.`,
    );
  } else if ((rules.kinds[rules.spine]?.unit ?? "person") !== "person") {
    yield errorAt(
      study.place(["spine"]),
      "spine-not-of-people",
      `the spine "${rules.spine}" has no reference number to which other kinds could attach`,
      "Name a kind of unit: person.",
    );
  }
}

function* variableProblems(study: StudyUnderCheck): Generator<Problem> {
  for (const [name, variable] of Object.entries(study.rules.variables)) {
    const path = ["variables", name];
    if (BUILT_IN_VARIABLES.some((builtIn) => builtIn === name)) {
      yield errorAt(
        study.place(path),
        "variable-name-reserved",
        `every row has a ${name} of Plait's own`,
        "Give the variable another name.",
      );
    }
    switch (variable.type) {
      case "integer":
      case "number":
        if (variable.from !== undefined && variable.to !== undefined && variable.from > variable.to) {
          yield errorAt(
            study.place([...path, "from"]),
            "range-backwards",
            `${variable.from} to ${variable.to} ends before it begins`,
            "Write the lower number under `from`.",
          );
        }
        break;
      case "category":
      case "multi":
        yield* repeatedValues(study, variable.values ?? [], [...path, "values"]);
        if (variable.type === "multi") yield* indicatorProblems(study, name, variable.values, path);
        break;
      case "reference":
      case "date":
      case "month":
      case "text":
        break;
    }
  }
}

function* repeatedValues(study: StudyUnderCheck, values: readonly string[], path: YamlPath): Generator<Problem> {
  for (const [at, value] of values.entries()) {
    if (values.indexOf(value) === at) continue;
    yield errorAt(study.place([...path, at]), "value-twice", `"${value}" stands twice`, "Take one of them out.");
  }
}

/** Indicators become columns, so no two may share a name. */
function* indicatorProblems(
  study: StudyUnderCheck,
  name: string,
  values: readonly string[],
  path: YamlPath,
): Generator<Problem> {
  const taken = new Map([[indicatorCountName(name), "the count of values"]]);
  for (const variable of study.variables) taken.set(variable, `the variable ${variable}`);
  for (const [at, value] of values.entries()) {
    if (values.indexOf(value) < at) continue;
    const indicator = indicatorName(name, value);
    const other = taken.get(indicator);
    if (other !== undefined) {
      yield errorAt(
        study.place([...path, "values", at]),
        "indicator-name-taken",
        `"${value}" would be called ${indicator}, as ${other} is`,
        "Rename the value or the variable.",
      );
    }
    taken.set(indicator, `the value "${value}"`);
  }
}

/** A problem unless a kind of that name is declared. */
export function* declaredKind(study: StudyUnderCheck, kind: string, path: YamlPath): Generator<Problem> {
  if (study.kinds.has(kind)) return;
  yield errorAt(
    study.place(path),
    "kind-not-declared",
    `the kind "${kind}" is not declared`,
    `Declare it under \`kinds\`, or name one of ${listed(study.kinds)}.`,
  );
}
