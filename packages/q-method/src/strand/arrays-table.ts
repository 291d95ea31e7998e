import type { Cell, Result, Row } from "@plait/study";
import { NONE, notEstimable, statistic, textOf } from "./cells.ts";
import { type DescribeContext, fewestMembers } from "./describe-context.ts";

/** Each group's view as one sort, with what tells it from the others. */
export function arraysTable(context: DescribeContext): Result {
  const { analysis, groups, study } = context;
  return {
    id: "q.arrays",
    strand: "q",
    title: "Each group’s view as one sort",
    summary:
      "The place each card has in the weighted average of a group’s sorts, laid out on the grid, with the cards that distinguish a group and those on which all agree.",
    rowHeading: "Card",
    columns: [
      ...groups.map(({ id, name }) => ({ id, label: name, unit: "place", group: "Place" })),
      ...groups.map(({ id, name }) => ({ id: `${id}-marks`, label: name, unit: "marks", group: "Marks" })),
    ],
    rows: study.statements.map(
      ({ id }, statement): Row => ({
        id,
        label: context.wording(statement),
        cells: [
          ...groups.map((_, factor) => placeCell(context, factor, statement)),
          ...groups.map((_, factor) => marksCell(context, factor, statement)),
        ],
      }),
    ),
    sums: [],
    figure: {
      kind: "boards",
      title: "Each group’s view laid out on the grid",
      description:
        "One board a group, its columns from the lowest place to the highest, with the numbers of the cards. Marks show the cards that distinguish the group and those on which no groups differ.",
      columns: groups.map((_, factor) => factor),
      marks: groups.map((_, factor) => groups.length + factor),
      legend: [
        {
          begins: "D",
          look: "heavy",
          meaning: "The group differs from every other on this card: * p < .05, ** p < .01, *** p < .001",
        },
        { begins: "C", look: "broken", meaning: "No two groups differ on this card (p > .05)" },
        { begins: "(C)", look: "broken", meaning: "No two groups differ on this card at p > .01" },
      ],
      places: study.grid.columns.map(({ value, cards }) => ({ value, cards })),
      cards: study.statements.map(({ number }) => String(number)),
    },
    sentences: [],
    notes: [
      "D: the group differs from every other on this card (* p < .05, ** p < .01, *** p < .001, by the reliability’s standard errors, not corrected for the number of comparisons). C: no two groups differ (p > .05); (C): none differs at p > .01.",
      "Of cards that tie, the one that comes first in the Q-set lies higher, so that every board fits the grid.",
      ...(analysis.unforced.length === 0
        ? []
        : [
            "Some sorts did not fill the grid exactly; every sort was standardised, and the arrays show ranks on the grid.",
          ]),
    ],
    method: analysis.method,
    provenance: context.provenance(["read sorts", "correlate", "extract", "rotate", "flag", "weigh", "lay out"]),
  };
}

function placeCell({ analysis, groups, placeDigits }: DescribeContext, factor: number, statement: number): Cell {
  const view = analysis.factors[factor]?.view;
  if (view === undefined || view.kind === "not-estimable") return notEstimable(view?.reason ?? "There is no factor.");
  if (view.array.kind === "not-estimable") return notEstimable(view.array.reason);
  return statistic(view.array.places[statement] ?? 0, placeDigits, groups[factor]?.members.length ?? 0);
}

/** Marks compare groups, so they rest on the smallest of them. */
function marksCell(context: DescribeContext, factor: number, statement: number): Cell {
  return textOf(marksOf(context, factor, statement), fewestMembers(context));
}

/** Such as `D**` or `C`; a dash for none. */
export function marksOf({ analysis }: DescribeContext, factor: number, statement: number): string {
  const { comparisons, factors } = analysis;
  const name = factors[factor]?.name;
  if (comparisons.kind === "not-estimable" || name === undefined || !comparisons.factors.includes(name)) return NONE;
  const found = comparisons.distinguishing
    .find((one) => one.factor === name)
    ?.statements.find((one) => one.statement === statement);
  if (found !== undefined) return `D${found.level <= 0.001 ? "***" : found.level <= 0.01 ? "**" : "*"}`;
  if (comparisons.consensus.beyond05.includes(statement)) return "C";
  return comparisons.consensus.beyond01.includes(statement) ? "(C)" : NONE;
}
