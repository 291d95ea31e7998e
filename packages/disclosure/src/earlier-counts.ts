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
  /** Counts that are another number now, with the release that had them first as they were. */
  readonly changed: readonly { readonly release: string; readonly now: Draft; readonly past: Draft }[];
}

/**
 * The counts of earlier releases as counts of this study. A count that is the same number as now is taken to be the same
 * count, whether or not the data around it have changed, and what was printed of it is known; one that is another number
 * now is a count of its own. Sums that readers could take then still hold.
 *
 * @param releases the oldest first
 */
export function earlierDrafts(releases: readonly EarlierRelease[], current: ReadonlyMap<string, Draft>): EarlierDrafts {
  // Under the name a count has in releases: each number it has been, the present one first.
  const versions = new Map<string, Draft[]>([...current].map(([key, draft]) => [key, [draft]]));
  const drafts: Draft[] = [];
  const printed = new Map<string, number>();
  const sums: DraftSum[] = [];
  const changed: EarlierDrafts["changed"][number][] = [];
  for (const { id, counts } of releases) {
    const keys = new Map<string, string>();
    for (const count of counts.counts) {
      const known = versions.get(count.key) ?? [];
      const [now] = known;
      let version = known.find(({ value }) => value === count.value);
      if (version === undefined) {
        version = draftOf(now === undefined ? count.key : JSON.stringify(["earlier", id, count.key]), count);
        versions.set(count.key, [...known, version]);
        drafts.push(version);
        if (now !== undefined) changed.push({ release: id, now, past: version });
      }
      keys.set(count.key, version.key);
      if (count.printed !== undefined && !printed.has(version.key)) printed.set(version.key, count.printed);
    }
    const keyOf = (key: string) => keys.get(key) ?? key;
    for (const { total, parts } of counts.sums) {
      sums.push({ total: keyOf(total), parts: parts.map(keyOf).sort(compareText), apart: true });
    }
  }
  return { drafts, sums, printed, changed };
}

/**
 * How many people a count has changed by since an earlier release, where so few that a reader of both would learn of
 * them. Rounded numbers do not tell small changes.
 */
export function changesSince({ changed, printed }: EarlierDrafts, policy: Policy): KeyedDifference[] {
  if (policy.rounding.method !== "none") return [];
  return changed
    .flatMap(({ release, now, past }): KeyedDifference[] => {
      const isTold = now.places > 0 && printed.get(past.key) === past.value;
      const ofPeople = now.standing === "people" && past.standing === "people";
      const change = Math.abs(now.value - past.value);
      if (!isTold || !ofPeople || change > highestFailing(policy)) return [];
      const [larger, smaller] = now.value > past.value ? [now, past] : [past, now];
      const key = JSON.stringify(["change", release, now.key]);
      return [{ key, value: change, larger: larger.key, smaller: smaller.key }];
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
