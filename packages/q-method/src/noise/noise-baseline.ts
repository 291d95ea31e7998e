import { sortedQuantile } from "@plait/statistics";
import { seededRandom } from "@plait/study";
import { completeOptions, evidenceOf, type QOptions } from "../analysis/analyse-sorts.ts";
import { correlateValues } from "../analysis/correlation.ts";
import { automaticFlags, type Flagging, loadingThreshold } from "../analysis/flags.ts";
import { NoObliqueRotation } from "../analysis/no-oblique-rotation.ts";
import type { Rotation } from "../analysis/solve-factors.ts";
import { checkSorts, type SortMatrix } from "../analysis/sort-matrix.ts";
import { eigenWork } from "../analysis/symmetric-eigen.ts";
import { type Decks, decksOf, shuffleDecks } from "./random-sorts.ts";
import { solveIfRotatable } from "./solve-if-rotatable.ts";
import { sortsByLabel } from "./sorts-by-label.ts";
import { type Watch, watchedLoop } from "./watched-loop.ts";

export interface NoiseOptions {
  readonly seed: string;
  /** Sets of random sorts. Default 1,000. */
  readonly draws?: number;
  /** Default `sorters`. */
  readonly decks?: Decks;
  readonly watch?: Watch;
}

/** What the whole procedure finds where there is nothing to find. */
export interface NoiseBaseline {
  readonly seed: string;
  readonly draws: number;
  readonly decks: Decks;
  readonly sorts: number;
  readonly factors: number;
  /** Sorts flagged on some factor. */
  readonly flagged: NoiseRange;
  /** The share of draws in which every factor has at least two flags. */
  readonly everyFactorFlaggedTwice: number;
  /** Eigenvalues above 1. */
  readonly eigenvaluesAboveOne: NoiseRange;
  /** Unrotated factors, as many as an analysis shows, with at least two loadings significant at p < .01. */
  readonly withTwoSignificantLoadings: NoiseRange;
  /** Unrotated factors, as many as an analysis shows, whose two largest loadings have a product above 2/√statements. */
  readonly passingHumphrey: NoiseRange;
  /** Draws that allow no oblique rotation. They are in no count. */
  readonly unrotatable: number;
}

/** A count over the draws. */
export interface NoiseRange {
  readonly mean: number;
  /** The 5% and the 95% quantile, type 1: whole numbers. */
  readonly low: number;
  readonly high: number;
}

/**
 * The study's own procedure (correlation, extraction, rotation, rule for flags) on random sorts of its size and shape:
 * what to compare the number of its flagged sorts and of its promising factors with.
 *
 * Decisions by hand mean nothing on noise: factors turned by hand are turned by varimax instead, and flags are those of
 * the rule alone (p < .05 and the majority rule where all flags are by hand).
 *
 * @throws RangeError when the sorts are not fit for an analysis or an option is out of range
 * @throws WorkStopped when the caller stopped it
 */
export function noiseBaseline(sorts: SortMatrix, options: QOptions, noise: NoiseOptions): NoiseBaseline {
  const { seed, draws = 1000, decks = "sorters", watch = {} } = noise;
  checkSorts(sorts);
  if (!Number.isInteger(draws) || draws < 1) throw new RangeError(`draws must be a whole number above 0: ${draws}`);
  const choices = completeOptions(options);
  const plan = { ...choices, rotation: withoutHands(choices.rotation) };
  const { threshold, majority } = ruleOf(choices.flags, sorts.statements);
  const { statements } = sorts;
  const size = sorts.sorters.length;
  const dealt = decksOf(sortsByLabel(sorts).sorts, decks);
  const random = seededRandom(seed).fork("noise baseline");
  const correlations = new Float64Array(size * size);
  const work = eigenWork(size);
  const found: Found[] = [];
  watchedLoop(draws, watch, () => {
    shuffleDecks(dealt, statements, random);
    correlateValues(dealt, statements, choices.correlation, correlations);
    const solution = solveIfRotatable(correlations, statements, plan, work);
    if (solution === undefined) return;
    const flags = automaticFlags(solution.loadings, solution.factors, threshold, majority);
    const { kaiser, unrotated } = evidenceOf(correlations, statements, choices, solution);
    found.push({
      ...countFlags(flags, solution.factors),
      aboveOne: kaiser,
      significant: unrotated.filter((factor) => factor.hasTwoSignificantLoadings).length,
      humphrey: unrotated.filter((factor) => factor.passesHumphrey).length,
    });
  });
  if (found.length === 0) throw new NoObliqueRotation("none of the random sorts allow this rotation");
  return {
    seed,
    draws,
    decks,
    sorts: size,
    factors: choices.factors,
    flagged: rangeOf(found.map(({ flaggedSorts }) => flaggedSorts)),
    everyFactorFlaggedTwice: found.filter(({ fewestFlags }) => fewestFlags >= 2).length / found.length,
    eigenvaluesAboveOne: rangeOf(found.map(({ aboveOne }) => aboveOne)),
    withTwoSignificantLoadings: rangeOf(found.map(({ significant }) => significant)),
    passingHumphrey: rangeOf(found.map(({ humphrey }) => humphrey)),
    unrotatable: draws - found.length,
  };
}

/** In one draw. */
interface Found {
  readonly flaggedSorts: number;
  /** On the factor with the fewest flags. */
  readonly fewestFlags: number;
  readonly aboveOne: number;
  readonly significant: number;
  readonly humphrey: number;
}

function withoutHands(rotation: Rotation): Rotation {
  return rotation.method === "judgmental" ? { method: "varimax" } : rotation;
}

function ruleOf(flags: Flagging, statements: number) {
  if (flags.method === "manual") return { threshold: loadingThreshold(statements), majority: true };
  return {
    threshold: loadingThreshold(statements, flags.level, flags.criticalValue),
    majority: flags.majority ?? true,
  };
}

function countFlags(flags: Int8Array, factors: number): Pick<Found, "flaggedSorts" | "fewestFlags"> {
  const perFactor = new Int32Array(factors);
  let flaggedSorts = 0;
  for (let row = 0; row < flags.length; row += factors) {
    let own = 0;
    for (let f = 0; f < factors; f++) {
      if (flags[row + f] === 0) continue;
      own++;
      perFactor[f] = (perFactor[f] ?? 0) + 1;
    }
    if (own > 0) flaggedSorts++;
  }
  return { flaggedSorts, fewestFlags: Math.min(...perFactor) };
}

function rangeOf(counts: readonly number[]): NoiseRange {
  const sorted = Float64Array.from(counts).sort();
  return {
    mean: sorted.reduce((sum, count) => sum + count, 0) / sorted.length,
    low: sortedQuantile(sorted, 0.05, { type: 1 }),
    high: sortedQuantile(sorted, 0.95, { type: 1 }),
  };
}
