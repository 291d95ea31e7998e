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

describe("[X3] the sums of a table", () => {
  const sumsElsewhere = async (table: Record<string, unknown>) => {
    const { of } = await described(withTable(guardians, { measure: { count: "rows" }, ...table }), [people]);
    return of("records.table").sumsElsewhere?.map(({ total, parts }) => [
      total,
      ...parts.map(({ row, column }) => `${row} ${column}`),
    ]);
  };

  it("without a grand total go to the rows of the file, by its outermost totals or else by all its cells", async () => {
    const crossed = { from: "referral", rows: ["site"], columns: "gender" };
    expect(await sumsElsewhere({ ...crossed, totals: ["rows", "columns"] })).toEqual([]);
    expect(await sumsElsewhere({ ...crossed, totals: ["rows"] })).toEqual([["referral.rows", "0 4", "1 4"]]);
    expect(await sumsElsewhere({ ...crossed, totals: ["columns"] })).toEqual([
      ["referral.rows", "2 0", "2 1", "2 2", "2 3"],
    ]);
    expect(await sumsElsewhere({ from: "referral", rows: ["site"] })).toEqual([["referral.rows", "0 0", "1 0"]]);
    expect(await sumsElsewhere({ from: "wide", rows: ["site"], measure: { count: "people" } })).toEqual([
      ["wide.rows", "0 0"],
    ]);
  });

  it("of some rows only, or of people who may stand in several classes, go nowhere", async () => {
    const bySiteAlone = { from: "referral", rows: ["site"] };
    expect(await sumsElsewhere({ ...bySiteAlone, where: { variable: "gender", is: "known" } })).toEqual([]);
    expect(await sumsElsewhere({ ...bySiteAlone, measure: { count: "people" } })).toEqual([]);
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

  it("[X3] says which of several figures side by side is the sum of the others, row by row", async () => {
    const more = ["positive", "negative"];
    const small: SmallStudy = {
      rules: {
        ...figures.rules,
        variables: {
          ...Object(figures.rules.variables),
          ...Object.fromEntries(more.map((name) => [name, { label: name, type: "integer" }])),
        },
      },
      crosswalk: [...figures.crosswalk, ...more.map((name) => [name, "figure", "*", name] as const)],
    };
    const sums = { from: "figure", rows: ["place"], measure: { sums: [...more, "referrals"] }, totals: ["columns"] };
    const { of } = await described(withTable(small, sums), [
      {
        path: "2022/-/figure.csv",
        labels: ["Place", "Age", "Number", "positive", "negative"],
        rows: [
          ["Hull", "Child", "9", "", "4"],
          ["Leeds", "Child", "7", "3", "4"],
          ["York", "Child", "12", "11", "1"],
        ],
      },
    ]);
    expect(of("records.table").sums.filter(({ total }) => total.column === 2 && total.row < 3)).toEqual([
      {
        total: { row: 1, column: 2 },
        parts: [
          { row: 1, column: 0 },
          { row: 1, column: 1 },
        ],
      },
      {
        total: { row: 2, column: 2 },
        parts: [
          { row: 2, column: 0 },
          { row: 2, column: 1 },
        ],
      },
    ]);
  });
});
