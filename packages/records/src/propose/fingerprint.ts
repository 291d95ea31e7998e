import { compareText } from "@plait/study";
import { foldedWords, foldText } from "./fold.ts";

/**
 * OpenRefine's fingerprint key: the distinct words of the folded text in code-unit order, joined by one space. Two
 * values with the same key differ only in case, accents, punctuation, spaces, word order or repeated words.
 *
 * The key of text without a letter or digit is the empty string.
 *
 * Source: OpenRefine, "Clustering methods in-depth", key collision methods.
 */
export function fingerprint(text: string): string {
  return [...new Set(foldedWords(text))].sort(compareText).join(" ");
}

/**
 * OpenRefine's n-gram fingerprint key: the distinct runs of `n` characters of the folded text without spaces, in
 * code-unit order, joined. Text shorter than `n` characters has the empty key, as in OpenRefine.
 *
 * Throws RangeError unless `n` is a positive integer.
 */
export function ngramFingerprint(text: string, n: number): string {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`n must be a positive integer: ${n}`);
  const characters = [...foldText(text).replace(/[\p{White_Space}\p{Cc}]+/gu, "")];
  const grams = new Set<string>();
  for (let start = 0; start + n <= characters.length; start++) grams.add(characters.slice(start, start + n).join(""));
  return [...grams].sort(compareText).join("");
}
