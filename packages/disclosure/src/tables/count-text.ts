/** What a cell of a table of counts says. */
export type CountText =
  | { readonly kind: "count"; readonly value: number }
  /** A percentage as a fraction of 1, with the digits it shows after the point. */
  | { readonly kind: "percentage"; readonly value: number; readonly digits: number }
  | { readonly kind: "fraction"; readonly value: number; readonly digits: number }
  /** Nothing, or a dash: it may mean nobody, or that nothing is known. */
  | { readonly kind: "blank" }
  /** `[x]`: not available; `[z]`: not applicable. */
  | { readonly kind: "mark"; readonly reason: "not-supplied" | "not-applicable" }
  /** `[c]`, `*`, `<5`: somebody has hidden the number already. */
  | { readonly kind: "hidden" }
  | { readonly kind: "negative" }
  /** `1.234` is 1,234 in some countries and a little more than 1 in others. */
  | { readonly kind: "ambiguous" }
  | { readonly kind: "too-large" }
  | { readonly kind: "words" };

/**
 * Reads one cell. Thousands may be separated by commas, spaces or apostrophes, or by points where there are two; `12.0` is
 * 12. Nothing is taken for 0 but a written 0.
 */
export function readCountText(raw: string): CountText {
  const text = raw
    .replace(/[\u00a0\u2009\u202f]/gu, " ")
    .replaceAll("\u2212", "-")
    .trim();
  if (/^(?:-+|[\u2010-\u2015]+)?$/u.test(text)) return { kind: "blank" };
  if (/^\[x\]$/iu.test(text)) return { kind: "mark", reason: "not-supplied" };
  if (/^\[z\]$/iu.test(text)) return { kind: "mark", reason: "not-applicable" };
  if (hidden.test(text)) return { kind: "hidden" };
  if (/^(?:-\s*\d[\d., ]*|\(\d[\d., ]*\))%?$/u.test(text)) return { kind: "negative" };
  if (/^\d+(?:\.0+)?$/u.test(text) && !/^\d{1,3}\.0{3}$/u.test(text)) return whole(text.replace(/\..*$/u, ""));
  if (/^\d{1,3}(?:[, '’]\d{3})+(?:\.0+)?$/u.test(text)) {
    return whole(text.replace(/\..*$/u, "").replace(/[, '’]/gu, ""));
  }
  if (/^\d{1,3}(?:\.\d{3}){2,}$/u.test(text)) return whole(text.replaceAll(".", ""));
  if (/^\d{1,3}\.\d{3}$/u.test(text)) return { kind: "ambiguous" };
  const [, number, percent] = /^(\d+(?:[.,]\d+)?) ?(%?)$/u.exec(text) ?? [];
  if (number === undefined) return { kind: "words" };
  const value = Number(number.replace(",", "."));
  const digits = number.replace(/^\d+[.,]?/u, "").length;
  return percent === "%" ? { kind: "percentage", value: value / 100, digits } : { kind: "fraction", value, digits };
}

const hidden = /^(?:\[?c\]?|\*+|[<≤]=?\s*\d+|\[?(?:suppressed|withheld|redacted|confidential)\]?)$/iu;

function whole(digits: string): CountText {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? { kind: "count", value } : { kind: "too-large" };
}
