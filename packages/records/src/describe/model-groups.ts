import type { ModelLevel, ModelPattern, ModelPatterns } from "@plait/study";

/**
 * How a term splits people into two groups that a reader could count: of 0/1 values those who have it, of other numbers
 * those who differ from the value that at least half of them share. Undefined where no value is shared by half.
 *
 * @param values - of the term, one for each row
 * @param outcome - 0 or 1 for each row
 */
export function modelLevel(term: string, values: Float64Array, outcome: Float64Array): ModelLevel | undefined {
  const usual = values.every((value) => value === 0 || value === 1) ? 0 : sharedByHalf(values);
  if (usual === undefined) return undefined;
  const level = { people: 0, complement: 0, events: 0, complementEvents: 0 };
  for (const [row, value] of values.entries()) {
    const event = outcome[row] ?? 0;
    if (value === usual) {
      level.complement += 1;
      level.complementEvents += event;
    } else {
      level.people += 1;
      level.events += event;
    }
  }
  return { term, ...level };
}

function sharedByHalf(values: Float64Array): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [most] = [...counts].sort(([a, countA], [b, countB]) => countB - countA || a - b);
  return most !== undefined && 2 * most[1] >= values.length ? most[0] : undefined;
}

/**
 * The groups of people who have the same value of every term, and of those the ones whose mean outcome the coefficients
 * tell exactly. A row of a group of m people has a leverage of at most 1/m, and of 1/m only where the fitted value of the
 * group is the mean of its own outcomes, whatever these are: H is a projection, so that h = Σ h², and within the group
 * all are equal.
 *
 * @param design - columns, one value for each row
 * @param outcome - 0 or 1 for each row
 * @param leverages - the diagonal of the hat matrix, one for each row
 */
export function modelPatterns(
  design: readonly Float64Array[],
  outcome: Float64Array,
  leverages: Float64Array,
): ModelPatterns {
  const groups = new Map<string, { people: number; events: number; leverage: number }>();
  for (const [row, leverage] of leverages.entries()) {
    const pattern = design.map((values) => values[row]).join(" ");
    const group = groups.get(pattern) ?? { people: 0, events: 0, leverage };
    group.people += 1;
    group.events += outcome[row] ?? 0;
    groups.set(pattern, group);
  }
  const ownMeans = [...groups.values()]
    .filter(({ people, leverage }) => people * leverage >= 1 - leverageRounding)
    .map(({ people, events }): ModelPattern => ({ people, events }));
  return { distinct: groups.size, ownMeans };
}

/** Leverages are right to about twelve digits; this leaves them three. */
const leverageRounding = 1e-9;
