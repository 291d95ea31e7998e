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
    ["1,234.00", 1234],
  ])("%j is the count %d", (text, value) => {
    expect(readCountText(text)).toEqual({ kind: "count", value });
  });

  test.each([
    ["", "blank"],
    ["-", "blank"],
    ["–", "blank"],
    ["[c]", "hidden"],
    ["*", "hidden"],
    ["<5", "hidden"],
    ["≤ 10", "hidden"],
    ["[REDACTED]", "hidden"],
    ["-3", "negative"],
    ["−3", "negative"],
    ["(3)", "negative"],
    ["1.234", "ambiguous"],
    ["12.000", "ambiguous"],
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
    expect(readCountText("12.5 %")).toEqual({ kind: "percentage", value: 0.125, digits: 1 });
  });

  test("marks say why there is no number", () => {
    expect(readCountText("[x]")).toEqual({ kind: "mark", reason: "not-supplied" });
    expect(readCountText("[Z]")).toEqual({ kind: "mark", reason: "not-applicable" });
  });
});
