import { compareText } from "@plait/study";
import type { EarlierRelease, KeptCount } from "./evidence.ts";
import { highestFailing, type Policy } from "./policy.ts";
import type { Draft, DraftSum, KeyedDifference } from "./study-counts.ts";

interface EarlierDrafts {
  /** Counts that no cell of this release holds. */
  readonly drafts: readonly Draft[];
  readonly sums: readonly DraftSum[];
  /** By key, what an earlier release printed; also for counts that stand in cells of this release. */
  readonly printed: ReadonlyMap<string, number>;
  /** Counts that are another number now. */
  readonly changed: readonly { readonly release: string; readonly before: KeptCount; readonly beforeKey: string }[];
}

/**
 * The counts of earlier releases as counts of this study. A count that is the same number as now is taken to be the same
 * count, whether or not the data around it have changed, and what was printed of it is known; one that is another number
 * now is a count of its own. Sums that readers could take then still hold.
 *
 * @param releases the oldest first
 */
export function earlierDrafts(releases: readonly EarlierRelease[], current: ReadonlyMap<string, Draft>): EarlierDrafts {
  const drafts = new Map<string, Draft>();
  const printed = new Map<string, number>();
  const sums: DraftSum[] = [];
  const changed: EarlierDrafts["changed"][number][] = [];
  for (const { id, counts } of releases) {
    const keys = new Map<string, string>();
    for (const count of counts.counts) {
      const now = current.get(count.key) ?? drafts.get(count.key);
      const isSame = now === undefined || now.value === count.value;
      const key = isSame ? count.key : JSON.stringify(["earlier", id, count.key]);
      keys.set(count.key, key);
      if (now === undefined || !isSame) drafts.set(key, draftOf(key, count));
      if (!isSame) changed.push({ release: id, before: count, beforeKey: key });
      if (count.printed !== undefined && !printed.has(key)) printed.set(key, count.printed);
    }
    const keyOf = (key: string) => keys.get(key) ?? key;
    for (const { total, parts } of counts.sums) {
      sums.push({ total: keyOf(total), parts: parts.map(keyOf).sort(compareText), apart: true });
    }
  }
  return { drafts: [...drafts.values()], sums, printed, changed };
}

/**
 * How many people a count has changed by since an earlier release, where so few that a reader of both would learn of
 * them. Rounded numbers do not tell small changes.
 */
export function changesSince(
  { changed }: EarlierDrafts,
  current: ReadonlyMap<string, Draft>,
  policy: Policy,
): KeyedDifference[] {
  if (policy.rounding.method !== "none") return [];
  return changed
    .flatMap(({ release, before, beforeKey }): KeyedDifference[] => {
      const { key, ofPeople, printed, value } = before;
      const now = current.get(key);
      if (!ofPeople || now?.standing !== "people" || now.places === 0 || printed !== value) return [];
      const change = Math.abs(now.value - value);
      if (change > highestFailing(policy)) return [];
      const [larger, smaller] = now.value > value ? [key, beforeKey] : [beforeKey, key];
      return [{ key: JSON.stringify(["change", release, key]), value: change, larger, smaller }];
    })
    .sort((a, b) => compareText(a.key, b.key));
}

/** Whether a key was made here: it is of an earlier release, or a difference to it. */
export function isOfEarlier(key: string): boolean {
  return key.startsWith('["earlier",') || key.startsWith('["change",');
}

function draftOf(key: string, { value, people, unprinted, ofPeople }: KeptCount): Draft {
  const standing = unprinted ? "unprinted" : ofPeople ? "people" : "exempt";
  return { key, value, people, standing, places: 0 };
}
