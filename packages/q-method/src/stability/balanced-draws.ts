import type { Random } from "@plait/study";

/**
 * Resamples with replacement, one after another, `size` positions each. In all of them together every position is drawn
 * equally often: each as often as there are resamples, shuffled.
 *
 * Source: Davison, Hinkley and Schechtman (1986), Biometrika 73, 555-566.
 */
export function balancedDraws(size: number, resamples: number, random: Random): Int32Array {
  const draws = Int32Array.from({ length: size * resamples }, (_, i) => i % size);
  for (let last = draws.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const held = draws[last] ?? 0;
    draws[last] = draws[other] ?? 0;
    draws[other] = held;
  }
  return draws;
}
