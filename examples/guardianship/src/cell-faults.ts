import type { Random } from "@plait/study";
import type { DateStyle, RawCell } from "./calendar.ts";
import { type ServiceKind, serviceKinds } from "./counts.ts";
import { columnIndex, type DeliveredRow, type DeliveredSheet, type Expected, joinTypes, writeAs } from "./delivered.ts";
import { type Variant, variantsOf } from "./variants.ts";
import { mustNotMerge } from "./vocabulary.ts";

interface Place {
  readonly sheet: DeliveredSheet;
  readonly row: DeliveredRow;
}

interface Change {
  readonly variable: string;
  readonly raw: RawCell;
  readonly canonical: string | null;
  readonly expected?: Expected;
  readonly reason?: string;
}

/** Spoils cells here and there. Every change but a few answers nobody foresaw can be repaired. */
export function plantCellFaults(sheets: readonly DeliveredSheet[], random: Random): void {
  const places = new Map(
    serviceKinds.map((kind) => [
      kind,
      sheets
        .filter((sheet) => sheet.file.kind === kind)
        .flatMap((sheet) => sheet.rows.map((row): Place => ({ sheet, row }))),
    ]),
  );
  const plant = (fault: string, kind: ServiceKind, count: number, change: (place: Place) => Change | null) => {
    let planted = 0;
    for (const place of random.fork(`${fault} ${kind}`).shuffle(places.get(kind) ?? [])) {
      if (planted === count) return;
      const made = change(place);
      if (made !== null && applyChange(place, fault, made)) planted++;
    }
  };
  plantVariants(plant);
  plantSpaces(plant);
  plantReferences(plant);
  plantDates(plant);
  plantCoalesced(plant);
  plantUnforeseen(plant);
  plantPairs(plant);
}

type Planter = (fault: string, kind: ServiceKind, count: number, change: (place: Place) => Change | null) => void;

function applyChange({ sheet, row }: Place, fault: string, change: Change): boolean {
  const column = columnIndex(sheet, change.variable);
  if (column < 0 || row.plants.some((one) => one.column === column)) return false;
  row.cells[column] = change.raw;
  row.plants.push({
    fault,
    column,
    expected: change.expected ?? "repaired",
    canonical: change.canonical,
    ...(change.reason === undefined ? {} : { reason: change.reason }),
  });
  return true;
}

function isUntouched({ sheet, row }: Place, variable: string): boolean {
  const column = columnIndex(sheet, variable);
  return column >= 0 && (row.cells[column] ?? null) !== null && !row.plants.some((one) => one.column === column);
}

const TIMES_EACH_VARIANT = 3;

function plantVariants(plant: Planter): void {
  for (const kind of serviceKinds) {
    for (const variant of variantsOf[kind]) {
      plant(variant.fault, kind, TIMES_EACH_VARIANT, (place) => writeVariant(place, variant));
    }
  }
}

function writeVariant(place: Place, { variable, raw, canonical }: Variant): Change | null {
  const value = place.row.linked.record[variable] ?? null;
  if (value === null || !isUntouched(place, variable) || !canEncode(place.sheet, raw)) return null;
  const values = variable === "exploitation" ? value.split("; ") : [value];
  if (!values.includes(canonical)) return null;
  const written = joinTypes(
    values.map((one) => (one === canonical ? raw : one)),
    place.sheet.plan.separator,
  );
  return { variable, raw: written, canonical: value };
}

/** Every space of Unicode, the characters of no width, tab and line breaks. */
const oddSpaces: readonly string[] = [
  ..."\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
  ..."\u200b\u200c\u200d\u2060\ufeff",
  "\t",
  "\n",
  "  ",
];
const WIDTHLESS = new Set("\u200b\u200c\u200d\u2060\ufeff");

const spacedVariables: Readonly<Record<ServiceKind, readonly string[]>> = {
  referral: ["site", "nationality", "gender", "immigration_status"],
  monthly: ["case_status", "closure_reason", "immigration_status"],
  contact: ["contact_type", "contact_with"],
};

function plantSpaces(plant: Planter): void {
  oddSpaces.forEach((space, index) => {
    for (const kind of serviceKinds) {
      const choices = spacedVariables[kind];
      const variable = choices[index % choices.length] ?? "";
      plant(`stray-space U+${codePointOf(space)}`, kind, 2, (place) => {
        const value = place.row.linked.record[variable] ?? null;
        if (value === null || !isUntouched(place, variable) || !canEncode(place.sheet, space)) return null;
        if (place.row.cells[columnIndex(place.sheet, variable)] !== value) return null;
        return { variable, raw: withSpace(value, space, place.row.linked.number), canonical: value };
      });
    }
  });
}

