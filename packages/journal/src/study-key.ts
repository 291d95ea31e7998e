import { hkdfSync } from "node:crypto";
import type { RandomBytes } from "./event-id.ts";

/** What a key is used for. Each use has its own key, so that a fault in one tells nothing about another. */
export type KeyPurpose =
  /** The pages of the SQLite store. */
  | "store"
  /** Events without a subject. */
  | "event"
  /** The keys of subjects. */
  | "subject-key"
  /** The marks by which streams and subjects are found without being named. */
  | "mark"
  | "snapshot"
  /** Kept files without a subject. */
  | "kept-file"
  /** Deliveries and caches. */
  | "file"
  /** What devices seal to the study without its key. */
  | "mailbox"
  /** What `.plait/keys.json` shows, so that a key can be recognised. */
  | "check";

const KEY_BYTES = 32;

/**
 * The one secret of a study: 32 random bytes. It is used through the keys derived from it (HKDF-SHA-256, RFC 5869), and shown in no message,
 * inspection or JSON.
 */
export class StudyKey {
  readonly #bytes: Uint8Array;

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  static make(randomBytes: RandomBytes): StudyKey {
    return StudyKey.from(randomBytes(KEY_BYTES));
  }

  /** @throws RangeError where there are not 32 bytes */
  static from(bytes: Uint8Array): StudyKey {
    if (bytes.length !== KEY_BYTES) throw new RangeError(`a study key has ${KEY_BYTES} bytes: ${bytes.length}`);
    return new StudyKey(Uint8Array.from(bytes));
  }

  derive(purpose: KeyPurpose): Uint8Array {
    return derivedKey(this.#bytes, new Uint8Array(), `plait journal 1 ${purpose}`);
  }

  /** Tells this key from others and nothing else about it. */
  get check(): string {
    return Buffer.from(this.derive("check").subarray(0, 16)).toString("hex");
  }

  /** The secret itself, for what keeps it: the passphrase's wrapping, a key file, a recovery sheet. */
  reveal(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** A key of 32 bytes from another and what it is for. */
export function derivedKey(key: Uint8Array, salt: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, salt, purpose, KEY_BYTES));
}
