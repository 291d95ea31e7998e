import { quantileRanks, sortedQuantile } from "@plait/statistics";
import { seededRandom } from "@plait/study";
import { type Correlation, correlateSorts, correlateValues } from "../analysis/correlation.ts";
import { checkSorts, type SortMatrix } from "../analysis/sort-matrix.ts";
import { eigenWork, symmetricEigenvalues } from "../analysis/symmetric-eigen.ts";
import { type Decks, decksOf, shuffleDecks } from "./random-sorts.ts";
import { sortsByLabel } from "./sorts-by-label.ts";
import { type Watch, watchedLoop } from "./watched-loop.ts";

export interface ParallelOptions {
  readonly seed: string;
  /** Sets of random sorts. Default 5,000. */
  readonly draws?: number;
  /** The share of noise an eigenvalue must be above. Default 0.95. */
  readonly percentile?: number;
  /** As in the study. Default `pearson`. */
  readonly correlation?: Correlation;
  /** Default `sorters`. */
  readonly decks?: Decks;
  readonly watch?: Watch;
}

/** How many factors stand above sorts that were dealt at random. */
export interface ParallelAnalysis {
  readonly seed: string;
  readonly draws: number;
  readonly percentile: number;
  readonly decks: Decks;
  /** Largest first, one for each sort. */
  readonly eigenvalues: readonly ParallelEigenvalue[];
  /** How many leading eigenvalues are above their thresholds, up to the first that is not. */
  readonly factors: number;
  /** The fewest and the most there could be with thresholds anywhere in their intervals. */
  readonly factorsWithin: readonly [fewest: number, most: number];
}

export interface ParallelEigenvalue {
  readonly observed: number;
  readonly randomMean: number;
  /** The percentile of the eigenvalue of this rank over the draws, quantile type 7. */
  readonly threshold: number;
  /** Where the threshold of endlessly many draws lies, with 95% confidence. */
  readonly thresholdInterval: readonly [lower: number, upper: number];
  /** The share of draws, this study counted as one, whose eigenvalue of this rank is at least as large. */
  readonly shareAsLarge: number;
}

/**
 * Parallel analysis on the grid: as many random sorts as the study has, each a shuffled deck of places without
 * replacement, are correlated as in the study, again and again; an eigenvalue of the study counts when it is above the
 * chosen percentile of the random eigenvalues of the same rank.
 *
 * Deterministic: the same sorts, in any order, and the same seed give the same result.
 *
 * @throws RangeError when the sorts are not fit for an analysis, an option is out of range, or the draws are too few to
 *   say how sure the threshold is
 * @throws WorkStopped when the caller stopped it
 *
 * Source: Horn (1965), Psychometrika 30, 179-185; percentiles: Glorfeld (1995), Educational and Psychological
 * Measurement 55, 377-393.
 */
export function parallelAnalysis(sorts: SortMatrix, options: ParallelOptions): ParallelAnalysis {
  const { seed, draws = 5000, percentile = 0.95, correlation = "pearson", decks = "sorters", watch = {} } = options;
  checkSorts(sorts);
  const ordered = sortsByLabel(sorts).sorts;
  const observed = symmetricEigenvalues(correlateSorts(ordered, correlation));
  const drawn = randomEigenvalues(decksOf(ordered, decks), sorts.statements, { seed, draws, correlation, watch });
  const ranks = thresholdRanks(draws, percentile);
  const eigenvalues = drawn.map((values, rank): ParallelEigenvalue => {
    const own = observed[rank] ?? 0;
    values.sort();
    return {
      observed: own,
      randomMean: values.reduce((sum, value) => sum + value, 0) / draws,
      threshold: sortedQuantile(values, percentile, { type: 7 }),
      thresholdInterval: [values[ranks.lower - 1] ?? 0, values[ranks.upper - 1] ?? 0],
      shareAsLarge: (1 + draws - countBelow(values, own)) / (draws + 1),
    };
  });
  const fewest = leadingAbove(eigenvalues.map(({ observed: own, thresholdInterval: [, upper] }) => own > upper));
  const most = leadingAbove(eigenvalues.map(({ observed: own, thresholdInterval: [lower] }) => own > lower));
  return {
    seed,
    draws,
    percentile,
    decks,
    eigenvalues,
    factors: leadingAbove(eigenvalues.map(({ observed: own, threshold }) => own > threshold)),
    factorsWithin: [fewest, most],
  };
}

/**
 * Eigenvalues of random sorts: for each rank, from the largest, its value in every draw.
 *
 * @param decks sort-major; used up by shuffling
 */
export function randomEigenvalues(
  decks: Float64Array,
  statements: number,
  { seed, draws, correlation, watch }: Required<Pick<ParallelOptions, "seed" | "draws" | "correlation" | "watch">>,
): Float64Array[] {
  const sorts = decks.length / statements;
  const random = seededRandom(seed).fork("parallel analysis");
  const work = eigenWork(sorts);
  const correlations = new Float64Array(sorts * sorts);
  const values = new Float64Array(sorts);
  const drawn = Array.from({ length: sorts }, () => new Float64Array(draws));
  watchedLoop(draws, watch, (draw) => {
    shuffleDecks(decks, statements, random);
    correlateValues(decks, statements, correlation, correlations);
    symmetricEigenvalues(correlations, work, values);
    for (let rank = 0; rank < sorts; rank++) {
      const list = drawn[rank];
      if (list !== undefined) list[draw] = values[rank] ?? 0;
    }
  });
  return drawn;
}

/** How many are true before the first that is false. */
export function leadingAbove(above: readonly boolean[]): number {
  const first = above.indexOf(false);
  return first < 0 ? above.length : first;
}

function thresholdRanks(draws: number, percentile: number) {
  if (!Number.isInteger(draws) || draws < 1) throw new RangeError(`draws must be a whole number above 0: ${draws}`);
  if (!(percentile > 0 && percentile < 1)) {
    throw new RangeError(`percentile must be strictly between 0 and 1: ${percentile}`);
  }
  const ranks = quantileRanks(draws, percentile, 0.95);
  if (ranks === undefined) {
    throw new RangeError(`${draws} draws are too few to say how sure the percentile ${percentile} is`);
  }
  return ranks;
}

function countBelow(sorted: Float64Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