function codePointOf(space: string): string {
  return (space.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

function withSpace(value: string, space: string, choice: number): string {
  if (WIDTHLESS.has(space)) return `${value.slice(0, 3)}${space}${value.slice(3)}`;
  if (value.includes(" ") && choice % 3 === 0) return value.replace(" ", space);
  return choice % 2 === 0 ? `${value}${space}` : `${space}${value}`;
}

/** Characters of Windows' western code page beyond Latin-1 that the study uses. */
const WINDOWS_1252_EXTRAS = "’–";

function canEncode({ file }: DeliveredSheet, text: string): boolean {
  if (file.encoding !== "windows-1252") return true;
  return [...text].every((char) => char <= "\u00ff" || WINDOWS_1252_EXTRAS.includes(char));
}

const referenceForms: readonly (readonly [fault: string, write: (digits: number) => string])[] = [
  ["reference-lost-zeros", (digits) => `URN${digits}`],
  ["reference-lower-case", (digits) => `urn${String(digits).padStart(6, "0")}`],
  ["reference-old-prefix", (digits) => `ICTG-${String(digits).padStart(6, "0")}`],
  ["reference-hyphen", (digits) => `URN-${String(digits).padStart(6, "0")}`],
  ["reference-spaced", (digits) => ` URN ${String(digits).padStart(6, "0")}\u00a0`],
];

function plantReferences(plant: Planter): void {
  for (const kind of serviceKinds) {
    plant("reference-as-number", kind, 30, ({ sheet, row }) => {
      if (!isUntouched({ sheet, row }, "urn") || row.isFragile) return null;
      const { number, record } = row.linked;
      return {
        variable: "urn",
        raw: sheet.file.format === "xls" ? number : String(number),
        canonical: record.urn ?? null,
      };
    });
    for (const [fault, write] of referenceForms) {
      plant(fault, kind, 12, ({ row }) => {
        const { number, record } = row.linked;
        return { variable: "urn", raw: write(number), canonical: record.urn ?? null };
      });
    }
  }
}

const textForms: readonly DateStyle[] = [
  "dd/mm/yyyy",
  "dd-mm-yyyy",
  "dd.mm.yyyy",
  "yyyy-mm-dd",
  "d mmm yyyy",
  "dd/mm/yy",
];

const dayVariables: Readonly<Record<ServiceKind, string>> = {
  referral: "referral_date",
  monthly: "closure_date",
  contact: "contact_date",
};

function plantDates(plant: Planter): void {
  for (const kind of serviceKinds) {
    const variable = dayVariables[kind];
    const whole = (place: Place): string | null => {
      const value = place.row.linked.record[variable] ?? null;
      return value?.length === 10 && isUntouched(place, variable) ? value : null;
    };
    const rewrite = (fault: string, count: number, style: DateStyle, wanted: (sheet: DeliveredSheet) => boolean) =>
      plant(fault, kind, count, (place) => {
        const value = whole(place);
        if (value === null || !wanted(place.sheet)) return null;
        return { variable, raw: writeAs(style, variable, value, place.sheet), canonical: value };
      });
    for (const form of textForms) {
      const fault = form === "dd/mm/yy" ? "date-two-digit-year" : `date-other-form ${form}`;
      rewrite(fault, 8, form, ({ plan }) => plan.dates[variable] !== form && !plan.form.startsWith("early"));
    }
    rewrite("date-bare-serial", 10, "serial", ({ plan, file }) => plan.dates[variable] !== "serial" && !file.date1904);
    plant("date-with-time", kind, 8, (place) => {
      const value = whole(place);
      if (value === null || place.sheet.plan.dates[variable] !== "yyyy-mm-dd") return null;
      return { variable, raw: `${value} 00:00:00`, canonical: value };
    });
  }
  plant("date-in-doubt", "referral", Number.POSITIVE_INFINITY, ({ sheet, row }) => {
    const value = row.linked.record.referral_date ?? null;
    const style = sheet.plan.dates.referral_date;
    if (value?.length !== 10 || !(style?.startsWith("dd") ?? false)) return null;
    if (!isUntouched({ sheet, row }, "referral_date")) return null;
    const [month, day] = [Number(value.slice(5, 7)), Number(value.slice(8))];
    if (day > 12 || day === month) return null;
    const raw = row.cells[columnIndex(sheet, "referral_date")] ?? null;
    const reason = "would also be a date with day and month exchanged; read day first, as declared";
    return { variable: "referral_date", raw, canonical: value, expected: "kept", reason };
  });
}

/** On the RPC form of 2021 some nationalities stand in the field to write in, and the list is empty. */
function plantCoalesced(plant: Planter): void {
  plant("value-in-second-column", "referral", 40, ({ sheet, row }) => {
    const second = sheet.columns.findIndex((column) => column.coalesce);
    const value = row.linked.record.nationality ?? null;
    if (second < 0 || value === null || row.isFragile || !isUntouched({ sheet, row }, "nationality")) return null;
    row.cells[second] = value;
    return { variable: "nationality", raw: null, canonical: value };
  });
}

/** An answer that is neither a declared value nor in the values file is kept and listed. */
function plantUnforeseen(plant: Planter): void {
  plant("value-unforeseen", "referral", 4, ({ sheet, row }) => {
    if (row.isFragile || !isUntouched({ sheet, row }, "criminal_justice_status")) return null;
    const raw = "Pending, see email";
    const reason = "not a declared value";
    return { variable: "criminal_justice_status", raw, canonical: raw, expected: "kept", reason };
  });
}

/** Notes where values stand that look alike and are not. */
function plantPairs(plant: Planter): void {
  for (const nationality of new Set(mustNotMerge.flat())) {
    plant("must-not-merge", "referral", 3, (place) => {
      if (place.row.linked.record.nationality !== nationality || !isUntouched(place, "nationality")) return null;
      const reason = "resembles another nationality";
      return { variable: "nationality", raw: nationality, canonical: nationality, expected: "kept", reason };
    });
  }
}
