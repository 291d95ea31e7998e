import type { MethodRecord } from "@plait/study";
import type { Grid } from "../grid.ts";
import { type ComparisonRule, type Comparisons, compareFactors } from "./compare-factors.ts";
import { type Correlation, correlateSorts } from "./correlation.ts";
import { type CribSheet, cribSheets } from "./crib-sheet.ts";
import { type Extraction, extractFactors } from "./extraction.ts";
import { type FactorArray, factorArray, rankStatements } from "./factor-array.ts";
import { type FactorEvidence, factorEvidence } from "./factor-evidence.ts";
import { type KeptName, type NamedFactors, nameFactors } from "./factor-names.ts";
import { isBipolar, type Pole, polesOf } from "./factor-poles.ts";
import {
  compositeReliability,
  factorScores,
  factorWeight,
  largestWeighedLoading,
  scoreStandardError,
} from "./factor-scores.ts";
import { type Flagging, flagSorts, loadingThreshold } from "./flags.ts";
import { methodRecord, type QChoices } from "./method-record.ts";
import type { NotEstimable } from "./not-estimable.ts";
import { reflectFactor } from "./reflect-factors.ts";
import { type FactorOrder, type FactorSolution, pickFactors, type Rotation, solveFactors } from "./solve-factors.ts";
import { checkSorts, type SortMatrix, standardiseSorts, unforcedSorts } from "./sort-matrix.ts";
import { eigenWork, symmetricEigenvalues } from "./symmetric-eigen.ts";

/** The choices of an analysis. Only the number of factors has no default. */
export interface QOptions {
  readonly factors: number;
  /** Default `pearson`. */
  readonly correlation?: Correlation;
  /** Default `{ method: "pca" }`. */
  readonly extraction?: Extraction;
  /** Default `{ method: "varimax" }`. */
  readonly rotation?: Rotation;
  /** Default `variance`. */
  readonly order?: FactorOrder;
  /** Default `{ method: "automatic" }`: p < .05 and the majority rule. */
  readonly flags?: Flagging;
  /** Whether a factor flagged at both ends becomes two. Default false. */
  readonly splitBipolar?: boolean;
  /** How a sort is expected to correlate with the same person's sort on another day. Default 0.8. */
  readonly reliability?: number;
  /** Default `exact`. */
  readonly comparison?: ComparisonRule;
  /** The factors of an earlier run, whose names are to be kept. */
  readonly keepNames?: NamedFactors;
}

/** Everything an analysis found. Sorts, statements and matrices are in the order of the input, counted from 0. */
export interface QAnalysis {
  readonly sorters: readonly string[];
  readonly statements: number;
  readonly grid: Grid;
  /** Sorters whose sorts do not fill the grid exactly. They took part like the others: every sort is standardised. */
  readonly unforced: readonly string[];
  /** Between sorts, row by row. */
  readonly correlations: Float64Array;
  readonly evidence: FactorEvidence;
  /** The factors as extracted and reflected: loadings row by row, a row for each sort. */
  readonly unrotated: { readonly factors: number; readonly loadings: Float64Array };
  /** Row by row, a row for each sort and a column for each of `factors`. For oblique factors pattern loadings. */
  readonly loadings: Float64Array;
  /** As `loadings`: the sign of a flagged loading, otherwise 0. */
  readonly flags: Int8Array;
  /** How much of each sort's variance the factors explain together. */
  readonly communalities: Float64Array;
  /** Only after oblique rotation, and such a solution is exploratory: correlations of `factors`, row by row. */
  readonly factorCorrelations?: Float64Array;
  readonly exploratory: boolean;
  readonly factors: readonly QFactor[];
  /** Sorts flagged on no factor. */
  readonly unaligned: readonly UnalignedSort[];
  /** Sorts flagged on more than one factor. */
  readonly confounded: readonly { readonly sorter: string; readonly factors: readonly string[] }[];
  readonly comparisons: Comparisons | NotEstimable;
  /** Where names were kept: how like its namesake each factor is. */
  readonly keptNames: readonly KeptName[];
  readonly cautions: readonly Caution[];
  readonly method: MethodRecord;
}

export interface QFactor {
  readonly name: string;
  /** For the second view of a split factor, the name of the first. */
  readonly poleOf?: string;
  /** Flagged at both ends, whether or not it was split. */
  readonly bipolar: boolean;
  readonly flagged: readonly FlaggedSort[];
  /** After rotation, in units of one sort's variance; a split factor's views share one. */
  readonly explained: number;
  /** 100 × explained / number of sorts. */
  readonly percentOfVariance: number;
  readonly view: FactorView | NotEstimable;
}

