import type { SourceSheet } from "../source-sheet.ts";
import type { SheetMapping } from "./map-columns.ts";

/** A sheet and what the crosswalk makes of its columns. */
export interface MappedSheet {
  readonly sheet: SourceSheet;
  readonly mapping: SheetMapping;
}
