import { rawValueKey as cleanText } from "@plait/study";
import type { CellReading, RawCell } from "./cell-reading.ts";

/** Raw value, cleaned, to canonical value; `null` makes it missing. */
export type Repairs = ReadonlyMap<string, string | null>;

/** Reads one value of a closed or open list, after its repair if one was decided. */
export function readCategory(cell: RawCell, repairs: Repairs, declared: ReadonlySet<string> | null): CellReading {
  const cleaned = cleanText(cell.shown);
  if (cleaned === "") return { kind: "missing", change: null };
  const repaired = repairs.get(cleaned);
  if (repaired === null) return { kind: "missing", change: "value-repair" };
  const value = repaired ?? cleaned;
  if (declared !== null && !declared.has(value)) return { kind: "problem", reason: "unknown-value" };
  return {
    kind: "value",
    value,
    change: repaired !== undefined ? "value-repair" : value === cell.shown ? null : "spaces",
  };
}

/**
 * Reads a field that lists several values: the set of them, in declared order, joined by `; `. A field whose only values mean "no
 * answer" is that value. Any token that is neither declared nor repaired is a problem for the whole field.
 */
export function readTokens(
  cell: RawCell,
  repairs: Repairs,
  declared: readonly string[],
  unknown: readonly string[],
  separators: readonly string[],
): CellReading {
  const cleaned = cleanText(cell.shown);
  if (cleaned === "") return { kind: "missing", change: null };
  const known = new Set([...declared, ...unknown]);
  const whole = repairs.get(cleaned);
  if (whole === null) return { kind: "missing", change: "value-repair" };
  if (known.has(whole ?? cleaned)) {
    return {
      kind: "value",
      value: whole ?? cleaned,
      change: whole !== undefined ? "value-repair" : cleaned === cell.shown ? null : "spaces",
    };
  }
  const found = new Set<string>();
  let wasRepaired = whole !== undefined;
  for (const token of splitTokens(whole ?? cleaned, separators, known)) {
    const repaired = repairs.get(token);
    if (repaired === null) continue;
    if (repaired !== undefined) wasRepaired = true;
    const value = repaired ?? token;
    if (!known.has(value)) return { kind: "problem", reason: "unknown-token" };
    found.add(value);
  }
  const values = declared.filter((value) => found.has(value));
  const answers = values.length > 0 ? values : unknown.filter((value) => found.has(value)).slice(0, 1);
  if (answers.length === 0) return { kind: "missing", change: "value-repair" };
  const value = answers.join(TOKEN_JOINT);
  return { kind: "value", value, change: wasRepaired ? "value-repair" : value === cell.shown ? null : "spaces" };
}

export const TOKEN_JOINT = "; ";

/**
 * Splits at every separator, ignoring case. A declared value that itself contains a separator ("Domestic and agricultural")
 * stays whole: such values are found first.
 */
export function splitTokens(text: string, separators: readonly string[], known: ReadonlySet<string>): string[] {
  const pieces = separators
    .filter((separator) => separator !== "")
    .sort((a, b) => b.length - a.length)
    .map((separator) => escapePattern(separator).replace(/ /gu, "\\s"));
  if (pieces.length === 0) return [text];
  const guarded = [...known].filter((value) => new RegExp(pieces.join("|"), "iu").test(value));
  let masked = text;
  const kept: string[] = [];
  for (const value of guarded.sort((a, b) => b.length - a.length)) {
    while (masked.includes(value)) {
      masked = masked.replace(value, `\u0000${kept.length}\u0000`);
      kept.push(value);
    }
  }
  return masked
    .split(new RegExp(pieces.join("|"), "iu"))
    .map((token) => cleanText(token.replace(MASK, (_, index: string) => kept[Number(index)] ?? "")))
    .filter((token) => token !== "");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL cannot stand in cleaned text, so it marks what is masked.
const MASK = /\u0000([0-9]+)\u0000/gu;

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
}
