import { indicatorCountName, indicatorName, type VariableRule } from "@plait/study";

/** A column of a harmonised or linked table. */
export interface TableColumn {
  readonly name: string;
  readonly type: "text" | "date" | "integer" | "number" | "indicator" | "precision";
  /** The variable of `rules.yaml` the column comes from; its own name for linkage columns. */
  readonly variable: string;
  readonly label: string;
  /** Values that are no answer. */
  readonly unknown: readonly string[];
}

/**
 * The columns a variable becomes: itself; for dates also how precisely each is known; for fields that list several values a 0/1 indicator
 * for each value and their count.
 */
export function columnsOf(variable: string, rule: VariableRule): TableColumn[] {
  const own = { name: variable, variable, label: rule.label };
  switch (rule.type) {
    case "reference":
    case "text":
      return [{ ...own, type: "text", unknown: [] }];
    case "category":
      return [{ ...own, type: "text", unknown: rule.unknown }];
    case "month":
      return [{ ...own, type: "date", unknown: [] }];
    case "date":
      return [
        { ...own, type: "date", unknown: [] },
        {
          name: precisionColumn(variable),
          variable,
          label: `${rule.label}: how precise`,
          type: "precision",
          unknown: [],
        },
      ];
    case "integer":
    case "number":
      return [{ ...own, type: rule.type, unknown: [] }];
    case "multi":
      return [
        { ...own, type: "text", unknown: rule.unknown },
        ...rule.values.map((value): TableColumn => {
          const name = indicatorName(variable, value);
          return { name, variable, label: `${rule.label}: ${value}`, type: "indicator", unknown: [] };
        }),
        {
          name: indicatorCountName(variable),
          variable,
          label: `${rule.label}: number of types`,
          type: "integer",
          unknown: [],
        },
      ];
  }
}

export function precisionColumn(variable: string): string {
  return `${variable}__precision`;
}

/** A cell as shown. */
export function rawColumn(variable: string): string {
  return `${variable}__raw`;
}

/** What a workbook keeps beneath the cell, where that is not what it shows. */
export function underlyingColumn(variable: string): string {
  return `${variable}__under`;
}
