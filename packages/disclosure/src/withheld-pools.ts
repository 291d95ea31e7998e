import { type Amounts, type CellPlace, compareText, type Result, type Sum } from "@plait/study";
import { amountReason } from "./dominance.ts";
import { highestFailing, type Policy } from "./policy.ts";
import { cellAt, describeCell } from "./study-counts.ts";
import type { StatisticCell } from "./withheld-statistics.ts";

/**
 * Which means and sums are withheld because another would follow from them. With their N, the mean of everybody is
 * that of the groups: one withheld group follows from the rest.
 *
 * - The withheld parts of a total that is shown are at least two, have together enough people and, for amounts, are not
 *   dominated together; otherwise one more part is withheld, the one with fewest people, and where there is none, the
 *   total. A total is not withheld alone.
 * - Over all pools of a result together, none follows from the others.
 *
 * It keeps numbers from being certain; how close they can be told is not looked at.
 *
 * @param isWithheld whether a statistic is withheld for itself
 * @throws RangeError for a pool of anything but means or amounts of the same people
 */
export function withheldPools(
  results: readonly Result[],
  policy: Policy,
  isWithheld: (result: Result, place: CellPlace) => boolean,
): (result: Result, place: CellPlace) => boolean {
  const withheld = new Map<string, ReadonlySet<string>>();
  for (const result of results) {
    const pools = (result.pools ?? [])
      .flatMap((pool) => readPool(result, pool, isWithheld))
      .sort((a, b) => compareText(poolName(a), poolName(b)));
    if (pools.length > 0) withheld.set(result.id, alsoWithheld(pools, policy));
  }
  return (result, place) => withheld.get(result.id)?.has(placeKey(place)) ?? false;
}

interface Pooled {
  readonly key: string;
  readonly name: string;
  readonly people: number;
  /** Its value times the people behind it. */
  readonly total: number;
  readonly amounts?: Amounts;
  /** Withheld for itself. */
  readonly primary: boolean;
}

interface Pool {
  readonly total: Pooled;
  readonly parts: readonly Pooled[];
}

function alsoWithheld(pools: readonly Pool[], policy: Policy): Set<string> {
  const members = new Map(pools.flatMap(({ total, parts }) => [total, ...parts]).map((one) => [one.key, one]));
  const withheld = new Set([...members.values()].filter(({ primary }) => primary).map(({ key }) => key));
  const isHidden = ({ key }: Pooled) => withheld.has(key);
  for (let next = nextToWithhold(pools, isHidden, policy); next; next = nextToWithhold(pools, isHidden, policy)) {
    withheld.add(next.key);
  }
  for (const { key, primary } of members.values()) if (primary) withheld.delete(key);
  return withheld;
}

function nextToWithhold(
  pools: readonly Pool[],
  isHidden: (one: Pooled) => boolean,
  policy: Policy,
): Pooled | undefined {
  const open = (among: readonly Pooled[]) => fewestPeople(among.filter((one) => !isHidden(one)));
  for (const { total, parts } of pools) {
    const hidden = parts.filter(isHidden);
    const follows = isHidden(total) ? hidden.length === 0 : hidden.length > 0 && areTooFew(hidden, policy);
    const next = follows ? (open(parts) ?? open([total])) : undefined;
    if (next !== undefined) return next;
  }
  const certain = determined(pools, isHidden);
  if (certain === undefined) return undefined;
  const beside = pools.map(({ total, parts }) => [...parts, total]).filter((pool) => pool.some(isHidden));
  return open(beside.filter((pool) => pool.some(({ key }) => key === certain)).flat()) ?? open(beside.flat());
}

function areTooFew(hidden: readonly Pooled[], policy: Policy): boolean {
  const people = hidden.reduce((sum, one) => sum + one.people, 0);
  if (hidden.length === 1 || people <= highestFailing(policy)) return true;
  const together = mergedAmounts(hidden);
  return together !== undefined && amountReason(together, policy.magnitudes) === "dominance";
}

/** What two groups without a common member contribute together. Undefined where no rule on amounts applies. */
function mergedAmounts(groups: readonly Pooled[]): Amounts | undefined {
  const amounts = groups.flatMap(({ amounts: own }) => own ?? []);
  if (amounts.length < groups.length || amounts.some(({ negatives }) => negatives)) return undefined;
  return {
    total: amounts.reduce((sum, { total }) => sum + total, 0),
    largest: amounts.flatMap(({ largest }) => largest).sort((a, b) => b - a),
    negatives: false,
    identical: false,
  };
}

