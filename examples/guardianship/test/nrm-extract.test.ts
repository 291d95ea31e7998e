import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "@plait/study";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type NrmTruth, nrmFiles, writeNrmExtract } from "../src/nrm-extract.ts";
import { readBack } from "./read-back.ts";

let folder: string;
let truth: NrmTruth;
let cases: Record<string, string>[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nrm-"));
  truth = await writeNrmExtract(folder, seededRandom("test"));
  cases = nrmFiles.flatMap(({ path, labels }, file) => {
    const rows = readBack(join(folder, path)).get("") ?? [];
    return rows.slice(file === 0 ? 2 : 1).map((row) => {
      const one = Object.fromEntries(labels.map(([variable], i) => [variable, row[i] ?? ""]));
      const [day, month, year] = (one.referral_date ?? "").split("/");
      return { ...one, date: year === undefined ? (one.referral_date ?? "") : `${year}-${month}-${day}` };
    });
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isKnownAge = (one: Record<string, string>) => /^(Adult|Child)/.test(one.age_group ?? "");
const isInPeriod = ({ date = "" }: Record<string, string>) => date >= "2017-02-01" && date <= "2022-09-30";

test("[G9] the chain and both conditional exclusions are the document's", () => {
  const inPeriod = cases.filter(isInPeriod);
  const known = inPeriod.filter(isKnownAge);
  expect([cases.length, inPeriod.length, known.length]).toEqual([77089, 58522, 56144]);
  expect(known.filter(({ gender = "" }) => !["Female", "Male"].includes(gender)).length).toBe(152);
  expect(known.filter(({ nationality }) => nationality === "Not Known").length).toBe(249);
});

/** Check figures of the March 2024 release: adult, child, unknown. */
test.each([
  ["2014 Q1", 2014, 1, 567],
  ["2022 Q4", 2022, 4, 2234 + 1939 + 240],
  ["2023 Q1", 2023, 1, 2586 + 1894 + 258],
])("[G10] %s is as published", (_, year, quarter, published) => {
  const months = [1, 2, 3].map((i) => `${year}-${String(quarter * 3 - 3 + i).padStart(2, "0")}`);
  expect(cases.filter(({ date = "" }) => months.includes(date.slice(0, 7))).length).toBe(published);
});

test("[G10] quarters of the study's period differ from the published ones only as listed", () => {
  const published: Record<string, [number, number, number]> = {
    "2017 Q1": [726, 430, 0],
    "2019 Q4": [1688, 1449, 206],
    "2022 Q3": [2301, 1975, 302],
  };
  for (const [quarter, [adult, child, unknown]] of Object.entries(published)) {
    const changes = (age: string) =>
      truth.adjustments
        .filter((one) => one.quarter === quarter && one.age === age)
        .reduce((sum, { change }) => sum + change, 0);
    expect(truth.margins.find((one) => one.quarter === quarter)).toEqual({
      quarter,
      adult: adult + changes("adult"),
      child: child + changes("child"),
      unknown: unknown + changes("unknown"),
    });
  }
  expect(truth.adjustments.reduce((sum, { change }) => sum + Math.abs(change), 0)).toBe(23 + 7 + 11);
});

test("[G11] exploitation is written in 26 ways, each a different combination", () => {
  const strings = [...new Set(cases.map(({ exploitation = "" }) => exploitation))];
  expect(strings.length).toBe(26);
  const combinations = strings.map((text) =>
    text
      .split(/ and |[;,&/+]/)
      .map((token) => token.trim())
      .sort()
      .join("|"),
  );
  expect(new Set(combinations.filter((one) => !one.startsWith("Not")))).toHaveLength(25);
});
