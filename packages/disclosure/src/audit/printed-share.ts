import type { Policy } from "../policy.ts";
import { around, both, type Interval, middleOfStep, stepAround } from "./printed-count.ts";
import type { ReaderRow, ReaderSystem, Source } from "./reader-system.ts";
import { tightened } from "./tightened.ts";

/** A share as it is printed, and the indices of the counts it is of. */
export interface PrintedShare {
  readonly value: number;
  readonly numerator: number;
  readonly denominator: number;
  /** Both counts are printed as well. */
  readonly ofPrinted: boolean;
  readonly source: Source;
}

/**
 * What printed shares add. One of printed counts, as they are printed, adds nothing. One of counts rounded by
 * themselves to the middle of steps tells in which steps the two can lie. One of a count that is withheld is no work of
 * the gate's; the reader multiplies it out.
 */
export function withShares(shares: readonly PrintedShare[], system: ReaderSystem, policy: Policy): ReaderSystem {
  const { rounding } = policy;
  const steps =
    (rounding.method === "nearest" || rounding.method === "midpoint") && rounding.shares !== "of-printed-counts"
      ? rounding.shares.midpoint
      : undefined;
  const ofWithheld = shares.filter(({ ofPrinted }) => !ofPrinted);
  const rows = [...system.rows, ...ofWithheld.flatMap((share) => multipliedOut(share, policy))];
  if (steps === undefined) return { ...system, rows };
  const box = tightened({ ...system, rows });
  const counts = [...system.counts];
  for (const share of shares.filter(({ ofPrinted }) => ofPrinted)) {
    const { source } = share;
    for (const [index, interval] of inSteps(share, box, steps, policy)) {
      const count = counts[index];
      if (count === undefined) continue;
      counts[index] = { ...count, ...both(count, interval), printedAt: [...count.printedAt, source] };
    }
  }
  return { counts, rows };
}

/** Beyond this many numbers a count is not tried step by step: no small number is worked out from there. */
const mostTried = 10_000;

/** The ends of the steps in which numerator and denominator lie in some pair of steps with the printed share. */
function inSteps(
  { value, numerator, denominator }: PrintedShare,
  box: readonly Interval[],
  steps: number,
  policy: Policy,
): [number, Interval][] {
  const [above, below] = [box[numerator], box[denominator]];
  if (above === undefined || below === undefined) return [];
  if (above.highest - above.lowest > mostTried || below.highest - below.lowest > mostTried) return [];
  const pairs = middles(above, steps).flatMap((top) =>
    middles(below, steps)
      .filter((bottom) => bottom > 0 && printsAs(top / bottom, value, policy))
      .map((bottom) => [top, bottom] as const),
  );
  if (pairs.length === 0) return [];
  return [
    [numerator, pairs.map(([top]) => spread(top, above, steps)).reduce(around)],
    [denominator, pairs.map(([, bottom]) => spread(bottom, below, steps)).reduce(around)],
  ];
}

/** The middles of the steps between two ends. A number that is known exactly may enter a share as it is. */
function middles({ lowest, highest }: Interval, steps: number): number[] {
  if (lowest === highest) return [...new Set([lowest, middleOfStep(lowest, steps)])];
  const found: number[] = [];
  for (let at = lowest; at <= highest; at = stepAround(middleOfStep(at, steps), steps).highest + 1) {
    found.push(middleOfStep(at, steps));
  }
  return found;
}

function spread(middle: number, within: Interval, steps: number): Interval {
  return within.lowest === within.highest ? within : both(stepAround(middle, steps), within);
}

function printsAs(share: number, printed: number, policy: Policy): boolean {
  if (share === 0 || printed === 0) return share === printed;
  // A little more than half a unit of the last digit: a share so near to the edge may have gone either way.
  return Math.abs(share - printed) <= 0.500001 * lastDigit(printed, policy);
}

function lastDigit(printed: number, { statistics }: Policy): number {
  return 10 ** (Math.floor(Math.log10(Math.abs(printed))) + 1 - statistics.significantDigits);
}

/** More digits than this tell nothing more of counts under a million, and would not fit into exact numbers. */
const mostDigits = 7;

/** Two rows in whole numbers: numerator / denominator is within half a unit of the last digit of what is printed. */
function multipliedOut({ value, numerator, denominator, source }: PrintedShare, policy: Policy): ReaderRow[] {
  const { statistics, rounding } = policy;
  const slack = rounding.method === "none" ? 0 : rounding.to;
  const digits = Math.min(statistics.significantDigits, mostDigits);
  const places = value === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(value)));
  const scaled = Math.round(value * 10 ** places);
  const unit = 2 * 10 ** places;
  // Zero stands for zero alone; anything else is printed as something.
  const ends = value === 0 ? [0, 0] : [2 * scaled - 1, 2 * scaled + 1];
  const [low = 0, high = 0] = ends;
  const row = (coefficient: number, lowest: number, highest: number): ReaderRow => {
    const terms = [
      { count: numerator, coefficient: unit },
      { count: denominator, coefficient: -coefficient },
    ].filter((term) => term.coefficient !== 0);
    return { terms, lowest, highest, source };
  };
  return [
    row(low, -slack * (unit + low), Number.POSITIVE_INFINITY),
    row(high, Number.NEGATIVE_INFINITY, slack * (unit + high)),
  ];
}
