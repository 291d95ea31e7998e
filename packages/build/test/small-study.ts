import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as xlsx from "@e965/xlsx";

/** A study of 60 made-up people in two periods and two groups: small enough to be built in a test of its own. */
export function writeSmallStudy(folder: string): void {
  for (const [path, text] of smallStudyTexts) writeIn(folder, path, text);
  for (const [path, rows] of smallStudyDeliveries) {
    writeIn(folder, `records/deliveries/${path}`, path.endsWith(".xls") ? workbookOf(rows) : csvOf(rows));
  }
}

export function writeIn(folder: string, path: string, content: string | Uint8Array): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

type Rows = readonly (readonly string[])[];

export function csvOf(rows: Rows): string {
  return rows
    .map((row) => `${row.map((cell) => (/[",\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\n`)
    .join("");
}

/** A BIFF8 workbook of one sheet, `Records`. */
export function workbookOf(rows: Rows): Uint8Array {
  const workbook = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(workbook, xlsx.utils.aoa_to_sheet(rows.map((row) => [...row])), "Records");
  return xlsx.write(workbook, { type: "buffer", bookType: "biff8" });
}

export const referralHeader = ["Ref", "Referred on", "Gender", "Needs", "Age"] as const;
export const monthlyHeader = ["Ref", "Month", "Status"] as const;

/** People are numbered from 1; every second is in the group North, the later half in the second period. */
const people = Array.from({ length: 60 }, (_, at) => at + 1);

export function referralOf(person: number): string[] {
  const year = person > 30 ? 2024 : 2023;
  const day = `${String((person % 27) + 1).padStart(2, "0")}/${String((person % 12) + 1).padStart(2, "0")}/${year}`;
  const needs = ["Housing", "Health", "Housing; Health"][person % 3] ?? "";
  return [reference(person), day, person % 4 < 2 ? "Female" : "Male", needs, String(12 + (person % 6))];
}

function monthsOf(person: number): string[][] {
  const year = person > 30 ? 2024 : 2023;
  return ["10", "11"].map((month, at) => [
    reference(person),
    `${month}/${year}`,
    at === 1 && person % 3 === 0 ? "Closed" : "Open",
  ]);
}

function reference(person: number): string {
  return `REF${String(person).padStart(6, "0")}`;
}

function rowsOf(
  header: readonly string[],
  who: (person: number) => boolean,
  rows: (person: number) => string[][],
): Rows {
  return [[...header], ...people.filter(who).flatMap(rows)];
}

const isNorth = (person: number) => person % 2 === 0;
const isLate = (person: number) => person > 30;
const referral = (person: number) => [referralOf(person)];

const smallStudyDeliveries: ReadonlyMap<string, Rows> = new Map([
  ["2023/North/referrals.csv", rowsOf(referralHeader, (p) => isNorth(p) && !isLate(p), referral)],
  ["2023/South/referrals.csv", rowsOf(referralHeader, (p) => !isNorth(p) && !isLate(p), referral)],
  ["2024/North/referrals.xls", rowsOf(referralHeader, (p) => isNorth(p) && isLate(p), referral)],
  ["2024/South/referrals.csv", rowsOf(referralHeader, (p) => !isNorth(p) && isLate(p), referral)],
  ["2023/North/monthly.csv", rowsOf(monthlyHeader, (p) => isNorth(p) && !isLate(p), monthsOf)],
  ["2023/South/monthly.csv", rowsOf(monthlyHeader, (p) => !isNorth(p) && !isLate(p), monthsOf)],
  ["2024/North/monthly.csv", rowsOf(monthlyHeader, (p) => isNorth(p) && isLate(p), monthsOf)],
  ["2024/South/monthly.csv", rowsOf(monthlyHeader, (p) => !isNorth(p) && isLate(p), monthsOf)],
]);

const smallStudyTexts: ReadonlyMap<string, string> = new Map([
  [
    "study.yaml",
    `plait: 1
title: A small study
synthetic: Everything here is made up.
strands: [records]
disclosure: { policy: sacro }
`,
  ],
  [
    "records/rules.yaml",
    `deliveries:
  - { path: "{period}/{group}/*referral*", kind: referral }
  - { path: "{period}/{group}/*monthly*", kind: monthly }
periods:
  "2023": { from: 2023-01, to: 2023-12 }
  "2024": { from: 2024-01, to: 2024-12 }
groups:
  North: { label: Team North }
  South: { label: Team South }
kinds:
  referral:
    {
      label: Referral,
      unit: person,
      key: ref,
      date: referred,
      required: [ref, referred],
      episodes: [referred],
    }
  monthly: { label: Monthly, unit: person, key: ref, date: month, required: [ref, month], one_row_per: [ref, month] }
spine: referral
variables:
  ref: { label: Reference, type: reference, prefix: REF, digits: 6, accept_prefixes: ["REF-", ""] }
  referred: { label: Date of referral, type: date }
  gender: { label: Gender, type: category, values: [Female, Male], otherwise: stop }
  needs: { label: Needs, type: multi, values: [Housing, Health], separators: [";"] }
  age: { label: Age, type: integer, from: 0, to: 25 }
  month: { label: Month, type: month }
  status: { label: Status, type: category, values: [Open, Closed] }
missing: ["", "-"]
not_supplied:
  - { kind: monthly, from: 2023-01, to: 2023-09, note: Not asked for }
wide:
  remove:
    - { rule: too-old, when: { variable: age, between: [25, 25] }, reason: Too old }
    - { rule: conflict, reason: Same reference and date with different details }
    - { rule: later-episode, reason: A later entry of the same person }
  summaries:
    - { variable: last_status, label: Last status, kind: monthly, take: last, of: status, by: month }
tables:
  - id: records.by-gender
    title: Young people by gender
    from: wide
    rows: [gender]
    columns: group
    measure: { count: people }
    totals: [rows, columns]
trends:
  - { id: records.monthly-trend, title: Monthly records by month, kind: monthly }
`,
  ],
  [
    "records/crosswalk.csv",
    `variable,kind,delivery,source_label,type,note,who,when
ref,referral,*,Ref,,As labelled,A. Analyst,2025-01-10
referred,referral,*,Referred on,,As labelled,A. Analyst,2025-01-10
gender,referral,*,Gender|Sex,,As labelled,A. Analyst,2025-01-10
needs,referral,*,Needs,,As labelled,A. Analyst,2025-01-10
age,referral,*,Age,,As labelled,A. Analyst,2025-01-10
ref,monthly,*,Ref,,As labelled,A. Analyst,2025-01-10
month,monthly,*,Month,date mm/yyyy,As labelled,A. Analyst,2025-01-10
status,monthly,*,Status,,As labelled,A. Analyst,2025-01-10
,monthly,*,Remark,ignore,Free text,A. Analyst,2025-01-10
`,
  ],
  [
    "records/values/status.csv",
    `raw,canonical,reason,who,when
shut,Closed,Another word,A. Analyst,2025-01-10
`,
  ],
  [
    "records/models.yaml",
    `models:
  - id: records.closed
    title: Who had closed at last
    from: wide
    sample:
      - { rule: known, label: Last status known, keep: { variable: last_status, is: known } }
    outcomes:
      - { id: closed, label: Closed, when: { variable: last_status, in: [Closed] } }
    predictors:
      - { group: Gender, variable: gender, levels: [Male], reference: Female }
      - { group: Age, variable: age, label: Years }
`,
  ],
]);
