import type { QAnalysis, QFactor, QOptions } from "../analysis/analyse-sorts.ts";
import { factorArray } from "../analysis/factor-array.ts";
import type { NotEstimable } from "../analysis/not-estimable.ts";
import type { SortMatrix } from "../analysis/sort-matrix.ts";
import { sortsByLabel } from "../noise/sorts-by-label.ts";
import { type Alignment, type Repeat, repeatableAnalysis } from "./repeatable-analysis.ts";

export interface LeaveOneOutOptions {
  /** Default `assignment`. */
  readonly alignment?: Alignment;
}

/** What an analysis owes to one sort: how it changes when the sort is left out. */
export interface Influence {
  readonly sorter: string;
  /** The largest change of any z-score of any factor. */
  readonly largestChange: ScoreChange | NotEstimable;
  /** How many cells of all arrays change: statements that come to lie in another column. */
  readonly cellsChanged: number;
  /** The factors of the full analysis, in its order. */
  readonly factors: readonly FactorInfluence[];
  /** Other sorts whose flag on a factor is gained, lost or turned round. */
  readonly flagsChanged: readonly FlagDifference[];
}

export interface ScoreChange {
  readonly kind: "estimated";
  readonly factor: string;
  /** Counted from 0. */
  readonly statement: number;
  /** The z-score with the sort and without it. */
  readonly before: number;
  readonly after: number;
}

export interface FactorInfluence {
  readonly name: string;
  /** Tucker's congruence of the loadings of the other sorts, with the sort and without it. */
  readonly congruence: number;
  readonly change: ScoreChange | NotEstimable;
  /** Statements whose place in the array changes. */
  readonly cellsChanged: number | NotEstimable;
}

export interface FlagDifference {
  readonly sorter: string;
  readonly factor: string;
  /** -1, 0 or 1. */
  readonly before: number;
  readonly after: number;
}

/**
 * The analysis without each sort in turn. A factor that loses its last flag, or had none, has no changes: that is said for
 * the factor and does not stop the rest.
 *
 * @returns in the order of the input; the same whatever that order is
 * @throws RangeError when the analysis cannot be done (`analyseSorts`), with a sort less included
 */
export function leaveOneOut(
  sorts: SortMatrix,
  options: QOptions,
  { alignment = "assignment" }: LeaveOneOutOptions = {},
): readonly Influence[] {
  const { sorts: ordered, places } = sortsByLabel(sorts);
  const { full, repeat } = repeatableAnalysis(ordered, options, alignment);
  return Array.from(places, (left) => {
    const others = Int32Array.from(ordered.sorters.keys()).filter((j) => j !== left);
    return influenceOf(full, repeat(others), others, left);
  });
}

function influenceOf(full: QAnalysis, repeat: Repeat | undefined, others: Int32Array, left: number): Influence {
  const factors = full.factors.map((factor, f) => factorInfluence(factor, repeat, f, full));
  const changes = factors.flatMap(({ change }) => (change.kind === "estimated" ? [change] : []));
  const [first] = changes.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  return {
    sorter: full.sorters[left] ?? "",
    largestChange: first ?? { kind: "not-estimable", reason: "no factor has z-scores both with and without the sort" },
    cellsChanged: factors.reduce(
      (sum, { cellsChanged }) => sum + (typeof cellsChanged === "number" ? cellsChanged : 0),
      0,
    ),
    factors,
    flagsChanged: repeat === undefined ? [] : flagDifferences(full, repeat, others),
  };
}

function factorInfluence(
  { name, view }: QFactor,
  repeat: Repeat | undefined,
  f: number,
  { grid }: QAnalysis,
): FactorInfluence {
  const congruence = repeat?.congruences[f] ?? 0;
  const without = (reason: string): FactorInfluence => {
    const change: NotEstimable = { kind: "not-estimable", reason };
    return { name, congruence, change, cellsChanged: change };
  };
  if (view.kind === "not-estimable") return without(view.reason);
  if (repeat === undefined) return without("the other sorts allow no oblique rotation");
  const z = repeat.scores[f];
  if (z === undefined)
    return without("without the sort, none is flagged on this factor or those flagged cancel each other");
  const array = factorArray(z, grid);
  if (view.array.kind === "not-estimable" || array.kind === "not-estimable") {
    const reason = array.kind === "not-estimable" ? array.reason : "the factor has no array";
    return {
      name,
      congruence,
      change: largestChange(name, view.z, z),
      cellsChanged: { kind: "not-estimable", reason },
    };
  }
  const before = view.array.places;
  return {
    name,
    congruence,
    change: largestChange(name, view.z, z),
    cellsChanged: array.places.filter((place, i) => place !== before[i]).length,
  };
}

function largestChange(factor: string, before: Float64Array, after: Float64Array): ScoreChange {
  let statement = 0;
  for (let i = 1; i < before.length; i++) {
    if (Math.abs((after[i] ?? 0) - (before[i] ?? 0)) > Math.abs((after[statement] ?? 0) - (before[statement] ?? 0))) {
      statement = i;
    }
  }
  return { kind: "estimated", factor, statement, before: before[statement] ?? 0, after: after[statement] ?? 0 };
}

function sizeOf({ before, after }: ScoreChange): number {
  return Math.abs(after - before);
}

function flagDifferences(full: QAnalysis, { flags }: Repeat, others: Int32Array): FlagDifference[] {
  const { length } = full.factors;
  return Array.from(others).flatMap((j, row) =>
    full.factors.flatMap(({ name }, f) => {
      const before = full.flags[j * length + f] ?? 0;
      const after = flags[row * length + f] ?? 0;
      return before === after ? [] : [{ sorter: full.sorters[j] ?? "", factor: name, before, after }];
    }),
  );
}
