import { countryAndNationalityNames } from "./countries-and-nationalities.ts";
import { fingerprint } from "./fingerprint.ts";
import { foldedWords } from "./fold.ts";

export type ValuePair = readonly [string, string];

/** Words that alone tell two otherwise equal values apart: North and South Yorkshire, no and not. */
const tellingWords: ReadonlySet<string> = new Set([
  ...["north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "mid"],
  ...["upper", "lower", "inner", "outer", "old", "new", "great", "little", "first", "second", "third"],
  ...["no", "not", "non", "never", "without", "former", "ex", "pre", "post", "under", "over"],
  ...["male", "female", "boy", "girl", "i", "ii", "iii", "iv", "v"],
]);

const negations = ["un", "in", "im", "il", "ir", "non", "dis", "not", "no", "de"];

/**
 * Why two values must stay apart however alike they look, or undefined when they may be offered for merging.
 *
 * Values with one fingerprint are the same words and may always be merged. Otherwise they stay apart when the study
 * says so (`declaredPairs`), when both are names of countries or nationalities (Nigerian and Nigerien), when they differ
 * by a number, by a telling word alone (East Sussex and West Sussex), or by a negation (accompanied and unaccompanied).
 */
export function reasonToKeepApart(a: string, b: string, declaredPairs: readonly ValuePair[] = []): string | undefined {
  const left = fingerprint(a);
  const right = fingerprint(b);
  if (isDeclaredPair(a, b, declaredPairs)) return "the study says they are different";
  if (left === right) return undefined;
  if (countryAndNationalityNames.has(left) && countryAndNationalityNames.has(right)) {
    return "both are names of countries or nationalities";
  }
  const leftWords = foldedWords(a);
  const rightWords = foldedWords(b);
  if (digitsOf(leftWords) !== digitsOf(rightWords)) return "they differ by a number";
  if (differByTellingWords(leftWords, rightWords)) return "they differ by a word that tells them apart";
  if (isNegation(leftWords, rightWords) || isNegation(rightWords, leftWords)) return "one denies the other";
  return undefined;
}

/** Whether the study lists the two values, whatever their case or accents, as different. */
export function isDeclaredPair(a: string, b: string, pairs: readonly ValuePair[]): boolean {
  if (pairs.length === 0) return false;
  const left = fingerprint(a);
  const right = fingerprint(b);
  return pairs.some((pair) => {
    const first = fingerprint(pair[0]);
    const second = fingerprint(pair[1]);
    return (first === left && second === right) || (first === right && second === left);
  });
}

function digitsOf(words: readonly string[]): string {
  return words
    .map((word) => word.replace(/\D+/gu, " ").trim())
    .filter((digits) => digits !== "")
    .join(" ");
}

function differByTellingWords(left: readonly string[], right: readonly string[]): boolean {
  const differing = [...left.filter((word) => !right.includes(word)), ...right.filter((word) => !left.includes(word))];
  return differing.length > 0 && differing.every((word) => tellingWords.has(word));
}

function isNegation(plain: readonly string[], denied: readonly string[]): boolean {
  const plainText = plain.join("");
  const deniedText = denied.join("");
  return plainText !== "" && negations.some((negation) => deniedText === negation + plainText);
}
