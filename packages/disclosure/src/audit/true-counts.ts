import { type Cell, type CellPlace, compareText, type Result } from "@plait/study";
import { highestFailing, type Policy, unknownRule } from "../policy.ts";
import type { Source } from "./reader-system.ts";

/** One number of the study as the results hold it. */
export interface TrueCount {
  readonly key: string;
  readonly value: number;
  /** Distinct people behind it; where its cells differ, the fewest. */
  readonly people: number;
  readonly standing: Standing;
  /** In code-unit order; empty for a total that no result prints. */
  readonly cells: readonly AuditedCell[];
}

export type Standing =
  /** The rules on people apply. */
  | "people"
  /** It describes files or months, or is public already. */
  | "exempt"
  /** A total that parts of a result add up to and no result prints. */
  | "unprinted";

/** Identifiers of a cell. */
export interface AuditedCell {
  readonly result: string;
  readonly row: string;
  readonly column: string;
}

/** A total and its parts, by key. */
export interface TrueSum {
  readonly total: string;
  readonly parts: readonly string[];
  /** The total stands in another result, if anywhere. */
  readonly elsewhere: boolean;
  readonly source: Source;
}

/** Two kept boxes of a flow, one of which arrows reach from the other. */
export interface BoxPair {
  readonly larger: string;
  readonly smaller: string;
  /** One arrow joins them: the people of one are among those of the other. */
  readonly adjacent: boolean;
  readonly source: Source;
}

export interface TrueCounts {
  /** In code-unit order of keys, whatever the order of results, rows and columns. */
  readonly counts: ReadonlyMap<string, TrueCount>;
  readonly sums: readonly TrueSum[];
  readonly boxPairs: readonly BoxPair[];
}

/** The counts, sums and steps of flows that results declare. */
export function trueCounts(results: readonly Result[], policy: Policy): TrueCounts {
  const counts = new Map<string, TrueCount>();
  for (const result of results) {
    for (const { cell, place } of countCells(result)) {
      const key = keyOf(result, place);
      const read = readCount(key, cell, cellId(result, place), policy);
      const known = counts.get(key);
      counts.set(key, known === undefined ? read : merged(known, read));
    }
  }
  const sums = new Map<string, TrueSum>();
  for (const result of results) {
    for (const sum of sumsOf(result)) {
      if (!sums.has(idOfSum(sum))) sums.set(idOfSum(sum), sum);
      if (counts.has(sum.total)) continue;
      const parts = sum.parts.map((part) => counts.get(part));
      const value = parts.reduce((total, part) => total + (part?.value ?? 0), 0);
      const standing = parts.every((part) => part?.standing === "exempt") ? "exempt" : "unprinted";
      counts.set(sum.total, { key: sum.total, value, people: value, standing, cells: [] });
    }
  }
  return {
    counts: new Map([...counts].sort(([a], [b]) => compareText(a, b))),
    sums: [...sums].sort(([a], [b]) => compareText(a, b)).map(([, sum]) => sum),
    boxPairs: distinctPairs(results.flatMap((result) => boxPairs(result, counts))),
  };
}

/** The total with its parts in code-unit order: the same for a sum declared twice. */
export function idOfSum({ total, parts }: { readonly total: string; readonly parts: readonly string[] }): string {
  return JSON.stringify([total, ...[...parts].sort(compareText)]);
}

/** Cells of one name share a key; it is the same in every release of a study. */
export function keyOf(result: Result, place: CellPlace): string {
  const cell = cellAt(result, place);
  if (cell.kind === "count" && cell.name !== undefined) return keyOfName(cell.name);
  const { row, column } = cellId(result, place);
  return JSON.stringify([result.id, row, column]);
}

export function keyOfName(name: string): string {
  return JSON.stringify([name]);
}

function cellId(result: Result, place: CellPlace): AuditedCell {
  return {
    result: result.id,
    row: result.rows[place.row]?.id ?? `${place.row}`,
    column: result.columns[place.column]?.id ?? `${place.column}`,
  };
}

/** The count cells of a result with their places. */
export function countCells(result: Result): { readonly cell: CountCell; readonly place: CellPlace }[] {
  return result.rows.flatMap(({ cells }, row) =>
    cells.flatMap((cell, column) => (cell.kind === "count" ? [{ cell, place: { row, column } }] : [])),
  );
}

/** Cells of one result as a source: the rows and columns they stand in. */
export function sourceOf(result: Result, places: readonly CellPlace[]): Source {
  const cells = places.map((place) => cellId(result, place));
  const distinct = (ids: readonly string[]) => [...new Set(ids)].sort(compareText);
  return {
    result: result.id,
    rows: distinct(cells.map(({ row }) => row)),
    columns: distinct(cells.map(({ column }) => column)),
  };
}

