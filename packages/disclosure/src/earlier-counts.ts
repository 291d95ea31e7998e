import { compareText } from "@plait/study";
import type { EarlierRelease, KeptCount } from "./evidence.ts";
import { highestFailing, type Policy } from "./policy.ts";
import type { Draft, DraftSum, KeyedDifference } from "./study-counts.ts";

/** What readers have from the releases of a study before this one. */
export interface Earlier {
  readonly releases: readonly EarlierRelease[];
  /** The digest of the data of this release. */
  readonly data: string;
}

interface EarlierDrafts {
  /** Counts that no cell of this release holds. */
  readonly drafts: readonly Draft[];
  readonly sums: readonly DraftSum[];
  /** By key, what an earlier release printed; of the same data, also for counts that stand in cells of this release. */
  readonly printed: ReadonlyMap<string, number>;
}

/**
 * The counts of earlier releases as counts of this study. Those of the same data are the same counts, and what was
 * printed is known; those of other data are counts of their own. Sums that readers could take then still hold.
 *
 * Throws RangeError when a count of the same data is not the same number as then.
 */
export function earlierDrafts({ releases, data }: Earlier, current: ReadonlyMap<string, Draft>): EarlierDrafts {
  const drafts = new Map<string, Draft>();
  const printed = new Map<string, number>();
  const sums: DraftSum[] = [];
  for (const release of releases) {
    const keyOf = keysOf(release, data);
    for (const count of release.counts.counts) {
      const key = keyOf(count.key);
      const now = current.get(key) ?? drafts.get(key);
      if (now !== undefined && now.value !== count.value) {
        throw new RangeError(`release ${release.id}: ${count.key} was another number, of the same data`);
      }
      if (now === undefined) drafts.set(key, draftOf(key, count));
      if (count.printed !== undefined && !printed.has(key)) printed.set(key, count.printed);
    }
    for (const { total, parts } of release.counts.sums) {
      sums.push({ total: keyOf(total), parts: parts.map(keyOf).sort(compareText), apart: true });
    }
  }
  return { drafts: [...drafts.values()], sums, printed };
}

/**
 * How many people a count has changed by since an earlier release of other data, where so few that a reader of both
 * would learn of them. Rounded numbers do not tell small changes.
 */
export function changesSince(
  { releases, data }: Earlier,
  drafts: ReadonlyMap<string, Draft>,
  policy: Policy,
): KeyedDifference[] {
  if (policy.rounding.method !== "none") return [];
  return releases
    .filter((release) => release.data !== data)
    .flatMap((release) => {
      const keyOf = keysOf(release, data);
      return release.counts.counts.flatMap(({ key, ofPeople, printed, value }): KeyedDifference[] => {
        const now = drafts.get(key);
        if (!ofPeople || now?.standing !== "people" || now.places === 0 || printed !== value) return [];
        const change = Math.abs(now.value - value);
        if (change === 0 || change > highestFailing(policy)) return [];
        const [larger, smaller] = now.value > value ? [key, keyOf(key)] : [keyOf(key), key];
        return [{ key: JSON.stringify(["change", release.id, key]), value: change, larger, smaller }];
      });
    })
    .sort((a, b) => compareText(a.key, b.key));
}

/** Whether a key was made here: it is of an earlier release, or a difference to it. */
export function isOfEarlier(key: string): boolean {
  return key.startsWith('["earlier",') || key.startsWith('["change",');
}

function keysOf(release: EarlierRelease, data: string): (key: string) => string {
  return release.data === data ? (key) => key : (key) => JSON.stringify(["earlier", release.id, key]);
}

function draftOf(key: string, { value, people, unprinted, ofPeople }: KeptCount): Draft {
  const standing = unprinted ? "unprinted" : ofPeople ? "people" : "exempt";
  return { key, value, people, standing, places: 0 };
}
