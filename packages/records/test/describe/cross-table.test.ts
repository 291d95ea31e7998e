import { describe, expect, it } from "vitest";
import { guardianRules, guardians, referrals } from "../guardians.ts";
import { figures } from "../published-figures.ts";
import type { SmallStudy } from "../small-study.ts";
import { described, lines } from "./described.ts";

function withTable(small: SmallStudy, table: Record<string, unknown>): SmallStudy {
  return { ...small, rules: { ...small.rules, tables: [{ id: "records.table", title: "Table", ...table }] } };
}

const people = referrals("2019/DW/referral.csv", [
  ["1", "28/02/2019", "York", "Female", "", "", ""],
  ["1", "01/03/2019", "Leeds", "Female", "", "", ""],
  ["2", "28/02/2019", "York", "Male", "", "", ""],
  ["3", "28/02/2019", "York", "", "", "", ""],
  ["4", "28/02/2019", "York", "Not known", "", "", ""],
]);

const bySite = { from: "referral", rows: ["site"], columns: "gender", totals: ["rows", "columns"] };

describe("[X1] a declared table", () => {
  it("counts distinct people by class, declared classes in their order, no value last", async () => {
    const { of } = await described(withTable(guardians, { ...bySite, measure: { count: "people" } }), [people]);
    expect(of("records.table").columns.map(({ label }) => label)).toEqual([
      "Female",
      "Male",
      "Not known",
      "No value",
      "Total",
    ]);
    expect(lines(of("records.table"))).toEqual([
      "Leeds: 1 (1), 0 (0), 0 (0), 0 (0), 1 (1)",
      "York: 1 (1), 1 (1), 1 (1), 1 (1), 4 (4)",
      "Total: 1 (1), 1 (1), 1 (1), 1 (1), 4 (4)",
    ]);
  });

  it("states only the sums that hold: a person in two classes is one in the total", async () => {
    const { of } = await described(withTable(guardians, { ...bySite, measure: { count: "people" } }), [people]);
    const totals = of("records.table").sums.map(({ total: { row, column } }) => `${row} ${column}`);
    expect(totals).toEqual(["0 4", "1 4", "2 4", "2 1", "2 2", "2 3"]);
    expect(of("records.table").notes).toEqual([
      "A person may stand in several classes, so classes need not add up to totals.",
    ]);
  });

  it("counts rows with the people behind them", async () => {
    const { of } = await described(withTable(guardians, { ...bySite, measure: { count: "rows" } }), [people]);
    expect(lines(of("records.table")).at(-1)).toBe("Total: 2 (1), 1 (1), 1 (1), 1 (1), 5 (4)");
    expect(of("records.table").sums).toHaveLength(8);
  });

  it("is confined by its condition, and may have no columns", async () => {
    const table = {
      from: "wide",
      rows: ["site"],
      measure: { count: "people" },
      where: { variable: "gender", is: "known" },
    };
    const { of } = await described(withTable(guardians, table), [people]);
    expect(lines(of("records.table"))).toEqual(["York: 2 (2)"]);
  });

  it("keeps a class apart that is called as the total is", async () => {
    const rows = [
      ["1", "28/02/2019", "Total", "", "", "", ""],
      ["2", "28/02/2019", "York", "", "", "", ""],
    ];
    const table = {
      from: "wide",
      rows: ["urn"],
      columns: "site",
      measure: { count: "people" },
      totals: ["rows", "columns"],
    };
    const { of } = await described(withTable({ ...guardians, rules: guardianRules }, table), [
      referrals("2019/DW/referral.csv", rows),
    ]);
    expect(of("records.table").columns.map(({ label }) => label)).toEqual(["Total", "York", "All"]);
    expect(lines(of("records.table"))).toEqual([
      "URN000001: 1 (1), 0 (0), 1 (1)",
      "URN000002: 0 (0), 1 (1), 1 (1)",
      "Total: 1 (1), 1 (1), 2 (2)",
    ]);
  });
});

describe("[X2] a table of published figures", () => {
  const sheet = {
    path: "2022/-/figure.csv",
    labels: ["Place", "Age", "Number"],
    rows: [
      ["Leeds", "Child", "2"],
      ["Leeds", "Adult", "3"],
      ["Leeds", "Total", "5"],
      ["York", "Child", "1"],
      ["York", "Total", "1"],
    ],
  };
  const table = {
    from: "figure",
    rows: ["place"],
    columns: "age_group",
    measure: { sum: "referrals" },
    totals: ["rows", "columns"],
  };

  it("sums them without their subtotals, and shows what was not published as not supplied, never as zero", async () => {
    const { of } = await described(withTable(figures, table), [sheet]);
    expect(lines(of("records.table"))).toEqual([
      "Leeds: 3 (published), 2 (published), 5 (published)",
      "York: not-supplied, 1 (published), 1 (published)",
      "Total: 3 (published), 3 (published), 6 (published)",
    ]);
    expect(of("records.table").notes).toEqual([]);
  });

  it("may set several figures side by side", async () => {
    const sums = { from: "figure", rows: ["place"], measure: { sums: ["referrals"] }, totals: ["columns"] };
    const { of } = await described(withTable(figures, sums), [sheet]);
    expect(lines(of("records.table"))).toEqual(["Leeds: 5 (published)", "York: 1 (published)", "Total: 6 (published)"]);
    expect(of("records.table").columns.map(({ label }) => label)).toEqual(["Referrals"]);
  });
});
