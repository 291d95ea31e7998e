/** A square matrix, row by row, of the order of the factors. */
export type SquareMatrix = Float64Array;

export function identity(order: number): SquareMatrix {
  return Float64Array.from({ length: order * order }, (_, i) => (i % (order + 1) === 0 ? 1 : 0));
}

/** The product of an r × k and a k × c matrix, both row by row. */
export function multiply(left: Float64Array, right: Float64Array, inner: number): Float64Array {
  const rows = left.length / inner;
  const columns = right.length / inner;
  const product = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < inner; i++) {
      const factor = left[r * inner + i] ?? 0;
      for (let c = 0; c < columns; c++) {
        product[r * columns + c] = (product[r * columns + c] ?? 0) + factor * (right[i * columns + c] ?? 0);
      }
    }
  }
  return product;
}

export function transpose(matrix: Float64Array, columns: number): Float64Array {
  const rows = matrix.length / columns;
  return Float64Array.from(
    { length: matrix.length },
    (_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)] ?? 0,
  );
}

/** The inverse by elimination with row exchanges; undefined when the matrix has none to rounding. */
export function inverse(matrix: SquareMatrix): SquareMatrix | undefined {
  const order = Math.sqrt(matrix.length);
  const left = matrix.slice();
  const right = identity(order);
  const largest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let p = 0; p < order; p++) {
    let pivot = p;
    for (let r = p + 1; r < order; r++) {
      if (Math.abs(left[r * order + p] ?? 0) > Math.abs(left[pivot * order + p] ?? 0)) pivot = r;
    }
    const value = left[pivot * order + p] ?? 0;
    if (Math.abs(value) <= 1e-13 * largest) return undefined;
    for (const half of [left, right]) {
      for (let c = 0; c < order; c++) {
        const held = half[p * order + c] ?? 0;
        half[p * order + c] = (half[pivot * order + c] ?? 0) / value;
        if (pivot !== p) half[pivot * order + c] = held;
      }
    }
    for (let r = 0; r < order; r++) {
      const factor = left[r * order + p] ?? 0;
      if (r === p || factor === 0) continue;
      for (const half of [left, right]) {
        for (let c = 0; c < order; c++)
          half[r * order + c] = (half[r * order + c] ?? 0) - factor * (half[p * order + c] ?? 0);
      }
    }
  }
  return right;
}
