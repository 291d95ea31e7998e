import {
  type HeldProgramme,
  holdProgramme,
  type LinearSolver,
  type Patience,
  type Programme,
  type Solved,
} from "../linear-solver.ts";
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

/** Values of a component's counts, in its order, that fit everything a reader has: whole, and checked without tolerance. */
export type WholeTable = Float64Array;

export interface Found {
  /** None where the solver's best is not in whole numbers and none was found near it. */
  readonly table?: WholeTable;
  /** No whole table has a smaller sum; none where the solver did not say. */
  readonly least?: number;
}

/**
 * Tables of one component that a reader could not tell from the true one. The programme stays with the solver, so that
 * each search starts from the last. To be disposed.
 */
export class OtherTables {
  readonly #component: Component;
  readonly #system: ReaderSystem;
  readonly #place: ReadonlyMap<number, number>;
  readonly #programme: Programme;
  readonly #solver: LinearSolver;
  readonly #held: HeldProgramme;
  /** Counts without an upper end, in the component's order. */
  readonly #endless: readonly number[];
  #wholes: HeldProgramme | undefined;

  /** @param farthest how far beyond the largest number anything that has no upper end is searched */
  constructor(
    component: Component,
    system: ReaderSystem,
    box: readonly Interval[],
    farthest: number,
    solver: LinearSolver,
  ) {
    this.#component = component;
    this.#system = system;
    this.#solver = solver;
    const { counts } = component;
    this.#place = new Map(counts.map((count, at) => [count, at]));
    const ends = counts.map((count) => box[count] ?? { lowest: 0, highest: 0 });
    const largest = ends.reduce(
      (most, { lowest, highest }) => Math.max(most, Number.isFinite(highest) ? highest : lowest),
      0,
    );
    this.#endless = ends.flatMap(({ highest }, at) => (Number.isFinite(highest) ? [] : [at]));
    this.#programme = {
      lower: Float64Array.from(ends, ({ lowest }) => lowest),
      upper: Float64Array.from(ends, ({ highest }) => Math.min(highest, largest + farthest)),
      cost: new Float64Array(counts.length),
      rows: component.rows.map((row) => this.#withoutFixed(row)),
    };
    this.#held = holdProgramme(solver, this.#programme);
  }

  /** A table with the smallest sum, or a small one. */
  towards(terms: readonly Term[]): Found {
    this.#minimise(this.#held, terms);
    const solved = this.#held.minimise();
    const table = solved.status === "optimal" ? this.#nearby(solved.values) : undefined;
    const lifted = solved.status === "optimal" && this.#leans(solved.values) ? this.#withoutEnd() : solved;
    this.#minimise(this.#held, terms, 0);
    return { ...(table === undefined ? {} : { table }), ...leastOf(lifted) };
  }

  /** The table with the smallest sum, searched among whole numbers alone. */
  amongWholes(terms: readonly Term[]): Found {
    const { counts } = this.#component;
    this.#wholes ??= holdProgramme(
      this.#solver,
      { ...this.#programme, whole: new Uint8Array(counts.length).fill(1) },
      patience,
    );
    this.#minimise(this.#wholes, terms);
    const solved = this.#wholes.minimise();
    this.#minimise(this.#wholes, terms, 0);
    if (solved.status === "infeasible" || solved.status === "unbounded" || solved.values === undefined) return {};
    const table = this.#checked(solved.values);
    const isEnd = !this.#leans(solved.values);
    return { ...(table === undefined ? {} : { table }), ...(isEnd ? leastOf(solved) : {}) };
  }

  /** The rows that keep a sum from being smaller, fractions allowed. */
  rowsBehind(terms: readonly Term[]): ReaderRow[] {
    this.#minimise(this.#held, terms);
    const solved = this.#held.minimise();
    const lifted = solved.status === "optimal" && this.#leans(solved.values) ? this.#withoutEnd() : solved;
    this.#minimise(this.#held, terms, 0);
    if (lifted.status !== "optimal") return [];
    return this.#component.rows.filter((_, at) => Math.abs(lifted.rowDuals[at] ?? 0) > tolerance);
  }

