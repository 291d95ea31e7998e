import { rawValueKey as cleanText, type DateFormat, type DatePart, type DatePrecision } from "@plait/study";
import type { CellReading, Change, ProblemReason, RawCell } from "./cell-reading.ts";

export interface DateRules {
  /** Tried in order; the first that fits wins. */
  readonly formats: readonly DateFormat[];
  /** `yy` up to this is 20yy; without it, and past it, a two-digit year is a problem. */
  readonly twoDigitYearsUpTo: number | undefined;
  /** Months want year and month only; a whole date then gives its month. */
  readonly wanted: "day" | "month";
}

export type DateReading = CellReading & {
  /** The format that fitted, as written in the crosswalk. */
  readonly format?: string;
};

/**
 * Reads a date as declared and never otherwise: nothing is reordered and no century is guessed.
 *
 * A date cell of a workbook is read from its serial, whatever it displays. Text is tried against each format in turn. The
 * value is `yyyy-mm-dd`; a partial date has its first day and says how precise it is. When nothing fits, the reason says
 * what the text looks like instead.
 */
export function readDate(cell: RawCell, rules: DateRules): DateReading {
  const text = cleanText(cell.shown);
  if (text === "") return { kind: "missing", change: null };
  const serialCell = cell.underlying !== null && isSerial(cell.underlying) && !isSerial(text);
  if (serialCell && cell.underlying !== null) return fromSerial(cell.underlying, cell, rules);
  let reason: ProblemReason | null = null;
  for (const format of rules.formats) {
    if (format.kind === "serial") {
      if (isSerial(text)) return fromSerial(cell.underlying ?? text, cell, rules);
      continue;
    }
    const match = matchWritten(text, format.parts);
    if (match === null) continue;
    const date = wholeDate(match, rules.twoDigitYearsUpTo);
    if (date.kind === "problem") {
      reason ??= date.reason;
      continue;
    }
    return found(cell, text, match, date.day, format.precision, format.text, rules);
  }
  return {
    kind: "problem",
    reason: reason ?? (hasTwoDigitYear(text, rules.formats) ? "two-digit-year" : "not-a-date"),
  };
}

/** The text would fit a format if its year had four digits. */
function hasTwoDigitYear(text: string, formats: readonly DateFormat[]): boolean {
  return formats.some((format) => {
    if (format.kind === "serial") return false;
    const parts = format.parts.map((part): DatePart => (part.part === "year" ? { part: "year", digits: 2 } : part));
    return matchWritten(text, parts) !== null;
  });
}

interface Written {
  readonly day: number;
  readonly month: number;
  readonly year: number;
  readonly yearDigits: 2 | 4;
  readonly dayAndMonthAreDigits: boolean;
  /** Nobody writes the day between the year and the month, so such a date is in no doubt. */
  readonly yearIsFirst: boolean;
  readonly hadTime: boolean;
}

function matchWritten(text: string, parts: readonly DatePart[]): Written | null {
  const pattern = parts.map(partPattern).join("");
  const match = new RegExp(
    `^${pattern}(?<time>[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?( ?[AP]M)?Z?)?$`,
    "iu",
  ).exec(text);
  if (match?.groups === undefined) return null;
  const { day, month, name, year, time } = match.groups;
  const monthNumber = name === undefined ? Number(month ?? 1) : monthByName(name);
  if (monthNumber === null || year === undefined) return null;
  return {
    day: Number(day ?? 1),
    month: monthNumber,
    year: Number(year),
    yearDigits: year.length === 2 ? 2 : 4,
    dayAndMonthAreDigits: day !== undefined && month !== undefined,
    yearIsFirst: parts[0]?.part === "year",
    hadTime: time !== undefined,
  };
}

function partPattern(part: DatePart): string {
  switch (part.part) {
    case "day":
      return part.digits === 1 ? "(?<day>[0-9]{1,2})(?:st|nd|rd|th)?" : "(?<day>[0-9]{2})";
    case "month":
      return part.digits === 1 ? "(?<month>[0-9]{1,2})" : "(?<month>[0-9]{2})";
    case "month-name":
      return "(?<name>[a-z]{3,9})\\.?";
    case "year":
      return part.digits === 2 ? "(?<year>[0-9]{2})" : "(?<year>[0-9]{4})";
    case "separator":
      return part.text.replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&");
  }
}

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
] as const;

function monthByName(name: string): number | null {
  const lower = name.toLowerCase();
  const index = MONTHS.findIndex(
    (month) => month === lower || month.slice(0, 3) === lower || (lower === "sept" && month === "september"),
  );
  return index < 0 ? null : index + 1;
}

type WholeDate =
  | { readonly kind: "day"; readonly day: string }
  | { readonly kind: "problem"; readonly reason: ProblemReason };

function wholeDate(written: Written, pivot: number | undefined): WholeDate {
  const { day, month } = written;
  if (written.yearDigits === 2 && (pivot === undefined || written.year > pivot)) return problem("two-digit-year");
  const year = written.yearDigits === 2 ? written.year + 2000 : written.year;
  if (isDay(year, month, day)) return { kind: "day", day: isoDay(year, month, day) };
  return problem(written.dayAndMonthAreDigits && isDay(year, day, month) ? "month-before-day" : "impossible-date");
}

function problem(reason: ProblemReason): WholeDate {
  return { kind: "problem", reason };
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function found(
  cell: RawCell,
  text: string,
  written: Written,
  date: string,
  precision: DatePrecision,
  format: string,
  rules: DateRules,
): DateReading {
  if (rules.wanted === "month" && precision === "year") return { kind: "problem", reason: "incomplete-date" };
  const inDoubt =
    written.dayAndMonthAreDigits &&
    !written.yearIsFirst &&
    written.day <= 12 &&
    written.day !== written.month &&
    precision === "day";
  const change: Change | null = inDoubt
    ? "day-and-month-in-doubt"
    : written.hadTime
      ? "time-dropped"
      : date !== text
        ? "date-format"
        : text === cell.shown
          ? null
          : "spaces";
  return rules.wanted === "month"
    ? { kind: "value", value: `${date.slice(0, 7)}-01`, precision: "month", change, format }
    : { kind: "value", value: date, precision, change, format };
}

/** Serials of six digits lie after 2173: such numbers are dates without separators or no dates at all. */
function isSerial(text: string): boolean {
  return /^[0-9]{1,5}(\.[0-9]+)?$/u.test(text) && Number(text) >= 1 && !/^(19|20)[0-9]{2}$/u.test(text);
}

/**
 * A spreadsheet's day number. The 1900 system counts a 29 February 1900 that never was (serial 60), so earlier serials
 * stand a day later than plain counting from 30 December 1899 would put them.
 */
function fromSerial(serial: string, { date1904 }: RawCell, { wanted }: DateRules): DateReading {
  const days = Math.floor(Number(serial) + HALF_SECOND);
  if (!date1904 && days === 60) return { kind: "problem", reason: "impossible-date" };
  const fromEpoch = date1904 ? days + 1462 : days < 60 ? days + 1 : days;
  const date = new Date(Date.UTC(1899, 11, 30 + fromEpoch));
  const iso = date.toISOString().slice(0, 10);
  return wanted === "month"
    ? { kind: "value", value: `${iso.slice(0, 7)}-01`, precision: "month", change: "date-serial", format: "serial" }
    : { kind: "value", value: iso, precision: "day", change: "date-serial", format: "serial" };
}

/** Readers give 11:29:59.999 for 11:30; at midnight that would be the day before. */
const HALF_SECOND = 0.5 / 86400;

function isoDay(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
