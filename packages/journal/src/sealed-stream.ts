import { createCipheriv, createDecipheriv } from "node:crypto";
import type { RandomBytes } from "./event-id.ts";
import { derivedKey } from "./study-key.ts";

/** A sealed file begins with these bytes and a salt of its own. */
const MAGIC = Buffer.from("PLAITSF1", "ascii");
const SALT = 32;
const HEADER = MAGIC.length + SALT;
const CHUNK = 65_536;
const TAG = 16;

/** A sealed file was cut off, changed, or sealed under another key; or the file is none. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";

  constructor() {
    super("the sealed file was changed or cut off, or was sealed under another key");
  }
}

/**
 * Seals a stream of bytes in chunks of 64 KiB by AES-256-GCM, in bounded memory. Each file has a key of its own, derived from the study's and a random
 * salt; the nonce of a chunk is its number and whether it is the last, so that chunks cannot be moved, repeated or cut off (the STREAM
 * construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
 */
export async function* sealedStream(
  key: Uint8Array,
  plain: AsyncIterable<Uint8Array>,
  randomBytes: RandomBytes,
): AsyncGenerator<Uint8Array> {
  const salt = randomBytes(SALT);
  const fileKey = derivedKey(key, salt, "plait sealed file 1");
  yield Buffer.concat([MAGIC, salt]);
  for await (const { bytes, number, isLast } of chunks(plain, CHUNK)) {
    const cipher = createCipheriv("aes-256-gcm", fileKey, nonceOf(number, isLast));
    cipher.setAAD(MAGIC);
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }
}

/**
 * What was sealed, chunk by chunk, each only after it was found whole. That nothing was cut off is known at the end alone: a caller that
 * keeps what it reads must not use it before.
 *
 * @throws SealBroken
 */
export async function* openedStream(key: Uint8Array, sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { header, rest } = await headerOf(sealed);
  if (header.length < HEADER || !MAGIC.equals(header.subarray(0, MAGIC.length))) throw new SealBroken();
  const fileKey = derivedKey(key, header.subarray(MAGIC.length), "plait sealed file 1");
  for await (const { bytes, number, isLast } of chunks(rest, CHUNK + TAG)) {
    if (bytes.length < TAG) throw new SealBroken();
    const decipher = createDecipheriv("aes-256-gcm", fileKey, nonceOf(number, isLast), { authTagLength: TAG });
    decipher.setAAD(MAGIC);
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
    const plain = decipher.update(bytes.subarray(0, bytes.length - TAG));
    try {
      decipher.final();
    } catch {
      throw new SealBroken();
    }
    yield plain;
  }
}

/** Whether bytes are the beginning of a sealed file. */
export function beginsSealed(bytes: Uint8Array): boolean {
  return bytes.length >= MAGIC.length && MAGIC.equals(bytes.subarray(0, MAGIC.length));
}

/** 12 bytes: 7 of zero, the number of the chunk, and 1 for the last. The key is used for this file only. */
function nonceOf(number: number, isLast: boolean): Uint8Array {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

interface Chunk {
  readonly bytes: Buffer;
  readonly number: number;
  readonly isLast: boolean;
}

/** Parts of one size, the last of which may be shorter; one empty part where there is nothing. */
async function* chunks(stream: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Chunk> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  let number = 0;
  for await (const part of stream) {
    waiting.push(part);
    length += part.length;
    if (length <= size) continue;
    const all = Buffer.concat(waiting);
    let at = 0;
    // The last whole part stays: only the end of the stream says whether it is the last of all.
    for (; all.length - at > size; at += size) {
      yield { bytes: all.subarray(at, at + size), number: number++, isLast: false };
    }
    waiting = [all.subarray(at)];
    length = all.length - at;
  }
  yield { bytes: Buffer.concat(waiting), number, isLast: true };
}

async function headerOf(
  stream: AsyncIterable<Uint8Array>,
): Promise<{ readonly header: Buffer; readonly rest: AsyncGenerator<Uint8Array> }> {
  const parts = stream[Symbol.asyncIterator]();
  let read = Buffer.alloc(0);
  while (read.length < HEADER) {
    const { done, value } = await parts.next();
    if (done === true) break;
    read = Buffer.concat([read, value]);
  }
  const begun = read.subarray(HEADER);
  async function* rest(): AsyncGenerator<Uint8Array> {
    yield begun;
    for (let next = await parts.next(); next.done !== true; next = await parts.next()) yield next.value;
  }
  return { header: read.subarray(0, HEADER), rest: rest() };
}
