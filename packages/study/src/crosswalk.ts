import type { DateFormat } from "./date-format.ts";

/** One decision about which column of which deliveries is which variable. */
export interface CrosswalkRow {
  /** Null only where the type is `ignore`. */
  readonly variable: string | null;
  readonly kind: string;
  /** A pattern over the path under `deliveries/`; `*` alone is every delivery. */
  readonly deliveryPattern: string;
  /** Labels as found, at least one. Compare them by `labelKey`. */
  readonly sourceLabels: readonly string[];
  readonly type: CrosswalkType;
  readonly note: string;
  readonly who: string;
  /** yyyy-mm-dd. */
  readonly when: string;
  /** The line of `records/crosswalk.csv` on which the row begins, from 1. */
  readonly line: number;
}

export type CrosswalkType =
  /** The variable's own type; a date or month is then read by the default formats. */
  | { readonly kind: "own" }
  /** The column is not used. */
  | { readonly kind: "ignore" }
  /** Used where the first column mapped to the variable is empty. */
  | { readonly kind: "coalesce" }
  /** The formats of a date or month, in the order in which they are tried. */
  | { readonly kind: "dates"; readonly formats: readonly DateFormat[] };

/** Labels with one key are one label: case, spaces of every kind and invisible characters do not count. */
export function labelKey(label: string): string {
  return label
    .normalize("NFC")
    .replace(/[\s\u200B-\u200F\u2028-\u202F\u2060\uFEFF\u00AD]/gu, "")
    .toLowerCase();
}
