import { checkEntry, type EntryFault, type EntryForm } from "./entry-check.ts";
import type { ReadSort, TypedNumbers } from "./paper-step.ts";

/** What was typed, read with the form's own check: a possible sort, or everything that is wrong with it. */
export type ReadEntry =
  | { readonly kind: "sort"; readonly sort: ReadSort }
  | { readonly kind: "faults"; readonly faults: readonly EntryFault[] };

/** Reads the typed numbers of one sorter, whose code is known already, by `checkEntry`. */
export function readEntry(typed: TypedNumbers, form: EntryForm): ReadEntry {
  const { faults, places, piles } = checkEntry({ ...typed, sorter: KNOWN_SORTER }, form, []);
  if (faults.length > 0) return { kind: "faults", faults };
  const byCard = <Value>(values: readonly (Value | undefined)[]): Record<string, Value> =>
    Object.fromEntries(
      form.statements.flatMap(({ id }, index) => {
        const value = values[index];
        return value === undefined ? [] : [[id, value] as const];
      }),
    );
  const piled = byCard(piles);
  const sort = { places: byCard(places), piles: Object.keys(piled).length === 0 ? null : piled };
  return { kind: "sort", sort };
}

/** Any code that `checkEntry` takes. */
const KNOWN_SORTER = "known";
