import type { Policy } from "./policy.ts";
import type { Proofs } from "./proofs.ts";
import type { StudyCount } from "./study-counts.ts";

/** A set of counts to hide with the tables that prove it. */
export interface Hiding {
  readonly hidden: Set<StudyCount>;
  /** Those for which no proof was found, with all that sums join to them. */
  readonly sealed: Set<StudyCount>;
  readonly proofs: Proofs;
}

/** What is safe and stands in no cell need not be kept from the reader. */
export function needingProof(hidden: Iterable<StudyCount>, sealed: ReadonlySet<StudyCount>): StudyCount[] {
  return [...hidden].filter((count) => !sealed.has(count) && (count.primary || count.inCells));
}

/** How far apart the values must be that a hidden count may have. */
export function rangeNeeded({ primary }: StudyCount, policy: Policy): number {
  return primary ? policy.protection.range : 1;
}
