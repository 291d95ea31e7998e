import type { StudyCount, StudyCounts, StudyRelation } from "./study-counts.ts";

/** Counts that relations join, without those that are known: these are constants. Both are in order of indices. */
export interface JoinedCounts {
  readonly counts: readonly StudyCount[];
  readonly relations: readonly StudyRelation[];
}

export function joinedCounts(study: StudyCounts): JoinedCounts[] {
  const seen = new Set<StudyCount>();
  const groups: JoinedCounts[] = [];
  for (const start of study.counts) {
    if (seen.has(start) || start.known) continue;
    const counts = joinedTo(start, ({ known }) => !known);
    const relations = new Set<StudyRelation>();
    for (const count of counts) {
      seen.add(count);
      for (const { relation } of count.terms) relations.add(relation);
    }
    const byIndex = (a: { readonly index: number }, b: { readonly index: number }) => a.index - b.index;
    groups.push({ counts: [...counts].sort(byIndex), relations: [...relations].sort(byIndex) });
  }
  return groups;
}

/** A count and all that relations join to it, directly or through others of those taken along. */
export function joinedTo(from: StudyCount, along: (count: StudyCount) => boolean): Set<StudyCount> {
  const joined = new Set([from]);
  for (const count of joined) {
    for (const { relation } of count.terms) {
      for (const { unknown } of relation.terms) if (along(unknown)) joined.add(unknown);
    }
  }
  return joined;
}

/** Whether a count stands in three sums or more, as in tables of three dimensions. */
export function isEntangled({ terms }: { readonly terms: readonly unknown[] }): boolean {
  return terms.length > 2;
}
