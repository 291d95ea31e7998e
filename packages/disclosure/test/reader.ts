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
  const start = new Map<string, number>([[key, value]]);
  for (const [other, count] of view.counts) if (typeof count === "number") start.set(other, count);
  const allowed = (other: string, guess: number): boolean => {
    const count = view.counts.get(other);
    return typeof count === "object" && guess >= count.lowest && guess <= count.highest;
  };
  /** Fills in what follows from the sums; undefined when they contradict each other. */
  const follow = (known: Map<string, number>): Map<string, number> | undefined => {
    for (let again = true; again; ) {
      again = false;
      for (const { total, parts } of view.sums) {
        const open = parts.filter((part) => !known.has(part));
        const least = parts.reduce((sum, part) => sum + (known.get(part) ?? 0), 0);
        const whole = known.get(total);
        const [only] = open;
        if (whole !== undefined && (open.length === 0 ? least !== whole : least > whole)) return undefined;
        const [target, forced] =
          whole === undefined && only === undefined ? [total, least] : [only, (whole ?? 0) - least];
        const follows = whole === undefined ? open.length === 0 : open.length === 1;
        if (!follows || target === undefined) continue;
        if (!allowed(target, forced)) return undefined;
        known.set(target, forced);
        again = true;
      }
    }
    return known;
  };
  const extend = (from: Map<string, number>): boolean => {
    const known = follow(from);
    if (known === undefined) return false;
    for (const [other, count] of view.counts) {
      if (known.has(other) || typeof count === "number") continue;
      for (let distance = 0; distance <= 8; distance++) {
        for (const guess of distance === 0 ? [count.truth] : [count.truth - distance, count.truth + distance]) {
          if (allowed(other, guess) && extend(new Map(known).set(other, guess))) return true;
        }
      }
      return false;
    }
    return true;
  };
  return extend(start);
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
        else {
          const because = out?.kind === "withheld" ? out.because : undefined;
          const atLeast = zeros.rule === "safe" ? 1 : 0;
          counts.set(key, {
            truth: cell.value,
            lowest: because === "secondary" ? threshold.people : atLeast,
            highest: because === "threshold" ? threshold.people - 1 : Number.POSITIVE_INFINITY,
          });
        }
      }
    }
    const keyOf = (place: { row: number; column: number }) => keys[place.row]?.[place.column] ?? "";
    for (const { total, parts } of input.sums) sums.push({ total: keyOf(total), parts: parts.map(keyOf) });
    for (const { total, parts } of input.sumsElsewhere ?? []) sums.push({ total, parts: parts.map(keyOf) });
  }
  // Of a total that no cell prints the reader knows only that it is a number of at least 0.
  for (const { total, parts } of sums) {
    if (counts.has(total)) continue;
    const truth = parts.reduce((sum, part) => sum + truthOf(counts.get(part)), 0);
    counts.set(total, { truth, lowest: 0, highest: Number.POSITIVE_INFINITY });
  }
  return { counts, sums };
}

function truthOf(count: number | Withheld | undefined): number {
  return typeof count === "object" ? count.truth : (count ?? 0);
}
