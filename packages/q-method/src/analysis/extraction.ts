import { type CentroidVariant, centroidFactors } from "./centroid.ts";
import { type HorstOptions, horstFactors } from "./horst.ts";
import { principalComponents } from "./principal-components.ts";
import type { EigenWork } from "./symmetric-eigen.ts";

export type Extraction =
  | { readonly method: "pca" }
  | { readonly method: "centroid"; readonly variant?: CentroidVariant }
  | ({ readonly method: "horst" } & HorstOptions);

/** Factors as an extraction finds them. */
export interface Extracted {
  /** As many as were asked for, unless the extraction stopped by itself. */
  readonly factors: number;
  /** Row by row: the loading of sort j on factor f at `[j * factors + f]`. */
  readonly loadings: Float64Array;
  /** Of the whole matrix of correlations, all, largest first, where the extraction rests on them. */
  readonly eigenvalues?: Float64Array;
  /** For iterated communalities, whether they came to rest and after how many passes. */
  readonly settled?: boolean;
  readonly passes?: number;
}

/**
 * The first factors of a matrix of correlations, none yet reflected or rotated.
 *
 * @param statements how many statements the correlations rest on
 */
export function extractFactors(
  correlations: Float64Array,
  statements: number,
  factors: number,
  extraction: Extraction,
  work: EigenWork,
): Extracted {
  switch (extraction.method) {
    case "pca":
      return principalComponents(correlations, factors, work);
    case "centroid":
      return centroidFactors(correlations, work.order, factors, extraction.variant ?? "brown");
    case "horst":
      return horstFactors(correlations, work.order, factors, statements, extraction);
    default:
      throw new RangeError(`extraction must be pca, centroid or horst: ${String(extraction satisfies never)}`);
  }
}
