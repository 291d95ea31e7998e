import { type Cell, type CellPlace, compareText, type Result } from "@plait/study";
import { isFixed } from "./controlled-rounding.ts";
import { isOfEarlier } from "./earlier-counts.ts";
import type { CellEvidence, Evidence, Finding, KeptCounts, ResultEvidence } from "./evidence.ts";
import type { Rounding } from "./policy.ts";
import type { ReleasedCell, ReleasedResult } from "./released-result.ts";
import { cellAt, type StudyCount, type StudyCounts } from "./study-counts.ts";

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
}

/** What the people who check a release need to see, and what later releases are held against. */
export function gatheredEvidence(examined: Examined): Evidence {
  return {
    results: examined.results.map((result, at) => evidenceOf(result, examined.released[at], examined)),
    counts: keptCounts(examined),
  };
}

function evidenceOf(result: Result, released: ReleasedResult | undefined, { findings }: Examined): ResultEvidence {
  const cells = result.rows.flatMap((row, at) =>
    row.cells.flatMap((cell, column): CellEvidence[] => {
      const value = trueText(result, cell);
      const becomes = whatBecomesOf(released?.rows[at]?.cells[column]);
      if (value === undefined || becomes === undefined) return [];
      const people = peopleOf(cell);
      return [{ row: at, column, value, ...(people === undefined ? {} : { people }), becomes }];
    }),
  );
  return { id: result.id, findings: findings.get(result.id) ?? [], cells };
}

/** Undefined for what says nothing of people. */
function trueText(result: Result, cell: Cell): string | undefined {
  switch (cell.kind) {
    case "count":
    case "statistic":
      return String(cell.value);
    case "estimate":
      return String(cell.estimate);
    case "share": {
      const [part, whole] = [cell.numerator, cell.denominator].map((place) => countAt(result, place));
      return part === undefined || whole === undefined || whole === 0 ? undefined : String(part / whole);
    }
    case "text":
      return cell.people === undefined && cell.freeText === undefined ? undefined : cell.text;
    case "absent":
      return undefined;
  }
}

function countAt(result: Result, place: CellPlace): number | undefined {
  const cell = cellAt(result, place);
  return cell.kind === "count" ? cell.value : undefined;
}

function peopleOf(cell: Cell): number | undefined {
  const people = "people" in cell ? cell.people : undefined;
  return people?.kind === "counted" || people?.kind === "assumed" ? people.people : undefined;
}

/** Undefined where nothing is, in the table and for the reader. */
function whatBecomesOf(cell: ReleasedCell | undefined): CellEvidence["becomes"] | undefined {
  switch (cell?.kind) {
    case "count":
    case "share":
    case "statistic":
      return { printed: String(cell.value) };
    case "estimate":
      return { printed: String(cell.estimate) };
    case "text":
      return { printed: cell.text };
    case "withheld":
      return { withheld: cell.because };
    case "absent":
    case undefined:
      return undefined;
  }
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
