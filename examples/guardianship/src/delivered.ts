import { type DateStyle, monthOf, type RawCell, writeDate } from "./calendar.ts";
import type { ServiceKind } from "./counts.ts";
import type { FilePlan, SheetPlan } from "./delivery-plan.ts";
import { type Column, columnsOf } from "./forms.ts";
import type { CanonicalRecord, LinkedRow, PlannedCell } from "./linked-row.ts";
import { formerNames } from "./variants.ts";

/** What became of a planted fault, by the study's own rules. */
export type Expected = "repaired" | "kept" | "quarantined" | "removed" | "set-aside";

/** A fault at a cell (`column` counts from 0) or, without a column, of the whole row. */
export interface Plant {
  readonly fault: string;
  readonly column: number | null;
  readonly expected: Expected;
  readonly canonical?: string | null;
  readonly reason?: string;
  /** Where a row is removed: when rows are linked, or on the way into the wide file. */
  readonly stage?: "linked" | "wide";
}

/** A row as it will be written. Faults change it in place until it is. */
export interface DeliveredRow {
  readonly linked: LinkedRow;
  readonly cells: RawCell[];
  readonly plants: Plant[];
  /** Stands in the deliveries more than once, or must stay as it is for another reason. */
  isFragile: boolean;
}

export interface DeliveredSheet {
  readonly file: FilePlan;
  readonly plan: SheetPlan;
  readonly columns: readonly Column[];
  readonly rows: DeliveredRow[];
  /** The forms in which each date or month was readably written. */
  readonly stylesUsed: Map<string, Set<DateStyle>>;
}

/** Puts every row into the sheet of its kind, group and month, in order of date and reference. */
export function deliver(plans: readonly FilePlan[], rows: readonly LinkedRow[]): DeliveredSheet[] {
  const sheets = plans.flatMap((file) =>
    file.sheets.map(
      (plan): DeliveredSheet => ({
        file,
        plan,
        columns: columnsOf(file.kind, plan.form),
        rows: [],
        stylesUsed: new Map(),
      }),
    ),
  );
  const homes = sheets.filter((sheet) => !sheet.file.resent);
  for (const row of [...rows].sort(byDate)) {
    const home = homes.find((sheet) => holds(sheet, row));
    if (home === undefined)
      throw new RangeError(`no delivery covers ${row.kind} of ${row.group} in month ${row.month}`);
    home.rows.push(renderRow(row, home));
  }
  return sheets;
}

export function holds({ file, plan }: DeliveredSheet, row: LinkedRow): boolean {
  return row.kind === file.kind && row.group === file.group && row.month >= plan.from && row.month <= plan.to;
}

const dateVariable: Readonly<Record<ServiceKind, string>> = {
  referral: "referral_date",
  monthly: "month",
  contact: "contact_date",
};

function byDate(a: LinkedRow, b: LinkedRow): number {
  const variable = dateVariable[a.kind];
  const [left, right] = [a.record[variable] ?? "", b.record[variable] ?? ""];
  return left < right ? -1 : left > right ? 1 : a.number - b.number;
}

export function renderRow(row: LinkedRow, sheet: DeliveredSheet): DeliveredRow {
  const plants: Plant[] = [];
  const cells = sheet.columns.map((column, index): RawCell => {
    if (column.variable === null) return fillerFor(column.label, row);
    if (column.coalesce) return null;
    const planned = row.planned?.find((cell) => cell.variable === column.variable);
    if (planned !== undefined) {
      const { fault, expected, canonical } = planned;
      plants.push({ fault, column: index, expected, canonical, ...(planned.reason ? { reason: planned.reason } : {}) });
      return renderPlanned(planned, row, sheet);
    }
    const former = formerNameOf(row, column.variable);
    if (former !== undefined) {
      plants.push({ fault: "renamed-role", column: index, expected: "repaired", canonical: former.canonical });
      return former.raw;
    }
    return renderValue(column.variable, row.record, sheet);
  });
  if (row.plantedRow !== undefined) plants.push({ ...row.plantedRow, column: null });
  return { linked: row, cells, plants, isFragile: row.fragile ?? false };
}

/** Columns that the study does not use still hold something. */
function fillerFor(label: string, row: LinkedRow): RawCell {
  switch (label) {
    case "Record ID":
      return `R${String((row.number * 7919) % 100000).padStart(5, "0")}`;
    case "Form version":
      return "3.1";
    default:
      return "OK";
  }
}

const GUARDIANS_SINCE = monthOf("2019-07");

function formerNameOf(row: LinkedRow, variable: string) {
  if (row.month >= GUARDIANS_SINCE) return undefined;
  return formerNames.find(
    (name) => name.kind === row.kind && name.variable === variable && name.canonical === row.record[variable],
  );
}

function renderPlanned(planned: PlannedCell, row: LinkedRow, sheet: DeliveredSheet): string {
  if (planned.fault === "date-partial") {
    const style = (["mmm yy", "mmmm yyyy", "mm/yyyy"] as const)[row.number % 3] ?? "mmm yy";
    return String(writeAs(style, planned.variable, planned.canonical ?? "", sheet));
  }
  return planned.raw;
}

function renderValue(variable: string, record: CanonicalRecord, sheet: DeliveredSheet): RawCell {
  const value = record[variable] ?? null;
  if (value === null) return null;
  const style = sheet.plan.dates[variable];
  if (style !== undefined) return writeAs(style, variable, value, sheet);
  if (variable === "exploitation") return joinTypes(value.split("; "), sheet.plan.separator);
  if (variable === "age_at_referral" || variable === "minutes") return Number(value);
  return value;
}

/** Writes a date in a form and notes that the sheet's column uses it. */
export function writeAs(style: DateStyle, variable: string, iso: string, sheet: DeliveredSheet): RawCell {
  const used = sheet.stylesUsed.get(variable) ?? new Set();
  used.add(style === "cell" ? "serial" : style);
  sheet.stylesUsed.set(variable, used);
  return writeDate(iso, style, sheet.file.date1904);
}

/** "Labour, Criminal & Sexual" where the separator is an ampersand: lists of three seldom repeat it. */
export function joinTypes(types: readonly string[], separator: string): string {
  if (separator !== " & " || types.length < 3) return types.join(separator);
  return `${types.slice(0, -1).join(", ")} & ${types.at(-1)}`;
}

export function columnIndex(sheet: DeliveredSheet, variable: string): number {
  return sheet.columns.findIndex((column) => column.variable === variable && !column.coalesce);
}
