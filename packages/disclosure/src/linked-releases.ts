import type { Result } from "@plait/study";
import type { EarlierRelease, KeptCounts } from "./evidence.ts";
import type { Policy } from "./policy.ts";
import { studyCounts } from "./study-counts.ts";

/** What a study keeps of a release that readers have. */
export interface KeptRelease {
  /** Such as `0001`. */
  readonly id: string;
  readonly counts: KeptCounts;
}

/** Earlier releases as `release` takes them, with the digest that stands for the present numbers. */
export interface LinkedReleases {
  readonly earlier: readonly EarlierRelease[];
  readonly data: string;
}

/**
 * Says of which earlier releases the numbers are the present ones, by the numbers themselves: a release belongs to the present
 * data where every count that both have is the same number, and else to the first earlier one with which it so agrees. A digest of
 * deliveries would not do: another table is of the same data, and a mended value of other data.
 *
 * @param kept the oldest first
 * @throws RangeError for results that `release` would not take either
 */
export function linkedReleases(
  results: readonly Result[],
  policy: Policy,
  kept: readonly KeptRelease[],
): LinkedReleases {
  const present = "present";
  const now = new Map(studyCounts(results, policy).counts.map(({ key, value }) => [key, value]));
  const worlds = new Map([[present, now]]);
  const earlier = kept.map(({ id, counts }) => {
    const own = counts.counts;
    const agreed = [...worlds].find(([, known]) => own.every(({ key, value }) => (known.get(key) ?? value) === value));
    const [data, world] = agreed ?? [id, new Map<string, number>()];
    for (const { key, value } of own) world.set(key, value);
    worlds.set(data, world);
    return { id, data, counts };
  });
  return { earlier, data: present };
}
