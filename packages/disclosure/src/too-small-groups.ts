import { mayBeKnown, type Policy } from "./policy.ts";
import type { StudyCount, StudyRelation } from "./study-counts.ts";

/**
 * Whether the hidden parts of a shown total all fail the policy and are too few even together: their sum is the total
 * less the shown parts. Parts that share no one add up; of others no more is known than that they are at least as many
 * as the largest.
 */
export function isGroupTooSmall(relation: StudyRelation, hidden: ReadonlySet<StudyCount>, policy: Policy): boolean {
  const total = relation.terms.find(({ coefficient }) => coefficient < 0)?.unknown;
  if (total === undefined || hidden.has(total)) return false;
  const parts = relation.terms.filter(({ coefficient }) => coefficient > 0).map(({ unknown }) => unknown);
  const group = parts.filter((part) => hidden.has(part));
  if (group.length === 0 || group.some((part) => !part.primary)) return false;
  const add = (sum: number, { people }: StudyCount) => sum + people;
  const shareNoOne = parts.reduce(add, 0) === total.people;
  const together = shareNoOne ? group.reduce(add, 0) : Math.max(...group.map(({ people }) => people));
  return !mayBeKnown(together, policy);
}
