/** Letters that Unicode does not decompose, with the plain letters OpenRefine's keyer gives them. */
const plainLetters: ReadonlyMap<string, string> = new Map([
  ["ß", "ss"],
  ["æ", "ae"],
  ["ø", "oe"],
  ["œ", "oe"],
  ["þ", "th"],
  ["ð", "d"],
  ["đ", "d"],
  ["ɖ", "d"],
  ["ł", "l"],
  ["ħ", "h"],
  ["ı", "i"],
  ["ĸ", "k"],
  ["ŋ", "n"],
  ["ſ", "s"],
  ["ẜ", "s"],
  ["ẝ", "s"],
  ["ŧ", "t"],
  ["ƿ", "w"],
  ["©", "c"],
]);

const plainLetterPattern = new RegExp(`[${[...plainLetters.keys()].join("")}]`, "gu");

/** Combining marks, modifier letters and modifier symbols. */
const marks = /[\u0300-\u036f\p{Lm}\p{Sk}]+/gu;

/** Punctuation and the control characters that are not white space. */
const punctuationAndControls =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the published definition names these ranges
  /[\p{P}\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/gu;

const edgeSpace = /^\p{White_Space}+|\p{White_Space}+$/gu;

/**
 * Text without case, accents, punctuation or control characters, as both OpenRefine keys see it. Punctuation is
 * deleted, not made a space: `Smith-Jones` becomes `smithjones`.
 */
export function foldText(text: string): string {
  return text
    .replace(edgeSpace, "")
    .toLowerCase()
    .normalize("NFKD")
    .replace(marks, "")
    .replace(plainLetterPattern, (letter) => plainLetters.get(letter) ?? letter)
    .replace(punctuationAndControls, "");
}

/** The words of folded text, split at white space of any kind. */
export function foldedWords(text: string): string[] {
  return foldText(text)
    .split(/\p{White_Space}+/u)
    .filter((word) => word !== "");
}
