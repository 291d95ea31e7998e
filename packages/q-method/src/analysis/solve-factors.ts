import { type Extraction, extractFactors } from "./extraction.ts";
import { NoObliqueRotation } from "./no-oblique-rotation.ts";
import { oblimin } from "./oblimin.ts";
import { type Oblique, promax } from "./promax.ts";
import { reflectFactors } from "./reflect-factors.ts";
import type { EigenWork } from "./symmetric-eigen.ts";
import { type Turn, turnFactors } from "./turn-factors.ts";
import { varimax } from "./varimax.ts";

export type Rotation =
  | { readonly method: "none" }
  | { readonly method: "varimax" }
  /** Turns by hand, starting from the unrotated factors or from varimax (default), reflected and ordered. */
  | { readonly method: "judgmental"; readonly turns: readonly Turn[]; readonly from?: "unrotated" | "varimax" }
  /** Exploratory: the factors may correlate. Default power 4. */
  | { readonly method: "promax"; readonly power?: number }
  /** Exploratory: the factors may correlate. Direct quartimin. */
  | { readonly method: "oblimin" };

/**
 * `variance`: after rotation, the factor that explains most first. `extraction`: as the extraction and the rotation
 * left them. Factors turned by hand keep their places, since the turns name them by place.
 */
export type FactorOrder = "variance" | "extraction";

/** What is done between the correlations and the loadings. */
export interface FactorPlan {
  readonly factors: number;
  readonly extraction: Extraction;
  readonly rotation: Rotation;
  readonly order: FactorOrder;
}

export interface FactorSolution {
  /** As many as the plan asks for, unless the extraction stopped by itself. */
  readonly factors: number;
  /** Row by row: the loading of sort j on factor f at `[j * factors + f]`; reflected. */
  readonly unrotated: Float64Array;
  /** As `unrotated`, after rotation, reflection and ordering. For oblique factors pattern loadings. */
  readonly loadings: Float64Array;
  /** Only for oblique factors: their correlations, row by row. */
  readonly factorCorrelations?: Float64Array;
  /** How much of each sort's variance the factors explain together. */
  readonly communalities: Float64Array;
  /** What each factor explains, in units of one sort's variance: Σ l², for oblique factors diag(Φ P'P). */
  readonly explained: Float64Array;
  /** For iterated communalities, whether they came to rest and after how many passes. */
  readonly settled?: boolean;
  readonly passes?: number;
}

/**
 * From correlations to loadings, as often as needed: extraction, rotation, reflection (the sum of l|l| is not negative)
 * and order. Nothing but the eigenvalue buffers in `work` is kept between calls; results are fresh arrays.
 *
 * @param correlations row by row, of order `work.order`; any subset or resample of the sorts will do
 * @param statements how many statements the correlations rest on
 * @throws RangeError when the plan does not fit the number of sorts; `NoObliqueRotation`, a kind of it, when the
 *   loadings allow no such rotation
 */
export function solveFactors(
  correlations: Float64Array,
  statements: number,
  plan: FactorPlan,
  work: EigenWork,
): FactorSolution {
  checkPlan(plan, work.order);
  const extracted = extractFactors(correlations, statements, plan.factors, plan.extraction, work);
  const { factors, loadings: unrotated } = extracted;
  reflectFactors(unrotated, factors);
  const { loadings, factorCorrelations } = rotate(unrotated, factors, plan);
  const oblique = factorCorrelations === undefined ? {} : { factorCorrelations };
  const settled = extracted.settled === undefined ? {} : { settled: extracted.settled, passes: extracted.passes ?? 0 };
  return {
    factors,
    unrotated,
    loadings,
    ...oblique,
    communalities: communalitiesOf(loadings, factors, factorCorrelations),
    explained: explainedBy(loadings, factors, factorCorrelations),
    ...settled,
  };
}

function checkPlan({ factors, extraction, rotation, order }: FactorPlan, sorts: number): void {
  if (!Number.isInteger(factors) || factors < 1 || factors > sorts) {
    throw new RangeError(`factors must be a whole number from 1 to the number of sorts, ${sorts}: ${factors}`);
  }
  if (extraction.method === "horst") {
    const { precision = 1, iterations = 1 } = extraction;
    if (!(precision > 0)) throw new RangeError(`precision must be above 0: ${precision}`);
    if (!(iterations >= 1)) throw new RangeError(`iterations must be at least 1: ${iterations}`);
  }
  if (rotation.method === "promax" && !((rotation.power ?? 4) > 1)) {
    throw new RangeError(`power must be above 1: ${rotation.power}`);
  }
  if (order !== "variance" && order !== "extraction") {
    throw new RangeError(`order must be variance or extraction: ${String(order satisfies never)}`);
  }
}

