import { addCost, type Bounds, compareCost, type Knowledge, nothing, type Unknown } from "./another-table.ts";
import { cheapestHiding } from "./cheapest-hiding.ts";
import { type Hiding, needingProof, rangeNeeded } from "./hiding.ts";
import { joinedCounts, joinedTo } from "./joined-counts.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { withoutNeedless } from "./needless-hiding.ts";
import type { Policy } from "./policy.ts";
import { ProofSearch } from "./proof-search.ts";
import { Proofs } from "./proofs.ts";
import { assertProved } from "./proved-hiding.ts";
import { isForced, type StudyCount, type StudyCounts, type StudyRelation } from "./study-counts.ts";
import { isGroupTooSmall } from "./too-small-groups.ts";

/** Which counts of a study are withheld, and why. */
export interface WithheldCounts {
  readonly reasons: ReadonlyMap<StudyCount, CountReason>;
  /**
   * Counts for which no protection was found among their neighbours, so that everything joined to them by sums is
   * withheld. Empty in ordinary studies.
   */
  readonly sealed: ReadonlySet<StudyCount>;
  /** Counts that can be worked out whatever is withheld, because of what a reader has already. */
  readonly givenAway: readonly StudyCount[];
}

export type CountReason = "threshold" | "secondary" | "threshold-or-secondary";

/**
 * Hides every count that fails the policy, and then others, until what a reader can work out of each hidden count is
 * too little. The proofs, other tables that the reader could not tell from the true one, are checked once more at the
 * end.
 *
 * 1. Primary: every count that fails the threshold or the zero rule.
 * 2. Secondary: a hidden count takes the cheapest other tables that it needs, and what changes in them is hidden too.
 * 3. Groups: the hidden parts of a shown total, taken together, must pass the threshold; if not, one more is hidden.
 * 4. From 2 again, until nothing changes.
 * 5. Needless: where counts stand in three sums or more, those that protect nothing in the end are shown again.
 * 6. The whole at once: where counts joined by sums are few enough, a programme in whole numbers looks for a cheaper
 *    set to hide, which has to stand up to 2 to 5 like the first.
 * 7. Reasons: the reader is told which of the two reasons a count has only if nothing more could be worked out with
 *    that knowledge as well.
 */
export function withheldCounts(study: StudyCounts, policy: Policy, solver: LinearSolver): WithheldCounts {
  const known = knowledge(study, ({ untold }) => untold);
  const greedy = hide(study, policy, known, solver, study.counts.filter(isForced));
  const better = cheapestHiding(study, policy, known, solver, greedy.hidden);
  const chosen = better === undefined ? greedy : cheaper(greedy, hide(study, policy, known, solver, better));
  assertProved(chosen, known, policy);
  const { hidden, sealed } = chosen;
  return {
    reasons: reasonsFor(study, hidden, sealed, policy, solver),
    sealed,
    givenAway: givenAway(study, chosen, known, solver),
  };
}

/** Hides `first`, and what else is needed. */
function hide(
  study: StudyCounts,
  policy: Policy,
  known: Knowledge,
  solver: LinearSolver,
  first: Iterable<StudyCount>,
): Hiding {
  const hidden = new Set<StudyCount>(first);
  const sealed = new Set<StudyCount>();
  const proofs = new Proofs();
  const search = new ProofSearch(joinedCounts(study), known, "at-a-cost", solver);
  try {
    do {
      for (const count of largestFirst(needingProof(hidden, sealed))) {
        // Proving an earlier one may have sealed this one.
        if (sealed.has(count)) continue;
        if (!search.prove(count, rangeNeeded(count, policy), proofs, hidden)) seal(count, hidden, sealed);
      }
    } while (study.relations.some((relation) => widenGroup(relation, hidden, policy)));
  } finally {
    search.dispose();
  }
  return withoutNeedless(study, { hidden, sealed, proofs }, policy, known, solver);
}

function cheaper(a: Hiding, b: Hiding): Hiding {
  const cost = ({ hidden }: Hiding) => [...hidden].reduce((sum, one) => addCost(sum, one.cost ?? nothing), nothing);
  return b.sealed.size <= a.sealed.size && compareCost(cost(b), cost(a)) < 0 ? b : a;
}

