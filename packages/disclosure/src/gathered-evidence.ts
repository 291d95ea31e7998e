import { type Cell, type CellPlace, compareText, type Result } from "@plait/study";
import { isOfEarlier } from "./earlier-counts.ts";
import type {
  CellEvidence,
  EarlierRelease,
  Evidence,
  Finding,
  KeptCounts,
  ResultEvidence,
  TrueCell,
} from "./evidence.ts";
import type { Rounding } from "./policy.ts";
import type { ReleasedResult } from "./released-result.ts";
import { cellAt, isFixed, type StudyCount, type StudyCounts } from "./study-counts.ts";

/** What the gate looked at and what it made of it. */
export interface Examined {
  readonly results: readonly Result[];
  readonly released: readonly ReleasedResult[];
  readonly study: StudyCounts;
  /** By result, what a person has to look at. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly printed: (count: StudyCount) => number;
  readonly isWithheld: (count: StudyCount) => boolean;
  readonly rounding: Rounding;
  /** The oldest first. */
  readonly earlier: readonly EarlierRelease[];
}

/** What the people who check a release need to see, and what later releases are held against. */
export function gatheredEvidence(examined: Examined): Evidence {
  const printings = lastPrintings(examined.earlier);
  return {
    results: examined.results.map((result, at) => evidenceOf(result, examined.released[at], examined, printings)),
    counts: keptCounts(examined),
  };
}

interface Printing {
  readonly release: string;
  readonly printed: number;
  readonly value: number;
}

/** By the key of a count. */
function lastPrintings(earlier: readonly EarlierRelease[]): ReadonlyMap<string, Printing> {
  return new Map(
    earlier.flatMap(({ id, counts: { counts } }) =>
      counts.flatMap(({ key, printed, value }): [string, Printing][] =>
        printed === undefined ? [] : [[key, { release: id, printed, value }]],
      ),
    ),
  );
}

function evidenceOf(
  result: Result,
  released: ReleasedResult | undefined,
  { findings, study }: Examined,
  printings: ReadonlyMap<string, Printing>,
): ResultEvidence {
  const cells = result.rows.flatMap((row, at) =>
    row.cells.flatMap((cell, column): CellEvidence[] => {
      const truth = trueCell(result, cell);
      const becomes = released?.rows[at]?.cells[column];
      if (truth === undefined || becomes === undefined) return [];
      const people = "people" in cell ? cell.people : undefined;
      const last = cell.kind === "count" ? printings.get(study.at(result, { row: at, column }).key) : undefined;
      const isOther = cell.kind === "count" && last !== undefined && last.value !== cell.value;
      return [
        {
          row: at,
          column,
          truth,
          ...(people === undefined ? {} : { people }),
          becomes,
          ...(isOther ? { before: { release: last.release, printed: last.printed } } : {}),
        },
      ];
    }),
  );
  return { id: result.id, findings: findings.get(result.id) ?? [], cells };
}

/** Undefined where a cell holds nothing, or words that say nothing of people. */
function trueCell(result: Result, cell: Cell): TrueCell | undefined {
  switch (cell.kind) {
    case "count":
      return { kind: "count", value: cell.value };
    case "share": {
      const [part, whole] = [cell.numerator, cell.denominator].map((place) => countAt(result, place));
      if (part === undefined || whole === undefined || whole === 0) return undefined;
      return { kind: "share", value: part / whole };
    }
    case "estimate": {
      const { people: _, ...estimate } = cell;
      return estimate;
    }
    case "statistic":
      return { kind: "statistic", value: cell.value, digits: cell.digits };
    case "text":
      return cell.people === undefined && cell.freeText === undefined ? undefined : { kind: "text", text: cell.text };
    case "absent":
      return undefined;
  }
}

function countAt(result: Result, place: CellPlace): number | undefined {
  const cell = cellAt(result, place);
  return cell.kind === "count" ? cell.value : undefined;
}

function keptCounts({ results, released, study, printed, isWithheld, rounding }: Examined): KeptCounts {
  const homes = homesOf(results, study);
  const ours = (count: StudyCount) => !isOfEarlier(count.key) && (count.inCells || count.standing === "unprinted");
  const steps = new Map(released.map(({ id, disclosure: { roundingSteps } }) => [id, roundingSteps ?? 1]));
  const howPrinted = (count: StudyCount) => {
    if (isFixed(count) && count.printedBefore === undefined) return { exact: true } as const;
    const most = Math.max(1, ...(homes.get(count) ?? []).map((id) => steps.get(id) ?? 1));
    return most > 1 ? { roundingSteps: most } : {};
  };
  return {
    rounding,
    counts: study.counts.filter(ours).map((count) => ({
      key: count.key,
      value: count.value,
      people: count.people,
      results: homes.get(count) ?? [],
      unprinted: !count.inCells,
      ofPeople: count.standing !== "exempt",
      ...(count.inCells && !isWithheld(count) ? { printed: printed(count), ...howPrinted(count) } : {}),
    })),
    sums: study.relations
      .filter(({ terms }) => terms.every(({ unknown }) => ours(unknown)))
      .flatMap(({ terms }) => {
        const total = terms.find(({ coefficient }) => coefficient < 0)?.unknown.key;
        const parts = terms.flatMap(({ unknown, coefficient }) =>
          coefficient < 0 ? [] : new Array<string>(coefficient).fill(unknown.key),
        );
        return total === undefined ? [] : [{ total, parts: parts.sort(compareText) }];
      }),
  };
}

function homesOf(results: readonly Result[], study: StudyCounts): Map<StudyCount, string[]> {
  const homes = new Map<StudyCount, string[]>();
  for (const result of results) {
    const counts = new Set(
      result.rows.flatMap(({ cells }, row) =>
        cells.flatMap((cell, column) => (cell.kind === "count" ? [study.at(result, { row, column })] : [])),
      ),
    );
    for (const count of counts) homes.set(count, [...(homes.get(count) ?? []), result.id]);
  }
  return homes;
}
