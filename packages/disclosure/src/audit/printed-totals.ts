import type { Policy } from "../policy.ts";

interface SumOfKeys {
  readonly total: string;
  readonly parts: readonly string[];
  readonly elsewhere: boolean;
}

/**
 * Totals printed as the sum of their rounded parts: they tell nothing that their parts do not. One that is printed as
 * another number than such a sum was rounded by itself, and so was one of two numbers that are each other's total.
 *
 * @param printed what is printed of a number, by key
 */
export function sumsOfPrintedParts(
  sums: readonly SumOfKeys[],
  printed: (key: string) => number | undefined,
  { rounding }: Pick<Policy, "rounding">,
): ReadonlySet<string> {
  if (rounding.method !== "nearest" && rounding.method !== "midpoint") return new Set();
  if (rounding.totals !== "sums-of-rounded-parts") return new Set();
  const inside = new Map<string, (readonly string[])[]>();
  for (const { total, parts, elsewhere } of sums) {
    if (!elsewhere) inside.set(total, [...(inside.get(total) ?? []), parts]);
  }
  const isOwnPart = (total: string): boolean => {
    const below = new Set(inside.get(total)?.flat());
    for (const key of below) for (const part of inside.get(key)?.flat() ?? []) below.add(part);
    return below.has(total);
  };
  const addsUp = (total: string): boolean => {
    const ofPrinted = (inside.get(total) ?? [])
      .map((parts) => parts.map(printed).filter((part) => part !== undefined))
      .filter((values, at) => values.length === inside.get(total)?.[at]?.length)
      .map((values) => values.reduce((sum, value) => sum + value, 0));
    return ofPrinted.length > 0 && ofPrinted.every((sum) => sum === printed(total));
  };
  return new Set([...inside.keys()].filter((total) => addsUp(total) && !isOwnPart(total)));
}
