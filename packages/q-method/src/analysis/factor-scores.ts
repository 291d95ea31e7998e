/**
 * Loadings beyond this weigh as if they were it: at 1 the weight would be infinite and beyond 1 have the wrong sign.
 */
export const largestWeighedLoading = 0.99999;

/** What a flagged sort counts in its factor: l/(1 - l²), with |l| at most `largestWeighedLoading`. */
export function factorWeight(loading: number): number {
  const l = Math.max(-largestWeighedLoading, Math.min(largestWeighedLoading, loading));
  return l / (1 - l * l);
}

/**
 * A factor's z-scores: the flagged sorts, each standardised, are added up with their weights and the sum is brought to
 * mean 0 and standard deviation 1 (divisor n - 1).
 *
 * @param standardised sort-major, as `standardiseSorts` gives them
 * @param loadings row by row, `factors` a row
 * @param flags as `loadings`; anything but 0 is a flag
 * @returns undefined when no sort is flagged, or when the flagged sorts cancel each other
 *
 * Source: Brown (1980), Political Subjectivity, 241-243.
 */
export function factorScores(
  standardised: Float64Array,
  statements: number,
  loadings: Float64Array,
  flags: Int8Array,
  factors: number,
  factor: number,
  out: Float64Array = new Float64Array(statements),
): Float64Array | undefined {
  out.fill(0);
  let weights = 0;
  for (let at = factor, start = 0; at < loadings.length; at += factors, start += statements) {
    if (flags[at] === 0) continue;
    const weight = factorWeight(loadings[at] ?? 0);
    weights += Math.abs(weight);
    for (let i = 0; i < statements; i++) out[i] = (out[i] ?? 0) + weight * (standardised[start + i] ?? 0);
  }
  let mean = 0;
  for (let i = 0; i < statements; i++) mean += (out[i] ?? 0) / statements;
  let squares = 0;
  for (let i = 0; i < statements; i++) squares += ((out[i] ?? 0) - mean) ** 2;
  const deviation = Math.sqrt(squares / (statements - 1));
  // What is left of weights that cancel is rounding, not a view.
  if (!(deviation > 1e-12 * weights)) return undefined;
  for (let i = 0; i < statements; i++) out[i] = ((out[i] ?? 0) - mean) / deviation;
  return out;
}

/** Of the composite of `flagged` sorts, each of the given reliability (Spearman and Brown): r p / (1 + r (p - 1)). */
export function compositeReliability(flagged: number, reliability: number): number {
  return (reliability * flagged) / (1 + reliability * (flagged - 1));
}

/** Standard error of a z-score, whose standard deviation is 1. */
export function scoreStandardError(flagged: number, reliability: number): number {
  return Math.sqrt(1 - compositeReliability(flagged, reliability));
}
