import { createHash } from "node:crypto";

/** In lower-case hexadecimal; of a text its UTF-8 bytes. */
export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** In lower-case hexadecimal; of a text its UTF-8 bytes. */
export function sha512(content: Uint8Array | string): string {
  return createHash("sha512").update(content).digest("hex");
}
