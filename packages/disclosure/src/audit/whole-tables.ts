import type { Programme } from "../linear-solver.ts";
import type { Interval } from "./printed-count.ts";
import type { ReaderRow, ReaderSystem, Term } from "./reader-system.ts";

/** Counts that can have several values, joined by rows to each other and to no other such count. */
export interface Component {
  /** Indices, in order. */
  readonly counts: readonly number[];
  readonly rows: readonly ReaderRow[];
}

/** @param box the ends between which each count lies */
export function componentsOf({ counts, rows }: ReaderSystem, box: readonly Interval[]): Component[] {
  const leader = counts.map((_, index) => index);
  const leaderOf = (index: number): number => {
    let at = index;
    while (leader[at] !== at) at = leader[at] = leader[leader[at] ?? at] ?? at;
    return at;
  };
  const isFree = ({ count }: Term): boolean => !isFixed(box[count]);
  const joining = rows.filter(({ terms }) => terms.some(isFree));
  for (const { terms } of joining) {
    const [first, ...others] = terms.filter(isFree).map(({ count }) => leaderOf(count));
    for (const other of others) leader[leaderOf(other)] = leaderOf(first ?? other);
  }
  const components = new Map<number, { readonly counts: number[]; readonly rows: ReaderRow[] }>();
  for (const { index } of counts) {
    if (isFixed(box[index])) continue;
    const own = components.get(leaderOf(index)) ?? { counts: [], rows: [] };
    components.set(leaderOf(index), own);
    own.counts.push(index);
  }
  for (const row of joining) {
    const first = row.terms.find(isFree);
    if (first !== undefined) components.get(leaderOf(first.count))?.rows.push(row);
  }
  return [...components.values()];
}

/**
 * Values of a component's counts, in its order, that fit everything a reader has: whole, and checked without
 * tolerance.
 */
export type WholeTable = Float64Array;

/** The tables of one component: what they have to fit, as the solver is told it and as it is checked afterwards. */
export class WholeTables {
  readonly component: Component;
  /** What the solver is told; nothing costs anything. */
  readonly programme: Programme;
  /** Places of the counts without an upper end. The solver is given one that is far away. */
  readonly endless: readonly number[];
  readonly truth: WholeTable;
  readonly #system: ReaderSystem;
  readonly #place: ReadonlyMap<number, number>;

  /** @param farthest how far beyond the largest number a count without an upper end is searched */
  constructor(component: Component, system: ReaderSystem, box: readonly Interval[], farthest: number) {
    const { counts, rows } = component;
    this.component = component;
    this.#system = system;
    this.#place = new Map(counts.map((count, at) => [count, at]));
    this.truth = Float64Array.from(counts, (count) => this.#truthOf(count));
    const ends = counts.map((count) => box[count] ?? { lowest: 0, highest: 0 });
    const largest = ends.reduce(
      (most, { lowest, highest }, at) =>
        Math.max(most, Number.isFinite(highest) ? highest : Math.max(lowest, this.truth[at] ?? 0)),
      0,
    );
    this.endless = ends.flatMap(({ highest }, at) => (Number.isFinite(highest) ? [] : [at]));
    this.programme = {
      lower: Float64Array.from(ends, ({ lowest }) => lowest),
      upper: Float64Array.from(ends, ({ highest }) => Math.min(highest, largest + farthest)),
      cost: new Float64Array(counts.length),
      rows: rows.map((row) => this.#withoutFixed(row)),
    };
  }

  /** The place of a count in the component. */
  placeOf(count: number): number {
    const at = this.#place.get(count);
    if (at === undefined) throw new RangeError(`count ${count} is not of this component`);
    return at;
  }

  sumIn(table: WholeTable, terms: readonly Term[]): number {
    return terms.reduce((sum, { count, coefficient }) => sum + coefficient * this.#valueIn(table, count), 0);
  }

  /** The whole table that a solution stands for, if it fits every row and every end exactly. */
  checked(values: Float64Array): WholeTable | undefined {
    const table = values.map(Math.round);
    const { counts } = this.#system;
    const fits =
      this.component.counts.every((count, at) => isWithin(table[at] ?? 0, counts[count] ?? impossible)) &&
      this.component.rows.every((row) => isWithin(this.sumIn(table, row.terms), row));
    return fits ? table : undefined;
  }

  /** Whether a solution stops at an end that is only the solver's. */
  leans(values: Float64Array): boolean {
    return this.endless.some((at) => (values[at] ?? 0) > (this.programme.upper[at] ?? 0) - 0.5);
  }

  #truthOf(count: number): number {
    return this.#system.counts[count]?.truth ?? 0;
  }

  #valueIn(table: WholeTable, count: number): number {
    const at = this.#place.get(count);
    return at === undefined ? this.#truthOf(count) : (table[at] ?? 0);
  }

  /** Counts with one value only go to the other side of their rows. */
  #withoutFixed({ terms, lowest, highest }: ReaderRow): Programme["rows"][number] {
    const variables: number[] = [];
    const coefficients: number[] = [];
    let fixed = 0;
    for (const { count, coefficient } of terms) {
      const at = this.#place.get(count);
      if (at === undefined) fixed += coefficient * this.#truthOf(count);
      else {
        variables.push(at);
        coefficients.push(coefficient);
      }
    }
    return { lower: lowest - fixed, upper: highest - fixed, variables, coefficients };
  }
}

/** The places where a solution is not whole, the nearest to whole first. */
export function brokenPlaces(values: Float64Array): number[] {
  const distance = (at: number): number => Math.abs((values[at] ?? 0) - Math.round(values[at] ?? 0));
  return [...values.keys()].filter((at) => distance(at) > tolerance).sort((a, b) => distance(a) - distance(b) || a - b);
}

/** How far a solver's whole number may be from whole. */
const tolerance = 1e-6;

const impossible: Interval = { lowest: 1, highest: 0 };

function isWithin(value: number, { lowest, highest }: Interval): boolean {
  return Number.isSafeInteger(value) && value >= lowest && value <= highest;
}

function isFixed(interval: Interval | undefined): boolean {
  return interval === undefined || interval.lowest === interval.highest;
}
