import { decodeWindows1252 } from "@plait/study";

/** A text with the encoding it was read by. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
}

/**
 * The text of a file: by its byte order mark where it has one; else as UTF-8 where that is possible; else as
 * windows-1252, the 8-bit encoding of Western European Windows, in which every byte means something.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodedAs("utf-16le", bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodedAs("utf-16be", bytes);
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: decodeWindows1252(bytes), encoding: "windows-1252" };
  }
}

function decodedAs(encoding: "utf-16le" | "utf-16be", bytes: Uint8Array): DecodedText {
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

/** The bytes of a text in windows-1252; characters it does not have become `?` and are counted. */
export function encodeWindows1252(text: string): { readonly bytes: Uint8Array; readonly lost: number } {
  let lost = 0;
  const bytes = Array.from(text, (character) => {
    const byte = BYTE_OF.get(character);
    if (byte === undefined) lost += 1;
    return byte ?? 0x3f;
  });
  return { bytes: Uint8Array.from(bytes), lost };
}

const BYTE_OF = new Map(Array.from({ length: 256 }, (_, byte) => [decodeWindows1252(Uint8Array.of(byte)), byte]));
