import type { Cell, Result } from "@plait/study";
import type { Bootstrap } from "../stability/bootstrap-factors.ts";
import type { Influence } from "../stability/leave-one-out.ts";
import { countOf, membersOf, notApplicable, notEstimable, sorters, statistic } from "./cells.ts";
import type { DescribeContext } from "./describe-context.ts";

/** How firm each group is when the sorts are drawn again. */
export function stabilityTable(context: DescribeContext, bootstrap: Bootstrap): Result {
  const { groups, analysis } = context;
  return {
    id: "q.stability",
    strand: "q",
    title: "How firm the groups are",
    summary:
      "For each group: its size, what an assumed reliability of sorting says of its z-scores, and what drawing the sorts again says of them and of the group itself.",
    rowHeading: "Group",
    columns: [
      { id: "members", label: "Members", unit: "people" },
      { id: "reliability", label: "reliability", unit: "share", group: "By reliability" },
      { id: "se", label: "standard error of z", unit: "standard deviations", group: "By reliability" },
      { id: "bootstrap-se", label: "mean standard error of z", unit: "standard deviations", group: "By bootstrap" },
      { id: "congruence", label: "mean congruence", unit: "share", group: "By bootstrap" },
      { id: "together", label: "members found together", unit: "share", group: "By bootstrap" },
    ],
    rows: groups.map(({ id, name, members }, factor) => {
      const view = analysis.factors[factor]?.view;
      const drawn = bootstrap.factors[factor];
      const share = (value: number, digits: number) => statistic(value, digits, members.length);
      const viewed = (
        value: (view: { readonly reliability: number; readonly standardError: number }) => number,
      ): Cell =>
        view === undefined || view.kind === "not-estimable"
          ? notEstimable(view?.reason ?? "There is no factor.")
          : share(value(view), 2);
      return {
        id,
        label: name,
        cells: [
          countOf(members.length, membersOf(id)),
          viewed(({ reliability }) => reliability),
          viewed(({ standardError }) => standardError),
          drawn === undefined || drawn.scores.kind === "not-estimable"
            ? notEstimable("The factor has no z-scores.")
            : share(drawn.scores.meanStandardError, 2),
          drawn === undefined ? notApplicable : share(drawn.congruence.mean, 2),
          drawn === undefined || drawn.together.kind === "not-estimable"
            ? notEstimable("There are no two members to be found together.")
            : share(drawn.together.share, 2),
        ],
      };
    }),
    sums: [],
    sentences: [],
    notes: [
      "Congruence (Tucker) says how like the full analysis the factor of a draw is: 1 is the same. Members found together: of all draws that hold two members, the share in which both are flagged on one factor again.",
      "No draw was left out; factors were matched to those of the full analysis by the assignment that fits best over all.",
    ],
    method: context.method({
      name: "Bootstrap of sorts",
      variant: `balanced, ${context.study.analysis.stability.align}`,
      options: { resamples: bootstrap.resamples, seed: bootstrap.seed, level: bootstrap.level },
      source: "Zabala and Pascual (2016), PLoS ONE 11(2), e0148087",
      page: "q-stability",
    }),
    provenance: context.provenance(["read sorts", "correlate", "extract", "rotate", "flag", "bootstrap"]),
  };
}

/** How firmly each sorter belongs, and what hangs on the sorter. */
export function sorterStabilityTable(
  context: DescribeContext,
  bootstrap: Bootstrap,
  influences: readonly Influence[],
): Result {
  const { groups, analysis } = context;
  const person = sorters(1);
  return {
    id: "q.sorter-stability",
    strand: "q",
    title: "How firmly each sorter belongs, and what hangs on one sorter",
    summary:
      "How often each sort was aligned with each group when the sorts were drawn again, and what changes when the sort is left out.",
    rowHeading: "Sorter",
    columns: [
      ...groups.map(({ id, name }) => ({ id, label: name, unit: "share of draws", group: "Aligned with" })),
      { id: "none", label: "no group", unit: "share of draws", group: "Aligned with" },
      { id: "change", label: "largest change of a z-score", unit: "standard deviations", group: "Left out" },
      { id: "cells", label: "cards that change place", unit: "cards", group: "Left out" },
      { id: "flags", label: "flags of others that change", unit: "flags", group: "Left out" },
    ],
    rows: analysis.sorters.map((sorter, row) => {
      const drawn = bootstrap.sorts[row];
      const influence = influences[row];
      return {
        id: `sorter-${sorter}`,
        label: sorter,
        cells: [
          ...groups.map((_, factor): Cell => shareCell(drawn?.flagged[factor])),
          shareCell(drawn?.unaligned),
          influence === undefined || influence.largestChange.kind === "not-estimable"
            ? notEstimable("No factor has z-scores without the sort.")
            : statistic(Math.abs(influence.largestChange.after - influence.largestChange.before), 2, 1),
          influence === undefined ? notApplicable : { kind: "count", value: influence.cellsChanged, people: person },
          influence === undefined
            ? notApplicable
            : { kind: "count", value: influence.flagsChanged.length, people: person },
        ],
      };
    }),
    sums: [],
    sentences: [],
    notes: ["Shares are of the draws that hold the sort."],
    method: context.method({
      name: "Bootstrap of sorts and leaving one out",
      variant: `balanced, ${context.study.analysis.stability.align}`,
      options: { resamples: bootstrap.resamples, seed: bootstrap.seed },
      source: "Zabala and Pascual (2016), PLoS ONE 11(2), e0148087",
      page: "q-stability",
    }),
    provenance: context.provenance([
      "read sorts",
      "correlate",
      "extract",
      "rotate",
      "flag",
      "bootstrap",
      "leave one out",
    ]),
  };
}

function shareCell(share: number | undefined): Cell {
  return share === undefined ? notApplicable : statistic(share, 2, 1);
}
