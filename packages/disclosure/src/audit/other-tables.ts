import {
  type HeldProgramme,
  holdProgramme,
  type LinearSolver,
  type Patience,
  type Programme,
  type Solved,
} from "../linear-solver.ts";
import type { ReaderRow, Term } from "./reader-system.ts";
import { brokenPlaces, type WholeTable, type WholeTables } from "./whole-tables.ts";

export interface Found {
  /** None where the solver's best is not in whole numbers and none was found near it. */
  readonly table?: WholeTable;
  /** No whole table has a smaller sum; none where the solver did not say. */
  readonly least?: number;
}

/**
 * Tables of one component at the ends of what a reader can suppose. The programme stays with the solver, so that each
 * search starts from the last. To be disposed.
 */
export class OtherTables {
  readonly #tables: WholeTables;
  readonly #solver: LinearSolver;
  #fractions: HeldProgramme | undefined;
  #wholes: HeldProgramme | undefined;

  constructor(tables: WholeTables, solver: LinearSolver) {
    this.#tables = tables;
    this.#solver = solver;
  }

  /** A table with the smallest sum, or a small one. */
  towards(terms: readonly Term[]): Found {
    this.#weigh(this.#held, terms);
    const solved = this.#held.minimise();
    const table =
      solved.status === "optimal"
        ? wholeNearby(solved.values, this.#held, this.#tables.programme, (values) => this.#tables.checked(values))
        : undefined;
    const least = leastOf(this.#withoutEnd(solved));
    this.#weigh(this.#held, terms, 0);
    return { ...(table === undefined ? {} : { table }), ...least };
  }

  /** The table with the smallest sum, searched among whole numbers alone. */
  amongWholes(terms: readonly Term[]): Found {
    const { programme } = this.#tables;
    const whole = new Uint8Array(programme.cost.length).fill(1);
    this.#wholes ??= holdProgramme(this.#solver, { ...programme, whole }, patience);
    this.#weigh(this.#wholes, terms);
    const solved = this.#wholes.minimise();
    this.#weigh(this.#wholes, terms, 0);
    const values = "values" in solved ? solved.values : undefined;
    const table = values === undefined ? undefined : this.#tables.checked(values);
    const isEnd = values !== undefined && !this.#tables.leans(values);
    return { ...(table === undefined ? {} : { table }), ...(isEnd ? leastOf(solved) : {}) };
  }

  /** The rows that keep a sum from being smaller, fractions allowed. */
  rowsBehind(terms: readonly Term[]): ReaderRow[] {
    this.#weigh(this.#held, terms);
    const solved = this.#withoutEnd(this.#held.minimise());
    this.#weigh(this.#held, terms, 0);
    if (solved.status !== "optimal") return [];
    return this.#tables.component.rows.filter((_, at) => Math.abs(solved.rowDuals[at] ?? 0) > smallestDual);
  }

  dispose(): void {
    this.#fractions?.dispose();
    this.#wholes?.dispose();
  }

  get #held(): HeldProgramme {
    this.#fractions ??= holdProgramme(this.#solver, this.#tables.programme);
    return this.#fractions;
  }

  #weigh(held: HeldProgramme, terms: readonly Term[], times = 1): void {
    for (const { count, coefficient } of terms) held.setCost(this.#tables.placeOf(count), times * coefficient);
  }

  /** Solved again without the ends that are only the solver's, where one of them holds the solution. */
  #withoutEnd(solved: Solved): Solved {
    if (solved.status !== "optimal" || !this.#tables.leans(solved.values)) return solved;
    const { endless, programme } = this.#tables;
    for (const at of endless) this.#held.setBounds(at, programme.lower[at] ?? 0, Number.POSITIVE_INFINITY);
    const lifted = this.#held.minimise();
    for (const at of endless) this.#held.setBounds(at, programme.lower[at] ?? 0, programme.upper[at] ?? 0);
    return lifted;
  }
}

/**
 * Pins a few broken numbers of a solution to the nearest whole ones, solves again, and so on until all are whole. The
 * programme is left as it was.
 */
export function wholeNearby(
  values: Float64Array,
  held: HeldProgramme,
  { lower, upper }: Pick<Programme, "lower" | "upper">,
  check: (values: Float64Array) => WholeTable | undefined,
): WholeTable | undefined {
  const pinned: number[] = [];
  let best = values;
  try {
    for (let dive = 0; dive < mostDives; dive++) {
      const broken = brokenPlaces(best);
      if (broken.length === 0) return check(best);
      for (const at of broken.slice(0, Math.ceil(broken.length / 4))) {
        const value = Math.round(best[at] ?? 0);
        held.setBounds(at, value, value);
        pinned.push(at);
      }
      const next = held.minimise();
      if (next.status !== "optimal") return undefined;
      best = next.values;
    }
    return undefined;
  } finally {
    for (const at of pinned) held.setBounds(at, lower[at] ?? 0, upper[at] ?? 0);
  }
}

const mostDives = 12;

/** Sums of whole numbers that differ by less than one are the same. */
const patience: Patience = { nodes: 2000, gap: 0.9 };

const smallestDual = 1e-6;

/** Far more than the solver errs by, and far less than the fractions that such tables have. */
const slackOfBound = 1e-4;

function leastOf(solved: Solved): Pick<Found, "least"> {
  return solved.status === "optimal" ? { least: Math.ceil(solved.objective - slackOfBound) } : {};
}
