/** Buffers for matrices of one order, so that loops over many matrices allocate nothing. */
export interface EigenWork {
  readonly order: number;
  /** The matrix while it is reduced, then the reflections that reduced it. */
  readonly reduced: Float64Array;
  readonly scales: Float64Array;
  readonly diagonal: Float64Array;
  readonly beside: Float64Array;
  readonly vectors: Float64Array;
}

export function eigenWork(order: number): EigenWork {
  if (!Number.isInteger(order) || order < 1) throw new RangeError(`order must be a whole number above 0: ${order}`);
  return {
    order,
    reduced: new Float64Array(order * order),
    scales: new Float64Array(order),
    diagonal: new Float64Array(order),
    beside: new Float64Array(order),
    vectors: new Float64Array(order * order),
  };
}

/**
 * All eigenvalues of a symmetric matrix, largest first, to about 1e-15 of the largest.
 *
 * @param matrix row by row; not changed
 * @param out receives the values
 * @throws RangeError when the matrix does not fit the buffers or an element is not finite
 */
export function symmetricEigenvalues(
  matrix: Float64Array,
  work: EigenWork = eigenWork(Math.sqrt(matrix.length)),
  out: Float64Array = new Float64Array(work.order),
): Float64Array {
  tridiagonalise(matrix, work);
  implicitQl(work, false);
  out.set(work.diagonal);
  return out.sort().reverse();
}

export interface EigenPairs {
  /** All of them, largest first. */
  readonly values: Float64Array;
  /** The vectors of the `count` largest values, one after another, each of length 1. Their signs mean nothing. */
  readonly vectors: Float64Array;
}

/**
 * All eigenvalues of a symmetric matrix and the vectors of the `count` largest.
 *
 * Householder reduction to three diagonals, then QL with implicit shifts (Martin, Reinsch and Wilkinson, 1968, and
 * Dubrulle, Martin and Wilkinson, 1968: Numerische Mathematik 11, 181-195, and 12, 377-383).
 *
 * @param matrix row by row; not changed
 * @throws RangeError as `symmetricEigenvalues`
 */
export function symmetricEigen(
  matrix: Float64Array,
  count: number,
  work: EigenWork = eigenWork(Math.sqrt(matrix.length)),
): EigenPairs {
  const { order, diagonal } = work;
  tridiagonalise(matrix, work);
  gatherReflections(work);
  implicitQl(work, true);
  const byValue = Array.from(diagonal.keys()).sort((a, b) => (diagonal[b] ?? 0) - (diagonal[a] ?? 0) || a - b);
  const vectors = new Float64Array(count * order);
  byValue.slice(0, count).forEach((row, f) => {
    vectors.set(work.vectors.subarray(row * order, (row + 1) * order), f * order);
  });
  return { values: Float64Array.from(byValue, (row) => diagonal[row] ?? 0), vectors };
}

/**
 * Leaves the diagonal in `diagonal`, the elements beside it in `beside[1...]` and each reflection in its row of
 * `reduced`.
 */
function tridiagonalise(matrix: Float64Array, work: EigenWork): void {
  const { order, reduced: a, scales, diagonal, beside } = work;
  if (matrix.length !== order * order) {
    throw new RangeError(`matrix must be of order ${order}: ${matrix.length} elements`);
  }
  a.set(matrix);
  for (let i = order - 1; i > 0; i--) {
    const row = i * order;
    let square = 0;
    for (let c = 0; c < i; c++) square += (a[row + c] ?? 0) ** 2;
    const last = a[row + i - 1] ?? 0;
    if (!Number.isFinite(square)) throw new RangeError("matrix must be finite");
    scales[i] = 0;
    beside[i] = last;
    if (square <= last * last) continue;
    const length = last >= 0 ? -Math.sqrt(square) : Math.sqrt(square);
    const half = square - last * length;
    a[row + i - 1] = last - length;
    beside[i] = length;
    scales[i] = half;
    let along = 0;
    for (let r = 0; r < i; r++) {
      const start = r * order;
      let sum = 0;
      for (let c = 0; c < i; c++) sum += (a[start + c] ?? 0) * (a[row + c] ?? 0);
      diagonal[r] = sum / half;
      along += (sum / half) * (a[row + r] ?? 0);
    }
    const share = along / (2 * half);
    for (let r = 0; r < i; r++) diagonal[r] = (diagonal[r] ?? 0) - share * (a[row + r] ?? 0);
    for (let r = 0; r < i; r++) {
      const start = r * order;
      const u = a[row + r] ?? 0;
      const q = diagonal[r] ?? 0;
      for (let c = 0; c < i; c++) {
        a[start + c] = (a[start + c] ?? 0) - (u * (diagonal[c] ?? 0) + q * (a[row + c] ?? 0));
      }
    }
  }
  for (let i = 0; i < order; i++) diagonal[i] = a[i * order + i] ?? 0;
}

