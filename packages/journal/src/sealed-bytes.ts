import { createCipheriv, createDecipheriv } from "node:crypto";
import type { RandomBytes } from "./event-id.ts";

const NONCE = 12;
const TAG = 16;

/**
 * Seals bytes by AES-256-GCM (NIST SP 800-38D) under a fresh random nonce: nonce, ciphertext, tag. They open only with the same key and the same
 * `binding`, so that they cannot stand in the place of others.
 */
export function sealBytes(
  key: Uint8Array,
  plain: Uint8Array,
  binding: Uint8Array,
  randomBytes: RandomBytes,
): Uint8Array {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(binding);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** What was sealed; undefined where key, binding or any byte is another. */
export function openBytes(key: Uint8Array, sealed: Uint8Array, binding: Uint8Array): Uint8Array | undefined {
  if (sealed.length < NONCE + TAG) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(binding);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const plain = decipher.update(sealed.subarray(NONCE, sealed.length - TAG));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return plain;
}
