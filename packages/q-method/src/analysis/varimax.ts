/**
 * Each pair of factors is turned until no turn is larger than this, in radians: nothing is left to gain in a double.
 */
const smallestTurn = 1e-13;
const mostSweeps = 1000;

/**
 * Varimax with Kaiser's normalisation: every sort's loadings are divided by the root of its communality, pairs of
 * factors are turned in the plane to the angle that makes the criterion largest, sweep after sweep until nothing moves,
 * and the sorts are multiplied back. Deterministic: pairs are taken in order, from the loadings given.
 *
 * @param loadings row by row, `factors` a row; not changed
 *
 * Source: Kaiser (1958), Psychometrika 23, 187-200; the angle as in his equations for the simultaneous solution of a
 * pair. Reference implementation: R's `varimax(normalize = TRUE)` with a small `eps`.
 */
export function varimax(loadings: Float64Array, factors: number): Float64Array {
  const sorts = loadings.length / factors;
  const lengths = rowLengths(loadings, factors);
  const turned = new Float64Array(loadings.length);
  // Factor by factor, so that the two columns of a pair lie together.
  for (let f = 0; f < factors; f++) {
    for (let j = 0; j < sorts; j++) {
      const length = lengths[j] ?? 0;
      turned[f * sorts + j] = length > 0 ? (loadings[j * factors + f] ?? 0) / length : 0;
    }
  }
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let largest = 0;
    for (let f = 0; f < factors; f++) {
      for (let g = f + 1; g < factors; g++) {
        const angle = bestTurn(turned, f * sorts, g * sorts, sorts);
        if (angle !== 0) turnPair(turned, f * sorts, g * sorts, sorts, angle);
        largest = Math.max(largest, Math.abs(angle));
      }
    }
    if (largest <= smallestTurn) break;
  }
  const rotated = new Float64Array(loadings.length);
  for (let j = 0; j < sorts; j++) {
    for (let f = 0; f < factors; f++) rotated[j * factors + f] = (turned[f * sorts + j] ?? 0) * (lengths[j] ?? 0);
  }
  return rotated;
}

/** The root of each row's sum of squares. */
export function rowLengths(loadings: Float64Array, factors: number): Float64Array {
  const lengths = new Float64Array(loadings.length / factors);
  for (let j = 0; j < lengths.length; j++) {
    let square = 0;
    for (let f = 0; f < factors; f++) square += (loadings[j * factors + f] ?? 0) ** 2;
    lengths[j] = Math.sqrt(square);
  }
  return lengths;
}

function bestTurn(columns: Float64Array, x: number, y: number, sorts: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let size = 0;
  for (let j = 0; j < sorts; j++) {
    const p = columns[x + j] ?? 0;
    const q = columns[y + j] ?? 0;
    const u = p * p - q * q;
    const v = 2 * p * q;
    a += u;
    b += v;
    c += u * u - v * v;
    d += 2 * u * v;
    size += u * u + v * v;
  }
  const sine = d - (2 * a * b) / sorts;
  const cosine = c - (a * a - b * b) / sorts;
  // Where every angle is as good as any other, stay.
  if (Math.abs(sine) + Math.abs(cosine) <= 1e-14 * size) return 0;
  return Math.atan2(sine, cosine) / 4;
}

function turnPair(columns: Float64Array, x: number, y: number, sorts: number, angle: number): void {
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  for (let j = 0; j < sorts; j++) {
    const p = columns[x + j] ?? 0;
    const q = columns[y + j] ?? 0;
    columns[x + j] = cosine * p + sine * q;
    columns[y + j] = cosine * q - sine * p;
  }
}
