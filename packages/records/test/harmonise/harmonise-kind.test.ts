import { type Database, id, sql } from "@plait/database";
import { describe, expect, it } from "vitest";
import { contentDigests } from "../../src/content-digests.ts";
import { harmonisedTable, harmoniseKind } from "../../src/harmonise/harmonise-kind.ts";
import { columnMapper } from "../../src/harmonise/map-columns.ts";
import { unreadValueProblems } from "../../src/harmonise/unread-values.ts";
import { contacts, guardianCrosswalk, guardianRules, guardians, months, referrals } from "../guardians.ts";
import { memory, rowsOf, type SmallSheet, type SmallStudy, sheetsOf, studyOf } from "../small-study.ts";

/** Harmonises the sheets of one kind in a database of its own. */
async function harmonised(small: SmallStudy, kind: string, sheets: readonly SmallSheet[]) {
  const database = await memory();
  const study = await studyOf(small);
  const mapSheet = columnMapper(study.crosswalk, study.rules);
  const mapped = sheetsOf(sheets).map((sheet) => ({ sheet, mapping: mapSheet(sheet) }));
  const result = await harmoniseKind(database, kind, mapped, study.rules, study.values);
  const readings = (variable: string) => {
    const found = result.readings.find((one) => one.variable === variable);
    if (found === undefined) throw new Error(`${variable} was not read`);
    return found;
  };
  return { database, study, mapped, result, readings, table: harmonisedTable(kind) };
}

async function quarantined(database: Database, kind: string): Promise<string[]> {
  return rowsOf(database, `staged_${kind}`, ["_reason", "_src"]).then((rows) =>
    rows.filter((row) => !row.startsWith("- |")),
  );
}

const good = ["URN000001", "28/02/2019", "Leeds", "Female", "16", "Labour", "calm"] as const;

