import type { AvailableVariable } from "./available-variables.ts";
import { type AskedRows, askedVariable, conditionProblems } from "./check-conditions.ts";
import { typeProblems } from "./check-wide.ts";
import type { Place, Problem } from "./problem.ts";
import { errorAt, listed, warningAt } from "./problem-at.ts";
import type { ModelRule, ModelsFile, PredictorRule } from "./records-models.ts";
import { type StudyUnderCheck, sourceVariables } from "./study-under-check.ts";
import type { YamlPath } from "./yaml-file.ts";

/** What `models.yaml` says, held against the variables of the wide file. */
export function* modelProblems(
  study: StudyUnderCheck,
  models: ModelsFile,
  place: (path: YamlPath) => Place,
): Generator<Problem> {
  const available = sourceVariables(study, "wide");
  if (available === "unreadable" || models.models.length === 0) return;
  if (available === undefined) {
    yield errorAt(
      place(["models"]),
      "source-unknown",
      "there is no wide file, as no kind is the spine",
      "Name the spine in records/rules.yaml.",
    );
    return;
  }
  for (const [at, model] of models.models.entries()) {
    yield* oneModelProblems(study, { available, name: "the wide file", place }, model, ["models", at]);
  }
}

function* oneModelProblems(
  study: StudyUnderCheck,
  wide: AskedRows,
  model: ModelRule,
  path: YamlPath,
): Generator<Problem> {
  yield* twice(wide, "rule", model.sample, ({ rule }) => rule, [...path, "sample"]);
  for (const [at, { keep }] of model.sample.entries()) {
    yield* conditionProblems(study, wide, keep, [...path, "sample", at, "keep"]);
  }
  yield* twice(wide, "id", model.outcomes, ({ id }) => id, [...path, "outcomes"]);
  for (const [at, { when }] of model.outcomes.entries()) {
    yield* conditionProblems(study, wide, when, [...path, "outcomes", at, "when"]);
  }
  const inModel = new Set<string>();
  for (const [at, predictor] of model.predictors.entries()) {
    const inside = [...path, "predictors", at];
    const name = "indicator" in predictor ? predictor.indicator : predictor.variable;
    if (inModel.has(name)) {
      yield errorAt(
        wide.place(inside),
        "predictor-twice",
        `${name} is a predictor twice, so neither could be estimated`,
        "Keep one of them.",
      );
    }
    inModel.add(name);
    yield* predictorProblems(study, wide, predictor, inside);
  }
  if (typeof model.standard_errors === "object") {
    yield* askedVariable(study, wide, model.standard_errors.cluster, [...path, "standard_errors", "cluster"]);
  }
}

function* predictorProblems(
  study: StudyUnderCheck,
  wide: AskedRows,
  predictor: PredictorRule,
  path: YamlPath,
): Generator<Problem> {
  if ("indicator" in predictor) {
    const inside = [...path, "indicator"];
    const variable = yield* askedVariable(study, wide, predictor.indicator, inside);
    yield* typeProblems(wide, predictor.indicator, variable?.type, ["indicator"], inside);
    return;
  }
  const inside = [...path, "variable"];
  const variable = yield* askedVariable(study, wide, predictor.variable, inside);
  if (!("levels" in predictor)) {
    yield* typeProblems(wide, predictor.variable, variable?.type, ["integer", "number"], inside);
    return;
  }
  yield* typeProblems(wide, predictor.variable, variable?.type, ["category"], inside);
  const levels: [string, YamlPath][] = [
    ...predictor.levels.map((level, at): [string, YamlPath] => [level, [...path, "levels", at]]),
    [predictor.reference, [...path, "reference"]],
  ];
  for (const [at, [level, written]] of levels.entries()) {
    if (levels.findIndex(([other]) => other === level) < at) {
      yield errorAt(
        wide.place(written),
        "level-twice",
        `"${level}" stands twice among the levels and their reference`,
        "Keep one of them.",
      );
    } else if (variable !== undefined) yield* levelProblems(wide.place(written), predictor.variable, variable, level);
  }
}

function* levelProblems(place: Place, name: string, variable: AvailableVariable, level: string): Generator<Problem> {
  if (variable.values === null || variable.values.includes(level)) return;
  yield (variable.open ? warningAt : errorAt)(
    place,
    "level-unknown",
    `"${level}" is no value of ${name}`,
    `The values are ${listed(variable.values)}.`,
  );
}

function* twice<T>(
  wide: AskedRows,
  key: string,
  items: readonly T[],
  nameOf: (item: T) => string,
  path: YamlPath,
): Generator<Problem> {
  const names = items.map(nameOf);
  for (const [at, name] of names.entries()) {
    if (names.indexOf(name) === at) continue;
    yield errorAt(
      wide.place([...path, at, key]),
      "rule-twice",
      `"${name}" stands twice in one model`,
      "Give one of them another name.",
    );
  }
}
