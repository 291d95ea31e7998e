import { cutOff, type NoPicture, type PlainPicture } from "./picture-parts.ts";
import { plainJpeg } from "./plain-jpeg.ts";
import { plainPng } from "./plain-png.ts";
import { plainWebp } from "./plain-webp.ts";

/** So large may the file of a picture on a card be, in bytes, and so long each side, in pixels. */
export const MOST_PICTURE_BYTES = 1024 * 1024;
const ON_A_CARD = { longestSide: 4096, remedy: "Make it smaller: 800 pixels across are enough." };

/** So large may a photograph of a board be: the numbers on small cards have to be readable. */
export const MOST_PHOTOGRAPH_BYTES = 8 * 1024 * 1024;
const PHOTOGRAPH = { longestSide: 12_000, remedy: "Make it smaller: 4000 pixels across are enough to read numbers." };

/** The picture in a file: of which kind it is its first bytes say, whatever it is called. Everything around the picture is left out. */
export function plainPicture(bytes: Uint8Array): PlainPicture | NoPicture {
  return bounded(bytes, ON_A_CARD);
}

/** The photograph in a file, without what its camera says about place, time and itself. */
export function plainPhotograph(bytes: Uint8Array): PlainPicture | NoPicture {
  if (bytes.length > MOST_PHOTOGRAPH_BYTES) return { wrong: "it has more than 8 MiB", remedy: PHOTOGRAPH.remedy };
  return bounded(bytes, PHOTOGRAPH);
}

function bounded(bytes: Uint8Array, { longestSide, remedy }: typeof ON_A_CARD): PlainPicture | NoPicture {
  const stripped = strip(bytes);
  if (stripped === undefined) return noPicture(bytes);
  if ("wrong" in stripped) return stripped;
  const { width, height } = stripped;
  if (Math.max(width, height) > longestSide) return { wrong: `it is ${width} × ${height} pixels`, remedy };
  return stripped;
}

function strip(bytes: Uint8Array): PlainPicture | NoPicture | undefined {
  try {
    return plainPng(bytes) ?? plainJpeg(bytes) ?? plainWebp(bytes);
  } catch (error) {
    // A length that leads beyond the end of the file.
    if (error instanceof RangeError) return cutOff;
    throw error;
  }
}

function noPicture(bytes: Uint8Array): NoPicture {
  const begins = new TextDecoder("latin1").decode(bytes.subarray(0, 512)).trimStart().toLowerCase();
  if (begins.startsWith("<svg") || begins.startsWith("<?xml") || begins.startsWith("<!doctype svg")) {
    return {
      wrong: "it is an SVG, which can hold programs and call for other files",
      remedy: "Save it as PNG from the program it was drawn in.",
    };
  }
  return { wrong: "its first bytes are of no PNG, JPEG or WebP", remedy: "Save it as PNG or JPEG." };
}
