/** One turn by hand: `degrees` from the first factor of the pair towards the second. Factors are counted from 0. */
export interface Turn {
  readonly pair: readonly [number, number];
  readonly degrees: number;
}

/**
 * Turns pairs of factors by hand, one after another. Turning (a, b) by θ moves axis a towards axis b:
 * a' = a cos θ + b sin θ and b' = b cos θ - a sin θ. With a drawn to the right and b upwards the axes turn
 * anticlockwise, the sorts seem to turn clockwise, and a turn of 90° makes a' = b and b' = -a.
 *
 * @param loadings row by row, `factors` a row; not changed
 * @throws RangeError when a pair is not two different factors or degrees are not finite
 */
export function turnFactors(loadings: Float64Array, factors: number, turns: readonly Turn[]): Float64Array {
  const turned = loadings.slice();
  for (const { pair, degrees } of turns) {
    const [a, b] = pair;
    if (![a, b].every((f) => Number.isInteger(f) && f >= 0 && f < factors) || a === b) {
      throw new RangeError(`a turn needs two different factors from 0 to ${factors - 1}: ${a} and ${b}`);
    }
    if (!Number.isFinite(degrees)) throw new RangeError(`degrees must be finite: ${degrees}`);
    const cosine = Math.cos((degrees * Math.PI) / 180);
    const sine = Math.sin((degrees * Math.PI) / 180);
    for (let row = 0; row < turned.length; row += factors) {
      const p = turned[row + a] ?? 0;
      const q = turned[row + b] ?? 0;
      turned[row + a] = cosine * p + sine * q;
      turned[row + b] = cosine * q - sine * p;
    }
  }
  return turned;
}
