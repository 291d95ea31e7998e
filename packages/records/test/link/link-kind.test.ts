import { describe, expect, it } from "vitest";
import { contacts, guardianCrosswalk, guardianRules, guardians, months, referrals } from "../guardians.ts";
import { linked, rowsOf, type SmallSheet } from "../small-study.ts";

const row = (urn: string, date: string, site: string, gender = "", age = "", exploitation = "", note = "") => [
  ...[urn, date, site, gender, age, exploitation, note],
];

async function referralRows(sheets: readonly SmallSheet[], columns = ["urn", "gender", "age", "_conflict", "episode"]) {
  const { database } = await linked(guardians, sheets);
  return {
    rows: await rowsOf(database, "referral", columns),
    merged: await rowsOf(database, "merged_referral", ["kept", "source", "rule"]),
    persons: await rowsOf(database, "persons", ["urn", "referral_date", "episode"]),
  };
}

describe("[L1] rows that agree in every variable are one row delivered twice", () => {
  it("within a sheet and across deliveries of one group", async () => {
    const same = row("1", "28/02/2019", "Leeds", "Female", "16");
    const { rows, merged } = await referralRows([
      referrals("2019/DW/referral.csv", [same, same]),
      referrals("2020/DW/referral.csv", [row("URN-1", "28.02.2019", "Leeds ", "Female", "16.0")]),
    ]);
    expect(rows).toEqual(["URN000001 | Female | 16 | false | 1"]);
    expect(merged).toEqual(["1000000002 | 1000000003 | exact-duplicate", "1000000002 | 2000000002 | exact-duplicate"]);
  });

  it("also in a kind that nothing else tells apart, where other rows all stay", async () => {
    const { database } = await linked(guardians, [
      contacts("2019/DW/contact.csv", [
        ["1", "01/02/2019", "Leeds"],
        ["1", "01/02/2019", "Leeds"],
        ["1", "01/02/2019", "York"],
        ["1", "01/02/2019", ""],
      ]),
    ]);
    expect(await rowsOf(database, "contact", ["urn", "site", "_conflict"])).toEqual([
      "URN000001 | - | false",
      "URN000001 | Leeds | false",
      "URN000001 | York | false",
    ]);
  });
});

describe("[L2] rows of one entry are merged where they agree wherever both have a value", () => {
  it("their blanks fill each other", async () => {
    const { rows, merged } = await referralRows([
      referrals("2019/DW/referral.csv", [row("1", "28/02/2019", "Leeds", "Female", "")]),
      referrals("2020/DW/referral.csv", [row("1", "28/02/2019", "Leeds", "", "16"), row("1", "28/02/2019", "Leeds")]),
    ]);
    expect(rows).toEqual(["URN000001 | Female | 16 | false | 1"]);
    expect(merged).toEqual(["1000000002 | 2000000002 | merged", "1000000002 | 2000000003 | merged"]);
  });

  it("with a duplicate among them counted as one", async () => {
    const { rows, merged } = await referralRows([
      referrals("2019/DW/referral.csv", [
        row("1", "28/02/2019", "Leeds", "Female", ""),
        row("1", "28/02/2019", "Leeds", "", "16"),
        row("1", "28/02/2019", "Leeds", "", "16"),
      ]),
    ]);
    expect(rows).toEqual(["URN000001 | Female | 16 | false | 1"]);
    expect(merged).toEqual(["1000000002 | 1000000003 | merged", "1000000003 | 1000000004 | exact-duplicate"]);
  });

  it("but never two of which a third agrees with both", async () => {
    const { rows } = await referralRows([
      referrals("2019/DW/referral.csv", [
        row("1", "28/02/2019", "Leeds", "Female", "16"),
        row("1", "28/02/2019", "Leeds", "", "16"),
        row("1", "28/02/2019", "Leeds", "Female", "17"),
      ]),
    ]);
    expect(rows).toEqual([
      "URN000001 | - | 16 | true | 1",
      "URN000001 | Female | 16 | true | 1",
      "URN000001 | Female | 17 | true | 1",
    ]);
  });
});

describe("[L3] rows of one entry that disagree are in conflict: all kept and marked", () => {
  it("within a group", async () => {
    const { rows, persons } = await referralRows([
      referrals("2019/DW/referral.csv", [
        row("1", "28/02/2019", "Leeds", "Female"),
        row("1", "28/02/2019", "Leeds", "Male"),
        row("2", "28/02/2019", "Leeds", "Male"),
      ]),
    ]);
    expect(rows).toEqual([
      "URN000001 | Female | - | true | 1",
      "URN000001 | Male | - | true | 1",
      "URN000002 | Male | - | false | 1",
    ]);
    expect(persons).toEqual(["URN000002 | 2019-02-28 | 1"]);
  });

  it("an answer that is none still differs from one", async () => {
    const { rows } = await referralRows([
      referrals("2019/DW/referral.csv", [
        row("1", "28/02/2019", "Leeds", "Female"),
        row("1", "28/02/2019", "Leeds", "Not known"),
      ]),
    ]);
    expect(rows.every((one) => one.includes("| true |"))).toBe(true);
  });

  it("across groups, even where the rows agree: each group stands for its own row", async () => {
    const { rows } = await referralRows(
      [
        referrals("2019/DW/referral.csv", [row("1", "28/02/2019", "Leeds"), row("2", "28/02/2019", "Leeds")]),
        referrals("2019/RPC/referral.csv", [row("1", "28/02/2019", "Leeds"), row("2", "28/02/2019", "York")]),
      ],
      ["urn", "site", "_conflict"],
    );
    expect(rows).toEqual([
      "URN000001 | Leeds | true",
      "URN000001 | Leeds | true",
      "URN000002 | Leeds | false",
      "URN000002 | York | false",
    ]);
  });

  it("by the variables of one_row_per in other kinds", async () => {
    const { database } = await linked(guardians, [
      months("2019/DW/monthly.csv", [
        ["1", "02/2019", "Other", "", "3"],
        ["1", "02/2019", "Turning 18", "", "3"],
        ["1", "03/2019", "", "", "3"],
        ["1", "03/2019", "Other", "", ""],
      ]),
    ]);
    expect(await rowsOf(database, "monthly", ["month", "closure_reason", "hours", "_conflict"])).toEqual([
      "2019-02-01 | Other | 3 | true",
      "2019-02-01 | Turning 18 | 3 | true",
      "2019-03-01 | Other | 3 | false",
    ]);
  });
});