type Rotated = Pick<FactorSolution, "loadings" | "factorCorrelations">;

function rotate(unrotated: Float64Array, factors: number, { rotation, order }: FactorPlan): Rotated {
  switch (rotation.method) {
    case "none":
      return arrange({ loadings: unrotated.slice() }, factors, order);
    case "varimax":
      return arrange({ loadings: varimax(unrotated, factors) }, factors, order);
    case "judgmental": {
      const start = rotation.from === "unrotated" ? unrotated.slice() : varimax(unrotated, factors);
      const arranged = arrange({ loadings: start }, factors, order);
      return arrange({ loadings: turnFactors(arranged.loadings, factors, rotation.turns) }, factors, "extraction");
    }
    case "promax":
      return arrange(promax(varimax(unrotated, factors), factors, rotation.power ?? 4), factors, order);
    case "oblimin": {
      const found = oblimin(unrotated, factors);
      if (found === undefined) throw new NoObliqueRotation("oblimin does not come to rest on these loadings");
      return arrange(found, factors, order);
    }
    default:
      throw new RangeError(
        `rotation must be none, varimax, judgmental, promax or oblimin: ${String(rotation satisfies never)}`,
      );
  }
}

/** Reflects, then puts in order. */
function arrange({ loadings, factorCorrelations }: Rotated | Oblique, factors: number, order: FactorOrder): Rotated {
  const signs = reflectFactors(loadings, factors);
  const correlations = factorCorrelations?.map(
    (r, i) => r * (signs[i % factors] ?? 1) * (signs[Math.floor(i / factors)] ?? 1),
  );
  const explained = explainedBy(loadings, factors, correlations);
  const places = Array.from({ length: factors }, (_, f) => f);
  // Shares that agree to rounding stay as they were, so that nothing hangs on the last bit.
  if (order === "variance") {
    const whole = explained.reduce((sum, value) => sum + value, 0);
    const rank = (f: number) => Math.round((explained[f] ?? 0) / (1e-12 * whole || 1));
    places.sort((a, b) => rank(b) - rank(a) || a - b);
  }
  return pickFactors({ loadings, ...(correlations && { factorCorrelations: correlations }) }, factors, places);
}

/** The factors at the given places, in their order. */
export function pickFactors(
  { loadings, factorCorrelations }: Rotated,
  factors: number,
  places: readonly number[],
): Rotated {
  const kept = places.length;
  const picked = new Float64Array((loadings.length / factors) * kept);
  for (let at = 0; at < picked.length; at++) {
    picked[at] = loadings[Math.floor(at / kept) * factors + (places[at % kept] ?? 0)] ?? 0;
  }
  if (factorCorrelations === undefined) return { loadings: picked };
  const correlations = Float64Array.from(
    { length: kept * kept },
    (_, i) => factorCorrelations[(places[Math.floor(i / kept)] ?? 0) * factors + (places[i % kept] ?? 0)] ?? 0,
  );
  return { loadings: picked, factorCorrelations: correlations };
}

/** For orthogonal factors Σ l² of each row, for oblique ones the diagonal of P Φ P'. */
function communalitiesOf(loadings: Float64Array, factors: number, correlations?: Float64Array): Float64Array {
  const communalities = new Float64Array(loadings.length / factors);
  for (let j = 0; j < communalities.length; j++) {
    for (let f = 0; f < factors; f++) {
      const structure = structureLoading(loadings, factors, correlations, j, f);
      communalities[j] = (communalities[j] ?? 0) + (loadings[j * factors + f] ?? 0) * structure;
    }
  }
  return communalities;
}

function explainedBy(loadings: Float64Array, factors: number, correlations?: Float64Array): Float64Array {
  const explained = new Float64Array(factors);
  for (let at = 0; at < loadings.length; at++) {
    const f = at % factors;
    const structure = structureLoading(loadings, factors, correlations, Math.floor(at / factors), f);
    explained[f] = (explained[f] ?? 0) + (loadings[at] ?? 0) * structure;
  }
  return explained;
}

/** The correlation of sort j with factor f: for orthogonal factors the loading itself. */
function structureLoading(
  loadings: Float64Array,
  factors: number,
  correlations: Float64Array | undefined,
  j: number,
  f: number,
): number {
  if (correlations === undefined) return loadings[j * factors + f] ?? 0;
  let sum = 0;
  for (let g = 0; g < factors; g++) sum += (loadings[j * factors + g] ?? 0) * (correlations[g * factors + f] ?? 0);
  return sum;
}
