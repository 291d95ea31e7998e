import { isUtf8 } from "node:buffer";
import { decodeWindows1252 } from "@plait/study";

/** An encoding this package reads. */
export type Encoding = "utf-8" | "utf-8 with mark" | "utf-16le" | "utf-16be" | "windows-1252";

/** Bytes that windows-1252 leaves undefined. */
const UNDEFINED_IN_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** The encoding a file names by its first bytes, if it does. */
export function encodingByMark(head: Uint8Array): "utf-8 with mark" | "utf-16le" | "utf-16be" | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8 with mark";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return undefined;
}

/** Checks a stream of chunks for UTF-8; a character may lie across two chunks. */
export function utf8Check(): { add: (chunk: Uint8Array) => void; isValid: () => boolean } {
  let valid = true;
  let rest: Uint8Array = new Uint8Array(0);
  return {
    add: (chunk) => {
      if (!valid) return;
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const cut = wholeCharacters(bytes);
      valid = isUtf8(bytes.subarray(0, cut));
      rest = bytes.subarray(cut);
    },
    isValid: () => valid && rest.length === 0,
  };
}

/** Length of `bytes` without a UTF-8 character that the end may have cut through. */
export function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** What the bytes above 0x7F of a file that is not UTF-8 say about its encoding. */
export interface HighBytes {
  /** Well-formed UTF-8 characters. */
  readonly wellFormed: number;
  /** Bytes that belong to none. */
  readonly stray: number;
  /** Row, counted from 1 by line ends, of the first stray byte. */
  readonly firstStrayLine: number | undefined;
  /** The first byte that windows-1252 does not define, with its line. */
  readonly undefinedByte: { readonly byte: number; readonly line: number } | undefined;
}

export function highBytesCount(): { add: (chunk: Uint8Array) => void; result: () => HighBytes } {
  let wellFormed = 0;
  let stray = 0;
  let line = 1;
  let firstStrayLine: number | undefined;
  let undefinedByte: { byte: number; line: number } | undefined;
  let rest: Uint8Array = new Uint8Array(0);
  const add = (chunk: Uint8Array, isLast: boolean): void => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = isLast ? bytes.length : wholeCharacters(bytes);
    for (let at = 0; at < end; ) {
      const byte = bytes[at] ?? 0;
      if (byte === 0x0a) line++;
      if (byte < 0x80) {
        at++;
        continue;
      }
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      if (byte >= 0xc2 && at + length <= end && isUtf8(bytes.subarray(at, at + length))) {
        wellFormed++;
        at += length;
        continue;
      }
      stray++;
      firstStrayLine ??= line;
      if (UNDEFINED_IN_1252.has(byte)) undefinedByte ??= { byte, line };
      at++;
    }
    rest = bytes.subarray(end);
  };
  return {
    add: (chunk) => add(chunk, false),
    result: () => {
      add(new Uint8Array(0), true);
      return { wellFormed, stray, firstStrayLine, undefinedByte };
    },
  };
}

/**
 * Chunks of a text file as UTF-8 without a mark. UTF-16 that is not well formed throws the decoder's `TypeError`.
 * `windows-1252` here decodes every byte; whether all of them are defined is checked before.
 */
export async function* asUtf8(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Uint8Array> {
  switch (encoding) {
    case "utf-8":
      yield* chunks;
      return;
    case "utf-8 with mark": {
      let skip = 3;
      for await (const chunk of chunks) {
        const skipped = Math.min(skip, chunk.length);
        skip -= skipped;
        yield chunk.subarray(skipped);
      }
      return;
    }
    case "utf-16le":
    case "utf-16be": {
      const decoder = new TextDecoder(encoding, { fatal: true });
      for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }), "utf8");
      yield Buffer.from(decoder.decode(), "utf8");
      return;
    }
    case "windows-1252":
      for await (const chunk of chunks) yield Buffer.from(decodeWindows1252(chunk), "utf8");
      return;
    default:
      encoding satisfies never;
  }
}
