import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jaroWinkler } from "../../src/propose/jaro-winkler.ts";
import { levenshtein } from "../../src/propose/levenshtein.ts";

const text = fc.string({ unit: fc.constantFrom("a", "b", "c", "é", "🦊"), maxLength: 6 });

describe("[P3] Levenshtein distance", () => {
  it.each([
    ["kitten", "sitting", 3],
    ["", "abc", 3],
    ["é", "e", 1],
    ["🦊", "e", 1],
    ["Albanain", "Albanian", 2],
  ])("from %j to %j is %d", (a, b, distance) => {
    expect(levenshtein(a, b)).toBe(distance);
  });

  it("equals the recursive definition", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(levenshtein(a, b)).toBe(byDefinition([...a], [...b]));
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it("with a limit is exact up to it and one more beyond", () => {
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
        expect(levenshtein(a, b, limit)).toBe(Math.min(levenshtein(a, b), limit + 1));
      }),
      { seed: 4 },
    );
  });
});

describe("[P4] Jaro-Winkler similarity", () => {
  // Winkler's published examples, to the three digits printed.
  it.each([
    ["MARTHA", "MARHTA", 0.961],
    ["DWAYNE", "DUANE", 0.84],
    ["DIXON", "DICKSONX", 0.813],
    ["", "", 1],
    ["a", "", 0],
    ["abc", "xyz", 0],
  ])("of %j and %j is %d", (a, b, similarity) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(similarity, 3);
  });

  it("lies between 0 and 1 and is 1 for equal texts", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(jaroWinkler(a, b)).toBeGreaterThanOrEqual(0);
        expect(jaroWinkler(a, b)).toBeLessThanOrEqual(1);
        expect(jaroWinkler(a, a)).toBe(1);
      }),
      { seed: 5 },
    );
  });
});

function byDefinition(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0) return b.length;
  if (b.length === 0) return a.length;
  if (a[0] === b[0]) return byDefinition(a.slice(1), b.slice(1));
  return 1 + Math.min(byDefinition(a.slice(1), b), byDefinition(a, b.slice(1)), byDefinition(a.slice(1), b.slice(1)));
}
