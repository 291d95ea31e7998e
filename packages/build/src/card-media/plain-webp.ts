import { asciiOf, cutOff, joined, type NoPicture, type PlainPicture, part, viewOf } from "./picture-parts.ts";

/** Of the flags of VP8X the one of transparency. Those of profile, EXIF, XMP and movement announce what is left out. */
const ALPHA = 0x10;

/**
 * Undefined where the bytes are no WebP. Left out is every chunk but those of the picture; one that moves is refused.
 *
 * Source: RFC 9649, section 2.
 *
 * @throws RangeError where a chunk goes beyond the end
 */
export function plainWebp(bytes: Uint8Array): PlainPicture | NoPicture | undefined {
  if (bytes.length < 12 || asciiOf(bytes.subarray(0, 4)) !== "RIFF" || asciiOf(bytes.subarray(8, 12)) !== "WEBP") {
    return undefined;
  }
  const view = viewOf(bytes);
  const end = Math.min(bytes.length, 8 + view.getUint32(4, true));
  const kept: Uint8Array[] = [];
  let size: { readonly width: number; readonly height: number } | undefined;
  for (let at = 12; at + 8 <= end; ) {
    const name = asciiOf(part(bytes, at, at + 4));
    const length = view.getUint32(at + 4, true);
    const chunk = part(bytes, at, Math.min(bytes.length, at + 8 + length + (length % 2)));
    if (chunk.length < 8 + length) return cutOff;
    const content = viewOf(chunk.subarray(8));
    switch (name) {
      case "VP8 ":
        size ??= { width: content.getUint16(6, true) & 0x3fff, height: content.getUint16(8, true) & 0x3fff };
        kept.push(chunk);
        break;
      case "VP8L": {
        const bits = content.getUint32(1, true);
        size ??= { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
        kept.push(chunk);
        break;
      }
      case "VP8X": {
        size = { width: (content.getUint32(4, true) & 0xffffff) + 1, height: (content.getUint32(6, true) >>> 8) + 1 };
        const own = Uint8Array.from(chunk);
        own[8] = (own[8] ?? 0) & ALPHA;
        kept.push(own);
        break;
      }
      case "ALPH":
        kept.push(chunk);
        break;
      case "ANIM":
      case "ANMF":
        return { wrong: "it moves", remedy: "Save one picture of it: cards lie still." };
      default:
        break;
    }
    at += chunk.length;
  }
  if (size === undefined) return cutOff;
  const body = joined(kept);
  const head = new Uint8Array(12);
  head.set(new TextEncoder().encode("RIFF"));
  viewOf(head).setUint32(4, body.length + 4, true);
  head.set(new TextEncoder().encode("WEBP"), 8);
  return { type: "image/webp", ...size, bytes: joined([head, body]) };
}