describe("[H20] harmonised rows", () => {
  it("bring sheets with other labels, order and columns into one table", async () => {
    const small: SmallStudy = {
      ...guardians,
      crosswalk: [...guardianCrosswalk, ["gender", "referral", "2020/*/*", "Sex"], ["urn", "referral", "*", "Ref"]],
    };
    const { database, table } = await harmonised(small, "referral", [
      referrals("2019/DW/referral.csv", [good]),
      {
        path: "2020/RPC/referral.xls",
        labels: ["Site", "Sex", "Ref", "Date"],
        rows: [["York", "Male", "2", "01/03/2020"]],
      },
    ]);
    expect(await rowsOf(database, table, ["urn", "referral_date", "site", "gender", "age", "period", "group"])).toEqual(
      [
        "URN000001 | 2019-02-28 | Leeds | Female | 16 | 2019 | DW",
        "URN000002 | 2020-03-01 | York | Male | - | 2020 | RPC",
      ],
    );
  });

  it("know the sheet and row they come from", async () => {
    const { database, table } = await harmonised(guardians, "contact", [
      contacts("2019/DW/contact.csv", [["1", "01/02/2019", ""]]),
      contacts("2020/DW/contact.csv", [
        ["2", "01/02/2020", ""],
        ["3", "01/02/2020", ""],
      ]),
    ]);
    expect(await rowsOf(database, table, ["urn", "_src"])).toEqual([
      "URN000001 | 1000000002",
      "URN000002 | 2000000002",
      "URN000003 | 2000000003",
    ]);
  });

  it("keep the raw value beside the repaired one", async () => {
    const { database, table, readings } = await harmonised(
      { ...guardians, values: { site: [["Leedes", "Leeds"]] } },
      "referral",
      [referrals("2019/DW/referral.csv", [["1", "28.02.2019", " Leedes", "Female", "16", "Labour", ""]])],
    );
    const columns = ["urn", "urn__raw", "referral_date", "referral_date__raw", "site", "site__raw"];
    expect(await rowsOf(database, table, columns)).toEqual([
      "URN000001 | 1 | 2019-02-28 | 28.02.2019 | Leeds |  Leedes",
    ]);
    expect(readings("site").changes).toEqual(new Map([["value-repair", 1]]));
  });

  it("lose nothing of the earlier output when a decision is taken back", async () => {
    const sheets = [referrals("2019/DW/referral.csv", [good, ["2", "28/02/2019", "Leedes", "", "", "", ""]])];
    const output = async (values: SmallStudy["values"] = {}) => {
      const { database, table, mapped, result } = await harmonised({ ...guardians, values }, "referral", sheets);
      const columns = result.columns.map(({ name }) => name);
      return {
        rows: await rowsOf(database, table, columns),
        inputs: await contentDigests(database, ["referral"], mapped),
      };
    };
    const before = await output();
    const decided = await output({ site: [["Leedes", "Leeds"]] });
    expect(decided.rows).not.toEqual(before.rows);
    expect(decided.inputs).toEqual(before.inputs);
    expect(await output({ site: [] })).toEqual(before);
  });

  it("take a decision for one kind before a general one", async () => {
    const small: SmallStudy = {
      ...guardians,
      values: {
        site: [
          ["L", "Leeds"],
          ["L", "Luton", "contact"],
        ],
      },
    };
    const referral = await harmonised(small, "referral", [
      referrals("2019/DW/referral.csv", [["1", "28/02/2019", "L", "", "", "", ""]]),
    ]);
    const contact = await harmonised(small, "contact", [contacts("2019/DW/contact.csv", [["1", "28/02/2019", "L"]])]);
    expect(await rowsOf(referral.database, referral.table, ["site"])).toEqual(["Leeds"]);
    expect(await rowsOf(contact.database, contact.table, ["site"])).toEqual(["Luton"]);
  });

  it("use a second column where the first is empty, as it is shown", async () => {
    const small: SmallStudy = {
      ...guardians,
      crosswalk: [...guardianCrosswalk, ["contact_date", "contact", "*", "Date again", "coalesce"]],
    };
    const { database, table } = await harmonised(small, "contact", [
      {
        path: "2019/DW/contact.xls",
        labels: ["URN", "Date", "Date again"],
        rows: [
          ["1", "01/02/2019", "02/02/2019"],
          ["2", "", "03/02/2019"],
          ["3", ["Feb", "43500"], "04/02/2019"],
        ],
      },
    ]);
    expect(await rowsOf(database, table, ["urn", "contact_date"])).toEqual([
      "URN000001 | 2019-02-01",
      "URN000002 | 2019-02-03",
      "URN000003 | 2019-02-04",
    ]);
  });

  it("read the same text by each workbook's own date system", async () => {
    const sheet = (path: string, date1904: boolean): SmallSheet => ({
      ...contacts(path, [["1", ["shown", "43524"], ""]]),
      date1904,
    });
    const { database, table } = await harmonised(guardians, "contact", [
      sheet("2019/DW/contact.xls", false),
      sheet("2020/DW/contact.xls", true),
    ]);
    expect(await rowsOf(database, table, ["contact_date", "period"])).toEqual([
      "2019-02-28 | 2019",
      "2023-03-01 | 2020",
    ]);
  });
});

describe("[H21] words that mean no value", () => {
  it("are missing in every type of variable, whatever spaces surround them", async () => {
    const { database, table } = await harmonised(guardians, "referral", [
      referrals("2019/DW/referral.csv", [["1", "28/02/2019", "Leeds", "n/a", " - ", "\u00a0n/a", "n/a\u2003"]]),
    ]);
    expect(await rowsOf(database, table, ["gender", "age", "exploitation", "note", "exploitation_labour"])).toEqual([
      "- | - | - | - | -",
    ]);
  });

  it("and a text keeps all but the spaces around it", async () => {
    const { database, table } = await harmonised(guardians, "referral", [
      referrals("2019/DW/referral.csv", [["1", "28/02/2019", "Leeds", "", "", "", "\u00a0said “no”,\nthen yes \t"]]),
    ]);
    expect(await rowsOf(database, table, ["note"])).toEqual(["said “no”,\nthen yes"]);
  });

  it("need not be declared at all", async () => {
    const { database, table } = await harmonised(
      { ...guardians, rules: { ...guardianRules, missing: [] } },
      "referral",
      [referrals("2019/DW/referral.csv", [["1", "28/02/2019", "Leeds", "", "", "", "n/a"]])],
    );
    expect(await rowsOf(database, table, ["note", "gender"])).toEqual(["n/a | -"]);
  });
});