export interface FlaggedSort {
  readonly sorter: string;
  readonly loading: number;
  /** l/(1 - l²). */
  readonly weight: number;
}

/** What the flagged sorts have in common. */
export interface FactorView {
  readonly kind: "estimated";
  /** For each statement. */
  readonly z: Float64Array;
  /** Positions of the statements from the highest z-score to the lowest. */
  readonly ranking: Int32Array;
  readonly array: FactorArray | NotEstimable;
  readonly reliability: number;
  /**
   * Of a z-score, from the reliability alone; too small where sorters differ more than one person's two sorts would.
   */
  readonly standardError: number;
  /** Absent where there is no array. */
  readonly cribSheet?: CribSheet;
}

export interface UnalignedSort {
  readonly sorter: string;
  /**
   * Factors on which the loading is large enough all the same (p < .05 unless flags were asked for at another level).
   */
  readonly significantOn: readonly string[];
}

export type Caution =
  /** The view of the factor is the view of one sorter. */
  | { readonly kind: "one-flagged-sort"; readonly factor: string; readonly sorter: string }
  /** A loading so near to 1, or beyond, that it was given the largest weight there is. */
  | { readonly kind: "capped-weight"; readonly factor: string; readonly sorters: readonly string[] }
  /** Communalities above 1, which no sort can have: the extraction asked too much of the data. */
  | { readonly kind: "heywood"; readonly sorters: readonly string[] }
  /** The communalities were still moving after the last pass. */
  | { readonly kind: "not-settled"; readonly passes: number }
  /** The extraction stopped by itself. */
  | { readonly kind: "fewer-factors"; readonly asked: number; readonly found: number };

/**
 * A Q analysis from sorts to factors and what tells them apart.
 *
 * Every choice has a stated default and is in `method`. A factor without flagged sorts is reported and never stops the
 * rest. The same input gives the same bits; nothing given is changed.
 *
 * @throws RangeError when the sorts are not fit for an analysis (`checkSorts`), when a sort has no spread (naming the
 *   sorter), or when an option is out of range
 */
export function analyseSorts(sorts: SortMatrix, options: QOptions): QAnalysis {
  checkSorts(sorts);
  const choices = completeOptions(options);
  const { sorters, statements, grid } = sorts;
  const correlations = correlateSorts(sorts, choices.correlation);
  const work = eigenWork(sorters.length);
  const solution = solveFactors(correlations, statements, choices, work);
  const standardised = standardiseSorts(sorts.values, statements);
  const named = nameFactors(solution.loadings, solution.factors, sorters, standardised, options.keepNames);
  const whole = pickFactors(solution, solution.factors, named.places);
  const flags = flagSorts(whole.loadings, sorters, named.names, statements, choices.flags);
  reflectByFlags(whole.loadings, flags, named.names.length, whole.factorCorrelations);
  const poles = polesOf(named.names, flags, choices.splitBipolar);
  const loadings = ofPoles(whole.loadings, named.names.length, poles);
  const poleFlags = flagsOfPoles(flags, named.names.length, poles);
  const explained = named.places.map((place) => solution.explained[place] ?? 0);
  const drafts = poles.map(
    (pole, f): QFactor => ({
      name: pole.name,
      ...(pole.sign < 0 && { poleOf: named.names[pole.place] ?? "" }),
      bipolar: isBipolar(flags, named.names.length, pole.place),
      flagged: flaggedSorts(loadings, poleFlags, poles.length, f, sorters),
      explained: explained[pole.place] ?? 0,
      percentOfVariance: (100 * (explained[pole.place] ?? 0)) / sorters.length,
      view: viewOf(standardised, statements, loadings, poleFlags, poles.length, f, grid, choices.reliability),
    }),
  );
  const factors = withCribSheets(drafts);
  return {
    sorters: [...sorters],
    statements,
    grid,
    unforced: unforcedSorts(sorts).map((j) => sorters[j] ?? ""),
    correlations,
    evidence: evidenceOf(correlations, statements, choices, solution),
    unrotated: { factors: solution.factors, loadings: solution.unrotated },
    loadings,
    flags: poleFlags,
    communalities: solution.communalities,
    ...(whole.factorCorrelations && { factorCorrelations: correlationsOfPoles(whole.factorCorrelations, poles) }),
    exploratory: solution.factorCorrelations !== undefined,
    factors,
    unaligned: unalignedSorts(whole.loadings, flags, named.names, sorters, statements, choices.flags),
    confounded: confoundedSorts(poleFlags, factors, sorters),
    comparisons: compareFactors(scoredFactors(factors), choices.comparison),
    keptNames: named.kept,
    cautions: cautionsOf(factors, solution, choices, sorters),
    method: methodRecord(choices),
  };
}

