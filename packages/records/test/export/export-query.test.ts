import { describe, expect, it } from "vitest";
import { exportQuery, exportStata } from "../../src/export/export-query.ts";
import { contacts, guardians, referrals } from "../guardians.ts";
import { linked, type SmallSheet } from "../small-study.ts";

const rows = [
  ["2", "01/02/2019", "York"],
  ["1", "05/02/2019", ""],
  ["1", "05/02/2019", "Bath"],
];

async function exported(contact: SmallSheet) {
  const { database, study, records } = await linked(guardians, [
    referrals("2019/DW/referral.csv", [["1", "01/02/2019", "Leeds", "", "", "", ""]]),
    contact,
  ]);
  const columns = records.tables.get("contact") ?? [];
  const found = await database.rows<Record<string, unknown>>(exportQuery("contact", columns));
  const stata = await exportStata(database, "contact", columns, study.rules, "Contacts");
  const bytes: Uint8Array[] = [];
  for await (const chunk of stata.chunks) bytes.push(chunk);
  return { found, bytes: Buffer.concat(bytes).toString("base64") };
}

describe("[E10] an exported table", () => {
  it("has its variables only", async () => {
    const { found } = await exported(contacts("2019/DW/contact.csv", rows));
    expect(Object.keys(found[0] ?? {})).toEqual([
      ...["urn", "site", "contact_date", "contact_date__precision", "period", "group"],
    ]);
    expect(found.map(({ urn, site }) => [urn, site])).toEqual([
      ["URN000001", null],
      ["URN000001", "Bath"],
      ["URN000002", "York"],
    ]);
  });

  it("is the same, byte for byte in Stata's form, whatever the order in which its rows came", async () => {
    const one = await exported(contacts("2019/DW/contact.csv", rows));
    expect(await exported(contacts("2019/DW/contact.csv", rows.toReversed()))).toEqual(one);
  });
});
