import type { Design } from "./design.ts";
import { type DoubleDouble, multiply, one } from "./double-double.ts";

/**
 * The design of a polynomial in one variable: columns `1`, `x`, `x^2`, … `x^degree`, each power computed and kept in
 * double-double. Powers rounded to doubles cost a polynomial of high degree half of its correct digits.
 *
 * @param x one finite value per observation
 * @param degree a whole number, at least 0
 * @throws RangeError when `degree` is not such a number, or `x` or one of its powers is not finite
 */
export function polynomialDesign(x: Float64Array, degree: number): Design {
  if (!Number.isInteger(degree) || degree < 0) throw new RangeError(`degree must be a whole number from 0: ${degree}`);
  const bad = x.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`x must be finite: ${x[bad]} in row ${bad}`);
  const powers = Array.from({ length: degree + 1 }, (_, power) => ({
    name: power === 0 ? "1" : power === 1 ? "x" : `x^${power}`,
    values: new Float64Array(x.length),
    low: new Float64Array(x.length),
  }));
  x.forEach((value, row) => {
    let power: DoubleDouble = one;
    for (const column of powers) {
      if (!Number.isFinite(power.hi + power.lo))
        throw new RangeError(`${column.name} is too large: x is ${value} in row ${row}`);
      column.values[row] = power.hi;
      column.low[row] = power.lo;
      power = multiply(power, { hi: value, lo: 0 });
    }
  });
  return { rows: x.length, columns: powers };
}
