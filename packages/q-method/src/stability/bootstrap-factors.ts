import { sortedQuantile } from "@plait/statistics";
import { seededRandom } from "@plait/study";
import type { QAnalysis, QFactor, QOptions } from "../analysis/analyse-sorts.ts";
import type { NotEstimable } from "../analysis/not-estimable.ts";
import type { SortMatrix } from "../analysis/sort-matrix.ts";
import { sortsByLabel } from "../noise/sorts-by-label.ts";
import { type Watch, watchedLoop } from "../noise/watched-loop.ts";
import { balancedDraws } from "./balanced-draws.ts";
import { type Alignment, type Repeat, repeatableAnalysis } from "./repeatable-analysis.ts";

export interface BootstrapOptions {
  readonly seed: string;
  /** Default 1,000. */
  readonly resamples?: number;
  /** Default `assignment`. */
  readonly alignment?: Alignment;
  /** Of the intervals. Default 0.95. */
  readonly level?: number;
  readonly watch?: Watch;
}

/** How firm an analysis is: the same analysis on sorters drawn from its own. */
export interface Bootstrap {
  readonly seed: string;
  readonly resamples: number;
  readonly alignment: Alignment;
  readonly level: number;
  /** The factors of the analysis, in its order. */
  readonly factors: readonly BootstrapFactor[];
  /** In the order of the input. */
  readonly sorts: readonly BootstrapSort[];
  /** Resamples in which the extraction stopped by itself at fewer factors than in the full analysis. */
  readonly withFewerFactors: number;
  /** Resamples that allow no oblique rotation: no factor has flags or scores in them, and its congruence counts as 0. */
  readonly unrotatable: number;
}

export interface BootstrapFactor {
  readonly name: string;
  /** Resamples in which the factor has z-scores; the rest are those in which no sort was flagged on it, or nearly none. */
  readonly scored: number;
  /** Of the factor's loadings with the full analysis, over all resamples. */
  readonly congruence: { readonly mean: number; readonly lower: number; readonly upper: number };
  /** How firmly its sorters keep together. */
  readonly together: KeptTogether | NotEstimable;
  readonly scores: BootstrapScores | NotEstimable;
}

export interface KeptTogether {
  readonly kind: "estimated";
  /** Pairs of sorters flagged on the factor in the full analysis. */
  readonly pairs: number;
  /**
   * Of all resamples that hold both of a pair, over all pairs, the share in which both are flagged on one factor, whichever
   * it is, on the same sides of it as in the full analysis.
   */
  readonly share: number;
}

/** For each statement, over the resamples in which the factor has z-scores. */
export interface BootstrapScores {
  readonly kind: "estimated";
  /** The z-scores of the full analysis. */
  readonly z: Float64Array;
  readonly mean: Float64Array;
  /** Standard deviation over the resamples, divisor n - 1. */
  readonly standardError: Float64Array;
  /** Percentile interval, quantile type 7. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Mean of `standardError` over the statements. */
  readonly meanStandardError: number;
  /** What the reliability alone would have it be. */
  readonly classicalStandardError: number;
}

export interface BootstrapSort {
  readonly sorter: string;
  /** Resamples that hold the sort at least once; the shares are of these. */
  readonly drawn: number;
  /** For each factor the share of them in which the sort is flagged on it. */
  readonly flagged: readonly number[];
  /** The share of them in which it is flagged on none. */
  readonly unaligned: number;
}

/**
 * Bootstrap of sorts: as many sorts as the study has are drawn from it with replacement and the whole analysis is
 * repeated, many times over. Resampling is balanced: every sort is drawn equally often in all. No resample is thrown
 * away; where a factor has no z-scores in one, that is counted (`scored`) and its z-scores rest on the others.
 *
 * Deterministic: the same sorts, in any order, and the same seed give the same result.
 *
 * @throws RangeError when the analysis cannot be done (`analyseSorts`) or an option is out of range
 * @throws WorkStopped when the caller stopped it
 *
 * Source: Zabala and Pascual (2016), PLoS ONE 11(2), e0148087; balanced: Davison, Hinkley and Schechtman (1986),
 * Biometrika 73, 555-566; matching by assignment is ours.
 */
