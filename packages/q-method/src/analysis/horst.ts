import type { Extracted } from "./extraction.ts";

/** The choices of Horst's centroid factors. */
export interface HorstOptions {
  /** The communalities have settled when none moves by more than this. Default 0.0001, as in KADE. */
  readonly precision?: number;
  /** Passes at most. Default 100: Lipset's three factors need 44, more than the 30 that KADE allows. */
  readonly iterations?: number;
  /**
   * Whether to stop before `factors` when what is left is less than chance would leave: S < m(m - 1)/(2n), where S is
   * the sum of squared residual correlations over pairs of sorts. `kade` counts every pair twice in S and so stops
   * later. Default `off`.
   */
  readonly autoStop?: "off" | "pairs" | "kade";
}

/**
 * Horst's centroid factors with iterated communalities, starting from ones. In each pass all factors are taken out of
 * the correlations, whose diagonal holds the last communalities (at most 1); sorts are reflected as in the centroid.
 *
 * A communality can pass 1 (a Heywood case): it is reported and not mended.
 *
 * Source: Horst (1965), Factor Analysis of Data Matrices, section 5.5, as in PQMethod and KADE.
 */
export function horstFactors(
  correlations: Float64Array,
  sorts: number,
  factors: number,
  statements: number,
  { precision = 0.0001, iterations = 100, autoStop = "off" }: HorstOptions,
): Extracted {
  let diagonal = new Float64Array(sorts).fill(1);
  for (let pass = 1; ; pass++) {
    const { columns, left } = onePass(correlations, sorts, factors, diagonal, (residual) =>
      isLessThanChance(residual, sorts, statements, autoStop),
    );
    const kept = columns.length;
    const next = diagonal.map((d, j) => Math.min(1, d - (left[j * sorts + j] ?? 0)));
    const change = diagonal.reduce((most, d, j) => Math.max(most, Math.abs((next[j] ?? 0) - d)), 0);
    if (change <= precision || pass === iterations) {
      const loadings = new Float64Array(sorts * kept);
      columns.forEach((column, f) => {
        column.forEach((loading, j) => {
          loadings[j * kept + f] = loading;
        });
      });
      return { factors: kept, loadings, settled: change <= precision, passes: pass };
    }
    diagonal = next;
  }
}

function onePass(
  correlations: Float64Array,
  sorts: number,
  factors: number,
  diagonal: Float64Array,
  isEnough: (left: Float64Array) => boolean,
): { readonly columns: readonly Float64Array[]; readonly left: Float64Array } {
  const left = correlations.slice();
  for (let j = 0; j < sorts; j++) left[j * sorts + j] = diagonal[j] ?? 0;
  const columns: Float64Array[] = [];
  for (let f = 0; f < factors; f++) {
    const sums = signedSums(left, sorts);
    const total = sums.reduce((all, sum) => all + Math.abs(sum), 0);
    const column = total > 1e-12 * sorts ? sums.map((sum) => sum / Math.sqrt(total)) : new Float64Array(sorts);
    for (let j = 0; j < sorts; j++) {
      for (let g = 0; g < sorts; g++)
        left[j * sorts + g] = (left[j * sorts + g] ?? 0) - (column[j] ?? 0) * (column[g] ?? 0);
    }
    columns.push(column);
    if (isEnough(left)) break;
  }
  return { columns, left };
}

/** Row sums, each sort counted with its sign, after the signs have been chosen by the elements outside the diagonal. */
function signedSums(left: Float64Array, sorts: number): Float64Array {
  const signs = new Float64Array(sorts).fill(1);
  const sums = new Float64Array(sorts);
  for (let j = 0; j < sorts; j++) {
    for (let g = 0; g < sorts; g++) if (g !== j) sums[j] = (sums[j] ?? 0) + (left[j * sorts + g] ?? 0);
  }
  for (;;) {
    const aligned = sums.map((sum, j) => sum * (signs[j] ?? 1));
    const lowest = aligned.indexOf(Math.min(...aligned));
    if ((aligned[lowest] ?? 0) >= -1e-12 * sorts) break;
    const sign = -(signs[lowest] ?? 1);
    signs[lowest] = sign;
    for (let j = 0; j < sorts; j++)
      if (j !== lowest) sums[j] = (sums[j] ?? 0) + 2 * sign * (left[j * sorts + lowest] ?? 0);
  }
  return sums.map((sum, j) => sum + (signs[j] ?? 1) * (left[j * sorts + j] ?? 0));
}

function isLessThanChance(
  left: Float64Array,
  sorts: number,
  statements: number,
  autoStop: "off" | "pairs" | "kade",
): boolean {
  if (autoStop === "off") return false;
  let squares = 0;
  for (let j = 0; j < sorts; j++) for (let g = 0; g < j; g++) squares += (left[j * sorts + g] ?? 0) ** 2;
  const counted = autoStop === "kade" ? 2 * squares : squares;
  return 2 * counted * statements < sorts * (sorts - 1);
}
