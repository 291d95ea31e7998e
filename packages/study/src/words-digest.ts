import { canonicalJson } from "./canonical-json.ts";
import { sha256OfText } from "./sha256.ts";

/**
 * The SHA-256 of the words of the participants' page in one language, as canonical JSON: any change of any sentence gives another.
 *
 * @param texts by the name of the sentence
 */
export function wordsDigest(texts: Readonly<Record<string, string>>): string {
  return sha256OfText(canonicalJson(texts, "one-line"));
}
