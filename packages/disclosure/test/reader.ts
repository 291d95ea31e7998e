import type { Result } from "@plait/study";
import type { Policy, ReleasedResult } from "../src/index.ts";

/**
 * A reader who tries every table: the oracle of the gate. Written apart from it and on purpose without cunning. It
 * knows what is printed, the sums, the rules and, of each withheld count, whether it is below the threshold; and that
 * counts are whole numbers of at least 0.
 */
export interface ReadersView {
  /** A number for a printed count; for a withheld one the values it may have, and its true value. */
  readonly counts: ReadonlyMap<string, number | Withheld>;
  readonly sums: readonly { readonly total: string; readonly parts: readonly string[] }[];
}

export interface Withheld {
  readonly truth: number;
  readonly lowest: number;
  readonly highest: number;
}

/** The withheld counts that the reader can be certain of: in every table that fits the view they have one value. */
export function certain(view: ReadersView): string[] {
  const withheld = [...view.counts].flatMap(([key, count]) => (typeof count === "number" ? [] : [{ key, ...count }]));
  return withheld
    .filter(({ key, truth, lowest, highest }) => {
      // Away from the truth, nearest first, because a table close by is found sooner; 8 is far for these small tables.
      for (let distance = 1; distance <= 8; distance++) {
        for (const value of [truth - distance, truth + distance]) {
          if (value >= lowest && value <= highest && fits(view, key, value)) return false;
        }
      }
      return true;
    })
    .map(({ key }) => key);
}

/** Whether a whole table fits the view with one count set to a value, by trying all others. */
function fits(view: ReadersView, key: string, value: number): boolean {
  const known = new Map<string, number>([[key, value]]);
  const open: { key: string; truth: number; lowest: number; highest: number }[] = [];
  for (const [other, count] of view.counts) {
    if (typeof count === "number") known.set(other, count);
    else if (other !== key) open.push({ key: other, ...count });
  }
  const possible = (): boolean =>
    view.sums.every(({ total, parts }) => {
      const all = parts.map((part) => known.get(part));
      const least = all.reduce((sum: number, part) => sum + (part ?? 0), 0);
      const whole = known.get(total);
      return whole === undefined || (all.includes(undefined) ? least <= whole : least === whole);
    });
  const extend = (from: number): boolean => {
    if (!possible()) return false;
    const next = open[from];
    if (next === undefined) return true;
    for (let distance = 0; distance <= 8; distance++) {
      for (const guess of distance === 0 ? [next.truth] : [next.truth - distance, next.truth + distance]) {
        if (guess < next.lowest || guess > next.highest) continue;
        known.set(next.key, guess);
        if (extend(from + 1)) return true;
      }
    }
    known.delete(next.key);
    return false;
  };
  return extend(0);
}

/** What a reader sees of counts of people, one person each, under a `<` threshold. */
export function readersView(
  inputs: readonly Result[],
  released: readonly ReleasedResult[],
  { threshold, zeros }: Policy,
): ReadersView {
  const counts = new Map<string, number | Withheld>();
  const sums: { total: string; parts: string[] }[] = [];
  for (const [index, input] of inputs.entries()) {
    const keys = input.rows.map(({ cells }, row) =>
      cells.map((cell, column) => (cell.kind === "count" ? (cell.name ?? `${input.id}/${row}/${column}`) : "")),
    );
    for (const [row, { cells }] of input.rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        const out = released[index]?.rows[row]?.cells[column];
        const key = keys[row]?.[column] ?? "";
        if (cell.kind !== "count") continue;
        if (out?.kind === "count") counts.set(key, out.value);
        else if (out?.kind === "withheld" && out.because === "threshold") {
          const lowest = zeros.rule === "safe" ? 1 : 0;
          counts.set(key, { truth: cell.value, lowest, highest: threshold.people - 1 });
        } else counts.set(key, { truth: cell.value, lowest: threshold.people, highest: Number.POSITIVE_INFINITY });
      }
    }
    for (const { total, parts } of input.sums) {
      const keyOf = (place: { row: number; column: number }) => keys[place.row]?.[place.column] ?? "";
      sums.push({ total: keyOf(total), parts: parts.map(keyOf) });
    }
  }
  return { counts, sums };
}
