import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildStudy, checkStudy, openLinkedRecords } from "@plait/build";
import { id, sql } from "@plait/database";
import { writeNrmStudy } from "@plait/example-nrm";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestsUnder } from "./output-files.ts";
import { countsOf, type ResultsFile, readResults, resultOf } from "./released-results.ts";

let folder: TemporaryFolder;
let study: string;
let results: ResultsFile;

beforeAll(async () => {
  folder = await temporaryFolder("nrm");
  study = join(folder.path, "study");
  await writeNrmStudy(study);
  const { outputs, warnings } = await buildStudy(study);
  expect(warnings).toEqual([]);
  results = readResults(outputs);
});
afterAll(() => folder.remove());

/** Adults, children, age unknown and all, of the row with this label. */
function referrals(table: string, label: string): unknown[] {
  const result = resultOf(results, table);
  const row = result.rows.find((one) => (one.group === undefined ? one.label : `${one.group} ${one.label}`) === label);
  if (row === undefined) throw new Error(`${table} has no row ${label}`);
  return row.cells.map((cell) => (cell.kind === "count" ? cell.value : cell.kind));
}

describe("[B26] the published NRM figures", () => {
  test.each([
    ["2017 Q1", [726, 430, 0, 1_156]],
    ["2019 Q4", [1_688, 1_449, 206, 3_343]],
    ["2022 Q3", [2_301, 1_975, 302, 4_578]],
  ])("of referrals by age in %s stand in the annex as published", (quarter, figures) => {
    expect(referrals("records.referrals-by-quarter", quarter)).toEqual(figures);
  });

  test("of referrals from 2017 Q1 to 2022 Q3 are 30,802, 25,319 and 2,385: 58,506", () => {
    const all = resultOf(results, "records.referrals-by-quarter").rows.at(-1)?.cells;
    expect(all).toMatchObject([30_802, 25_319, 2_385, 58_506].map((value) => ({ kind: "count", value })));
  });

  test("of referrals since 2014 are 77,062 together", () => {
    expect(referrals("records.referrals-since-2014", "Total").at(-1)).toBe(77_062);
  });

  test.each([
    ["records.reasonable-grounds-children", "2022", 6_246, 6_933],
    ["records.reasonable-grounds-children", "2023", 4_610, 6_241],
    ["records.conclusive-grounds-children", "2022", 2_402, 2_602],
    ["records.conclusive-grounds-children", "2023", 3_085, 3_822],
  ])("of decisions in %s for %s are %d positive of %d", (table, year, positive, all) => {
    expect(countsOf(resultOf(results, table))[year]).toMatchObject({ child_positive: positive, child_total: all });
  });

  test("have age subtotals that all add, in every released table with a total", () => {
    let added = 0;
    for (const result of results.results) {
      for (const { total, parts } of result.sums) {
        const value = (place: { row: number; column: number }) => {
          const cell = result.rows[place.row]?.cells[place.column];
          return cell?.kind === "count" ? cell.value : Number.NaN;
        };
        expect(value(total)).toBe(parts.reduce((sum, part) => sum + value(part), 0));
        added++;
      }
    }
    expect(added).toBeGreaterThan(80);
  });

  test("are withheld nowhere, for they are public", () => {
    expect(
      results.results.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells)).map(({ kind }) => kind),
    ).not.toContain("withheld");
  });
});

describe("[B27] rows that are sums of others", () => {
  test("are recognised, set aside and counted, and none is left", async () => {
    const open = await openLinkedRecords(study);
    const aside = open.records.ledger.filter(({ step }) => step === "subtotals");
    const totals = await open.database.rows<{ rows: number }>(
      sql`select count(*) as ${id("rows")} from ${id("referrals")} where ${id("location")} = 'Total'`,
    );
    await open.close();
    const written = (file: string, column: number) =>
      readFileSync(join(study, "records/deliveries/2009-2023", file), "utf8")
        .split("\n")
        .filter((line) => line.split(",")[column] === "Total").length;
    const removed = Object.fromEntries(aside.map(({ kind, rowsIn, rowsOut }) => [kind, rowsIn - rowsOut]));
    expect(removed).toEqual({
      referrals: written("nrm_referrals_longitudinal.csv", 3),
      reasonable_grounds: written("nrm_reasonable_grounds.csv", 1),
      conclusive_grounds: written("nrm_conclusive_grounds.csv", 1),
      duty_to_notify: written("nrm_duty_to_notify_longitudinal.csv", 1),
    });
    expect(removed.referrals).toBe(177);
    expect(totals).toEqual([{ rows: 0 }]);
    expect(aside.flatMap((entry) => entry.removed.map(({ rule }) => rule))).toEqual(aside.map(() => "subtotal"));
  });

  test("that are not what their parts add up to are a warning", async () => {
    const delivery = join(study, "records/deliveries/2009-2023/nrm_referrals_longitudinal.csv");
    const former = readFileSync(delivery, "utf8");
    writeFileSync(delivery, former.replace(/^(2022,Q3,Child[^,]*,Total,)\d+/mu, "$19999"));
    const problems = await checkStudy(study);
    writeFileSync(delivery, former);
    expect(problems.map(({ severity, code }) => `${severity} ${code}`)).toEqual(["warning total-is-not-its-parts"]);
    expect(problems[0]?.message).toMatch(/9,?999/u);
  });
});

describe("[B31] the same study in another folder", () => {
  test("gives the same bytes", async () => {
    const other = join(folder.path, "another", "place");
    await writeNrmStudy(other);
    const { outputs } = await buildStudy(other);
    expect(digestsUnder(outputs)).toEqual(digestsUnder(join(study, "outputs")));
  });
});
