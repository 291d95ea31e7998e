import { cellShape, codePattern, isBlank, looksLikeYear } from "./cell-shape.ts";

/** A rectangle of merged cells; rows and columns count from 0, ends included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The top of a sheet: displayed text by row and column, from the sheet's first row and column. */
export interface SheetTop {
  readonly rows: readonly (readonly string[])[];
  readonly merges: readonly Merge[];
}

/** Rows count from 0. `none`: the data begin at once. `empty`: nothing is on the sheet. */
export type HeaderFinding =
  | { readonly kind: "found"; readonly rows: readonly number[] }
  | { readonly kind: "none"; readonly firstDataRow: number }
  | { readonly kind: "empty" };

const CANDIDATES = 60;
const BELOW = 80;
const MOST_GROUP_ROWS = 2;
const CLEARLY_DATA = -0.2;

/**
 * Finds the header of a sheet without being told. Every row near the top is weighed as the one that names the columns:
 * by how far its cells differ in shape from what stands below them (`evidence`), by how many of the used columns it
 * names (`coverage`), by how distinct its cells are and by how much they are words. A row directly above that groups
 * the columns (over merged cells, or with gaps to the right of each group) is a header row as well.
 *
 * A sheet whose best row does not look different from the rows below it has no header: data begin at its first row
 * that is as wide as the others.
 */
export function findHeaderRows(top: SheetTop): HeaderFinding {
  const rows = fillDownMerges(top);
  const used = rows.flatMap((row, index) => (row.some((cell) => !isBlank(cell)) ? [index] : []));
  if (used.length === 0) return { kind: "empty" };

  const { usual, least } = widths(rows, used);
  const candidates: Candidate[] = [];
  for (const row of used.slice(0, CANDIDATES)) {
    const width = filled(rows[row] ?? []);
    if (width < least) continue;
    const weighed = weigh(rows, row, used);
    candidates.push({ row, weighed });
    // A row as wide as the others that fits what stands below it is data, and so is all below it.
    if (width >= usual && weighed.evidence < CLEARLY_DATA) break;
  }
  const best = bestOf(candidates);
  if (best === undefined || best.weighed.evidence < 0 || best.weighed.words < 0.5) {
    return { kind: "none", firstDataRow: candidates[0]?.row ?? used[0] ?? 0 };
  }
  return { kind: "found", rows: [...groupRowsAbove(top, rows, best.row), best.row] };
}

interface Candidate {
  readonly row: number;
  readonly weighed: Weighed;
}

function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates) {
    // A later row must be better by more than rounding: of equal rows the first is the header.
    if (best === undefined || score(candidate) > score(best) + 1e-9) best = candidate;
  }
  return best;
}

function score({ weighed }: Candidate): number {
  return 2 * weighed.evidence + 2 * weighed.coverage + 0.5 * weighed.distinct + weighed.words;
}

interface Weighed {
  readonly evidence: number;
  readonly coverage: number;
  readonly distinct: number;
  readonly words: number;
}

function weigh(rows: readonly (readonly string[])[], header: number, used: readonly number[]): Weighed {
  const cells = rows[header] ?? [];
  const below = used.filter((row) => row > header && !isSameRow(rows[row] ?? [], cells)).slice(0, BELOW);
  const columns = Math.max(...used.map((row) => rows[row]?.length ?? 0));
  let evidence = 0;
  let named = 0;
  let usedBelow = 0;
  let wordCells = 0;
  const labels = new Set<string>();
  for (let column = 0; column < columns; column++) {
    const label = cells[column] ?? "";
    const values = below.map((row) => rows[row]?.[column] ?? "").filter((value) => !isBlank(value));
    if (values.length > 0) usedBelow++;
    if (isBlank(label)) continue;
    labels.add(label.trim().toLowerCase());
    named++;
    const shape = cellShape(label);
    if (shape === "text" || shape === "code" || looksLikeYear(label) || isMonthHeading(label, values)) wordCells++;
    evidence += evidenceOf(label, values);
  }
  const namedAndUsed = below.length === 0 ? named : countNamed(rows, cells, below, columns);
  return {
    evidence: named === 0 ? -1 : evidence / named,
    coverage: usedBelow === 0 ? 1 : namedAndUsed / usedBelow,
    distinct: named === 0 ? 0 : labels.size / named,
    words: named === 0 ? 0 : wordCells / named,
  };
}

function countNamed(
  rows: readonly (readonly string[])[],
  labels: readonly string[],
  below: readonly number[],
  columns: number,
): number {
  let count = 0;
  for (let column = 0; column < columns; column++) {
    if (!isBlank(labels[column]) && below.some((row) => !isBlank(rows[row]?.[column]))) count++;
  }
  return count;
}

/**
 * From -1, the cell looks like one more value of its column, to +1, it cannot be one.
 * 0 where the column gives no ground to tell, such as free text.
 */
