import { bestAssignment } from "../analysis/assignment.ts";

/** Factors in the places and with the signs of a target. */
export interface Matched {
  /** Row by row, `factors` a row; zeros where no factor was left for a place. */
  readonly loadings: Float64Array;
  /** For each place Tucker's congruence with the target; 0 where no factor was left for it. */
  readonly congruences: Float64Array;
}

/**
 * Puts factors in the places of the target factors, each in one and reflected where it faces the other way, so that the
 * sum of absolute congruences is the largest of any assignment.
 *
 * @param loadings row by row, `found` a row
 * @param target row by row, `factors` a row; as many rows
 */
export function matchFactors(loadings: Float64Array, found: number, target: Float64Array, factors: number): Matched {
  const all = congruences(target, factors, loadings, found);
  const assigned = bestAssignment(all.map(Math.abs), factors, found);
  const matched = new Float64Array(target.length);
  const own = new Float64Array(factors);
  for (let f = 0; f < factors; f++) {
    const from = assigned[f] ?? -1;
    if (from < 0) continue;
    const congruence = all[f * found + from] ?? 0;
    const sign = congruence < 0 ? -1 : 1;
    own[f] = Math.abs(congruence);
    for (let at = f, source = from; at < matched.length; at += factors, source += found) {
      matched[at] = sign * (loadings[source] ?? 0);
    }
  }
  return { loadings: matched, congruences: own };
}

/**
 * Tucker's congruence, Σab/√(Σa²Σb²), of every factor of one solution with every factor of another on the same sorts,
 * row by row; 0 where a factor has no loadings.
 */
export function congruences(
  first: Float64Array,
  firstFactors: number,
  second: Float64Array,
  secondFactors: number,
): Float64Array {
  const found = new Float64Array(firstFactors * secondFactors);
  for (let f = 0; f < firstFactors; f++) {
    for (let g = 0; g < secondFactors; g++) {
      let product = 0;
      let firstSquare = 0;
      let secondSquare = 0;
      for (let a = f, b = g; a < first.length; a += firstFactors, b += secondFactors) {
        product += (first[a] ?? 0) * (second[b] ?? 0);
        firstSquare += (first[a] ?? 0) ** 2;
        secondSquare += (second[b] ?? 0) ** 2;
      }
      const length = Math.sqrt(firstSquare * secondSquare);
      found[f * secondFactors + g] = length > 0 ? product / length : 0;
    }
  }
  return found;
}
