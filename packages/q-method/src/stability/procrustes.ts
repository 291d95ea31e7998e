import { multiply, type SquareMatrix, transpose } from "../analysis/small-matrix.ts";

/**
 * The turn (orthogonal, reflections allowed) that brings loadings as near to a target as can be in least squares:
 * `loadings` times it is nearest to `target`. Where the loadings do not fill the space of the factors, the turn of what
 * is missing is arbitrary, and the same every time.
 *
 * @param loadings row by row, `factors` a row
 * @param target of the same shape
 *
 * Source: Schönemann (1966), Psychometrika 31, 1-10.
 */
export function procrustesTurn(loadings: Float64Array, target: Float64Array, factors: number): SquareMatrix {
  const rows = loadings.length / factors;
  const { left, right } = singularVectors(multiply(transpose(loadings, factors), target, rows), factors);
  const turn = new Float64Array(factors * factors);
  for (let s = 0; s < factors; s++) {
    for (let r = 0; r < factors; r++) {
      for (let c = 0; c < factors; c++) {
        turn[r * factors + c] =
          (turn[r * factors + c] ?? 0) + (left[s * factors + r] ?? 0) * (right[s * factors + c] ?? 0);
      }
    }
  }
  return turn;
}

const mostSweeps = 60;

/**
 * Singular vectors of a small square matrix, one after another: its columns are turned in pairs until they are at right
 * angles (one-sided Jacobi; Hestenes, 1958, Journal of the Society for Industrial and Applied Mathematics 6, 51-90).
 */
function singularVectors(matrix: SquareMatrix, order: number) {
  const left = transpose(matrix, order);
  const right = new Float64Array(order * order);
  for (let i = 0; i < order; i++) right[i * order + i] = 1;
  for (let sweep = 0, isTurning = true; isTurning && sweep < mostSweeps; sweep++) {
    isTurning = false;
    for (let a = 0; a < order; a++) {
      for (let b = a + 1; b < order; b++) {
        const p = dotRows(left, a, a, order);
        const q = dotRows(left, b, b, order);
        const cross = dotRows(left, a, b, order);
        if (Math.abs(cross) <= Number.EPSILON * Math.sqrt(p * q)) continue;
        isTurning = true;
        const angle = Math.atan2(2 * cross, p - q) / 2;
        turnRows(left, a, b, order, angle);
        turnRows(right, a, b, order, angle);
      }
    }
  }
  completeRows(left, order);
  return { left, right };
}

/** Brings rows that are at right angles to length 1; rows of no length become directions the others leave free. */
function completeRows(rows: Float64Array, order: number): void {
  const lengths = Array.from({ length: order }, (_, r) => Math.sqrt(dotRows(rows, r, r, order)));
  const negligible = order * Number.EPSILON * Math.max(...lengths);
  const isDone = lengths.map((length) => length > negligible);
  lengths.forEach((length, r) => {
    if (isDone[r] === true) scaleRow(rows, r, order, 1 / length);
  });
  for (let r = 0; r < order; r++) {
    if (isDone[r] === true) continue;
    for (let axis = 0; axis < order && isDone[r] !== true; axis++) {
      rows.fill(0, r * order, (r + 1) * order);
      rows[r * order + axis] = 1;
      // Twice, because one pass leaves what rounding put back.
      for (let pass = 0; pass < 2; pass++) {
        for (let other = 0; other < order; other++) if (isDone[other] === true) subtractRow(rows, r, other, order);
      }
      const length = Math.sqrt(dotRows(rows, r, r, order));
      // Of all axes at least one keeps this much outside the rows there are.
      if (length * length * order < 0.5) continue;
      scaleRow(rows, r, order, 1 / length);
      isDone[r] = true;
    }
  }
}

function dotRows(rows: Float64Array, a: number, b: number, order: number): number {
  let sum = 0;
  for (let i = 0; i < order; i++) sum += (rows[a * order + i] ?? 0) * (rows[b * order + i] ?? 0);
  return sum;
}

function turnRows(rows: Float64Array, a: number, b: number, order: number, angle: number): void {
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  for (let i = 0; i < order; i++) {
    const p = rows[a * order + i] ?? 0;
    const q = rows[b * order + i] ?? 0;
    rows[a * order + i] = cosine * p + sine * q;
    rows[b * order + i] = cosine * q - sine * p;
  }
}

function scaleRow(rows: Float64Array, row: number, order: number, scale: number): void {
  for (let i = row * order; i < (row + 1) * order; i++) rows[i] = (rows[i] ?? 0) * scale;
}

function subtractRow(rows: Float64Array, row: number, unit: number, order: number): void {
  const along = dotRows(rows, row, unit, order);
  for (let i = 0; i < order; i++) {
    rows[row * order + i] = (rows[row * order + i] ?? 0) - along * (rows[unit * order + i] ?? 0);
  }
}
