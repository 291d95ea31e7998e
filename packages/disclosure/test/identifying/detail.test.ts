import { describe, expect, test } from "vitest";

import { follower } from "../../src/identifying/detail.ts";
import { tokens as tokensOf } from "../../src/identifying/plain-text.ts";

describe("[W1] a detail goes on with a token", () => {
  const tokens = tokensOf("one two\nthree");
  const reading = { tokens, isFree: (at: number) => at < tokens.length };

  test("of the same line", () => {
    expect(follower(reading, 1)).toBe(tokens[1]);
  });

  test("not of the next line", () => {
    expect(follower(reading, 2)).toBeUndefined();
  });

  test("not of another detail", () => {
    expect(follower({ tokens, isFree: (at) => at !== 1 }, 1)).toBeUndefined();
  });

  test("not behind the text", () => {
    expect(follower({ tokens, isFree: () => true }, 3)).toBeUndefined();
  });
});
