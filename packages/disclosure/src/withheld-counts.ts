import {
  addCost,
  type Bounds,
  cheapestMove,
  compareCost,
  isAnotherTable,
  type Knowledge,
  type Move,
  moveAmongHidden,
  nothing,
  type Reach,
  type Unknown,
} from "./another-table.ts";
import { cheapestHiding } from "./cheapest-hiding.ts";
import type { LinearSolver } from "./linear-solver.ts";
import type { Policy } from "./policy.ts";
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
 * 5. The whole at once: where counts joined by sums are few enough, a programme in whole numbers looks for a cheaper
 *    set to hide, which has to stand up to 2 to 4 like the first.
 * 6. Reasons: the reader is told which of the two reasons a count has only if nothing more could be worked out with
 *    that knowledge as well.
 */
export function withheldCounts(study: StudyCounts, policy: Policy, solver: LinearSolver): WithheldCounts {
  const known = knowledge(study, ({ untold }) => untold);
  const greedy = hide(study, policy, known, study.counts.filter(isForced));
  const better = cheapestHiding(study, policy, known, solver, greedy.hidden);
  const chosen = better === undefined ? greedy : cheaper(greedy, hide(study, policy, known, better));
  assertProved(chosen, known, policy);
  const { hidden, sealed } = chosen;
  return { reasons: reasonsFor(study, hidden, sealed, policy), sealed, givenAway: givenAway(hidden, sealed, known) };
}

/** A set of counts to hide with the tables that prove it. */
interface Hiding {
  readonly hidden: Set<StudyCount>;
  readonly sealed: Set<StudyCount>;
  readonly proofs: Proofs;
}

/** Hides `first`, and what else is needed. */
function hide(study: StudyCounts, policy: Policy, known: Knowledge, first: Iterable<StudyCount>): Hiding {
  const hidden = new Set<StudyCount>(first);
  const sealed = new Set<StudyCount>();
  const proofs = new Proofs();
  const hiding = { hidden, sealed, proofs };
  do {
    for (const count of largestFirst(needingProof(hidden, sealed))) {
      // Proving an earlier one may have sealed this one.
      if (sealed.has(count)) continue;
      const need = rangeNeeded(count, policy);
      const proved = prove(count, need, proofs, (reach) => {
        const move = cheapestMove(count, hidden, known, reach);
        for (const one of study.counts) if (move?.has(one)) hidden.add(one);
        return move;
      });
      if (!proved) seal(count, hidden, sealed);
    }
  } while (study.relations.some((relation) => widenGroup(relation, hiding, policy)));
  return hiding;
}

/** How far apart the values must be that a hidden count may have. */
function rangeNeeded({ primary }: StudyCount, policy: Policy): number {
  return primary ? policy.protection.range : 1;
}

/** Other tables found so far, and between which values they let each count be. */
class Proofs {
  readonly tables: Move[] = [];
  readonly #least = new Map<Unknown, Move>();
  readonly #most = new Map<Unknown, Move>();

  add(table: Move): void {
    this.tables.push(table);
    for (const [unknown, change] of table) {
      if (change < this.leastOf(unknown)) this.#least.set(unknown, table);
      if (change > this.mostOf(unknown)) this.#most.set(unknown, table);
    }
  }

  rangeOf(unknown: Unknown): number {
    return this.mostOf(unknown) - this.leastOf(unknown);
  }

  /** The table in which a count is highest, if it is above the truth in any. */
  highest(unknown: Unknown): Move | undefined {
    return this.#most.get(unknown);
  }

  lowest(unknown: Unknown): Move | undefined {
    return this.#least.get(unknown);
  }

  private leastOf(unknown: Unknown): number {
    return this.#least.get(unknown)?.get(unknown) ?? 0;
  }

  private mostOf(unknown: Unknown): number {
    return this.#most.get(unknown)?.get(unknown) ?? 0;
  }
}

/**
 * Looks for other tables until the values of a count lie far enough apart: first for one as far away as is needed, then
 * step by step, upwards and downwards, from the tables found.
 */
