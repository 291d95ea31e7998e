import type { Result } from "@plait/study";
import { membersOf, statistic, textOf, UNALIGNED_SORTERS } from "./cells.ts";
import type { DescribeContext } from "./describe-context.ts";

/** How near each sort is to each factor, and which sorts stand for it. */
export function loadingsTable(context: DescribeContext): Result {
  const { analysis, groups } = context;
  const factors = analysis.factors.length;
  const sizes = [...groups.map(({ id }) => membersOf(id)), UNALIGNED_SORTERS];
  const { level, majority } = context.study.analysis.flags;
  return {
    id: "q.loadings",
    strand: "q",
    title: "Loadings of the sorts",
    summary: "How closely each sort follows each factor, and with which group it is aligned.",
    rowHeading: "Sorter",
    columns: [
      ...groups.map(({ id, name }) => ({ id, label: name, unit: "loading", group: "Loading" })),
      { id: "communality", label: "Communality", unit: "share" },
      { id: "aligned", label: "Aligned with", unit: "group" },
    ],
    rows: analysis.sorters.map((sorter, row) => ({
      id: `sorter-${sorter}`,
      label: sorter,
      cells: [
        ...groups.map((_, factor) => statistic(analysis.loadings[row * factors + factor] ?? 0, 2, 1)),
        statistic(analysis.communalities[row] ?? 0, 2, 1),
        textOf(alignment(context, row), 1, sizes),
      ],
    })),
    sums: [],
    sentences: [],
    notes: [
      `A sort is aligned with a group where its loading is significant (p < ${level})${majority ? " and the factor holds more than half of what all factors share of the sort" : ""}. A minus sign says that it is aligned with the factor’s opposite.`,
      ...(analysis.exploratory
        ? ["The factors may correlate: this rotation is exploratory, and loadings are those of the pattern."]
        : []),
    ],
    method: analysis.method,
    provenance: context.provenance(["read sorts", "correlate", "extract", "rotate", "flag"]),
  };
}

function alignment({ analysis, groups }: DescribeContext, row: number): string {
  const factors = groups.length;
  const names = groups.flatMap(({ name }, factor) => {
    const flag = analysis.flags[row * factors + factor] ?? 0;
    return flag === 0 ? [] : [flag < 0 ? `−${name}` : name];
  });
  return names.length === 0 ? "none" : names.join(", ");
}
