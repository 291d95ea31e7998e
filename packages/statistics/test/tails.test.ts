import { describe, expect, test } from "vitest";
import { fTail, studentTQuantile, studentTTail } from "../src/index.ts";
import { correctDigits } from "./estimated.ts";
import { readRFixture } from "./r-fixture.ts";

interface RTails {
  readonly t: Columns<"t" | "df" | "upper" | "lower" | "twoSided">;
  readonly quantiles: Columns<"p" | "df" | "quantile">;
  readonly f: Columns<"f" | "numerator" | "denominator" | "upper">;
}
type Columns<Name extends string> = Readonly<Record<Name, readonly number[]>>;

const r = readRFixture<RTails>("tails");

describe("Student's t", () => {
  test("[T1] agrees with R's pt far into the tail", () => {
    rowsOf(r.t).forEach(({ t, df, upper, lower, twoSided }) => {
      // R and the incomplete beta each keep 13 digits at p = 1e-138 and a million degrees of freedom.
      const where = `t ${t} on ${df}`;
      expect(correctDigits(studentTTail(t, df, "upper"), upper), where).toBeGreaterThan(12.9);
      expect(correctDigits(studentTTail(-t, df, "upper"), lower), where).toBeGreaterThan(14);
      expect(correctDigits(studentTTail(t, df, "two-sided"), twoSided), where).toBeGreaterThan(12.9);
    });
  });

  test("[T1] closed forms: on 1 degree of freedom 1/2 - atan(t)/π, on 2 (1 - t/√(2 + t²))/2", () => {
    expect(correctDigits(studentTTail(1, 1, "upper"), 0.25)).toBeGreaterThan(15 - 1e-9);
    // For large t the first is 1/(πt) and the second 1/(2t²).
    expect(correctDigits(studentTTail(1e100, 1, "upper"), 1e-100 / Math.PI)).toBeGreaterThan(14);
    expect(correctDigits(studentTTail(1e100, 2, "upper"), 0.5e-200)).toBeGreaterThan(14);
    expect(correctDigits(studentTTail(2, 2, "two-sided"), 1 - 2 / Math.sqrt(6))).toBeGreaterThan(14);
  });

  test("[T1] the two tails add to one, and infinity is the end", () => {
    for (const t of [0, 0.3, 2, 7]) {
      expect(studentTTail(t, 5, "upper") + studentTTail(-t, 5, "upper")).toBeCloseTo(1, 15);
      expect(studentTTail(-t, 5, "two-sided")).toBe(studentTTail(t, 5, "two-sided"));
    }
    expect(studentTTail(Number.POSITIVE_INFINITY, 5, "upper")).toBe(0);
    expect(studentTTail(Number.NEGATIVE_INFINITY, 5, "upper")).toBe(1);
  });

  test("[T2] quantiles agree with R's qt and undo the tail", () => {
    rowsOf(r.quantiles).forEach(({ p, df, quantile }) => {
      const where = `p ${p} on ${df}`;
      // Both find 0 at one half to within rounding of the root.
      if (p === 0.5) expect(Math.abs(studentTQuantile(p, df)), where).toBeLessThan(1e-15);
      else expect(correctDigits(studentTQuantile(p, df), quantile), where).toBeGreaterThan(14);
      expect(correctDigits(studentTTail(-studentTQuantile(p, df), df, "upper"), p), where).toBeGreaterThan(13);
    });
  });

  test("[T4] what is out of range is refused by name and value", () => {
    expect(() => studentTTail(Number.NaN, 3, "upper")).toThrow(new RangeError("t must be a number: NaN"));
    expect(() => studentTTail(1, 0, "upper")).toThrow(new RangeError("df must be finite and above 0: 0"));
    expect(() => studentTQuantile(1, 3)).toThrow(new RangeError("p must be strictly between 0 and 1: 1"));
    expect(() => studentTQuantile(0.5, Number.POSITIVE_INFINITY)).toThrow(
      new RangeError("df must be finite and above 0: Infinity"),
    );
  });
});

describe("F", () => {
  test("[T3] agrees with R's pf far into the tail", () => {
    rowsOf(r.f).forEach(({ f, numerator, denominator, upper }) => {
      // With a million degrees of freedom the rounding of 1 - x, to the power of half a million, leaves ten digits.
      const digits = denominator > 1e4 ? 10 : 12;
      const computed = fTail(f, numerator, denominator);
      expect(correctDigits(computed, upper), `F ${f} on ${numerator} and ${denominator}`).toBeGreaterThan(digits);
    });
  });

  test("[T3] F on 1 degree of freedom is t squared; on 2 and d it is (1 + 2f/d)^(-d/2)", () => {
    expect(correctDigits(fTail(6.25, 1, 17), studentTTail(2.5, 17, "two-sided"))).toBeGreaterThan(14);
    expect(correctDigits(fTail(3, 2, 10), 1.6 ** -5)).toBeGreaterThan(14);
    expect(fTail(0, 3, 10)).toBe(1);
    expect(fTail(Number.POSITIVE_INFINITY, 3, 10)).toBe(0);
  });

  test("[T4] what is out of range is refused by name and value", () => {
    expect(() => fTail(-1, 3, 10)).toThrow(new RangeError("f must be at least 0: -1"));
    expect(() => fTail(1, -3, 10)).toThrow(new RangeError("numeratorDf must be finite and above 0: -3"));
    expect(() => fTail(1, 3, Number.NaN)).toThrow(new RangeError("denominatorDf must be finite and above 0: NaN"));
  });
});

function rowsOf<Name extends string>(columns: Columns<Name>): Record<Name, number>[] {
  // The keys of a record with names of type Name are of that type.
  const names = Object.keys(columns) as Name[];
  const rows = columns[names[0] as Name].length;
  return Array.from(
    { length: rows },
    (_, i) => Object.fromEntries(names.map((name) => [name, columns[name][i] ?? Number.NaN])) as Record<Name, number>,
  );
}
