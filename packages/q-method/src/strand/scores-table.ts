import { twoSidedNormalQuantile } from "@plait/statistics";
import type { Cell, Result, Row } from "@plait/study";
import type { NotEstimable } from "../analysis/not-estimable.ts";
import type { Bootstrap, BootstrapScores } from "../stability/bootstrap-factors.ts";
import { notEstimable, statistic } from "./cells.ts";
import type { DescribeContext } from "./describe-context.ts";

const NORMAL = twoSidedNormalQuantile(0.05);

/** Each group's z-scores with the interval of the reliability and that of the bootstrap. */
export function scoresTable(context: DescribeContext, bootstrap: Bootstrap): Result {
  const { groups, study } = context;
  return {
    id: "q.z-scores",
    strand: "q",
    title: "z-scores of the cards, with both kinds of interval",
    summary:
      "How strongly each group places each card, in standard deviations, with two intervals: one from an assumed reliability of sorting, one from drawing the sorts again.",
    rowHeading: "Card",
    columns: [
      { id: "z", label: "z-score", unit: "standard deviations" },
      { id: "se", label: "standard error", unit: "standard deviations", group: "By reliability" },
      { id: "low", label: "95% from", unit: "standard deviations", group: "By reliability" },
      { id: "high", label: "to", unit: "standard deviations", group: "By reliability" },
      { id: "bootstrap-se", label: "standard error", unit: "standard deviations", group: "By bootstrap" },
      { id: "bootstrap-low", label: "95% from", unit: "standard deviations", group: "By bootstrap" },
      { id: "bootstrap-high", label: "to", unit: "standard deviations", group: "By bootstrap" },
    ],
    rows: groups.flatMap(({ id, name }, factor) =>
      study.statements.map(
        (statement, at): Row => ({
          id: `${id}-${statement.id}`,
          label: context.wording(at),
          group: name,
          cells: scoreCells(context, bootstrap, factor, at),
        }),
      ),
    ),
    sums: [],
    figure: {
      kind: "points",
      title: "z-scores of the cards by group",
      description:
        "One panel a group: each card’s z-score as a point, with a thick bar for the interval by reliability and a thin one for the interval by bootstrap.",
      xTitle: "z-score",
      value: 0,
      intervals: [
        { label: "by reliability", low: 2, high: 3 },
        { label: "by bootstrap", low: 5, high: 6 },
      ],
      rows: study.statements.map(({ number }) => String(number)),
    },
    sentences: [],
    notes: [
      `By reliability: an assumed correlation of ${study.analysis.reliability} between two sorts of one person. It says nothing of who happened to take part.`,
      `By bootstrap: ${study.analysis.stability.resamples} times as many sorts were drawn again from the sorts, with replacement; factors were matched each time and no draw was left out. With few sorters it is the more honest of the two.`,
      "z-scores are not effect sizes, and a group is not a type of person: it is a view that several sorts share.",
    ],
    method: context.method({
      name: "Composite z-scores",
      variant: "weights l/(1 − l²); standard errors by reliability (Spearman and Brown) and by bootstrap of sorts",
      options: {
        reliability: study.analysis.reliability,
        resamples: study.analysis.stability.resamples,
        align: study.analysis.stability.align,
        seed: study.analysis.seed,
      },
      source: "Brown (1980), Political Subjectivity; Zabala and Pascual (2016)",
      page: "q-stability",
    }),
    provenance: context.provenance(["read sorts", "correlate", "extract", "rotate", "flag", "weigh", "bootstrap"]),
  };
}

function scoreCells(
  { analysis, groups }: DescribeContext,
  bootstrap: Bootstrap,
  factor: number,
  statement: number,
): Cell[] {
  const view = analysis.factors[factor]?.view;
  if (view === undefined || view.kind === "not-estimable") {
    const none = notEstimable(view?.reason ?? "There is no factor.");
    return [none, none, none, none, none, none, none];
  }
  const people = groups[factor]?.members.length ?? 0;
  const cell = (value: number) => statistic(value, 2, people);
  const z = view.z[statement] ?? 0;
  const drawn = bootstrap.factors[factor]?.scores;
  return [
    cell(z),
    cell(view.standardError),
    cell(z - NORMAL * view.standardError),
    cell(z + NORMAL * view.standardError),
    ...bootstrapCells(drawn, statement, cell),
  ];
}

function bootstrapCells(
  drawn: BootstrapScores | NotEstimable | undefined,
  statement: number,
  cell: (value: number) => Cell,
): Cell[] {
  if (drawn === undefined || drawn.kind === "not-estimable") {
    const none = notEstimable(drawn?.reason ?? "There is no factor.");
    return [none, none, none];
  }
  return [drawn.standardError, drawn.lower, drawn.upper].map((values) => cell(values[statement] ?? 0));
}
