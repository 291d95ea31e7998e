import { compareText } from "@plait/study";
import type { SortMatrix } from "../analysis/sort-matrix.ts";

/** The same sorts in the order of their labels, so that what is drawn for a sorter does not hang on the order of a file. */
export interface LabelledSorts {
  readonly sorts: SortMatrix;
  /** Where each sort of the input lies among `sorts`. */
  readonly places: Int32Array;
}

export function sortsByLabel(sorts: SortMatrix): LabelledSorts {
  const { sorters, statements, values } = sorts;
  const order = Array.from(sorters.keys()).sort((a, b) => compareText(sorters[a] ?? "", sorters[b] ?? ""));
  const ordered = new Float64Array(values.length);
  const places = new Int32Array(sorters.length);
  order.forEach((from, to) => {
    ordered.set(values.subarray(from * statements, (from + 1) * statements), to * statements);
    places[from] = to;
  });
  return { sorts: { ...sorts, sorters: order.map((from) => sorters[from] ?? ""), values: ordered }, places };
}
