import highsModule, { type Highs } from "highs";

/**
 * HiGHS, loaded once: linear programmes and programmes in whole numbers. It has one thread and no clock here, so the
 * same programme has the same answer on every run.
 */
export type LinearSolver = Highs;

// The package's types describe its CommonJS form; as an ES module the default export is the loader itself.
const loadHighs = highsModule as unknown as () => Promise<Highs>;

/** What the solver calls a solution that keeps all rows and bounds. */
const feasible = 2;

let loading: Promise<LinearSolver> | undefined;

export function loadSolver(): Promise<LinearSolver> {
  loading ??= loadHighs();
  return loading;
}

/** Variables between bounds, and rows whose weighted sums of variables lie between bounds. */
export interface Programme {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** What a unit of each variable costs; the sum is made as small as possible. */
  readonly cost: Float64Array;
  /** 1 where a variable must be a whole number. Absent: none must. */
  readonly whole?: Uint8Array;
  readonly rows: readonly ProgrammeRow[];
}

export interface ProgrammeRow {
  readonly lower: number;
  readonly upper: number;
  /** Each at most once. */
  readonly variables: readonly number[];
  readonly coefficients: readonly number[];
}

export type Solved =
  | {
      /** `feasible`: the search for whole numbers ended early, with the best it had. */
      readonly status: "optimal" | "feasible";
      readonly objective: number;
      readonly values: Float64Array;
      /** By how much the objective rises for each unit of a variable, all rows kept; not for whole numbers. */
      readonly reducedCosts: Float64Array;
      readonly rowDuals: Float64Array;
    }
  | { readonly status: "infeasible" | "unbounded" | "gave-up" };

/** A programme held by the solver, so that the next solution starts from the last. To be disposed. */
export interface HeldProgramme {
  setCost(variable: number, cost: number): void;
  setBounds(variable: number, lower: number, upper: number): void;
  addRow(row: ProgrammeRow): void;
  /**
   * @param from where to start. `last`: from the last solution, or after a look at the whole where there is none.
   *   `bounds`: with every variable at a bound, which is quick where nearly all stay there, and whose answer does not
   *   depend on what was solved before.
   */
  minimise(from?: "last" | "bounds"): Solved;
  dispose(): void;
}

/** Where a search for whole numbers may stop. Counted in steps, not in time: it stops at the same place always. */
export interface Patience {
  /** How many partial solutions to look at. */
  readonly nodes: number;
  /** By how much the answer may be dearer than the cheapest. */
  readonly gap: number;
}

/** Hands a programme to the solver. Ends of bounds may be infinite. */
export function holdProgramme(
  solver: LinearSolver,
  programme: Programme,
  { nodes, gap }: Patience = { nodes: 20_000, gap: 1e-6 },
): HeldProgramme {
  const { lower, upper, cost, whole, rows } = programme;
  const starts = new Int32Array(rows.length + 1);
  for (const [at, { variables }] of rows.entries()) starts[at + 1] = (starts[at] ?? 0) + variables.length;
  const model = solver.createModel({
    numCols: cost.length,
    numRows: rows.length,
    colCost: cost,
    colLower: lower,
    colUpper: upper,
    rowLower: Float64Array.from(rows, (row) => row.lower),
    rowUpper: Float64Array.from(rows, (row) => row.upper),
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: cost.length,
      starts,
      indices: Int32Array.from(rows.flatMap(({ variables }) => variables)),
      values: Float64Array.from(rows.flatMap(({ coefficients }) => coefficients)),
    },
    ...(whole === undefined ? {} : { integrality: Int32Array.from(whole) }),
  });
  model.options.set({ output_flag: false, random_seed: 1 });
  if (whole !== undefined) model.options.set({ mip_rel_gap: 0, mip_abs_gap: gap, mip_max_nodes: nodes });
  return {
    setCost: (variable, value) => void model.changeColCost(variable, value),
    setBounds: (variable, least, most) => void model.changeColBounds(variable, least, most),
    addRow: (row) =>
      void model.addRow(row.lower, row.upper, { indices: [...row.variables], values: [...row.coefficients] }),
    minimise: (from = "last") => {
      if (from === "bounds") model.clearSolver();
      // Without a start the solver would first rewrite the programme, which takes longer than solving it.
      model.options.set({ presolve: from === "bounds" ? "off" : "choose" });
      model.run();
      const solution = (status: "optimal" | "feasible"): Solved => {
        const { colValue, colDual, rowDual } = model.getSolution();
        return {
          status,
          objective: model.getObjectiveValue(),
          values: colValue,
          reducedCosts: colDual,
          rowDuals: rowDual,
        };
      };
      switch (model.getModelStatus()) {
        case 7:
          return solution("optimal");
        case 6:
          return { status: "optimal", objective: 0, values: lower, reducedCosts: cost, rowDuals: new Float64Array() };
        case 8:
          return { status: "infeasible" };
        case 9:
        case 10:
          return { status: "unbounded" };
        default:
          return model.info.get("primal_solution_status") === feasible ? solution("feasible") : { status: "gave-up" };
      }
    },
    dispose: () => model.dispose(),
  };
}
