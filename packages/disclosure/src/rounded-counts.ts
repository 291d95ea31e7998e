import { type Policy, type Rounding, unknownRule } from "./policy.ts";
import type { StudyCount, StudyCounts } from "./study-counts.ts";
import type { WithheldCounts } from "./withheld-counts.ts";

/**
 * The value each shown count is printed with. Only shown counts enter, so rounding can give away nothing that the shown
 * counts themselves would not.
 *
 * With totals as sums of rounded parts, a total is such a sum when all its parts are shown; when two sums would make it
 * two different numbers (the same people by age and by gender), a part is withheld, or the parts stand in another
 * result, it is rounded by itself.
 */
export function roundedCounts(
  study: StudyCounts,
  withheld: WithheldCounts,
  policy: Policy,
): (count: StudyCount) => number {
  const known = new Map<StudyCount, number>();
  const rounded = (count: StudyCount): number => {
    const before = known.get(count);
    if (before !== undefined) return before;
    // What is known exactly from a result after review is the same number everywhere.
    const isExact = count.standing === "exempt" || count.known;
    const alone = isExact ? count.value : roundCount(count.value, policy.rounding);
    // Two equal numbers can each be a total of the other: the one met again is rounded by itself.
    known.set(count, alone);
    if (addsUp(policy.rounding) && !isExact) {
      const sums = new Set(sumsOfParts(count));
      const [sum] = sums;
      if (sums.size === 1 && sum !== undefined) known.set(count, sum);
    }
    return known.get(count) ?? alone;
  };
  const sumsOfParts = (total: StudyCount): number[] =>
    total.terms
      .filter(({ coefficient, relation }) => coefficient < 0 && !relation.apart)
      .map(({ relation }) => relation.terms.filter(({ unknown }) => unknown !== total))
      .filter((parts) =>
        parts.every(({ unknown }) => unknown.standing !== "unprinted" && !withheld.reasons.has(unknown)),
      )
      .map((parts) => parts.reduce((sum, part) => sum + part.coefficient * rounded(part.unknown), 0));
  for (const count of study.counts) rounded(count);
  return rounded;
}

/** One count rounded by itself: 13 to the nearest 5 is 15, in steps of 6 around their middle 15. Zero stays zero. */
export function roundCount(value: number, rounding: Rounding): number {
  switch (rounding.method) {
    case "none":
      return value;
    case "nearest":
      return Math.floor((value + rounding.to / 2) / rounding.to) * rounding.to;
    case "midpoint":
      return Math.ceil(value / rounding.to) * rounding.to - (value === 0 ? 0 : Math.floor(rounding.to / 2));
    case "controlled":
      throw new RangeError("a count cannot be rounded by itself where sums have to hold");
    default:
      return unknownRule("rounding", rounding);
  }
}

function addsUp(rounding: Rounding): boolean {
  return (
    (rounding.method === "nearest" || rounding.method === "midpoint") && rounding.totals === "sums-of-rounded-parts"
  );
}
