import { describe, expect, it } from "vitest";
import { RecordsNotBuilt } from "../../src/link-records.ts";
import { whyNotInWide } from "../../src/trace.ts";
import { months, referrals, withWide } from "../guardians.ts";
import { linked, rowsOf, type SmallSheet } from "../small-study.ts";

const row = (urn: string, date: string, site: string, gender = "") => [urn, date, site, gender, "", "", ""];
const conflict = { rule: "conflict", reason: "Details differ" };
const later = { rule: "later-episode", reason: "A later entry" };
const outside = {
  rule: "outside-period",
  when: { variable: "referral_date", not_between: ["2019-02-01", "2020-06-30"] },
  reason: "Outside the study period",
};

const people: SmallSheet = referrals("2019/DW/referral.csv", [
  row("1", "01/01/2019", "Leeds"),
  row("1", "01/03/2019", "Leeds"),
  row("1", "01/04/2019", "Leeds"),
  row("2", "01/03/2019", "Leeds", "Female"),
  row("2", "01/03/2019", "Leeds", "Male"),
  row("3", "01/07/2020", "Leeds"),
  row("4", "01/03/2019", "Leeds"),
]);

async function removed(remove: readonly unknown[]) {
  const { database, records, study } = await linked(withWide({ remove }), [people]);
  const wide = records.ledger.find(({ step }) => step === "wide");
  return {
    database,
    records,
    study,
    wide: await rowsOf(database, "wide", ["urn", "referral_date", "episode"]),
    departures: wide?.removed.map(({ rule, reason, rows }) => `${rule}: ${rows} (${reason})`),
  };
}

describe("[W1] the first rule that fits a row names why it is not in the wide file", () => {
  it("in the order of the rules", async () => {
    const { wide, departures } = await removed([conflict, outside, later]);
    expect(wide).toEqual(["URN000001 | 2019-03-01 | 2", "URN000004 | 2019-03-01 | 1"]);
    expect(departures).toEqual([
      "conflict: 2 (Details differ)",
      "outside-period: 2 (Outside the study period)",
      "later-episode: 1 (A later entry)",
    ]);
  });

  it("later-episode compares the rows that earlier rules left, so its place matters", async () => {
    const { wide, departures } = await removed([conflict, later, outside]);
    expect(wide).toEqual(["URN000004 | 2019-03-01 | 1"]);
    expect(departures).toEqual([
      "conflict: 2 (Details differ)",
      "later-episode: 2 (A later entry)",
      "outside-period: 2 (Outside the study period)",
    ]);
  });

  it("rows in conflict are never in it, even where the rules do not name them", async () => {
    const { wide, departures } = await removed([later]);
    expect(wide.map((one) => one.slice(0, 9))).toEqual(["URN000001", "URN000003", "URN000004"]);
    expect(departures?.[0]).toBe("conflict: 2 (Rows of one entry that disagree)");
  });

  it("says of a reference number why it is not there", async () => {
    const { database, records, study } = await removed([conflict, outside, later]);
    const { spine } = records;
    if (spine === null) throw new Error("no spine");
    const why = (key: string) => whyNotInWide(database, spine, study.rules, key);
    expect(await why("URN000002")).toEqual(["conflict: Details differ", "conflict: Details differ"]);
    expect(await why("URN000003")).toEqual(["outside-period: Outside the study period"]);
    expect(await why("URN000004")).toEqual(["in the wide file"]);
    expect(await why("URN000099")).toEqual([]);
  });
});

describe("[W2] the wide file is one row a person", () => {
  it("or the build stops with the reference numbers listed", async () => {
    const failure = await linked(withWide({ remove: [conflict] }), [people]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RecordsNotBuilt);
    expect(failure).toMatchObject({ problems: [{ code: "not-one-row-a-person", place: { path: "wide.remove" } }] });
    expect(failure).toMatchObject({
      problems: [{ message: expect.stringContaining("1 reference numbers stand in it") }],
    });
    expect(failure).toMatchObject({ problems: [{ message: expect.stringContaining("URN000001") }] });
  });
});

const summaries = [
  { variable: "reason", label: "Reason", kind: "monthly", take: "last", of: "closure_reason", by: "month" },
  {
    variable: "first_reason",
    label: "First reason",
    kind: "monthly",
    take: "first",
    of: "closure_reason",
    by: "month",
  },
  { variable: "closed_on", label: "Closed on", kind: "monthly", take: "max", of: "closure_date" },
  { variable: "first_closed", label: "First closed on", kind: "monthly", take: "min", of: "closure_date" },
  { variable: "all_hours", label: "Hours in all", kind: "monthly", take: "sum", of: "hours" },
  { variable: "records", label: "Months with a record", kind: "monthly", take: "rows" },
];

async function summarised(rows: SmallSheet["rows"], columns: readonly string[], derive: readonly unknown[] = []) {
  const spine = referrals("2019/DW/referral.csv", [row("1", "01/01/2019", "Leeds"), row("2", "01/01/2019", "York")]);
  const { database } = await linked(withWide({ summaries, derive }), [spine, months("2019/DW/monthly.csv", rows)]);
  return rowsOf(database, "wide", ["urn", ...columns]);
}

