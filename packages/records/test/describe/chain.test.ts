import { beforeAll, describe, expect, it } from "vitest";
import { guardianCrosswalk, guardianRules, referrals } from "../guardians.ts";
import type { SmallStudy } from "../small-study.ts";
import { type Described, described, lines } from "./described.ts";

/** Cases without a reference number, beside the service's people. */
const small: SmallStudy = {
  rules: {
    ...guardianRules,
    deliveries: [...guardianRules.deliveries, { path: "{period}/-/case*", kind: "case" }],
    kinds: { ...guardianRules.kinds, case: { label: "Case", unit: "case", date: "referral_date", required: [] } },
    chains: [
      {
        id: "records.attrition",
        title: "From all cases to those compared",
        from: "case",
        start: "All cases",
        steps: [
          {
            rule: "period",
            label: "In 2019",
            keep: { variable: "referral_date", between: ["2019-01-01", "2019-12-31"] },
            removed: "Another year",
          },
          {
            rule: "known",
            label: "Gender known",
            keep: { variable: "gender", is: "known" },
            removed: "Gender not known",
          },
        ],
        conditional: [
          {
            rule: "young",
            label: "Under 17",
            keep: { variable: "age", between: [0, 16] },
            note: "only where results are by age",
          },
          { rule: "leeds", label: "In Leeds", keep: { variable: "site", in: ["Leeds"] } },
        ],
      },
    ],
    comparisons: [
      {
        id: "records.populations",
        title: "Side by side",
        sides: [
          { id: "service", label: "Service", from: "wide" },
          {
            id: "cases",
            label: "Cases",
            from: "case",
            after: "records.attrition",
            where: { variable: "site", in: ["Leeds", "York"] },
          },
        ],
        by: [
          { label: "Gender", variables: { service: "gender", cases: "gender" } },
          { label: "Gender of the young", variables: { service: "gender", cases: "gender" }, conditional: "young" },
          { label: "Type", indicators: { service: "exploitation", cases: "exploitation" } },
          { label: "Quarter", quarters: { service: "referral_date", cases: "referral_date" } },
        ],
      },
    ],
  },
  crosswalk: [
    ...guardianCrosswalk,
    ["referral_date", "case", "*", "Date", "date dd/mm/yyyy; yyyy"],
    ["site", "case", "*", "Site"],
    ["gender", "case", "*", "Gender"],
    ["age", "case", "*", "Age"],
    ["exploitation", "case", "*", "Type"],
  ],
};

const cases = {
  path: "2019/-/case.csv",
  labels: ["Date", "Site", "Gender", "Age", "Type"],
  rows: [
    ["01/02/2019", "Leeds", "Female", "15", "Labour"],
    ["01/02/2019", "Leeds", "Female", "15", "Labour"],
    ["01/08/2019", "York", "Male", "17", "Labour; Sexual"],
    ["2019", "York", "Other", "16", "Not known"],
    ["01/03/2019", "Bath", "Male", "", "Sexual"],
    ["01/02/2018", "York", "", "18", "Labour"],
    ["", "Leeds", "Female", "15", "Labour"],
    ["01/02/2019", "Leeds", "Not known", "15", "Labour"],
    ["01/02/2019", "Leeds", "", "15", "Labour"],
  ],
};

const service = referrals("2019/DW/referral.csv", [
  ["1", "01/02/2019", "Leeds", "Female", "15", "Criminal", ""],
  ["2", "01/05/2019", "Leeds", "Male", "15", "Labour", ""],
  ["3", "01/05/2019", "Leeds", "Not known", "15", "", ""],
]);

let whole: Described;
beforeAll(async () => {
  whole = await described(small, [service, cases]);
});

