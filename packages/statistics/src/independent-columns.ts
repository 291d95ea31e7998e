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
import type { Triangle } from "./triangular-factor.ts";

/** The first `candidates` columns of a triangle parted into those that add something and those that do not. */
export interface IndependentColumns {
  /** Positions of the columns that are not a combination of earlier ones. */
  readonly kept: readonly number[];
  /** Columns that are, with the weight of each kept column before them. */
  readonly dependent: readonly { readonly column: number; readonly weights: readonly DoubleDouble[] }[];
  /** The upper triangular factor of the kept columns: `factor[a][b]` is row b of kept column a, b ≤ a. */
  readonly factor: Triangle;
  /** Every column in the coordinates of the factor: the first `kept.length` entries lie in the span of the kept. */
  readonly coordinates: Triangle;
}

/**
 * Goes through the columns from left to right and keeps each of which more than `tolerance` of its length is left
 * after taking away what the columns kept so far explain. Householder reflections on the small triangle.
 */
export function independentColumns(triangle: Triangle, candidates: number, tolerance: number): IndependentColumns {
  const coordinates = triangle.map((column) => [...column]);
  const kept: number[] = [];
  const dependent: { column: number; weights: readonly DoubleDouble[] }[] = [];
  coordinates.slice(0, candidates).forEach((column, position) => {
    if (isWithin(column, kept.length, tolerance)) {
      const factor = kept.map((index) => coordinates[index] ?? []);
      dependent.push({ column: position, weights: solveUpper(factor, column) });
      return;
    }
    reflect(coordinates, position, kept.length);
    kept.push(position);
  });
  return { kept, dependent, factor: kept.map((index) => coordinates[index] ?? []), coordinates };
}

/** Whether no more than `tolerance` of the column's length lies outside its first `dimensions` coordinates. */
export function isWithin(column: readonly DoubleDouble[], dimensions: number, tolerance: number): boolean {
  const outside = squareRoot(sumOfSquares(column.slice(dimensions)));
  return outside.hi <= tolerance * squareRoot(sumOfSquares(column)).hi;
}

export function sumOfSquares(values: readonly DoubleDouble[]): DoubleDouble {
  return values.reduce((sum, value) => add(sum, multiply(value, value)), zero);
}

/** Solves factor × solution = right for an upper triangular factor, given column by column. */
export function solveUpper(factor: Triangle, right: readonly DoubleDouble[]): DoubleDouble[] {
  const solution = right.slice(0, factor.length);
  for (let row = factor.length - 1; row >= 0; row--) {
    const value = divide(solution[row] ?? zero, factor[row]?.[row] ?? zero);
    solution[row] = value;
    for (let above = 0; above < row; above++) {
      solution[above] = subtract(solution[above] ?? zero, multiply(factor[row]?.[above] ?? zero, value));
    }
  }
  return solution;
}

/** Turns the coordinates from `row` on so that column `position` has nothing below `row`. */
function reflect(coordinates: Triangle, position: number, row: number): void {
  const column = coordinates[position] ?? [];
  const axis = column.slice(row);
  const diagonal = axis[0] ?? zero;
  const length = squareRoot(sumOfSquares(axis));
  const pivot = diagonal.hi < 0 ? subtract(diagonal, length) : add(diagonal, length);
  const half = multiply(length, absolute(pivot));
  axis[0] = pivot;
  for (const other of coordinates.slice(position + 1)) {
    const share = divide(
      axis.reduce((sum, value, i) => add(sum, multiply(value, other[row + i] ?? zero)), zero),
      half,
    );
    axis.forEach((value, i) => {
      other[row + i] = subtract(other[row + i] ?? zero, multiply(share, value));
    });
  }
  column[row] = diagonal.hi < 0 ? length : negate(length);
  column.fill(zero, row + 1);
}
