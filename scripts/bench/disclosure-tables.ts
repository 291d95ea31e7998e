import { type CellPlace, type Result, type Row, type Sum, seededRandom } from "@plait/study";

/** Counts of people by some dimensions, and the tables printed of them: each by one or more dimensions, with all totals. */
export interface CountsByDimensions {
  readonly id: string;
  readonly title: string;
  /** How many categories each dimension has. */
  readonly sizes: readonly number[];
  /** By category of every dimension, the last one fastest. */
  readonly counts: readonly number[];
  /** The dimensions of each table, by number. */
  readonly tables: readonly (readonly number[])[];
}

/** A category of each dimension; its size stands for all of them together. */
type Coordinates = readonly number[];

/** Skewed, as counts of cases are: most are far from the threshold, and a share of about 10 / `mean` is below 10. */
export function oneTable(id: string, title: string, sizes: readonly number[], mean: number): CountsByDimensions {
  const random = seededRandom(id);
  const counts = Array.from(everyCell(sizes), () => Math.floor(-mean * Math.log(1 - random.next())));
  return { id, title, sizes, counts, tables: [[...sizes.keys()]] };
}

/** Every two of three dimensions: each table shares its margins with the others. One pair of categories in ten is rare. */
export function linkedTables(id: string, title: string, sizes: readonly number[], mean: number): CountsByDimensions {
  const random = seededRandom(id);
  const tables = sizes.flatMap((_, a) => [...sizes.keys()].slice(a + 1).map((b) => [a, b]));
  const rare = new Map<string, number>();
  const rarity = (pair: string): number => {
    const known = rare.get(pair) ?? (random.next() < 0.1 ? 0.1 : 1);
    rare.set(pair, known);
    return known;
  };
  const counts = Array.from(everyCell(sizes), (cell) => {
    const together = tables.map((table) => rarity(JSON.stringify([table, ...table.map((at) => cell[at])])));
    return Math.floor(-mean * Math.min(...together) * Math.log(1 - random.next()));
  });
  return { id, title, sizes, counts, tables };
}

/** Each table as a result of the gate, its sums declared; a cell that stands in two tables has one name. */
export function resultsOf(made: CountsByDimensions): Result[] {
  const totals = withTotals(made);
  return made.tables.map((table) => resultOf(made, table, totals));
}

/** The cells of all dimensions as CSV, without totals: `d0,d1,freq`. */
export function asCsv({ sizes, counts }: CountsByDimensions): string {
  const heading = [...sizes.keys()].map((at) => `d${at}`);
  const lines = Array.from(everyCell(sizes), (cell, at) => [...cell.map((one) => `v${one}`), counts[at]].join(","));
  return `${[...heading, "freq"].join(",")}\n${lines.join("\n")}\n`;
}

/** The tables as an R formula: `~ d0*d1 + d0*d2`. */
export function asFormula({ tables }: CountsByDimensions): string {
  return `~ ${tables.map((table) => table.map((at) => `d${at}`).join("*")).join(" + ")}`;
}

function nameOf(cell: Coordinates, sizes: readonly number[]): string {
  return cell.map((one, at) => (one === sizes[at] ? "Total" : `v${one}`)).join(" ");
}

function withTotals({ sizes, counts }: CountsByDimensions): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  let at = 0;
  for (const cell of everyCell(sizes)) {
    const value = counts[at++] ?? 0;
    for (const some of everyCell(sizes.map(() => 2))) {
      const name = nameOf(
        cell.map((one, dimension) => (some[dimension] === 1 ? (sizes[dimension] ?? 0) : one)),
        sizes,
      );
      totals.set(name, (totals.get(name) ?? 0) + value);
    }
  }
  return totals;
}

function resultOf(
  { id, title, sizes }: CountsByDimensions,
  table: readonly number[],
  totals: ReadonlyMap<string, number>,
): Result {
  const within = table.map((at) => (sizes[at] ?? 0) + 1);
  const width = within.at(-1) ?? 1;
  const rows: Row[] = [];
  const sums: Sum[] = [];
  const places = new Map<string, CellPlace>();
  let at = 0;
  for (const cell of everyCell(within)) {
    const place = { row: Math.floor(at / width), column: at % width };
    at++;
    const whole = sizes.map((size, dimension) => cell[table.indexOf(dimension)] ?? size);
    const name = nameOf(whole, sizes);
    const value = totals.get(name) ?? 0;
    places.set(name, place);
    const before = place.column === 0 ? [] : (rows[place.row]?.cells ?? []);
    const cells = [...before, { kind: "count", value, people: { kind: "counted", people: value }, name } as const];
    rows[place.row] = { id: `r${place.row}`, label: `Row ${place.row}`, cells };
    for (const dimension of table) {
      const size = sizes[dimension] ?? 0;
      if (whole[dimension] !== size) continue;
      const parts = Array.from({ length: size }, (_, one) => nameOf(whole.with(dimension, one), sizes));
      // The total of a dimension comes after its categories.
      sums.push({ total: place, parts: parts.flatMap((part) => places.get(part) ?? []) });
    }
  }
  return {
    id: `bench.${id}-${table.join("-")}`,
    strand: "bench",
    title,
    summary: "A made-up table.",
    rowHeading: "Row",
    columns: Array.from({ length: width }, (_, column) => ({
      id: `c${column}`,
      label: `Column ${column}`,
      unit: "people",
    })),
    rows,
    sums,
    sentences: [],
    notes: [],
    method: { name: "none", variant: "none", options: {}, source: "none", page: "none", version: "1" },
    provenance: { inputs: [], steps: [] },
  };
}

/** Every combination of one number from 0 below each of the sizes, the last one fastest. */
function* everyCell(sizes: readonly number[]): Generator<number[]> {
  const cells = sizes.reduce((product, size) => product * size, 1);
  for (let at = 0; at < cells; at++) {
    let rest = at;
    yield sizes
      .toReversed()
      .map((size) => {
        const one = rest % size;
        rest = Math.floor(rest / size);
        return one;
      })
      .toReversed();
  }
}
