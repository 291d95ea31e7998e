import type { LeastSquaresFit, NotEstimable } from "./least-squares.ts";
import { studentTQuantile, studentTTail } from "./tails.ts";

/** One label per observation: observations of the same label belong together. */
export type ClusterLabels = readonly string[] | Int32Array;

export type StandardErrorType =
  | { readonly type: "classical" | "HC0" | "HC1" | "HC2" | "HC3" }
  | { readonly type: "cluster"; readonly clusters: ClusterLabels }
  | { readonly type: "two-way-cluster"; readonly clusters: readonly [ClusterLabels, ClusterLabels] };

export type StandardErrorOptions = StandardErrorType & {
  /** Level of the confidence intervals. Default 0.95. */
  readonly level?: number;
};

/** A coefficient of the design with its uncertainty, or the reason there is none. */
export type CoefficientInference =
  | {
      readonly kind: "estimated";
      readonly name: string;
      readonly estimate: number;
      readonly standardError: number;
      readonly t: number;
      readonly degreesOfFreedom: number;
      /** Two-sided. */
      readonly pValue: number;
      readonly interval: readonly [lower: number, upper: number];
    }
  | (NotEstimable<"dependent-column" | "no-variance"> & { readonly name: string });

export interface Inference {
  readonly kind: "estimated";
  readonly type: StandardErrorType["type"];
  readonly level: number;
  /** Of the t distribution. */
  readonly degreesOfFreedom: number;
  /** How many clusters there are in each direction; empty where there are none. */
  readonly clusters: readonly number[];
  /** One for each column of the design, in its order. */
  readonly coefficients: readonly CoefficientInference[];
  /** Covariance of the estimated coefficients, row after row, in the order of `fit.estimated`. */
  readonly covariance: Float64Array;
}

export type StandardErrors =
  | Inference
  | (NotEstimable<"exact-fit" | "leverage-one" | "single-cluster"> & {
      /** The observations the reason is about, counted from 0. */
      readonly observations: readonly number[];
    });

/**
 * How uncertain the coefficients of a fit are: covariance matrix, standard errors, t, two-sided p and intervals.
 *
 * With e the residuals, h the leverages, n observations, p estimated columns and A = (X'X)⁻¹:
 * - `classical`: σ²A.
 * - `HC0` … `HC3`: A X' diag(w) X A with w = e², e² n/(n-p), e²/(1-h), e²/(1-h)²; t with n-p degrees of freedom.
 * - `cluster`: c A (Σ_g u_g u_g') A with u_g = X_g'e_g and c = G/(G-1) × (n-1)/(n-p); t with G-1 degrees of freedom.
 * - `two-way-cluster`: V₁ + V₂ - V₁₂, each with its own c; t with min(G₁, G₂) - 1 degrees of freedom. A variance so
 *   made may come out negative, and is then not estimable.
 *
 * Undefined: nothing for an exact fit; HC2 and HC3 where an observation has leverage 1, which is named; clusters
 * where there is only one. A coefficient whose variance comes out as zero or below is not estimable by that method.
 * Missing values: none; an observation without a cluster must be left out of the fit.
 *
 * @throws RangeError for a level not strictly between 0 and 1 or clusters of another length than the observations
 *
 * Source: MacKinnon and White (1985), Journal of Econometrics 29; Liang and Zeger (1986), Biometrika 73; Cameron,
 * Gelbach and Miller (2011), Journal of Business and Economic Statistics 29. Reference implementation: R's `sandwich`.
 */
