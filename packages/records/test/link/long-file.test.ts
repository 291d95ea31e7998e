import { id, sql } from "@plait/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contacts, guardians, months, referrals } from "../guardians.ts";
import { type LinkedStudy, linked, openMemory, rowsOf } from "../small-study.ts";

const sheets = [
  referrals("2019/DW/referral.csv", [
    ["1", "28/02/2019", "Leeds", "Female", "16", "Labour", ""],
    ["1", "01/03/2019", "York", "Female", "17", "", ""],
    ["2", "28/02/2019", "Leeds", "Female", "", "", ""],
    ["2", "28/02/2019", "Leeds", "Male", "", "", ""],
  ]),
  months("2019/DW/monthly.csv", [
    ["1", "02/2019", "Other", "", "3"],
    ["2", "02/2019", "", "", ""],
  ]),
  contacts("2019/RPC/contact.csv", [
    ["1", "05/03/2019", "Bath"],
    ["9", "05/03/2019", "Bath"],
  ]),
];

let whole: LinkedStudy;
beforeAll(async () => {
  whole = await linked(guardians, sheets, openMemory);
});
afterAll(() => whole.database.close());

describe("[L10] the long file", () => {
  it("has every row of every kind about people, once", async () => {
    const { database, records } = whole;
    expect(await rowsOf(database, "long", ["kind", "urn", "group", "date", "_orphan"])).toEqual([
      "contact | URN000001 | RPC | 2019-03-05 | false",
      "contact | URN000009 | RPC | 2019-03-05 | true",
      "monthly | URN000001 | DW | 2019-02-01 | false",
      "monthly | URN000002 | DW | 2019-02-01 | false",
      "referral | URN000001 | DW | 2019-02-28 | false",
      "referral | URN000001 | DW | 2019-03-01 | false",
      "referral | URN000002 | DW | 2019-02-28 | false",
      "referral | URN000002 | DW | 2019-02-28 | false",
    ]);
    expect(records.ledger.find(({ step }) => step === "long")).toMatchObject({ rowsIn: 8, rowsOut: 8 });
  });

  it("joins m:1 the person's first entry that is not in conflict, and keeps the row's own value of a shared variable", async () => {
    const { database } = whole;
    const columns = ["kind", "urn", "site", "referral_site", "gender", "age", "episode", "closure_reason"];
    expect(await rowsOf(database, "long", columns)).toEqual([
      "contact | URN000001 | Bath | Leeds | Female | 16 | 1 | -",
      "contact | URN000009 | Bath | - | - | - | - | -",
      "monthly | URN000001 | - | Leeds | Female | 16 | 1 | Other",
      "monthly | URN000002 | - | - | - | - | - | -",
      "referral | URN000001 | - | Leeds | Female | 16 | 1 | -",
      "referral | URN000001 | - | York | Female | 17 | 2 | -",
      "referral | URN000002 | - | Leeds | Female | - | 1 | -",
      "referral | URN000002 | - | Leeds | Male | - | 1 | -",
    ]);
  });

  it("lists its columns under the names and types they have", async () => {
    const { database, records } = whole;
    const columns = records.tables.get("long") ?? [];
    const names = columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const found = await database.rows<{ column_name: string; column_type: string }>(sql`describe ${id("long")}`);
    const types = new Map(found.map((one) => [one.column_name, one.column_type.replace(/^ENUM.*/su, "VARCHAR")]));
    const expected = {
      text: "VARCHAR",
      precision: "VARCHAR",
      date: "DATE",
      integer: "INTEGER",
      number: "DOUBLE",
      indicator: "TINYINT",
    };
    for (const { name, type } of columns) expect([name, types.get(name)]).toEqual([name, expected[type]]);
  });
});
