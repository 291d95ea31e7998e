import type { Detector } from "./detail.ts";
import { isListed } from "./everyday-words.ts";
import { type Token, tokens as tokensOf } from "./plain-text.ts";

interface KnownName {
  readonly words: readonly string[];
  /** It is an everyday word as well, such as May: only its capital shows it. */
  readonly needsCapital: boolean;
}

/**
 * Names that the study gives: found whatever their capitals, accents or endings. In scripts without capitals also as
 * part of a longer word, because some are written with a prefix and some without spaces.
 *
 * @throws RangeError for a name without letters and digits
 */
export function knownNames(names: readonly string[]): Detector {
  const known = names.map(knownName).sort((a, b) => b.words.length - a.words.length);
  const byFirst = Map.groupBy(known, ({ words }) => words[0]);
  const partial = known.map(({ words }) => words.join("")).filter((name) => name.length > 1);
  return function* ({ tokens }) {
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at];
      if (token === undefined) continue;
      const isPartial = token.letters === "uncased" && partial.some((name) => token.base.includes(name));
      const last = lastOf(tokens, at, byFirst.get(token.base) ?? []) ?? (isPartial ? at : undefined);
      if (last === undefined) continue;
      yield { kind: "name", first: at, last };
      at = last;
    }
  };
}

function knownName(name: string, index: number): KnownName {
  const parts = tokensOf(name).filter(({ kind }) => kind !== "mark");
  const [first, second] = parts;
  if (first === undefined) throw new RangeError(`known[${index}] has no letter or digit: ${JSON.stringify(name)}`);
  const needsCapital = second === undefined && first.letters !== "small" && isListed(first.base);
  return { words: parts.map(({ base }) => base), needsCapital };
}

function lastOf(tokens: readonly Token[], at: number, names: readonly KnownName[]): number | undefined {
  for (const { words, needsCapital } of names) {
    if (needsCapital && tokens[at]?.letters === "small") continue;
    let next = at;
    let last = at;
    const isWhole = words.every((word) => {
      while (next < last + 4 && tokens[next]?.kind === "mark") next++;
      if (tokens[next]?.base !== word) return false;
      last = next++;
      return true;
    });
    if (isWhole) return last;
  }
  return undefined;
}
