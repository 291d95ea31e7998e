import type { Policy } from "./policy.ts";

/**
 * A share, estimate or statistic as it leaves: to the policy's significant digits, halves away from zero. Order and
 * sign stay: what is not 0 does not become 0, and an estimate stays within its interval. Whole numbers, such as
 * degrees of freedom, are left as they are.
 */
export function roundedStatistic(value: number, { statistics }: Policy): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(statistics.significantDigits));
}