describe("[H22] rows that cannot be used go to quarantine with the reason", () => {
  it("the first of what they must have, in the order of the rules", async () => {
    const { database, table } = await harmonised(guardians, "referral", [
      referrals("2019/DW/referral.csv", [
        ["12x", "", "", "", "", "", ""],
        ["1", "31/04/2019", "", "", "", "", ""],
        ["1", "28/02/2019", "n/a", "", "", "", ""],
        ["", "28/02/2019", "Leeds", "", "", "", ""],
        good,
      ]),
    ]);
    expect(await quarantined(database, "referral")).toEqual([
      "referral_date: a day that does not exist | 1000000003",
      "site: no value | 1000000004",
      "urn: no value | 1000000005",
      "urn: not a reference number of the declared form | 1000000002",
    ]);
    expect(await rowsOf(database, table, ["urn"])).toEqual(["URN000001"]);
  });

  it("an unreadable value of another variable is missing, and counted", async () => {
    const { database, table, readings } = await harmonised(guardians, "referral", [
      referrals("2019/DW/referral.csv", [["1", "28/02/2019", "Leeds", "Femal", "160", "", ""], good, good]),
    ]);
    expect(await rowsOf(database, table, ["gender", "age", "age__raw"])).toEqual([
      "Femal | - | 160",
      "Female | 16 | 16",
      "Female | 16 | 16",
    ]);
    expect(readings("age").problems).toEqual(new Map([["out-of-range", 1]]));
    expect(readings("gender").undeclared).toEqual(new Map([["Femal", 1]]));
  });

  it("a value outside a closed list, where the rules say so", async () => {
    const gender = { ...guardianRules.variables.gender, otherwise: "quarantine" };
    const rules = { ...guardianRules, variables: { ...guardianRules.variables, gender } };
    const { database } = await harmonised({ ...guardians, rules }, "referral", [
      referrals("2019/DW/referral.csv", [["1", "28/02/2019", "Leeds", "Femal", "", "", ""], good]),
    ]);
    expect(await quarantined(database, "referral")).toEqual(["gender: a value that is not declared | 1000000002"]);
  });

  it("a row about a person without reference, even where the rules do not list the key as required", async () => {
    const { referral } = guardianRules.kinds;
    const kinds = { ...guardianRules.kinds, referral: { ...referral, required: ["site"] } };
    const { database } = await harmonised({ ...guardians, rules: { ...guardianRules, kinds } }, "referral", [
      referrals("2019/DW/referral.csv", [["", "28/02/2019", "Leeds", "", "", "", ""], good]),
    ]);
    expect(await quarantined(database, "referral")).toEqual(["urn: no value | 1000000002"]);
  });

  it("a required text that only says there is none", async () => {
    const { referral } = guardianRules.kinds;
    const kinds = { ...guardianRules.kinds, referral: { ...referral, required: ["note"] } };
    const { database } = await harmonised({ ...guardians, rules: { ...guardianRules, kinds } }, "referral", [
      referrals("2019/DW/referral.csv", [["1", "28/02/2019", "Leeds", "", "", "", " n/a"], good]),
    ]);
    expect(await quarantined(database, "referral")).toEqual(["note: no value | 1000000002"]);
  });
});

describe("[H23] indicators of a field that lists several values", () => {
  it("are 1 or 0 where there is an answer, and missing where there is none", async () => {
    const row = (number: string, exploitation: string) => [number, "28/02/2019", "Leeds", "", "", exploitation, ""];
    const { database, table } = await harmonised(guardians, "referral", [
      referrals("2019/DW/referral.csv", [row("1", "Labour; Criminal"), row("2", "Not known"), row("3", "")]),
    ]);
    const columns = ["exploitation", "labour", "sexual", "criminal", "count"].map((name) =>
      name === "exploitation" ? name : `exploitation_${name}`,
    );
    expect(await rowsOf(database, table, ["urn", ...columns])).toEqual([
      "URN000001 | Labour; Criminal | 1 | 0 | 1 | 2",
      "URN000002 | Not known | - | - | - | -",
      "URN000003 | - | - | - | - | -",
    ]);
  });
});

