import { type SortMatrix, sortsWithoutSpread, standardiseSorts } from "./sort-matrix.ts";

export type Correlation = "pearson" | "spearman" | "kendall";

/**
 * The correlation of every pair of sorts over the statements, unrounded: a symmetric matrix with ones in its diagonal,
 * row by row.
 *
 * - `pearson`: product-moment.
 * - `spearman`: product-moment of midranks.
 * - `kendall`: tau-b, (concordant - discordant) / √(pairs untied in one sort × pairs untied in the other).
 *
 * @throws RangeError naming every sorter whose sort has no spread
 *
 * Reference implementation: R's `cor(method = ...)`.
 */
export function correlateSorts(sorts: SortMatrix, method: Correlation = "pearson"): Float64Array {
  const flat = sortsWithoutSpread(sorts).map((j) => `"${sorts.sorters[j]}"`);
  if (flat.length > 0) {
    throw new RangeError(`every statement is in one place, so there is no correlation: sorts of ${flat.join(", ")}`);
  }
  return correlateValues(sorts.values, sorts.statements, method);
}

/**
 * `correlateSorts` on bare numbers, for loops over many data sets. A sort without spread correlates 0 with all others.
 *
 * @param values sort-major
 * @param out receives the matrix
 */
export function correlateValues(
  values: Float64Array,
  statements: number,
  method: Correlation,
  out: Float64Array = new Float64Array((values.length / statements) ** 2),
): Float64Array {
  switch (method) {
    case "pearson":
      return productMoments(standardiseSorts(values, statements), statements, out);
    case "spearman": {
      const ranks = midranks(values, statements);
      return productMoments(standardiseSorts(ranks, statements, ranks), statements, out);
    }
    case "kendall":
      return productMoments(orderSigns(values, statements), (statements * (statements - 1)) / 2, out);
    default:
      throw new RangeError(`correlation must be pearson, spearman or kendall: ${String(method satisfies never)}`);
  }
}

/**
 * Cosines between rows, which are correlations when each row has mean 0.
 *
 * @param rows row-major
 */
function productMoments(rows: Float64Array, length: number, out: Float64Array): Float64Array {
  const count = rows.length / length;
  const inverseNorms = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    const square = dot(rows, j * length, j * length, length);
    inverseNorms[j] = square > 0 ? 1 / Math.sqrt(square) : 0;
  }
  for (let j = 0; j < count; j++) {
    out[j * count + j] = 1;
    for (let g = 0; g < j; g++) {
      const cosine = dot(rows, j * length, g * length, length) * (inverseNorms[j] ?? 0) * (inverseNorms[g] ?? 0);
      const r = Math.min(1, Math.max(-1, cosine));
      out[j * count + g] = r;
      out[g * count + j] = r;
    }
  }
  return out;
}

function dot(values: Float64Array, a: number, b: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += (values[a + i] ?? 0) * (values[b + i] ?? 0);
  return sum;
}

/** Within each sort the rank of every statement from 1, tied statements sharing the mean of their ranks. */
function midranks(values: Float64Array, statements: number): Float64Array {
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < values.length; start += statements) {
    for (let i = start; i < start + statements; i++) {
      const value = values[i] ?? 0;
      let below = 0;
      let equal = 0;
      for (let other = start; other < start + statements; other++) {
        const rival = values[other] ?? 0;
        if (rival < value) below++;
        else if (rival === value) equal++;
      }
      ranks[i] = below + (equal + 1) / 2;
    }
  }
  return ranks;
}

/** Each sort as the signs of the differences of all its pairs of statements: tau-b is the cosine of two such rows. */
function orderSigns(values: Float64Array, statements: number): Float64Array {
  const pairs = (statements * (statements - 1)) / 2;
  const signs = new Float64Array((values.length / statements) * pairs);
  let next = 0;
  for (let start = 0; start < values.length; start += statements) {
    for (let i = start + 1; i < start + statements; i++) {
      for (let other = start; other < i; other++) signs[next++] = Math.sign((values[i] ?? 0) - (values[other] ?? 0));
    }
  }
  return signs;
}
