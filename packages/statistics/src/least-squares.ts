import {
  blockRows,
  type ColumnBlock,
  emptyBlock,
  innerProduct,
  loadRows,
  multiplyColumn,
  subtractMultiple,
  type WideColumn,
} from "./column-block.ts";
import { checkDesign, type Design, type DesignColumn } from "./design.ts";
import { add, type DoubleDouble, divide, multiply, one, squareRoot, subtract, zero } from "./double-double.ts";
import {
  type IndependentColumns,
  independentColumns,
  isWithin,
  solveUpper,
  sumOfSquares,
} from "./independent-columns.ts";
import { fTail } from "./tails.ts";
import { type Triangle, triangularFactor } from "./triangular-factor.ts";

export interface LeastSquaresOptions {
  /**
   * A column is a combination of earlier ones when no more than this part of its length is left after they have
   * explained what they can. Default 1e-12.
   */
  readonly tolerance?: number;
}

/** A statistic that does not exist, and why. The reason names columns but holds no numbers from the data. */
export interface NotEstimable<Cause extends string> {
  readonly kind: "not-estimable";
  readonly cause: Cause;
  readonly reason: string;
  /** The columns the reason is about. */
  readonly columns: readonly string[];
}

/** One column of the design, in its order: an estimate or the reason there is none. */
export type Coefficient =
  | { readonly kind: "estimated"; readonly name: string; readonly estimate: number }
  | (NotEstimable<"dependent-column"> & {
      readonly name: string;
      /** name = Σ weight × column. Empty for a column of zeros. */
      readonly dependsOn: readonly { readonly name: string; readonly weight: number }[];
    });

export type RSquared =
  /** `centred`: share of the variation about the mean; `uncentred`: of the sum of squares about zero. */
  | { readonly kind: "estimated"; readonly form: "centred" | "uncentred"; readonly value: number }
  | NotEstimable<"constant-outcome">;

/** The test that all coefficients are zero, but for the mean where R² is centred. */
export type FTest =
  | {
      readonly kind: "estimated";
      readonly statistic: number;
      readonly numeratorDegreesOfFreedom: number;
      readonly denominatorDegreesOfFreedom: number;
      readonly pValue: number;
    }
  | NotEstimable<"constant-outcome" | "exact-fit" | "nothing-to-test">;

export interface LeastSquaresFit {
  readonly kind: "estimated";
  readonly observations: number;
  readonly coefficients: readonly Coefficient[];
  /** Names of the estimated columns, in design order: the rows and columns of the matrices below. */
  readonly estimated: readonly string[];
  readonly residuals: Float64Array;
  /** Diagonal of the hat matrix X(X'X)⁻¹X', between 0 and 1. */
  readonly leverages: Float64Array;
  readonly residualDegreesOfFreedom: number;
  readonly residualSumOfSquares: number;
  /** Residual standard deviation, the root of the residual sum of squares over its degrees of freedom. */
  readonly sigma: number;
  /** The residuals are no larger than the rounding of the outcome: nothing is left to measure uncertainty by. */
  readonly exact: boolean;
  readonly rSquared: RSquared;
  readonly fTest: FTest;
  /** (X'X)⁻¹ of the estimated columns, row after row. */
  readonly inverseCrossProduct: Float64Array;
  /** R⁻¹ of the estimated columns (X = QR, with (X'X)⁻¹ = R⁻¹R⁻ᵀ), upper triangular, row after row. */
  readonly inverseFactor: Float64Array;
  /** Q: the estimated columns made orthonormal, column after column, `observations` values each. */
  readonly basis: Float64Array;
}

export type LeastSquares =
  | LeastSquaresFit
  | NotEstimable<"no-observations" | "no-estimable-column" | "no-residual-degrees-of-freedom" | "out-of-range">;

/** Residuals below this part of the outcome's length could come from the rounding of the outcome alone. */
const roundingShare = 2 ** -50;

/**
 * Ordinary least squares: the coefficients b that make the sum of squares of `outcome - Xb` least.
 *
 * QR decomposition by Householder reflections in double-double arithmetic (about 32 digits), so that coefficients are
 * right to nearly all digits of a double even where columns are nearly dependent. Columns are first scaled by powers
 * of two, which changes no digit. A column that is a combination of earlier columns, to `tolerance`, is reported as
 * not estimable with the combination, and the others are estimated as if it were absent. The same input gives the
 * same bits.
 *
 * An intercept is a column of ones the caller supplies. R² is centred when a constant lies in the span of the columns,
 * as it does with an intercept or with a dummy variable for every category; otherwise it is uncentred.
 *
 * Missing values: none are allowed; leave the row out. Memory: about twice the design; nothing of rows × rows.
 *
 * @param outcome one finite number per row of the design
 * @returns not estimable when there are no observations, no column but zeros, as many estimable columns as
 *   observations, or a result too large for a double
 * @throws RangeError for a value that is not finite, a length other than `rows`, a repeated column name, no column, or
 *   a tolerance outside [0, 1); TypeError for values not in a Float64Array
 *
 * Source: Golub and Van Loan (2013), Matrix Computations, 4th ed., section 5.3. Reference implementation: R's `lm`.
 */
