import incompleteBeta from "@stdlib/math-base-special-betainc";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";

/**
 * The probability that Student's t is at least `t` (`upper`), or at least |t| in absolute size (`two-sided`).
 *
 * Computed from the regularised incomplete beta function and never as one minus a probability, so that a very small
 * tail keeps its digits: at least 12 to 10,000 degrees of freedom and 10 to a million. An infinite `t` is allowed.
 *
 * @param df degrees of freedom, above 0, not necessarily whole
 * @throws RangeError when `t` is not a number or `df` is not finite and above 0
 *
 * Source: Abramowitz and Stegun (1964), 26.5.27 and 26.7.1. Reference implementation: R's `pt(lower.tail = FALSE)`.
 */
export function studentTTail(t: number, df: number, sides: "upper" | "two-sided"): number {
  if (Number.isNaN(t)) throw new RangeError(`t must be a number: ${t}`);
  checkDegreesOfFreedom("df", df);
  const beyond = outerShare(t * t, 1, df);
  switch (sides) {
    case "two-sided":
      return beyond;
    case "upper":
      return t >= 0 ? beyond / 2 : 1 - beyond / 2;
    default:
      throw new RangeError(`sides must be "upper" or "two-sided": ${String(sides satisfies never)}`);
  }
}

/**
 * The t below which Student's t falls with probability `p`. For a small upper tail q, ask for `-studentTQuantile(q)`:
 * one minus q would lose its digits.
 *
 * @param p strictly between 0 and 1
 * @param df degrees of freedom, above 0, not necessarily whole
 * @throws RangeError when `p` or `df` is out of range
 *
 * Reference implementation: R's `qt`.
 */
export function studentTQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p must be strictly between 0 and 1: ${p}`);
  checkDegreesOfFreedom("df", df);
  return tQuantile(p, df);
}

/**
 * The probability that F is at least `f`, to as many digits as `studentTTail`.
 *
 * @param f at least 0; may be infinite
 * @param numeratorDf degrees of freedom of the numerator, above 0
 * @param denominatorDf degrees of freedom of the denominator, above 0
 * @throws RangeError when an argument is out of range
 *
 * Source: Abramowitz and Stegun (1964), 26.6.2. Reference implementation: R's `pf(lower.tail = FALSE)`.
 */
export function fTail(f: number, numeratorDf: number, denominatorDf: number): number {
  if (!(f >= 0)) throw new RangeError(`f must be at least 0: ${f}`);
  checkDegreesOfFreedom("numeratorDf", numeratorDf);
  checkDegreesOfFreedom("denominatorDf", denominatorDf);
  return outerShare(f, numeratorDf, denominatorDf);
}

/** I_x(b/2, a/2) with x = b / (b + af), from whichever of x and 1 - x is the smaller and so the better known. */
function outerShare(f: number, a: number, b: number): number {
  if (f === Number.POSITIVE_INFINITY) return 0;
  // The library takes x from 1 - x here and so loses both ends.
  if (a === 1 && b === 1) return (2 / Math.PI) * Math.atan2(1, Math.sqrt(f));
  const ratio = (a / b) * f;
  return ratio > 1
    ? incompleteBeta(1 / (1 + ratio), b / 2, a / 2, true, false)
    : incompleteBeta(ratio / (1 + ratio), a / 2, b / 2, true, true);
}

function checkDegreesOfFreedom(argument: string, df: number): void {
  if (!(df > 0 && df < Number.POSITIVE_INFINITY)) throw new RangeError(`${argument} must be finite and above 0: ${df}`);
}
