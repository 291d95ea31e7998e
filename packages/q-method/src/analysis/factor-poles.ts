/** A factor as it is interpreted: whole, or one of the two views at its ends. */
export interface Pole {
  readonly name: string;
  /** Where its loadings are among the factors of the solution. */
  readonly place: number;
  /** -1 where the loadings face the other way. */
  readonly sign: 1 | -1;
  /** Which flags it takes: all, or only those of this sign. */
  readonly takes: "all" | 1 | -1;
}

/**
 * The factors to interpret. A factor flagged by sorts of both signs is bipolar; when it is split, the sorts of each
 * sign make a view of their own, the second named `F1-`, with the loadings turned round.
 */
export function polesOf(names: readonly string[], flags: Int8Array, split: boolean): Pole[] {
  return names.flatMap((name, place): Pole[] => {
    if (!split || !isBipolar(flags, names.length, place)) return [{ name, place, sign: 1, takes: "all" }];
    return [
      { name, place, sign: 1, takes: 1 },
      { name: `${name}-`, place, sign: -1, takes: -1 },
    ];
  });
}

export function isBipolar(flags: Int8Array, factors: number, factor: number): boolean {
  const own = flags.filter((_, at) => at % factors === factor);
  return own.includes(1) && own.includes(-1);
}
