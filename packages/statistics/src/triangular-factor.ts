import {
  blockRows,
  type ColumnBlock,
  emptyBlock,
  innerProduct,
  loadRows,
  subtractMultiple,
  type WideColumn,
} from "./column-block.ts";
import {
  absolute,
  add,
  type DoubleDouble,
  divide,
  multiply,
  negate,
  squareRoot,
  subtract,
  zero,
} from "./double-double.ts";

/** Column k of an upper triangular matrix is `triangle[k]`, with as many entries as there are columns. */
export type Triangle = DoubleDouble[][];

/**
 * The triangular factor T of a QR decomposition of the columns, unpivoted, signs as they come: T'T = C'C, so T has all
 * lengths and angles of the columns. Householder reflections in double-double; the rows pass through in blocks, each
 * reduced together with the triangle of those before it, so that working memory does not grow with the rows.
 *
 * Source: Golub and Van Loan (2013), Matrix Computations, 4th ed., sections 5.2 and 6.5.3 (appending rows).
 */
export function triangularFactor(columns: readonly WideColumn[], rows: number): Triangle {
  const triangle = columns.map(() => columns.map(() => zero));
  const block = emptyBlock(columns.length);
  for (let from = 0; from < rows; from += blockRows) {
    const count = Math.min(blockRows, rows - from);
    loadRows(block, columns, from, count);
    foldIn(triangle, block, count);
  }
  return triangle;
}

/** Rotates the rows of the block into the triangle. Reflection j touches row j of the triangle and the block only. */
function foldIn(triangle: Triangle, block: ColumnBlock, count: number): void {
  triangle.forEach((column, j) => {
    const below = innerProduct(block, j, j, count);
    if (below.hi === 0) return;
    const diagonal = column[j] ?? zero;
    const length = squareRoot(add(multiply(diagonal, diagonal), below));
    const pivot = diagonal.hi < 0 ? subtract(diagonal, length) : add(diagonal, length);
    const half = multiply(length, absolute(pivot));
    column[j] = diagonal.hi < 0 ? length : negate(length);
    for (let k = j + 1; k < triangle.length; k++) {
      const other = triangle[k] ?? [];
      const above = other[j] ?? zero;
      const share = divide(add(multiply(pivot, above), innerProduct(block, j, k, count)), half);
      other[j] = subtract(above, multiply(share, pivot));
      subtractMultiple(block, k, share, j, count);
    }
  });
}
