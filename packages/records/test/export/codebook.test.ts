import { describe, expect, it } from "vitest";
import { type CodebookVariable, codebookRows, codebookValueRows } from "../../src/export/codebook.ts";

const gender: CodebookVariable = {
  name: "gender",
  label: "Gender",
  type: "category",
  stata: "gender",
  rows: 100,
  present: 90,
  missing: [
    { cause: "not-supplied", rows: 3 },
    { cause: "empty-cell", rows: 7 },
    { cause: "not-readable", rows: 0 },
  ],
  values: [
    { value: "Female", code: 1, declared: true, unknown: false, rows: 40 },
    { value: "Not known", code: 2, declared: true, unknown: true, rows: 50 },
  ],
  sources: [
    { period: "2020", group: "RPC", kind: "referral", label: "Gender (M/F)" },
    { period: "2020", group: "DW", kind: "referral", label: "Sex" },
    { period: "2017-2019", group: "DW", kind: "referral", label: "Sex" },
  ],
};

describe("codebook", () => {
  it("[E7] has a line a variable with values, source labels by period and missing by cause", () => {
    expect(codebookRows([gender])).toEqual([
      {
        variable: "gender",
        stata: "gender",
        label: "Gender",
        type: "category",
        values: "Female; Not known (no answer)",
        source_labels: "“Sex”: 2017-2019, 2020 (DW); “Gender (M/F)”: 2020 (RPC)",
        derivation: "",
        rows: 100,
        present: 90,
        missing: 10,
        missing_by_cause: "empty cell: 7; not supplied: 3",
      },
    ]);
  });

  it("[E7] has a line a value in the second table", () => {
    expect(codebookValueRows([gender])).toEqual([
      { variable: "gender", code: 1, value: "Female", declared: "yes", unknown: "no", rows: 40 },
      { variable: "gender", code: 2, value: "Not known", declared: "yes", unknown: "yes", rows: 50 },
    ]);
  });

  it("[E8] refuses counts that do not add up", () => {
    expect(() => codebookRows([{ ...gender, present: 91 }])).toThrow(
      new RangeError("gender: 91 rows present and 10 missing are not 100"),
    );
    expect(() => codebookRows([{ ...gender, rows: 99, present: 89 }])).toThrow(
      new RangeError("gender: its values count 90 rows of 89"),
    );
    expect(() => codebookValueRows([gender, gender])).toThrow(new RangeError("variable given twice: gender"));
  });
});
