import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RecordsStudy, readStudy } from "@plait/study";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeNrmStudy } from "../src/index.ts";

/** As published; a changed byte is another delivery. */
const digests = {
  "nrm_conclusive_grounds.csv": "603b74958dc2a1baf39de69f4624bd23d15aa0bb3a5dd1541c3605e5d13229d1",
  "nrm_duty_to_notify_longitudinal.csv": "5d8daaef2d374ec89785d781a59732671fd01585d043ef673a3ea4f6f52ba4ed",
  "nrm_reasonable_grounds.csv": "c610a9453e7bec30a238eeae96d08340b5d52596e538350bc694e2f859b532b2",
  "nrm_referrals_longitudinal.csv": "5b80306bba9ad9be823b37447d8392cacf36490a635ec1e2a13a81c178b3434f",
};

const ages = ["Adult (18 or over)", "Child (17 or under)", "Age not specified or unknown"] as const;

let directory = "";

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "plait-nrm-"));
  await writeNrmStudy(directory);
});

afterAll(async () => {
  await rm(directory, { recursive: true });
});

describe("the study", () => {
  it("has no problem", async () => {
    const study = await studyIn(directory);
    expect(study.deliveries).toHaveLength(4);
    expect(study.rules.tables).toHaveLength(7);
  });

  it("ships the published files unchanged", async () => {
    const folder = join(directory, "records", "deliveries", "2009-2023");
    expect((await readdir(folder)).sort()).toEqual(Object.keys(digests));
    for (const [file, digest] of Object.entries(digests)) {
      expect(
        createHash("sha256")
          .update(await readFile(join(folder, file)))
          .digest("hex"),
      ).toBe(digest);
    }
  });

  it("maps every column of every delivery, and none that is not there", async () => {
    const { crosswalk, deliveries } = await studyIn(directory);
    for (const { kind, path } of deliveries) {
      const labels = crosswalk.filter((row) => row.kind === kind).flatMap((row) => row.sourceLabels);
      const [header = []] = await cellsOf(path.split("/").at(-1) ?? "");
      expect(labels.sort()).toEqual([...header].sort());
    }
  });
});