export function bootstrapFactors(sorts: SortMatrix, options: QOptions, bootstrap: BootstrapOptions): Bootstrap {
  const { seed, resamples = 1000, alignment = "assignment", level = 0.95, watch = {} } = bootstrap;
  if (!Number.isInteger(resamples) || resamples < 2) {
    throw new RangeError(`resamples must be a whole number of at least 2: ${resamples}`);
  }
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be strictly between 0 and 1: ${level}`);
  const { sorts: ordered, places } = sortsByLabel(sorts);
  const { full, repeat } = repeatableAnalysis(ordered, options, alignment);
  const { length: size } = ordered.sorters;
  const drawnOverall = balancedDraws(size, resamples, seededRandom(seed).fork("bootstrap of sorts"));
  const tally = emptyTally(full, resamples);
  watchedLoop(resamples, watch, (resample) => {
    const drawn = drawnOverall.subarray(resample * size, (resample + 1) * size);
    addToTally(tally, repeat(drawn), drawn, resample);
  });
  return {
    seed,
    resamples,
    alignment,
    level,
    factors: full.factors.map((factor, f) => ({
      name: factor.name,
      scored: tally.scored[f] ?? 0,
      congruence: congruenceOf(tally, f, level),
      together: togetherOf(tally, f),
      scores: scoresOf(factor, tally, f, level),
    })),
    sorts: Array.from(places, (place) => sortOf(full, tally, place)),
    withFewerFactors: tally.withFewerFactors,
    unrotatable: tally.unrotatable,
  };
}

/** What is counted while resamples go by. */
interface Tally {
  readonly factors: number;
  readonly statements: number;
  readonly resamples: number;
  /** Where `resamples` z-scores of each statement of each factor go, one statement after another. */
  readonly scores: Float64Array;
  readonly scored: Int32Array;
  /** Factor by factor, one for each resample. */
  readonly congruences: Float64Array;
  readonly drawn: Int32Array;
  readonly unaligned: Int32Array;
  /** Sort by sort. */
  readonly flagged: Int32Array;
  readonly pairs: readonly Pair[];
  readonly pairsDrawn: Int32Array;
  readonly pairsTogether: Int32Array;
  /** Where each sort first lies in the resample, -1 for those it does not hold. */
  readonly rows: Int32Array;
  withFewerFactors: number;
  unrotatable: number;
}

/** Two sorts flagged on one factor. */
interface Pair {
  readonly factor: number;
  readonly first: number;
  readonly second: number;
  /** 1 when on the same side of it, -1 when on opposite sides. */
  readonly side: number;
}

function emptyTally({ sorters, factors: found, statements, flags }: QAnalysis, resamples: number): Tally {
  const { length: sorts } = sorters;
  const { length: factors } = found;
  const pairs = found.flatMap((_, factor): Pair[] => {
    const flagOf = (j: number) => flags[j * factors + factor] ?? 0;
    const own = Array.from(sorters.keys()).filter((j) => flagOf(j) !== 0);
    return own.flatMap((first, i) =>
      own.slice(i + 1).map((second) => ({ factor, first, second, side: flagOf(first) * flagOf(second) })),
    );
  });
  return {
    factors,
    statements,
    resamples,
    scores: new Float64Array(factors * statements * resamples),
    scored: new Int32Array(factors),
    congruences: new Float64Array(factors * resamples),
    drawn: new Int32Array(sorts),
    unaligned: new Int32Array(sorts),
    flagged: new Int32Array(sorts * factors),
    pairs,
    pairsDrawn: new Int32Array(pairs.length),
    pairsTogether: new Int32Array(pairs.length),
    rows: new Int32Array(sorts),
    withFewerFactors: 0,
    unrotatable: 0,
  };
}

function addToTally(tally: Tally, repeat: Repeat | undefined, drawn: Int32Array, resample: number): void {
  const { factors, rows } = tally;
  rows.fill(-1);
  for (let row = drawn.length - 1; row >= 0; row--) rows[drawn[row] ?? 0] = row;
  const flags = repeat?.flags ?? new Int8Array(drawn.length * factors);
  addFlags(tally, flags);
  addPairs(tally, flags);
  if (repeat === undefined) {
    tally.unrotatable++;
    return;
  }
  if (repeat.hasFewerFactors) tally.withFewerFactors++;
  for (let f = 0; f < factors; f++) {
    tally.congruences[f * tally.resamples + resample] = repeat.congruences[f] ?? 0;
    const z = repeat.scores[f];
    if (z !== undefined) addScores(tally, f, z);
  }
}

function addFlags({ rows, factors, drawn, flagged, unaligned }: Tally, flags: Int8Array): void {
  for (let j = 0; j < rows.length; j++) {
    const row = rows[j] ?? -1;
    if (row < 0) continue;
    drawn[j] = (drawn[j] ?? 0) + 1;
    let own = 0;
    for (let f = 0; f < factors; f++) {
      if (flags[row * factors + f] === 0) continue;
      own++;
      flagged[j * factors + f] = (flagged[j * factors + f] ?? 0) + 1;
    }
    if (own === 0) unaligned[j] = (unaligned[j] ?? 0) + 1;
  }
}

function addPairs({ rows, factors, pairs, pairsDrawn, pairsTogether }: Tally, flags: Int8Array): void {
  for (let p = 0; p < pairs.length; p++) {
    const pair = pairs[p];
    if (pair === undefined) continue;
    const first = rows[pair.first] ?? -1;
    const second = rows[pair.second] ?? -1;
    if (first < 0 || second < 0) continue;
    pairsDrawn[p] = (pairsDrawn[p] ?? 0) + 1;
    for (let f = 0; f < factors; f++) {
      if ((flags[first * factors + f] ?? 0) * (flags[second * factors + f] ?? 0) !== pair.side) continue;
      pairsTogether[p] = (pairsTogether[p] ?? 0) + 1;
      break;
    }
  }
}

function addScores({ scores, scored, statements, resamples }: Tally, factor: number, z: Float64Array): void {
  const at = scored[factor] ?? 0;
  for (let i = 0; i < statements; i++) scores[(factor * statements + i) * resamples + at] = z[i] ?? 0;
  scored[factor] = at + 1;
}

function congruenceOf({ congruences, resamples }: Tally, factor: number, level: number): BootstrapFactor["congruence"] {
  const own = congruences.slice(factor * resamples, (factor + 1) * resamples).sort();
  return {
    mean: own.reduce((sum, value) => sum + value, 0) / resamples,
    lower: sortedQuantile(own, (1 - level) / 2, { type: 7 }),
    upper: sortedQuantile(own, (1 + level) / 2, { type: 7 }),
  };
}

function togetherOf({ pairs, pairsDrawn, pairsTogether }: Tally, factor: number): KeptTogether | NotEstimable {
  const own = pairs.flatMap((pair, p) => (pair.factor === factor ? [p] : []));
  if (own.length === 0) return { kind: "not-estimable", reason: "fewer than two sorts are flagged on this factor" };
  const drawn = own.reduce((sum, p) => sum + (pairsDrawn[p] ?? 0), 0);
  if (drawn === 0) return { kind: "not-estimable", reason: "no resample holds two of the factor's sorts" };
  const together = own.reduce((sum, p) => sum + (pairsTogether[p] ?? 0), 0);
  return { kind: "estimated", pairs: own.length, share: together / drawn };
}

function scoresOf(factor: QFactor, tally: Tally, f: number, level: number): BootstrapScores | NotEstimable {
  if (factor.view.kind === "not-estimable") return factor.view;
  const { statements, resamples } = tally;
  const scored = tally.scored[f] ?? 0;
  if (scored < 2) {
    return { kind: "not-estimable", reason: `the factor has z-scores in ${scored} of ${resamples} resamples` };
  }
  const mean = new Float64Array(statements);
  const standardError = new Float64Array(statements);
  const lower = new Float64Array(statements);
  const upper = new Float64Array(statements);
  for (let i = 0; i < statements; i++) {
    const start = (f * statements + i) * resamples;
    const own = tally.scores.slice(start, start + scored).sort();
    const centre = own.reduce((sum, z) => sum + z, 0) / scored;
    mean[i] = centre;
    standardError[i] = Math.sqrt(own.reduce((sum, z) => sum + (z - centre) ** 2, 0) / (scored - 1));
    lower[i] = sortedQuantile(own, (1 - level) / 2, { type: 7 });
    upper[i] = sortedQuantile(own, (1 + level) / 2, { type: 7 });
  }
  return {
    kind: "estimated",
    z: factor.view.z,
    mean,
    standardError,
    lower,
    upper,
    meanStandardError: standardError.reduce((sum, error) => sum + error, 0) / statements,
    classicalStandardError: factor.view.standardError,
  };
}

function sortOf({ sorters }: QAnalysis, { factors, drawn, flagged, unaligned }: Tally, j: number): BootstrapSort {
  const times = drawn[j] ?? 0;
  return {
    sorter: sorters[j] ?? "",
    drawn: times,
    flagged: Array.from(flagged.subarray(j * factors, (j + 1) * factors), (count) => count / times),
    unaligned: (unaligned[j] ?? 0) / times,
  };
}