export function standardErrors(fit: LeastSquaresFit, options: StandardErrorOptions): StandardErrors {
  const { level = 0.95 } = options;
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be strictly between 0 and 1: ${level}`);
  const middle = middleOf(fit, options);
  if (middle.kind === "not-estimable") return middle;

  const { degreesOfFreedom, clusters } = middle;
  const covariance = sandwich(fit.inverseFactor, middle.matrix, fit.estimated.length);
  const reach = -studentTQuantile((1 - level) / 2, degreesOfFreedom);
  const coefficients = fit.coefficients.map((coefficient): CoefficientInference => {
    const { name } = coefficient;
    if (coefficient.kind === "not-estimable") return { ...coefficient, name };
    const diagonal = fit.estimated.indexOf(name) * (fit.estimated.length + 1);
    const variance = covariance[diagonal] ?? 0;
    const classical = fit.sigma ** 2 * (fit.inverseCrossProduct[diagonal] ?? 0);
    if (variance <= negligibleVariance * classical) return noVariance(name, options.type);
    const { estimate } = coefficient;
    const standardError = Math.sqrt(variance);
    const t = estimate / standardError;
    return {
      kind: "estimated",
      name,
      estimate,
      standardError,
      t,
      degreesOfFreedom,
      pValue: studentTTail(t, degreesOfFreedom, "two-sided"),
      interval: [estimate - reach * standardError, estimate + reach * standardError],
    };
  });
  return { kind: "estimated", type: options.type, level, degreesOfFreedom, clusters, coefficients, covariance };
}

/** A variance below this part of the classical one is rounding left over from zero. */
const negligibleVariance = 1e-24;

/** An observation whose leverage is nearer to 1 than this determines its own fitted value. */
const leverageRounding = 1e-13;

/** The part between R⁻¹ and R⁻ᵀ of a covariance matrix, in the orthonormal basis Q where it is well conditioned. */
interface Middle {
  readonly kind: "estimated";
  readonly matrix: Float64Array;
  readonly degreesOfFreedom: number;
  readonly clusters: readonly number[];
}

type Absent = Exclude<StandardErrors, Inference>;

function middleOf(fit: LeastSquaresFit, options: StandardErrorType): Middle | Absent {
  switch (options.type) {
    case "classical":
      return classicalMiddle(fit);
    case "HC0":
      return residualMiddle(fit, false, (e) => e * e);
    case "HC1":
      return residualMiddle(fit, false, (e) => (e * e * fit.observations) / fit.residualDegreesOfFreedom);
    case "HC2":
      return residualMiddle(fit, true, (e, h) => (e * e) / (1 - h));
    case "HC3":
      return residualMiddle(fit, true, (e, h) => (e / (1 - h)) ** 2);
    case "cluster":
      return clusterMiddle(fit, [options.clusters]);
    case "two-way-cluster":
      return clusterMiddle(fit, options.clusters);
    default:
      throw new RangeError(`options.type is not a kind of standard error: ${JSON.stringify(options satisfies never)}`);
  }
}

function classicalMiddle(fit: LeastSquaresFit): Middle | Absent {
  if (fit.exact) return exactFit();
  const rank = fit.estimated.length;
  const matrix = new Float64Array(rank * rank);
  for (let a = 0; a < rank; a++) matrix[a * (rank + 1)] = fit.sigma ** 2;
  return { kind: "estimated", matrix, degreesOfFreedom: fit.residualDegreesOfFreedom, clusters: [] };
}

/** Q' diag(w) Q. */
function residualMiddle(
  fit: LeastSquaresFit,
  dividesByLeverage: boolean,
  weight: (residual: number, leverage: number) => number,
): Middle | Absent {
  if (fit.exact) return exactFit();
  const determined = dividesByLeverage ? leverageOne(fit) : undefined;
  if (determined !== undefined) return determined;
  const weights = fit.residuals.map((residual, i) => weight(residual, at(fit.leverages, i)));
  const { observations: n, basis } = fit;
  const rank = fit.estimated.length;
  const matrix = new Float64Array(rank * rank);
  for (let a = 0; a < rank; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += at(basis, a * n + i) * at(basis, b * n + i) * at(weights, i);
      matrix[a * rank + b] = sum;
      matrix[b * rank + a] = sum;
    }
  }
  return { kind: "estimated", matrix, degreesOfFreedom: fit.residualDegreesOfFreedom, clusters: [] };
}

/** One direction of clustering, or two and their intersection taken away. */
function clusterMiddle(fit: LeastSquaresFit, directions: readonly ClusterLabels[]): Middle | Absent {
  const numbered = directions.map((labels) => numberClusters(labels, fit.observations));
  if (fit.exact) return exactFit();
  const clusters = numbered.map(({ count }) => count);
  const fewest = Math.min(...clusters);
  if (fewest < 2) return { ...absence("single-cluster", "all observations are in one cluster", []), observations: [] };
  const [first, second] = numbered;
  const intersection = first !== undefined && second !== undefined ? [intersect(first, second)] : [];
  const matrix = new Float64Array(fit.estimated.length ** 2);
  for (const groups of numbered) addScores(matrix, fit, groups, 1);
  for (const groups of intersection) addScores(matrix, fit, groups, -1);
  return { kind: "estimated", matrix, degreesOfFreedom: fewest - 1, clusters };
}

/** Clusters numbered from 0 in order of first appearance. */
interface Clusters {
  readonly numbers: Int32Array;
  readonly count: number;
}

function numberClusters(labels: ClusterLabels, observations: number): Clusters {
  if (labels.length !== observations) {
    throw new RangeError(`clusters must hold ${observations} labels: ${labels.length}`);
  }
  const known = new Map<string | number, number>();
  const numbers = new Int32Array(observations);
  for (let i = 0; i < observations; i++) {
    const label = labels[i];
    if (typeof label !== "string" && typeof label !== "number") {
      throw new TypeError(`clusters must hold text or whole numbers: ${typeof label} for observation ${i}`);
    }
    const number = known.get(label) ?? known.size;
    known.set(label, number);
    numbers[i] = number;
  }
  return { numbers, count: known.size };
}

/** Observations that share both clusters. */
function intersect(first: Clusters, second: Clusters): Clusters {
  const known = new Map<number, number>();
  const numbers = first.numbers.map((number, i) => {
    const pair = number * second.count + at(second.numbers, i);
    const index = known.get(pair) ?? known.size;
    known.set(pair, index);
    return index;
  });
  return { numbers, count: known.size };
}

/** matrix += sign × c × Σ_g u_g u_g' with u_g = Q_g'e_g. */
function addScores(matrix: Float64Array, fit: LeastSquaresFit, { numbers, count }: Clusters, sign: 1 | -1): void {
  const { observations: n, basis, residuals } = fit;
  const rank = fit.estimated.length;
  const scores = new Float64Array(rank * count);
  for (let a = 0; a < rank; a++) {
    for (let i = 0; i < n; i++) {
      const place = a * count + at(numbers, i);
      scores[place] = at(scores, place) + at(basis, a * n + i) * at(residuals, i);
    }
  }
  const correction = (count / (count - 1)) * ((n - 1) / fit.residualDegreesOfFreedom);
  for (let a = 0; a < rank; a++) {
    for (let b = 0; b < rank; b++) {
      let sum = 0;
      for (let g = 0; g < count; g++) sum += at(scores, a * count + g) * at(scores, b * count + g);
      matrix[a * rank + b] = at(matrix, a * rank + b) + sign * correction * sum;
    }
  }
}

/** R⁻¹ middle R⁻ᵀ, made exactly symmetric. */
function sandwich(inverseFactor: Float64Array, middle: Float64Array, rank: number): Float64Array {
  const covariance = new Float64Array(rank * rank);
  for (let a = 0; a < rank; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = a; i < rank; i++) {
        let inner = 0;
        for (let j = b; j < rank; j++) inner += at(middle, i * rank + j) * at(inverseFactor, b * rank + j);
        sum += at(inverseFactor, a * rank + i) * inner;
      }
      covariance[a * rank + b] = sum;
      covariance[b * rank + a] = sum;
    }
  }
  return covariance;
}

/**
 * An observation of leverage 1 is the only one to tell the columns c apart for which Xc is 1 there and 0 elsewhere:
 * c = (X'X)⁻¹x.
 */
function leverageOne(fit: LeastSquaresFit): Absent | undefined {
  const observations = [...fit.leverages.keys()].filter((i) => 1 - at(fit.leverages, i) < leverageRounding);
  if (observations.length === 0) return undefined;
  const rank = fit.estimated.length;
  const columns = fit.estimated.filter((_, a) =>
    observations.some((i) => {
      let weight = 0;
      let size = 0;
      for (let b = a; b < rank; b++) {
        weight += at(fit.inverseFactor, a * rank + b) * at(fit.basis, b * fit.observations + i);
        size += at(fit.inverseFactor, a * rank + b) ** 2;
      }
      return Math.abs(weight) > negligibleWeight * Math.sqrt(size);
    }),
  );
  const named = columns.map((name) => `"${name}"`).join(", ");
  const reason = `one observation alone tells apart ${named}, so its residual is zero whatever its outcome`;
  return { ...absence("leverage-one", reason, columns), observations };
}

/** A column that weighs less than this in an observation's own fitted value does so by rounding. */
const negligibleWeight = 1e-9;

function exactFit(): Absent {
  return {
    ...absence("exact-fit", "the residuals are no larger than the rounding of the outcome", []),
    observations: [],
  };
}

function noVariance(name: string, type: StandardErrorType["type"]): CoefficientInference {
  const reason = `the ${type} variance of the coefficient of "${name}" is not above zero`;
  return { ...absence("no-variance", reason, [name]), name };
}

function absence<Cause extends string>(cause: Cause, reason: string, columns: readonly string[]): NotEstimable<Cause> {
  return { kind: "not-estimable", cause, reason, columns };
}

function at(array: Float64Array | Int32Array, index: number): number {
  // Callers stay within the bounds of the fit; a check per element would halve the speed.
  return array[index] as number;
}
