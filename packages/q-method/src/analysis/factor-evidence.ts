import { loadingThreshold } from "./flags.ts";

/** What speaks for how many factors, without drawing at random. None of it proves that a factor is more than noise. */
export interface FactorEvidence {
  /** Of the matrix of correlations, all, largest first. */
  readonly eigenvalues: Float64Array;
  /** 100 × eigenvalue / number of sorts. */
  readonly percentOfVariance: Float64Array;
  /** How many eigenvalues are above 1. */
  readonly kaiser: number;
  /** 1/√statements; Humphrey's rule asks for twice this, or once. */
  readonly loadingStandardError: number;
  /** The unrotated factors of the chosen extraction, in the order of extraction. */
  readonly unrotated: readonly UnrotatedFactor[];
}

export interface UnrotatedFactor {
  readonly sumOfSquares: number;
  /** The product of the two largest absolute loadings. */
  readonly humphreyProduct: number;
  /** The product is above 2/√statements. */
  readonly passesHumphrey: boolean;
  /** The product is above 1/√statements. */
  readonly passesHumphreyLeniently: boolean;
  /** Loadings significant at p < .01, by the exact normal value. */
  readonly significantLoadings: number;
  readonly hasTwoSignificantLoadings: boolean;
}

/**
 * @param loadings unrotated, row by row, `factors` a row
 *
 * Source: Brown (1980), Political Subjectivity, 222-224.
 */
export function factorEvidence(
  eigenvalues: Float64Array,
  loadings: Float64Array,
  factors: number,
  statements: number,
): FactorEvidence {
  const standardError = 1 / Math.sqrt(statements);
  const significant = loadingThreshold(statements, 0.01);
  return {
    eigenvalues,
    percentOfVariance: eigenvalues.map((value) => (100 * value) / eigenvalues.length),
    kaiser: eigenvalues.filter((value) => value > 1).length,
    loadingStandardError: standardError,
    unrotated: Array.from({ length: factors }, (_, f) => {
      let largest = 0;
      let second = 0;
      let sumOfSquares = 0;
      let count = 0;
      for (let at = f; at < loadings.length; at += factors) {
        const size = Math.abs(loadings[at] ?? 0);
        second = Math.max(second, Math.min(largest, size));
        largest = Math.max(largest, size);
        sumOfSquares += size * size;
        if (size > significant) count++;
      }
      const product = largest * second;
      return {
        sumOfSquares,
        humphreyProduct: product,
        passesHumphrey: product > 2 * standardError,
        passesHumphreyLeniently: product > standardError,
        significantLoadings: count,
        hasTwoSignificantLoadings: count >= 2,
      };
    }),
  };
}
