import type { Amounts, Cell, CurvePoint, Measure } from "@plait/study";

/** A statistic of so many people. */
export function statistic(value: number, behind: number, measure?: Measure): Cell {
  const cell = { kind: "statistic", value, digits: 2, people: { kind: "counted", people: behind } } as const;
  return measure === undefined ? cell : { ...cell, measure };
}

/** What a measure needs to know of the amounts of single people. */
function amountsOf(contributions: readonly number[]): Amounts {
  return {
    total: contributions.reduce((sum, one) => sum + one, 0),
    largest: [...contributions].sort((a, b) => b - a).slice(0, 3),
    negatives: contributions.some((one) => one < 0),
    identical: contributions.every((one) => one === contributions[0]),
  };
}

export function sumOf(contributions: readonly number[]): Cell {
  const amounts = amountsOf(contributions);
  return statistic(amounts.total, contributions.length, { kind: "amount", of: "sum", ...amounts });
}

export function meanAmountOf(contributions: readonly number[]): Cell {
  const amounts = amountsOf(contributions);
  return statistic(amounts.total / contributions.length, contributions.length, {
    ...{ kind: "amount", of: "mean" },
    ...amounts,
  });
}

/** The mean of values that are no amounts. */
export function meanOf(values: readonly number[]): Cell {
  const identical = values.every((one) => one === values[0]);
  return statistic(values.reduce((sum, one) => sum + one, 0) / values.length, values.length, {
    kind: "mean",
    identical,
  });
}

export function pointOf(point: CurvePoint, value = 0.5): Cell {
  return statistic(value, Math.max(point.atRisk, 1), { kind: "curve-point", ...point });
}
