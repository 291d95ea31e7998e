import { canonicalJson, type Problem } from "@plait/study";
import { ancestors, type Parents } from "./category-tree.ts";
import type { Dimension, TableCell } from "./table-cells.ts";
import { type FoundPart, type FoundSum, partTooLarge } from "./table-sums.ts";
import { errorAt, warningAt } from "./text-table.ts";

/** A table as its links with others need it. */
export interface LinkableTable {
  readonly dimensions: readonly Dimension[];
  readonly cells: readonly TableCell[];
  readonly sums: readonly FoundSum[];
}

/**
 * The name that joins a number with the same number elsewhere: its categories, whatever dimensions a table has
 * besides. A total over the sexes is the number of a table that has no sexes.
 */
export function cellName({ dimensions }: Pick<LinkableTable, "dimensions">, { coordinates }: TableCell): string {
  return nameOf(
    dimensions.map(({ key }) => key),
    coordinates,
  );
}

function nameOf(keys: readonly string[], categories: readonly (string | null)[]): string {
  const pairs = keys.flatMap((key, at) => {
    const category = categories[at];
    return category === null || category === undefined ? [] : [[key, category] as const];
  });
  return canonicalJson(Object.fromEntries(pairs), "one-line");
}

export interface Links {
  /** Numbers of one table that count some of the people of a number of another. */
  readonly someOf: readonly FoundPart[];
  readonly problems: readonly Problem[];
}

/**
 * What several tables say about each other. Numbers about the same people must be the same. A number about some of the
 * people of another, as a table of men beside a table of everybody, can be taken from it: the rest is a number that a
 * reader has, though no table prints it.
 */
export function linkedTables(tables: readonly LinkableTable[], parents: ReadonlyMap<string, Parents>): Links {
  const printed = new Map<string, TableCell>();
  const problems: Problem[] = [];
  for (const table of tables) {
    for (const cell of table.cells) {
      if (cell.text.kind !== "count") continue;
      const name = cellName(table, cell);
      const known = printed.get(name);
      if (known === undefined) printed.set(name, cell);
      else if (known.text.kind === "count" && known.text.value !== cell.text.value) {
        problems.push(differs(cell, known));
      }
    }
  }
  if (tables.length < 2 || problems.length > 0) return { someOf: [], problems };
  const summed = new Set(
    tables.flatMap((table) =>
      table.sums.flatMap(({ total, parts }) =>
        parts.map((part) => JSON.stringify([cellName(table, total), cellName(table, part)])),
      ),
    ),
  );
  const someOf: FoundPart[] = [];
  for (const table of tables) {
    for (const part of table.cells) {
      if (part.text.kind !== "count") continue;
      for (const name of nextWholes(table, part, parents, printed)) {
        const whole = printed.get(name);
        const pair = JSON.stringify([name, cellName(table, part)]);
        if (whole?.text.kind !== "count" || summed.has(pair)) continue;
        summed.add(pair);
        if (whole.text.value < part.text.value) problems.push(partTooLarge(whole, part));
        else someOf.push({ whole, part });
      }
    }
  }
  return { someOf, problems: problems.length > 0 ? problems : unlinked(tables, someOf) };
}

/** Tables of which no number is that of another, nor part of it: perhaps their columns are only called differently. */
function unlinked(tables: readonly LinkableTable[], someOf: readonly FoundPart[]): Problem[] {
  const linked = new Set(someOf.flatMap(({ whole, part }) => [whole, part]));
  const names = tables.map((table) => new Set(table.cells.map((cell) => cellName(table, cell))));
  return tables.flatMap(({ cells }, at) => {
    const own = [...(names[at] ?? [])];
    const alone = !names.some((others, other) => other !== at && own.some((name) => others.has(name)));
    const [first] = cells;
    if (!alone || first === undefined || cells.some((cell) => linked.has(cell))) return [];
    const message = "no number of this table is one of another table, or a part of one";
    const remedy =
      "Nothing, if it is about other people. If it is about the same, head the same columns alike and name the same groups alike, so that the tables can be protected together.";
    return [warningAt({ file: first.where.file }, "tables-not-linked", message, remedy)];
  });
}

/** Names of the printed numbers about more people, without those that lie beyond another of them. */
function nextWholes(
  { dimensions }: LinkableTable,
  { coordinates }: TableCell,
  parents: ReadonlyMap<string, Parents>,
  printed: ReadonlyMap<string, TableCell>,
): string[] {
  const keys = dimensions.map(({ key }) => key);
  const steps = keys.map((key, at): (string | null)[] => {
    const category = coordinates[at] ?? null;
    return category === null ? [null] : [...ancestors(category, parents.get(key) ?? new Map()), null];
  });
  const levels = steps
    .reduce<number[][]>((all, one) => all.flatMap((level) => one.map((_, step) => [...level, step])), [[]])
    .filter((level) => level.some((step) => step > 0))
    .sort((a, b) => sumOf(a) - sumOf(b));
  const found: { readonly level: readonly number[]; readonly name: string }[] = [];
  for (const level of levels) {
    if (found.some((nearer) => nearer.level.every((step, at) => step <= (level[at] ?? 0)))) continue;
    const name = nameOf(
      keys,
      level.map((step, at) => steps[at]?.[step] ?? null),
    );
    if (printed.has(name)) found.push({ level, name });
  }
  return found.map(({ name }) => name);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function differs(cell: TableCell, other: TableCell): Problem {
  const message = `“${cell.label}” is another number than “${other.label}” in ${other.where.file}, line ${other.where.line}, and both are about the same`;
  const remedy =
    "If one of the tables is about some of the people only, add a column that says so, such as sex with male in every row; if they are about different times, a column period. If one is wrong, correct it.";
  return errorAt(cell.where, "tables-differ", message, remedy);
}

/**
 * Columns of a table in wide form are a dimension without a name. If all of them are categories of one dimension of
 * another table, they are taken for that.
 */
export function adoptedDimension(own: Dimension, others: readonly Dimension[]): Dimension {
  const fits = others.filter(
    ({ categories }) => own.categories.size > 0 && [...own.categories.keys()].every((one) => categories.has(one)),
  );
  const keys = new Set(fits.map(({ key }) => key));
  const [fit] = fits;
  return fit === undefined || keys.size > 1 ? own : { ...own, key: fit.key, label: fit.label };
}
