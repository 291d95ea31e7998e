import { highestFailing, type Policy, type Rounding, unknownRule } from "../policy.ts";

/** Whole numbers from `lowest` to `highest`, which may be infinite. */
export interface Interval {
  readonly lowest: number;
  readonly highest: number;
}

export const anyNumber: Interval = { lowest: 0, highest: Number.POSITIVE_INFINITY };

export const exactly = (value: number): Interval => ({ lowest: value, highest: value });

export function both(a: Interval, b: Interval): Interval {
  return { lowest: Math.max(a.lowest, b.lowest), highest: Math.min(a.highest, b.highest) };
}

/** The least interval that holds both. */
export function around(a: Interval, b: Interval): Interval {
  return { lowest: Math.min(a.lowest, b.lowest), highest: Math.max(a.highest, b.highest) };
}

/**
 * The numbers that a rule of rounding prints as `printed`. 10 to the nearest 5 is 8 to 12; to the nearest 10 it is 5 to
 * 14, because halves go up; in steps of 6 a 9 is 7 to 12; under controlled rounding to 5, which may go either way, a 10
 * is 6 to 14, or 1 to 19 where counts were moved up to two steps.
 */
export function valuesPrintedAs(printed: number, rounding: Rounding, steps = 1): Interval {
  switch (rounding.method) {
    case "none":
      return exactly(printed);
    case "nearest": {
      const half = rounding.to / 2;
      return { lowest: Math.max(0, Math.ceil(printed - half)), highest: Math.ceil(printed + half) - 1 };
    }
    case "midpoint":
      return stepAround(printed, rounding.to);
    case "controlled":
      return { lowest: Math.max(0, printed - steps * rounding.to + 1), highest: printed + steps * rounding.to - 1 };
    default:
      return unknownRule("rounding", rounding);
  }
}

/** The step of which a number is the middle: 9 in steps of 6 is 7 to 12. Zero is a step of its own. */
export function stepAround(middle: number, to: number): Interval {
  const highest = middle + Math.floor(to / 2);
  return middle === 0 ? exactly(0) : { lowest: highest - to + 1, highest };
}

/** The middle of the step in which a number lies: 7 to 12 become 9 in steps of 6. Zero stays zero. */
export function middleOfStep(value: number, to: number): number {
  return value === 0 ? 0 : Math.ceil(value / to) * to - Math.floor(to / 2);
}

/**
 * What is left of an interval when the number was printed because it passed: above the threshold, or a zero that may
 * be shown.
 */
export function passing({ lowest, highest }: Interval, policy: Policy): Interval {
  const least = highestFailing(policy) + 1;
  const mayBeZero = lowest === 0 && policy.zeros.rule !== "disclosive";
  if (highest < least) return mayBeZero ? exactly(0) : { lowest, highest };
  return { lowest: mayBeZero ? 0 : Math.max(lowest, least), highest };
}
