import { asciiOf, cutOff, joined, type NoPicture, type PlainPicture, part, viewOf } from "./picture-parts.ts";

const [START, END, SCAN, EXIF, ADOBE] = [0xd8, 0xd9, 0xda, 0xe1, 0xee];
/** Tables, and how the picture is coded. */
const isNeeded = (marker: number): boolean => (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xda && marker <= 0xdf);
/** Frames, without the three codes among them that are tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/**
 * Undefined where the bytes are no JPEG. What is left out is every segment for programs (EXIF, XMP, IPTC, profiles, previews), comments, and whatever stands behind the
 * picture. How the picture has to be turned is said in EXIF alone, so that is written anew, by itself; of Adobe's segment stays how colours are meant.
 *
 * Source: ITU-T T.81, annex B; CIPA DC-008 (EXIF), tag 0x0112.
 *
 * @throws RangeError where a segment goes beyond the end
 */
export function plainJpeg(bytes: Uint8Array): PlainPicture | NoPicture | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== START) return undefined;
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [];
  let size: { readonly width: number; readonly height: number } | undefined;
  let turned = 1;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return cutOff;
    const marker = view.getUint8(at + 1);
    // Any number of 0xff may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END) break;
    const end = at + 2 + view.getUint16(at + 2);
    const segment = part(bytes, at, end);
    if (isFrame(marker)) size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === EXIF) turned = orientationIn(segment.subarray(4)) ?? turned;
    if (marker === ADOBE && segment.length === 16) kept.push(segment);
    if (isNeeded(marker)) kept.push(segment);
    at = end;
    if (marker !== SCAN) continue;
    const scanned = endOfScan(bytes, at);
    kept.push(part(bytes, at, scanned));
    at = scanned;
  }
  if (size === undefined) return cutOff;
  const turn = turned === 1 ? [] : [exifOfOrientation(turned)];
  const whole = joined([Uint8Array.of(0xff, START), ...turn, ...kept, Uint8Array.of(0xff, END)]);
  return { type: "image/jpeg", ...size, bytes: whole };
}

/** The next marker that is neither a byte of the picture nor a point at which it can be taken up again. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw new RangeError("the scan does not end");
}

/** 1 to 8; undefined where it is not said. */
function orientationIn(exif: Uint8Array): number | undefined {
  if (asciiOf(exif.subarray(0, 6)) !== "Exif\0\0") return undefined;
  const tiff = viewOf(exif.subarray(6));
  try {
    const isLittle = tiff.getUint16(0) === 0x4949;
    const directory = tiff.getUint32(4, isLittle);
    const entries = tiff.getUint16(directory, isLittle);
    for (let entry = 0; entry < entries; entry++) {
      const at = directory + 2 + entry * 12;
      if (tiff.getUint16(at, isLittle) !== 0x0112) continue;
      const said = tiff.getUint16(at + 8, isLittle);
      return said >= 1 && said <= 8 ? said : undefined;
    }
  } catch (error) {
    // Damaged EXIF says nothing; the picture is none the worse for it.
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

/** A segment of EXIF that says this one thing. */
function exifOfOrientation(orientation: number): Uint8Array {
  const head = [0xff, EXIF, 0, 34, ...new TextEncoder().encode("Exif\0\0")];
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8];
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
  return Uint8Array.of(...head, ...tiff, 0, 1, ...entry, 0, 0, 0, 0);
}
