import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical-json.ts";

/**
 * The SHA-256 of the words of the participants' page in one language, as canonical JSON: any change of any sentence gives another.
 *
 * Not by Web Crypto, which a page that came over plain http does not have.
 *
 * @param texts by the name of the sentence
 * @returns 64 small hexadecimal digits
 */
export function wordsDigest(texts: Readonly<Record<string, string>>): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(texts, "one-line"))));
}
