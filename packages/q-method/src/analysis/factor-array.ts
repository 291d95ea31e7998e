import { type Grid, gridCards, gridPlaces } from "../grid.ts";
import type { NotEstimable } from "./not-estimable.ts";

/** z-scores nearer to each other than this are equal but for rounding. */
const tieWidth = 1e-9;

/** A factor as one sort: the z-scores laid out on the grid. */
export interface FactorArray {
  readonly kind: "estimated";
  /** The place of each statement, in the order of the statements. */
  readonly places: Float64Array;
  /** Statements with one z-score that came to lie in different columns, and only because of the rule for ties. */
  readonly brokenTies: readonly (readonly number[])[];
}

/**
 * Positions of the statements from the highest z-score to the lowest. Of statements that tie, the one that comes first
 * in the Q-set comes first.
 */
export function rankStatements(z: Float64Array): Int32Array {
  return Int32Array.from(tiedGroups(z).flat());
}

/**
 * The array of a factor: the highest places of the grid go to the highest z-scores. Of statements that tie, the one
 * that comes first in the Q-set gets the higher place, so the array always fits the grid.
 *
 * A free grid whose columns do not hold as many cards as there are statements gives no array.
 */
export function factorArray(z: Float64Array, grid: Grid): FactorArray | NotEstimable {
  if (gridCards(grid) !== z.length) {
    const reason = `the columns of the grid hold ${gridCards(grid)} cards, not the ${z.length} statements`;
    return { kind: "not-estimable", reason };
  }
  const descending = gridPlaces(grid).reverse();
  const places = new Float64Array(z.length);
  const brokenTies: number[][] = [];
  let next = 0;
  for (const group of tiedGroups(z)) {
    const highest = descending[next];
    for (const statement of group) places[statement] = descending[next++] ?? 0;
    if (descending[next - 1] !== highest) brokenTies.push(group);
  }
  return { kind: "estimated", places, brokenTies };
}

/** Statements by falling z-score, those that tie together and in the order of the Q-set. */
function tiedGroups(z: Float64Array): number[][] {
  const byScore = Array.from(z.keys()).sort((a, b) => (z[b] ?? 0) - (z[a] ?? 0) || a - b);
  const groups: number[][] = [];
  let last = Number.POSITIVE_INFINITY;
  for (const statement of byScore) {
    const score = z[statement] ?? 0;
    const group = groups.at(-1);
    if (group !== undefined && last - score < tieWidth) group.push(statement);
    else groups.push([statement]);
    last = score;
  }
  for (const group of groups) group.sort((a, b) => a - b);
  return groups;
}
