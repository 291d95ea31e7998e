import {
  isAnotherTable,
  type Knowledge,
  type Move,
  nothing,
  type Relation,
  type Unknown,
  weight,
} from "./another-table.ts";
import { type HeldProgramme, holdProgramme, type LinearSolver, type ProgrammeRow } from "./linear-solver.ts";

/** Which counts may change beside those that are hidden: none, or any at the cost of hiding it. */
export type Leave = "hidden-only" | "at-a-cost";

export type ProgrammeAnswer =
  | { readonly kind: "found"; readonly move: Move }
  /** No table has this change, not even in fractions. */
  | { readonly kind: "impossible" }
  /** The cheapest is in fractions, and none in whole numbers was found near it. */
  | { readonly kind: "no-whole-numbers" };

/**
 * Other tables of counts that sums join, as a linear programme: how far each count goes up and how far it goes down,
 * every relation in balance, the weights of counts to hide times their changes as small as possible. It charges a count
 * for every person by whom it changes, which prefers few changes and small ones. To be disposed.
 *
 * Where each count stands in at most two sums its corners are whole numbers; elsewhere most are. Source: Kelly, Golden
 * and Assad (1992), Cell suppression: disclosure protection for sensitive tabular data, Networks 22: 397-417.
 */
export class TableProgramme {
  readonly #counts: readonly Unknown[];
  readonly #known: Knowledge;
  readonly #leave: Leave;
  readonly #places: ReadonlyMap<Unknown, number>;
  /** First how far each count may go up, then how far each may go down. */
  readonly #room: Float64Array;
  /** Whether each count changes at no cost; not settled before the first question. */
  readonly #free: (boolean | undefined)[];
  readonly #held: HeldProgramme;
  #solved = 0;

  /** @param counts in an order of their own; whatever else stands in their relations does not change */
  constructor(counts: readonly Unknown[], known: Knowledge, leave: Leave, solver: LinearSolver) {
    this.#counts = counts;
    this.#known = known;
    this.#leave = leave;
    this.#places = new Map(counts.map((count, at) => [count, at]));
    this.#free = counts.map(() => undefined);
    this.#room = new Float64Array(2 * counts.length);
    this.#held = holdProgramme(solver, {
      lower: new Float64Array(2 * counts.length),
      upper: new Float64Array(2 * counts.length),
      cost: new Float64Array(2 * counts.length),
      rows: balances(counts, this.#places),
    });
  }

  /** How many programmes were solved so far: what it cost in time. */
  get solved(): number {
    return this.#solved;
  }

  /** The cheapest table found in which a count differs from the truth by just so much, not 0. */
  cheapest(count: Unknown, change: number, hidden: ReadonlySet<Unknown>): ProgrammeAnswer {
    this.#open(hidden);
    const place = this.#places.get(count);
    if (place === undefined) return { kind: "impossible" };
    const opposite = place + this.#counts.length;
    const [along, against] = change > 0 ? [place, opposite] : [opposite, place];
    const by = Math.abs(change);
    if (by > (this.#room[along] ?? 0)) return { kind: "impossible" };
    const pinned = new Set([along, against]);
    this.#held.setBounds(along, by, by);
    this.#held.setBounds(against, 0, 0);
    try {
      return this.#whole(pinned, hidden);
    } finally {
      for (const at of pinned) this.#held.setBounds(at, 0, this.#room[at] ?? 0);
    }
  }

  dispose(): void {
    this.#held.dispose();
  }

  /** Lets hidden counts change at next to no cost, and others as they may. */
  #open(hidden: ReadonlySet<Unknown>): void {
    const size = this.#counts.length;
    for (const [at, count] of this.#counts.entries()) {
      const isFree = hidden.has(count);
      if (this.#free[at] === isFree) continue;
      this.#free[at] = isFree;
      const mayChange = isFree || (count.cost !== undefined && this.#leave === "at-a-cost");
      const { lowest, highest } = this.#known(count);
      this.#room[at] = mayChange ? highest - count.value : 0;
      this.#room[at + size] = mayChange ? count.value - lowest : 0;
      for (const place of [at, at + size]) {
        this.#held.setBounds(place, 0, this.#room[place] ?? 0);
        this.#held.setCost(place, isFree ? ofHidden : weight(count.cost ?? nothing));
      }
    }
  }

  /** Pins half of the broken numbers to the nearest whole ones, solves again, and so on until all are whole. */
  #whole(pinned: Set<number>, hidden: ReadonlySet<Unknown>): ProgrammeAnswer {
    for (let dive = 0; dive <= mostDives; dive++) {
      this.#solved++;
      const solved = this.#held.minimise("bounds");
      if (solved.status === "infeasible" && dive === 0) return { kind: "impossible" };
      if (solved.status !== "optimal") break;
      const { values } = solved;
      const broken = [...values.keys()].filter((at) => toWhole(values[at]) > tolerance);
      if (broken.length === 0) {
        const move = this.#checked(values, hidden);
        return move === undefined ? { kind: "no-whole-numbers" } : { kind: "found", move };
      }
      broken.sort((a, b) => toWhole(values[a]) - toWhole(values[b]));
      for (const at of broken.slice(0, Math.ceil(broken.length / 2))) {
        const value = Math.round(values[at] ?? 0);
        this.#held.setBounds(at, value, value);
        pinned.add(at);
      }
    }
    return { kind: "no-whole-numbers" };
  }

  #checked(values: Float64Array, hidden: ReadonlySet<Unknown>): Move | undefined {
    const move = new Map<Unknown, number>();
    for (const [at, count] of this.#counts.entries()) {
      const change = Math.round(values[at] ?? 0) - Math.round(values[at + this.#counts.length] ?? 0);
      if (change !== 0) move.set(count, change);
    }
    return isAnotherTable(move, new Set([...hidden, ...move.keys()]), this.#known) ? move : undefined;
  }
}

/**
 * What a change of a hidden count costs: far less than hiding another, and yet enough to keep tables near the truth,
 * where they are found faster and more of them are whole.
 */
const ofHidden = 0.01;

/** How far a solver's whole number may be from whole. */
const tolerance = 1e-6;

const mostDives = 12;

function toWhole(value = 0): number {
  return Math.abs(value - Math.round(value));
}

function balances(counts: readonly Unknown[], places: ReadonlyMap<Unknown, number>): ProgrammeRow[] {
  const relations = new Set<Relation>(counts.flatMap(({ terms }) => terms.map(({ relation }) => relation)));
  return [...relations]
    .sort((a, b) => a.index - b.index)
    .map(({ terms }) => {
      const own = terms.flatMap(({ unknown, coefficient }) => {
        const at = places.get(unknown);
        return at === undefined ? [] : [{ at, coefficient }];
      });
      return {
        lower: 0,
        upper: 0,
        variables: [...own.map(({ at }) => at), ...own.map(({ at }) => at + counts.length)],
        coefficients: [...own.map(({ coefficient }) => coefficient), ...own.map(({ coefficient }) => -coefficient)],
      };
    });
}
