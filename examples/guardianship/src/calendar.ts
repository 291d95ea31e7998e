/** A day as a spreadsheet counts it: days since 30 December 1899, so that 43558 is 3 April 2019. */
export type Day = number;
/** A month as one number: year × 12 + month - 1. */
export type Month = number;

const DAY_IN_MS = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);
const MONTH_NAMES = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
/** Days in an average month of the Gregorian calendar. */
const DAYS_IN_MONTH = 30.4375;
/** A workbook in the 1904 date system counts its days from 1 January 1904. */
const OFFSET_OF_1904 = 1462;

export function dayOf(iso: string): Day {
  const [year = 0, month = 1, day = 1] = iso.split("-").map(Number);
  return (Date.UTC(year, month - 1, day) - EPOCH) / DAY_IN_MS;
}

export function isoDay(day: Day): string {
  return new Date(EPOCH + day * DAY_IN_MS).toISOString().slice(0, 10);
}

export function monthOf(iso: string): Month {
  const [year = 0, month = 1] = iso.split("-").map(Number);
  return year * 12 + month - 1;
}

export function monthOfDay(day: Day): Month {
  return monthOf(isoDay(day));
}

export function isoMonth(month: Month): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
}

export function firstDay(month: Month): Day {
  return dayOf(`${isoMonth(month)}-01`);
}

export function lastDay(month: Month): Day {
  return firstDay(month + 1) - 1;
}

/** Months between two days, to one decimal, as the study's rules define time in service. */
export function monthsBetween(from: Day, to: Day): number {
  return Math.round(((to - from) / DAYS_IN_MONTH) * 10) / 10;
}

/** How a column writes its dates. `cell` is a date cell of a workbook; `serial` is its bare number. */
export type DateStyle =
  | "cell"
  | "serial"
  | "dd/mm/yyyy"
  | "dd-mm-yyyy"
  | "dd.mm.yyyy"
  | "yyyy-mm-dd"
  | "d mmm yyyy"
  | "dd/mm/yy"
  | "mmm-yy"
  | "mmmm yyyy"
  | "mm/yyyy"
  | "yyyy-mm"
  | "mmm yy";

/** A number that a workbook shows as a date. */
export interface DateCell {
  readonly serial: number;
  readonly display: string;
}

export type RawCell = string | number | DateCell | null;

/** Writes an ISO day (or, for month styles, an ISO month) in a style. */
export function writeDate(iso: string, style: DateStyle, date1904 = false): RawCell {
  const [year = "", month = "01", date = "01"] = iso.split("-");
  const name = MONTH_NAMES[Number(month) - 1] ?? "";
  const serial = dayOf(iso) - (date1904 ? OFFSET_OF_1904 : 0);
  switch (style) {
    case "cell":
      return { serial, display: iso.length === 7 ? "mmm-yy" : "dd/mm/yyyy" };
    case "serial":
      return serial;
    case "dd/mm/yyyy":
      return `${date}/${month}/${year}`;
    case "dd-mm-yyyy":
      return `${date}-${month}-${year}`;
    case "dd.mm.yyyy":
      return `${date}.${month}.${year}`;
    case "yyyy-mm-dd":
      return `${year}-${month}-${date}`;
    case "d mmm yyyy":
      return `${Number(date)} ${name.slice(0, 3)} ${year}`;
    case "dd/mm/yy":
      return `${date}/${month}/${year.slice(2)}`;
    case "mmm-yy":
      return `${name.slice(0, 3)}-${year.slice(2)}`;
    case "mmmm yyyy":
      return `${name} ${year}`;
    case "mm/yyyy":
      return `${month}/${year}`;
    case "yyyy-mm":
      return `${year}-${month}`;
    case "mmm yy":
      return `${name} ${year.slice(2)}`;
  }
}
