import type { RecordsRules } from "@plait/study";
import type { TableColumn } from "../table-columns.ts";
import type { StataVariable } from "./stata-table.ts";

/**
 * How the columns of a harmonised, linked, long or wide table go into a Stata file: categories, also recoded ones, with
 * value labels in declared order, 0/1 indicators labelled No and Yes, months as `%tm`, dates as `%td`.
 *
 * Blocks then hold dates and months as `yyyy-mm-dd` text.
 */
export function stataVariables(columns: readonly TableColumn[], rules: RecordsRules): StataVariable[] {
  return columns.map((column) => stataVariable(column, rules));
}

function stataVariable(column: TableColumn, rules: RecordsRules): StataVariable {
  const { name, label } = column;
  switch (column.type) {
    case "text": {
      const values = categoriesOf(column, rules);
      return values === undefined ? { kind: "text", name, label } : { kind: "category", name, label, values };
    }
    case "date":
      return { kind: rules.variables[column.variable]?.type === "month" ? "month" : "date", name, label };
    case "integer":
    case "number":
      return { kind: "number", name, label };
    case "indicator": {
      const valueLabels = [
        { value: 0, text: "No" },
        { value: 1, text: "Yes" },
      ];
      return { kind: "number", name, label, valueLabels };
    }
    case "precision":
      return { kind: "category", name, label, values: ["day", "month", "year"] };
  }
}

/** The declared values of a column of categories, in order, or undefined for free text. */
function categoriesOf({ variable }: TableColumn, rules: RecordsRules): readonly string[] | undefined {
  const derived = rules.wide.derive.find((rule) => rule.variable === variable);
  if (derived !== undefined && "recode" in derived) {
    return [...Object.keys(derived.to), ...(derived.else === undefined ? [] : [derived.else])];
  }
  if (variable === "period") return Object.keys(rules.periods);
  if (variable === "group") return Object.keys(rules.groups);
  if (variable === "kind") return Object.keys(rules.kinds);
  const rule = rules.variables[summarisedVariable(variable, rules)];
  return rule?.type === "category" ? (rule.values ?? []) : undefined;
}

/** A summary takes its values from a variable of another name. */
function summarisedVariable(variable: string, rules: RecordsRules): string {
  const summary = rules.wide.summaries.find((rule) => rule.variable === variable);
  return summary !== undefined && summary.take !== "rows" ? summary.of : variable;
}