/** The product of all reflections, transposed, so that what QL turns together lies in rows. */
function gatherReflections({ order, reduced: a, scales, vectors }: EigenWork): void {
  vectors.fill(0);
  for (let i = 0; i < order; i++) vectors[i * order + i] = 1;
  for (let i = 1; i < order; i++) {
    const scale = scales[i] ?? 0;
    if (scale === 0) continue;
    const row = i * order;
    for (let r = 0; r < i; r++) {
      const start = r * order;
      let sum = 0;
      for (let c = 0; c < i; c++) sum += (vectors[start + c] ?? 0) * (a[row + c] ?? 0);
      const share = sum / scale;
      for (let c = 0; c < i; c++) vectors[start + c] = (vectors[start + c] ?? 0) - share * (a[row + c] ?? 0);
    }
  }
}

/** Far more turns than any matrix needs; beyond it something is wrong with the numbers themselves. */
const mostTurns = 60;

/** Turns the three diagonals into one, the values, in `diagonal`; with vectors, their rows of `vectors` follow. */
function implicitQl({ order, diagonal: d, beside: e, vectors }: EigenWork, withVectors: boolean): void {
  e.copyWithin(0, 1);
  e[order - 1] = 0;
  let largest = 0;
  for (let i = 0; i < order; i++) largest = Math.max(largest, Math.abs(d[i] ?? 0) + Math.abs(e[i] ?? 0));
  const negligible = Number.EPSILON * largest;
  for (let low = 0; low < order; low++) {
    for (let turns = 0; ; turns++) {
      let high = low;
      while (high < order - 1) {
        if (Math.abs(e[high] ?? 0) <= negligible) break;
        high++;
      }
      if (high === low) break;
      if (turns === mostTurns) throw new RangeError("the eigenvalues of the matrix do not settle");
      const corner = e[low] ?? 0;
      const slope = ((d[low + 1] ?? 0) - (d[low] ?? 0)) / (2 * corner);
      const root = Math.sqrt(slope * slope + 1);
      let g = (d[high] ?? 0) - (d[low] ?? 0) + corner / (slope + (slope >= 0 ? root : -root));
      let sine = 1;
      let cosine = 1;
      let shift = 0;
      let i = high - 1;
      for (; i >= low; i--) {
        const f = sine * (e[i] ?? 0);
        const b = cosine * (e[i] ?? 0);
        const length = Math.sqrt(f * f + g * g);
        e[i + 1] = length;
        if (length === 0) {
          d[i + 1] = (d[i + 1] ?? 0) - shift;
          e[high] = 0;
          break;
        }
        sine = f / length;
        cosine = g / length;
        g = (d[i + 1] ?? 0) - shift;
        const r = ((d[i] ?? 0) - g) * sine + 2 * cosine * b;
        shift = sine * r;
        d[i + 1] = g + shift;
        g = cosine * r - b;
        if (withVectors) turnRows(vectors, i * order, order, sine, cosine);
      }
      if (i >= low) continue;
      d[low] = (d[low] ?? 0) - shift;
      e[low] = g;
      e[high] = 0;
    }
  }
}

function turnRows(vectors: Float64Array, start: number, order: number, sine: number, cosine: number): void {
  for (let c = start; c < start + order; c++) {
    const upper = vectors[c] ?? 0;
    const lower = vectors[c + order] ?? 0;
    vectors[c + order] = sine * upper + cosine * lower;
    vectors[c] = cosine * upper - sine * lower;
  }
}
