import { createHash } from "node:crypto";

/** Crockford's base 32: no I, L, O and U. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 10;

/**
 * A new code that lets a participant in: ten of 32 signs, so 50 bits that nobody can foresee, in two groups.
 *
 * @param randomBytes chance, as many bytes as are asked for
 */
export function makeCode(randomBytes: (count: number) => Uint8Array): string {
  // 256 is a whole multiple of 32: each sign is as likely as any other.
  const signs = Array.from(randomBytes(LENGTH), (byte) => LETTERS.charAt(byte % LETTERS.length)).join("");
  return `${signs.slice(0, LENGTH / 2)}-${signs.slice(LENGTH / 2)}`;
}

/** The code that somebody typed, in any case and grouping, with what looks alike taken for one another; undefined where it is none. */
export function normaliseCode(typed: string): string | undefined {
  const signs = typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[\s\p{Dash_Punctuation}]/gu, "")
    .replaceAll(/[IL]/g, "1")
    .replaceAll("O", "0");
  return signs.length === LENGTH && [...signs].every((sign) => LETTERS.includes(sign)) ? signs : undefined;
}

/**
 * What the journal keeps of a code: SHA-256 in hex. Fifty bits of chance need no slow hash, and the journal is sealed.
 *
 * @throws RangeError where it is no code; the message does not show it
 */
export function hashCode(code: string): string {
  const signs = normaliseCode(code);
  if (signs === undefined) throw new RangeError("this is no code of a participant");
  return createHash("sha256").update(`plait.code-of-sorter.v1\n${signs}`).digest("hex");
}
