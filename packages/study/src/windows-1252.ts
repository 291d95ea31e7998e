/** What the bytes 0x80 to 0x9f are; five of them are nothing and stay control characters. All others are their own code. */
const FROM_80 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const CODES = Uint16Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 && byte < 0xa0 ? FROM_80.charCodeAt(byte - 0x80) : byte,
);

/** As many codes as one call takes without a deep stack. */
const AT_ONCE = 8192;

/**
 * Text of windows-1252, the 8-bit encoding of Western European Windows. The `TextDecoder` of some releases of Node 22 reads its bytes as
 * ISO 8859-1, which turns quotation marks and dashes into control characters without a word; here they come out right on all.
 */
export function decodeWindows1252(bytes: Uint8Array): string {
  const parts: string[] = [];
  const codes = new Uint16Array(Math.min(AT_ONCE, bytes.length));
  for (let from = 0; from < bytes.length; from += AT_ONCE) {
    const length = Math.min(AT_ONCE, bytes.length - from);
    for (let at = 0; at < length; at++) codes[at] = CODES[bytes[from + at] ?? 0] ?? 0;
    parts.push(String.fromCharCode(...codes.subarray(0, length)));
  }
  return parts.join("");
}
