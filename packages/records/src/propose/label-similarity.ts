import { foldText } from "./fold.ts";
import { jaroWinkler } from "./jaro-winkler.ts";

/** Short forms seen in headings of case-management extracts, after folding. */
const shortForms: ReadonlyMap<string, readonly string[]> = new Map([
  ["ref", ["reference"]],
  ["refno", ["reference", "number"]],
  ["no", ["number"]],
  ["num", ["number"]],
  ["id", ["reference"]],
  ["dob", ["date", "birth"]],
  ["dt", ["date"]],
  ["yp", ["young", "person"]],
  ["la", ["local", "authority"]],
  ["nat", ["nationality"]],
  ["sex", ["gender"]],
  ["mins", ["minutes"]],
  ["exp", ["exploitation"]],
]);

/** Words that carry no meaning in a heading. */
const emptyWords: ReadonlySet<string> = new Set(["of", "the", "a", "an", "at", "for", "in", "to", "and", "or", "s"]);

/** Words at least this alike count as much as they are alike; others not at all. */
const leastAlike = 0.85;

/**
 * How alike two column labels are, from 0 to 1: the words of each, matched one to one by Jaro-Winkler and weighted by
 * their length, as a Dice coefficient. Case, accents, punctuation, order, empty words, numbers glued to a word and common
 * short forms do not count. 0 when either label has no word.
 */
export function labelSimilarity(a: string, b: string): number {
  const left = labelWords(a);
  const right = labelWords(b);
  const weight = lettersIn(left) + lettersIn(right);
  if (left.length === 0 || right.length === 0) return 0;
  if (left.join("") === right.join("")) return 1;
  const pairs = left
    .flatMap((word, i) => right.map((other, j) => ({ i, j, word, other, alike: jaroWinkler(word, other) })))
    .filter(({ alike }) => alike >= leastAlike)
    .sort((x, y) => y.alike - x.alike || x.i - y.i || x.j - y.j);
  const leftTaken = new Set<number>();
  const rightTaken = new Set<number>();
  let common = 0;
  for (const { i, j, word, other, alike } of pairs) {
    if (leftTaken.has(i) || rightTaken.has(j)) continue;
    leftTaken.add(i);
    rightTaken.add(j);
    common += alike * (word.length + other.length);
  }
  return common / weight;
}

/** The distinct meaning words of a label: `ICTG_SiteName2 ` gives `ictg`, `site`, `name`. */
export function labelWords(label: string): string[] {
  const spaced = label
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ")
    .replace(/[\p{P}\p{S}]+/gu, (mark) => (/^['’]+$/u.test(mark) ? "" : " "));
  const words = spaced
    .split(/\p{White_Space}+/u)
    .map((word) => foldText(word).replace(/(?<=\p{L})\d+$/u, ""))
    .flatMap((word) => shortForms.get(word) ?? [word])
    .filter((word) => word !== "" && !emptyWords.has(word));
  return [...new Set(words)];
}

function lettersIn(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.length, 0);
}
