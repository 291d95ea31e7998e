import type { Random } from "@plait/study";
import type { DateStyle, RawCell } from "./calendar.ts";
import type { ServiceKind } from "./counts.ts";
import { columnIndex, type DeliveredRow, type DeliveredSheet, holds, renderRow } from "./delivered.ts";
import { reference } from "./linked-row.ts";

/** Rows delivered again within their own sheet. */
const repeatedWithin: Readonly<Record<ServiceKind, number>> = { referral: 28, monthly: 60, contact: 80 };
/** Referrals entered twice, each time with something left out. */
const enteredInParts = 36;

/**
 * Adds rows that linking takes out again: exact duplicates within a file and in files sent twice, and entries that
 * complete each other.
 */
export function plantRepeatedRows(sheets: readonly DeliveredSheet[], random: Random): void {
  for (const sheet of sheets.filter(({ file }) => file.resent)) resend(sheet, sheets);
  for (const kind of ["referral", "monthly", "contact"] as const) {
    const rows = usualRows(sheets, kind);
    for (const { sheet, row } of random.fork(`repeat ${kind}`).shuffle(rows).slice(0, repeatedWithin[kind])) {
      row.isFragile = true;
      insertAfter(sheet, row, copyOf(row, "exact-duplicate-within-file", "exact-duplicate"));
    }
  }
  const divisible = usualRows(sheets, "referral").filter(({ sheet, row }) => partsOf(sheet, row) !== null);
  for (const { sheet, row } of random.fork("parts").shuffle(divisible).slice(0, enteredInParts)) divide(sheet, row);
}

/** Rows of files sent once that nothing special has happened to. */
function usualRows(sheets: readonly DeliveredSheet[], kind: ServiceKind) {
  return sheets
    .filter((sheet) => sheet.file.kind === kind && !sheet.file.resent)
    .flatMap((sheet) => sheet.rows.filter((row) => !row.isFragile).map((row) => ({ sheet, row })));
}

function resend(sheet: DeliveredSheet, sheets: readonly DeliveredSheet[]): void {
  for (const home of sheets.filter((one) => !one.file.resent)) {
    for (const row of home.rows) {
      if (row.isFragile || !holds(sheet, row.linked)) continue;
      row.isFragile = true;
      const again = renderRow(row.linked, sheet);
      again.plants.push({
        fault: "exact-duplicate-across-files",
        column: null,
        expected: "removed",
        stage: "linked",
        reason: "exact-duplicate",
      });
      again.isFragile = true;
      sheet.rows.push(again);
    }
  }
}

function copyOf(row: DeliveredRow, fault: string, reason: string): DeliveredRow {
  return {
    linked: row.linked,
    cells: [...row.cells],
    plants: [...row.plants, { fault, column: null, expected: "removed", stage: "linked", reason }],
    isFragile: true,
  };
}

function insertAfter(sheet: DeliveredSheet, row: DeliveredRow, added: DeliveredRow): void {
  sheet.rows.splice(sheet.rows.indexOf(row) + 1, 0, added);
}

/** Two columns of which either entry may lack one. */
function partsOf(sheet: DeliveredSheet, row: DeliveredRow): [number, number] | null {
  const first = columnIndex(sheet, "immigration_status");
  const second = columnIndex(sheet, "criminal_justice_status");
  return (row.cells[first] ?? null) === null || (row.cells[second] ?? null) === null ? null : [first, second];
}

function divide(sheet: DeliveredSheet, row: DeliveredRow): void {
  const parts = partsOf(sheet, row);
  if (parts === null) return;
  row.isFragile = true;
  const copy = copyOf(row, "mergeable-row", "merged");
  row.cells[parts[0]] = null;
  copy.cells[parts[1]] = null;
  insertAfter(sheet, row, copy);
}

interface Unusable {
  readonly fault: string;
  readonly variable: string;
  readonly raw: RawCell;
  readonly reason: string;
  /** The form the date nearly has; it goes into a sheet where that form is read. */
  readonly nearly?: DateStyle;
}

const dates = (variable: string): Unusable[] => [
  { fault: "date-impossible", variable, raw: "31/02/2020", reason: "impossible day", nearly: "dd/mm/yyyy" },
  { fault: "date-impossible", variable, raw: "30/02/2019", reason: "impossible day", nearly: "dd/mm/yyyy" },
  { fault: "date-month-first", variable, raw: "04/25/2019", reason: "month first", nearly: "dd/mm/yyyy" },
  { fault: "date-past-pivot", variable, raw: "04/05/86", reason: "two-digit year", nearly: "dd/mm/yy" },
  { fault: "date-in-words", variable, raw: "not known yet", reason: "not a date" },
];
const references: readonly Unusable[] = [
  { fault: "reference-unusable", variable: "urn", raw: "URN12A45", reason: "no reference number" },
  { fault: "reference-unusable", variable: "urn", raw: "to follow", reason: "no reference number" },
  { fault: "reference-missing", variable: "urn", raw: null, reason: "no reference number" },
];
const unusable: Readonly<Record<ServiceKind, readonly Unusable[]>> = {
  referral: [
    ...dates("referral_date"),
    ...references,
    { fault: "required-missing", variable: "site", raw: null, reason: "no site" },
    { fault: "required-missing", variable: "site", raw: "n/a", reason: "no site" },
  ],
  monthly: [...references, { fault: "date-in-words", variable: "month", raw: "see above", reason: "not a date" }],
  contact: [...dates("contact_date"), ...references],
};
/** How often each of them. */
const timesEach = 4;

/** Adds rows that cannot be used: they go to quarantine and count nowhere. Referrals of this kind are nobody's. */
export function plantUnusableRows(sheets: readonly DeliveredSheet[], spare: readonly number[], random: Random): void {
  const numbers = [...spare];
  for (const kind of ["referral", "monthly", "contact"] as const) {
    const source = random.fork(kind);
    // Files sent twice stay as they were sent, and rows of a person with nothing recorded make poor models.
    const homes = sheets.filter(({ file, rows }) => file.kind === kind && !file.resent && rows.length > 0);
    for (const fault of unusable[kind]) {
      for (let i = 0; i < timesEach; i++) {
        const sheet = source.pick(homes.filter((home) => isNearly(home, fault)));
        const like = source.pick(sheet.rows.filter((row) => row.linked.planned === undefined));
        const number = kind === "referral" ? (numbers.pop() ?? 0) : like.linked.number;
        sheet.rows.splice(source.integer(sheet.rows.length), 0, unusableRow(sheet, like, number, fault));
      }
    }
  }
}

function isNearly(sheet: DeliveredSheet, { variable, nearly }: Unusable): boolean {
  return nearly === undefined || (sheet.stylesUsed.get(variable)?.has(nearly) ?? false);
}

function unusableRow(sheet: DeliveredSheet, like: DeliveredRow, number: number, fault: Unusable): DeliveredRow {
  const linked = { ...like.linked, number, record: { ...like.linked.record, urn: reference(number) }, fragile: true };
  const { plantedRow: _, ...plain } = linked;
  const row = renderRow(plain, sheet);
  const column = columnIndex(sheet, fault.variable);
  row.cells[column] = fault.raw;
  // Whatever else is odd about a row that cannot be used does not matter any more.
  const plant = { fault: fault.fault, column, expected: "quarantined", reason: fault.reason } as const;
  row.plants.splice(0, row.plants.length, plant);
  return row;
}
