import { asciiOf } from "./picture-parts.ts";

/** So large may the recording of a card be, in bytes. */
export const MOST_SOUND_BYTES = 1024 * 1024;

/** The kind of a recording, by its first bytes; undefined where no browser plays it. */
export function soundType(bytes: Uint8Array): string | undefined {
  const begins = asciiOf(bytes.subarray(0, 12));
  if (begins.startsWith("ID3") || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2)) return "audio/mpeg";
  if (begins.slice(4, 8) === "ftyp") return "audio/mp4";
  if (begins.startsWith("OggS")) return "audio/ogg";
  if (begins.startsWith("\x1a\x45\xdf\xa3")) return "audio/webm";
  if (begins.startsWith("RIFF") && begins.endsWith("WAVE")) return "audio/wav";
  return undefined;
}
