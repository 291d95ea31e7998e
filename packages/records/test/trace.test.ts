import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TracedValue, trace } from "../src/trace.ts";
import { contacts, guardianCrosswalk, months, referrals, withWide } from "./guardians.ts";
import { type LinkedStudy, linked, openMemory, type SmallSheet, type SmallStudy } from "./small-study.ts";

const wide = withWide({
  summaries: [
    { variable: "reason", label: "Reason", kind: "monthly", take: "last", of: "closure_reason", by: "month" },
    { variable: "closed_on", label: "Closed on", kind: "monthly", take: "max", of: "closure_date" },
    { variable: "records", label: "Records", kind: "monthly", take: "rows" },
  ],
  derive: [{ variable: "time", label: "Time", months_between: ["referral_date", "closed_on"] }],
});

const small: SmallStudy = {
  ...wide,
  crosswalk: [...guardianCrosswalk, ["site", "referral", "*", "Old site", "coalesce"]],
  values: {
    site: [["Leedes", "Leeds"]],
    exploitation: [
      ["Lab", "Labour"],
      ["Sexual abuse", "Sexual"],
    ],
  },
};

const labels = ["URN", "Date", "Site", "Gender", "Age", "Exploitation", "Note", "Old site"];

const sheets: readonly SmallSheet[] = [
  {
    path: "2019/DW/referral.xls",
    labels,
    rows: [
      ["1", ["28-Feb", "43524"], "Leedes", "Female", "", "Lab/Sexual abuse", "", ""],
      ["2", "31/03/2019", "", "", "", "", "", "York"],
    ],
  },
  referrals("2020/DW/referral.csv", [["URN-1", "28.02.2019", "Leeds", "", "16", "", ""]]),
  months("2019/DW/monthly.csv", [
    ["1", "02/2019", "Other", "", ""],
    ["1", "03/2019", "Turning 18", "31/03/2019", ""],
    ["1", "04/2019", "Other", "", "1"],
    ["1", "04/2019", "Turning 18", "", "2"],
  ]),
  contacts("2019/DW/contact.csv", [["1", "01/04/2019", "Bath"]]),
];

let whole: LinkedStudy;
beforeAll(async () => {
  whole = await linked(small, sheets, openMemory);
});
afterAll(() => whole.database.close());

async function traced(table: string, key: string, column?: string): Promise<TracedValue[]> {
  const { database, study, records } = whole;
  return trace(database, records, study, { table, key, ...(column === undefined ? {} : { column }) });
}

const places = (values: readonly TracedValue[]) =>
  values.flatMap(({ sources }) => sources.map(({ file, cell, shown }) => `${file} ${cell} ${shown}`));

describe("[T1] a value is followed to its cells and the decisions applied to them", () => {
  it("of a row that was merged: every row that is the same entry", async () => {
    const [value] = await traced("wide", "URN000001", "referral_date");
    expect(value).toMatchObject({ value: "2019-02-28", how: "from 2 delivered rows that are one entry" });
    expect(places(value === undefined ? [] : [value])).toEqual([
      "2019/DW/referral.xls B2 28-Feb",
      "2020/DW/referral.csv column 2 28.02.2019",
    ]);
    expect(value?.sources[0]).toMatchObject({
      sheet: "Sheet1",
      row: 2,
      label: "Date",
      underlying: "43524",
      sha256: "1".padStart(64, "0"),
      decisions: [
        "mapped to referral_date by records/crosswalk.csv, line 3",
        "read as 2019-02-28 in the format serial (date serial)",
      ],
    });
  });

  it("of a repaired value: the line of the values file, with its reason, author and day", async () => {
    const [value] = await traced("wide", "URN000001", "site");
    expect(value?.sources[0]?.decisions).toEqual([
      "mapped to site by records/crosswalk.csv, line 4",
      '"Leedes" read as "Leeds" by records/values/site.csv, line 2: misspelt (AA, 2024-01-02)',
      "read as Leeds (value repair)",
    ]);
  });

  it("of a field that lists several values: the decision about each token", async () => {
    const [value] = await traced("wide", "URN000001", "exploitation_labour");
    expect(value?.value).toBe("1");
    expect(value?.sources[0]?.decisions.slice(1, 3)).toEqual([
      '"Lab" read as "Labour" by records/values/exploitation.csv, line 2: misspelt (AA, 2024-01-02)',
      '"Sexual abuse" read as "Sexual" by records/values/exploitation.csv, line 3: misspelt (AA, 2024-01-02)',
    ]);
  });

  it("of a column with another to fill in for it: both cells", async () => {
    expect(places(await traced("wide", "URN000002", "site"))).toEqual([
      "2019/DW/referral.xls C3 ",
      "2019/DW/referral.xls H3 York",
    ]);
  });

  it("of a summary: the rows it was taken from, and no row in conflict", async () => {
    const [reason] = await traced("wide", "URN000001", "reason");
    expect(reason).toMatchObject({
      value: "Turning 18",
      how: "the last closure_reason of 2 monthly rows that are not in conflict",
    });
    expect(places(reason === undefined ? [] : [reason])).toEqual([
      "2019/DW/monthly.csv column 3 Other",
      "2019/DW/monthly.csv column 2 02/2019",
      "2019/DW/monthly.csv column 3 Turning 18",
      "2019/DW/monthly.csv column 2 03/2019",
    ]);
    expect((await traced("wide", "URN000001", "records"))[0]).toMatchObject({ value: "2" });
  });

  it("of a derived value: the cells of all it is derived from", async () => {
    const [time] = await traced("wide", "URN000001", "time");
    // 31 days / 30.4375 = 1.02.
    expect(time).toMatchObject({
      value: "1",
      how: expect.stringContaining("derived from referral_date and closed_on"),
    });
    expect(places(time === undefined ? [] : [time])).toEqual([
      "2019/DW/referral.xls B2 28-Feb",
      "2020/DW/referral.csv column 2 28.02.2019",
      "2019/DW/monthly.csv column 4 ",
      "2019/DW/monthly.csv column 4 31/03/2019",
    ]);
  });

  it("of what linkage added: that no cell says it", async () => {
    const [episode] = await traced("wide", "URN000001", "episode");
    expect(episode).toMatchObject({ value: "1", sources: [], how: expect.stringContaining("not from a cell") });
  });

  it("in any table of people, every column without one named", async () => {
    const values = await traced("contact", "URN000001");
    expect(values.map(({ column, value }) => [column, value])).toEqual([
      ["urn", "URN000001"],
      ["site", "Bath"],
      ["contact_date", "2019-04-01"],
      ["contact_date__precision", "day"],
      ["period", "2019"],
      ["group", "DW"],
    ]);
    expect(await traced("monthly", "URN000001", "month")).toHaveLength(4);
    expect(await traced("wide", "URN000099")).toEqual([]);
  });

  it("refuses a table or column that is not there", async () => {
    await expect(traced("long", "URN000001")).rejects.toThrow(RangeError);
    await expect(traced("wide", "URN000001", "shoe")).rejects.toThrow(/it has urn, referral_date/u);
  });
});
