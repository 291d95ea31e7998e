import type { KeptCounts } from "./evidence.ts";

/**
 * The counts of a release of which only the named results left: what no result of these prints, no reader was told. It
 * stays among the counts, because sums join it to others.
 */
export function partOfCounts({ counts, ...kept }: KeptCounts, ids: Iterable<string>): KeptCounts {
  const left = new Set(ids);
  return {
    counts: counts.map((count) => {
      const results = count.results.filter((id) => left.has(id));
      if (results.length > 0) return { ...count, results };
      const { printed: _, exact: __, roundingSteps: ___, ...hidden } = count;
      return { ...hidden, results, unprinted: true };
    }),
    ...kept,
  };
}
