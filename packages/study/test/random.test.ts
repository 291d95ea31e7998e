import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../src/index.ts";

const seed = fc.string({ maxLength: 12 });

describe("seeded random [S1]", () => {
  test("the stream of a seed never changes", () => {
    const random = seededRandom("guardianship");
    // These draws were also computed by a separate Python transcription of the published algorithms.
    const drawn = Array.from({ length: 6 }, () => random.integer(1_000_000));
    expect(drawn).toEqual([58216, 535607, 63308, 330916, 769927, 244296]);
    expect(seededRandom("").next()).toBe(0.6958680390380323);
    const letters = ["a", "b", "c", "d", "e", "f"];
    expect(seededRandom("guardianship").shuffle(letters).join("")).toBe("ebdfca");
  });

  test("numbers lie in their range", () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 1000 }), (text, bound) => {
        const random = seededRandom(text);
        for (let draw = 0; draw < 20; draw++) {
          const number = random.next();
          expect(number >= 0 && number < 1).toBe(true);
          const integer = random.integer(bound);
          expect(Number.isInteger(integer) && integer >= 0 && integer < bound).toBe(true);
        }
      }),
    );
  });

  test("numbers are spread evenly", () => {
    const random = seededRandom("even");
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 100_000; draw++) {
      const bin = random.integer(10);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // The seed is fixed; 27.88 is the 99.9th percentile of chi-square with 9 degrees of freedom.
    expect(chiSquare).toBeLessThan(27.88);
  });

  test("a fork depends on seed and name alone, not on what was drawn [S2]", () => {
    fc.assert(
      fc.property(seed, fc.string(), fc.nat(30), (text, name, draws) => {
        const fresh = seededRandom(text).fork(name);
        const used = seededRandom(text);
        for (let draw = 0; draw < draws; draw++) used.next();
        const later = used.fork(name);
        expect(Array.from({ length: 5 }, () => later.next())).toEqual(Array.from({ length: 5 }, () => fresh.next()));
      }),
    );
  });

  test("drawing from a fork leaves its parent as it was [S2]", () => {
    const alone = seededRandom("parent");
    const parent = seededRandom("parent");
    const fork = parent.fork("child");
    for (let draw = 0; draw < 10; draw++) fork.next();
    expect([parent.next(), parent.next()]).toEqual([alone.next(), alone.next()]);
  });

  test("forks of different names, and their parent, give different streams [S2]", () => {
    const parent = seededRandom("parent");
    const streams = [parent, parent.fork("a"), parent.fork("b"), parent.fork("a").fork("a")].map((random) =>
      Array.from({ length: 4 }, () => random.next()).join(),
    );
    expect(new Set(streams).size).toBe(streams.length);
  });

  test("a shuffle keeps every element and its argument [S3]", () => {
    fc.assert(
      fc.property(seed, fc.array(fc.integer()), (text, items) => {
        const before = [...items];
        const shuffled = seededRandom(text).shuffle(items);
        expect(items).toEqual(before);
        expect(shuffled.toSorted((a, b) => a - b)).toEqual(before.sort((a, b) => a - b));
      }),
    );
  });

  test("what cannot be drawn is refused [S3]", () => {
    const random = seededRandom("refuse");
    for (const bound of [0, -1, 1.5, Number.NaN]) expect(() => random.integer(bound)).toThrow(RangeError);
    expect(() => random.pick([])).toThrow(RangeError);
  });
});
