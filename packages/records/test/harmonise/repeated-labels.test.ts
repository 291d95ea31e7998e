import type { Problem } from "@plait/study";
import { describe, expect, it } from "vitest";
import { type MappedSheet, mapSheets } from "../../src/harmonise/mapped-sheet.ts";
import { RecordsNotBuilt } from "../../src/link-records.ts";
import { guardians } from "../guardians.ts";
import { linked, memory, rowsOf, type SmallCell, type SmallStudy, sheetsOf, studyOf } from "../small-study.ts";

type Crosswalk = SmallStudy["crosswalk"];

const required: Crosswalk = [
  ["urn", "referral", "*", "URN"],
  ["referral_date", "referral", "*", "Date"],
];
const crosswalk: Crosswalk = [...required, ["site", "referral", "*", "Site"]];

const labels = ["URN", "Site", "Date", "site "];
const row = (first: SmallCell, second: SmallCell): SmallCell[] => ["1", first, "28/02/2019", second];

async function mapped(decisions: Crosswalk, rows: readonly (readonly SmallCell[])[]): Promise<MappedSheet> {
  const study = await studyOf({ ...guardians, crosswalk: decisions });
  const sheets = sheetsOf([{ path: "2019/DW/referral.xls", labels, rows }]);
  const [sheet] = await mapSheets(await memory(), study, sheets);
  if (sheet === undefined) throw new Error("no sheet");
  return sheet;
}

async function problemsOf(decisions: Crosswalk, rows: readonly (readonly SmallCell[])[]): Promise<readonly Problem[]> {
  return (await mapped(decisions, rows)).mapping.problems;
}

function columnsOf({ mapping }: MappedSheet, variable: string): readonly number[] | undefined {
  return mapping.mapped.find((one) => one.variable === variable)?.columns;
}

describe("[H13] a mapped label that two columns bear", () => {
  it("is an error where a cell of them differs, with sheet, columns, rows and remedy", async () => {
    const [problem, ...others] = await problemsOf(crosswalk, [
      row("Leeds", "Leeds"),
      row("Leeds", "York"),
      row("", "York"),
    ]);
    expect(others).toEqual([]);
    expect(problem).toEqual({
      severity: "error",
      code: "columns-of-one-label-differ",
      place: { file: "records/deliveries/2019/DW/referral.xls", sheet: "Sheet1", line: 1, cell: "B1" },
      message:
        'the columns B, D all bear the label "Site", which line 4 of records/crosswalk.csv maps to site, but their cells differ in 2 rows, first in row 3',
      remedy:
        'find out which is which and name each in records/crosswalk.csv by its column: "Site (column B)" for site, say, and "Site (column D)" for another variable, or with the type coalesce or ignore',
    });
  });

  it("also where only what lies beneath the cells differs", async () => {
    const rows = [row(["28/02/19", "43524"], ["28/02/19", "43524.5"])];
    expect((await problemsOf(crosswalk, rows)).map(({ code }) => code)).toEqual(["columns-of-one-label-differ"]);
  });

  it("also where the label only fills in for another column", async () => {
    const decisions: Crosswalk = [...required, ["site", "referral", "*", "Site", "coalesce"]];
    expect((await problemsOf(decisions, [row("Leeds", "York")])).map(({ code }) => code)).toEqual([
      "columns-of-one-label-differ",
    ]);
  });

  it("is used once where the columns hold the same in every row", async () => {
    const sheet = await mapped(crosswalk, [row("Leeds", "Leeds"), row("", ""), row(["1", "1.2"], ["1", "1.2"])]);
    expect(sheet.mapping.problems).toEqual([]);
    expect(columnsOf(sheet, "site")).toEqual([2]);
  });

  it("stops a build", async () => {
    const sheets = [{ path: "2019/DW/referral.csv", labels, rows: [row("Leeds", "York")] }];
    const failure = await linked({ ...guardians, crosswalk }, sheets).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RecordsNotBuilt);
    expect(failure).toMatchObject({ problems: [{ code: "columns-of-one-label-differ" }] });
  });

  it("can be told apart by naming columns, each its own decision", async () => {
    const decisions: Crosswalk = [
      ...required,
      ["site", "referral", "*", "Site (column D)"],
      ["site", "referral", "*", "Site", "coalesce"],
    ];
    const sheets = [
      { path: "2019/DW/referral.csv", labels, rows: [row("Leeds", "York"), ["2", "Leeds", "28/02/2019", ""]] },
    ];
    const { database, records } = await linked({ ...guardians, crosswalk: decisions }, sheets);
    expect(await rowsOf(database, "referral", ["urn", "site"])).toEqual(["URN000001 | York", "URN000002 | Leeds"]);
    expect(records.sheets.map((sheet) => columnsOf(sheet, "site"))).toEqual([[4, 2]]);
  });

  it("or by leaving one out", async () => {
    const decisions: Crosswalk = [...crosswalk, ["", "referral", "*", "Site (column B)", "ignore"]];
    const sheet = await mapped(decisions, [row("Leeds", "York")]);
    expect(sheet.mapping.problems).toEqual([]);
    expect(columnsOf(sheet, "site")).toEqual([4]);
    expect(sheet.mapping.ignored).toEqual([{ column: 2, label: "Site", note: "as agreed" }]);
  });
});
