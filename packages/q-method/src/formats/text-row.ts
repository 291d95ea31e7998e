import type { Place } from "@plait/study";

/** One row of a text file or worksheet: cells as trimmed text, each with its place. */
export interface TextRow {
  readonly cells: readonly string[];
  readonly place: Place;
  /** @param column counted from 0 */
  cellPlace(column: number): Place;
}

export function isEmptyRow({ cells }: TextRow): boolean {
  return cells.every((cell) => cell === "");
}
