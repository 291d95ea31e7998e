import { describe, expect, test } from "vitest";

import { itemsOf, Phrases } from "../../src/identifying/listed-words.ts";
import { tokens } from "../../src/identifying/plain-text.ts";

describe("[W1] names of several words", () => {
  const phrases = new Phrases([
    "york",
    "york moor",
    "york moor end",
    "york lane",
    "king's lynn",
    "st bede's",
    "hai ba",
  ]);

  test.each([
    ["York", 1],
    ["York Moor", 2],
    ["york moor end", 3],
    ["York moor-end", 4],
    ["York-Moor-End", 5],
    ["York Lane", 2],
    ["York's Moor's", 2],
    ["York -Moor", 3],
    ["York - Moor", 1],
    ["York-", 1],
    ["York- Moor", 1],
    ["York, Moor", 1],
    ["York\nMoor", 1],
    ["York-\nMoor", 1],
    ["York moors", 1],
    ["King’s Lynn", 2],
    ["King Lynn", 0],
    ["KING'S LYNN", 2],
    ["St Bede's", 2],
    ["St Bede", 0],
    ["st", 0],
    ["Hải Bà Trưng", 2],
    ["New York", 0],
    ["-York", 0],
    ["", 0],
  ])("%j begins with so many tokens of the longest: %i", (text, length) => {
    expect(phrases.lengthAt(tokens(text), 0)).toBe(length);
  });

  test("are found from any place on, also where a line begins; behind the text there is none", () => {
    const read = tokens("I left\nYork Lane");
    expect([0, 1, 2, 3, 4].map((at) => phrases.lengthAt(read, at))).toEqual([0, 0, 2, 0, 0]);
  });
});

test("[W1] a list is written with commas, in lines as they come", () => {
  expect(itemsOf("\n  tower  hamlets, kent,\n  king's\n  lynn,, \n")).toEqual(["tower hamlets", "kent", "king's lynn"]);
});
