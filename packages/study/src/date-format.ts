/** How finely a date is known. */
export type DatePrecision = "day" | "month" | "year";

/**
 * A written form of a date. `serial` is a spreadsheet serial in the workbook's own date system; anything else is a
 * sequence of parts with the separators as written.
 */
export type DateFormat =
  | { readonly kind: "serial"; readonly text: "serial"; readonly precision: "day" }
  | {
      readonly kind: "written";
      readonly text: string;
      readonly precision: DatePrecision;
      readonly parts: readonly DatePart[];
    };

export type DatePart =
  /** `d` and `m`: one or two digits (`digits: 1`); `dd` and `mm`: exactly two. */
  | { readonly part: "day"; readonly digits: 1 | 2 }
  | { readonly part: "month"; readonly digits: 1 | 2 }
  /** `mmm` and `mmmm`: Apr or April, either. */
  | { readonly part: "month-name" }
  | { readonly part: "year"; readonly digits: 2 | 4 }
  | { readonly part: "separator"; readonly text: string };

export type DateFormats =
  | { readonly kind: "formats"; readonly formats: readonly DateFormat[] }
  | { readonly kind: "not-formats"; readonly reason: string };

/** The formats of a date or month column whose crosswalk row names none; day first. */
export const DEFAULT_DATE_FORMATS = "dd/mm/yyyy; dd-mm-yyyy; dd.mm.yyyy; yyyy-mm-dd; d mmm yyyy; serial";

/**
 * Reads a list of date formats such as `dd/mm/yyyy; mmm yy; serial`, in the order in which they are to be tried.
 *
 * Letters count in either case. Each of day, month and year stands at most once; a year is needed, and a day needs a
 * month. `reason` names the first format that cannot be read.
 */
export function parseDateFormats(written: string): DateFormats {
  const formats: DateFormat[] = [];
  for (const one of written.split(";")) {
    const text = one.trim();
    if (text === "") return { kind: "not-formats", reason: "a format is empty" };
    const format = parseDateFormat(text);
    if (typeof format === "string") return { kind: "not-formats", reason: `"${text}" ${format}` };
    if (formats.some((earlier) => earlier.text === format.text)) {
      return { kind: "not-formats", reason: `"${text}" stands twice` };
    }
    formats.push(format);
  }
  return { kind: "formats", formats };
}

function parseDateFormat(written: string): DateFormat | string {
  const text = written.toLowerCase();
  if (text === "serial") return { kind: "serial", text: "serial", precision: "day" };
  const parts: DatePart[] = [];
  for (const [run] of text.matchAll(/d+|m+|y+|[^dmy]+/g)) {
    const part = datePart(run);
    if (typeof part === "string") return part;
    parts.push(part);
  }
  const fault = faultOf(parts);
  return fault ?? { kind: "written", text, precision: precisionOf(parts), parts };
}

function datePart(run: string): DatePart | string {
  switch (run) {
    case "d":
      return { part: "day", digits: 1 };
    case "dd":
      return { part: "day", digits: 2 };
    case "m":
      return { part: "month", digits: 1 };
    case "mm":
      return { part: "month", digits: 2 };
    case "mmm":
    case "mmmm":
      return { part: "month-name" };
    case "yy":
      return { part: "year", digits: 2 };
    case "yyyy":
      return { part: "year", digits: 4 };
    default:
      if (/^[dmy]/.test(run)) return `holds "${run}", which is no part of a date`;
      if (/[\p{L}\p{N}]/u.test(run)) return `holds "${run}"; only d, m, y and separators are understood`;
      return { part: "separator", text: run };
  }
}

function faultOf(parts: readonly DatePart[]): string | undefined {
  const count = (...kinds: DatePart["part"][]) => parts.filter(({ part }) => kinds.includes(part)).length;
  if (count("year") === 0) return "has no year";
  if (count("year") > 1) return "has two years";
  if (count("month", "month-name") > 1) return "has two months";
  if (count("day") > 1) return "has two days";
  if (count("day") === 1 && count("month", "month-name") === 0) return "has a day but no month";
  if (parts[0]?.part === "separator" || parts.at(-1)?.part === "separator") return "begins or ends with a separator";
  // Without a separator, 1112020 could be 1 November or 11 January.
  const loose = parts.some(
    (part, at) =>
      (part.part === "day" || part.part === "month") &&
      part.digits === 1 &&
      [parts[at - 1], parts[at + 1]].some((beside) => beside !== undefined && "digits" in beside),
  );
  if (loose) return "has d or m beside other digits; write dd or mm, or a separator";
  return undefined;
}

function precisionOf(parts: readonly DatePart[]): DatePrecision {
  if (parts.some(({ part }) => part === "day")) return "day";
  return parts.some(({ part }) => part === "month" || part === "month-name") ? "month" : "year";
}
