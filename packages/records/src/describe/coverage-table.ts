import type { Cell, Result } from "@plait/study";
import type { CoverageCell, CoverageStatus } from "../coverage.ts";
import type { DescribeContext } from "./describe-context.ts";
import { monthName } from "./sample-sizes.ts";

const STATUSES: readonly { readonly text: string; readonly meaning: string }[] = [
  { text: "Supplied", meaning: "Rows were delivered for this month" },
  { text: "Limited", meaning: "Rows were delivered with a few variables only" },
  { text: "Empty", meaning: "A delivery covers this month and holds no row for it" },
  { text: "Not supplied", meaning: "No delivery covers this month; this is not a zero" },
  { text: "Not in operation", meaning: "This group of workers did not exist in this month" },
];

/** Which months of which group and kind the deliveries cover. Statuses only: the numbers of rows stay inside. */
export function coverageTable(context: DescribeContext): Result {
  const { coverage } = context.records;
  const { rules } = context.study;
  const columns = coverage.kinds.flatMap((kind) => coverage.groups.map((group) => ({ kind, group })));
  const byPlace = new Map(coverage.cells.map((cell) => [place(cell), cell]));
  const cellAt = (month: string, kind: string, group: string): Cell =>
    statusCell(byPlace.get(place({ month, kind, group }))?.status ?? "not-supplied", monthName(kind, group, month));
  return {
    id: "records.coverage",
    strand: "records",
    title: "Coverage of the deliveries by month",
    summary:
      "For each month, worker group and kind of record: whether the deliveries hold anything. A gap here limits every count and trend over it.",
    rowHeading: "Month",
    columns: columns.map(({ kind, group }) => ({
      id: `${kind}-${group}`,
      label: `${rules.kinds[kind]?.label ?? kind}, ${group}`,
      unit: "status",
      group: rules.kinds[kind]?.label ?? kind,
    })),
    rows: coverage.months.map((month) => ({
      id: month,
      label: month,
      cells: columns.map(({ kind, group }) => cellAt(month, kind, group)),
    })),
    sums: [],
    figure: {
      kind: "heat-map",
      title: "Coverage of the deliveries by month",
      description:
        "A grid with a column for each kind of record and worker group and a row for each month; each cell shows whether rows were supplied, limited, empty, not supplied, or the group was not in operation.",
      statuses: STATUSES,
    },
    sentences: [],
    notes: [
      ...rules.not_supplied.map((gap) => `${gapLabel(context, gap)}: not supplied. ${gap.note}.`),
      ...rules.limited.map((gap) => `${gapLabel(context, gap)}: limited to ${gap.variables.join(", ")}. ${gap.note}.`),
    ],
    method: {
      name: "Coverage of deliveries",
      variant: "by month, worker group and kind of record",
      options: {},
      source: "Plait, docs/methods/coverage.md",
      page: "coverage",
      version: context.version,
    },
    provenance: context.provenance(coverage.kinds, ["ingest", "harmonise", "merge", "combine"]),
  };
}

function place({ month, kind, group }: Pick<CoverageCell, "month" | "kind" | "group">): string {
  return `${month}\n${kind}\n${group}`;
}

/**
 * The one status cell used in tables of months, so that a gap is never shown as a number.
 *
 * @param rows the name of the number of rows: where it is withheld, so is the word that says whether there are any
 */
function statusCell(status: CoverageStatus, rows: string): Cell {
  switch (status) {
    case "supplied":
      return { kind: "text", text: "Supplied", follows: rows };
    case "limited":
      return { kind: "text", text: "Limited", follows: rows };
    case "empty":
      return { kind: "text", text: "Empty", follows: rows };
    case "not-supplied":
      return { kind: "text", text: "Not supplied" };
    case "not-in-operation":
      return { kind: "text", text: "Not in operation" };
  }
}

function gapLabel(
  context: DescribeContext,
  gap: { readonly kind: string; readonly group?: string; readonly from: string; readonly to: string },
): string {
  const kind = context.study.rules.kinds[gap.kind]?.label ?? gap.kind;
  return `${kind}, ${gap.group ?? "all groups"}, ${gap.from} to ${gap.to}`;
}
