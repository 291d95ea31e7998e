import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as xlsx from "@e965/xlsx";
import { temporaryFolder } from "@plait/testkit";
import { describe, expect, it } from "vitest";
import { prepareSheets } from "../src/ingest/prepare-sheets.ts";
import { openSheetCache } from "../src/ingest/sheet-cache.ts";
import { sheetWindow, type WindowRow } from "../src/sheet-window.ts";
import { guardians } from "./guardians.ts";
import { memory, studyOf } from "./small-study.ts";

/** A preamble, a header of two rows, a blank row in the middle, and a note at the end. */
const rows = [
  ["Referrals of the year", "", ""],
  ["Young person", "", "Referral"],
  ["URN", "Site ", "Date"],
  ["1", "Leeds", "28/02/2019"],
  ["2", "York", "01/03/2019"],
  ["", "", ""],
  ["3", "أربيل", "02/03/2019"],
  ["Note: dates are those of the first contact with the service", "", ""],
];

async function windowOf(name: string, bytes: string | Uint8Array, first: number, last: number): Promise<WindowRow[]> {
  await using folder = await temporaryFolder("window");
  const database = await memory();
  const file = `records/deliveries/2019/DW/${name}`;
  mkdirSync(dirname(join(folder.path, file)), { recursive: true });
  writeFileSync(join(folder.path, file), bytes);
  const path = `2019/DW/${name}`;
  const study = {
    ...(await studyOf(guardians)),
    deliveries: [{ file, path, period: "2019", group: "DW", kind: "referral" }],
  };
  const cache = openSheetCache(join(folder.path, "cache"));
  const scratch = join(folder.path, "scratch");
  const request = { study, folder: folder.path, database, cache, scratch, progress: () => {} };
  await prepareSheets(request);
  // What was kept says the same as what was read.
  const { sheets, surroundings } = await prepareSheets(request);
  const [sheet] = sheets;
  const around = surroundings.get(sheet?.number ?? 0);
  if (sheet === undefined || around === undefined) throw new Error("nothing was read");
  return await sheetWindow(database, sheet, around, first, last);
}

const inWords = (window: readonly WindowRow[]): string[] =>
  window.map((one) => {
    if (one.kind === "set-aside") return `${one.row}+${one.rows} ${one.reason} ${one.text}`.trim();
    return `${one.row} ${one.kind} ${one.cells.map(({ shown }) => shown).join("|")}`;
  });

const whole = [
  "1+1 preamble Referrals of the year",
  "2 header Young person||Referral",
  "3 header URN|Site |Date",
  "4 data 1|Leeds|28/02/2019",
  "5 data 2|York|01/03/2019",
  "6+1 blank",
  "7 data 3|أربيل|02/03/2019",
  "8+1 footnote Note: dates are those of the first contact with the service",
];

describe("[I53] the rows around a cell", () => {
  it("stand as delivered with what is not data among them, in a text file", async () => {
    const text = rows.map((row) => `${row.join(",")}\n`).join("");
    expect(inWords(await windowOf("referral.csv", text, 1, 40))).toEqual(whole);
    expect(inWords(await windowOf("referral.csv", text, 5, 7))).toEqual(whole.slice(4, 7));
  });

  it("and in a 97-2003 workbook, with what it keeps beneath a date", async () => {
    const cells = xlsx.utils.aoa_to_sheet(rows);
    cells.C4 = { t: "n", v: 43_524, z: "dd/mm/yyyy" };
    const workbook = xlsx.utils.book_new();
    xlsx.utils.book_append_sheet(workbook, cells, "Records");
    const bytes = xlsx.write(workbook, { type: "buffer", bookType: "biff8" });
    const window = await windowOf("referral.xls", bytes, 1, 40);
    expect(inWords(window)).toEqual(whole);
    expect(window[3]).toMatchObject({ cells: [{}, {}, { shown: "28/02/2019", underlying: "43524" }] });
  });
});
