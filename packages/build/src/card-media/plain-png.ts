import { asciiOf, cutOff, joined, type NoPicture, type PlainPicture, part, viewOf } from "./picture-parts.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What the picture is made of, and how its colours are meant. All else is left out: texts, times, EXIF, profiles, further frames. */
const NEEDED = new Set(["IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "IDAT", "IEND"]);

/**
 * Undefined where the bytes are no PNG.
 *
 * Source: PNG, third edition, sections 5 and 11.
 *
 * @throws RangeError where a chunk goes beyond the end
 */
export function plainPng(bytes: Uint8Array): PlainPicture | NoPicture | undefined {
  if (!SIGNATURE.every((byte, at) => bytes[at] === byte)) return undefined;
  const view = viewOf(bytes);
  const kept = [part(bytes, 0, 8)];
  let size: { readonly width: number; readonly height: number } | undefined;
  for (let at = 8; ; ) {
    const length = view.getUint32(at);
    const name = asciiOf(part(bytes, at + 4, at + 8));
    const end = at + 12 + length;
    const chunk = part(bytes, at, end);
    if (name === "IHDR") size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (NEEDED.has(name)) kept.push(chunk);
    if (name === "IEND") break;
    at = end;
  }
  return size === undefined ? cutOff : { type: "image/png", ...size, bytes: joined(kept) };
}
