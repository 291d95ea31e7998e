import { bestAssignment } from "./assignment.ts";

/** Named factors of an earlier run, as loadings or as z-scores. */
export type NamedFactors =
  | {
      readonly names: readonly string[];
      readonly sorters: readonly string[];
      /** Row by row, one factor a name. */
      readonly loadings: Float64Array;
    }
  | { readonly names: readonly string[]; readonly z: readonly Float64Array[] };

/** Which earlier factor a name comes from. */
export interface KeptName {
  readonly name: string;
  /** From -1 to 1; a negative one says that the factor now faces the other way. */
  readonly similarity: number;
}

export interface FactorNames {
  /** Where each factor of the result is found among the factors given. */
  readonly places: readonly number[];
  /** In the order of `places`. */
  readonly names: readonly string[];
  readonly kept: readonly KeptName[];
}

/**
 * Names for factors: F1, F2, ... in their order; or, after an earlier run, its names, each for the factor most like it
 * in the assignment that makes the sum of |similarity| largest. Factors with kept names come in the earlier order, then
 * new ones with the first numbers that are free.
 *
 * Similarity is Tucker's congruence, Σab/√(Σa²Σb²), of the loadings on the sorts both runs have. An earlier factor
 * known by its z-scores is given as loadings its correlations with the sorts.
 *
 * @param loadings row by row, `factors` a row
 * @param standardised the sorts, sort-major, as `standardiseSorts` gives them
 * @throws RangeError when the earlier factors do not fit their names or the statements, or share no sort with these
 */
export function nameFactors(
  loadings: Float64Array,
  factors: number,
  sorters: readonly string[],
  standardised: Float64Array,
  earlier?: NamedFactors,
): FactorNames {
  const inOrder = Array.from({ length: factors }, (_, f) => f);
  if (earlier === undefined) return { places: inOrder, names: inOrder.map((f) => `F${f + 1}`), kept: [] };
  const { names } = earlier;
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new RangeError(`two earlier factors bear the name "${twice}"`);
  const then =
    "z" in earlier ? loadingsOfScores(earlier.z, names, sorters, standardised) : loadingsOn(earlier, sorters);
  const similarities = new Float64Array(names.length * factors);
  for (let at = 0; at < similarities.length; at++) {
    similarities[at] = congruence(then, Math.floor(at / factors), names.length, loadings, at % factors, factors);
  }
  const assigned = bestAssignment(similarities.map(Math.abs), names.length, factors);
  const kept = names.flatMap((name, n) => {
    const place = assigned[n] ?? -1;
    return place < 0 ? [] : [{ place, name, similarity: similarities[n * factors + place] ?? 0 }];
  });
  const added = inOrder.filter((f) => !kept.some(({ place }) => place === f));
  const free = freeNames(names, added.length);
  return {
    places: [...kept.map(({ place }) => place), ...added],
    names: [...kept.map(({ name }) => name), ...free],
    kept: kept.map(({ name, similarity }) => ({ name, similarity })),
  };
}

/** Earlier loadings in the order of these sorters; NaN for a sort that is new. */
function loadingsOn(earlier: Extract<NamedFactors, { loadings: unknown }>, sorters: readonly string[]): Float64Array {
  const { names, sorters: before, loadings } = earlier;
  if (loadings.length !== names.length * before.length) {
    throw new RangeError(`earlier loadings must be ${before.length} by ${names.length}: ${loadings.length} numbers`);
  }
  if (!sorters.some((sorter) => before.includes(sorter))) throw new RangeError("the runs have no sorter in common");
  return Float64Array.from(
    sorters.flatMap((sorter) => {
      const j = before.indexOf(sorter);
      return names.map((_, f) => (j < 0 ? Number.NaN : (loadings[j * names.length + f] ?? 0)));
    }),
  );
}

function loadingsOfScores(
  scores: readonly Float64Array[],
  names: readonly string[],
  sorters: readonly string[],
  standardised: Float64Array,
): Float64Array {
  const statements = standardised.length / sorters.length;
  if (scores.length !== names.length || scores.some((z) => z.length !== statements)) {
    throw new RangeError(`earlier z-scores must be ${statements} for each of ${names.length} names`);
  }
  return Float64Array.from(
    sorters.flatMap((_, j) =>
      scores.map((z) => z.reduce((sum, score, i) => sum + score * (standardised[j * statements + i] ?? 0), 0)),
    ),
  );
}

function congruence(
  then: Float64Array,
  name: number,
  names: number,
  now: Float64Array,
  factor: number,
  factors: number,
): number {
  let product = 0;
  let thenSquare = 0;
  let nowSquare = 0;
  for (let j = 0; j * names < then.length; j++) {
    const a = then[j * names + name] ?? 0;
    const b = now[j * factors + factor] ?? 0;
    if (Number.isNaN(a)) continue;
    product += a * b;
    thenSquare += a * a;
    nowSquare += b * b;
  }
  const length = Math.sqrt(thenSquare * nowSquare);
  return length > 0 ? product / length : 0;
}

function freeNames(taken: readonly string[], count: number): string[] {
  const free: string[] = [];
  for (let number = 1; free.length < count; number++) {
    if (!taken.includes(`F${number}`)) free.push(`F${number}`);
  }
  return free;
}
