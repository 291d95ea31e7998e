/** What a cell looks like, judged by its displayed text alone. `mark` is a stand-in for a value, such as `x` or `<5`. */
export type CellShape = "blank" | "number" | "date" | "code" | "mark" | "text";

const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\\.?";
const TIME = "(?:[ T]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?: ?[ap]m)?Z?)?";
const NUMBER = /^[-+(]{0,2}[£$€]? ?(?:\d[\d,. ]*|\.\d+)(?:e[-+]?\d+)? ?%?\)?$/i;
const DATE = new RegExp(
  [
    `^\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}${TIME}$`,
    `^\\d{1,2}(?:st|nd|rd|th)?[ -/]?${MONTH}[ -/,]*\\d{2,4}${TIME}$`,
    `^${MONTH} ?\\d{1,2}(?:st|nd|rd|th)?,? \\d{4}${TIME}$`,
    `^${MONTH}[ -/]*\\d{2,4}$`,
    `^\\d{1,2}:\\d{2}(?::\\d{2})?$`,
  ].join("|"),
  "i",
);
const MARK = /^(?:[-–—.:*x~]{1,3}|\[\w{1,3}\]|[<≤>] ?\d+|n\/?a)$/i;
const CODE = /^(?=.*\d)(?=.*\p{L})[\p{L}\d][\p{L}\d/_.-]*$/u;

/** The shape of a displayed value; spaces of every kind around it do not count. */
export function cellShape(value: string): CellShape {
  const text = value.trim();
  if (text === "") return "blank";
  if (text.length > 40) return "text";
  if (MARK.test(text)) return "mark";
  if (DATE.test(text)) return "date";
  if (NUMBER.test(text)) return "number";
  if (CODE.test(text)) return "code";
  return "text";
}

/** The pattern of a code: letters and digits in runs, the rest as it is. `URN-000123` and `URN-7` are both `A-9`. */
export function codePattern(value: string): string {
  return value
    .trim()
    .replace(/\p{L}+/gu, "A")
    .replace(/\d+/g, "9");
}

/** A year as a heading shows it, alone or as part of a financial year: `2019`, `2019/20`, `2019-2020`. */
export function looksLikeYear(value: string): boolean {
  return /^(?:19|20)\d{2}(?:[-/](?:\d{2}|(?:19|20)\d{2}))?$/.test(value.trim());
}

/** Spaces of every kind at the ends removed, and line breaks and runs of spaces within made one space. */
export function collapseSpaces(value: string): string {
  return value
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

export function isBlank(value: string | undefined): boolean {
  return value === undefined || collapseSpaces(value) === "";
}

/** `A`, `Z`, `AA`: the letters of a column counted from 1. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
