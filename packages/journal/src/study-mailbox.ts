import { createCipheriv, createDecipheriv, createECDH } from "node:crypto";
import type { RandomBytes } from "./event-id.ts";
import { SealBroken } from "./sealed-stream.ts";
import { derivedKey, type StudyKey } from "./study-key.ts";

/*
 * What a device seals to a study when it cannot reach it. The device knows the study's public key only, so a lost one shows nothing of what it sealed.
 *
 * A message is 8 bytes that name the form, the 65 bytes of a public key made for this message alone (P-256, uncompressed), and what AES-256-GCM makes of
 * the content, tag last. Key and nonce come from HKDF-SHA-256 of the shared secret, salted with both public keys (in the manner of ECIES, SEC 1 v2, 5.1);
 * every message has a key of its own, so the nonce is never used twice.
 */
const MAGIC = Buffer.from("PLAITMB1", "ascii");
const CURVE = "prime256v1";
const POINT = 65;
const TAG = 16;

/** The public key of a study's mailbox: 65 bytes, to be given to devices. The same for the same study key. */
export function mailboxAddress(key: StudyKey): Uint8Array {
  return mailboxOf(key).getPublicKey();
}

/** Seals to a mailbox, as devices do in a browser. */
export function sealToMailbox(address: Uint8Array, content: Uint8Array, randomBytes: RandomBytes): Uint8Array {
  const once = createECDH(CURVE);
  once.setPrivateKey(privateKeyFrom(() => randomBytes(32)));
  const own = once.getPublicKey();
  const { cipherKey, nonce } = messageKeys(once.computeSecret(address), address, own);
  const cipher = createCipheriv("aes-256-gcm", cipherKey, nonce);
  cipher.setAAD(MAGIC);
  return Buffer.concat([MAGIC, own, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** @throws SealBroken where it was sealed to another study, changed or cut off, or is no message */
export function openFromMailbox(key: StudyKey, sealed: Uint8Array): Uint8Array {
  if (sealed.length < MAGIC.length + POINT + TAG || !MAGIC.equals(sealed.subarray(0, MAGIC.length))) {
    throw new SealBroken();
  }
  const mailbox = mailboxOf(key);
  const theirs = sealed.subarray(MAGIC.length, MAGIC.length + POINT);
  try {
    const { cipherKey, nonce } = messageKeys(mailbox.computeSecret(theirs), mailbox.getPublicKey(), theirs);
    const decipher = createDecipheriv("aes-256-gcm", cipherKey, nonce, { authTagLength: TAG });
    decipher.setAAD(MAGIC);
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
    const content = decipher.update(sealed.subarray(MAGIC.length + POINT, sealed.length - TAG));
    decipher.final();
    return content;
  } catch {
    throw new SealBroken();
  }
}

function mailboxOf(key: StudyKey) {
  const mailbox = createECDH(CURVE);
  const root = key.derive("mailbox");
  mailbox.setPrivateKey(privateKeyFrom((attempt) => derivedKey(root, new Uint8Array(), `plait mailbox 1 ${attempt}`)));
  return mailbox;
}

/** The order of P-256 (SEC 2, 2.4.2): a private key lies between 0 and it. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The first of 32 bytes that are a private key; one in four thousand million is none. */
function privateKeyFrom(candidate: (attempt: number) => Uint8Array): Uint8Array {
  for (let attempt = 0; ; attempt++) {
    const bytes = candidate(attempt);
    const value = BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
    if (value > 0n && value < ORDER) return bytes;
  }
}

function messageKeys(secret: Uint8Array, address: Uint8Array, own: Uint8Array) {
  const salt = Buffer.concat([address, own]);
  return {
    cipherKey: derivedKey(secret, salt, "plait mailbox 1 key"),
    nonce: derivedKey(secret, salt, "plait mailbox 1 nonce").subarray(0, 12),
  };
}