export function leastSquares(
  design: Design,
  outcome: Float64Array,
  { tolerance = 1e-12 }: LeastSquaresOptions = {},
): LeastSquares {
  checkDesign(design, outcome);
  if (!(tolerance >= 0 && tolerance < 1)) throw new RangeError(`tolerance must be in [0, 1): ${tolerance}`);
  if (design.rows === 0) return absent("no-observations", "there are no observations", []);

  const scaled = scaleByPowersOfTwo(design, outcome);
  const triangle = triangularFactor(scaled.columns, design.rows);
  const independent = independentColumns(triangle, design.columns.length, tolerance);
  const estimated = independent.kept.map((index) => nameOf(design, index));
  if (estimated.length === 0) {
    return absent(
      "no-estimable-column",
      "every column is zero in all rows",
      design.columns.map(({ name }) => name),
    );
  }
  if (estimated.length >= design.rows) {
    return absent(
      "no-residual-degrees-of-freedom",
      "there are no more observations than columns to estimate",
      estimated,
    );
  }

  const projection = projectRows(scaled, independent, design.rows);
  const inverse = inverseOf(independent.factor);
  const fit: LeastSquaresFit = {
    kind: "estimated",
    observations: design.rows,
    coefficients: coefficientsOf(design, scaled, independent),
    estimated,
    residuals: projection.residuals,
    leverages: projection.leverages,
    ...goodnessOfFit(triangle, scaled, independent, projection, design.rows, tolerance),
    inverseCrossProduct: crossProductOf(inverse, scaled, independent.kept),
    inverseFactor: rowAfterRow(inverse, scaled, independent.kept),
    basis: projection.basis,
  };
  return holdsOnlyFiniteNumbers(fit)
    ? fit
    : absent("out-of-range", "a result is too large for a double: change the units", estimated);
}

interface ScaledColumns {
  /** The design's columns, then a constant, then the outcome. */
  readonly columns: readonly WideColumn[];
  readonly constant: number;
  readonly outcome: number;
  /** For each of `columns`, the k of its scale 2⁻ᵏ. */
  readonly exponents: readonly number[];
}

function scaleByPowersOfTwo(design: Design, outcome: Float64Array): ScaledColumns {
  const sources: readonly DesignColumn[] = [
    ...design.columns,
    { name: "constant", values: new Float64Array(design.rows).fill(1) },
    { name: "outcome", values: outcome },
  ];
  const exponents = sources.map(({ values }) => exponentOf(largest(values)));
  return {
    columns: sources.map(({ values, low }, index) => ({ values, low, scale: 2 ** -exponentAt(exponents, index) })),
    constant: design.columns.length,
    outcome: design.columns.length + 1,
    exponents,
  };
}

function largest(values: Float64Array): number {
  let size = 0;
  for (const value of values) size = Math.max(size, Math.abs(value));
  return size;
}

/** Bounded so that 2 to its negative is a double too. */
function exponentOf(size: number): number {
  return size === 0 ? 0 : Math.max(-1020, Math.min(1020, Math.floor(Math.log2(size))));
}

interface Projection {
  readonly basis: Float64Array;
  readonly leverages: Float64Array;
  readonly residuals: Float64Array;
  /** In the units of the scaled outcome. */
  readonly residualSumOfSquares: DoubleDouble;
}

/** Q = XR⁻¹ by forward substitution along each row, its row sums of squares, and y - QQ'y. */
function projectRows(scaled: ScaledColumns, independent: IndependentColumns, rows: number): Projection {
  const rank = independent.kept.length;
  const basis = new Float64Array(rank * rows);
  const leverages = new Float64Array(rows);
  const residuals = new Float64Array(rows);
  const columns = [...independent.kept, scaled.outcome].map((index) => columnAt(scaled, index));
  const effects = independent.coordinates[scaled.outcome] ?? [];
  const outcomeExponent = exponentAt(scaled.exponents, scaled.outcome);
  const block = emptyBlock(columns.length);
  let residualSumOfSquares = zero;
  for (let from = 0; from < rows; from += blockRows) {
    const count = Math.min(blockRows, rows - from);
    loadRows(block, columns, from, count);
    independent.factor.forEach((factorColumn, a) => {
      for (let b = 0; b < a; b++) subtractMultiple(block, a, factorColumn[b] ?? zero, b, count);
      multiplyColumn(block, a, divide(one, factorColumn[a] ?? one), count);
      subtractMultiple(block, rank, effects[a] ?? zero, a, count);
      takeBasisColumn(block, a, from, count, basis.subarray(a * rows, (a + 1) * rows), leverages);
    });
    for (let i = 0; i < count; i++) {
      residuals[from + i] = timesPowerOfTwo(block.hi[rank * blockRows + i] ?? 0, outcomeExponent);
    }
    residualSumOfSquares = add(residualSumOfSquares, innerProduct(block, rank, rank, count));
  }
  return { basis, leverages, residuals, residualSumOfSquares };
}

