import { type AnnexPlan, type PlannedResult, tableName } from "./annex-plan.ts";

/**
 * Splits prose at the ids of results: an id such as `records.coverage` standing as a word becomes a reference to that
 * result's table. Words that are no id of this annex stay as they are.
 */
export function crossReferences(prose: string, plan: AnnexPlan): (string | PlannedResult)[] {
  const byId = new Map(plan.results.map((one) => [one.result.id, one]));
  return prose
    .split(/((?<![\w.-])[a-z0-9]+(?:[.-][a-z0-9]+)+(?![\w-]))/)
    .filter((piece) => piece !== "")
    .map((piece) => byId.get(piece) ?? piece);
}

/** Prose with its references as plain words: `Table 3`. */
export function proseText(prose: string, plan: AnnexPlan): string {
  return crossReferences(prose, plan)
    .map((piece) => (typeof piece === "string" ? piece : tableName(piece)))
    .join("");
}
