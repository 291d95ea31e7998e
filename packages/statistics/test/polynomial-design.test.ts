import { expect, test } from "vitest";
import { polynomialDesign } from "../src/index.ts";

test("[P1] powers are named and hold their high and low parts", () => {
  const design = polynomialDesign(Float64Array.of(3, 134217729), 2);
  expect(design.columns.map(({ name }) => name)).toEqual(["1", "x", "x^2"]);
  expect(design.columns[2]?.values).toEqual(Float64Array.of(9, 18014398777917440));
  // 134217729² = 18014398777917441, one more than the nearest double.
  expect(design.columns[2]?.low).toEqual(Float64Array.of(0, 1));
});

test("[P1] degree 0 is the constant", () => {
  expect(polynomialDesign(Float64Array.of(7), 0)).toMatchObject({ rows: 1, columns: [{ values: Float64Array.of(1) }] });
});

test("[P2] a degree that is not a whole number and powers without a finite value are refused", () => {
  expect(() => polynomialDesign(Float64Array.of(1), 1.5)).toThrow(
    new RangeError("degree must be a whole number from 0: 1.5"),
  );
  expect(() => polynomialDesign(Float64Array.of(1, Number.NaN), 1)).toThrow(
    new RangeError("x must be finite: NaN in row 1"),
  );
  expect(() => polynomialDesign(Float64Array.of(1e200), 2)).toThrow(
    new RangeError("x^2 is too large: x is 1e+200 in row 0"),
  );
});
