import { describe, expect, test } from "vitest";
import { readCountText } from "../../src/tables/count-text.ts";

describe("[T3] what a cell of counts says", () => {
  test.each([
    ["0", 0],
    ["12", 12],
    [" 1,234 ", 1234],
    ["1 234 567", 1234567],
    ["1\u00a0234", 1234],
    ["1’234", 1234],
    ["1.234.567", 1234567],
    ["12.0", 12],
    ["12.0000", 12],
    ["1234.000", 1234],
    ["1\u2009234", 1234],
    ["12\u202f345", 12345],
    ["123,456.000", 123456],
    ["12.345.678", 12345678],
    ["1,234.00", 1234],
  ])("%j is the count %d", (text, value) => {
    expect(readCountText(text)).toEqual({ kind: "count", value });
  });

  test.each([
    ["", "blank"],
    ["-", "blank"],
    ["–", "blank"],
    ["---", "blank"],
    ["––", "blank"],
    ["[c]", "hidden"],
    ["*", "hidden"],
    ["<5", "hidden"],
    ["≤ 10", "hidden"],
    ["[REDACTED]", "hidden"],
    ["-3", "negative"],
    ["−3", "negative"],
    ["(3)", "negative"],
    ["- 1,234.5", "negative"],
    ["(1 234)%", "negative"],
    ["-3%", "negative"],
    ["5 -3", "words"],
    ["-3 of", "words"],
    ["see [x]", "words"],
    ["[x] here", "words"],
    ["see [z]", "words"],
    ["[z] here", "words"],
    ["a 1,234", "words"],
    ["1,234 a", "words"],
    ["1,234.5", "words"],
    ["a 1.234.567", "words"],
    ["1.234.567 a", "words"],
    ["1.234.56", "words"],
    ["1234,567,890", "words"],
    ["1.234", "ambiguous"],
    ["12.000", "ambiguous"],
    ["123.456", "ambiguous"],
    ["99999999999999999999", "too-large"],
    ["three", "words"],
    ["=1+1", "words"],
    ["1e3", "words"],
    ["12 34", "words"],
    ["NA", "words"],
  ])("%j is %s, and no number", (text, kind) => {
    expect(readCountText(text)).toEqual({ kind });
  });

  test("fractions and percentages keep the digits they show", () => {
    expect(readCountText("2.50")).toEqual({ kind: "fraction", value: 2.5, digits: 2 });
    expect(readCountText("2,5")).toEqual({ kind: "fraction", value: 2.5, digits: 1 });
    expect(readCountText("1234.567")).toEqual({ kind: "fraction", value: 1234.567, digits: 3 });
    expect(readCountText("0.05")).toEqual({ kind: "fraction", value: 0.05, digits: 2 });
    expect(readCountText("40%")).toEqual({ kind: "percentage", value: 0.4, digits: 0 });
    expect(readCountText("12.5 %")).toEqual({ kind: "percentage", value: 0.125, digits: 1 });
  });

  test("marks say why there is no number", () => {
    expect(readCountText("[x]")).toEqual({ kind: "mark", reason: "not-supplied" });
    expect(readCountText("[Z]")).toEqual({ kind: "mark", reason: "not-applicable" });
  });
});
