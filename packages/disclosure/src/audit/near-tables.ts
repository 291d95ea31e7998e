import { type HeldProgramme, holdProgramme, type LinearSolver, type Programme, type Solved } from "../linear-solver.ts";
import { wholeNearby } from "./other-tables.ts";
import type { WholeTable, WholeTables } from "./whole-tables.ts";

export interface Reached {
  /** Empty where none was found in whole numbers. */
  readonly tables: readonly WholeTable[];
  /** The solver found that no table has this value, not even in fractions. */
  readonly isImpossible: boolean;
}

/** That a count be higher, or lower, by so much. */
export interface Wish {
  readonly count: number;
  readonly up: boolean;
  readonly by: number;
}

/**
 * Tables of one component that differ as little as possible from the true one. Little has to change in them, so they
 * are found fast, and mostly in whole numbers even where sums run in three directions. To be disposed.
 */
export class NearTables {
  readonly #tables: WholeTables;
  readonly #solver: LinearSolver;
  /** First how far each count goes up, then how far each goes down. */
  readonly #changes: Pick<Programme, "lower" | "upper">;

  #programme: HeldProgramme | undefined;

  constructor(tables: WholeTables, solver: LinearSolver) {
    this.#tables = tables;
    this.#solver = solver;
    const { truth } = tables;
    const { lower, upper } = tables.programme;
    const size = truth.length;
    const room = Float64Array.from({ length: 2 * size }, (_, at) =>
      at < size ? (upper[at] ?? 0) - (truth[at] ?? 0) : (truth[at - size] ?? 0) - (lower[at - size] ?? 0),
    );
    this.#changes = { lower: new Float64Array(2 * size), upper: room };
  }

  /** Tables in which a count is at least this value, or at most if it is below the true one. */
  reaching(count: number, value: number): Reached {
    const { truth } = this.#tables;
    const place = this.#tables.placeOf(count);
    const by = value - (truth[place] ?? 0);
    const [along, against] = by > 0 ? [place, place + truth.length] : [place + truth.length, place];
    const { upper } = this.#changes;
    if (Math.abs(by) > (upper[along] ?? 0)) return { tables: [], isImpossible: false };
    const within = { lower: this.#changes.lower.slice(), upper: upper.slice() };
    within.lower[along] = Math.abs(by);
    within.upper[against] = 0;
    this.#held.setBounds(along, Math.abs(by), upper[along] ?? 0);
    this.#held.setBounds(against, 0, 0);
    const solved = this.#held.minimise();
    const tables = this.#whole(solved, within);
    this.#held.setBounds(along, 0, upper[along] ?? 0);
    this.#held.setBounds(against, 0, upper[against] ?? 0);
    // Where a count has no upper end, there may be tables farther away than was searched.
    return { tables, isImpossible: solved.status === "infeasible" && this.#tables.endless.length === 0 };
  }

  /** Tables in which as many wishes as go together come true, at the price of as few other changes as possible. */
  granting(wishes: readonly Wish[]): readonly WholeTable[] {
    const size = this.#tables.truth.length;
    const places = wishes.map(({ count, up }) => this.#tables.placeOf(count) + (up ? 0 : size));
    const within = { lower: this.#changes.lower, upper: this.#changes.upper.slice() };
    for (const [at, place] of places.entries()) {
      within.upper[place] = Math.min(within.upper[place] ?? 0, wishes[at]?.by ?? 0);
      this.#held.setBounds(place, 0, within.upper[place] ?? 0);
      this.#held.setCost(place, 1 - worthOfWish);
    }
    const tables = this.#whole(this.#held.minimise(), within);
    for (const place of places) {
      this.#held.setBounds(place, 0, this.#changes.upper[place] ?? 0);
      this.#held.setCost(place, 1);
    }
    return tables;
  }

  dispose(): void {
    this.#programme?.dispose();
  }

  get #held(): HeldProgramme {
    this.#programme ??= holdProgramme(this.#solver, this.#programmeOfChanges());
    return this.#programme;
  }

  #programmeOfChanges(): Programme {
    const { truth, programme } = this.#tables;
    const size = truth.length;
    return {
      ...this.#changes,
      cost: new Float64Array(2 * size).fill(1),
      rows: programme.rows.map(({ lower, upper, variables, coefficients }) => {
        const now = variables.reduce((sum, at, term) => sum + (coefficients[term] ?? 0) * (truth[at] ?? 0), 0);
        return {
          lower: lower - now,
          upper: upper - now,
          variables: [...variables, ...variables.map((at) => at + size)],
          coefficients: [...coefficients, ...coefficients.map((coefficient) => -coefficient)],
        };
      }),
    };
  }

  #whole(solved: Solved, within: Pick<Programme, "lower" | "upper">): readonly WholeTable[] {
    if (solved.status !== "optimal") return [];
    const { truth } = this.#tables;
    const table = wholeNearby(solved.values, this.#held, within, (changes) =>
      this.#tables.checked(truth.map((value, at) => value + (changes[at] ?? 0) - (changes[at + truth.length] ?? 0))),
    );
    return table === undefined ? [] : [table, ...this.#inLine(table)];
  }

  /** The same change the other way, and twice and more either way, as far as it fits. */
  #inLine(table: WholeTable): WholeTable[] {
    const { truth } = this.#tables;
    const found: WholeTable[] = [];
    for (const direction of [1, -1]) {
      for (let times = direction === 1 ? 2 : 1; times <= mostTimes; times++) {
        const next = this.#tables.checked(
          truth.map((value, at) => value + direction * times * ((table[at] ?? 0) - value)),
        );
        if (next === undefined) break;
        found.push(next);
      }
    }
    return found;
  }
}

const mostTimes = 8;

/** How many changes elsewhere a unit of a wish is worth. */
const worthOfWish = 30;
