/**
 * Turns every factor so that the sum of l|l| over its loadings is not negative: the side on which more of its variance
 * lies is the positive one. Where both sides weigh the same, the largest loading (the first of the largest) is
 * positive.
 *
 * @param loadings row by row, `factors` a row; changed in place
 * @returns +1 or -1 for each factor
 */
export function reflectFactors(loadings: Float64Array, factors: number): Int8Array {
  const signs = new Int8Array(factors).fill(1);
  for (let f = 0; f < factors; f++) {
    let balance = 0;
    let total = 0;
    let largest = 0;
    for (let at = f; at < loadings.length; at += factors) {
      const l = loadings[at] ?? 0;
      balance += l * Math.abs(l);
      total += l * l;
      // Equal sizes to rounding must give the same answer on every machine.
      if (Math.abs(l) > Math.abs(largest) * (1 + 1e-12)) largest = l;
    }
    const isEven = Math.abs(balance) <= 1e-12 * total;
    if ((isEven ? largest : balance) < 0) {
      signs[f] = -1;
      reflectFactor(loadings, factors, f);
    }
  }
  return signs;
}

/** Turns one factor, in place. */
export function reflectFactor(loadings: Float64Array, factors: number, factor: number): void {
  for (let at = factor; at < loadings.length; at += factors) loadings[at] = 0 - (loadings[at] ?? 0);
}
