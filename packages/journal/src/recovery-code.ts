import { createHash } from "node:crypto";

/** The letters of Crockford's base 32: without I, L, O and U. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS = 8;
const BYTES_IN_GROUP = 4;
const LETTERS_IN_GROUP = 8;

/**
 * A study key as a person can write it down: 8 groups of 8 letters and digits. Each group is 4 bytes and a check of them and of its place, so that
 * a slip of the pen is found in its group.
 */
export function recoveryCode(key: Uint8Array): string {
  return groupsOf(key).map(groupText).join(" ");
}

export type RecoveryCodeRead =
  | { readonly kind: "read"; readonly key: Uint8Array }
  /** How many letters and digits there are, of 64. */
  | { readonly kind: "incomplete"; readonly letters: number; readonly of: number }
  /** Counted from 1. */
  | { readonly kind: "wrong-groups"; readonly groups: readonly number[] };

/** Reads a code in any grouping, case or line breaks. O is read as 0, I and L as 1. */
export function readRecoveryCode(text: string): RecoveryCodeRead {
  const letters = text.toUpperCase().replaceAll(/[\s-]/gu, "").replaceAll("O", "0").replaceAll(/[IL]/gu, "1");
  const of = GROUPS * LETTERS_IN_GROUP;
  if (letters.length !== of) return { kind: "incomplete", letters: letters.length, of };
  const read = Array.from({ length: GROUPS }, (_, at) =>
    groupRead(letters.slice(at * LETTERS_IN_GROUP, (at + 1) * LETTERS_IN_GROUP), at),
  );
  const wrong = read.flatMap((group, at) => (group === undefined ? [at + 1] : []));
  if (wrong.length > 0) return { kind: "wrong-groups", groups: wrong };
  return { kind: "read", key: Buffer.concat(read.filter((group) => group !== undefined)) };
}

function groupsOf(key: Uint8Array): Uint8Array[] {
  return Array.from({ length: GROUPS }, (_, at) => key.subarray(at * BYTES_IN_GROUP, (at + 1) * BYTES_IN_GROUP));
}

function groupText(bytes: Uint8Array, at: number): string {
  const number = [...bytes, checkOf(bytes, at)].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const digits = Array.from({ length: LETTERS_IN_GROUP }, (_, place) =>
    Number((number >> BigInt(5 * (LETTERS_IN_GROUP - 1 - place))) & 31n),
  );
  return digits.map((digit) => LETTERS[digit]).join("");
}

function groupRead(text: string, at: number): Uint8Array | undefined {
  let number = 0n;
  for (const letter of text) {
    const digit = LETTERS.indexOf(letter);
    if (digit < 0) return undefined;
    number = number * 32n + BigInt(digit);
  }
  const all = Uint8Array.from({ length: BYTES_IN_GROUP + 1 }, (_, place) =>
    Number((number >> BigInt(8 * (BYTES_IN_GROUP - place))) & 255n),
  );
  const bytes = all.subarray(0, BYTES_IN_GROUP);
  return all[BYTES_IN_GROUP] === checkOf(bytes, at) ? bytes : undefined;
}

function checkOf(bytes: Uint8Array, at: number): number {
  return createHash("sha256").update(Uint8Array.of(at)).update(bytes).digest()[0] ?? 0;
}
