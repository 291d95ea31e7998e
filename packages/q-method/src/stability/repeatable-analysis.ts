import {
  analyseSorts,
  completeOptions,
  type QAnalysis,
  type QFactor,
  type QOptions,
} from "../analysis/analyse-sorts.ts";
import type { Pole } from "../analysis/factor-poles.ts";
import { factorScores } from "../analysis/factor-scores.ts";
import { automaticFlags, type Flagging, loadingThreshold } from "../analysis/flags.ts";
import { multiply, type SquareMatrix } from "../analysis/small-matrix.ts";
import { type FactorPlan, type FactorSolution, type Rotation, solveFactors } from "../analysis/solve-factors.ts";
import { type SortMatrix, standardiseSorts } from "../analysis/sort-matrix.ts";
import { eigenWork } from "../analysis/symmetric-eigen.ts";
import { solveIfRotatable } from "../noise/solve-if-rotatable.ts";
import { congruences, type Matched, matchFactors } from "./match-factors.ts";
import { procrustesTurn } from "./procrustes.ts";

/**
 * How the factors found again are told which is which:
 *
 * - `assignment`: each is put in the place of one factor of the full analysis, and reflected where it faces the other way;
 *   of all ways the one with the largest sum of absolute congruences.
 * - `procrustes`: the factors are turned together as near to those of the full analysis as they can be. What the rotation
 *   adds to the uncertainty is then left out. Not for factors that correlate.
 */
export type Alignment = "assignment" | "procrustes";

/** An analysis that can be done again on any of its sorts, any number of times each. */
export interface RepeatableAnalysis {
  readonly full: QAnalysis;
  /** @param drawn positions of sorts; undefined when these sorts allow no oblique rotation */
  readonly repeat: (drawn: Int32Array) => Repeat | undefined;
}

/** What was found again, its factors in the places and with the signs of the full analysis. */
export interface Repeat {
  /** Row by row, a row for each sort drawn and a column for each factor of the full analysis. */
  readonly loadings: Float64Array;
  /** As `loadings`. */
  readonly flags: Int8Array;
  /** For each factor; undefined where no sort is flagged or the flagged sorts cancel each other. */
  readonly scores: readonly (Float64Array | undefined)[];
  /** Tucker's congruence of each factor's loadings with the full analysis on the sorts drawn; 0 where it is missing. */
  readonly congruences: Float64Array;
  /** The extraction stopped by itself at fewer factors than in the full analysis. */
  readonly hasFewerFactors: boolean;
}

/**
 * Everything is repeated: correlation, extraction, rotation, flags by rule, z-scores. Decisions by hand are kept: a sort
 * flagged or unflagged by hand stays so wherever it is drawn, the turns of factors turned by hand are made again on the
 * matched factors, and a factor split at both ends stays split.
 *
 * @throws RangeError as `analyseSorts`, or for `procrustes` with an oblique rotation
 */
export function repeatableAnalysis(sorts: SortMatrix, options: QOptions, alignment: Alignment): RepeatableAnalysis {
  const full = analyseSorts(sorts, options);
  const choices = completeOptions(options);
  const { statements } = sorts;
  const poles = polesIn(full.factors);
  const target = wholeLoadings(full.loadings, poles);
  const factors = target.length / sorts.sorters.length;
  const plan: FactorPlan = { ...choices, factors, ...repeatedRotation(choices.rotation, choices.order, alignment) };
  const byHand = choices.rotation.method === "judgmental" && alignment === "assignment";
  const start = byHand ? solveFactors(full.correlations, statements, plan, eigenWork(sorts.sorters.length)) : undefined;
  const align = aligner(alignment, target, factors, start?.loadings);
  const flag = flagger(choices.flags, full, poles, factors);
  const standardised = standardiseSorts(sorts.values, statements);
  let work = eigenWork(sorts.sorters.length);
  return {
    full,
    repeat: (drawn) => {
      if (work.order !== drawn.length) work = eigenWork(drawn.length);
      const solution = solveIfRotatable(pickSquare(full.correlations, drawn), statements, plan, work);
      if (solution === undefined) return undefined;
      const aligned = align(solution, drawn);
      const flags = flag(aligned.loadings, drawn);
      const loadings = ofPoles(aligned.loadings, factors, poles);
      const values = pickRows(standardised, drawn, statements);
      return {
        loadings,
        flags,
        scores: poles.map((_, p) => factorScores(values, statements, loadings, flags, poles.length, p)),
        congruences: Float64Array.from(poles, ({ place }) => aligned.congruences[place] ?? 0),
        hasFewerFactors: solution.factors < factors,
      };
    },
  };
}

