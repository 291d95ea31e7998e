import {
  type Bounds,
  cheapestMove,
  compareCost,
  isAnotherTable,
  type Knowledge,
  type Move,
  moveAmongHidden,
  type Unknown,
} from "./another-table.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { mayBeKnown, type Policy } from "./policy.ts";
import type { StudyCount, StudyCounts, StudyRelation } from "./study-counts.ts";

/** Which counts of a study are withheld, and why. */
export interface WithheldCounts {
  readonly reasons: ReadonlyMap<StudyCount, CountReason>;
  /**
   * Counts for which no protection was found among their neighbours, so that everything joined to them by sums is
   * withheld. Empty in ordinary studies.
   */
  readonly sealed: ReadonlySet<StudyCount>;
  /** Counts that can be worked out whatever is withheld, because of what a reader knows from results after review. */
  readonly givenAway: readonly StudyCount[];
}

export type CountReason = "threshold" | "secondary" | "threshold-or-secondary";

/**
 * Hides every count that fails the policy, and then others, until for each hidden count there is another table, which
 * a reader could not tell from the true one, where that count differs. The proofs are checked once more at the end.
 *
 * 1. Primary: every count that fails the threshold or the zero rule.
 * 2. Secondary: a hidden count without another table takes the cheapest one, and what changes in it is hidden too.
 * 3. Groups: the hidden parts of a shown total, taken together, must pass the threshold; if not, one more is hidden.
 * 4. From 2 again, until nothing changes.
 * 5. Reasons: the reader is told which of the two reasons a count has only if no count could be worked out with that
 *    knowledge as well.
 */
export function withheldCounts(study: StudyCounts, policy: Policy, _solver: LinearSolver): WithheldCounts {
  const known = knowledge(study, ({ untold }) => untold);
  const hidden = new Set<StudyCount>(
    study.counts.filter((one) => one.primary || (one.standing === "unprinted" && !one.known)),
  );
  const proofs = new Map<StudyCount, Move>();
  const sealed = new Set<StudyCount>();
  do {
    for (const count of unproved(hidden, proofs, sealed)) {
      // Proving an earlier one may have proved this one too.
      if (proofs.has(count) || sealed.has(count)) continue;
      const move = cheapestMove(count, hidden, known);
      if (move === undefined) seal(count, hidden, sealed);
      else accept(move, study, hidden, proofs);
    }
  } while (study.relations.some((relation) => widenGroup(relation, hidden, sealed, policy)));
  for (const count of needingProof(hidden, sealed)) {
    const proof = proofs.get(count);
    if (proof === undefined || !proof.has(count) || !isAnotherTable(proof, hidden, known)) {
      throw new Error("a withheld count is without proof that it cannot be worked out");
    }
  }
  return { reasons: reasonsFor(study, hidden, sealed), sealed, givenAway: givenAway(hidden, sealed, known) };
}

/**
 * Where all that is joined to a count is withheld except what is known already, only another table shows that the count
 * is still safe.
 */
function givenAway(hidden: ReadonlySet<StudyCount>, sealed: ReadonlySet<StudyCount>, known: Knowledge): StudyCount[] {
  const besideKnown = (count: StudyCount): boolean =>
    [...joinedTo(count, (other) => !other.known)].some(({ terms }) =>
      terms.some(({ relation }) => relation.terms.some(({ unknown }) => unknown.known)),
    );
  return [...sealed].filter(
    (count) => count.primary && besideKnown(count) && cheapestMove(count, hidden, known) === undefined,
  );
}

function knowledge(study: StudyCounts, of: (count: StudyCount) => Bounds): Knowledge {
  const bounds = new Map<Unknown, Bounds>(study.counts.map((count) => [count, of(count)]));
  return (unknown) => bounds.get(unknown) ?? { lowest: unknown.value, highest: unknown.value };
}

/** Largest first, because a large count is the hardest to protect with small ones. */
function unproved(
  hidden: ReadonlySet<StudyCount>,
  proofs: ReadonlyMap<StudyCount, Move>,
  sealed: ReadonlySet<StudyCount>,
): StudyCount[] {
  return needingProof(hidden, sealed)
    .filter((count) => !proofs.has(count))
    .sort((a, b) => b.value - a.value || a.index - b.index);
}

