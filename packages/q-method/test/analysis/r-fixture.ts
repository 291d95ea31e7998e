import { readFileSync } from "node:fs";
import type { SortMatrix } from "../../src/index.ts";
import { gridFromCounts } from "./random-sorts.ts";

/** What `reference/q-method/runner.R` says of one set of sorts. Matrices are row by row. */
export interface RStudy {
  readonly sorters: readonly string[];
  readonly statements: number;
  /** Sort after sort. */
  readonly sorts: readonly number[];
  readonly correlations: Readonly<Record<"pearson" | "spearman" | "kendall", readonly number[]>>;
  readonly eigenvalues: Readonly<Record<"pearson" | "spearman" | "kendall", readonly number[]>>;
  readonly solutions: readonly RSolution[];
}

export interface RSolution {
  readonly factors: number;
  readonly loadings: readonly number[];
  readonly communalities: readonly number[];
  readonly flags: readonly number[];
  /** A row for each statement. */
  readonly z: readonly number[];
  readonly promax: { readonly loadings: readonly number[]; readonly correlations: readonly number[] };
  readonly quartimin: {
    readonly converged: 0 | 1;
    readonly loadings: readonly number[];
    readonly correlations: readonly number[];
  };
}

/** What qmethod says of one set of sorts: PCA, varimax, its own flags. */
export interface QmethodRun {
  readonly factors: number;
  readonly loadings: readonly number[];
  readonly flags: readonly number[];
  readonly z: readonly number[];
  readonly arrays: readonly number[];
  readonly reliability: readonly number[];
  readonly standardErrors: readonly number[];
  readonly correlations: readonly number[];
  readonly differenceErrors: readonly number[];
  readonly verdicts: readonly string[];
}

/** The fixture's shape is fixed by the runner; the caller names it. */
export function readRFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../../../reference/q-method/${name}.json`, import.meta.url), "utf8"));
}

/** The sorts of a fixture, on the grid that the first of them fills. */
export function sortsOf({ sorters, statements, sorts }: Pick<RStudy, "sorters" | "statements" | "sorts">): SortMatrix {
  const counts = new Map<number, number>();
  for (const value of sorts.slice(0, statements)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const lowest = Math.min(...counts.keys());
  const columns = Array.from(
    { length: Math.max(...counts.keys()) - lowest + 1 },
    (_, c) => counts.get(lowest + c) ?? 0,
  );
  return { sorters, statements, values: Float64Array.from(sorts), grid: gridFromCounts(columns, lowest) };
}

/** One column of a matrix given row by row. */
export function column(matrix: ArrayLike<number>, columns: number, at: number): number[] {
  return Array.from(matrix).filter((_, i) => i % columns === at);
}
