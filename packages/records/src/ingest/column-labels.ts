import { collapseSpaces, columnLetters, isBlank } from "./cell-shape.ts";
import type { Merge, SheetTop } from "./header-rows.ts";

/**
 * One label a column, from the header rows (counted from 0, top to bottom). Labels under a group heading read
 * `Group / Label`; a heading merged over several columns stands over each of them; where a group row has no merged
 * cells a heading reaches to the next one, unless nothing stands beneath it. A column without any label is `(column C)`. Runs of spaces and line breaks
 * are one space. Duplicates stay as they are.
 */
export function columnLabels(top: SheetTop, headerRows: readonly number[], columnCount: number): string[] {
  const levels = headerRows.map((row, index) => headingLevel(top, row, headerRows[index + 1], columnCount));
  return Array.from({ length: columnCount }, (_, column) => {
    const parts: string[] = [];
    for (const level of levels) {
      const part = level[column] ?? "";
      if (part !== "" && part !== parts.at(-1)) parts.push(part);
    }
    return parts.length === 0 ? `(column ${columnLetters(column + 1)})` : parts.join(" / ");
  });
}

/** Labels that more than one column bears, with their columns counted from 1. Case does not count. */
export function duplicateLabels(labels: readonly string[]): { label: string; columns: number[] }[] {
  const places = new Map<string, { label: string; columns: number[] }>();
  labels.forEach((label, index) => {
    const key = label.toLowerCase();
    const place = places.get(key);
    if (place === undefined) places.set(key, { label, columns: [index + 1] });
    else place.columns.push(index + 1);
  });
  return [...places.values()].filter((place) => place.columns.length > 1);
}

function headingLevel(top: SheetTop, row: number, rowBeneath: number | undefined, columnCount: number): string[] {
  const cells = top.rows[row] ?? [];
  const level = Array.from({ length: columnCount }, (_, column) => collapseSpaces(cells[column] ?? ""));
  const touching = top.merges.filter((merge) => merge.top <= row && row <= merge.bottom);
  for (const merge of touching) spread(level, merge, collapseSpaces(top.rows[merge.top]?.[merge.left] ?? ""));
  if (rowBeneath !== undefined && touching.length === 0) carryRight(level, top.rows[rowBeneath] ?? []);
  return level;
}

function spread(level: string[], merge: Merge, heading: string): void {
  for (let column = merge.left; column <= merge.right && column < level.length; column++) level[column] = heading;
}

/** A heading with nothing beneath it is a label of its own column and groups no others. */
function carryRight(level: string[], beneath: readonly string[]): void {
  let group = "";
  level.forEach((heading, column) => {
    if (heading === "") level[column] = group;
    else group = isBlank(beneath[column]) ? "" : heading;
  });
}
