/**
 * Types of Hyndman and Fan (1996), The American Statistician 50, 361-365.
 *
 * - 1: the smallest value that at least the share `p` does not exceed; always one of the values, so right for counts.
 * - 7: between neighbouring values in proportion, at position (n - 1)p counted from 0. R's default.
 */
export type QuantileType = 1 | 7;

/**
 * A quantile of values that are already in rising order.
 *
 * @param p from 0 to 1
 * @throws RangeError when there are no values or p is out of range
 */
export function sortedQuantile(sorted: Float64Array, p: number, { type }: { readonly type: QuantileType }): number {
  const { length } = sorted;
  if (length === 0) throw new RangeError("there is no quantile of no values");
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be from 0 to 1: ${p}`);
  switch (type) {
    case 1: {
      // 0.95 × 20 must be 19 although a double says 19.000000000000004.
      const rank = Math.ceil(length * p - 1e-9 * length);
      return sorted[Math.max(0, rank - 1)] ?? 0;
    }
    case 7: {
      const position = (length - 1) * p;
      const below = Math.floor(position);
      const low = sorted[below] ?? 0;
      const high = sorted[Math.min(below + 1, length - 1)] ?? 0;
      return low + (position - below) * (high - low);
    }
    default:
      throw new RangeError(`type must be 1 or 7: ${String(type satisfies never)}`);
  }
}

/**
 * Ranks, counted from 1, of the order statistics between which the true `p` quantile of a continuous quantity lies with
 * probability of at least `confidence`, whatever its distribution: exact binomial, at most half of what is left on
 * either side.
 *
 * @returns undefined when so few draws cannot give both ends
 *
 * Source: Thompson (1936), Annals of Mathematical Statistics 7, 122-128.
 */
export function quantileRanks(
  draws: number,
  p: number,
  confidence: number,
): { readonly lower: number; readonly upper: number } | undefined {
  const tail = (1 - confidence) / 2;
  let lower = 0;
  let below = 0;
  let logMass = draws * Math.log1p(-p);
  // `below` is the probability that fewer than `rank` draws lie under the quantile.
  for (let rank = 1; rank <= draws; rank++) {
    below += Math.exp(logMass);
    logMass += Math.log((draws - rank + 1) / rank) + Math.log(p) - Math.log1p(-p);
    if (below <= tail) lower = rank;
    if (below >= 1 - tail) return lower > 0 ? { lower, upper: rank } : undefined;
  }
  return undefined;
}
