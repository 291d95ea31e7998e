import { VALUES_FOLDER, type VariableRule } from "@plait/study";

/** A variable whose values may be repaired. */
type RepairedRule = Exclude<VariableRule, { type: "text" }>;

/** The file that decides on the values of a variable. */
export function valuesFileOf(variable: string): string {
  return `${VALUES_FOLDER}${variable}.csv`;
}

/** The values that a variable may have; none where it has no list of them. */
export function declaredValues(rule: RepairedRule): string[] {
  return rule.type === "category" || rule.type === "multi" ? [...(rule.values ?? []), ...rule.unknown] : [];
}

/** Whether a value that is not declared stops linking. */
export function stopsAtUndeclared(rule: RepairedRule): boolean {
  return rule.type === "multi" || (rule.type === "category" && rule.values !== undefined && rule.otherwise === "stop");
}
