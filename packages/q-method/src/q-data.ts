import type { Grid } from "./grid.ts";
import type { QSort } from "./q-sort.ts";

/** Everything a file of the field may hold: what every reader gives and every writer takes. */
export interface QData {
  readonly title?: string;
  /** In order; `text` is absent where the file holds only sorts. */
  readonly statements: readonly { readonly id: string; readonly text?: string }[];
  /** Absent where the file does not say it. */
  readonly grid?: Grid;
  readonly sorts: readonly QSort[];
}
