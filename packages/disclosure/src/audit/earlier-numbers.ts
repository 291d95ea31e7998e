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
  /** By the key of the present number, where it is that number, else by a key of their own; in the order of keys. */
  readonly numbers: ReadonlyMap<string, EarlierNumber>;
  readonly sums: readonly TrueSum[];
  /** Numbers that are others now: the first release that had them so, the key of the present one and that of then. */
  readonly changed: readonly { readonly release: string; readonly now: string; readonly past: string }[];
}

/**
 * What earlier releases tell, number by number. A number that is the same as now is taken to be the same number, as a
 * reader would; one that is not is a number of its own, which nothing but its name joins to the present one.
 *
 * @param earlier in any order; taken in that of their ids
 */
export function earlierNumbers(
  earlier: readonly EarlierRelease[],
  facts: ReadonlyMap<string, TrueCount>,
  policy: Policy,
): EarlierNumbers {
  const found: Found = { versions: new Map(), numbers: new Map(), sums: new Map(), changed: [] };
  for (const [key, fact] of facts) found.versions.set(key, [{ key, fact }]);
  for (const release of [...earlier].sort((a, b) => compareText(a.id, b.id))) readInto(found, release, policy);
  return { numbers: inOrder(found.numbers), sums: [...found.sums.values()], changed: found.changed };
}

interface Found {
  /** Under the name a number has in releases: each value it has had, the present one first. */
  readonly versions: Map<string, { readonly key: string; readonly fact: TrueCount }[]>;
  readonly numbers: Map<string, EarlierNumber>;
  readonly sums: Map<string, TrueSum>;
  readonly changed: EarlierNumbers["changed"][number][];
}

function readInto(found: Found, { id, counts: { counts, sums, rounding } }: EarlierRelease, policy: Policy): void {
  const printedOf = new Map(counts.map(({ key, printed }) => [key, printed]));
  const inside = sums.map((sum) => ({ ...sum, elsewhere: false }));
  const tellNothing = sumsOfPrintedParts(inside, (key) => printedOf.get(key), { rounding });
  const keys = new Map<string, string>();
  for (const count of counts) {
    const { printed } = count;
    const { key, fact } = versionOf(count, id, found);
    keys.set(count.key, key);
    const before = found.numbers.get(key);
    const values = told(count, tellNothing.has(count.key) ? undefined : rounding, policy);
    const interval = both(before?.interval ?? anyNumber, values);
    const printings = [...(before?.printings ?? []), ...(printed === undefined ? [] : [{ printed, values }])];
    const source = printed === undefined ? [] : [sourceOfKeys(id, count.results[0] ?? count.key, [count.key])];
    const printedAt = [...(before?.printedAt ?? []), ...source];
    found.numbers.set(key, { fact, interval, printedAt, printings, release: before?.release ?? id });
  }
  const keyOf = (key: string) => keys.get(key) ?? key;
  for (const { total, parts } of sums) {
    const result = parts.map((part) => cellsOf(part)[0]?.result).find((name) => name !== undefined) ?? "sums";
    const source = sourceOfKeys(id, result, [total, ...parts]);
    const sum = { total: keyOf(total), parts: parts.map(keyOf), elsewhere: false, source };
    if (!found.sums.has(idOfSum(sum))) found.sums.set(idOfSum(sum), sum);
  }
}

function versionOf(count: KeptCount, release: string, { versions, changed }: Found) {
  const known = versions.get(count.key) ?? [];
  const same = known.find(({ fact }) => fact.value === count.value);
  if (same !== undefined) return same;
  const [first] = known;
  const key = first === undefined ? count.key : JSON.stringify(["earlier", release, count.key]);
  const version = { key, fact: factOf(count, key) };
  versions.set(count.key, [...known, version]);
  if (first !== undefined) changed.push({ release, now: first.key, past: key });
  return version;
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

function factOf({ key: name, value, people, unprinted, ofPeople }: KeptCount, key: string): TrueCount {
  const standing = unprinted ? "unprinted" : ofPeople ? "people" : "exempt";
  return { key, value, people, standing, cells: cellsOf(name) };
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
