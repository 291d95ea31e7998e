import { recordsRulesSchema } from "@plait/study";
import { describe, expect, it } from "vitest";
import { stataVariables } from "../../src/export/stata-variables.ts";
import type { TableColumn } from "../../src/table-columns.ts";

const rules = recordsRulesSchema.parse({
  groups: { RPC: { label: "Regional practice coordinator" }, DW: { label: "Direct worker" } },
  variables: {
    urn: { label: "Reference", type: "reference", prefix: "URN", digits: 6 },
    month: { label: "Month", type: "month" },
    nationality: { label: "Nationality", type: "category" },
    reason: { label: "Reason", type: "category", values: ["Turning 18", "Other"] },
  },
  wide: {
    summaries: [
      { variable: "closure_reason", label: "Closure", kind: "monthly", take: "last", of: "reason", by: "month" },
    ],
    derive: [{ variable: "uk", label: "UK", recode: "nationality", to: { UK: ["British"] }, else: "Non-UK" }],
  },
});

describe("[E9] columns of a table as Stata variables", () => {
  it.each([
    ["urn", "text", { kind: "text" }],
    ["group", "text", { kind: "category", values: ["RPC", "DW"] }],
    ["nationality", "text", { kind: "category", values: [] }],
    ["closure_reason", "text", { kind: "category", values: ["Turning 18", "Other"] }],
    ["uk", "text", { kind: "category", values: ["UK", "Non-UK"] }],
    ["month", "date", { kind: "month" }],
    ["referral_date", "date", { kind: "date" }],
    ["referral_date__precision", "precision", { kind: "category", values: ["day", "month", "year"] }],
    ["time_in_service", "number", { kind: "number" }],
    [
      "exploitation_labour",
      "indicator",
      {
        kind: "number",
        valueLabels: [
          { value: 0, text: "No" },
          { value: 1, text: "Yes" },
        ],
      },
    ],
  ] as const)("%s, a column of type %s", (name, type, meant) => {
    const column: TableColumn = { name, variable: name, label: "Label", type, unknown: [] };
    expect(stataVariables([column], rules)).toEqual([{ name, label: "Label", ...meant }]);
  });
});