describe("[L4] entries of one person are episodes, numbered by their date and site", () => {
  it("and the person is the first that is not in conflict", async () => {
    const { rows, persons } = await referralRows(
      [
        referrals("2020/DW/referral.csv", [
          row("1", "05/03/2020", "York"),
          row("1", "05/03/2020", "Leeds"),
          row("2", "28/02/2019", "Leeds", "Female"),
          row("2", "28/02/2019", "Leeds", "Male"),
          row("2", "01/01/2020", "Leeds", "Male"),
        ]),
        referrals("2020/RPC/referral.csv", [row("1", "28/02/2019", "York")]),
      ],
      ["urn", "referral_date", "site", "gender", "episode"],
    );
    expect(rows).toEqual([
      "URN000001 | 2019-02-28 | York | - | 1",
      "URN000001 | 2020-03-05 | Leeds | - | 2",
      "URN000001 | 2020-03-05 | York | - | 3",
      "URN000002 | 2019-02-28 | Leeds | Female | 1",
      "URN000002 | 2019-02-28 | Leeds | Male | 1",
      "URN000002 | 2020-01-01 | Leeds | Male | 2",
    ]);
    expect(persons).toEqual(["URN000001 | 2019-02-28 | 1", "URN000002 | 2020-01-01 | 2"]);
  });

  it("a spine whose entries nothing tells apart gives the same person whichever file came first", async () => {
    const { episodes: _, ...referral } = guardianRules.kinds.referral;
    const rules = { ...guardianRules, kinds: { ...guardianRules.kinds, referral } };
    const rows = [row("1", "28/02/2019", "York", "Male"), row("1", "28/02/2019", "Leeds", "Female")];
    const person = async (order: typeof rows) => {
      const { database } = await linked({ ...guardians, rules }, [referrals("2019/DW/referral.csv", order)]);
      return [
        await rowsOf(database, "persons", ["site", "gender"]),
        await rowsOf(database, "wide", ["site", "gender"]),
      ];
    };
    expect(await person(rows)).toEqual([["Leeds | Female"], ["Leeds | Female"]]);
    expect(await person(rows.toReversed())).toEqual(await person(rows));
  });
});

describe("[L5] rows whose reference the spine does not know are orphans, kept and counted", () => {
  it("in every kind that attaches to it, and the joins are counted in the manner of _merge", async () => {
    const { database, records } = await linked(guardians, [
      referrals("2019/DW/referral.csv", [
        row("1", "28/02/2019", "Leeds"),
        row("2", "28/02/2019", "Leeds", "Female"),
        row("2", "28/02/2019", "Leeds", "Male"),
        row("3", "28/02/2019", "Leeds"),
      ]),
      months("2019/DW/monthly.csv", [
        ["1", "02/2019", "", "", ""],
        ["1", "03/2019", "", "", ""],
        ["2", "02/2019", "", "", ""],
        ["9", "02/2019", "", "", ""],
      ]),
      contacts("2019/DW/contact.csv", [["9", "01/02/2019", ""]]),
    ]);
    expect(await rowsOf(database, "monthly", ["urn", "_orphan"])).toEqual([
      "URN000001 | false",
      "URN000001 | false",
      "URN000002 | false",
      "URN000009 | true",
    ]);
    expect(records.joins).toEqual([
      {
        master: "monthly",
        using: "first referral",
        declared: "m:1",
        masterOnly: 1,
        masterHeldBack: 1,
        usingOnly: 1,
        matched: 2,
      },
      {
        master: "contact",
        using: "first referral",
        declared: "m:1",
        masterOnly: 1,
        masterHeldBack: 0,
        usingOnly: 2,
        matched: 0,
      },
    ]);
  });
});

describe("[L6] a study without a spine", () => {
  it("has its kinds linked all the same, and neither orphans nor wide nor long file", async () => {
    const { spine: _, ...rules } = { ...guardianRules, wide: {} };
    const crosswalk = guardianCrosswalk;
    const { database, records } = await linked({ ...guardians, rules, crosswalk }, [
      referrals("2019/DW/referral.csv", [row("1", "28/02/2019", "Leeds"), row("1", "28/02/2019", "Leeds", "Male")]),
      contacts("2019/DW/contact.csv", [["9", "01/02/2019", ""]]),
    ]);
    expect([...records.tables.keys()]).toEqual(["referral", "contact"]);
    expect(await rowsOf(database, "referral", ["urn", "gender"])).toEqual(["URN000001 | Male"]);
    expect(await rowsOf(database, "contact", ["urn", "_orphan"])).toEqual(["URN000009 | false"]);
    expect(records.joins).toEqual([]);
  });
});
