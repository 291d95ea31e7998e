import { compareCost, type Knowledge, nothing } from "./another-table.ts";
import { type Hiding, needingProof, rangeNeeded } from "./hiding.ts";
import { isEntangled, type JoinedCounts, joinedCounts } from "./joined-counts.ts";
import type { LinearSolver } from "./linear-solver.ts";
import type { Policy } from "./policy.ts";
import { ProofSearch } from "./proof-search.ts";
import { Proofs } from "./proofs.ts";
import { isForced, type StudyCount, type StudyCounts } from "./study-counts.ts";
import { isGroupTooSmall } from "./too-small-groups.ts";

/**
 * Shows again counts without which those that fail are protected as well: they were hidden for a table that later ones
 * made needless. Only where counts stand in three sums or more; elsewhere the choice as a whole does
 * better.
 *
 * @param effort how many linear programmes may be solved for a group of which a single count is hidden; of one with more
 *   it is divided by their square
 */
export function withoutNeedless(
  study: StudyCounts,
  hiding: Hiding,
  policy: Policy,
  known: Knowledge,
  solver: LinearSolver,
  effort = EFFORT,
): Hiding {
  return joinedCounts(study)
    .filter(({ counts }) => counts.some(isEntangled))
    .reduce((rest, group) => withoutNeedlessOf(group, rest, policy, known, solver, effort), hiding);
}

function withoutNeedlessOf(
  { counts }: JoinedCounts,
  hiding: Hiding,
  policy: Policy,
  known: Knowledge,
  solver: LinearSolver,
  effort: number,
): Hiding {
  const own = counts.filter((count) => hiding.hidden.has(count));
  if (own.some((count) => hiding.sealed.has(count))) return hiding;
  const search = new ProofSearch([{ counts: own }], known, "hidden-only", solver);
  const patience = effort / own.length ** 2;
  let { hidden, proofs } = hiding;
  try {
    for (const count of mostHopefulFirst(own, proofs)) {
      if (search.programmes > patience) break;
      if (!hidden.has(count)) continue;
      const fewer = without(count, { hidden, sealed: hiding.sealed, proofs }, own, policy, search);
      if (fewer !== undefined) ({ hidden, proofs } = fewer);
    }
  } finally {
    search.dispose();
  }
  return { hidden, sealed: hiding.sealed, proofs };
}

/** Shows a count again, and with it every other that only it protected. Undefined where one that fails needs it. */
function without(
  count: StudyCount,
  { hidden, sealed, proofs }: Hiding,
  own: readonly StudyCount[],
  policy: Policy,
  search: ProofSearch,
): Hiding | undefined {
  const rest = new Set(hidden);
  let others = proofs;
  let needless: StudyCount | undefined = count;
  while (needless !== undefined) {
    const shown: StudyCount = needless;
    if (isForced(shown)) return undefined;
    rest.delete(shown);
    if (shown.terms.some(({ relation }) => isGroupTooSmall(relation, rest, policy))) return undefined;
    others = new Proofs(others.tables.filter((table) => !table.has(shown)));
    const left = own.filter((one) => rest.has(one));
    needless = needingProof(left, sealed).find((one) => !search.prove(one, rangeNeeded(one, policy), others, rest));
  }
  return { hidden: rest, sealed, proofs: others };
}

/**
 * The time of a linear programme grows with the square of the counts hidden, roughly. Counted in programmes, not in
 * time, so that it stops at the same place always.
 */
const EFFORT = 5e8;

/** Totals before cells, and of these the one first on which the fewest proofs rest; of equals the first of `own`. */
function mostHopefulFirst(own: readonly StudyCount[], { tables }: Proofs): StudyCount[] {
  const resting = new Map(own.map((count) => [count, tables.filter((table) => table.has(count)).length]));
  const restingOn = (count: StudyCount) => resting.get(count) ?? 0;
  const layers = ({ cost = nothing }: StudyCount) => ({ ...nothing, exempt: cost.exempt, totals: cost.totals });
  return own.toSorted(
    (a, b) =>
      compareCost(layers(b), layers(a)) ||
      restingOn(a) - restingOn(b) ||
      compareCost(b.cost ?? nothing, a.cost ?? nothing),
  );
}
