import type { Problem } from "@plait/study";
import type { Dimension, TableCell } from "./table-cells.ts";
import { errorAt, quotedList, sameLabel, type TextTable, warningAt } from "./text-table.ts";

/** Under each category those it is made of, and under null, the total, those that are part of no other. */
export type CategoryTree = ReadonlyMap<string | null, readonly string[]>;

/** Of each child its parent. */
export type Parents = ReadonlyMap<string, string>;

/** Reads a file of two columns, `child` and `parent`. */
export function readParents({ file, rows }: TextTable): {
  readonly parents: Parents;
  readonly problems: readonly Problem[];
} {
  const [header, ...body] = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const names = header?.cells.map(sameLabel) ?? [];
  const [child, parent] = [names.indexOf("child"), names.indexOf("parent")];
  if (child < 0 || parent < 0) {
    const remedy = "Begin it with the line child,parent and write a line for each category that is part of another.";
    return {
      parents: new Map(),
      problems: [errorAt({ file, line: 1 }, "parents-no-header", "there are no columns child and parent", remedy)],
    };
  }
  const problems: Problem[] = [];
  const parents = new Map<string, string>();
  for (const { cells, line } of body) {
    const [one, of] = [sameLabel(cells[child] ?? ""), sameLabel(cells[parent] ?? "")];
    const known = parents.get(one);
    if (one === "" || of === "") {
      const remedy = "Write both, or delete the line.";
      problems.push(errorAt({ file, line }, "parents-blank", "child or parent is blank", remedy));
    } else if (known !== undefined && known !== of) {
      const message = `“${cells[child]}” has two parents`;
      const remedy = "Keep one. A second way of grouping is a column of its own in the table.";
      problems.push(errorAt({ file, line }, "parents-two", message, remedy));
    } else if (ancestors(of, parents).includes(one) || one === of) {
      const message = `“${cells[child]}” would be a part of itself`;
      problems.push(errorAt({ file, line }, "parents-circle", message, "Correct one of the lines of the circle."));
    } else parents.set(one, of);
  }
  return { parents, problems };
}

/** A category, what it is part of, what that is part of, and so on. */
export function ancestors(category: string, parents: Parents): string[] {
  const found = [category];
  for (let next = parents.get(category); next !== undefined; next = parents.get(next)) found.push(next);
  return found;
}

/** Parents that stand for the total are no categories of their own: nothing above them is printed. */
export function categoryTree({ categories }: Dimension, parents: Parents): CategoryTree {
  const tree = new Map<string | null, string[]>([[null, []]]);
  const seen = new Set<string>();
  for (const category of categories.keys()) {
    for (const one of ancestors(category, parents)) {
      if (seen.has(one)) break;
      seen.add(one);
      const above = parents.get(one) ?? null;
      const siblings = tree.get(above);
      if (siblings === undefined) tree.set(above, [one]);
      else siblings.push(one);
    }
  }
  return tree;
}

/** Which categories of one dimension turned out to be sums of others, from the numbers alone. */
export interface FoundTotals {
  readonly parents: Parents;
  /** The category that is the sum of all others, where the dimension has no total by name. */
  readonly total?: string;
  readonly warnings: readonly Problem[];
}

/** Beyond these, categories are not compared with each other: it would take too long and nobody prints such a table. */
const mostCompared = 2_000;
const mostPaired = 40;

/**
 * Looks for categories that are the sum of others wherever they stand: `Under 18` after the ages it is made of, `Persons`
 * beside `Male` and `Female`. Where the named total already is the sum of all categories there is nothing to look for.
 * A sum found by accident does no harm: it holds, so a reader can use it too.
 */
