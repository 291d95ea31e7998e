import type { Problem } from "@plait/study";
import { describe, expect, it } from "vitest";
import { type CheckScope, checkRecords } from "../src/check-records.ts";
import { guardianCrosswalk, guardianRules, guardians, months, referrals } from "./guardians.ts";
import { memory, type SmallSheet, type SmallStudy, sheetsOf, studyOf } from "./small-study.ts";

async function check(
  small: SmallStudy,
  sheets: readonly SmallSheet[],
  scope: CheckScope = "study",
): Promise<Problem[]> {
  return checkRecords(await memory(), await studyOf(small), sheetsOf(sheets), scope, () => undefined);
}

const inShort = ({ severity, code, message }: Problem) => `${severity} ${code}: ${message}`;

describe("[Q1] a check lists what stops a build and what to look at", () => {
  it("has nothing to say of a study without deliveries", async () => {
    expect(await check(guardians, [])).toEqual([]);
  });

  it("names unmapped columns, formats that never matched, filled gaps and rows in quarantine", async () => {
    const rules = {
      ...guardianRules,
      not_supplied: [{ kind: "monthly", from: "2019-02", to: "2019-02", note: "Lost" }],
    };
    const problems = await check({ ...guardians, rules }, [
      {
        path: "2019/DW/referral.xls",
        labels: ["URN", "Date", "Site", "Shoe size"],
        rows: [
          ["1", "28/02/2019", "Leeds", "38"],
          ["x", "28/02/2019", "Leeds", "38"],
          ["2", "", "Leeds", "38"],
          ["y", "28/02/2019", "Leeds", "38"],
        ],
      },
      months("2019/DW/monthly.csv", [["1", "02/2019", "", "", ""]]),
    ]);
    expect(problems.map(inShort)).toEqual([
      'warning column-not-mapped: the column "Shoe size" is not mapped and was not used',
      "warning format-never-matched: the format dd/mm/yyyy of month (monthly) never matched a cell",
      "warning format-never-matched: the format dd/mm/yyyy of closure_date (monthly) never matched a cell",
      "warning format-never-matched: the format mmmm yyyy of closure_date (monthly) never matched a cell",
      "warning declared-gap-holds-rows: monthly, DW, 2019-02 is declared as not supplied, but 1 rows bear that month",
      "warning rows-in-quarantine: 1 row is in quarantine (referral_date: no value): row 4",
      "warning rows-in-quarantine: 2 rows are in quarantine (urn: not a reference number of the declared form): row 3, 5",
    ]);
    expect(problems.at(-1)?.place).toEqual({
      file: "records/deliveries/2019/DW/referral.xls",
      sheet: "Sheet1",
      line: 3,
    });
    expect(problems.every(({ remedy }) => remedy.length > 0)).toBe(true);
  });

  it("gives every problem that stops a build, not the first", async () => {
    const problems = await check(
      { ...guardians, crosswalk: [...guardianCrosswalk, ["site", "referral", "*", "Area"]] },
      [
        { path: "2019/DW/referral.csv", labels: ["URN", "Date", "Site", "Area"], rows: [] },
        { path: "2020/DW/referral.csv", labels: ["URN", "Date"], rows: [] },
      ],
    );
    expect(problems.map(({ code }) => code)).toEqual(["two-columns-one-variable", "required-variable-not-mapped"]);
    const tokens = await check(guardians, [
      referrals("2019/DW/referral.csv", [
        ["1", "28/02/2019", "Leeds", "", "", "Debt", ""],
        ["2", "28/02/2019", "Leeds", "", "", "Theft", ""],
      ]),
    ]);
    expect(tokens.map(({ code }) => code)).toEqual(["value-not-declared", "value-not-declared"]);
  });

  it("names undeclared values, unmapped columns and rows in quarantine in one run", async () => {
    const problems = await check(guardians, [
      {
        path: "2019/DW/referral.xls",
        labels: ["URN", "Date", "Site", "Exploitation", "Shoe size"],
        rows: [
          ["1", "28/02/2019", "Leeds", "Theft", "38"],
          ["2", "31/02/2019", "Leeds", "Labour", "38"],
        ],
      },
    ]);
    expect(problems.map(({ code, place }) => [code, place.line])).toEqual([
      ["value-not-declared", 2],
      ["column-not-mapped", undefined],
      ["rows-in-quarantine", 3],
    ]);
  });

  it("reads the rows of the other sheets where the columns of one cannot be told apart", async () => {
    const sheets = [
      { path: "2019/DW/referral.csv", labels: ["URN", "Site", "Shoe size"], rows: [["1", "Leeds", "38"]] },
      referrals("2020/DW/referral.csv", [
        ["1", "28/02/2019", "Leeds", "", "", "Theft", ""],
        ["2", "31/02/2019", "Leeds", "", "", "", ""],
      ]),
    ];
    expect((await check(guardians, sheets)).map(({ code, place }) => `${code}: ${place.file}`)).toEqual([
      "required-variable-not-mapped: records/deliveries/2019/DW/referral.csv",
      "value-not-declared: records/deliveries/2020/DW/referral.csv",
      "column-not-mapped: records/deliveries/2019/DW/referral.csv",
      "rows-in-quarantine: records/deliveries/2020/DW/referral.csv",
    ]);
  });

  it("tells of a part of the deliveries only what they show themselves", async () => {
    const rules = {
      ...guardianRules,
      not_supplied: [{ kind: "monthly", from: "2019-02", to: "2019-02", note: "Lost" }],
    };
    const sheets = [
      months("2019/DW/monthly.csv", [
        ["1", "02/2019", "", "", ""],
        ["x", "02/2019", "", "", ""],
      ]),
    ];
    const codesIn = async (scope: CheckScope) =>
      new Set((await check({ ...guardians, rules }, sheets, scope)).map(({ code }) => code));
    expect(await codesIn("study")).toEqual(
      new Set(["format-never-matched", "declared-gap-holds-rows", "rows-in-quarantine"]),
    );
    expect(await codesIn("deliveries")).toEqual(new Set(["rows-in-quarantine"]));
  });
});