describe("[W3] summaries take one value a person from another kind", () => {
  const rows = [
    ["1", "02/2019", "Turning 18", "10/02/2019", "3"],
    ["1", "03/2019", "Other", "01/02/2019", "4"],
    ["1", "04/2019", "Not known", "", ""],
    ["1", "05/2019", "", "", "5"],
    ["9", "05/2019", "Other", "01/01/2020", "5"],
  ];

  it("last and first: the value by the latest and earliest month that has an answer", async () => {
    expect(await summarised(rows, ["reason", "first_reason"])).toEqual([
      "URN000001 | Other | Turning 18",
      "URN000002 | - | -",
    ]);
  });

  it("of a kind that is declared and not yet delivered: nothing, and no rows", async () => {
    const spine = referrals("2019/DW/referral.csv", [row("1", "01/01/2019", "Leeds")]);
    const { database } = await linked(withWide({ summaries }), [spine]);
    expect(await rowsOf(database, "wide", ["urn", "reason", "closed_on", "records"])).toEqual([
      "URN000001 | - | - | 0",
    ]);
  });

  it("max, min, sum and rows", async () => {
    expect(await summarised(rows, ["closed_on", "first_closed", "all_hours", "records"])).toEqual([
      "URN000001 | 2019-02-10 | 2019-02-01 | 12 | 4",
      "URN000002 | - | - | - | 0",
    ]);
  });

  it("rows in conflict are left out of all of them", async () => {
    const inConflict = [
      ...rows,
      ["1", "06/2019", "Other", "01/06/2019", "7"],
      ["1", "06/2019", "Other", "02/06/2019", "7"],
    ];
    const columns = ["reason", "closed_on", "all_hours", "records"];
    expect(await summarised(inConflict, columns)).toEqual(await summarised(rows, columns));
  });

  it("numbers are ordered as numbers, and rows that have none to order by are left out", async () => {
    const byHours = [{ ...summaries[0], by: "hours" }];
    const spine = referrals("2019/DW/referral.csv", [row("1", "01/01/2019", "Leeds")]);
    const { database } = await linked(withWide({ summaries: byHours }), [
      spine,
      months("2019/DW/monthly.csv", [
        ["1", "02/2019", "Turning 18", "", "9"],
        ["1", "03/2019", "Other", "", "10"],
        ["1", "04/2019", "Turning 18", "", ""],
      ]),
    ]);
    expect(await rowsOf(database, "wide", ["reason"])).toEqual(["Other"]);
  });

  it("a tie is settled by the values, never by the order of rows", async () => {
    const tie = (order: readonly (readonly string[])[]) =>
      linked(
        withWide({
          summaries: [
            { variable: "place", label: "Last place", kind: "contact", take: "last", of: "site", by: "contact_date" },
            {
              variable: "place_1",
              label: "First place",
              kind: "contact",
              take: "first",
              of: "site",
              by: "contact_date",
            },
          ],
        }),
        [
          referrals("2019/DW/referral.csv", [row("1", "01/01/2019", "Leeds")]),
          { path: "2019/DW/contact.csv", labels: ["URN", "Date", "Site"], rows: order },
        ],
      ).then(({ database }) => rowsOf(database, "wide", ["place", "place_1"]));
    const rows = [
      ["1", "01/02/2019", "York"],
      ["1", "01/02/2019", "Bath"],
      ["1", "01/02/2019", "Leeds"],
    ];
    expect(await tie(rows)).toEqual(["York | Bath"]);
    expect(await tie(rows.toReversed())).toEqual(["York | Bath"]);
  });

  it("a summarised date is as precise as the one it was taken from", async () => {
    const partial = [
      ["1", "02/2019", "", "February 2019", ""],
      ["1", "03/2019", "", "15/01/2019", ""],
    ];
    const columns = ["closed_on", "closed_on__precision", "first_closed", "first_closed__precision"];
    expect(await summarised(partial, columns)).toEqual([
      "URN000001 | 2019-02-01 | month | 2019-01-15 | day",
      "URN000002 | - | - | - | -",
    ]);
  });
});

describe("[W4] derived variables", () => {
  const time = { variable: "time", label: "Time in service", months_between: ["referral_date", "closed_on"] };

  it("months between two whole dates are days over 30.4375, to one decimal", async () => {
    const closed = (date: string) => summarised([["1", "02/2019", "", date, ""]], ["time"], [time]);
    // 365 days / 30.4375 = 11.99; 45 / 30.4375 = 1.478; -31 / 30.4375 = -1.018.
    expect((await closed("01/01/2020"))[0]).toBe("URN000001 | 12");
    expect((await closed("15/02/2019"))[0]).toBe("URN000001 | 1.5");
    expect((await closed("01/12/2018"))[0]).toBe("URN000001 | -1");
    expect((await closed("01/01/2019"))[0]).toBe("URN000001 | 0");
  });

  it("and missing where either is missing or partial", async () => {
    expect(await summarised([["1", "02/2019", "", "February 2019", ""]], ["time"], [time])).toEqual([
      "URN000001 | -",
      "URN000002 | -",
    ]);
  });

  it("a recode leaves missing and unknown as they are and gives all others their value", async () => {
    const recode = {
      variable: "sex",
      label: "Sex",
      recode: "gender",
      to: { F: ["Female"], M: ["Male"] },
      else: "Another",
    };
    const genders = ["Female", "Male", "Other", "Not known", ""];
    const spine = referrals(
      "2019/DW/referral.csv",
      genders.map((gender, index) => row(String(index + 1), "01/01/2019", "Leeds", gender)),
    );
    const { database } = await linked(withWide({ derive: [recode] }), [spine]);
    expect(await rowsOf(database, "wide", ["urn", "sex"])).toEqual([
      "URN000001 | F",
      "URN000002 | M",
      "URN000003 | Another",
      "URN000004 | -",
      "URN000005 | -",
    ]);
  });
});
