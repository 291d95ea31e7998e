import { NoObliqueRotation } from "./no-oblique-rotation.ts";
import { inverse, multiply, transpose } from "./small-matrix.ts";

/** Factors that may correlate. */
export interface Oblique {
  /** Pattern loadings, row by row. */
  readonly loadings: Float64Array;
  /** Correlations of the factors, row by row. */
  readonly factorCorrelations: Float64Array;
}

/**
 * Promax: varimax loadings are raised to a power, signs kept, and the factors turned, each on its own, to come as near
 * to that target as they can in least squares, then scaled to variance 1.
 *
 * @param rotated varimax loadings, row by row
 * @param power above 1
 * @throws NoObliqueRotation when a factor has no loadings, or two have one target
 *
 * Source: Hendrickson and White (1964), British Journal of Statistical Psychology 17, 65-70. Reference implementation:
 * R's `promax`.
 */
export function promax(rotated: Float64Array, factors: number, power: number): Oblique {
  const target = rotated.map((loading) => loading * Math.abs(loading) ** (power - 1));
  const transposed = transpose(rotated, factors);
  const rows = rotated.length / factors;
  const squares = inverse(multiply(transposed, rotated, rows));
  if (squares === undefined) throw new NoObliqueRotation("promax needs factors that all have loadings");
  const turn = multiply(squares, multiply(transposed, target, rows), factors);
  const variances = inverse(multiply(transpose(turn, factors), turn, factors));
  if (variances === undefined) throw new NoObliqueRotation("the targets of promax are not different factors");
  const scaled = turn.map((value, i) => value * Math.sqrt(variances[(i % factors) * (factors + 1)] ?? 0));
  const loadings = multiply(rotated, scaled, factors);
  const scales = variances.map((_, i) => Math.sqrt(variances[(i % factors) * (factors + 1)] ?? 0));
  const factorCorrelations = variances.map(
    (value, i) => value / ((scales[i] ?? 0) * (scales[Math.floor(i / factors)] ?? 0)),
  );
  return { loadings, factorCorrelations };
}
