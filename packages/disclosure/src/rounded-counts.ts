import { type ControlledRounding, controlledRounding, type RoundedGroup } from "./controlled-rounding.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { type Policy, type Rounding, unknownRule } from "./policy.ts";
import { fixedValue, isFixed, type StudyCount, type StudyCounts } from "./study-counts.ts";
import type { WithheldCounts } from "./withheld-counts.ts";

/** What readers get of the counts that are shown. */
export interface RoundedCounts {
  /** The value a count is printed with. */
  readonly printed: (count: StudyCount) => number;
  /** The value of a count of which a share is taken. */
  readonly inShares: (count: StudyCount) => number;
  /** What a reader of these counts has to know about the rounding beyond the policy. */
  readonly told: (counts: ReadonlySet<StudyCount>) => RoundingTold;
}

export interface RoundingTold {
  /** Under controlled rounding, each count is printed less than so many steps from its true number. */
  readonly steps: number;
  /** In plain words. */
  readonly remarks: readonly string[];
}

const nothingTold: RoundingTold = { steps: 1, remarks: [] };

/** Rounds all shown counts as the policy says. */
export function roundedCounts(
  study: StudyCounts,
  withheld: WithheldCounts,
  policy: Policy,
  solver: LinearSolver,
): RoundedCounts {
  const { rounding } = policy;
  switch (rounding.method) {
    case "none":
      return { printed: fixedValue, inShares: fixedValue, told: () => nothingTold };
    case "nearest":
    case "midpoint": {
      const printed = roundedAlone(study, withheld, rounding);
      const { shares } = rounding;
      const inShares =
        shares === "of-printed-counts"
          ? printed
          : (count: StudyCount) => (isFixed(count) ? count.value : midpointOf(count.value, shares.midpoint));
      return { printed, inShares, told: () => nothingTold };
    }
    case "controlled": {
      const controlled = controlledRounding(study, rounding.to, solver);
      const printed = (count: StudyCount) => controlled.printed.get(count) ?? notAmong(count);
      return { printed, inShares: printed, told: (counts) => toldOfRounding(controlled, counts, rounding.to) };
    }
    default:
      return unknownRule("rounding", rounding);
  }
}

function notAmong({ index }: StudyCount): never {
  throw new Error(`count ${index} was not rounded`);
}

type RoundingAlone = Extract<Rounding, { method: "nearest" | "midpoint" }>;

/**
 * Each shown count by itself. Only shown counts enter, so rounding can give away nothing that the shown counts themselves
 * would not.
 *
 * With totals as sums of rounded parts, a total is such a sum when all its parts are shown; when two sums would make it
 * two different numbers (the same people by age and by gender), a part is withheld, or the parts stand in another
 * result, it is rounded by itself.
 */
function roundedAlone(
  study: StudyCounts,
  withheld: WithheldCounts,
  rounding: RoundingAlone,
): (count: StudyCount) => number {
  const known = new Map<StudyCount, number>();
  const rounded = (count: StudyCount): number => {
    const before = known.get(count);
    if (before !== undefined) return before;
    // What readers have already is the same number everywhere.
    const isExact = isFixed(count);
    const alone = isExact ? fixedValue(count) : roundCount(count.value, rounding);
    // Two equal numbers can each be a total of the other: the one met again is rounded by itself.
    known.set(count, alone);
    if (isExact || rounding.totals !== "sums-of-rounded-parts") return alone;
    const [sum = alone, ...others] = new Set(sumsOfParts(count));
    const value = others.length === 0 ? sum : alone;
    known.set(count, value);
    return value;
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
export function roundCount(value: number, { method, to }: Pick<RoundingAlone, "method" | "to">): number {
  switch (method) {
    case "nearest":
      return Math.floor((value + to / 2) / to) * to;
    case "midpoint":
      return midpointOf(value, to);
    default:
      return unknownRule("rounding", method);
  }
}

function midpointOf(value: number, to: number): number {
  return Math.ceil(value / to) * to - (value === 0 ? 0 : Math.floor(to / 2));
}

/** What readers of some counts have to know of a controlled rounding to multiples of `to`. */
export function toldOfRounding(
  { groups, open }: Pick<ControlledRounding, "groups" | "open">,
  counts: ReadonlySet<StudyCount>,
  to: number,
): RoundingTold {
  const concerned = groups.filter((group) => group.counts.some((count) => counts.has(count)));
  const steps = Math.max(1, ...concerned.map((group) => group.steps));
  const isOpen = open.some(({ terms }) => terms.some(({ unknown }) => counts.has(unknown)));
  const away = `Some counts are not next to their true number but up to ${steps} multiples of ${to} away, so that sums hold.`;
  const remarks = [
    ...(steps > 1 ? [away] : []),
    ...new Set(concerned.flatMap(({ way }) => remarkOn(way))),
    ...(isOpen ? ["Sums in which a number stands that is not rounded need not hold exactly."] : []),
  ];
  return { steps, remarks };
}

function remarkOn(way: RoundedGroup["way"]): string[] {
  switch (way) {
    case "least-shift":
      return [];
    case "additive":
      return ["Sums hold; another rounding might be closer to the true numbers taken together."];
    case "summed-up":
      return ["Counts that are no total are rounded to the nearest multiple, and totals are their sums."];
    case "by-itself":
      return ["No rounding was found with which sums hold: each count is rounded to the nearest multiple by itself."];
    default:
      return unknownRule("way of rounding", way);
  }
}
