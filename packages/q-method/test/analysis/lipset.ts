import { readFileSync } from "node:fs";
import { makeGrid, type SortMatrix } from "../../src/index.ts";

interface Lipset {
  readonly sorters: readonly string[];
  readonly statements: number;
  /** Cards in each column, from `lowest` upwards. */
  readonly grid: readonly number[];
  readonly lowest: number;
  readonly sorts: readonly (readonly number[])[];
  readonly eigenvalues: Readonly<Record<"pearson" | "spearman" | "kendall", readonly number[]>>;
  readonly correlations: readonly (readonly [string, string, number])[];
  /** Rows are sorts. */
  readonly rotated: readonly (readonly number[])[];
  readonly unrotated: readonly (readonly number[])[];
  readonly communalities: readonly number[];
  readonly arrays: readonly (readonly number[])[];
  /** Statements are numbered from 1. */
  readonly distinguishing05: Readonly<Record<string, readonly number[]>>;
  readonly distinguishing01: Readonly<Record<string, readonly number[]>>;
  readonly consensus05: readonly number[];
  readonly consensus01: readonly number[];
  readonly twoFactors: {
    readonly explained: readonly number[];
    readonly flagged: readonly number[];
    readonly standardErrors: readonly number[];
    readonly standardError: number;
    readonly consensus: readonly number[];
  };
  readonly centroid: Readonly<Record<"brown" | "kade", { sumsOfSquares: number[]; first: number[] }>>;
  readonly centroidVarimax: {
    readonly loadings: readonly (readonly number[])[];
    readonly distinguishing01: readonly (readonly number[])[];
    readonly distinguishingOnly05: readonly (readonly number[])[];
    readonly consensus05: readonly number[];
  };
  readonly horst: {
    readonly sumsOfSquares: readonly number[];
    readonly first: readonly number[];
    readonly autoStop: readonly number[];
  };
  readonly humphrey: Readonly<Record<"pca" | "centroid", readonly number[]>>;
  readonly significantLoadings: Readonly<Record<"pca" | "centroid", readonly number[]>>;
}

/** Lipset's study of 1963 as in Brown (1980), with what qmethod 1.8.4 and KADE 1.4.0 say of it. */
export const lipset: Lipset = JSON.parse(readFileSync(new URL("lipset.json", import.meta.url), "utf8"));

export const lipsetSorts: SortMatrix = {
  sorters: lipset.sorters,
  statements: lipset.statements,
  values: Float64Array.from(lipset.sorts.flat()),
  grid: makeGrid(lipset.grid.map((cards, column) => ({ value: lipset.lowest + column, cards }))),
};
