import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "@plait/database";
import { temporaryFolder } from "@plait/testkit";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSheetCache } from "../src/ingest/sheet-cache.ts";
import { linkRecords } from "../src/link-records.ts";
import { openRecords, storeRecords } from "../src/records-store.ts";
import { trace } from "../src/trace.ts";
import { contacts, guardianRules, months, referrals, withWide } from "./guardians.ts";
import { memory, rowsOf, type SmallStudy, sheetsOf, studyOf } from "./small-study.ts";

const small = withWide({
  summaries: [
    { variable: "hours_in_all", label: "Hours", kind: "monthly", take: "sum", of: "hours" },
    { variable: "closed_on", label: "Closed on", kind: "monthly", take: "max", of: "closure_date" },
  ],
});

const sheets = sheetsOf([
  referrals("2019/DW/referral.csv", [
    ["1", "28/02/2019", "Leeds", "Female", "16", "Labour", "calm, “so far”"],
    ["1", "28/02/2019", "Leeds", "", "", "", "calm, “so far”"],
    ["1", "01/03/2019", "Leeds", "", "", "", ""],
    ["x", "01/03/2019", "Leeds", "", "", "", ""],
  ]),
  months("2019/DW/monthly.csv", [
    ["1", "02/2019", "Other", "March 2019", "3"],
    ["9", "03/2019", "", "", "4"],
  ]),
  contacts("2019/DW/contact.csv", [["1", "01/04/2019", "Bath"]]),
]);

async function stored(study: SmallStudy) {
  const folder = await temporaryFolder("records-store");
  onTestFinished(() => folder.remove());
  const store = openSheetCache(join(folder.path, "cache"));
  const database = await memory();
  const read = await studyOf(study);
  const records = await linkRecords(database, read, sheets, () => undefined);
  await storeRecords(database, records, read.rules, store, "run");
  return { store, database, study: read, records };
}

const cells = new Map(sheets.map((sheet) => [sheet.number, sheet.cells]));

describe("[S1] stored records open again as they were", () => {
  it("every table with every value, and the account beside them", async () => {
    const { store, database, study, records } = await stored(small);
    const again = await memory();
    const opened = await openRecords(again, study.rules, store, "run", cells);
    if (opened === undefined) throw new Error("not opened");
    expect([...opened.tables]).toEqual([...records.tables]);
    for (const [table, columns] of records.tables) {
      const names = columns.map(({ name }) => name);
      expect([table, await rowsOf(again, table, names)]).toEqual([table, await rowsOf(database, table, names)]);
    }
    expect(await rowsOf(again, "wide", ["hours_in_all", "closed_on", "closed_on__precision"])).toEqual([
      "3 | 2019-03-01 | month",
    ]);
    expect(await rowsOf(again, "quarantine", ["kind", "reason"])).toEqual(
      await rowsOf(database, "quarantine", ["kind", "reason"]),
    );
    const { ledger, joins, coverage, codebook } = records;
    expect({ ...opened }).toMatchObject(JSON.parse(JSON.stringify({ ledger, joins, coverage, codebook })));
  });

  it("and can be traced in", async () => {
    const { store, database, study, records } = await stored(small);
    const again = await memory();
    const opened = await openRecords(again, study.rules, store, "run", cells);
    if (opened === undefined) throw new Error("not opened");
    const request = { table: "wide", key: "URN000001" };
    expect(await trace(again, opened, study, request)).toEqual(await trace(database, records, study, request));
  });

  it("also where the study has no spine", async () => {
    const { spine: _, ...rules } = { ...guardianRules, wide: {} };
    const { store, study } = await stored({ ...small, rules });
    const opened = await openRecords(await memory(), study.rules, store, "run", cells);
    expect([...(opened?.tables.keys() ?? [])]).toEqual(["referral", "monthly", "contact"]);
  });

  it("or not at all where something is missing or damaged", async () => {
    const { store, study } = await stored(small);
    expect(await openRecords(await memory(), study.rules, store, "other", cells)).toBeUndefined();
    const wide = (await store.path("run/wide.parquet")) ?? "";
    writeFileSync(wide, readFileSync(wide).subarray(0, 200));
    const database = await memory();
    expect(await openRecords(database, study.rules, store, "run", cells)).toBeUndefined();
    expect(await database.rows(sql`select view_name from duckdb_views() where not internal`)).toEqual([]);
  });
});
