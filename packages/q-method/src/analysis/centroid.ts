import type { Extracted } from "./extraction.ts";

/**
 * How the diagonal is guessed before the first factor's communalities are known, and when it is good enough:
 *
 * - `brown`: first the mean correlation of the sort with the others, until no squared loading moves by 1e-5 or more.
 * - `kade`: first 0.5, until none moves by more than 0.001.
 */
export type CentroidVariant = "brown" | "kade";

/** A diagonal that has not settled by then goes round in circles; the last one stands. */
const mostGuesses = 1000;

/**
 * Centroid factors. For each: sorts are reflected, the one with the most negative column sum first, until no sum is
 * negative; the loadings are the column sums over the root of their total, with the squared loadings put back into the
 * diagonal until they repeat themselves; then the factor is taken out of the correlations. Factors come in the order in
 * which they are found, which need not be the order of their size.
 *
 * When the correlations that are left add up to nothing, the remaining factors have loadings of zero.
 *
 * Source: Brown (1980), Political Subjectivity, 208-224.
 */
export function centroidFactors(
  correlations: Float64Array,
  sorts: number,
  factors: number,
  variant: CentroidVariant,
): Extracted {
  const left = correlations.slice();
  const loadings = new Float64Array(sorts * factors);
  for (let f = 0; f < factors; f++) {
    const signs = positiveSigns(left, sorts);
    const factor = settledLoadings(columnSums(left, sorts, signs), sorts, variant);
    for (let j = 0; j < sorts; j++) factor[j] = (factor[j] ?? 0) * (signs[j] ?? 1);
    for (let j = 0; j < sorts; j++) {
      loadings[j * factors + f] = factor[j] ?? 0;
      for (let g = 0; g < sorts; g++)
        left[j * sorts + g] = (left[j * sorts + g] ?? 0) - (factor[j] ?? 0) * (factor[g] ?? 0);
    }
  }
  return { factors, loadings };
}

/** +1 or -1 for each sort so that no column of the correlations, the diagonal left out, has a negative sum. */
function positiveSigns(left: Float64Array, sorts: number): Float64Array {
  const signs = new Float64Array(sorts).fill(1);
  const sums = columnSums(left, sorts, signs);
  for (;;) {
    const lowest = sums.indexOf(Math.min(...sums));
    // A sum of nothing but rounding would be reflected back and forth.
    if ((sums[lowest] ?? 0) >= -1e-12 * sorts) return signs;
    const sign = -(signs[lowest] ?? 1);
    signs[lowest] = sign;
    sums[lowest] = -(sums[lowest] ?? 0);
    for (let j = 0; j < sorts; j++) {
      if (j !== lowest) sums[j] = (sums[j] ?? 0) + 2 * (signs[j] ?? 1) * sign * (left[j * sorts + lowest] ?? 0);
    }
  }
}

function columnSums(left: Float64Array, sorts: number, signs: Float64Array): Float64Array {
  return signs.map((sign, j) => {
    let sum = 0;
    for (let g = 0; g < sorts; g++) if (g !== j) sum += (signs[g] ?? 1) * (left[j * sorts + g] ?? 0);
    return sign * sum;
  });
}

function settledLoadings(sums: Float64Array, sorts: number, variant: CentroidVariant): Float64Array {
  const isSettled = (change: number) => (variant === "kade" ? change <= 0.001 : change < 1e-5);
  let diagonal = variant === "kade" ? new Float64Array(sorts).fill(0.5) : sums.map((sum) => sum / (sorts - 1));
  for (let guess = 0; guess < mostGuesses; guess++) {
    const totals = sums.map((sum, j) => sum + (diagonal[j] ?? 0));
    const all = totals.reduce((total, sum) => total + sum, 0);
    if (all <= 1e-12 * sorts) return new Float64Array(sorts);
    const loadings = totals.map((total) => total / Math.sqrt(all));
    const change = loadings.reduce((most, l, j) => Math.max(most, Math.abs(l * l - (diagonal[j] ?? 0))), 0);
    if (isSettled(change)) return loadings;
    diagonal = loadings.map((loading) => loading * loading);
  }
  const all = sums.reduce((total, sum, j) => total + sum + (diagonal[j] ?? 0), 0);
  return sums.map((sum, j) => (sum + (diagonal[j] ?? 0)) / Math.sqrt(all));
}