/**
 * Where all that is joined to a count is withheld except what is known already, only another table shows that the count
 * is still safe.
 */
function givenAway(
  study: StudyCounts,
  { hidden, sealed }: Hiding,
  known: Knowledge,
  solver: LinearSolver,
): StudyCount[] {
  const besideKnown = (count: StudyCount): boolean =>
    [...joinedTo(count, (other) => !other.known)].some(({ terms }) =>
      terms.some(({ relation }) => relation.terms.some(({ unknown }) => unknown.known)),
    );
  const search = new ProofSearch(joinedCounts(study), known, "at-a-cost", solver);
  try {
    return [...sealed].filter(
      (count) => count.primary && besideKnown(count) && !search.prove(count, 1, new Proofs(), new Set(hidden)),
    );
  } finally {
    search.dispose();
  }
}

function knowledge(study: StudyCounts, of: (count: StudyCount) => Bounds): Knowledge {
  const bounds = new Map<Unknown, Bounds>(study.counts.map((count) => [count, of(count)]));
  return (unknown) => bounds.get(unknown) ?? { lowest: unknown.value, highest: unknown.value };
}

/** A large count is the hardest to protect with small ones. */
function largestFirst(counts: readonly StudyCount[]): StudyCount[] {
  return [...counts].sort((a, b) => b.value - a.value || a.index - b.index);
}

function seal(from: StudyCount, hidden: Set<StudyCount>, sealed: Set<StudyCount>): void {
  for (const count of joinedTo(from, ({ known }) => !known)) {
    hidden.add(count);
    sealed.add(count);
  }
}

/** Hides one more count of a relation whose hidden parts would be known, together, to be too few; its total last. */
function widenGroup(relation: StudyRelation, hidden: Set<StudyCount>, policy: Policy): boolean {
  if (!isGroupTooSmall(relation, hidden, policy)) return false;
  const open = relation.terms.flatMap(({ unknown: { cost }, unknown: count, coefficient }) =>
    hidden.has(count) || cost === undefined ? [] : [{ count, cost, isTotal: coefficient < 0 }],
  );
  open.sort(
    (a, b) => Number(a.isTotal) - Number(b.isTotal) || compareCost(a.cost, b.cost) || a.count.index - b.count.index,
  );
  const [next] = open;
  if (next === undefined) return false;
  hidden.add(next.count);
  return true;
}

/**
 * Among hidden counts joined to each other either all have their reason told or none has: none where one is withheld
 * because nearly all of a group are alike, which would tell that it is large.
 */
function reasonsFor(
  study: StudyCounts,
  hidden: ReadonlySet<StudyCount>,
  sealed: ReadonlySet<StudyCount>,
  policy: Policy,
  solver: LinearSolver,
): Map<StudyCount, CountReason> {
  const known = knowledge(study, ({ told }) => told);
  const reasons = new Map<StudyCount, CountReason>();
  const settled = new Set<StudyCount>();
  for (const count of study.counts) {
    if (!hidden.has(count) || settled.has(count)) continue;
    const joined = joinedTo(count, (other) => hidden.has(other));
    const safe = [...joined].every(({ alike }) => !alike) && areProved(joined, sealed, policy, known, solver);
    for (const one of joined) {
      settled.add(one);
      if (!one.inCells) continue;
      if (!safe || sealed.has(one)) reasons.set(one, "threshold-or-secondary");
      else reasons.set(one, one.primary ? "threshold" : "secondary");
    }
  }
  return reasons;
}

/** Whether every one of these hidden counts has its proofs among them alone. */
function areProved(
  joined: Set<StudyCount>,
  sealed: ReadonlySet<StudyCount>,
  policy: Policy,
  known: Knowledge,
  solver: LinearSolver,
): boolean {
  const counts = [...joined].sort((a, b) => a.index - b.index);
  const search = new ProofSearch([{ counts }], known, "hidden-only", solver);
  const proofs = new Proofs();
  try {
    return needingProof(counts, sealed).every((one) => search.prove(one, rangeNeeded(one, policy), proofs, joined));
  } finally {
    search.dispose();
  }
}
