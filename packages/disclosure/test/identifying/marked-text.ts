import type { Detector } from "../../src/identifying/detail.ts";
import { tokens as tokensOf } from "../../src/identifying/plain-text.ts";

/**
 * What a detector finds by itself, written as in `Ring {07700 900123}, not [0161 496 0000].`: in braces what it finds, in
 * square brackets what an earlier detector has found. A text that is marked rightly comes back as it is.
 */
export function remarked(detector: Detector, marked: string): string {
  const text = marked.replace(/[{}[\]]/g, "");
  const tokens = tokensOf(text);
  const taken = inSquareBrackets(marked.replace(/[{}]/g, ""));
  const isFree = (at: number) => {
    const token = tokens[at];
    return token !== undefined && !taken.some(({ start, end }) => start <= token.start && token.end <= end);
  };
  const found = [...detector({ tokens, isFree })].map(({ first, last }) => ({
    start: tokens[first]?.start ?? Number.NaN,
    end: tokens[last]?.end ?? Number.NaN,
  }));
  const spans = [
    ...taken.map((span) => ({ ...span, opening: "[", closing: "]" })),
    ...found.map((span) => ({ ...span, opening: "{", closing: "}" })),
  ];
  return Array.from({ length: text.length + 1 }, (_, at) => {
    const closing = spans.map((span) => (span.end === at ? span.closing : ""));
    const opening = spans.map((span) => (span.start === at ? span.opening : ""));
    return [...closing, ...opening, text.charAt(at)].join("");
  }).join("");
}

/** Where the text in brackets stands in the text without them. */
function inSquareBrackets(marked: string): { start: number; end: number }[] {
  return [...marked.matchAll(/\[([^\]]*)\]/g)].map(({ index, 1: words = "" }, before) => {
    const start = index - 2 * before;
    return { start, end: start + words.length };
  });
}