  sumIn(table: WholeTable, terms: readonly Term[]): number {
    return terms.reduce((sum, { count, coefficient }) => sum + coefficient * this.#valueIn(table, count), 0);
  }

  dispose(): void {
    this.#held.dispose();
    this.#wholes?.dispose();
  }

  #minimise(held: HeldProgramme, terms: readonly Term[], times = 1): void {
    for (const { count, coefficient } of terms) {
      const at = this.#place.get(count);
      if (at !== undefined) held.setCost(at, times * coefficient);
    }
  }

  /** Counts with one value only go to the other side of their rows. */
  #withoutFixed({ terms, lowest, highest }: ReaderRow): Programme["rows"][number] {
    const variables: number[] = [];
    const coefficients: number[] = [];
    let fixed = 0;
    for (const { count, coefficient } of terms) {
      const at = this.#place.get(count);
      if (at === undefined) fixed += coefficient * (this.#system.counts[count]?.truth ?? 0);
      else {
        variables.push(at);
        coefficients.push(coefficient);
      }
    }
    return { lower: lowest - fixed, upper: highest - fixed, variables, coefficients };
  }

  #valueIn(table: Float64Array, count: number): number {
    const at = this.#place.get(count);
    return at === undefined ? (this.#system.counts[count]?.truth ?? 0) : (table[at] ?? 0);
  }

  /** The whole table that a solution stands for, if it fits every row and every end exactly. */
  #checked(values: Float64Array): WholeTable | undefined {
    const table = values.map(Math.round);
    const { counts } = this.#system;
    const isWithin = (value: number, { lowest, highest }: Interval): boolean =>
      Number.isSafeInteger(value) && value >= lowest && value <= highest;
    const fits =
      this.#component.counts.every((count) => isWithin(this.#valueIn(table, count), counts[count] ?? impossible)) &&
      this.#component.rows.every((row) => isWithin(this.sumIn(table, row.terms), row));
    return fits ? table : undefined;
  }

  /** Pins a few broken numbers to the nearest whole ones, solves again, and so on until all are whole. */
  #nearby(values: Float64Array): WholeTable | undefined {
    const pinned: number[] = [];
    let best = values;
    try {
      for (let dive = 0; dive < mostDives; dive++) {
        const broken = [...best.keys()]
          .map((at) => ({ at, by: Math.abs((best[at] ?? 0) - Math.round(best[at] ?? 0)) }))
          .filter(({ by }) => by > tolerance)
          .sort((a, b) => a.by - b.by || a.at - b.at);
        if (broken.length === 0) return this.#checked(best);
        for (const { at } of broken.slice(0, Math.ceil(broken.length / 4))) {
          const value = Math.round(best[at] ?? 0);
          this.#held.setBounds(at, value, value);
          pinned.push(at);
        }
        const next = this.#held.minimise();
        if (next.status !== "optimal") return undefined;
        best = next.values;
      }
      return undefined;
    } finally {
      for (const at of pinned) this.#held.setBounds(at, this.#programme.lower[at] ?? 0, this.#programme.upper[at] ?? 0);
    }
  }

  /** Whether a solution stops at an end that is only the search's own. */
  #leans(values: Float64Array): boolean {
    return this.#endless.some((at) => (values[at] ?? 0) > (this.#programme.upper[at] ?? 0) - 0.5);
  }

  #withoutEnd(): Solved {
    const { lower, upper } = this.#programme;
    for (const at of this.#endless) this.#held.setBounds(at, lower[at] ?? 0, Number.POSITIVE_INFINITY);
    const solved = this.#held.minimise();
    for (const at of this.#endless) this.#held.setBounds(at, lower[at] ?? 0, upper[at] ?? 0);
    return solved;
  }
}

const impossible: Interval = { lowest: 1, highest: 0 };

/** How far a solver's whole number may be from whole. */
const tolerance = 1e-6;

const mostDives = 40;

/** Sums of whole numbers that differ by less than one are the same. */
const patience: Patience = { nodes: 2000, gap: 0.9 };

/** Far more than the solver errs by, and far less than the fractions that such tables have. */
const slackOfBound = 1e-4;

function leastOf(solved: Solved): Pick<Found, "least"> {
  return solved.status === "optimal" ? { least: Math.ceil(solved.objective - slackOfBound) } : {};
}

function isFixed(interval: Interval | undefined): boolean {
  return interval === undefined || interval.lowest === interval.highest;
}
