import type { Result } from "@plait/study";
import { notApplicable, notEstimable, statistic } from "./cells.ts";
import type { DescribeContext } from "./describe-context.ts";

/** How like each other the groups' views are. Undefined where there are no two views. */
export function viewCorrelationsTable(context: DescribeContext): Result | undefined {
  const { analysis, groups, study } = context;
  const { comparisons } = analysis;
  if (comparisons.kind === "not-estimable") return undefined;
  const at = (name: string | undefined) => (name === undefined ? -1 : comparisons.factors.indexOf(name));
  return {
    id: "q.view-correlations",
    strand: "q",
    title: "How like each other the groups’ views are",
    summary: "Correlations between the groups’ z-scores. Views that correlate highly may be shades of one view.",
    rowHeading: "Group",
    columns: groups.map(({ id, name }) => ({ id, label: name, unit: "correlation" })),
    rows: groups.map(({ id, name, members }, row) => ({
      id,
      label: name,
      cells: groups.map((other, column) => {
        if (row === column) return notApplicable;
        const [a, b] = [at(analysis.factors[row]?.name), at(analysis.factors[column]?.name)];
        if (a < 0 || b < 0) return notEstimable("One of the two has no view.");
        const value = comparisons.correlations[a * comparisons.factors.length + b] ?? 0;
        const degreesOfFreedom = study.statements.length - 2;
        const people = Math.min(members.length, other.members.length);
        return statistic(value, 2, people, { kind: "correlation", degreesOfFreedom });
      }),
    })),
    sums: [],
    sentences: [],
    notes: ["Factors that were turned at right angles can still have views that correlate."],
    method: analysis.method,
    provenance: context.provenance(["read sorts", "correlate", "extract", "rotate", "flag", "weigh"]),
  };
}
