import {
  type Design,
  type Inference,
  type LeastSquaresFit,
  leastSquares,
  type StandardErrorOptions,
  standardErrors,
} from "../src/index.ts";

/** A design from rows as they are read: one array per column. */
export function designFrom(columns: Readonly<Record<string, ArrayLike<number>>>): Design {
  const wide = Object.entries(columns).map(([name, values]) => ({ name, values: Float64Array.from(values) }));
  return { rows: wide[0]?.values.length ?? 0, columns: wide };
}

export function fitted(design: Design, outcome: ArrayLike<number>): LeastSquaresFit {
  const fit = leastSquares(design, Float64Array.from(outcome));
  if (fit.kind === "not-estimable") throw new Error(fit.reason);
  return fit;
}

export function inferred(fit: LeastSquaresFit, options: StandardErrorOptions): Inference {
  const inference = standardErrors(fit, options);
  if (inference.kind === "not-estimable") throw new Error(inference.reason);
  return inference;
}

/** Estimates by name; a coefficient that is not estimable has no entry. */
export function estimatesOf(fit: LeastSquaresFit): Record<string, number> {
  return Object.fromEntries(fit.coefficients.flatMap((c) => (c.kind === "estimated" ? [[c.name, c.estimate]] : [])));
}

export function standardErrorsOf(inference: Inference): Record<string, number> {
  return Object.fromEntries(
    inference.coefficients.flatMap((c) => (c.kind === "estimated" ? [[c.name, c.standardError]] : [])),
  );
}

/** Digits to which `computed` agrees with `certified`: at most 15; where 0 is certified, digits after the point. */
export function correctDigits(computed: number, certified: number): number {
  if (computed === certified) return 15;
  const error = Math.abs(computed - certified) / (certified === 0 ? 1 : Math.abs(certified));
  return Math.min(15, -Math.log10(error));
}

export function fewestCorrectDigits(computed: ArrayLike<number>, certified: ArrayLike<number>): number {
  if (computed.length !== certified.length)
    throw new RangeError(`${computed.length} numbers against ${certified.length}`);
  return Math.min(...Array.from(certified, (value, i) => correctDigits(computed[i] ?? Number.NaN, value)));
}
