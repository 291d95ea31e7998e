import { type Amounts, type CellPlace, compareText, type Result, type Sum } from "@plait/study";
import { amountReason, type Contributions } from "./dominance.ts";
import { highestFailing, type Policy } from "./policy.ts";
import { cellAt, describeCell } from "./study-counts.ts";
import type { StatisticCell } from "./withheld-statistics.ts";

/**
 * Which means and sums of pools are withheld, for themselves or because another would follow from them. With their N,
 * the mean of everybody is that of the groups: one withheld group follows from the rest.
 *
 * - The withheld parts of a total that is shown are at least two, have together enough people and, for amounts, are not
 *   dominated together; otherwise one more part is withheld, the one with fewest people, and where there is none, the
 *   total. A total is not withheld alone.
 * - Over all pools of a result together, none follows from the others.
 *
 * It keeps numbers from being certain; how close they can be told is not looked at.
 *
 * @param isWithheld whether a statistic is withheld for itself
 * @throws RangeError for a pool of anything but means, or amounts, of the same people
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
    withheld.set(result.id, withheldTogether(pools, policy));
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

function withheldTogether(pools: readonly Pool[], policy: Policy): ReadonlySet<string> {
  const members = pools.flatMap(({ total, parts }) => [total, ...parts]);
  const withheld = new Set(members.filter(({ primary }) => primary).map(({ key }) => key));
  const isHidden = ({ key }: Pooled) => withheld.has(key);
  for (let next = nextToWithhold(pools, isHidden, policy); next; next = nextToWithhold(pools, isHidden, policy)) {
    withheld.add(next.key);
  }
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
  return amountReason(contributedTogether(hidden), policy.magnitudes) !== undefined;
}

/** What groups without a common member contribute together; of means it is nothing. */
function contributedTogether(groups: readonly Pooled[]): Contributions {
  const amounts = groups.flatMap(({ amounts: own }) => own ?? []);
  return {
    total: amounts.reduce((sum, { total }) => sum + total, 0),
    largest: amounts.flatMap(({ largest }) => largest).sort((a, b) => b - a),
    negatives: amounts.some(({ negatives }) => negatives),
  };
}

function fewestPeople(candidates: readonly Pooled[]): Pooled | undefined {
  const [first] = [...candidates].sort((a, b) => a.people - b.people || compareText(a.name, b.name));
  return first;
}

/**
 * A withheld number that follows from the pools taken together: by elimination on what the withheld numbers add up to,
 * it is one whose row is left with no other.
 */
function determined(pools: readonly Pool[], isHidden: (one: Pooled) => boolean): string | undefined {
  const hidden = [...new Map(pools.flatMap(({ total, parts }) => [total, ...parts]).map((one) => [one.key, one]))]
    .filter(([, one]) => isHidden(one))
    .sort(([, a], [, b]) => compareText(a.name, b.name))
    .map(([key]) => key);
  const rows = pools.map(({ total, parts }) =>
    hidden.map((key) => BigInt(parts.filter((part) => part.key === key).length) - (total.key === key ? 1n : 0n)),
  );
  return reduced(rows, hidden.length)
    .map((row) => hidden.filter((_, at) => row[at] !== 0n))
    .find((left) => left.length === 1)?.[0];
}

/**
 * Reduced row echelon form without rows of zeros, exactly: rows are not divided but by the last number that was
 * eliminated with, which leaves no remainder and keeps numbers short.
 *
 * Source: Bareiss 1968, Sylvester's identity and multistep integer-preserving Gaussian elimination.
 */
function reduced(rows: readonly (readonly bigint[])[], width: number): readonly (readonly bigint[])[] {
  let open = rows;
  let done: typeof rows = [];
  let last = 1n;
  for (let column = 0; column < width; column++) {
    const at = (row: readonly bigint[]) => row[column] ?? 0n;
    const pivot = open.find((row) => at(row) !== 0n);
    if (pivot === undefined) continue;
    const divisor = last;
    const eliminate = (row: readonly bigint[]) =>
      row.map((value, index) => (value * at(pivot) - at(row) * (pivot[index] ?? 0n)) / divisor);
    open = open.map(eliminate);
    done = [...done.map(eliminate), pivot];
    last = at(pivot);
  }
  return done;
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
  const addsUp = Math.abs(sum((one) => one.total) - total.total) <= 1e-9 * sum((one) => Math.abs(one.total));
  if (sum(({ people }) => people) !== total.people || !addsUp) {
    throw new RangeError(`${describeCell(result, totalPlace)}: does not pool its parts`);
  }
  if (parts.some(({ amounts }) => (amounts === undefined) !== (total.amounts === undefined))) {
    throw new RangeError(`${describeCell(result, totalPlace)}: pools means with amounts`);
  }
  return [{ total, parts }];
}

/** Undefined for a cell that holds nothing. */
function readPooled(
  result: Result,
  place: CellPlace,
  isWithheld: (result: Result, place: CellPlace) => boolean,
): Pooled | undefined {
  const cell = cellAt(result, place);
  if (cell.kind === "absent") return undefined;
  if (cell.kind === "statistic" && "people" in cell.people) {
    const { people } = cell.people;
    const quantity = quantityOf(cell, people);
    const name = JSON.stringify([result.rows[place.row]?.id, result.columns[place.column]?.id]);
    if (quantity) return { key: placeKey(place), name, people, primary: isWithheld(result, place), ...quantity };
  }
  throw new RangeError(`${describeCell(result, place)}: only means and amounts of people can be pooled`);
}

/** Undefined for what does not add up. */
function quantityOf({ value, measure }: StatisticCell, people: number): Pick<Pooled, "total" | "amounts"> | undefined {
  switch (measure?.kind) {
    case "mean":
      return { total: value * people };
    case "amount":
      return { total: measure.total, amounts: measure };
    default:
      return undefined;
  }
}

function poolName({ total, parts }: Pool): string {
  return JSON.stringify([total.name, ...parts.map(({ name }) => name).sort(compareText)]);
}

function placeKey({ row, column }: CellPlace): string {
  return `${row},${column}`;
}
