import { type HeldProgramme, holdProgramme, type LinearSolver, type Programme } from "../linear-solver.ts";
import { wholeNearby } from "./other-tables.ts";
import type { WholeTable, WholeTables } from "./whole-tables.ts";

export interface Reached {
  /** Empty where none was found in whole numbers. */
  readonly tables: readonly WholeTable[];
  /** The solver found that no table has this value, not even in fractions. */
  readonly isImpossible: boolean;
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
    if (Math.abs(by) > (upper[along] ?? 0)) return { tables: [], isImpossible: true };
    const within = { lower: this.#changes.lower.slice(), upper: upper.slice() };
    within.lower[along] = Math.abs(by);
    within.upper[against] = 0;
    this.#held.setBounds(along, Math.abs(by), upper[along] ?? 0);
    this.#held.setBounds(against, 0, 0);
    const solved = this.#held.minimise();
    const table =
      solved.status === "optimal"
        ? wholeNearby(solved.values, this.#held, within, (changes) => this.#tables.checked(this.#changed(changes, 1)))
        : undefined;
    this.#held.setBounds(along, 0, upper[along] ?? 0);
    this.#held.setBounds(against, 0, upper[against] ?? 0);
    return {
      tables: table === undefined ? [] : [table, ...this.#inLine(table)],
      isImpossible: solved.status === "infeasible",
    };
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

  #changed(changes: Float64Array, times: number): Float64Array {
    const { truth } = this.#tables;
    return truth.map((value, at) => value + times * ((changes[at] ?? 0) - (changes[at + truth.length] ?? 0)));
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
