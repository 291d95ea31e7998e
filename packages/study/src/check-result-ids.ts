import type { Place, Problem } from "./problem.ts";
import { errorAt } from "./problem-at.ts";
import type { ModelsFile } from "./records-models.ts";
import type { RecordsRules } from "./records-rules.ts";
import type { YamlPath } from "./yaml-file.ts";

/** Results that every study has. A rule cannot take their ids. */
const BUILT_IN_RESULTS = ["records.sample-sizes", "records.linkage-flow", "records.coverage"] as const;

/** Files and links are named after the id of a result, so every id stands once in the whole study. */
export function* resultIdProblems(
  rules: RecordsRules | undefined,
  models: ModelsFile | undefined,
  ruleAt: (path: YamlPath) => Place,
  modelAt: (path: YamlPath) => Place,
): Generator<Problem> {
  const taken = new Map<string, string>(BUILT_IN_RESULTS.map((id) => [id, "a result every study has"]));
  const placed = [
    ...(["chains", "tables", "comparisons", "trends"] as const).flatMap((key) =>
      (rules?.[key] ?? []).map(({ id }, at) => ({ id, place: ruleAt([key, at, "id"]) })),
    ),
    ...(models?.models ?? []).map(({ id }, at) => ({ id, place: modelAt(["models", at, "id"]) })),
  ];
  for (const { id, place } of placed) {
    const owner = taken.get(id);
    if (owner === undefined) {
      taken.set(id, `${place.path} in ${place.file}`);
      continue;
    }
    yield errorAt(place, "result-id-twice", `the id "${id}" is that of ${owner}`, "Give this result an id of its own.");
  }
}
