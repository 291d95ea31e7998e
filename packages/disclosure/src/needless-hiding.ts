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
 * Shows again, one by one, counts without which the others are protected as well: those that were hidden for a table
 * that later ones made needless. Only where counts stand in three sums or more; elsewhere the choice as a whole does
 * better.
 */
export function withoutNeedless(
  study: StudyCounts,
  hiding: Hiding,
  policy: Policy,
  known: Knowledge,
  solver: LinearSolver,
): Hiding {
  return joinedCounts(study)
    .filter(({ counts }) => counts.some(isEntangled))
    .reduce((rest, group) => withoutNeedlessOf(group, rest, policy, known, solver), hiding);
}

function withoutNeedlessOf(
  { counts }: JoinedCounts,
  hiding: Hiding,
  policy: Policy,
  known: Knowledge,
  solver: LinearSolver,
): Hiding {
  const own = counts.filter((count) => hiding.hidden.has(count));
  if (own.some((count) => hiding.sealed.has(count))) return hiding;
  const search = new ProofSearch([{ counts: own }], known, "hidden-only", solver);
  const patience = EFFORT / own.length ** 2;
  let { hidden, proofs } = hiding;
  for (const count of mostHopefulFirst(own, proofs)) {
    if (search.programmes > patience) break;
    const rest = new Set(hidden);
    rest.delete(count);
    if (count.terms.some(({ relation }) => isGroupTooSmall(relation, rest, policy))) continue;
    const others = new Proofs(proofs.tables.filter((table) => !table.has(count)));
    const toProve = needingProof(
      own.filter((one) => rest.has(one)),
      hiding.sealed,
    );
    if (!toProve.every((one) => search.prove(one, rangeNeeded(one, policy), others, rest))) continue;
    [hidden, proofs] = [rest, others];
  }
  search.dispose();
  return { hidden, sealed: hiding.sealed, proofs };
}

/**
 * The time of a linear programme grows with the square of the counts hidden, roughly. Counted in programmes, not in
 * time, so that it stops at the same place always.
 */
const EFFORT = 5e8;

/** Totals before cells, and of these the one first on which the fewest proofs rest. */
function mostHopefulFirst(own: readonly StudyCount[], { tables }: Proofs): StudyCount[] {
  const resting = new Map(own.map((count) => [count, tables.filter((table) => table.has(count)).length]));
  const restingOn = (count: StudyCount) => resting.get(count) ?? 0;
  const layers = ({ cost = nothing }: StudyCount) => ({ ...nothing, exempt: cost.exempt, totals: cost.totals });
  return own
    .filter((count) => !isForced(count))
    .sort(
      (a, b) =>
        compareCost(layers(b), layers(a)) ||
        restingOn(a) - restingOn(b) ||
        compareCost(b.cost ?? nothing, a.cost ?? nothing) ||
        a.index - b.index,
    );
}