describe("[A1] a chain says what each rule removed, and what is left after it", () => {
  it("step by step, a missing value fitting no step", async () => {
    const { of } = whole;
    expect(lines(of("records.attrition")).slice(0, 5)).toEqual([
      "start: 9 (9)",
      "removed-period: 2 (2)",
      "period: 7 (7)",
      "removed-known: 2 (2)",
      "known: 5 (5)",
    ]);
  });

  it("conditional exclusions are counted after the last step, each alone", async () => {
    const { of } = whole;
    expect(lines(of("records.attrition")).slice(5)).toEqual([
      "removed-young: 2 (2)",
      "young: 3 (3)",
      "removed-leeds: 3 (3)",
      "leeds: 2 (2)",
    ]);
    expect(of("records.attrition").notes).toContain("Under 17: only where results are by age.");
  });

  it("every step adds up, and the flow draws the steps only", async () => {
    const { of } = whole;
    const { sums, figure, columns } = of("records.attrition");
    expect(sums.map(({ total, parts }) => [total.row, parts.map(({ row }) => row)])).toEqual([
      [0, [1, 2]],
      [2, [3, 4]],
      [4, [5, 6]],
      [4, [7, 8]],
    ]);
    expect(figure?.kind === "flow" ? figure.boxes.map(({ id }) => id) : []).toEqual([
      ...["start", "removed-period", "period", "removed-known", "known"],
    ]);
    expect(columns[0]?.unit).toBe("cases");
  });

  it("rows stand for people where there is no reference number, and the result says so", async () => {
    const { of, cell } = whole;
    expect(cell("records.attrition", "start", "count")).toMatchObject({ people: { kind: "assumed", people: 9 } });
    expect(of("records.attrition").notes[0]).toContain("one person may be several cases");
  });
});

describe("[A2] populations side by side", () => {
  it("count those whose class is known, after the chain and the side's own condition", async () => {
    const { of } = whole;
    expect(lines(of("records.populations")).slice(0, 4)).toEqual([
      "Gender: Female: 1 (1), share, 2 (2), share",
      "Gender: Male: 1 (1), share, 1 (1), share",
      "Gender: Other: not-applicable, not-applicable, 1 (1), share",
      "Gender: known: 2 (2), share, 4 (4), share",
    ]);
  });

  it("apply a conditional exclusion only where a line asks for it", async () => {
    const { of } = whole;
    expect(lines(of("records.populations")).slice(4, 8)).toEqual([
      "Gender of the young: Female: 1 (1), share, 2 (2), share",
      "Gender of the young: Male: 1 (1), share, not-applicable, not-applicable",
      "Gender of the young: Other: not-applicable, not-applicable, 1 (1), share",
      "Gender of the young: known: 2 (2), share, 3 (3), share",
    ]);
  });

  it("count types one by one, over those with any, and add up nothing that overlaps", async () => {
    const { of } = whole;
    expect(lines(of("records.populations")).slice(8, 12)).toEqual([
      "Type: Labour: 1 (1), share, 3 (3), share",
      "Type: Sexual: not-applicable, not-applicable, 1 (1), share",
      "Type: Criminal: 1 (1), share, not-applicable, not-applicable",
      "Type: known: 2 (2), share, 3 (3), share",
    ]);
    const rowsOfTypes = of("records.populations").rows.flatMap(({ group }, row) => (group === "Type" ? [row] : []));
    expect(of("records.populations").sums.some(({ total }) => rowsOfTypes.includes(total.row))).toBe(false);
  });

  it("by quarter of dates known to their month at least", async () => {
    const { of } = whole;
    expect(lines(of("records.populations")).slice(12)).toEqual([
      "Quarter: 2019-Q1: 1 (1), share, 2 (2), share",
      "Quarter: 2019-Q2: 2 (2), share, not-applicable, not-applicable",
      "Quarter: 2019-Q3: not-applicable, not-applicable, 1 (1), share",
      "Quarter: known: 3 (3), share, 3 (3), share",
    ]);
  });

  it("list the classes that one side does not have", async () => {
    const { of } = whole;
    expect(of("records.populations").notes).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Gender: classes of Cases .*: Other\.$/u),
        expect.stringMatching(/^Type: classes of Service .*: Criminal\.$/u),
      ]),
    );
  });
});
