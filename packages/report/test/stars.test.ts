import fc from "fast-check";
import { expect, test } from "vitest";
import { starLegend, starScheme, starsOf } from "../src/stars.ts";
import { released } from "./fixtures/released.ts";
import { closureModels, sampleSizes } from "./fixtures/results.ts";

const withStars = (stars: string | boolean) => ({
  ...released(closureModels),
  method: { ...closureModels.method, options: { stars } },
});

// [R20]
test("the legend and the stars come from one scheme", () => {
  const scheme = starScheme(released(closureModels));
  expect(starLegend(scheme, "two-sided t test")).toBe(
    "Stars: *** p < 0.01, ** p < 0.05, * p < 0.1 (two-sided t test).",
  );
  expect([0.009, 0.01, 0.049, 0.05, 0.1].map((p) => starsOf(p, scheme))).toEqual(["***", "**", "**", "*", ""]);
});

test("other schemes are read as they are declared", () => {
  expect(starScheme(withStars("+ 0.1, * 0.05, ** 0.01, *** 0.001")).map(({ mark }) => mark)).toEqual([
    "***",
    "**",
    "*",
    "+",
  ]);
  expect(starScheme(withStars('{"***":0.01,"*":0.1}'))).toEqual([
    { mark: "***", below: 0.01 },
    { mark: "*", below: 0.1 },
  ]);
  expect(starScheme(withStars("none"))).toEqual([]);
  expect(starScheme(released(sampleSizes))).toEqual([]);
});

// The legend of the source document was printed the wrong way round.
test("a reversed legend is refused", () => {
  expect(() => starScheme(withStars("* 0.01, ** 0.05, *** 0.1"))).toThrow(RangeError);
  expect(() => starScheme(withStars("yes"))).toThrow("names no threshold");
});

test("smaller p-values never have fewer stars", () => {
  const scheme = starScheme(released(closureModels));
  const probability = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(probability, probability, (a, b) => {
      expect(starsOf(Math.min(a, b), scheme).length).toBeGreaterThanOrEqual(starsOf(Math.max(a, b), scheme).length);
    }),
  );
});
