import { twoSidedNormalQuantile } from "@plait/statistics";
import type { NotEstimable } from "./not-estimable.ts";

/**
 * When two z-scores differ:
 *
 * - `exact`: |difference| > c SED, c the two-sided normal value to all its digits, at .05, .01 and .001.
 * - `qmethod`: the same with 1.960, 2.576 and 3.291.
 * - `kade`: |difference| ≥ c SED with 1.96 and 2.575, at .05 and .01.
 */
export type ComparisonRule = "exact" | "qmethod" | "kade";

/** A factor as comparisons see it. */
export interface ScoredFactor {
  readonly name: string;
  readonly z: Float64Array;
  readonly standardError: number;
}

/** How the factors' views differ, from unrounded z-scores. Statements are counted from 0. */
export interface Comparisons {
  readonly kind: "estimated";
  /** The factors that could be compared; matrices are in their order, row by row. */
  readonly factors: readonly string[];
  /** Correlations between the factors' z-scores. */
  readonly correlations: Float64Array;
  /** Standard errors of differences: √(SE² + SE²), so that the diagonal is √2 SE. */
  readonly standardErrors: Float64Array;
  readonly pairs: readonly {
    readonly first: string;
    readonly second: string;
    readonly standardError: number;
    /** The first factor's z-score less the second's, for each statement. */
    readonly differences: Float64Array;
  }[];
  /** For each factor the statements on which it differs from every other, with the strictest level at which it does. */
  readonly distinguishing: readonly {
    readonly factor: string;
    readonly statements: readonly { readonly statement: number; readonly level: number }[];
  }[];
  readonly consensus: {
    /** No pair differs at .05: qmethod's consensus, and what PQMethod and KADE mark with a star. */
    readonly beyond05: readonly number[];
    /**
     * No pair differs at .01: what PQMethod and KADE list. A statement may distinguish a factor at .05 all the same.
     */
    readonly beyond01: readonly number[];
  };
}

/**
 * Compares every factor with every other. The levels stand for one comparison each; nothing is corrected for their
 * number.
 *
 * Source: Brown (1980), Political Subjectivity, 244-246.
 */
export function compareFactors(factors: readonly ScoredFactor[], rule: ComparisonRule): Comparisons | NotEstimable {
  if (factors.length < 2) {
    return { kind: "not-estimable", reason: `there are no two factors with z-scores to compare: ${factors.length}` };
  }
  const statements = factors[0]?.z.length ?? 0;
  const pairs = factors.flatMap((first, a) =>
    factors.slice(a + 1).map((second) => ({
      first: first.name,
      second: second.name,
      standardError: differenceError(first, second),
      differences: first.z.map((z, i) => z - (second.z[i] ?? 0)),
    })),
  );
  const levels = differenceLevels(rule);
  const byStatement = Array.from({ length: statements }, (_, i) =>
    pairs.map(({ differences, standardError }) => levelOf(Math.abs(differences[i] ?? 0) / standardError, levels, rule)),
  );
  const agreedBeyond = (level: number) =>
    byStatement.flatMap((reached, i) => (reached.every((found) => found > level) ? [i] : []));
  return {
    kind: "estimated",
    factors: factors.map(({ name }) => name),
    correlations: squareOf(factors, (a, b) => (a === b ? 1 : scoreCorrelation(a.z, b.z))),
    standardErrors: squareOf(factors, differenceError),
    pairs,
    distinguishing: factors.map(({ name }) => ({
      factor: name,
      statements: byStatement.flatMap((reached, statement) => {
        const own = reached.filter((_, p) => pairs[p]?.first === name || pairs[p]?.second === name);
        const level = Math.max(...own);
        return level < 1 ? [{ statement, level }] : [];
      }),
    })),
    consensus: { beyond05: agreedBeyond(0.05), beyond01: agreedBeyond(0.01) },
  };
}

interface Level {
  readonly level: number;
  readonly value: number;
}

/** The strictest first. */
function differenceLevels(rule: ComparisonRule): readonly Level[] {
  switch (rule) {
    case "exact":
      return [0.001, 0.01, 0.05].map((level) => ({ level, value: twoSidedNormalQuantile(level) }));
    case "qmethod":
      return [
        { level: 0.001, value: 3.291 },
        { level: 0.01, value: 2.576 },
        { level: 0.05, value: 1.96 },
      ];
    case "kade":
      return [
        { level: 0.01, value: 2.575 },
        { level: 0.05, value: 1.96 },
      ];
    default:
      throw new RangeError(`comparison must be exact, qmethod or kade: ${String(rule satisfies never)}`);
  }
}

/** The strictest level a difference reaches, or 1. */
function levelOf(ratio: number, levels: readonly Level[], rule: ComparisonRule): number {
  return levels.find(({ value }) => (rule === "kade" ? ratio >= value : ratio > value))?.level ?? 1;
}

function differenceError(first: ScoredFactor, second: ScoredFactor): number {
  return Math.sqrt(first.standardError ** 2 + second.standardError ** 2);
}

/** Both have mean 0 and standard deviation 1. */
function scoreCorrelation(first: Float64Array, second: Float64Array): number {
  return first.reduce((sum, z, i) => sum + z * (second[i] ?? 0), 0) / (first.length - 1);
}

function squareOf<T>(items: readonly T[], value: (a: T, b: T) => number): Float64Array {
  return Float64Array.from(items.flatMap((a) => items.map((b) => value(a, b))));
}
