import { highestFailing, mayBeKnown, type Policy } from "../policy.ts";
import type { Term } from "./reader-system.ts";
import type { AuditedCell, TrueSum } from "./true-counts.ts";
import type { KnownCount, ReadersKnowledge } from "./what-readers-know.ts";

/** A number that a reader must not work out, and how far apart its ends must at least lie. */
export interface JudgedCount {
  readonly what: AuditedCount;
  readonly terms: readonly Term[];
  readonly needed: number;
}

/** What a finding is about. Cells are in code-unit order, unless said otherwise. */
export type AuditedCount =
  /** One number, in all cells that hold it. */
  | { readonly kind: "count"; readonly cells: readonly AuditedCell[] }
  /** A total that parts of a result add up to and that no result prints. */
  | { readonly kind: "total"; readonly name: string }
  /** A withheld number of an earlier release that this one has no cell for. */
  | { readonly kind: "earlier-count"; readonly release: string; readonly cells: readonly AuditedCell[] }
  /** The cells of the larger box of a flow, then those of the smaller. */
  | { readonly kind: "difference"; readonly boxes: readonly (readonly AuditedCell[])[] }
  /** Withheld parts of a total, taken together. */
  | { readonly kind: "parts"; readonly cells: readonly AuditedCell[] }
  /** By how much a number has changed since an earlier release. */
  | { readonly kind: "change"; readonly since: string; readonly cells: readonly AuditedCell[] };

/** Everything the audit judges, in an order that depends on identifiers alone. */
export function judgedCounts(knowledge: ReadersKnowledge, policy: Policy): JudgedCount[] {
  return [
    ...[...knowledge.now.values()].flatMap((count) => judgedAlone(count, policy)),
    ...(policy.flowDifferences ? differences(knowledge, policy) : []),
    ...knowledge.sums.flatMap((sum) => groupOfParts(sum, knowledge, policy)),
    ...changes(knowledge, policy),
  ];
}

/** A count that fails, withheld or not; any other that is withheld to protect one. */
function judgedAlone(count: KnownCount, policy: Policy): JudgedCount[] {
  const { fails, reasons, settled } = count;
  // What stands in a row without a name is withheld for the name, and not for what it is.
  const isWithheld = [...reasons].some((because) => because !== "rests-on-withheld");
  if (settled || !(fails || isWithheld)) return [];
  const needed = fails ? policy.protection.range : 1;
  return [{ what: whatIs(count), terms: [{ count: count.index, coefficient: 1 }], needed }];
}

function whatIs({ fact: { cells, key }, onlyIn }: KnownCount): AuditedCount {
  if (onlyIn !== undefined) return { kind: "earlier-count", release: onlyIn, cells };
  return cells.length === 0 ? { kind: "total", name: key } : { kind: "count", cells };
}

/** Differences of the boxes of a flow that are above 0 and too few people. */
function differences({ boxPairs, now }: ReadersKnowledge, policy: Policy): JudgedCount[] {
  return boxPairs.flatMap(({ larger, smaller }): JudgedCount[] => {
    const [a, b] = [now.get(larger), now.get(smaller)];
    if (a === undefined || b === undefined || (a.settled && b.settled)) return [];
    const ofPeople = [a, b].some(({ fact }) => fact.standing === "people");
    if (!ofPeople || !isFew(a.truth - b.truth, policy)) return [];
    const what: AuditedCount = { kind: "difference", boxes: [a.fact.cells, b.fact.cells] };
    return [{ what, terms: difference(a, b), needed: policy.protection.range }];
  });
}

/** Withheld parts of a shown total that fail by themselves and together are too few: their sum must not be known. */
function groupOfParts({ total, parts }: TrueSum, { now }: ReadersKnowledge, policy: Policy): JudgedCount[] {
  const whole = now.get(total);
  const all = parts.flatMap((part) => now.get(part) ?? []);
  const group = all.filter(({ reasons }) => reasons.size > 0);
  if (whole === undefined || whole.reasons.size > 0 || group.length < 2) return [];
  if (group.some(({ fails, settled }) => !fails || settled)) return [];
  const add = (sum: number, { fact: { people } }: KnownCount) => sum + people;
  // Parts that share no one add up; of others no more is known than that they are at least as many as the largest.
  const together =
    all.reduce(add, 0) === whole.fact.people
      ? group.reduce(add, 0)
      : Math.max(...group.map(({ fact: { people } }) => people));
  if (mayBeKnown(together, policy)) return [];
  const cells = group.flatMap(({ fact }) => fact.cells.slice(0, 1));
  const terms = group.map(({ index }) => ({ count: index, coefficient: 1 }));
  return [{ what: { kind: "parts", cells }, terms, needed: 1 }];
}

/** What has changed since an earlier release, where so few people came or went that it tells of them. */
function changes({ now, changed }: ReadersKnowledge, policy: Policy): JudgedCount[] {
  return changed.flatMap(({ release, now: present, past }): JudgedCount[] => {
    const [count, then] = [now.get(present), now.get(past)];
    if (count === undefined || then === undefined || count.settled) return [];
    const ofPeople = count.fact.standing === "people" && then.fact.standing === "people";
    if (!ofPeople || !isFew(Math.abs(count.truth - then.truth), policy)) return [];
    const what: AuditedCount = { kind: "change", since: release, cells: count.fact.cells };
    // Printed then and now, it is for the rounding to hide; a reader takes all else to be as it was, and may be wrong.
    const isPrinted = [count, then].every(({ printedAt }) => printedAt.length > 0);
    return [{ what, terms: difference(count, then), needed: isPrinted ? 1 : policy.protection.range }];
  });
}

function difference(a: KnownCount, b: KnownCount): Term[] {
  return [
    { count: a.index, coefficient: 1 },
    { count: b.index, coefficient: -1 },
  ];
}

function isFew(people: number, policy: Policy): boolean {
  return people > 0 && people <= highestFailing(policy);
}
