import type { CellPlace, Result, Row, Sentence } from "@plait/study";
import type { CribSheet } from "../analysis/crib-sheet.ts";
import { marksOf } from "./arrays-table.ts";
import { NONE, sorters, statistic, textOf } from "./cells.ts";
import { type DescribeContext, fewestMembers, type QGroup } from "./describe-context.ts";

const HEADINGS: readonly { readonly part: keyof CribSheet; readonly label: string }[] = [
  { part: "highest", label: "Highest" },
  { part: "higher", label: "Placed higher than by any other group" },
  { part: "lower", label: "Placed lower than by any other group" },
  { part: "lowest", label: "Lowest" },
];

/** One group's cards to interpret it by, with what people wrote about it. Undefined where the group has no view. */
export function cribTable(context: DescribeContext, factor: number): Result | undefined {
  const { analysis, groups, study } = context;
  const group = groups[factor];
  const view = analysis.factors[factor]?.view;
  if (group === undefined || view === undefined || view.kind === "not-estimable") return undefined;
  const { array, cribSheet } = view;
  if (array.kind === "not-estimable" || cribSheet === undefined) return undefined;
  const rows = HEADINGS.flatMap(({ part, label }) =>
    statementsOf(cribSheet, part).map(({ statement, tiedWith }): Row => {
      const compares = part === "higher" || part === "lower";
      const people = compares ? fewestMembers(context) : group.members.length;
      return {
        id: `${part}-${study.statements[statement]?.id ?? ""}`,
        label: context.wording(statement),
        group: label,
        people: sorters(people),
        cells: [
          statistic(array.places[statement] ?? 0, context.placeDigits, people),
          statistic(view.z[statement] ?? 0, 2, people),
          textOf(marksOf(context, factor, statement), fewestMembers(context)),
          textOf(tiedWith.length === 0 ? NONE : tiedWith.join(", "), fewestMembers(context)),
        ],
      };
    }),
  );
  return {
    id: `q.${group.id}`,
    strand: "q",
    title: `${group.name}: the cards that tell its view`,
    summary:
      "The cards the group places highest and lowest, and those it places higher or lower than all others: what an interpretation has to account for.",
    rowHeading: "Card",
    columns: [
      { id: "place", label: "Place", unit: "place" },
      { id: "z", label: "z-score", unit: "standard deviations" },
      { id: "marks", label: "Marks", unit: "marks" },
      { id: "tied", label: "Also so placed by", unit: "groups" },
    ],
    rows,
    sums: [],
    sentences: [...oneSorter(group, rows), ...narrative(study.narratives.get(factor + 1), rows)],
    notes: [
      "Marks as in the table of all views. The text, where there is one, was written by people; the cards come from the analysis.",
      ...(study.narratives.has(factor + 1)
        ? []
        : [`No text has been written yet: it belongs in q/narratives/${factor + 1}.md.`]),
    ],
    method: analysis.method,
    provenance: context.provenance([
      "read sorts",
      "correlate",
      "extract",
      "rotate",
      "flag",
      "weigh",
      "lay out",
      "compare",
    ]),
  };
}

function statementsOf(
  sheet: CribSheet,
  part: keyof CribSheet,
): readonly { readonly statement: number; readonly tiedWith: readonly string[] }[] {
  return sheet[part].map((one) => (typeof one === "number" ? { statement: one, tiedWith: [] } : one));
}

/** Every paragraph rests on all places: where one is withheld, so is the text. The gate looks at what it says of people. */
function narrative(text: string | undefined, rows: readonly Row[]): Sentence[] {
  if (text === undefined) return [];
  const restsOn = placesOf(rows);
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, " ").trim())
    .filter((paragraph) => paragraph !== "")
    .map((paragraph) => ({ parts: [paragraph], restsOn, freeText: {} }));
}

/** A sentence and not a note: that there is one only is a number about people. */
function oneSorter({ members }: QGroup, rows: readonly Row[]): Sentence[] {
  if (members.length !== 1) return [];
  return [{ parts: ["The view is that of one sorter alone."], restsOn: placesOf(rows) }];
}

function placesOf(rows: readonly Row[]): CellPlace[] {
  return rows.map((_, row) => ({ row, column: 0 }));
}
