import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readNumber } from "../../src/harmonise/read-number.ts";

const cell = (shown: string, underlying: string | null = null) => ({ shown, underlying, date1904: false });
const whole = { whole: true, from: 0, to: 25 };
const any = { whole: false };

describe("[H6] a number", () => {
  it.each([
    ["16", "16", null],
    [" 16 ", "16", "spaces"],
    ["16.0", "16", "number-form"],
    ["016", "16", "number-form"],
    ["−0", "0", "number-form"],
  ])("%s is %s", (shown, value, change) => {
    expect(readNumber(cell(shown), whole)).toEqual({ kind: "value", value, change });
  });

  it.each([
    ["sixteen", "not-a-number"],
    ["16 years", "not-a-number"],
    ["1,6", "not-a-number"],
    ["1e1", "not-a-number"],
    ["16.5", "not-whole"],
    ["26", "out-of-range"],
    ["-1", "out-of-range"],
  ])("%s is a problem: %s", (shown, reason) => {
    expect(readNumber(cell(shown), whole)).toEqual({ kind: "problem", reason });
  });

  it("may have separators of thousands, a sign and decimals", () => {
    expect(readNumber(cell("1,234,567.5"), any)).toMatchObject({ value: "1234567.5" });
    expect(readNumber(cell("−3.25"), any)).toMatchObject({ value: "-3.25" });
    expect(readNumber(cell(" "), any)).toEqual({ kind: "missing", change: null });
  });

  it("is read from all the digits a workbook keeps, not from those it shows", () => {
    expect(readNumber(cell("13", "12.6"), any)).toMatchObject({ value: "12.6", change: "number-form" });
    expect(readNumber(cell("13", "12.6"), whole)).toEqual({ kind: "problem", reason: "not-whole" });
    expect(readNumber(cell("45%", "0.45"), any)).toMatchObject({ value: "0.45" });
  });

  it("that is whole is one the tables can hold", () => {
    expect(readNumber(cell("2147483647"), { whole: true })).toMatchObject({ value: "2147483647" });
    expect(readNumber(cell("2147483648"), { whole: true })).toEqual({ kind: "problem", reason: "out-of-range" });
    expect(readNumber(cell("-3000000000"), { whole: true })).toEqual({ kind: "problem", reason: "out-of-range" });
  });

  it("comes back as it was written", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 }), (number) => {
        const written = number.toLocaleString("en-GB");
        expect(readNumber(cell(written), { whole: true })).toMatchObject({ value: String(number) });
      }),
    );
  });
});
