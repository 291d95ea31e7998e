import { readFileSync } from "node:fs";
import type { Design } from "../src/index.ts";

/** What `reference/statistics/runner.R` says of one regression. */
export interface RRegression {
  readonly design: Readonly<Record<string, readonly number[]>>;
  readonly outcome: readonly number[];
  readonly clusters: Readonly<Record<string, readonly number[]>>;
  readonly coefficients: readonly number[];
  readonly residualDegreesOfFreedom: number;
  readonly sigma: number;
  readonly rSquared: number;
  readonly fStatistic: number;
  readonly fPValue: number;
  readonly inferences: readonly RInference[];
  readonly residuals?: readonly number[];
  readonly leverages?: readonly number[];
}

export interface RInference {
  readonly type: "classical" | "HC0" | "HC1" | "HC2" | "HC3" | "cluster" | "two-way-cluster";
  readonly degreesOfFreedom: number;
  readonly covariance: readonly number[];
  readonly standardErrors: readonly number[];
  readonly t: readonly number[];
  readonly pValues: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** The name of the clusters, for one-way clustering. */
  readonly clusters?: string;
}

/** The fixture's shape is fixed by the runner; the caller names it. */
export function readRFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../../reference/statistics/${name}.json`, import.meta.url), "utf8"));
}

export function designOf({ design, outcome }: Pick<RRegression, "design" | "outcome">): [Design, Float64Array] {
  const columns = Object.entries(design).map(([name, values]) => ({ name, values: Float64Array.from(values) }));
  return [{ rows: outcome.length, columns }, Float64Array.from(outcome)];
}
