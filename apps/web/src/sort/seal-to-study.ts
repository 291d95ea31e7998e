/** The part of Web Crypto that is used. */
export type Subtle = Pick<SubtleCrypto, "importKey" | "generateKey" | "exportKey" | "deriveBits" | "encrypt">;

const encoder = new TextEncoder();
const MAGIC = encoder.encode("PLAITMB1");
const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;

/**
 * Seals a text to the mailbox of a study, in the form that `openFromMailbox` of the journal opens: only the study's key does. The key of the message is
 * made for it and forgotten, so this device cannot open it either.
 *
 * @param address the study's public key, 65 bytes
 */
export async function sealToStudy(
  subtle: Subtle,
  address: Uint8Array<ArrayBuffer>,
  text: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const theirs = await subtle.importKey("raw", address, CURVE, false, []);
  const once = await subtle.generateKey(CURVE, false, ["deriveBits"]);
  const own = new Uint8Array(await subtle.exportKey("raw", once.publicKey));
  const secret = await subtle.deriveBits({ name: "ECDH", public: theirs }, once.privateKey, 256);
  const material = await subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const salt = joined(address, own);
  const derive = async (purpose: string) => {
    const info = encoder.encode(`plait mailbox 1 ${purpose}`);
    return new Uint8Array(await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, material, 256));
  };
  const key = await subtle.importKey("raw", await derive("key"), "AES-GCM", false, ["encrypt"]);
  const iv = (await derive("nonce")).slice(0, 12);
  const sealed = await subtle.encrypt({ name: "AES-GCM", iv, additionalData: MAGIC }, key, encoder.encode(text));
  return joined(MAGIC, own, new Uint8Array(sealed));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
