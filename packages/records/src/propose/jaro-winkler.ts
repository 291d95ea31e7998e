const prefixWeight = 0.1;
const longestPrefix = 4;

/**
 * Jaro-Winkler similarity over code points, from 0 (nothing in common) to 1 (equal). The bonus for a common prefix of
 * up to four characters, weight 0.1, is given at every Jaro similarity. Two empty texts are equal: 1.
 *
 * Source: Jaro (1989); Winkler (1990), String comparator metrics and enhanced decision rules.
 */
export function jaroWinkler(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  const jaro = jaroSimilarity(left, right);
  let prefix = 0;
  while (prefix < longestPrefix && prefix < left.length && left[prefix] === right[prefix]) prefix += 1;
  return jaro + prefix * prefixWeight * (1 - jaro);
}

function jaroSimilarity(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 && right.length === 0) return 1;
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  const taken = new Set<number>();
  const leftMatches: string[] = [];
  for (const [index, character] of left.entries()) {
    const last = Math.min(right.length - 1, index + reach);
    for (let other = Math.max(0, index - reach); other <= last; other++) {
      if (right[other] !== character || taken.has(other)) continue;
      taken.add(other);
      leftMatches.push(character);
      break;
    }
  }
  const matches = leftMatches.length;
  if (matches === 0) return 0;
  const rightMatches = right.filter((_, index) => taken.has(index));
  const outOfPlace = leftMatches.filter((character, index) => character !== rightMatches[index]).length;
  return (matches / left.length + matches / right.length + (matches - outOfPlace / 2) / matches) / 3;
}
