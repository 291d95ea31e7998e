import type { Interval } from "./printed-count.ts";
import type { ReaderRow, ReaderSystem } from "./reader-system.ts";

/**
 * What follows for each number from one row at a time, again and again, in whole numbers: a reader with a pencil. Every
 * number of every table that fits the system lies between its ends; they are not always the closest.
 */
export function tightened({ counts, rows }: ReaderSystem): Interval[] {
  const box = counts.map(({ lowest, highest }) => ({ lowest, highest }));
  const rowsOf: ReaderRow[][] = counts.map(() => []);
  for (const row of rows) for (const { count } of row.terms) rowsOf[count]?.push(row);
  const waiting = new Set(rows);
  // Two numbers can push each other's ends up one by one for ever; stopping early leaves true ends.
  let left = mostVisits * rows.length;
  for (const row of waiting) {
    waiting.delete(row);
    if (left-- <= 0) break;
    for (const count of narrow(row, box)) for (const other of rowsOf[count] ?? []) waiting.add(other);
  }
  return box;
}

const mostVisits = 30;

/** Narrows the ends of a row's counts in place and says which changed. */
function narrow({ terms, lowest, highest }: ReaderRow, box: { lowest: number; highest: number }[]): number[] {
  const changed: number[] = [];
  const least = new EndOfSum();
  const most = new EndOfSum();
  for (const { count, coefficient } of terms) {
    const at = box[count];
    if (at === undefined) continue;
    least.add(coefficient * (coefficient > 0 ? at.lowest : at.highest));
    most.add(coefficient * (coefficient > 0 ? at.highest : at.lowest));
  }
  for (const { count, coefficient } of terms) {
    const at = box[count];
    if (at === undefined) continue;
    const own = [coefficient * at.lowest, coefficient * at.highest].sort((a, b) => a - b);
    // coefficient × count lies between these, once all others are at their other ends.
    const bottom = lowest - most.without(own[1] ?? 0);
    const top = highest - least.without(own[0] ?? 0);
    const [from, to] = coefficient > 0 ? [bottom, top] : [top, bottom];
    const lower = Math.ceil(from / coefficient);
    const upper = Math.floor(to / coefficient);
    const isNarrower = lower > at.lowest || upper < at.highest;
    if (!isNarrower) continue;
    least.replace(
      own[0] ?? 0,
      coefficient * (coefficient > 0 ? Math.max(at.lowest, lower) : Math.min(at.highest, upper)),
    );
    most.replace(
      own[1] ?? 0,
      coefficient * (coefficient > 0 ? Math.min(at.highest, upper) : Math.max(at.lowest, lower)),
    );
    at.lowest = Math.max(at.lowest, lower);
    at.highest = Math.min(at.highest, upper);
    changed.push(count);
  }
  return changed;
}

/** A sum of ends, some of which may be infinite. */
class EndOfSum {
  #finite = 0;
  #infinite = 0;
  #sign = 0;

  add(end: number): void {
    if (Number.isFinite(end)) this.#finite += end;
    else {
      this.#infinite++;
      this.#sign = end;
    }
  }

  without(end: number): number {
    const others = this.#infinite - (Number.isFinite(end) ? 0 : 1);
    if (others > 0) return this.#sign;
    return Number.isFinite(end) ? this.#finite - end : this.#finite;
  }

  replace(end: number, by: number): void {
    if (!Number.isFinite(end)) this.#infinite--;
    else this.#finite -= end;
    this.add(by);
  }
}
