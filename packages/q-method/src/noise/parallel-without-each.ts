import { sortedQuantile } from "@plait/statistics";
import { correlateSorts } from "../analysis/correlation.ts";
import type { NotEstimable } from "../analysis/not-estimable.ts";
import { checkSorts, type SortMatrix } from "../analysis/sort-matrix.ts";
import { eigenWork, symmetricEigenvalues } from "../analysis/symmetric-eigen.ts";
import { leadingAbove, type ParallelOptions, randomEigenvalues } from "./parallel-analysis.ts";
import { decksOf } from "./random-sorts.ts";
import { sortsByLabel } from "./sorts-by-label.ts";

/** How many factors stand above noise when one sort is left out. */
export interface ParallelWithout {
  readonly sorter: string;
  readonly factors: number;
}

/**
 * Parallel analysis without each sort in turn. One set of draws, of a sort less, serves all of them, so every deck must be
 * the same: where sorts have shapes of their own and the decks are theirs, it is not done.
 *
 * @returns in the order of the input
 * @throws RangeError as `parallelAnalysis`, and for fewer than three sorts
 * @throws WorkStopped when the caller stopped it
 */
export function parallelWithoutEach(
  sorts: SortMatrix,
  options: ParallelOptions,
): readonly ParallelWithout[] | NotEstimable {
  const { seed, draws = 5000, percentile = 0.95, correlation = "pearson", decks = "sorters", watch = {} } = options;
  checkSorts(sorts);
  const { length: size } = sorts.sorters;
  if (size < 3) throw new RangeError(`two sorts must be left when one is left out: ${size}`);
  if (!(percentile > 0 && percentile < 1)) {
    throw new RangeError(`percentile must be strictly between 0 and 1: ${percentile}`);
  }
  const { sorts: ordered, places } = sortsByLabel(sorts);
  const { statements } = sorts;
  const dealt = decksOf(ordered, decks);
  if (dealt.some((value, at) => value !== dealt[at % statements])) {
    return {
      kind: "not-estimable",
      reason: "the sorts have different shapes: each left out would need noise of its own",
    };
  }
  const fewer = dealt.slice(0, (size - 1) * statements);
  const thresholds = randomEigenvalues(fewer, statements, { seed, draws, correlation, watch }).map((values) =>
    sortedQuantile(values.sort(), percentile, { type: 7 }),
  );
  const correlations = correlateSorts(ordered, correlation);
  const without = Array.from(places, (left) => factorsWithout(correlations, left, thresholds));
  return without.map((factors, j) => ({ sorter: sorts.sorters[j] ?? "", factors }));
}

function factorsWithout(correlations: Float64Array, left: number, thresholds: readonly number[]): number {
  const size = thresholds.length + 1;
  const others = correlations.filter((_, at) => at % size !== left && Math.floor(at / size) !== left);
  const values = symmetricEigenvalues(others, eigenWork(size - 1));
  return leadingAbove(thresholds.map((threshold, rank) => (values[rank] ?? 0) > threshold));
}
