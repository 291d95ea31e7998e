import { expect, test } from "vitest";
import { countText, fixedText, pValueText, shareText } from "../src/number-text.ts";
import { sentenceText } from "../src/sentence-text.ts";

// [R10]
test("numbers are written for readers", () => {
  expect([countText(0), countText(35187), countText(-1200)]).toEqual(["0", "35,187", "−1,200"]);
  expect([shareText(0.083), shareText(1), shareText(1 / 3)]).toEqual(["8.3%", "100.0%", "33.3%"]);
  expect([fixedText(-0.115, 3), fixedText(-0.0004, 3), fixedText(1349, 0)]).toEqual(["−0.115", "0.000", "1,349"]);
  expect([pValueText(0.0424), pValueText(0.0009), pValueText(1)]).toEqual(["= 0.042", "< 0.001", "= 1.000"]);
});

test("a sentence prints the value, the interval or the p-value of an estimate", () => {
  const cell = {
    kind: "estimate",
    estimate: -0.083,
    standardError: 0.019,
    interval: [-0.12, -0.046],
    pValue: 0.00002,
    model: "m",
    term: "t",
  } as const;
  const place = { row: 0, column: 0 };
  const parts = [
    "b ",
    { place, cell, show: "value" },
    ", 95% interval ",
    { place, cell, show: "interval" },
    ", p ",
    { place, cell, show: "p-value" },
    ".",
  ] as const;
  expect(sentenceText({ parts })).toBe("b −0.083, 95% interval −0.120 to −0.046, p < 0.001.");
});
