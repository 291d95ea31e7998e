import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mailboxAddress, openFromMailbox, SealBroken, StudyKey, sealToMailbox } from "../src/index.ts";

const key = StudyKey.from(Uint8Array.from({ length: 32 }, (_, at) => at));
const address = mailboxAddress(key);
const bytes = fc.uint8Array({ maxLength: 300 });

/** As a browser does it, written after the description of the form and not after the code. */
async function sealInBrowser(to: Uint8Array, content: Uint8Array): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto;
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const theirs = await subtle.importKey("raw", Uint8Array.from(to), curve, false, []);
  const once = await subtle.generateKey(curve, true, ["deriveBits"]);
  const own = new Uint8Array(await subtle.exportKey("raw", once.publicKey));
  const secret = await subtle.deriveBits({ name: "ECDH", public: theirs }, once.privateKey, 256);
  const material = await subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const derive = async (info: string, bits: number) =>
    new Uint8Array(
      await subtle.deriveBits(
        {
          name: "HKDF",
          hash: "SHA-256",
          salt: Uint8Array.from([...to, ...own]),
          info: new TextEncoder().encode(`plait mailbox 1 ${info}`),
        },
        material,
        bits,
      ),
    );
  const cipher = await subtle.importKey("raw", await derive("key", 256), "AES-GCM", false, ["encrypt"]);
  const magic = new TextEncoder().encode("PLAITMB1");
  const iv = (await derive("nonce", 256)).slice(0, 12);
  const sealed = await subtle.encrypt({ name: "AES-GCM", iv, additionalData: magic }, cipher, Uint8Array.from(content));
  return Uint8Array.from([...magic, ...own, ...new Uint8Array(sealed)]);
}

describe("[K65] what devices seal to a study", () => {
  test("opens with the study key and is never alike", () => {
    fc.assert(
      fc.property(bytes, (content) => {
        const [one, other] = [0, 1].map(() => sealToMailbox(address, content, randomBytes));
        expect(Buffer.from(openFromMailbox(key, one ?? new Uint8Array())).equals(content)).toBe(true);
        expect(Buffer.from(one ?? []).equals(other ?? new Uint8Array())).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  test("opens where a browser sealed it by Web Crypto", async () => {
    const content = new TextEncoder().encode("بطاقة 17, as it was placed");
    expect(Buffer.from(openFromMailbox(key, await sealInBrowser(address, content)))).toEqual(Buffer.from(content));
  });

  test("has one address for one study key, which is a point of the curve", () => {
    expect([address.length, address[0]]).toEqual([65, 4]);
    expect(Buffer.from(mailboxAddress(StudyKey.from(key.reveal())))).toEqual(Buffer.from(address));
    expect(Buffer.from(mailboxAddress(StudyKey.make(randomBytes))).equals(address)).toBe(false);
  });

  test("does not open with another key, with any byte changed, or cut off", () => {
    const sealed = sealToMailbox(address, new TextEncoder().encode("card 17"), randomBytes);
    expect(() => openFromMailbox(StudyKey.make(randomBytes), sealed)).toThrow(SealBroken);
    for (let at = 0; at < sealed.length; at++) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openFromMailbox(key, changed), `byte ${at}`).toThrow(SealBroken);
    }
    for (const length of [0, 8, 72, 73, 88, sealed.length - 1]) {
      expect(() => openFromMailbox(key, sealed.subarray(0, length)), `${length} bytes`).toThrow(SealBroken);
    }
  });
});