function takeBasisColumn(
  block: ColumnBlock,
  position: number,
  from: number,
  count: number,
  basisColumn: Float64Array,
  leverages: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const value = block.hi[position * blockRows + i] ?? 0;
    basisColumn[from + i] = value;
    // Rounding may take a leverage of 1 a little over it.
    leverages[from + i] = Math.min(1, (leverages[from + i] ?? 0) + value * value);
  }
}

function coefficientsOf(design: Design, scaled: ScaledColumns, independent: IndependentColumns): Coefficient[] {
  const { kept, dependent, factor, coordinates } = independent;
  const weightsOf = (weights: readonly DoubleDouble[], target: number): number[] =>
    weights.map(({ hi }, a) => {
      const exponent = exponentAt(scaled.exponents, kept[a]);
      return timesPowerOfTwo(hi, exponentAt(scaled.exponents, target) - exponent);
    });
  const estimates = weightsOf(solveUpper(factor, coordinates[scaled.outcome] ?? []), scaled.outcome);
  return design.columns.map(({ name }, index) => {
    const among = kept.indexOf(index);
    if (among >= 0) return { kind: "estimated", name, estimate: estimates[among] ?? 0 };
    const { weights } = dependent.find(({ column }) => column === index) ?? { weights: [] };
    const sizes = weights.map((weight, a) => Math.abs(weight.hi) * lengthOf(coordinates, kept[a]));
    const dependsOn = weightsOf(weights, index)
      .map((weight, a) => ({ name: nameOf(design, kept[a]), weight, size: sizes[a] ?? 0 }))
      .filter(({ size }) => size > negligibleShare * lengthOf(coordinates, index))
      .map(({ name, weight }) => ({ name, weight }));
    const others = dependsOn.map((other) => other.name);
    const reason =
      others.length === 0 ? `"${name}" is zero in all rows` : `"${name}" is a combination of ${quoteAll(others)}`;
    return { ...absent("dependent-column", reason, [name, ...others]), name, dependsOn };
  });
}

/** A weight that moves a dependent column by less than this part of its length is rounding, not dependence. */
const negligibleShare = 1e-9;

function goodnessOfFit(
  triangle: Triangle,
  scaled: ScaledColumns,
  independent: IndependentColumns,
  projection: Projection,
  rows: number,
  tolerance: number,
) {
  const rank = independent.kept.length;
  const outcome = triangle[scaled.outcome] ?? [];
  const constant = triangle[scaled.constant] ?? [];
  const centred = isWithin(independent.coordinates[scaled.constant] ?? [], rank, tolerance);
  const aboutZero = sumOfSquares(outcome);
  const total = centred ? sumOfSquares(remainderAfter(constant, outcome)) : aboutZero;
  const residual = projection.residualSumOfSquares;
  const residualDegreesOfFreedom = rows - rank;
  const unit = exponentAt(scaled.exponents, scaled.outcome);
  const negligible = roundingShare ** 2 * aboutZero.hi;
  const constantOutcome = total.hi <= negligible;
  const exact = residual.hi <= negligible;
  return {
    residualDegreesOfFreedom,
    residualSumOfSquares: timesPowerOfTwo(residual.hi, 2 * unit),
    sigma: timesPowerOfTwo(squareRoot(divide(residual, whole(residualDegreesOfFreedom))).hi, unit),
    exact,
    rSquared: constantOutcome
      ? absent("constant-outcome", outcomeDoesNotVary(centred), [])
      : ({
          kind: "estimated",
          form: centred ? "centred" : "uncentred",
          value: divide(subtract(total, residual), total).hi,
        } as const),
    fTest: fTestOf({ total, residual, centred, constantOutcome, exact, rank, residualDegreesOfFreedom }),
  };
}