function fewestPeople(candidates: readonly Pooled[]): Pooled | undefined {
  const [first] = [...candidates].sort((a, b) => a.people - b.people || compareText(a.name, b.name));
  return first;
}

/**
 * A withheld number that follows from the pools taken together: by elimination on what the withheld numbers add up to,
 * it is one whose row is left with no other. Coefficients are −1, 0 and 1, so that doubles are exact enough.
 */
function determined(pools: readonly Pool[], isHidden: (one: Pooled) => boolean): string | undefined {
  const hidden = [...new Map(pools.flatMap(({ total, parts }) => [total, ...parts]).map((one) => [one.key, one]))]
    .filter(([, one]) => isHidden(one))
    .sort(([, a], [, b]) => compareText(a.name, b.name))
    .map(([key]) => key);
  const rows = pools.map(({ total, parts }) =>
    hidden.map((key) => parts.filter((part) => part.key === key).length - (total.key === key ? 1 : 0)),
  );
  for (const row of reduced(rows)) {
    const [only, ...others] = hidden.filter((_, at) => Math.abs(row[at] ?? 0) > negligible);
    if (only !== undefined && others.length === 0) return only;
  }
  return undefined;
}

const negligible = 1e-9;

/** Reduced row echelon form. */
function reduced(rows: readonly (readonly number[])[]): number[][] {
  const matrix = rows.map((row) => [...row]);
  const width = matrix[0]?.length ?? 0;
  let rank = 0;
  for (let column = 0; column < width && rank < matrix.length; column++) {
    const pivot = matrix.slice(rank).reduce((best, row, at) => {
      const size = Math.abs(row[column] ?? 0);
      return size > Math.abs(matrix[best]?.[column] ?? 0) ? rank + at : best;
    }, rank);
    const chosen = matrix[pivot];
    const head = chosen?.[column] ?? 0;
    if (chosen === undefined || Math.abs(head) <= negligible) continue;
    matrix[pivot] = matrix[rank] ?? [];
    const scaled = chosen.map((value) => value / head);
    matrix[rank] = scaled;
    for (const [at, row] of matrix.entries()) {
      const factor = row[column] ?? 0;
      if (at !== rank && factor !== 0) matrix[at] = row.map((value, index) => value - factor * (scaled[index] ?? 0));
    }
    rank++;
  }
  return matrix.slice(0, rank);
}

/** A group of which nothing is known adds nothing; without a total there is nothing to follow from. */
function readPool(
  result: Result,
  { total: totalPlace, parts: partPlaces }: Sum,
  isWithheld: (result: Result, place: CellPlace) => boolean,
): Pool[] {
  const total = readPooled(result, totalPlace, isWithheld);
  const parts = partPlaces.flatMap((place) => readPooled(result, place, isWithheld) ?? []);
  if (total === undefined) return [];
  const sum = (of: (one: Pooled) => number) => parts.reduce((whole, part) => whole + of(part), 0);
  const sizes = sum((one) => Math.abs(one.total));
  const addsUp = Math.abs(sum((one) => one.total) - total.total) <= 1e-9 * Math.max(sizes, Math.abs(total.total));
  if (sum(({ people }) => people) !== total.people || !addsUp) {
    throw new RangeError(`${describeCell(result, totalPlace)}: does not pool its parts`);
  }
  return [{ total, parts }];
}

function readPooled(
  result: Result,
  place: CellPlace,
  isWithheld: (result: Result, place: CellPlace) => boolean,
): Pooled | undefined {
  const cell = cellAt(result, place);
  if (cell.kind === "absent") return undefined;
  const { kind } = cell.kind === "statistic" ? (cell.measure ?? cell) : cell;
  const people = cell.kind === "statistic" && "people" in cell.people ? cell.people.people : undefined;
  if (cell.kind !== "statistic" || people === undefined || !(kind === "mean" || kind === "amount")) {
    throw new RangeError(`${describeCell(result, place)}: only means and amounts of people can be pooled`);
  }
  return {
    key: placeKey(place),
    name: JSON.stringify([result.rows[place.row]?.id, result.columns[place.column]?.id]),
    people,
    ...quantity(cell, people),
    primary: isWithheld(result, place),
  };
}

function quantity({ value, measure }: StatisticCell, people: number): Pick<Pooled, "total" | "amounts"> {
  return measure?.kind === "amount" ? { total: measure.total, amounts: measure } : { total: value * people };
}

function poolName({ total, parts }: Pool): string {
  return JSON.stringify([total.name, ...parts.map(({ name }) => name).sort(compareText)]);
}

function placeKey({ row, column }: CellPlace): string {
  return `${row},${column}`;
}
