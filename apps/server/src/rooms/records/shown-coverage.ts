import type { ReplyOf } from "@plait/api";
import type { Coverage } from "@plait/records";
import type { RecordsStudy } from "@plait/study";

type ShownCoverage = ReplyOf<"readCoverage">;

/** Coverage with the names and notes that say what it means. */
export function shownCoverage(coverage: Coverage, { rules, deliveries }: RecordsStudy): ShownCoverage {
  const kinds = new Set(coverage.kinds);
  const periods = new Set(deliveries.filter(({ kind }) => kinds.has(kind)).map(({ period }) => period));
  return {
    kinds: coverage.kinds.map((name) => ({ name, label: rules.kinds[name]?.label ?? name })),
    groups: coverage.groups.map((name) => ({ name, label: rules.groups[name]?.label ?? name })),
    periods: Object.entries(rules.periods)
      .filter(([name]) => periods.has(name))
      .map(([name, { from, to }]) => ({ name, from, to })),
    months: [...coverage.months],
    cells: coverage.cells.map((cell) => ({ ...cell })),
    declared: [
      ...rules.not_supplied.map((gap) => ({ ...gap, what: "not-supplied" as const })),
      ...rules.limited.map(({ variables, note, ...limit }) => ({
        ...limit,
        what: "limited" as const,
        note: `Only ${variables.join(", ")}. ${note}`,
      })),
    ],
  };
}