function fTestOf(fit: {
  readonly total: DoubleDouble;
  readonly residual: DoubleDouble;
  readonly centred: boolean;
  readonly constantOutcome: boolean;
  readonly exact: boolean;
  readonly rank: number;
  readonly residualDegreesOfFreedom: number;
}): FTest {
  const numeratorDegreesOfFreedom = fit.rank - (fit.centred ? 1 : 0);
  if (numeratorDegreesOfFreedom === 0) return absent("nothing-to-test", "the model holds nothing but the mean", []);
  if (fit.constantOutcome) return absent("constant-outcome", outcomeDoesNotVary(fit.centred), []);
  if (fit.exact) return absent("exact-fit", "the residuals are no larger than the rounding of the outcome", []);
  const explained = divide(subtract(fit.total, fit.residual), whole(numeratorDegreesOfFreedom));
  const unexplained = divide(fit.residual, whole(fit.residualDegreesOfFreedom));
  // Rounding may leave an explained sum of squares of zero a little below it.
  const statistic = Math.max(0, divide(explained, unexplained).hi);
  return {
    kind: "estimated",
    statistic,
    numeratorDegreesOfFreedom,
    denominatorDegreesOfFreedom: fit.residualDegreesOfFreedom,
    pValue: fTail(statistic, numeratorDegreesOfFreedom, fit.residualDegreesOfFreedom),
  };
}

function outcomeDoesNotVary(centred: boolean): string {
  return centred ? "the outcome is the same in all rows" : "the outcome is zero in all rows";
}

/** What is left of `right` after its projection on `axis`. */
function remainderAfter(axis: readonly DoubleDouble[], right: readonly DoubleDouble[]): DoubleDouble[] {
  const inner = axis.reduce((sum, value, i) => add(sum, multiply(value, right[i] ?? zero)), zero);
  const share = divide(inner, sumOfSquares(axis));
  return right.map((value, i) => subtract(value, multiply(share, axis[i] ?? zero)));
}

/** Rows of the inverse of an upper triangular factor. */
function inverseOf(factor: Triangle): DoubleDouble[][] {
  const columns = factor.map((_, unit) =>
    solveUpper(
      factor,
      factor.map((__, row) => (row === unit ? one : zero)),
    ),
  );
  return factor.map((_, row) => columns.map((column) => column[row] ?? zero));
}

function crossProductOf(
  inverse: readonly DoubleDouble[][],
  scaled: ScaledColumns,
  kept: readonly number[],
): Float64Array {
  return Float64Array.from(
    inverse.flatMap((left, a) =>
      inverse.map((right, b) => {
        const product = left.reduce((sum, value, i) => add(sum, multiply(value, right[i] ?? zero)), zero);
        return timesPowerOfTwo(
          product.hi,
          -exponentAt(scaled.exponents, kept[a]) - exponentAt(scaled.exponents, kept[b]),
        );
      }),
    ),
  );
}

function rowAfterRow(inverse: readonly DoubleDouble[][], scaled: ScaledColumns, kept: readonly number[]): Float64Array {
  return Float64Array.from(
    inverse.flatMap((row, a) => row.map(({ hi }) => timesPowerOfTwo(hi, -exponentAt(scaled.exponents, kept[a])))),
  );
}

/** In two steps, because the power alone may be out of range where the product is not. */
function timesPowerOfTwo(value: number, exponent: number): number {
  const first = Math.trunc(exponent / 2);
  return value * 2 ** first * 2 ** (exponent - first);
}

function holdsOnlyFiniteNumbers(fit: LeastSquaresFit): boolean {
  const numbers = [fit.residualSumOfSquares, fit.sigma, ...fit.inverseCrossProduct, ...fit.inverseFactor];
  const estimates = fit.coefficients.flatMap((term) => (term.kind === "estimated" ? [term.estimate] : []));
  return [...numbers, ...estimates].every(Number.isFinite);
}

function lengthOf(coordinates: Triangle, index: number | undefined): number {
  return index === undefined ? 0 : squareRoot(sumOfSquares(coordinates[index] ?? [])).hi;
}

function whole(count: number): DoubleDouble {
  return { hi: count, lo: 0 };
}

function absent<Cause extends string>(cause: Cause, reason: string, columns: readonly string[]): NotEstimable<Cause> {
  return { kind: "not-estimable", cause, reason, columns };
}

function quoteAll(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

function nameOf(design: Design, index: number | undefined): string {
  return index === undefined ? "" : (design.columns[index]?.name ?? "");
}

function columnAt(scaled: ScaledColumns, index: number): WideColumn {
  const column = scaled.columns[index];
  if (column === undefined) throw new RangeError(`no column ${index}`);
  return column;
}

function exponentAt(exponents: readonly number[], index: number | undefined): number {
  return index === undefined ? 0 : (exponents[index] ?? 0);
}
