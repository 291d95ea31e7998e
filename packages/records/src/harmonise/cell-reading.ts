/** A cell as it was delivered: the text shown, and the value underneath where a workbook keeps another. */
export interface RawCell {
  readonly shown: string;
  readonly underlying: string | null;
  /** True when the workbook counts days from 1904. */
  readonly date1904: boolean;
}

/**
 * What became of one cell: a canonical value as text, nothing (the cell is empty or means "no value"), or a problem with
 * its reason. `change` names what was done when the value differs from the text shown.
 */
export type CellReading =
  | {
      readonly kind: "value";
      readonly value: string;
      readonly precision?: DatePrecision;
      readonly change: Change | null;
    }
  | { readonly kind: "missing"; readonly change: Change | null }
  | { readonly kind: "problem"; readonly reason: ProblemReason };

export type DatePrecision = "day" | "month" | "year";

export type Change =
  | "spaces"
  | "value-repair"
  | "reference-form"
  | "date-format"
  | "date-serial"
  | "day-and-month-in-doubt"
  | "time-dropped"
  | "number-form";

export type ProblemReason =
  | "not-a-reference"
  | "not-a-date"
  | "impossible-date"
  | "month-before-day"
  | "two-digit-year"
  | "incomplete-date"
  | "not-a-number"
  | "not-whole"
  | "out-of-range"
  | "unknown-value"
  | "unknown-token";

/** A problem's reason in plain words, as printed beside quarantined rows. */
export const reasonInWords: Readonly<Record<ProblemReason, string>> = {
  "not-a-reference": "not a reference number of the declared form",
  "not-a-date": "not a date in any declared format",
  "impossible-date": "a day that does not exist",
  "month-before-day": "a date with the month before the day, in a column that is day first",
  "two-digit-year": "a two-digit year that no format or pivot allows",
  "incomplete-date": "a date without its day or month where a whole one is needed",
  "not-a-number": "not a number",
  "not-whole": "not a whole number",
  "out-of-range": "outside the declared range",
  "unknown-value": "a value that is not declared",
  "unknown-token": "a token that is not declared",
};
