import type { Oblique } from "./promax.ts";
import { identity, inverse, multiply, transpose } from "./small-matrix.ts";
import { rowLengths } from "./varimax.ts";

const mostSteps = 5000;
const smallestGradient = 1e-10;

/**
 * Direct oblimin with γ = 0 (quartimin) and Kaiser's normalisation: pattern loadings for which the products of the
 * squared loadings of different factors add up to as little as can be, found by gradient projection.
 *
 * @param loadings row by row, `factors` a row; where the search starts
 * @returns undefined when the search does not come to rest
 *
 * Source: Jennrich and Sampson (1966), Psychometrika 31, 313-323; gradient projection: Jennrich (2002), Psychometrika
 * 67, 7-20. Reference implementation: `quartimin(normalize = TRUE)` of R's GPArotation.
 */
export function oblimin(loadings: Float64Array, factors: number): Oblique | undefined {
  const lengths = rowLengths(loadings, factors);
  const start = loadings.map((l, i) => {
    const length = lengths[Math.floor(i / factors)] ?? 0;
    return length > 0 ? l / length : 0;
  });
  let axes = identity(factors);
  let place = placeAt(start, axes, factors);
  let step = 1;
  for (let count = 0; place !== undefined && count < mostSteps; count++) {
    const slope = projectedGradient(place, axes, factors);
    const square = slope.reduce((sum, value) => sum + value * value, 0);
    if (Math.sqrt(square) < smallestGradient) {
      return {
        loadings: place.pattern.map((l, i) => l * (lengths[Math.floor(i / factors)] ?? 0)),
        factorCorrelations: multiply(transpose(axes, factors), axes, factors),
      };
    }
    step *= 2;
    let next: Place | undefined;
    for (let halving = 0; halving <= 30; halving++) {
      const tried: Float64Array = unitColumns(
        axes.map((value, i) => value - step * (slope[i] ?? 0)),
        factors,
      );
      next = placeAt(start, tried, factors);
      if (next !== undefined && place.criterion - next.criterion > 0.5 * square * step) {
        axes = tried;
        break;
      }
      next = undefined;
      step /= 2;
    }
    // No step is small enough to gain anything a double can show.
    if (next === undefined && Math.sqrt(square) < 1e-6) {
      return {
        loadings: place.pattern.map((l, i) => l * (lengths[Math.floor(i / factors)] ?? 0)),
        factorCorrelations: multiply(transpose(axes, factors), axes, factors),
      };
    }
    place = next;
  }
  return undefined;
}

interface Place {
  readonly inverse: Float64Array;
  readonly pattern: Float64Array;
  readonly criterion: number;
  /** Derivative of the criterion by the pattern loadings. */
  readonly gradient: Float64Array;
}

function placeAt(start: Float64Array, axes: Float64Array, factors: number): Place | undefined {
  const inverted = inverse(axes);
  if (inverted === undefined) return undefined;
  const pattern = multiply(start, transpose(inverted, factors), factors);
  const squares = pattern.map((l) => l * l);
  const gradient = new Float64Array(pattern.length);
  let criterion = 0;
  for (let row = 0; row < pattern.length; row += factors) {
    let sum = 0;
    for (let f = row; f < row + factors; f++) sum += squares[f] ?? 0;
    for (let f = row; f < row + factors; f++) {
      const others = sum - (squares[f] ?? 0);
      gradient[f] = (pattern[f] ?? 0) * others;
      criterion += ((squares[f] ?? 0) * others) / 4;
    }
  }
  return { inverse: inverted, pattern, criterion, gradient };
}

/** The derivative by the axes, without the part that would only change their length. */
function projectedGradient({ inverse: inverted, pattern, gradient }: Place, axes: Float64Array, factors: number) {
  const rows = pattern.length / factors;
  const inner = multiply(multiply(transpose(pattern, factors), gradient, rows), inverted, factors);
  const byAxes = transpose(inner, factors).map((value) => -value);
  const along = new Float64Array(factors);
  byAxes.forEach((value, i) => {
    along[i % factors] = (along[i % factors] ?? 0) + value * (axes[i] ?? 0);
  });
  return byAxes.map((value, i) => value - (axes[i] ?? 0) * (along[i % factors] ?? 0));
}

function unitColumns(axes: Float64Array, factors: number): Float64Array {
  const squares = new Float64Array(factors);
  axes.forEach((value, i) => {
    squares[i % factors] = (squares[i % factors] ?? 0) + value * value;
  });
  return axes.map((value, i) => value / Math.sqrt(squares[i % factors] ?? 1));
}
