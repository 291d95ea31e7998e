import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  analyseSorts,
  bootstrapFactors,
  makeGrid,
  noiseBaseline,
  parallelAnalysis,
  type SortMatrix,
} from "@plait/q-method";

interface Planted {
  readonly sorters: readonly string[];
  readonly statements: number;
  /** Sort after sort. */
  readonly sorts: readonly number[];
}

interface QmethodTimes {
  readonly version: string;
  readonly r: string;
  readonly analysis: number;
  readonly bootstrap: number;
  readonly steps: number;
}

/**
 * Times the Q analysis and what stands beside it, and qmethod on the same sorts.
 *
 * @param qmethodSources a folder with the sources of R's qmethod and its DESCRIPTION, for where the package is not installed
 */
export function benchQ(say: (line: string) => void, qmethodSources?: string): void {
  const file = fileURLToPath(new URL("../../reference/q-method/bootstrap.json", import.meta.url));
  // Written by bootstrap.R in this form.
  const { planted } = JSON.parse(readFileSync(file, "utf8")) as { readonly planted: Planted };
  const small: SortMatrix = {
    ...planted,
    values: Float64Array.from(planted.sorts),
    grid: gridOf([2, 4, 5, 6, 5, 4, 2]),
  };
  const large = someSorts([3, 5, 7, 9, 12, 9, 7, 5, 3], 100);
  say("Processor time, warm. 25 sorts × 28 statements, 3 factors, PCA and varimax");
  const analysis = time(2000, () => analyseSorts(small, { factors: 3 }));
  const bootstrap = time(3, () => bootstrapFactors(small, { factors: 3 }, { seed: "bench" }));
  say(`  full analysis                  ${inMs(analysis)}`);
  say(`  1,000 bootstrap resamples      ${inMs(bootstrap)}`);
  say(
    `  the same, 5 factors            ${inMs(time(3, () => bootstrapFactors(small, { factors: 5 }, { seed: "bench" })))}`,
  );
  say(`  5,000 parallel-analysis draws  ${inMs(time(3, () => parallelAnalysis(small, { seed: "bench" })))}`);
  say(
    `  1,000 draws of the baseline    ${inMs(time(3, () => noiseBaseline(small, { factors: 3 }, { seed: "bench" })))}`,
  );
  say("100 sorts × 60 statements, 5 factors");
  say(`  full analysis                  ${inMs(time(60, () => analyseSorts(large, { factors: 5 })))}`);
  say(
    `  100 bootstrap resamples        ${inMs(time(3, () => bootstrapFactors(large, { factors: 5 }, { seed: "bench", resamples: 100 })))}`,
  );
  say(
    `  100 parallel-analysis draws    ${inMs(time(3, () => parallelAnalysis(large, { seed: "bench", draws: 100 })))}`,
  );
  const theirs = timeQmethod(planted, qmethodSources);
  if (theirs === undefined) {
    say(
      "R with qmethod is not there (install it, or give --qmethod <folder of its sources> and R's psych): no comparison",
    );
    return;
  }
  const perResample = theirs.bootstrap / theirs.steps;
  say(`qmethod ${theirs.version}, R ${theirs.r}, the same 25 × 28`);
  say(`  full analysis                  ${inMs(theirs.analysis)}, ${ratio(theirs.analysis / analysis)}`);
  say(`  one bootstrap resample         ${inMs(perResample)}, ${ratio(perResample / (bootstrap / 1000))}`);
}

/**
 * Milliseconds of processor time for one run, the mean of `times` after as many to warm up. Other work on the machine
 * disturbs it least.
 */
function time(times: number, work: () => unknown): number {
  for (let run = 0; run < times; run++) work();
  const start = process.cpuUsage();
  for (let run = 0; run < times; run++) work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / times;
}

function timeQmethod({ sorters, statements, sorts }: Planted, sources?: string): QmethodTimes | undefined {
  const folder = mkdtempSync(join(tmpdir(), "plait-bench-q-"));
  const csv = join(folder, "sorts.csv");
  const rows = Array.from({ length: statements }, (_, i) => sorters.map((_, j) => sorts[j * statements + i]).join(","));
  writeFileSync(csv, `${sorters.join(",")}\n${rows.join("\n")}\n`);
  const script = fileURLToPath(new URL("../../reference/q-method/bench.R", import.meta.url));
  const child = spawnSync("Rscript", [script, csv, "3", ...(sources === undefined ? [] : [sources])], {
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true, force: true });
  if (child.status !== 0) return undefined;
  // Printed by bench.R in this form.
  return (JSON.parse(child.stdout.trim().split("\n").at(-1) ?? "null") as QmethodTimes | null) ?? undefined;
}

function gridOf(counts: readonly number[]) {
  const middle = (counts.length - 1) / 2;
  return makeGrid(counts.map((cards, column) => ({ value: column - middle, cards })));
}

/** Sorts of five loose views: the same every time, and nothing else is asked of them. */
function someSorts(counts: readonly number[], sorters: number): SortMatrix {
  const grid = gridOf(counts);
  const places = grid.columns.flatMap(({ value, cards }) => new Array<number>(cards).fill(value));
  const values = Array.from({ length: sorters }, (_, j) => {
    const liking = places.map((_, i) => Math.sin(i * ((j % 5) + 2)) + Math.sin(i * i * (j + 1) * 1.7));
    const order = [...places.keys()].sort((a, b) => (liking[a] ?? 0) - (liking[b] ?? 0));
    return places.map((_, i) => places[order.indexOf(i)] ?? 0);
  });
  return {
    sorters: Array.from({ length: sorters }, (_, j) => `S${j + 1}`),
    statements: places.length,
    values: Float64Array.from(values.flat()),
    grid,
  };
}

function inMs(milliseconds: number): string {
  return `${milliseconds.toFixed(milliseconds < 100 ? 2 : 0)} ms`;
}

function ratio(times: number): string {
  return `${Math.round(times).toLocaleString("en-GB")} times ours`;
}