function evidenceOf(label: string, values: readonly string[]): number {
  if (values.length === 0) return 0;
  const shapes = values.map(cellShape).filter((shape) => shape !== "mark");
  const [common, share] = mostCommon(shapes);
  const shape = cellShape(label);
  if (common === "number" || common === "date") {
    if (looksLikeYear(label) && !values.every(looksLikeYear)) return share / 2;
    if (isMonthHeading(label, values)) return share / 2;
    return shape === "number" || shape === "date" || shape === "mark" ? -share : share;
  }
  if (common === "code") {
    const [pattern, patternShare] = mostCommon(values.map(codePattern));
    return codePattern(label) === pattern ? -patternShare : patternShare;
  }
  if (shape === "number" || shape === "date") return -0.5;
  const own = label.trim().toLowerCase();
  if (values.some((value) => value.trim().toLowerCase() === own)) return -1;
  const distinct = new Set(values.map((value) => value.trim().toLowerCase())).size;
  return values.length >= 4 && distinct <= values.length / 2 ? 0.5 : 0;
}

function isMonthHeading(label: string, values: readonly string[]): boolean {
  return (
    cellShape(label) === "date" && values.length > 0 && values.every((value) => /number|mark/.test(cellShape(value)))
  );
}

function mostCommon<T extends string>(items: readonly T[]): [item: T | undefined, share: number] {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  let best: T | undefined;
  for (const [item, count] of counts) if (best === undefined || count > (counts.get(best) ?? 0)) best = item;
  return [best, best === undefined ? 0 : (counts.get(best) ?? 0) / items.length];
}

/**
 * Cells that a row usually fills, and the least a header fills: half of that, so that titles above are not taken for one.
 */
function widths(rows: readonly (readonly string[])[], used: readonly number[]): { usual: number; least: number } {
  const inOrder = used.map((row) => filled(rows[row] ?? [])).sort((a, b) => a - b);
  const usual = inOrder[Math.floor(inOrder.length / 2)] ?? 1;
  const widest = inOrder.at(-1) ?? 1;
  return { usual, least: Math.max(Math.min(2, widest), Math.ceil(usual / 2)) };
}

/** A header printed again further down is no value of its column. */
function isSameRow(row: readonly string[], header: readonly string[]): boolean {
  return header.every((cell, column) => cell === (row[column] ?? ""));
}

function filled(row: readonly string[]): number {
  return row.reduce((count, cell) => count + (isBlank(cell) ? 0 : 1), 0);
}

function groupRowsAbove(top: SheetTop, rows: readonly (readonly string[])[], header: number): number[] {
  const groups: number[] = [];
  for (let row = header - 1; row >= 0 && groups.length < MOST_GROUP_ROWS; row--) {
    if (!isGroupRow(top, rows, row, header)) break;
    groups.unshift(row);
  }
  return groups;
}

function isGroupRow(top: SheetTop, rows: readonly (readonly string[])[], row: number, header: number): boolean {
  const cells = rows[row] ?? [];
  const starts = cells.flatMap((cell, column) => (isBlank(cell) ? [] : [column]));
  if (starts.length === 0) return false;
  if (!starts.every((column) => isWord(cells[column] ?? ""))) return false;

  const labels = rows[header] ?? [];
  const first = labels.findIndex((cell) => !isBlank(cell));
  const last = labels.findLastIndex((cell) => !isBlank(cell));
  const across = top.merges.filter((merge) => merge.top <= row && row <= merge.bottom && merge.right > merge.left);
  const joined = top.merges.some((merge) => merge.top <= row && merge.bottom >= header);
  if (across.length > 0 || joined) {
    const isTitle = across.some((merge) => merge.left <= first && merge.right >= last);
    return !isTitle && (across.length > 0 || starts.length > 1);
  }
  if (starts.length < 2 || starts.length >= filled(labels)) return false;
  if (starts.some((column) => /:\s*$/.test(cells[column] ?? ""))) return false;
  const isNameAndValue = starts.every((column) => column < first + 2);
  return !isNameAndValue;
}

function isWord(label: string): boolean {
  const shape = cellShape(label);
  return shape === "text" || shape === "code" || looksLikeYear(label);
}

/** A cell merged downwards stands in each of its rows, so that a label beside a two-row header counts in both. */
function fillDownMerges(top: SheetTop): string[][] {
  const rows = top.rows.map((row) => [...row]);
  for (const merge of top.merges) {
    const value = rows[merge.top]?.[merge.left];
    if (value === undefined) continue;
    for (let row = merge.top + 1; row <= merge.bottom && row < rows.length; row++) {
      const cells = rows[row];
      if (cells === undefined) continue;
      while (cells.length <= merge.left) cells.push("");
      cells[merge.left] = value;
    }
  }
  return rows;
}
