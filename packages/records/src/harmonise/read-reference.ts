import { rawValueKey as cleanText } from "@plait/study";
import type { CellReading, RawCell } from "./cell-reading.ts";

export interface ReferenceForm {
  readonly prefix: string;
  readonly digits: number;
  /** Prefixes that people have typed for the same thing; the empty text accepts bare digits. */
  readonly acceptPrefixes: readonly string[];
}

/**
 * Reads a reference number without ever making it a number: spaces go, case is raised, an accepted prefix is taken off,
 * lost zeros come back, the prefix is put in front. `123`, `urn 00123` and `URN000123` are then one reference.
 *
 * A number cell is read as shown, unless it is shown in scientific notation or as hashes; then its underlying digits count.
 */
export function readReference(cell: RawCell, form: ReferenceForm): CellReading {
  const shown = cleanText(cell.shown);
  const text = losesDigits(shown) && cell.underlying !== null ? cleanText(cell.underlying) : shown;
  if (text === "") return { kind: "missing", change: null };
  const compact = text.replace(/\s/gu, "").toUpperCase();
  for (const prefix of longestFirst([form.prefix, ...form.acceptPrefixes])) {
    if (!compact.startsWith(prefix)) continue;
    // A spreadsheet that took the reference for a number writes a decimal point and zeros after it.
    const digits = compact.slice(prefix.length).replace(/\.0+$/u, "");
    if (!/^[0-9]+$/u.test(digits)) continue;
    const significant = digits.replace(/^0+(?=[0-9])/u, "");
    if (significant.length > form.digits) continue;
    const value = form.prefix + significant.padStart(form.digits, "0");
    return { kind: "value", value, change: value === cell.shown ? null : value === text ? "spaces" : "reference-form" };
  }
  return { kind: "problem", reason: "not-a-reference" };
}

function losesDigits(shown: string): boolean {
  return /^[0-9.]+E\+[0-9]+$/iu.test(shown) || /^#+$/u.test(shown);
}

function longestFirst(prefixes: readonly string[]): string[] {
  const compact = prefixes.map((prefix) => prefix.replace(/\s/gu, "").toUpperCase());
  return [...new Set(compact)].sort((a, b) => b.length - a.length);
}