/** The factors of an analysis as poles of the factors that were extracted. */
function polesIn(factors: readonly QFactor[]): Pole[] {
  const whole = factors.filter(({ poleOf }) => poleOf === undefined).map(({ name }) => name);
  const split = new Set(factors.map(({ poleOf }) => poleOf));
  return factors.map(({ name, poleOf }) =>
    poleOf === undefined
      ? { name, place: whole.indexOf(name), sign: 1, takes: split.has(name) ? 1 : "all" }
      : { name, place: whole.indexOf(poleOf), sign: -1, takes: -1 },
  );
}

function wholeLoadings(loadings: Float64Array, poles: readonly Pole[]): Float64Array {
  const columns = poles.flatMap(({ sign }, p) => (sign > 0 ? [p] : []));
  const whole = new Float64Array((loadings.length / poles.length) * columns.length);
  for (let at = 0; at < whole.length; at++) {
    const row = Math.floor(at / columns.length);
    whole[at] = loadings[row * poles.length + (columns[at % columns.length] ?? 0)] ?? 0;
  }
  return whole;
}

function ofPoles(loadings: Float64Array, factors: number, poles: readonly Pole[]): Float64Array {
  const { length } = poles;
  const found = new Float64Array((loadings.length / factors) * length);
  poles.forEach(({ place, sign }, p) => {
    for (let at = p, from = place; at < found.length; at += length, from += factors) {
      found[at] = sign * (loadings[from] ?? 0);
    }
  });
  return found;
}

function repeatedRotation(
  rotation: Rotation,
  order: FactorPlan["order"],
  alignment: Alignment,
): Pick<FactorPlan, "rotation" | "order"> {
  if (alignment === "procrustes") {
    if (rotation.method === "promax" || rotation.method === "oblimin") {
      throw new RangeError(`procrustes keeps factors at right angles and does not fit ${rotation.method}`);
    }
    // Whatever the turn before it, the turn that comes nearest to the target ends in the same place.
    return { rotation: { method: "none" }, order: "extraction" };
  }
  if (alignment !== "assignment") {
    throw new RangeError(`alignment must be assignment or procrustes: ${String(alignment satisfies never)}`);
  }
  if (rotation.method !== "judgmental") return { rotation, order };
  return { rotation: { method: rotation.from === "unrotated" ? "none" : "varimax" }, order };
}

type Align = (solution: FactorSolution, drawn: Int32Array) => Matched;

/** @param start for factors turned by hand, the factors of the full analysis before the turns */
function aligner(alignment: Alignment, target: Float64Array, factors: number, start?: Float64Array): Align {
  const turnBy = (loadings: Float64Array, turn: SquareMatrix, aim: Float64Array): Matched => {
    const turned = multiply(loadings, turn, factors);
    const all = congruences(aim, factors, turned, factors);
    return { loadings: turned, congruences: all.filter((_, i) => i % (factors + 1) === 0) };
  };
  if (alignment === "procrustes") {
    return (solution, drawn) => {
      const aim = pickRows(target, drawn, factors);
      const found = widen(solution.loadings, solution.factors, factors);
      return turnBy(found, procrustesTurn(found, aim, factors), aim);
    };
  }
  if (start === undefined) {
    return (solution, drawn) =>
      matchFactors(solution.loadings, solution.factors, pickRows(target, drawn, factors), factors);
  }
  // All turns by hand together, with the names and directions the factors were given afterwards.
  const byHand = procrustesTurn(start, target, factors);
  return (solution, drawn) => {
    const matched = matchFactors(solution.loadings, solution.factors, pickRows(start, drawn, factors), factors);
    return turnBy(matched.loadings, byHand, pickRows(target, drawn, factors));
  };
}

