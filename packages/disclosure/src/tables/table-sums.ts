import type { Problem } from "@plait/study";
import type { CategoryTree } from "./category-tree.ts";
import type { Coordinates, TableCell } from "./table-cells.ts";
import { errorAt, quotedList } from "./text-table.ts";

/** A printed number that is exactly the sum of others. */
export interface FoundSum {
  readonly total: TableCell;
  readonly parts: readonly TableCell[];
}

export interface TableSums {
  readonly sums: readonly FoundSum[];
  /** Numbers that are some of the people of a total beside which they stand. */
  readonly someOf: readonly FoundPart[];
  /** Parts that, if no one is in two of them, leave others of the total out. */
  readonly incomplete: readonly FoundSum[];
  readonly problems: readonly Problem[];
}

export interface FoundPart {
  readonly whole: TableCell;
  readonly part: TableCell;
}

export type CellAt = (coordinates: Coordinates) => TableCell | undefined;

/**
 * Every printed total with the printed numbers it is the sum of, along each dimension. A margin that is not printed
 * is not made up: a total over two dimensions whose margins are missing is the sum of what lies inside.
 *
 * A total that does not add up is a problem, unless parts are said to be some of its people only.
 */
export function tableSums(
  cells: readonly TableCell[],
  trees: readonly CategoryTree[],
  at: CellAt,
  { ofWhich = false, tellNumbers = false }: { readonly ofWhich?: boolean; readonly tellNumbers?: boolean },
): TableSums {
  const sums: FoundSum[] = [];
  const someOf: FoundPart[] = [];
  const incomplete: FoundSum[] = [];
  const problems: Problem[] = [];
  for (const total of cells) {
    if (total.text.kind !== "count") continue;
    const wanted = total.text.value;
    for (const printed of printedParts(total.coordinates, trees, at)) {
      const parts = printed.filter(({ text }) => text.kind === "count");
      const found = parts.reduce((all, { text }) => all + (text.kind === "count" ? text.value : 0), 0);
      if (parts.length === 0) continue;
      if (found === wanted) sums.push({ total, parts });
      else if (!ofWhich) problems.push(doesNotAddUp(total, printed, found - wanted, tellNumbers));
      else {
        if (found < wanted) incomplete.push({ total, parts });
        for (const part of parts) {
          if (part.text.kind === "count" && part.text.value <= wanted) someOf.push({ whole: total, part });
          else problems.push(partTooLarge(total, part));
        }
      }
    }
  }
  return { sums, someOf, incomplete, problems };
}

/** For each smallest set of dimensions along which the number is a total: what is printed of its parts. */
function printedParts(coordinates: Coordinates, trees: readonly CategoryTree[], at: CellAt): TableCell[][] {
  const open = coordinates.flatMap((category, dimension) =>
    (trees[dimension]?.get(category)?.length ?? 0) > 0 ? [dimension] : [],
  );
  const done: (readonly number[])[] = [];
  const found: TableCell[][] = [];
  for (const along of subsets(open)) {
    if (along.length === 0 || done.some((smaller) => smaller.every((one) => along.includes(one)))) continue;
    const parts = partsAlong(coordinates, along, trees, at);
    if (parts.length === 0) continue;
    found.push(parts);
    done.push(along);
  }
  return found;
}

/** Smaller ones first. */
export function subsets<T>(all: readonly T[]): T[][] {
  const found = all.reduce<T[][]>((sets, one) => sets.concat(sets.map((set) => set.concat([one]))), [[]]);
  return found.sort((a, b) => a.length - b.length);
}

/** A part that is not printed is replaced by its own parts, as far as these are. */
function partsAlong(
  coordinates: Coordinates,
  along: readonly number[],
  trees: readonly CategoryTree[],
  at: CellAt,
): TableCell[] {
  const [first, ...rest] = along;
  if (first === undefined) return [];
  return (trees[first]?.get(coordinates[first] ?? null) ?? []).flatMap((child) => {
    const inside = coordinates.with(first, child);
    const own = rest.length === 0 ? [at(inside)] : partsAlong(inside, rest, trees, at);
    const printed = own.filter((cell) => cell !== undefined);
    return printed.length > 0 ? printed : partsAlong(inside, along, trees, at);
  });
}

function doesNotAddUp(total: TableCell, parts: readonly TableCell[], excess: number, tellNumbers: boolean): Problem {
  const by = tellNumbers ? ` by ${Math.abs(excess)}` : "";
  const names = quotedList(parts.map(({ label }) => label));
  const message = `“${total.label}” is not the sum of its parts: ${names} come to ${excess > 0 ? "more" : "less"}${by}`;
  const others = excess > 0 ? "" : ", or, if they are not all, add one for the others";
  const remedy = `Correct the number that is wrong${others}. If a part is itself a sum of others, say so with --parents; if the parts overlap or are only some of the people, say --of-which.`;
  return errorAt(total.where, "table-does-not-add-up", message, remedy);
}

export function partTooLarge(whole: TableCell, part: TableCell): Problem {
  const message = `“${part.label}” counts more than “${whole.label}” (${whole.where.file}, line ${whole.where.line}), of which it is a part`;
  const remedy =
    "Correct the number that is wrong, or, if it is no part of the other, say in a column what each is about.";
  return errorAt(part.where, "table-part-larger", message, remedy);
}
