import { describe, expect, test } from "vitest";

import type { Reading } from "../../src/identifying/detail.ts";
import { numberInWordsEnd, ordinalEnd, ordinalInWordsStart } from "../../src/identifying/number-words.ts";
import { tokens as tokensOf } from "../../src/identifying/plain-text.ts";

function readingOf(text: string): Reading {
  const tokens = tokensOf(text);
  return { tokens, isFree: (at) => tokens[at] !== undefined };
}

describe("[W1] numbers in words end at", () => {
  test.each<[string, number | undefined]>([
    ["one", 0],
    ["nine", 0],
    ["ten", 0],
    ["nineteen", 0],
    ["twenty", 0],
    ["ninety", 0],
    ["nine two", 0],
    ["twenty two", 1],
    ["twenty-two", 2],
    ["Ninety Nine", 1],
    ["twenty ten", 0],
    ["twenty-ten", 0],
    ["twenty-", 0],
    ["twenty\ntwo", 0],
    ["twenty-\ntwo", 0],
    ["hundred", undefined],
    ["12", undefined],
    ["", undefined],
  ])("%j: token %j", (text, end) => {
    expect(numberInWordsEnd(readingOf(text), 0)).toBe(end);
  });
});

describe("[W1] ordinal numbers end at", () => {
  test.each<[string, number | undefined]>([
    ["1st", 1],
    ["2nd", 1],
    ["3rd", 1],
    ["101th", 1],
    ["first", 0],
    ["fortieth", 0],
    ["first third", 0],
    ["twenty third", 1],
    ["twenty-third", 2],
    ["ninety-ninth", 2],
    ["twenty", undefined],
    ["twenty three", undefined],
    ["twenty-three", undefined],
    ["twenty-", undefined],
    ["one-third", undefined],
    ["12 th", undefined],
    ["12", undefined],
    ["12third", undefined],
    ["th", undefined],
    ["", undefined],
  ])("%j: token %j", (text, end) => {
    expect(ordinalEnd(readingOf(text), 0)).toBe(end);
  });
});

describe("[W1] ordinal numbers in words begin at", () => {
  test.each<[string, number | undefined]>([
    ["third", 0],
    ["the third", 1],
    ["twenty third", 0],
    ["twenty-third", 0],
    ["the twenty-third", 1],
    ["ten third", 1],
    ["ten-third", 2],
    ["- third", 1],
    ["three", undefined],
    ["3rd", undefined],
    ["", undefined],
  ])("%j: token %j", (text, first) => {
    const reading = readingOf(text);
    expect(ordinalInWordsStart(reading, reading.tokens.length - 1)).toBe(first);
  });
});