/** Whether the policy withholds the count for itself; `emptyGroup` for a part of a total that is 0, or such a total. */
export function failsByItself({ value, people, standing }: TrueCount, emptyGroup: boolean, policy: Policy): boolean {
  switch (standing) {
    case "exempt":
      return false;
    case "unprinted":
      return value > 0 && value <= highestFailing(policy);
    case "people":
      if (value > 0 || people > 0) return people <= highestFailing(policy);
      switch (policy.zeros.rule) {
        case "safe":
          return false;
        case "disclosive":
          return true;
        case "structural-safe":
          return !emptyGroup;
        default:
          return unknownRule("zero rule", policy.zeros.rule);
      }
    default:
      return unknownRule("standing", standing);
  }
}

type CountCell = Extract<Cell, { kind: "count" }>;

function cellAt(result: Result, { row, column }: CellPlace): Cell {
  const cell = result.rows[row]?.cells[column];
  if (cell === undefined) throw new RangeError(`result ${result.id}: no cell at row ${row}, column ${column}`);
  return cell;
}

function readCount(key: string, { value, people }: CountCell, cell: AuditedCell, policy: Policy): TrueCount {
  const cells = [cell];
  switch (people.kind) {
    case "counted":
    case "assumed":
      return { key, value, people: people.people, standing: "people", cells };
    case "none":
      return { key, value, people: value, standing: "exempt", cells };
    case "published":
      return { key, value, people: value, standing: policy.published === "release" ? "exempt" : "people", cells };
    default:
      return unknownRule("kind of people", people);
  }
}

/** The rules apply to a number if they apply to any of its cells. */
function merged(a: TrueCount, b: TrueCount): TrueCount {
  const strict = [a, b].filter(({ standing }) => standing === "people");
  const ruling = strict.length > 0 ? strict : [a];
  return {
    ...a,
    people: Math.min(...ruling.map(({ people }) => people)),
    standing: strict.length > 0 ? "people" : a.standing,
    cells: [...a.cells, ...b.cells].sort((one, other) => compareText(JSON.stringify(one), JSON.stringify(other))),
  };
}

function sumsOf(result: Result): TrueSum[] {
  const inside = result.sums.map(({ total, parts }) => ({
    total: keyOf(result, total),
    parts: parts.map((part) => keyOf(result, part)).sort(compareText),
    elsewhere: false,
    source: sourceOf(result, [total, ...parts]),
  }));
  const across = (result.sumsElsewhere ?? []).map(({ total, parts }) => ({
    total: keyOfName(total),
    parts: parts.map((part) => keyOf(result, part)).sort(compareText),
    elsewhere: true,
    source: sourceOf(result, parts),
  }));
  return [...inside, ...across];
}

function boxPairs(result: Result, counts: ReadonlyMap<string, TrueCount>): BoxPair[] {
  const { figure } = result;
  if (figure?.kind !== "flow") return [];
  const kept = new Map(
    figure.boxes.filter(({ role }) => role === "kept").map(({ id, row }) => [id, { row, column: figure.column }]),
  );
  const next = (id: string) => figure.arrows.filter(({ from, to }) => from === id && kept.has(to)).map(({ to }) => to);
  return [...kept].flatMap(([from, place]) => {
    const direct = next(from);
    const reached = new Set(direct);
    for (const id of reached) for (const further of next(id)) reached.add(further);
    return [...reached].flatMap((to): BoxPair[] => {
      const other = kept.get(to);
      if (other === undefined || to === from) return [];
      const ends = [place, other].map((at) => (cellAt(result, at).kind === "count" ? keyOf(result, at) : undefined));
      const [a, b] = ends.map((key) => (key === undefined ? undefined : counts.get(key)));
      if (a === undefined || b === undefined || a.key === b.key) return [];
      const [larger, smaller] = a.value >= b.value ? [a.key, b.key] : [b.key, a.key];
      return [{ larger, smaller, adjacent: direct.includes(to), source: sourceOf(result, [place, other]) }];
    });
  });
}

/** Two boxes joined in several flows once; as neighbours, if they are that in any. */
function distinctPairs(pairs: readonly BoxPair[]): BoxPair[] {
  const found = new Map<string, BoxPair>();
  for (const pair of [...pairs].sort((a, b) => Number(b.adjacent) - Number(a.adjacent))) {
    const id = JSON.stringify([pair.larger, pair.smaller]);
    if (!found.has(id)) found.set(id, pair);
  }
  return [...found].sort(([a], [b]) => compareText(a, b)).map(([, pair]) => pair);
}
