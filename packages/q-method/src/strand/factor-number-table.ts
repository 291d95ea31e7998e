import type { Cell, Result, Sentence } from "@plait/study";
import type { NoiseBaseline } from "../noise/noise-baseline.ts";
import type { ParallelAnalysis } from "../noise/parallel-analysis.ts";
import { notApplicable, statistic } from "./cells.ts";
import type { DescribeContext } from "./describe-context.ts";

const SHOWN = 10;
const NOISE = "random sorts on the grid: no person stands behind them";

/** What speaks for how many factors, beside what noise of the same size would show. */
export function factorNumberTable(
  context: DescribeContext,
  parallel: ParallelAnalysis,
  baseline: NoiseBaseline,
): Result {
  const { analysis, study } = context;
  const { evidence } = analysis;
  const people = analysis.sorters.length;
  const shown = Math.min(SHOWN, evidence.eigenvalues.length);
  const noise = (value: number | undefined): Cell =>
    value === undefined ? notApplicable : { kind: "statistic", value, digits: 2, people: { kind: "none", why: NOISE } };
  return {
    id: "q.number-of-factors",
    strand: "q",
    title: "How many factors: the sorts beside noise of the same size",
    summary:
      "For each component of the sorts: its eigenvalue, what random sorts on this grid give, and the usual rules. A rule that noise passes as well proves nothing.",
    rowHeading: "Component",
    columns: [
      { id: "eigenvalue", label: "eigenvalue", unit: "sorts", group: "Sorts" },
      { id: "percent", label: "% of variance", unit: "percent", group: "Sorts" },
      { id: "noise-mean", label: "mean of noise", unit: "sorts", group: "Noise" },
      { id: "noise-95", label: "95th centile of noise", unit: "sorts", group: "Noise" },
      { id: "humphrey", label: "two largest loadings multiplied", unit: "product", group: "Unrotated factor" },
      { id: "significant", label: "loadings at p < .01", unit: "sorts", group: "Unrotated factor" },
    ],
    rows: Array.from({ length: shown }, (_, at) => {
      const factor = evidence.unrotated[at];
      return {
        id: `component-${at + 1}`,
        label: String(at + 1),
        cells: [
          statistic(evidence.eigenvalues[at] ?? 0, 2, people),
          statistic(evidence.percentOfVariance[at] ?? 0, 1, people),
          noise(parallel.eigenvalues[at]?.randomMean),
          noise(parallel.eigenvalues[at]?.threshold),
          factor === undefined ? notApplicable : statistic(factor.humphreyProduct, 2, people),
          factor === undefined ? notApplicable : statistic(factor.significantLoadings, 0, people),
        ],
      };
    }),
    sums: [],
    figure: {
      kind: "lines",
      title: "Eigenvalues of the sorts and of noise",
      description:
        "Eigenvalues by component, with a dashed line for the 95th centile of noise. A component says more than chance while the solid line lies above the dashed one.",
      yTitle: "Eigenvalue",
      columns: [0],
      against: 3,
    },
    sentences: [keptSentence(context, parallel), noiseSentence(context, baseline)],
    notes: [
      `Noise: ${parallel.draws} sets of as many random sorts on this grid, drawn without replacement; components count up to the first that does not lie above the 95th centile.`,
      `Kaiser’s rule keeps eigenvalues above 1. Humphrey’s rule asks that the two largest loadings multiplied pass ${(2 * evidence.loadingStandardError).toFixed(2)} (two standard errors), or leniently ${evidence.loadingStandardError.toFixed(2)}.`,
      study.analysis.factors.reason,
    ],
    method: context.method({
      name: "Parallel analysis on the grid",
      variant: "random sorts drawn from the grid without replacement, 95th centile, in sequence",
      options: { draws: parallel.draws, seed: study.analysis.seed, correlation: study.analysis.correlation },
      source: "Horn (1965), Psychometrika 30, 179-185; Glorfeld (1995)",
      page: "q-number-of-factors",
    }),
    provenance: context.provenance(["read sorts", "correlate", "extract", "draw random sorts"]),
  };
}

function keptSentence({ analysis, study }: DescribeContext, parallel: ParallelAnalysis): Sentence {
  const kept = analysis.factors.filter(({ poleOf }) => poleOf === undefined).length;
  const by = study.analysis.factors.number === "parallel" ? "as many as that" : "by decision";
  const stand = parallel.factors === 1 ? "stands" : "stand";
  return {
    parts: [`${components(parallel.factors)} of the sorts ${stand} above noise; the analysis keeps ${kept}, ${by}.`],
    restsOn: [{ row: 0, column: 0 }],
  };
}

function noiseSentence({ analysis }: DescribeContext, baseline: NoiseBaseline): Sentence {
  const { sorters: total } = analysis;
  return {
    parts: [
      `Noise of this size flags ${Math.round(baseline.flagged.mean)} of ${total.length} sorts on ${baseline.factors} ${baseline.factors === 1 ? "factor" : "factors"} (${baseline.flagged.low} to ${baseline.flagged.high} in nine of ten draws), has ${Math.round(baseline.eigenvaluesAboveOne.mean)} eigenvalues above 1, and passes Humphrey’s rule with ${baseline.passingHumphrey.mean.toFixed(1)} components: flags alone do not show that a group is more than chance.`,
    ],
    restsOn: [{ row: 0, column: 0 }],
  };
}

function components(count: number): string {
  return count === 1 ? "1 component" : `${count === 0 ? "No" : count} components`;
}