export function foundTotals(dimension: Dimension, at: number, cells: readonly TableCell[]): FoundTotals {
  const nothing: FoundTotals = { parents: new Map(), warnings: [] };
  const categories = [...dimension.categories.keys()];
  const slices = slicesOf(at, cells);
  const whole = slices.filter((slice) => categories.every((category) => slice.has(category)));
  if (categories.length < 3 || categories.length > mostCompared || whole.length === 0) return nothing;
  const named = whole.filter((slice) => slice.has(null));
  const addsUp = (tops: readonly string[]) =>
    named.every((slice) => sum(tops, slice) === slice.get(null)) && named.length > 0;
  if (addsUp(categories)) return nothing;
  const isTold = named.length > 0;
  const enough = (parts: readonly string[]) =>
    whole.filter((slice) => parts.filter((part) => (slice.get(part) ?? 0) > 0).length > 1).length;
  for (const order of [categories, categories.toReversed()]) {
    const { parents, tops } = runs(order, whole, enough);
    if (parents.size === 0) continue;
    const [only] = tops;
    if (isTold ? addsUp(tops) : tops.length === 1) {
      const total = isTold ? undefined : only;
      const below = new Map([...parents].filter(([, parent]) => parent !== total));
      return {
        parents: below,
        ...(total === undefined ? {} : { total }),
        warnings: warnings(dimension, below, total, cells),
      };
    }
    if (!isTold && [...parents.values()].every((parent) => enough(partsOf(parent, parents)) > 2)) {
      return { parents, warnings: warnings(dimension, parents, undefined, cells) };
    }
  }
  const total = isTold ? undefined : sumOfOthers(categories, whole, enough);
  return total === undefined
    ? nothing
    : { parents: new Map(), total, warnings: warnings(dimension, new Map(), total, cells) };
}

type Slice = Map<string | null, number>;

/** The counts of one dimension, everything else being the same. */
function slicesOf(at: number, cells: readonly TableCell[]): Slice[] {
  const slices = new Map<string, Slice>();
  for (const { coordinates, text } of cells) {
    if (text.kind !== "count") continue;
    const key = JSON.stringify(coordinates.toSpliced(at, 1));
    const slice = slices.get(key) ?? new Map();
    slice.set(coordinates[at] ?? null, text.value);
    slices.set(key, slice);
  }
  return [...slices.values()];
}

function sum(categories: readonly string[], slice: Slice): number {
  return categories.reduce((total, category) => total + (slice.get(category) ?? 0), 0);
}

function partsOf(parent: string, parents: Parents): string[] {
  return [...parents].flatMap(([child, of]) => (of === parent ? [child] : []));
}

/** In one direction: a category that is the sum of the two or more before it takes their place. */
function runs(
  order: readonly string[],
  slices: readonly Slice[],
  enough: (parts: readonly string[]) => number,
): { readonly parents: Parents; readonly tops: readonly string[] } {
  const parents = new Map<string, string>();
  const tops: string[] = [];
  for (const category of order) {
    const wanted = slices.reduce((all, slice) => all + (slice.get(category) ?? 0), 0);
    let found = 0;
    for (let length = 1; length <= tops.length && found <= wanted; length++) {
      const first = tops.length - length;
      found += slices.reduce((all, slice) => all + (slice.get(tops[first] ?? "") ?? 0), 0);
      if (length < 2 || found !== wanted) continue;
      const parts = tops.slice(first);
      if (enough(parts) === 0 || !slices.every((slice) => sum(parts, slice) === slice.get(category))) continue;
      for (const part of parts) parents.set(part, category);
      tops.length = first;
      break;
    }
    tops.push(category);
  }
  return { parents, tops };
}

function sumOfOthers(
  categories: readonly string[],
  slices: readonly Slice[],
  enough: (parts: readonly string[]) => number,
): string | undefined {
  if (categories.length > mostPaired || slices.length < 2) return undefined;
  return categories.find((category) => {
    const others = categories.filter((other) => other !== category);
    return enough(others) > 1 && slices.every((slice) => sum(others, slice) === slice.get(category));
  });
}

function warnings(
  { label, categories }: Dimension,
  parents: Parents,
  total: string | undefined,
  cells: readonly TableCell[],
): Problem[] {
  const place = { file: cells[0]?.where.file ?? "" };
  const name = (category: string) => categories.get(category) ?? category;
  const remedy =
    "Nothing, if that is so. Otherwise the numbers happen to add up; a reader can add them up as well, so they are protected alike.";
  const found = [...new Set(parents.values())].map((parent) => {
    const parts = quotedList(partsOf(parent, parents).map(name));
    return warningAt(place, "table-subtotal-found", `“${name(parent)}” was read as the sum of ${parts}`, remedy);
  });
  if (total === undefined) return found;
  const message = `“${name(total)}” was read as the total of ${label}: it is the sum of the others throughout`;
  return [...found, warningAt(place, "table-total-found", message, remedy)];
}
