import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openedStream, SealBroken, sealedStream } from "../src/sealed-stream.ts";

const key = Uint8Array.from({ length: 32 }, (_, at) => at);
const otherKey = Uint8Array.from({ length: 32 }, (_, at) => at + 1);
const CHUNK = 65_536;
const HEADER = 40;
const SEALED_CHUNK = CHUNK + 16;

/** In parts of a size, as a disk or network gives them. */
async function* inParts(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

const seal = (plain: Uint8Array, size = 50_000) =>
  all(sealedStream(key, inParts(plain, size), (count) => randomBytes(count)));
const open = (sealed: Uint8Array, size = 50_000, by = key) => all(openedStream(by, inParts(sealed, size)));

function patterned(length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) % 251));
}

describe("[K60] a sealed stream", () => {
  test.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17])(
    "of %i bytes opens to what it was",
    async (length) => {
      const plain = patterned(length);
      for (const size of [1_000_000, 50_000, 65_536]) {
        const sealed = await seal(plain, size);
        expect(sealed.length).toBe(HEADER + length + 16 * Math.max(1, Math.ceil(length / CHUNK)));
        expect(await open(sealed, size)).toEqual(plain);
      }
    },
  );

  test("opens to what it was in parts of any size", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(200_000),
        fc.integer({ min: 1_000, max: 200_000 }),
        fc.integer({ min: 7, max: 200_000 }),
        async (length, parts, others) => {
          const plain = patterned(length);
          expect((await open(await seal(plain, parts), others)).equals(plain)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("never looks the same twice, and shows nothing of what is in it", async () => {
    const plain = Buffer.from("MARKER ".repeat(20_000));
    const [first, second] = [await seal(plain), await seal(plain)];
    expect(first.equals(second)).toBe(false);
    expect(first.includes("MARKER")).toBe(false);
  });

  test("does not open with another key", async () => {
    await expect(open(await seal(patterned(10)), 50_000, otherKey)).rejects.toThrow(SealBroken);
  });

  test("does not open with any bit flipped", async () => {
    const sealed = await seal(patterned(100));
    for (let at = 0; at < sealed.length; at++) {
      const flipped = Buffer.from(sealed);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      await expect(open(flipped), `byte ${at}`).rejects.toThrow(SealBroken);
    }
  });

  test("does not open cut off anywhere, or with anything behind it", async () => {
    const short = await seal(patterned(100));
    for (let length = 0; length < short.length; length++) {
      await expect(open(short.subarray(0, length)), `${length} bytes`).rejects.toThrow(SealBroken);
    }
    await expect(open(Buffer.concat([short, Buffer.alloc(1)]))).rejects.toThrow(SealBroken);
    // At the ends of chunks, where every chunk that is left is whole.
    const long = await seal(patterned(3 * CHUNK));
    for (const chunks of [0, 1, 2]) {
      await expect(open(long.subarray(0, HEADER + chunks * SEALED_CHUNK))).rejects.toThrow(SealBroken);
    }
  });

  test("does not open with chunks exchanged, repeated, or taken from another file of the same key", async () => {
    const [a, b] = [await seal(patterned(3 * CHUNK)), await seal(patterned(3 * CHUNK))];
    const chunk = (sealed: Buffer, at: number) =>
      sealed.subarray(HEADER + at * SEALED_CHUNK, HEADER + (at + 1) * SEALED_CHUNK);
    const header = a.subarray(0, HEADER);
    for (const parts of [
      [header, chunk(a, 1), chunk(a, 0), chunk(a, 2)],
      [header, chunk(a, 0), chunk(a, 0), chunk(a, 2)],
      [header, chunk(a, 0), chunk(a, 2)],
      [header, chunk(a, 0), chunk(b, 1), chunk(a, 2)],
    ]) {
      await expect(open(Buffer.concat(parts))).rejects.toThrow(SealBroken);
    }
  });
});
