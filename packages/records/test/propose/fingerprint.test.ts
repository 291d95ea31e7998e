import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint, ngramFingerprint } from "../../src/propose/fingerprint.ts";

describe("[P1] fingerprint", () => {
  it.each([
    ["the multi multi word test", "multi test the word"],
    [" école ÉCole ecoLe ", "ecole"],
    ["\tABC \t DEF ", "abc def"],
    ["©ß", "css"],
    ["ﬀﬁﬂﬃﬅﬆ", "fffiflffistst"],
    ["O’Brien", "obrien"],
    ["Smith-Jones", "smithjones"],
    ["Łódź\nGdańsk", "gdansk lodz"],
    ["İstanbul", "istanbul"],
    ["…", ""],
  ])("of %j is %j", (text, key) => {
    expect(fingerprint(text)).toBe(key);
  });

  it("is its own fingerprint", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "B", "É", "ß", "1", " ", "\t", "-", "\u0001", "ﬁ") }),
        (text) => {
          expect(fingerprint(fingerprint(text))).toBe(fingerprint(text));
        },
      ),
      { seed: 1 },
    );
  });

  it("does not see the order of words", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,6}$/)), (words) => {
        expect(fingerprint([...words].reverse().join(" "))).toBe(fingerprint(words.join("\u00a0")));
      }),
      { seed: 2 },
    );
  });
});

describe("[P2] n-gram fingerprint", () => {
  it.each([
    ["hello", 1, "ehlo"],
    ["he!llo,. world", 1, "dehlorw"],
    ["\u0001a, !b-c_d\u00a0d\tz\u0003", 3, "abcbcdcddddz"],
    ["Paris", 2, "arispari"],
    ["a", 2, ""],
  ])("of %j with n = %d is %j", (text, n, key) => {
    expect(ngramFingerprint(text, n)).toBe(key);
  });

  it("refuses a length that is no positive integer", () => {
    expect(() => ngramFingerprint("a", 0)).toThrow(new RangeError("n must be a positive integer: 0"));
    expect(() => ngramFingerprint("a", 1.5)).toThrow(RangeError);
  });
});
