import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as xlsx from "@e965/xlsx";
import { expect, test } from "vitest";
import { csvRecords, readDelivered, temporaryFolder } from "../src/index.ts";

test("[K5] CSV is cut into records whose texts are the whole of it", () => {
  const text = 'a,"b, ""c""\r\nd"\r\n,\ne';
  const records = csvRecords(text);
  expect(records.map(({ fields }) => fields)).toEqual([["a", 'b, "c"\r\nd'], ["", ""], ["e"]]);
  expect(records.map((record) => record.text).join("")).toBe(text);
});

test("[K5] a file that is not UTF-8 is windows-1252", async () => {
  await using folder = await temporaryFolder("delivered");
  const path = join(folder.path, "one.csv");
  writeFileSync(path, Buffer.from("caf\xe9\n", "latin1"));
  expect(readDelivered(path).get("")).toEqual([[{ shown: "café", underlying: null }]]);
});

test("[K5] a workbook's cell has what it shows, and its number where that is something else", async () => {
  await using folder = await temporaryFolder("delivered");
  const path = join(folder.path, "one.xls");
  const workbook = xlsx.utils.book_new();
  const sheet = xlsx.utils.aoa_to_sheet([["URN", null, 7]]);
  sheet.A2 = { t: "n", v: 43524, z: "dd/mm/yyyy" };
  sheet["!ref"] = "A1:C2";
  xlsx.utils.book_append_sheet(workbook, sheet, "Records");
  writeFileSync(path, xlsx.write(workbook, { type: "buffer", bookType: "biff8" }));
  expect(readDelivered(path).get("Records")).toEqual([
    [
      { shown: "URN", underlying: null },
      { shown: "", underlying: null },
      { shown: "7", underlying: null },
    ],
    [{ shown: "28/02/2019", underlying: "43524" }],
  ]);
});
