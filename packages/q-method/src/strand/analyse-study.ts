import type { QAnalysisFile, QStudy } from "@plait/study";
import { analyseSorts, type QAnalysis, type QOptions } from "../analysis/analyse-sorts.ts";
import type { Extraction } from "../analysis/extraction.ts";
import type { NamedFactors } from "../analysis/factor-names.ts";
import type { Rotation } from "../analysis/solve-factors.ts";
import type { SortMatrix } from "../analysis/sort-matrix.ts";
import { type ParallelAnalysis, parallelAnalysis } from "../noise/parallel-analysis.ts";
import type { QSort } from "../q-sort.ts";
import { gridOf } from "./read-sorts.ts";

/** The sorts as numbers. */
export function sortMatrixOf(study: QStudy, sorts: readonly QSort[]): SortMatrix {
  return {
    sorters: sorts.map(({ sorter }) => sorter),
    statements: study.statements.length,
    values: Float64Array.from(sorts.flatMap(({ places }) => places)),
    grid: gridOf(study),
  };
}

/** An analysis as the choices have it. */
export interface ChosenAnalysis {
  readonly parallel: ParallelAnalysis;
  /** How many factors are kept. Where it is none, `analysis` has one all the same, for its evidence. */
  readonly kept: number;
  readonly options: QOptions;
  readonly analysis: QAnalysis;
}

/**
 * Compares the sorts with random ones, keeps the number of factors the choices say and analyses the sorts.
 *
 * @throws RangeError when the sorts are not fit for an analysis
 * @throws FactorNotKept when a choice names a factor that is not kept
 */
export function analyseByChoices(choices: QAnalysisFile, sorts: SortMatrix): ChosenAnalysis {
  const parallel = parallelAnalysis(sorts, {
    seed: choices.seed,
    draws: choices.noise.draws,
    correlation: choices.correlation,
  });
  const wanted = choices.factors.number === "parallel" ? parallel.factors : choices.factors.number;
  const kept = Math.min(wanted, sorts.sorters.length);
  const options = optionsOf(choices, sorts, Math.max(1, kept));
  return { parallel, kept, options, analysis: analyseSorts(sorts, options) };
}

/** A choice names a factor that the analysis does not keep. */
export class FactorNotKept extends Error {
  override readonly name = "FactorNotKept";
  /** Where in the choices. */
  readonly path: string;

  constructor(path: string, kept: number) {
    super(`the analysis keeps ${kept} ${kept === 1 ? "factor" : "factors"}`);
    this.path = path;
  }
}

/** The options that choices come to. */
function optionsOf(choices: QAnalysisFile, sorts: SortMatrix, factors: number): QOptions {
  const keepNames = anchoredNames(choices, sorts.sorters, factors);
  const options: QOptions = {
    factors,
    correlation: choices.correlation,
    extraction: extractionOf(choices),
    rotation: rotationOf(choices),
    order: choices.order,
    flags: { method: "automatic", level: choices.flags.level, majority: choices.flags.majority },
    splitBipolar: choices.bipolar === "split",
    reliability: choices.reliability,
    ...(keepNames === undefined ? {} : { keepNames }),
  };
  if (choices.flags.changes.length === 0) return options;
  // Changes name factors by their place, and which factor that is shows only in the analysis without them.
  const { factors: found } = analyseSorts(sorts, { ...options, splitBipolar: false });
  return {
    ...options,
    flags: {
      method: "automatic",
      level: choices.flags.level,
      majority: choices.flags.majority,
      changes: choices.flags.changes.map(({ sorter, factor, flag }, at) => {
        const name = found[factor - 1]?.name;
        if (name === undefined) throw new FactorNotKept(`flags.changes[${at}].factor`, found.length);
        return { sorter, factor: name, flagged: flag };
      }),
    },
  };
}

/** A group's name belongs to the factor its anchors load on: an earlier solution in which only they do. */
function anchoredNames(
  { groups }: QAnalysisFile,
  sorters: readonly string[],
  factors: number,
): NamedFactors | undefined {
  const known = groups.filter(({ anchors }) => anchors.some((anchor) => sorters.includes(anchor))).slice(0, factors);
  if (known.length === 0) return undefined;
  const anchors = [...new Set(known.flatMap((group) => group.anchors))].filter((anchor) => sorters.includes(anchor));
  return {
    names: known.map(({ name }) => name),
    sorters: anchors,
    loadings: Float64Array.from(
      anchors.flatMap((anchor) => known.map((group) => (group.anchors.includes(anchor) ? 1 : 0))),
    ),
  };
}

function extractionOf({ extraction }: QAnalysisFile): Extraction {
  switch (extraction.method) {
    case "pca":
      return { method: "pca" };
    case "centroid":
      return { method: "centroid", variant: extraction.variant };
    case "horst":
      return { method: "horst" };
  }
}

function rotationOf({ rotation }: QAnalysisFile): Rotation {
  if (rotation.method !== "judgmental") return { method: rotation.method };
  return {
    method: "judgmental",
    from: rotation.after === "varimax" ? "varimax" : "unrotated",
    turns: rotation.turns.map(({ factors, degrees }) => ({ pair: [factors[0] - 1, factors[1] - 1], degrees })),
  };
}