function prove(count: StudyCount, need: number, proofs: Proofs, another: (reach: Reach) => Move | undefined): boolean {
  if (proofs.rangeOf(count) >= need) return true;
  const reaches = function* (): Generator<Reach> {
    yield { step: need, ways: [1, -1] };
    if (need === 1) return;
    for (const way of [1, -1] as const) {
      for (let step = 0; step < need; step++) {
        const from = way === 1 ? proofs.highest(count) : proofs.lowest(count);
        yield { step: 1, ways: [way], ...(from === undefined ? {} : { from }) };
      }
    }
  };
  let exhausted = 0;
  for (const reach of reaches()) {
    const [way] = reach.ways;
    if (reach.ways.length === 1 && way === exhausted) continue;
    const move = another(reach);
    if (move === undefined) exhausted = reach.ways.length === 1 ? (way ?? 0) : 0;
    else proofs.add(move);
    if (proofs.rangeOf(count) >= need) return true;
  }
  return false;
}

function cheaper(a: Hiding, b: Hiding): Hiding {
  const cost = ({ hidden }: Hiding) => [...hidden].reduce((sum, one) => addCost(sum, one.cost ?? nothing), nothing);
  return b.sealed.size <= a.sealed.size && compareCost(cost(b), cost(a)) < 0 ? b : a;
}

function assertProved({ hidden, sealed, proofs }: Hiding, known: Knowledge, policy: Policy): void {
  const checked = new Proofs();
  for (const table of proofs.tables) if (isAnotherTable(table, hidden, known)) checked.add(table);
  for (const count of needingProof(hidden, sealed)) {
    if (checked.rangeOf(count) < rangeNeeded(count, policy)) {
      throw new Error("a withheld count is without proof that it cannot be worked out");
    }
  }
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

/** A large count is the hardest to protect with small ones. */
function largestFirst(counts: readonly StudyCount[]): StudyCount[] {
  return [...counts].sort((a, b) => b.value - a.value || a.index - b.index);
}

/** What is safe and stands in no cell need not be kept from the reader. */
function needingProof(hidden: ReadonlySet<StudyCount>, sealed: ReadonlySet<StudyCount>): StudyCount[] {
  return [...hidden].filter((count) => !sealed.has(count) && (count.primary || count.inCells));
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
function widenGroup(relation: StudyRelation, { hidden, sealed }: Hiding, policy: Policy): boolean {
  if (!isGroupTooSmall(relation, hidden, policy)) return false;
  const members = relation.terms.map(({ unknown }) => unknown);
  if (members.some((one) => sealed.has(one))) return false;
  const total = relation.terms.find(({ coefficient }) => coefficient < 0)?.unknown;
  const [next] = members
    .filter((one) => !hidden.has(one) && one.cost !== undefined)
    .sort((a, b) => Number(a === total) - Number(b === total) || compareHiding(a, b));
  if (next === undefined) return false;
  hidden.add(next);
  return true;
}

function compareHiding(a: StudyCount, b: StudyCount): number {
  return a.cost === undefined || b.cost === undefined ? 0 : compareCost(a.cost, b.cost) || a.index - b.index;
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
): Map<StudyCount, CountReason> {
  const known = knowledge(study, ({ told }) => told);
  const reasons = new Map<StudyCount, CountReason>();
  const settled = new Set<StudyCount>();
  for (const count of study.counts) {
    if (!hidden.has(count) || settled.has(count)) continue;
    const joined = joinedTo(count, (other) => hidden.has(other));
    const proofs = new Proofs();
    const isOfSizes = [...joined].every(({ alike }) => !alike);
    const safe =
      isOfSizes &&
      needingProof(joined, sealed).every((one) =>
        prove(one, rangeNeeded(one, policy), proofs, (reach) => moveAmongHidden(one, hidden, known, reach)),
      );
    for (const one of joined) {
      settled.add(one);
      if (!one.inCells) continue;
      if (!safe || sealed.has(one)) reasons.set(one, "threshold-or-secondary");
      else reasons.set(one, one.primary ? "threshold" : "secondary");
    }
  }
  return reasons;
}
