import { readFileSync } from "node:fs";

export interface NistDataSet {
  readonly estimates: readonly number[];
  readonly deviations: readonly number[];
  readonly residualDeviation: number;
  readonly rSquared: number;
  readonly residualSumOfSquares: number;
  readonly fStatistic: number;
  readonly y: Float64Array;
  /** Explanatory variables, one array each. */
  readonly x: readonly Float64Array[];
}

/** Reads a linear data set of the NIST Statistical Reference Datasets in the form it is published in. */
export function readNistDataSet(name: string): NistDataSet {
  const lines = readFileSync(new URL(`./nist/${name}.dat`, import.meta.url), "utf8").split(/\r?\n/);
  const after = (label: RegExp): number[] =>
    numbersIn((lines.find((line) => label.test(line)) ?? "").replace(label, ""));
  const parameters = lines.filter((line) => /^\s*B\d+\s+\S+\s+\S+\s*$/.test(line)).map((line) => numbersIn(line));
  const data = lines
    .slice(60)
    .map(numbersIn)
    .filter((row) => row.length > 1);
  const column = (index: number): Float64Array => Float64Array.from(data, (row) => row[index] ?? Number.NaN);
  const deviation = lines.findIndex((line) => /Residual\s*$/.test(line));
  return {
    estimates: parameters.map(([estimate]) => estimate ?? Number.NaN),
    deviations: parameters.map(([, spread]) => spread ?? Number.NaN),
    residualDeviation: numbersIn((lines[deviation + 1] ?? "").replace(/\s*Standard Deviation/, ""))[0] ?? Number.NaN,
    rSquared: after(/^\s*R-Squared/)[0] ?? Number.NaN,
    residualSumOfSquares: after(/^Residual\s+(?=\d)/)[1] ?? Number.NaN,
    fStatistic: after(/^Regression\s+(?=\d)/)[3] ?? Number.NaN,
    y: column(0),
    x: (data[0] ?? []).slice(1).map((_, index) => column(index + 1)),
  };
}

function numbersIn(line: string): number[] {
  return line
    .trim()
    .split(/\s+/)
    .filter((word) => /^[-+]?(\d|\.\d|Infinity)/.test(word))
    .map(Number);
}
