import type { Cell, CellPlace, DisclosureReview, Figure, Result, Row, Sum } from "@plait/study";
import type { Policy, Release, Released, ReleasedCell, ReleasedResult, Rounding } from "../src/index.ts";
import { loadSolver, release as releaseWith, shippedPolicies } from "../src/index.ts";

export const solver = await loadSolver();

/** What leaves of results, and nothing of what is kept inside. */
export function release(
  results: readonly Result[],
  rules: Policy,
  reviews: readonly DisclosureReview[] = [],
): Released<Release> {
  return releaseWith(results, rules, solver, { reviews }).released;
}

/** A count of people, each standing for one. */
export function people(value: number, name?: string): Cell {
  const cell = { kind: "count", value, people: { kind: "counted", people: value } } as const;
  return name === undefined ? cell : { ...cell, name };
}

/** A count of rows with so many people behind them. */
export function rows(value: number, behind: number): Cell {
  return { kind: "count", value, people: { kind: "counted", people: behind } };
}

export const published = (value: number): Cell => ({
  kind: "count",
  value,
  people: { kind: "published", source: "Home Office" },
});

export const withoutPeople = (value: number): Cell => ({
  kind: "count",
  value,
  people: { kind: "none", why: "It counts months." },
});

export function result(parts: Partial<Result> & Pick<Result, "rows">): Result {
  const width = parts.rows[0]?.cells.length ?? 0;
  return {
    id: "test.table",
    strand: "test",
    title: "A table",
    summary: "A table for a test.",
    rowHeading: "Row",
    columns: Array.from({ length: width }, (_, at) => ({ id: `c${at}`, label: `Column ${at}`, unit: "people" })),
    sums: [],
    sentences: [],
    notes: [],
    method: { name: "none", variant: "none", options: {}, source: "none", page: "none", version: "1" },
    provenance: { inputs: [], steps: [] },
    ...parts,
  };
}

export function row(id: string, cells: readonly Cell[]): Row {
  return { id, label: id, cells };
}

/** One column of cells, `r0`, `r1` and so on. */
export function column(cells: readonly Cell[], parts: Partial<Result> = {}): Result {
  return result({ rows: cells.map((cell, at) => row(`r${at}`, [cell])), ...parts });
}

export const at = (rowIndex: number, columnIndex = 0): CellPlace => ({ row: rowIndex, column: columnIndex });

/** The inner cells of a table with its row totals, column totals and grand total added, and every sum declared. */
export function withMargins(inner: readonly (readonly number[])[], id = "test.table"): Result {
  const height = inner.length;
  const width = inner[0]?.length ?? 0;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const body = inner.map((values) => [...values, sum(values)]);
  const foot = Array.from({ length: width + 1 }, (_, c) => sum(body.map((values) => values[c] ?? 0)));
  const lines = [...body, foot];
  const sums: Sum[] = [
    ...lines.map((_, r) => ({ total: at(r, width), parts: Array.from({ length: width }, (__, c) => at(r, c)) })),
    ...foot.map((_, c) => ({ total: at(height, c), parts: Array.from({ length: height }, (__, r) => at(r, c)) })),
  ];
  return result({
    id,
    rows: lines.map((values, r) =>
      row(
        `r${r}`,
        values.map((value) => people(value)),
      ),
    ),
    sums,
  });
}

/** A flow of one column: `kept` boxes from top to bottom, `removed` beside the arrow between two of them. */
export function flow(
  cells: readonly { readonly role: "kept" | "removed"; readonly cell: Cell }[],
  parts: Partial<Result> = {},
): Result {
  const boxes = cells.map(({ role }, index) => ({ id: `b${index}`, row: index, role, level: index }));
  const kept = boxes.filter(({ role }) => role === "kept");
  const arrows = kept.slice(1).map((box, index) => ({ from: kept[index]?.id ?? "", to: box.id }));
  const figure: Figure = { kind: "flow", title: "Flow", description: "A flow.", column: 0, boxes, arrows };
  return column(
    cells.map(({ cell }) => cell),
    { figure, ...parts },
  );
}

/** SACRO with other rules put in, and every withheld count only kept from being certain. */
export function policy(changes: Partial<Policy> = {}): Policy {
  return { ...shippedPolicies.sacro, protection: { range: 1 }, ...changes };
}

/** Counts to the nearest multiple, totals by themselves, shares of what is printed. */
export function nearest(to: number, changes: Partial<StepRounding> = {}): StepRounding {
  return {
    method: "nearest",
    to,
    order: "suppress-then-round",
    totals: "rounded-independently",
    shares: "of-printed-counts",
    ...changes,
  };
}

type StepRounding = Extract<Rounding, { readonly order: string }>;

/** A threshold below which counts fail, with zeros shown or withheld. */
export function under(peopleBehind: number, zeros: "safe" | "disclosive" = "safe"): Policy {
  return policy({ threshold: { people: peopleBehind, operator: "<" }, zeros: { rule: zeros, reason: "for the test" } });
}

export function releaseOne(input: Result, rules: Policy): ReleasedResult {
  const [only] = release([input], rules).value.results;
  if (only === undefined) throw new Error("nothing came out");
  return only;
}

/** `12`, `50.0%`, `c:threshold`, `c:secondary`, `-`. */
function show(cell: ReleasedCell | undefined): string {
  switch (cell?.kind) {
    case "count":
      return `${cell.value}`;
    case "share":
      return `${(100 * cell.value).toFixed(1)}%`;
    case "withheld":
      return `c:${cell.because}`;
    case "estimate":
      return `${cell.estimate}`;
    case "statistic":
      return `${cell.value}`;
    case "text":
      return cell.text;
    case "absent":
      return "-";
    case undefined:
      return "nothing";
  }
}

export function shown(released: ReleasedResult): string[][] {
  return released.rows.map(({ cells }) => cells.map(show));
}

/** The only column of a released result. */
export function shownColumn(released: ReleasedResult): string[] {
  return released.rows.map(({ cells }) => show(cells[0]));
}
