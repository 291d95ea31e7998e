import { describe, expect, test } from "vitest";

import { isEveryday, isListed, wordSet } from "../../src/identifying/everyday-words.ts";

describe("[W2] everyday words", () => {
  test.each(["because", "support", "cards", "agreed", "asks", "boxes", "stories", "families", "liked", "hoped"])(
    "%s",
    (word) => {
      expect(isEveryday(word)).toBe(true);
    },
  );

  test.each([
    ...["shouting", "slowly", "translation", "tension", "loneliness", "treatment", "friendship", "equality"],
    ...["capable", "terrible", "hopeful", "hopeless", "racism", "somewhere", "nothing", "abilities", "meetings"],
  ])("%s, by its ending", (word) => {
    expect(isEveryday(word)).toBe(true);
  });

  test.each([
    ...["sarah", "kwame", "ahmed", "agnes", "besta", "sona", "toed", "mies", "ans", "mes"],
    ...["king", "ewing", "molly", "billy"],
  ])("not %s", (word) => {
    expect(isEveryday(word)).toBe(false);
  });
});

test("[W2] a word of the lists is no guess", () => {
  expect(["because", "support", "supports", "shouting"].map(isListed)).toEqual([true, true, false, false]);
});

test("lists are written with any white space between their words", () => {
  expect([...wordSet("  one two\n  three ")]).toEqual(["one", "two", "three"]);
});
