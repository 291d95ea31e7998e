import { type Token, withoutEnding } from "./plain-text.ts";

/** Names of several words, found from their first word on. */
export class Phrases {
  /** By the base of the first word. */
  readonly #byFirst = new Map<string, (readonly string[])[]>();

  /** @param phrases in small letters, folded, their words with spaces between them */
  constructor(phrases: Iterable<string>) {
    for (const phrase of phrases) {
      const words = phrase.split(" ");
      const [first = phrase] = words;
      const known = this.#byFirst.get(withoutEnding(first)) ?? [];
      known.push(words);
      known.sort((a, b) => b.length - a.length);
      this.#byFirst.set(withoutEnding(first), known);
    }
  }

  /**
   * How many tokens from `at` on are one of the phrases, the longest taken; hyphens count as spaces. 0 where none is.
   */
  lengthAt(tokens: readonly Token[], at: number): number {
    for (const words of this.#byFirst.get(tokens[at]?.base ?? "") ?? []) {
      const length = matchedLength(tokens, at, words);
      if (length > 0) return length;
    }
    return 0;
  }
}

function matchedLength(tokens: readonly Token[], at: number, words: readonly string[]): number {
  let next = at;
  for (const [index, word] of words.entries()) {
    if (tokens[next]?.text === "-" && tokens[next + 1]?.before === "nothing") next++;
    const token = tokens[next];
    if (token === undefined || (token.base !== word && token.text.toLowerCase() !== word)) return 0;
    if (index > 0 && token.before === "line") return 0;
    next++;
  }
  return next - at;
}

/** The items of a list that is written with commas between them; line breaks count as spaces. */
export function itemsOf(list: string): string[] {
  return list
    .split(",")
    .map((item) => item.replace(/\s+/g, " ").trim())
    .filter((item) => item !== "");
}
