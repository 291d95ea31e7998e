import type { SortMatrix } from "../../src/index.ts";

/** The same sorts in another order. */
export function reordered({ sorters, statements, values, grid }: SortMatrix): SortMatrix {
  // Any step that shares no divisor with the number of sorts visits all of them.
  const step = [5, 7, 11, 13].find((tried) => sorters.length % tried !== 0) ?? 17;
  const order = sorters.map((_, j) => (2 + j * step) % sorters.length);
  return {
    sorters: order.map((j) => sorters[j] ?? ""),
    statements,
    values: Float64Array.from(order.flatMap((j) => [...values.subarray(j * statements, (j + 1) * statements)])),
    grid,
  };
}
