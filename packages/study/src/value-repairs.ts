/** One decision about a raw value of a variable. */
export interface ValueRepair {
  readonly variable: string;
  /** As written in the file; compare it by `rawValueKey`. */
  readonly raw: string;
  /** Null makes the value missing. */
  readonly canonical: string | null;
  readonly reason: string;
  readonly who: string;
  /** yyyy-mm-dd. */
  readonly when: string;
  /** The decision holds for this kind of record only, and there goes before one that names no kind. */
  readonly kind?: string;
  readonly line: number;
  readonly file: string;
}

/**
 * What a raw value is compared by: spaces of every kind collapsed to one and trimmed, zero-width characters removed,
 * composed characters unified. Case counts.
 */
export function rawValueKey(raw: string): string {
  return raw
    .normalize("NFC")
    .replace(/[\u200B-\u200F\u2060\uFEFF\u00AD]/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}