describe("[H24] a token or value that must be known and is not stops the build", () => {
  const row = (number: string, gender: string, exploitation: string) => [
    number,
    "28/02/2019",
    "Leeds",
    gender,
    "",
    exploitation,
    "",
  ];

  it("with every row listed where it can be found", async () => {
    const sheets = [
      { ...referrals("2019/DW/referral.xls", [row("1", "", "Labour; Debt"), row("2", "", "Labour")]) },
      referrals("2020/DW/referral.csv", [row("3", "", "Labour; Debt"), row("4", "", "Debt")]),
    ];
    const { database, study, mapped, result } = await harmonised(guardians, "referral", sheets);
    const problems = await unreadValueProblems(database, [result], mapped, study.rules);
    expect(problems.map(({ code, message, place }) => [code, message, place.line])).toEqual([
      ["value-not-declared", '"Debt" is no declared value of exploitation (1 row: 2020/DW/referral.csv, row 3)', 3],
      [
        "value-not-declared",
        '"Labour; Debt" is no declared value of exploitation (2 rows: 2019/DW/referral.xls, sheet "Sheet1", row 2; 2020/DW/referral.csv, row 2)',
        2,
      ],
    ]);
    expect(problems[0]?.remedy).toContain("records/values/exploitation.csv");
  });

  it("and a decision about it lets the build go on", async () => {
    const { database, study, mapped, result } = await harmonised(
      { ...guardians, values: { exploitation: [["Debt", "Labour"]] } },
      "referral",
      [referrals("2019/DW/referral.csv", [row("1", "", "Debt")])],
    );
    expect(await unreadValueProblems(database, [result], mapped, study.rules)).toEqual([]);
  });

  it("for a closed list only where the rules say stop", async () => {
    const gender = { ...guardianRules.variables.gender, otherwise: "stop" };
    const rules = { ...guardianRules, variables: { ...guardianRules.variables, gender } };
    const { database, study, mapped, result } = await harmonised({ ...guardians, rules }, "referral", [
      referrals("2019/DW/referral.csv", [row("1", "Femal", ""), row("2", "Female", "")]),
    ]);
    const problems = await unreadValueProblems(database, [result], mapped, study.rules);
    expect(problems.map(({ message }) => message)).toEqual([
      '"Femal" is no declared value of gender (1 row: 2019/DW/referral.csv, row 2)',
    ]);
  });
});

describe("[H25] every reading is counted", () => {
  it("by what was mended and by the format that fitted, each declared format once", async () => {
    const rows = [
      ["1", "02/2019", "", "", ""],
      ["2", "03/2019", "", "", ""],
      ["3", ["Feb", "43524"], "", "", ""],
    ] as const;
    const { readings } = await harmonised(guardians, "monthly", [
      months("2019/DW/monthly.xls", rows),
      { ...months("2020/DW/monthly.xls", rows.slice(0, 1)), date1904: true },
    ]);
    expect(readings("month").formats).toEqual([
      { crosswalkLine: 10, format: "mm/yyyy", cells: 3 },
      { crosswalkLine: 10, format: "dd/mm/yyyy", cells: 0 },
    ]);
    expect(readings("month").changes).toEqual(
      new Map([
        ["date-format", 3],
        ["date-serial", 1],
      ]),
    );
  });

  it("as a decision where a date, number or reference was read from a repaired text", async () => {
    const values: SmallStudy["values"] = {
      referral_date: [["end of Feb", "28/02/2019"]],
      age: [
        ["sixteen", "16"],
        ["old", ""],
      ],
      urn: [["URN00O1", "URN000001"]],
    };
    const { database, table, readings } = await harmonised({ ...guardians, values }, "referral", [
      referrals("2019/DW/referral.csv", [
        ["URN00O1", "end of Feb", "Leeds", "", "sixteen", "", ""],
        ["2", "28/02/2019", "Leeds", "", "old", "", ""],
      ]),
    ]);
    expect(await rowsOf(database, table, ["urn", "referral_date", "age"])).toEqual([
      "URN000001 | 2019-02-28 | 16",
      "URN000002 | 2019-02-28 | -",
    ]);
    expect(readings("referral_date").changes.get("value-repair")).toBe(1);
    expect(readings("age").changes.get("value-repair")).toBe(2);
    expect(readings("urn").changes.get("value-repair")).toBe(1);
  });

  it("and each distinct cell is read once, however many rows have it", async () => {
    const many = Array.from({ length: 50 }, (_, index) => [
      String(index + 1),
      "28/02/2019",
      "Leeds",
      "Female",
      "",
      "",
      "",
    ]);
    const { database, readings } = await harmonised(guardians, "referral", [referrals("2019/DW/referral.csv", many)]);
    const distinct = await database.row(sql`select count(*) as n from ${id("reading_referral_referral_date")}`);
    expect(distinct).toEqual({ n: 1 });
    expect(readings("referral_date").changes).toEqual(new Map([["date-format", 50]]));
  });
});
