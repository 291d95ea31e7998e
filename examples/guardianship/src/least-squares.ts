/**
 * Ordinary least squares with HC3 standard errors by the normal equations, for the generator's own check of what it
 * planted. Good to a few digits, which is all the check needs; the studies use `@plait/statistics`.
 */
export interface LeastSquares {
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
  readonly rSquared: number;
}

export interface Design {
  readonly rows: readonly (readonly number[])[];
  readonly inverse: readonly (readonly number[])[];
  readonly leverage: readonly number[];
}

export function prepareDesign(rows: readonly (readonly number[])[]): Design {
  const width = rows[0]?.length ?? 0;
  const cross = Array.from({ length: width }, () => new Array<number>(width).fill(0));
  for (const row of rows) addOuterProduct(cross, row, 1);
  const inverse = invert(cross);
  const leverage = rows.map((row) => dot(row, times(inverse, row)));
  return { rows, inverse, leverage };
}

export function fitLeastSquares(design: Design, outcome: readonly number[]): LeastSquares {
  const { rows, inverse, leverage } = design;
  const width = inverse.length;
  const crossOutcome = new Array<number>(width).fill(0);
  rows.forEach((row, i) => {
    row.forEach((x, j) => {
      crossOutcome[j] = at(crossOutcome, j) + x * at(outcome, i);
    });
  });
  const coefficients = times(inverse, crossOutcome);
  const meat = Array.from({ length: width }, () => new Array<number>(width).fill(0));
  let residualSquares = 0;
  rows.forEach((row, i) => {
    const residual = at(outcome, i) - dot(row, coefficients);
    residualSquares += residual * residual;
    addOuterProduct(meat, row, (residual / (1 - at(leverage, i))) ** 2);
  });
  const mean = outcome.reduce((sum, y) => sum + y, 0) / outcome.length;
  const totalSquares = outcome.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  const standardErrors = inverse.map((column) => Math.sqrt(dot(column, times(meat, column))));
  return { coefficients, standardErrors, rSquared: 1 - residualSquares / totalSquares };
}

function invert(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const work = matrix.map((row, i) => [...row, ...Array.from({ length: size }, (_, j) => (i === j ? 1 : 0))]);
  for (let pivot = 0; pivot < size; pivot++) {
    let best = pivot;
    for (let i = pivot + 1; i < size; i++) {
      if (Math.abs(at(row(work, i), pivot)) > Math.abs(at(row(work, best), pivot))) best = i;
    }
    [work[pivot], work[best]] = [row(work, best), row(work, pivot)];
    const head = at(row(work, pivot), pivot);
    if (Math.abs(head) < 1e-9) throw new RangeError(`the design's column ${pivot} is a combination of others`);
    work[pivot] = row(work, pivot).map((value) => value / head);
    for (let i = 0; i < size; i++) {
      const factor = i === pivot ? 0 : at(row(work, i), pivot);
      if (factor !== 0) work[i] = row(work, i).map((value, j) => value - factor * at(row(work, pivot), j));
    }
  }
  return work.map((values) => values.slice(size));
}

function addOuterProduct(sum: number[][], values: readonly number[], weight: number): void {
  for (let i = 0; i < values.length; i++) {
    const target = row(sum, i);
    for (let j = 0; j < values.length; j++) target[j] = at(target, j) + weight * at(values, i) * at(values, j);
  }
}

function times(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  return matrix.map((values) => dot(values, vector));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += at(a, i) * at(b, i);
  return sum;
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index ${index} is outside 0 to ${values.length - 1}`);
  return value;
}

function row(matrix: number[][], index: number): number[] {
  const values = matrix[index];
  if (values === undefined) throw new RangeError(`row ${index} is outside 0 to ${matrix.length - 1}`);
  return values;
}
