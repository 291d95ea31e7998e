import { type IdentifyingDetail, type IdentifyingDetailsOptions, identifyingDetails } from "../../src/index.ts";

interface Marked {
  readonly text: string;
  readonly details: readonly Omit<IdentifyingDetail, "words">[];
}

/** Takes the braces out of `I met {name:Kwame}.` */
export function readMarked(sentence: string): Marked {
  const details: Omit<IdentifyingDetail, "words">[] = [];
  let text = "";
  let at = 0;
  for (const match of sentence.matchAll(/\{([a-z-]+):([^}]*)\}/g)) {
    const [whole, kind = "", words = ""] = match;
    text += sentence.slice(at, match.index);
    // The kinds in the tables are compared with those that are found.
    details.push({ kind: kind as IdentifyingDetail["kind"], start: text.length, end: text.length + words.length });
    text += words;
    at = match.index + whole.length;
  }
  return { text: text + sentence.slice(at), details };
}

/** The same sentence with every detail that is found in braces: itself, where it is marked as it should be. */
export function foundIn(sentence: string, options: IdentifyingDetailsOptions = {}): string {
  const { text } = readMarked(sentence);
  const found = identifyingDetails(text, options);
  const pieces = found.map(
    ({ kind, start, words }, index) => `${text.slice(found[index - 1]?.end ?? 0, start)}{${kind}:${words}}`,
  );
  return pieces.join("") + text.slice(found.at(-1)?.end ?? 0);
}