type Flag = (loadings: Float64Array, drawn: Int32Array) => Int8Array;

/** Flags on the poles, by the rule and as decided by hand. */
function flagger(flagging: Flagging, full: QAnalysis, poles: readonly Pole[], factors: number): Flag {
  const hands = handFlags(flagging, full.sorters, poles, factors);
  const { level, criticalValue, majority = true } = flagging.method === "automatic" ? flagging : {};
  const threshold =
    flagging.method === "automatic"
      ? loadingThreshold(full.statements, level, criticalValue)
      : Number.POSITIVE_INFINITY;
  return (loadings, drawn) => {
    const whole = automaticFlags(loadings, factors, threshold, majority);
    for (let at = 0; at < whole.length; at++) {
      const hand = hands[(drawn[Math.floor(at / factors)] ?? 0) * factors + (at % factors)];
      if (hand === 1) whole[at] = (loadings[at] ?? 0) < 0 ? -1 : 1;
      else if (hand === -1) whole[at] = 0;
    }
    const flags = new Int8Array(drawn.length * poles.length);
    poles.forEach(({ place, sign, takes }, p) => {
      for (let at = p, from = place; at < flags.length; at += poles.length, from += factors) {
        const flag = whole[from] ?? 0;
        if (takes === "all" || takes === flag) flags[at] = sign * flag;
      }
    });
    return flags;
  };
}

/** 1 where a sort is flagged by hand, -1 where it is unflagged by hand, 0 where the rule decides. */
function handFlags(flagging: Flagging, sorters: readonly string[], poles: readonly Pole[], factors: number): Int8Array {
  const hands = new Int8Array(sorters.length * factors);
  const decisions =
    flagging.method === "manual"
      ? flagging.flags.map((flag) => ({ ...flag, flagged: true }))
      : (flagging.changes ?? []);
  for (const { sorter, factor, flagged } of decisions) {
    const place = poles.find(({ name }) => name === factor)?.place ?? 0;
    hands[sorters.indexOf(sorter) * factors + place] = flagged ? 1 : -1;
  }
  return hands;
}

function pickSquare(matrix: Float64Array, drawn: Int32Array): Float64Array {
  const order = Math.sqrt(matrix.length);
  const { length } = drawn;
  const picked = new Float64Array(length * length);
  for (let r = 0; r < length; r++) {
    const row = (drawn[r] ?? 0) * order;
    for (let c = 0; c < length; c++) picked[r * length + c] = matrix[row + (drawn[c] ?? 0)] ?? 0;
  }
  return picked;
}

function pickRows(matrix: Float64Array, drawn: Int32Array, width: number): Float64Array {
  const picked = new Float64Array(drawn.length * width);
  for (let r = 0; r < drawn.length; r++) {
    const from = (drawn[r] ?? 0) * width;
    for (let i = 0; i < width; i++) picked[r * width + i] = matrix[from + i] ?? 0;
  }
  return picked;
}

/** Adds columns of zeros. */
function widen(loadings: Float64Array, found: number, factors: number): Float64Array {
  if (found === factors) return loadings;
  const wide = new Float64Array((loadings.length / found) * factors);
  for (let at = 0; at < loadings.length; at++) {
    wide[Math.floor(at / found) * factors + (at % found)] = loadings[at] ?? 0;
  }
  return wide;
}
