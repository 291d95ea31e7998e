import type { Encoding } from "./delivery-plan.ts";

/** One CSV record without its line end; a field is quoted only where it must be. */
export function csvRecord(fields: readonly (string | number | null)[]): string {
  return fields.map(csvField).join(",");
}

function csvField(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function encodeText(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case "utf-8":
      return new TextEncoder().encode(text);
    case "utf-8 with BOM":
      return new TextEncoder().encode(`\ufeff${text}`);
    case "windows-1252":
      return Uint8Array.from(text, windows1252Byte);
  }
}

const HIGH_BYTES: Readonly<Record<string, number>> = { "’": 0x92, "–": 0x96 };

function windows1252Byte(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code;
  const byte = HIGH_BYTES[char];
  if (byte === undefined) throw new RangeError(`windows-1252 has no place here for ${JSON.stringify(char)}`);
  return byte;
}