/** What is safe and not printed anyway need not be kept from the reader. */
function needingProof(hidden: ReadonlySet<StudyCount>, sealed: ReadonlySet<StudyCount>): StudyCount[] {
  return [...hidden].filter((count) => !sealed.has(count) && (count.primary || count.standing !== "unprinted"));
}

/** A proof stays one when more is hidden: it leaves every other count as it is. */
function accept(move: Move, study: StudyCounts, hidden: Set<StudyCount>, proofs: Map<StudyCount, Move>): void {
  for (const count of study.counts) {
    if (!move.has(count)) continue;
    hidden.add(count);
    if (!proofs.has(count)) proofs.set(count, move);
  }
}

function seal(from: StudyCount, hidden: Set<StudyCount>, sealed: Set<StudyCount>): void {
  for (const count of joinedTo(from, ({ known }) => !known)) {
    hidden.add(count);
    sealed.add(count);
  }
}

/** A count and all that relations join to it, directly or through others of those taken along. */
function joinedTo(from: StudyCount, along: (count: StudyCount) => boolean): Set<StudyCount> {
  const joined = new Set([from]);
  for (const count of joined) {
    for (const { relation } of count.terms) {
      for (const { unknown } of relation.terms) if (along(unknown)) joined.add(unknown);
    }
  }
  return joined;
}

/** Hides one more count of a relation whose hidden parts would be known, together, to be too few. */
function widenGroup(
  relation: StudyRelation,
  hidden: Set<StudyCount>,
  sealed: ReadonlySet<StudyCount>,
  policy: Policy,
): boolean {
  const total = relation.terms.find(({ coefficient }) => coefficient < 0)?.unknown;
  if (total === undefined || hidden.has(total)) return false;
  const parts = relation.terms.filter(({ coefficient }) => coefficient > 0).map(({ unknown }) => unknown);
  const withheld = parts.filter((part) => hidden.has(part));
  if (withheld.length === 0 || withheld.some((part) => sealed.has(part) || !part.primary)) return false;
  if (mayBeKnown(peopleTogether(withheld, parts, total), policy)) return false;
  const [next] = [...parts, total]
    .filter((one) => !hidden.has(one) && one.cost !== undefined)
    .sort((a, b) => Number(a === total) - Number(b === total) || compareHiding(a, b));
  if (next === undefined) return false;
  hidden.add(next);
  return true;
}

function compareHiding(a: StudyCount, b: StudyCount): number {
  return a.cost === undefined || b.cost === undefined ? 0 : compareCost(a.cost, b.cost) || a.index - b.index;
}

/** Parts that share no one add up; of others no more is known than that they are at least as many as the largest. */
function peopleTogether(group: readonly StudyCount[], parts: readonly StudyCount[], total: StudyCount): number {
  const add = (sum: number, { people }: StudyCount) => sum + people;
  return parts.reduce(add, 0) === total.people ? group.reduce(add, 0) : Math.max(...group.map(({ people }) => people));
}

/** Among hidden counts joined to each other either all have their reason told or none has. */
function reasonsFor(
  study: StudyCounts,
  hidden: ReadonlySet<StudyCount>,
  sealed: ReadonlySet<StudyCount>,
): Map<StudyCount, CountReason> {
  const known = knowledge(study, ({ told }) => told);
  const reasons = new Map<StudyCount, CountReason>();
  const settled = new Set<StudyCount>();
  for (const count of study.counts) {
    if (!hidden.has(count) || settled.has(count)) continue;
    const joined = joinedTo(count, (other) => hidden.has(other));
    const proved = new Set<Unknown>();
    const safe = needingProof(joined, sealed).every((one) => {
      if (proved.has(one)) return true;
      const move = moveAmongHidden(one, hidden, known);
      for (const unknown of move?.keys() ?? []) proved.add(unknown);
      return move !== undefined;
    });
    for (const one of joined) {
      settled.add(one);
      if (one.standing === "unprinted") continue;
      if (!safe || sealed.has(one)) reasons.set(one, "threshold-or-secondary");
      else reasons.set(one, one.primary ? "threshold" : "secondary");
    }
  }
  return reasons;
}
