import { compareText } from "@plait/study";
import type { EarlierRelease, KeptCount } from "../evidence.ts";
import { lowestWithheld, type Policy, type Rounding } from "../policy.ts";
import { anyNumber, both, exactly, type Interval, valuesPrintedAs } from "./printed-count.ts";
import { sumsOfPrintedParts } from "./printed-totals.ts";
import type { Source } from "./reader-system.ts";
import { type AuditedCell, idOfSum, type TrueCount, type TrueSum } from "./true-counts.ts";

/** What readers have of a number from earlier releases. */
export interface EarlierNumber {
  readonly fact: TrueCount;
  readonly interval: Interval;
  readonly printedAt: readonly Source[];
  /** Each number that was printed of it, with what it can be where that is printed. */
  readonly printings: readonly Printing[];
  /** The first release that has it. */
  readonly release: string;
}

export interface Printing {
  readonly printed: number;
  readonly values: Interval;
}

export interface EarlierNumbers {
  /** From the data of this release. */
  readonly same: ReadonlyMap<string, EarlierNumber>;
  readonly sums: readonly TrueSum[];
  /** From other data: one entry for each digest, named after its first release. */
  readonly others: readonly {
    readonly release: string;
    readonly numbers: ReadonlyMap<string, EarlierNumber>;
    readonly sums: readonly TrueSum[];
  }[];
}

/**
 * What earlier releases tell, number by number. Two of the same data tell of the same numbers; those of other data are
 * other numbers, which nothing but their names joins to the present ones.
 *
 * @throws RangeError where releases of the same data have one number in two values
 */
export function earlierNumbers(
  earlier: readonly EarlierRelease[],
  data: string,
  facts: ReadonlyMap<string, TrueCount>,
  policy: Policy,
): EarlierNumbers {
  const worlds = new Map<string, World>();
  for (const release of [...earlier].sort((a, b) => compareText(a.id, b.id))) {
    const world = worlds.get(release.data) ?? { release: release.id, numbers: new Map(), sums: new Map() };
    worlds.set(release.data, world);
    readInto(world, release, release.data === data ? facts : new Map(), policy);
  }
  const same = worlds.get(data);
  const others = [...worlds].filter(([digest]) => digest !== data).map(([, world]) => world);
  return {
    same: inOrder(same?.numbers ?? new Map()),
    sums: [...(same?.sums.values() ?? [])],
    others: others.map(({ release, numbers, sums }) => ({
      release,
      numbers: inOrder(numbers),
      sums: [...sums.values()],
    })),
  };
}

interface World {
  readonly release: string;
  readonly numbers: Map<string, EarlierNumber>;
  readonly sums: Map<string, TrueSum>;
}

function readInto(
  world: World,
  { id, counts: { counts, sums, rounding } }: EarlierRelease,
  facts: ReadonlyMap<string, TrueCount>,
  policy: Policy,
): void {
  const printedOf = new Map(counts.map(({ key, printed }) => [key, printed]));
  const inside = sums.map((sum) => ({ ...sum, elsewhere: false }));
  const tellNothing = sumsOfPrintedParts(inside, (key) => printedOf.get(key), { rounding });
  for (const count of counts) {
    const { key, value, printed } = count;
    const before = world.numbers.get(key);
    const fact = before?.fact ?? facts.get(key) ?? factOf(count);
    if (fact.value !== value) {
      throw new RangeError(`release ${id}: ${key} differs from another release of the same data`);
    }
    const values = told(count, tellNothing.has(key) ? undefined : rounding, policy);
    const interval = both(before?.interval ?? anyNumber, values);
    const printings = [...(before?.printings ?? []), ...(printed === undefined ? [] : [{ printed, values }])];
    const source = printed === undefined ? [] : [sourceOfKeys(id, count.results[0] ?? key, [key])];
    const printedAt = [...(before?.printedAt ?? []), ...source];
    world.numbers.set(key, { fact, interval, printedAt, printings, release: before?.release ?? id });
  }
  for (const { total, parts } of sums) {
    const result = parts.map((part) => cellsOf(part)[0]?.result).find((name) => name !== undefined) ?? "sums";
    const source = sourceOfKeys(id, result, [total, ...parts]);
    const sum = { total, parts, elsewhere: false, source };
    if (!world.sums.has(idOfSum(sum))) world.sums.set(idOfSum(sum), sum);
  }
}

/** @param rounding how it was rounded; undefined for a sum of printed parts, which tells nothing beyond them */
function told(
  { value, people, unprinted, ofPeople, printed, exact, roundingSteps }: KeptCount,
  rounding: Rounding | undefined,
  policy: Policy,
): Interval {
  if (printed !== undefined) {
    if (exact === true) return exactly(value);
    return rounding === undefined ? anyNumber : valuesPrintedAs(printed, rounding, roundingSteps);
  }
  if (unprinted || !ofPeople || value < people) return anyNumber;
  return { ...anyNumber, lowest: Math.min(value, lowestWithheld(policy)) };
}

function factOf({ key, value, people, unprinted, ofPeople }: KeptCount): TrueCount {
  const standing = unprinted ? "unprinted" : ofPeople ? "people" : "exempt";
  return { key, value, people, standing, cells: cellsOf(key) };
}

/** The cell a key stands for, or the two boxes of a difference; none for a name. */
function cellsOf(key: string): AuditedCell[] {
  const parts: unknown = JSON.parse(key);
  if (!Array.isArray(parts)) return [];
  const [result, row, column] = parts.map(String);
  if (result === undefined || row === undefined || column === undefined) return [];
  return result === "difference" ? [...cellsOf(row), ...cellsOf(column)] : [{ result, row, column }];
}

function sourceOfKeys(release: string, result: string, keys: readonly string[]): Source {
  const cells = keys.flatMap(cellsOf);
  const names = keys.filter((key) => cellsOf(key).length === 0);
  const distinct = (ids: readonly string[]) => [...new Set(ids)].sort(compareText);
  return {
    release,
    result,
    rows: distinct([...cells.map(({ row }) => row), ...names]),
    columns: distinct(cells.map(({ column }) => column)),
  };
}

function inOrder<T>(map: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([...map].sort(([a], [b]) => compareText(a, b)));
}
