/**
 * A text as the detectors read it: without accents and marks, with plain digits, quotes and dashes, so that the same
 * words are found in whichever Unicode form they were written. Every token knows where it stands in the original.
 */
export interface Token {
  readonly kind: "word" | "number" | "mark";
  /** Folded, with capitals kept. */
  readonly text: string;
  /** In small letters, without the ending of `Sarah's` or `I'm`. */
  readonly base: string;
  /** Places in the original text, in UTF-16 units; the end is behind the last. */
  readonly start: number;
  readonly end: number;
  /** What stands between this token and the one before. */
  readonly before: "nothing" | "space" | "line";
  /** A capital here says nothing: a sentence, a line or a quotation begins. */
  readonly opens: boolean;
  /** How the word is written; `uncased` with any letter of a script without capitals. Numbers and marks are `none`. */
  readonly letters: "capital" | "capitals" | "small" | "uncased" | "none";
}

/** Splits a text into words, numbers and single marks in one pass. */
export function tokens(original: string): readonly Token[] {
  const { text, starts, ends } = folded(original);
  const found: Token[] = [];
  let before: Token["before"] = "nothing";
  let at = 0;
  while (at < text.length) {
    const length = lengthOfSpace(text, at);
    if (length > 0) {
      before = /[\n\r\u2028\u2029]/.test(text.slice(at, at + length)) ? "line" : "space";
      at += length;
      continue;
    }
    const written = tokenAt(text, at);
    const token = {
      kind: kindOf(written),
      text: written,
      base: withoutEnding(written.toLowerCase()),
      start: starts[at] ?? 0,
      end: ends[at + written.length - 1] ?? original.length,
      before,
      letters: lettersOf(written),
    };
    found.push({ ...token, opens: opens(found, before) });
    before = "nothing";
    at += written.length;
  }
  return found;
}

interface Folded {
  readonly text: string;
  /** For every unit of the text, where the character it comes from starts and ends in the original. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function folded(original: string): Folded {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of original) {
    const end = at + character.length;
    const plain = plainOf(character);
    if (plain === "") {
      // A mark belongs to the letter before it, however many units that letter has become.
      const letter = ends.at(-1);
      ends.fill(end, ends.findLastIndex((one) => one !== letter) + 1);
    }
    parts.push(plain);
    for (let unit = 0; unit < plain.length; unit++) {
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { text: parts.join(""), starts, ends };
}

/** Letters that have no decomposition in Unicode although readers take them for another, and marks of one meaning. */
const alike = new Map([
  ...pairs("đdĐDðdÐDłlŁLøoØOħhĦHıiəeƏE"),
  ...pairs("’'‘'‛'ʼ'ʻ'ʽ'ʾ'ʿ'′'`'“\"”\"„\"‟\"«\"»\""),
  ...pairs("⁄/∕/"),
  ...pairs("‐-‑-‒-–-—-―-−-"),
]);

function pairs(written: string): (readonly [string, string])[] {
  const characters = [...written];
  return characters.flatMap((one, at) => (at % 2 === 0 ? [[one, characters[at + 1] ?? one] as const] : []));
}

function plainOf(character: string): string {
  if (character < "\u0080") return alike.get(character) ?? character;
  const bare = character.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "");
  return [...bare].map((one) => alike.get(one) ?? (/\p{Nd}/u.test(one) ? digitOf(one) : one)).join("");
}

/** Digits of every script stand in blocks of ten, zero first; a block may follow upon another. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before++;
  return String(before % 10);
}

function lengthOfSpace(text: string, at: number): number {
  return matchAt(/[\s\p{Z}\p{Cc}]+/uy, text, at).length;
}

function tokenAt(text: string, at: number): string {
  const run = matchAt(/\p{L}+(?:'\p{L}+)*|\p{N}+/uy, text, at);
  return run === "" ? String.fromCodePoint(text.codePointAt(at) ?? 0) : run;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

function kindOf(written: string): Token["kind"] {
  if (/\p{L}/u.test(written)) return "word";
  return /\p{N}/u.test(written) ? "number" : "mark";
}

function lettersOf(written: string): Token["letters"] {
  if (!/\p{L}/u.test(written)) return "none";
  // Georgian has capitals in Unicode, but nobody writes a name with one.
  if (/[\p{Lo}\p{Lm}\p{Script=Georgian}]/u.test(written)) return "uncased";
  if (!/^\p{Lu}/u.test(written)) return "small";
  return /\p{Ll}/u.test(written) ? "capital" : "capitals";
}

/** `can't` and `won't` are left as `can` and `won`. */
export function withoutEnding(word: string): string {
  return word.replace(/(?<!ca|wo)n't$|'(?:s|m|d|t|ve|ll|re)$/, "");
}

const closing: ReadonlySet<string> = new Set(['"', "'", ")", "]", "*", "_"]);
const opening: ReadonlySet<string> = new Set([..."\"'([{*_#>|•·.!?:;¿¡؟。።"]);

/** Whether a sentence, a line or a quotation begins behind these tokens. */
function opens(found: readonly Token[], before: Token["before"]): boolean {
  if (before === "line") return true;
  let at = found.length - 1;
  // What closes a quotation or a bracket says nothing itself: the mark in front of it does.
  for (; before === "space"; at--) {
    const token = found[at];
    if (token === undefined || token.before !== "nothing" || !closing.has(token.text)) break;
    if (token.text === ")" && found[at - 1]?.kind === "number") return true;
  }
  const last = found[at];
  return last === undefined || opening.has(last.text) || (last.text === "-" && before === "space");
}