/** Every choice an analysis has, with its default where none was made. */
export function completeOptions(options: QOptions): QChoices {
  const { reliability = 0.8 } = options;
  if (!(reliability > 0 && reliability < 1)) {
    throw new RangeError(`reliability must be strictly between 0 and 1: ${reliability}`);
  }
  return {
    factors: options.factors,
    correlation: options.correlation ?? "pearson",
    extraction: options.extraction ?? { method: "pca" },
    rotation: options.rotation ?? { method: "varimax" },
    order: options.order ?? "variance",
    flags: options.flags ?? { method: "automatic" },
    splitBipolar: options.splitBipolar ?? false,
    reliability,
    comparison: options.comparison ?? "exact",
    keepsNames: options.keepNames !== undefined,
  };
}

/**
 * Turns each factor so that the weights of its flagged sorts do not add up to less than 0; in place. A factor without
 * flags, or whose flagged weights cancel, stays as it was.
 */
export function reflectByFlags(
  loadings: Float64Array,
  flags: Int8Array,
  factors: number,
  factorCorrelations?: Float64Array,
): void {
  for (let f = 0; f < factors; f++) {
    let sum = 0;
    let size = 0;
    for (let at = f; at < loadings.length; at += factors) {
      if (flags[at] === 0) continue;
      const weight = factorWeight(loadings[at] ?? 0);
      sum += weight;
      size += Math.abs(weight);
    }
    if (sum >= -1e-12 * size) continue;
    reflectFactor(loadings, factors, f);
    for (let at = f; at < flags.length; at += factors) flags[at] = -(flags[at] ?? 0);
    if (factorCorrelations === undefined) continue;
    for (let g = 0; g < factors; g++) {
      if (g === f) continue;
      factorCorrelations[f * factors + g] = -(factorCorrelations[f * factors + g] ?? 0);
      factorCorrelations[g * factors + f] = -(factorCorrelations[g * factors + f] ?? 0);
    }
  }
}

function ofPoles(loadings: Float64Array, factors: number, poles: readonly Pole[]): Float64Array {
  const sorts = loadings.length / factors;
  return Float64Array.from({ length: sorts * poles.length }, (_, at) => {
    const pole = poles[at % poles.length];
    if (pole === undefined) return 0;
    const loading = loadings[Math.floor(at / poles.length) * factors + pole.place] ?? 0;
    return pole.sign < 0 ? 0 - loading : loading;
  });
}

function flagsOfPoles(flags: Int8Array, factors: number, poles: readonly Pole[]): Int8Array {
  const sorts = flags.length / factors;
  return Int8Array.from({ length: sorts * poles.length }, (_, at) => {
    const pole = poles[at % poles.length];
    if (pole === undefined) return 0;
    const flag = flags[Math.floor(at / poles.length) * factors + pole.place] ?? 0;
    return pole.takes === "all" || pole.takes === flag ? pole.sign * flag : 0;
  });
}

function correlationsOfPoles(correlations: Float64Array, poles: readonly Pole[]): Float64Array {
  const factors = Math.sqrt(correlations.length);
  return Float64Array.from(
    poles.flatMap((a) => poles.map((b) => a.sign * b.sign * (correlations[a.place * factors + b.place] ?? 0))),
  );
}

function flaggedSorts(
  loadings: Float64Array,
  flags: Int8Array,
  factors: number,
  factor: number,
  sorters: readonly string[],
): FlaggedSort[] {
  return sorters.flatMap((sorter, j) => {
    const at = j * factors + factor;
    const loading = loadings[at] ?? 0;
    return flags[at] === 0 ? [] : [{ sorter, loading, weight: factorWeight(loading) }];
  });
}

