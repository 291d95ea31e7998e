import type { Grid } from "../grid.ts";
import type { Statement } from "../q-set.ts";

/** What the study already knows, for a file to be checked against. */
export interface QContext {
  /** The cards of the study, in order: a file's statements are then these, found by id or by number. */
  readonly statements?: readonly Pick<Statement, "id" | "number">[];
  /** The board of the study. It goes before a grid that the file states. */
  readonly grid?: Grid;
  /** For files of web sorting tools: the field that holds the sorter's code. Without it the first that is filled in. */
  readonly sorterField?: string;
}
