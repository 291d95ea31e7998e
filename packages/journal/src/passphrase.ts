import type { Algorithm } from "@node-rs/argon2";
import { canonicalJson } from "@plait/study";
import type { RandomBytes } from "./event-id.ts";
import { openBytes, sealBytes } from "./sealed-bytes.ts";
import { StudyKey } from "./study-key.ts";

/** How a passphrase becomes a key: Argon2id, version 1.3 (RFC 9106). */
export interface Stretching {
  readonly memory_kib: number;
  readonly passes: number;
  readonly lanes: number;
}

/** The second recommended option of RFC 9106, section 4; above the least that OWASP asks for (19 MiB, 2 passes). */
const USUAL_STRETCHING: Stretching = { memory_kib: 65_536, passes: 3, lanes: 4 };

/** A study key under a passphrase, with all that is needed to open it but the passphrase. */
export interface WrappedKey extends Stretching {
  readonly kdf: "argon2id";
  /** Base64. */
  readonly salt: string;
  /** Base64. */
  readonly wrapped: string;
}

export const LEAST_PASSPHRASE = 12;

/** @throws RangeError for a passphrase with fewer than 12 characters */
export async function wrapKey(
  key: StudyKey,
  passphrase: string,
  randomBytes: RandomBytes,
  stretching: Stretching = USUAL_STRETCHING,
): Promise<WrappedKey> {
  if (!isLongEnough(passphrase)) throw new RangeError(`a passphrase has at least ${LEAST_PASSPHRASE} characters`);
  const how = { kdf: "argon2id", ...stretching, salt: Buffer.from(randomBytes(16)).toString("base64") } as const;
  const sealed = sealBytes(await stretched(passphrase, how), key.reveal(), bindingOf(how, key.check), randomBytes);
  return { ...how, wrapped: Buffer.from(sealed).toString("base64") };
}

/** The study key; undefined where the passphrase is another, or what is kept was changed. */
export async function unwrapKey(kept: WrappedKey, check: string, passphrase: string): Promise<StudyKey | undefined> {
  const { wrapped, ...how } = kept;
  const bytes = openBytes(await stretched(passphrase, how), Buffer.from(wrapped, "base64"), bindingOf(how, check));
  return bytes === undefined ? undefined : StudyKey.from(bytes);
}

export function isLongEnough(passphrase: string): boolean {
  return [...passphrase.normalize("NFKC")].length >= LEAST_PASSPHRASE;
}

type Stretched = Omit<WrappedKey, "wrapped">;

/** Two keyboards write one letter in two ways: NFKC makes them one. */
async function stretched(passphrase: string, { memory_kib, passes, lanes, salt }: Stretched): Promise<Uint8Array> {
  // Loaded when a passphrase is stretched.
  const { hashRaw } = await import("@node-rs/argon2");
  return hashRaw(passphrase.normalize("NFKC"), {
    algorithm: ARGON2ID,
    memoryCost: memory_kib,
    timeCost: passes,
    parallelism: lanes,
    outputLen: 32,
    salt: Buffer.from(salt, "base64"),
  });
}

/** Declared as a const enum, which sources that run as they are cannot read the value of. */
const ARGON2ID: Algorithm.Argon2id = 2;

function bindingOf({ kdf, memory_kib, passes, lanes, salt }: Stretched, check: string): Uint8Array {
  return Buffer.from(canonicalJson({ kdf, memory_kib, passes, lanes, salt, check }, "one-line"));
}
