import type { Detector, Sighting } from "./detail.ts";
import { isListed } from "./everyday-words.ts";
import type { Token } from "./plain-text.ts";

/**
 * For each token whether it is a word whose letters cannot show a name: in a script without capitals, in a text written
 * without them, or among words that are all in capitals.
 */
export function caselessWords(tokens: readonly Token[]): readonly boolean[] {
  if (isWrittenSmall(tokens)) return tokens.map(({ kind }) => kind === "word");
  const inCapitals = shouted(tokens);
  return tokens.map((token) => token.letters === "uncased" || inCapitals.has(token));
}

/** A text of three words or more that begins with a small letter and in which no word but I has a capital. */
function isWrittenSmall(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ letters }) => letters !== "none" && letters !== "uncased");
  const isSmall = words.every(({ letters, base }, at) => letters === "small" || (at > 0 && base === "i"));
  return words.length >= 3 && isSmall;
}

/** Words in runs of three or more in capitals, at least one of them an everyday word of two letters or more. */
function shouted(tokens: readonly Token[]): ReadonlySet<Token> {
  const runs: Token[][] = [[]];
  for (const token of tokens) {
    if (token.letters === "capitals") runs.at(-1)?.push(token);
    else if (token.kind === "word") runs.push([]);
  }
  const isShouted = (run: readonly Token[]) =>
    run.length >= 3 && run.some(({ text, base }) => text.length > 1 && isListed(base));
  return new Set(runs.filter(isShouted).flat());
}

/** What is left of caseless words when all that could be found in them has been found, piece by piece. */
export function unseenNames(caseless: readonly boolean[]): Detector {
  return function* ({ tokens, isFree }) {
    let piece: Sighting | undefined;
    for (const [at, token] of tokens.entries()) {
      if (caseless[at] && isFree(at)) {
        piece = { kind: "names-not-seen", first: piece?.first ?? at, last: at };
      } else if (piece !== undefined && token.kind !== "mark") {
        yield piece;
        piece = undefined;
      }
    }
    if (piece !== undefined) yield piece;
  };
}

/**
 * Every number where the words around it are not understood: the word before or behind is in a script without
 * capitals.
 */
export function unreadNumbers(everywhere: boolean): Detector {
  return function* ({ tokens, isFree }) {
    for (const [at, token] of tokens.entries()) {
      if (token.kind !== "number" || !isFree(at)) continue;
      const beside = [tokens[at - 2], tokens[at - 1], tokens[at + 1], tokens[at + 2]];
      if (everywhere || beside.some((one) => one?.letters === "uncased")) yield { kind: "number", first: at, last: at };
    }
  };
}
