import { createHmac } from "node:crypto";

/**
 * The mark by which rows of one stream or subject are found in a store that does not name them: HMAC-SHA-256 under a key of the study, cut to
 * 16 bytes. Whoever has the study's key can work out the mark of a name they guess.
 */
export function markOf(key: Uint8Array, what: "stream" | "subject" | "study", name: string): string {
  return createHmac("sha256", key).update(`${what}\0${name}`).digest("hex").slice(0, 32);
}
