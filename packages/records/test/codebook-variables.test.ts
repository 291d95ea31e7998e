import { beforeAll, describe, expect, it } from "vitest";
import { codebookRows } from "../src/index.ts";
import { guardianCrosswalk, guardianRules, months, referrals, withWide } from "./guardians.ts";
import { type LinkedStudy, linked, openMemory, type SmallSheet } from "./small-study.ts";

const wide = withWide({
  summaries: [
    { variable: "reason", label: "Reason", kind: "monthly", take: "last", of: "closure_reason", by: "month" },
  ],
  derive: [{ variable: "sex", label: "Sex", recode: "gender", to: { F: ["Female"] }, else: "Not F" }],
});

const variables = {
  ...guardianRules.variables,
  closure_reason: { ...guardianRules.variables.closure_reason, otherwise: "quarantine" },
};
const small = {
  rules: { ...wide.rules, variables },
  crosswalk: [...guardianCrosswalk, ["gender", "referral", "2020/**", "Sex"] as const],
  values: { gender: [["x", ""] as const], age: [["old", ""] as const] },
};

const sheets: readonly SmallSheet[] = [
  referrals("2019/DW/referral.csv", [
    ["1", "28/02/2019", "Leeds", "Female", "16", "", "calm"],
    ["2", "28/02/2019", "Leeds", "x", "old", "", ""],
    ["3", "28/02/2019", "Leeds", "Not known", "99", "", "n/a"],
    ["3", "28/02/2019", "Leeds", "Not known", "99", "", "n/a"],
    ["4", "28/02/2019", "Leeds", "", "n/a", "", ""],
    ["x", "28/02/2019", "Leeds", "Male", "16", "", ""],
  ]),
  {
    path: "2020/DW/referral.csv",
    labels: ["URN", "Date", "Site", "Sex"],
    rows: [["5", "01/02/2020", "York", "Girl"]],
  },
  months("2019/DW/monthly.csv", [
    ["1", "02/2019", "Other", "", ""],
    ["2", "02/2019", "", "", ""],
  ]),
];

let codebook: LinkedStudy["records"]["codebook"];
beforeAll(async () => {
  const { database, records } = await linked(small, sheets, openMemory);
  await database.close();
  codebook = records.codebook;
});

function book(table: string) {
  const found = codebook.find(([name]) => name === table)?.[1] ?? [];
  return {
    all: found,
    of: (name: string) => {
      const variable = found.find((one) => one.name === name);
      if (variable === undefined) throw new Error(`no ${name}`);
      const missing = variable.missing.map(({ cause, rows }) => `${cause} ${rows}`);
      return { ...variable, missing };
    },
  };
}

describe("[B1] the codebook of a kind", () => {
  it("counts present values and, cause by cause, missing ones among the rows that can be used", () => {
    const { of } = book("referral");
    expect(of("gender")).toMatchObject({ rows: 6, present: 4, missing: ["empty-cell 1", "repaired-to-missing 1"] });
    expect(of("age")).toMatchObject({
      rows: 6,
      present: 1,
      missing: ["empty-cell 1", "no-column 1", "not-readable 2", "repaired-to-missing 1"],
    });
    expect(of("note")).toMatchObject({ rows: 6, present: 1, missing: ["empty-cell 4", "no-column 1"] });
    expect(of("urn")).toMatchObject({ rows: 6, present: 6, missing: [] });
  });

  it("lists declared values first, those nobody has too, and every other that was found", () => {
    const { of } = book("referral");
    expect(of("gender").values).toEqual([
      { value: "Female", declared: true, unknown: false, rows: 1 },
      { value: "Male", declared: true, unknown: false, rows: 0 },
      { value: "Other", declared: true, unknown: false, rows: 0 },
      { value: "Not known", declared: true, unknown: true, rows: 2 },
      { value: "Girl", declared: false, unknown: false, rows: 1 },
    ]);
  });

  it("says under which label each period and group delivered it", () => {
    const { of } = book("referral");
    expect(of("gender").sources).toEqual([
      { period: "2019", group: "DW", kind: "referral", label: "Gender" },
      { period: "2020", group: "DW", kind: "referral", label: "Sex" },
    ]);
  });

  it.each(["referral", "monthly", "wide"])("adds up, so that it can be printed: %s", (table) => {
    const { all } = book(table);
    expect(codebookRows(all)).toHaveLength(all.length);
  });
});

describe("[B2] the codebook of the wide file", () => {
  it("tells a person without a linked record from one whose records do not say", () => {
    const { of } = book("wide");
    expect(of("reason")).toMatchObject({
      ...{ rows: 5, present: 1, derivation: "last closure_reason of the monthly rows" },
      missing: ["empty-cell 1", "not-linked 3"],
    });
  });

  it("and what could not be derived", () => {
    const { of } = book("wide");
    expect(of("sex")).toMatchObject({
      rows: 5,
      present: 2,
      missing: ["not-derivable 3"],
      derivation: "recoded from gender",
    });
    expect(of("sex").values.map(({ value, rows }) => [value, rows])).toEqual([
      ["F", 1],
      ["Not F", 1],
    ]);
  });
});
