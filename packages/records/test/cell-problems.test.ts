import { id, sql } from "@plait/database";
import type { Problem } from "@plait/study";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cellProblemPlace,
  findCellProblems,
  placeFromRow,
  placesInRows,
  undecidedValues,
} from "../src/cell-problems.ts";
import { harmoniseRecords } from "../src/harmonise/harmonise-records.ts";
import { mapSheets } from "../src/harmonise/mapped-sheet.ts";
import { ROWS_A_SHEET } from "../src/source-sheet.ts";
import { guardians, referrals } from "./guardians.ts";
import { memory, type SmallSheet, sheetsOf, studyOf } from "./small-study.ts";

async function found(sheet: SmallSheet, problems: readonly Problem[] = [], small = guardians) {
  const [database, study] = [await memory(), await studyOf(small)];
  const sheets = await mapSheets(database, study, sheetsOf([sheet]));
  return { database, study, sheets, problems: await findCellProblems(database, study, sheets, problems) };
}

async function placesOf({ database, problems }: Awaited<ReturnType<typeof found>>): Promise<string[]> {
  const places = await placesInRows(database, problems, 1, 1, 1_000);
  return places.map(({ row, column, kind }) => `${row}:${column} ${kind}`);
}

const sheet = (rows: readonly (readonly string[])[]): SmallSheet =>
  referrals(
    "2019/DW/referral.csv",
    rows.map((row) => [...row]),
  );

describe("[P30] the cells of a delivery with a problem", () => {
  it("are those that cannot be read, with what comes of each, those that stop linking first", async () => {
    const all = await found(
      sheet([
        ["1", "28/02/2019", "Leeds", "Female", "16", "Labour", ""],
        ["x1", "31/02/2019", "Leeds", "Female", "sixteen", "Labour; Piracy", ""],
        ["", "28/02/2019", "Leeds", "Female", "16", "Labour", ""],
      ]),
    );
    expect(await placesOf(all)).toEqual([
      "3:1 urn/not-a-reference",
      "3:2 referral_date/impossible-date",
      "3:5 age/not-a-number",
      "3:6 exploitation/unknown-token",
      "4:1 urn/no-value",
    ]);
    expect(all.problems.kinds.map(({ id: kind, effect, places }) => [kind, effect, places])).toEqual([
      ["exploitation/unknown-token", "stops-linking", 1],
      ["urn/not-a-reference", "quarantine", 1],
      ["urn/no-value", "quarantine", 1],
      ["referral_date/impossible-date", "quarantine", 1],
      ["age/not-a-number", "no-value", 1],
    ]);
  });

  it("are columns without a decision too, and cells that problems of the file name", async () => {
    const labels = ["URN", "Date", "Site", "Kept by", "Age"];
    const delivered = { path: "2019/DW/referral.csv", labels, rows: [["1", "28/02/2019", "Leeds", "AB", "16"]] };
    const problem = (line?: number, cell?: string): Problem => ({
      ...{ severity: "warning", code: "merged-data-cells", message: "merged", remedy: "unmerge" },
      place: { file: "", ...(line === undefined ? {} : { line }), ...(cell === undefined ? {} : { cell }) },
    });
    const all = await found(delivered, [problem(2, "E2"), problem(2), problem()]);
    expect(await placesOf(all)).toEqual(["1:4 undecided", "2:0 problem/1", "2:5 problem/0"]);
  });

  it("are walked one by one, all of them or those of a kind, and found by their row", async () => {
    const { database, problems } = await found(
      sheet([
        ["x1", "28/02/2019", "Leeds", "Female", "16", "Labour", ""],
        ["2", "31/02/2019", "Leeds", "Female", "old", "Labour", ""],
        ["x3", "28/02/2019", "Leeds", "Female", "16", "Labour", ""],
      ]),
    );
    const at = async (kind: string | null, number: number) => {
      const place = await cellProblemPlace(database, problems, kind, number);
      return place && [place.row, place.column];
    };
    expect([await at(null, 1), await at(null, 3), await at(null, 4), await at(null, 5)]).toEqual([
      [2, 1],
      [3, 5],
      [4, 1],
      undefined,
    ]);
    expect([await at("urn/not-a-reference", 2), await at("urn/not-a-reference", 3)]).toEqual([[4, 1], undefined]);
    const from = (kind: string | null, row: number) => placeFromRow(database, problems, kind, 1, row);
    expect([await from(null, 4), await from("urn/not-a-reference", 4)]).toEqual([4, 2]);
    expect([await from("urn/not-a-reference", 3), await from(null, 5)]).toEqual([2, 5]);
  });

  it("that quarantine a row are in exactly the rows that harmonising quarantines", async () => {
    const cell = (...texts: string[]) => fc.constantFrom(...texts);
    const row = fc.tuple(
      cell("1", "URN2", "", "x", "n/a"),
      cell("28/02/2019", "31/02/2019", "", "03/2019"),
      cell("Leeds", "", "Mars"),
      cell("Female", "femlae", ""),
      cell("16", "old", "", "999"),
      cell("Labour", "Piracy", ""),
      cell("", "x"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 16 }), async (rows) => {
        const { database, study, sheets, problems } = await found(sheet(rows));
        await harmoniseRecords(database, study, sheets, () => {});
        const set = await database.rows<{ source: number }>(
          sql`select ${id("_src")} as ${id("source")} from ${id("quarantine")} order by 1`,
        );
        const effects = new Map(problems.kinds.map(({ id: kind, effect }) => [kind, effect]));
        const places = await placesInRows(database, problems, 1, 1, 100);
        const quarantining = places.filter(({ kind }) => effects.get(kind) === "quarantine");
        expect([...new Set(quarantining.map((place) => place.row))]).toEqual(
          set.map(({ source }) => source % ROWS_A_SHEET),
        );
      }),
      { numRuns: 12 },
    );
  });
});

describe("[P31] the values of an unread cell that can be decided on", () => {
  it("are the whole text, or the unknown ones of those that it lists, and none that was decided", async () => {
    const study = await studyOf({ ...guardians, values: { exploitation: [["Forced", "Labour"]], age: [["old", ""]] } });
    const of = (variable: string, shown: string) => undecidedValues(study, "referral", variable, shown);
    expect(of("exploitation", "Labour; Forced;  Piracy ; Piracy")).toEqual(["Piracy"]);
    expect(of("age", " very  old ")).toEqual(["very old"]);
    expect([of("age", "old"), of("age", ""), of("nothing", "x")]).toEqual([[], [], []]);
  });
});
