import { hash, verify } from "@node-rs/argon2";

/** Argon2id with 19 MiB, two passes and one lane: the first of OWASP's recommended settings. */
const SETTINGS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassphrase(passphrase: string): Promise<string> {
  return hash(passphrase.normalize("NFKC"), SETTINGS);
}

export function isPassphrase(passphrase: string, kept: string): Promise<boolean> {
  return verify(kept, passphrase.normalize("NFKC"));
}
