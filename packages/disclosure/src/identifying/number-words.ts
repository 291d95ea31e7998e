import type { Reading } from "./detail.ts";
import { wordSet } from "./everyday-words.ts";
import { isGlued, wordAt, wordFollowing } from "./nearby-words.ts";

export const digitWords = wordSet("one two three four five six seven eight nine");
const teens = wordSet("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen");
const tens = wordSet("twenty thirty forty fifty sixty seventy eighty ninety");
const ordinals = wordSet(`
  first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
  sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth
`);
const ordinalEndings = wordSet("st nd rd th");

/** The last token of a number from 1 to 99 in words that begins here: "nine", "sixteen", "twenty one", "twenty-one". */
export function numberInWordsEnd(reading: Reading, at: number): number | undefined {
  const word = wordAt(reading, at);
  if (digitWords.has(word) || teens.has(word)) return at;
  if (!tens.has(word)) return undefined;
  const next = wordFollowing(reading, at + 1) === "-" ? at + 2 : at + 1;
  return digitWords.has(wordFollowing(reading, next)) ? next : at;
}

/** The last token of an ordinal number that begins here: "3rd", "third", "twenty-third", "twenty third". */
export function ordinalEnd(reading: Reading, at: number): number | undefined {
  if (reading.tokens[at]?.kind === "number") return hasOrdinalEnding(reading, at) ? at + 1 : undefined;
  if (!tens.has(wordAt(reading, at))) return ordinals.has(wordAt(reading, at)) ? at : undefined;
  const last = wordAt(reading, at + 1) === "-" ? at + 2 : at + 1;
  return ordinals.has(wordAt(reading, last)) ? last : undefined;
}

/** The first token of an ordinal number in words that ends here. */
export function ordinalInWordsStart(reading: Reading, last: number): number | undefined {
  if (!ordinals.has(wordAt(reading, last))) return undefined;
  const first = wordAt(reading, last - 1) === "-" ? last - 2 : last - 1;
  return tens.has(wordAt(reading, first)) ? first : last;
}

/** Whether a number in figures goes on as in "3rd". */
export function hasOrdinalEnding(reading: Reading, at: number): boolean {
  return ordinalEndings.has(wordAt(reading, at + 1)) && isGlued(reading, at + 1);
}
