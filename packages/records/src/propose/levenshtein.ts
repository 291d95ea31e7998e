/**
 * Levenshtein distance: the least number of insertions, deletions and substitutions of one code point that turn `a`
 * into `b`. Case and accents count; fold them first if they should not.
 *
 * With `limit`, any distance above it is given as `limit + 1`, which is found sooner.
 *
 * Source: Wagner and Fischer (1974), The string-to-string correction problem.
 */
export function levenshtein(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  const left = [...a];
  const right = [...b];
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let row = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (const [index, character] of left.entries()) {
    const next = [index + 1];
    let least = index + 1;
    for (const [column, other] of right.entries()) {
      const cost = Math.min(
        at(row, column + 1) + 1,
        at(next, column) + 1,
        at(row, column) + (character === other ? 0 : 1),
      );
      next.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    row = next;
  }
  return Math.min(at(row, right.length), limit + 1);
}

function at(row: readonly number[], index: number): number {
  // Rows hold one cell more than `right` and are filled from the left.
  return row[index] as number;
}
