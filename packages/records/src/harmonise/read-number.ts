import { rawValueKey as cleanText } from "@plait/study";
import type { CellReading, RawCell } from "./cell-reading.ts";

export interface NumberRange {
  readonly whole: boolean;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Reads a plain decimal number; thousands separators in threes are accepted, exponents and units are not. */
export function readNumber(cell: RawCell, range: NumberRange): CellReading {
  const shown = cleanText(cell.shown);
  if (shown === "") return { kind: "missing", change: null };
  const text = cell.underlying !== null && plainNumber(cell.underlying) !== null ? cell.underlying : shown;
  const number = plainNumber(text);
  if (number === null) return { kind: "problem", reason: "not-a-number" };
  if (range.whole && !Number.isInteger(number)) return { kind: "problem", reason: "not-whole" };
  if (range.whole && Math.abs(number) > LARGEST_INTEGER) return { kind: "problem", reason: "out-of-range" };
  if ((range.from !== undefined && number < range.from) || (range.to !== undefined && number > range.to)) {
    return { kind: "problem", reason: "out-of-range" };
  }
  const value = String(number);
  return { kind: "value", value, change: value === cell.shown ? null : value === shown ? "spaces" : "number-form" };
}

/** Whole numbers are kept in 32 bits, in the tables and in Stata files. */
const LARGEST_INTEGER = 2 ** 31 - 1;

function plainNumber(text: string): number | null {
  if (!/^[-−+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?$/u.test(text)) return null;
  return Number(text.replace(/,/gu, "").replace("−", "-"));
}