describe("the published figures", () => {
  it.each([
    ["2017 Q1", [726, 430, 0], 1_156],
    ["2019 Q4", [1_688, 1_449, 206], 3_343],
    ["2022 Q3", [2_301, 1_975, 302], 4_578],
    ["2023 Q4", [1_978, 1_945, 219], 4_142],
  ])("of referrals in %s are %j, together %d", async (quarter, byAge, all) => {
    expect(await referralsByAge(quarter, quarter)).toEqual(byAge);
    expect(sum(await referralsByAge(quarter, quarter))).toBe(all);
  });

  it("of referrals from 2017 Q1 to 2022 Q3 are 30,802, 25,319 and 2,385: 58,506", async () => {
    expect(await referralsByAge("2017 Q1", "2022 Q3")).toEqual([30_802, 25_319, 2_385]);
    expect(sum(await referralsByAge("2017 Q1", "2022 Q3"))).toBe(58_506);
  });

  it("of referrals from 2014 Q1 to 2023 Q1 are 77,062", async () => {
    expect(sum(await referralsByAge("2014 Q1", "2023 Q1"))).toBe(77_062);
  });

  it("have a total over locations that is the sum of its parts, for each quarter and age", async () => {
    const [, ...rows] = await cellsOf("nrm_referrals_longitudinal.csv");
    const totals = sumsBy(
      rows.filter((row) => row[3] === "Total"),
      ([year, quarter, age, , referrals]) => [`${year} ${quarter} ${age}`, Number(referrals)],
    );
    const parts = sumsBy(
      rows.filter((row) => row[3] !== "Total"),
      ([year, quarter, age, , referrals]) => [`${year} ${quarter} ${age}`, Number(referrals)],
    );
    expect(totals.size).toBe(177);
    expect(totals).toEqual(parts);
  });

  it.each([
    ["nrm_reasonable_grounds.csv", "2022", 6_246, 6_933],
    ["nrm_reasonable_grounds.csv", "2023", 4_610, 6_241],
    ["nrm_conclusive_grounds.csv", "2022", 2_402, 2_602],
    ["nrm_conclusive_grounds.csv", "2023", 3_085, 3_822],
  ])("of decisions on children in %s for %s are %d positive of %d", async (file, year, positive, all) => {
    const [, ...rows] = await cellsOf(file);
    const quarters = rows.filter((row) => row[0] === year && row[1] !== "Total");
    expect(sum(quarters.map((row) => Number(row[6])))).toBe(positive);
    expect(sum(quarters.map((row) => Number(row[7])))).toBe(all);
  });

  it.each(["nrm_reasonable_grounds.csv", "nrm_conclusive_grounds.csv"])(
    "in %s add up: outcomes to ages, ages to all, quarters to years",
    async (file) => {
      const [, ...rows] = await cellsOf(file);
      const figures = rows.map((row) => ({ year: row[0], quarter: row[1], numbers: row.slice(2).map(Number) }));
      for (const { numbers } of figures) {
        const [adultNo, adultYes, adult, childNo, childYes, child, unknownNo, unknownYes, unknown, all] = numbers;
        expect(sum([adultNo, adultYes])).toBe(adult);
        expect(sum([childNo, childYes])).toBe(child);
        expect(sum([unknownNo, unknownYes])).toBe(unknown);
        expect(sum([adult, child, unknown])).toBe(all);
      }
      const years = figures.filter(({ quarter }) => quarter === "Total");
      expect(years).toHaveLength(10);
      for (const { year, numbers } of years) {
        const quarters = figures.filter((one) => one.year === year && one.quarter !== "Total");
        expect(numbers.map((_, column) => sum(quarters.map((one) => one.numbers[column])))).toEqual(numbers);
      }
    },
  );

  it("of the duty to notify add up to each year's total", async () => {
    const [, ...rows] = await cellsOf("nrm_duty_to_notify_longitudinal.csv");
    const totals = sumsBy(
      rows.filter((row) => row[1] === "Total"),
      ([year, , reports]) => [`${year}`, Number(reports)],
    );
    const quarters = sumsBy(
      rows.filter((row) => row[1] !== "Total"),
      ([year, , reports]) => [`${year}`, Number(reports)],
    );
    expect(totals.size).toBe(9);
    expect(totals).toEqual(quarters);
  });
});

async function studyIn(folder: string): Promise<RecordsStudy> {
  const read = await readStudy({
    list: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(folder.length + 1)
            .replaceAll("\\", "/"),
        );
    },
    readText: (path) =>
      readFile(join(folder, path), "utf8").then(
        (text) => ({ text }),
        () => ({ missing: true }),
      ),
  });
  expect(read.problems).toEqual([]);
  if (read.value?.records === undefined) throw new Error("the study cannot be read");
  return read.value.records;
}

/** The published files hold no quotes. */
async function cellsOf(file: string): Promise<string[][]> {
  const text = await readFile(new URL(`../deliveries/${file}`, import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
}

/** Referrals by age over the quarters from `first` to `last`, such as `2017 Q1`, from the rows that are no totals. */
async function referralsByAge(first: string, last: string): Promise<number[]> {
  const [, ...rows] = await cellsOf("nrm_referrals_longitudinal.csv");
  const within = rows.filter((row) => `${row[0]} ${row[1]}` >= first && `${row[0]} ${row[1]}` <= last);
  return ages.map((age) =>
    sum(within.filter((row) => row[2] === age && row[3] !== "Total").map((row) => Number(row[4]))),
  );
}

function sumsBy(rows: readonly string[][], entry: (row: string[]) => [string, number]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [key, value] of rows.map(entry)) sums.set(key, (sums.get(key) ?? 0) + value);
  return sums;
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? Number.NaN), 0);
}
