import type { Random } from "@plait/study";

/** A standard normal draw (Box and Muller, 1958). */
export function normalFrom(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