function viewOf(
  standardised: Float64Array,
  statements: number,
  loadings: Float64Array,
  flags: Int8Array,
  factors: number,
  factor: number,
  grid: Grid,
  reliability: number,
): FactorView | NotEstimable {
  let flagged = 0;
  for (let at = factor; at < flags.length; at += factors) if (flags[at] !== 0) flagged++;
  if (flagged === 0) return { kind: "not-estimable", reason: "no sort is flagged on this factor" };
  const z = factorScores(standardised, statements, loadings, flags, factors, factor);
  if (z === undefined) return { kind: "not-estimable", reason: "the sorts flagged on this factor cancel each other" };
  return {
    kind: "estimated",
    z,
    ranking: rankStatements(z),
    array: factorArray(z, grid),
    reliability: compositeReliability(flagged, reliability),
    standardError: scoreStandardError(flagged, reliability),
  };
}

function withCribSheets(factors: readonly QFactor[]): QFactor[] {
  const arrays = factors.flatMap(({ name, view }) =>
    view.kind === "estimated" && view.array.kind === "estimated" ? [{ name, places: view.array.places }] : [],
  );
  const sheets = cribSheets(arrays);
  return factors.map((factor) => {
    const sheet = sheets[arrays.findIndex(({ name }) => name === factor.name)];
    if (sheet === undefined || factor.view.kind !== "estimated") return factor;
    return { ...factor, view: { ...factor.view, cribSheet: sheet } };
  });
}

function scoredFactors(factors: readonly QFactor[]) {
  return factors.flatMap(({ name, view }) =>
    view.kind === "estimated" ? [{ name, z: view.z, standardError: view.standardError }] : [],
  );
}

/** PCA and centroid factors do not depend on how many are taken, so that more can be shown than are kept. */
export function evidenceOf(
  correlations: Float64Array,
  statements: number,
  { extraction }: QChoices,
  solution: FactorSolution,
): FactorEvidence {
  const sorts = solution.communalities.length;
  const work = eigenWork(sorts);
  if (extraction.method === "horst") {
    return factorEvidence(symmetricEigenvalues(correlations, work), solution.unrotated, solution.factors, statements);
  }
  const shown = extraction.method === "pca" ? sorts : Math.min(sorts, Math.max(solution.factors, 7));
  const { loadings, eigenvalues } = extractFactors(correlations, statements, shown, extraction, work);
  return factorEvidence(eigenvalues ?? symmetricEigenvalues(correlations, work), loadings, shown, statements);
}

function unalignedSorts(
  loadings: Float64Array,
  flags: Int8Array,
  names: readonly string[],
  sorters: readonly string[],
  statements: number,
  flagging: Flagging,
): UnalignedSort[] {
  const threshold =
    flagging.method === "automatic"
      ? loadingThreshold(statements, flagging.level, flagging.criticalValue)
      : loadingThreshold(statements);
  const { length } = names;
  return sorters.flatMap((sorter, j) => {
    const row = j * length;
    if (flags.subarray(row, row + length).some((flag) => flag !== 0)) return [];
    const significantOn = names.filter((_, f) => Math.abs(loadings[row + f] ?? 0) > threshold);
    return [{ sorter, significantOn }];
  });
}

function confoundedSorts(flags: Int8Array, factors: readonly QFactor[], sorters: readonly string[]) {
  return sorters.flatMap((sorter, j) => {
    const on = factors.filter((_, f) => flags[j * factors.length + f] !== 0).map(({ name }) => name);
    return on.length > 1 ? [{ sorter, factors: on }] : [];
  });
}

function cautionsOf(
  factors: readonly QFactor[],
  solution: FactorSolution,
  choices: QChoices,
  sorters: readonly string[],
): Caution[] {
  const cautions: Caution[] = [];
  const { factors: found, communalities, settled, passes = 0 } = solution;
  if (found < choices.factors) cautions.push({ kind: "fewer-factors", asked: choices.factors, found });
  if (settled === false) cautions.push({ kind: "not-settled", passes });
  const heywood = sorters.filter((_, j) => (communalities[j] ?? 0) > 1 + 1e-9);
  if (heywood.length > 0) cautions.push({ kind: "heywood", sorters: heywood });
  for (const { name, flagged } of factors) {
    const [only] = flagged;
    if (only !== undefined && flagged.length === 1) {
      cautions.push({ kind: "one-flagged-sort", factor: name, sorter: only.sorter });
    }
    const capped = flagged.filter(({ loading }) => Math.abs(loading) > largestWeighedLoading);
    if (capped.length > 0) {
      cautions.push({ kind: "capped-weight", factor: name, sorters: capped.map(({ sorter }) => sorter) });
    }
  }
  return cautions;
}
