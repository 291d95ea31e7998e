import type { CellPlace, Result } from "@plait/study";
import type { EarlierRelease } from "../evidence.ts";
import { highestFailing, lowestWithheld, type Policy } from "../policy.ts";
import { sealedCheck } from "../policy-statement.ts";
import type { Release, ReleasedCell, ReleasedResult, WithheldReason } from "../released-result.ts";
import { type EarlierNumber, type EarlierNumbers, earlierNumbers, type Printing } from "./earlier-numbers.ts";
import { anyNumber, around, both, exactly, type Interval, passing, valuesPrintedAs } from "./printed-count.ts";
import { type PrintedShare, withShares } from "./printed-share.ts";
import { sumsOfPrintedParts } from "./printed-totals.ts";
import type { ReaderCount, ReaderRow, ReaderSystem, Source, Term } from "./reader-system.ts";
import {
  type BoxPair,
  countCells,
  failsByItself,
  idOfSum,
  keyOf,
  keyOfName,
  sourceOf,
  type TrueCount,
  type TrueSum,
  trueCounts,
} from "./true-counts.ts";

/** What there is to read, and the truth it was made from. */
export interface ReadersLibrary {
  readonly results: readonly Result[];
  readonly release: Release;
  readonly policy: Policy;
  /** Ids of the results that left whole after review. */
  readonly reviewed: ReadonlySet<string>;
  readonly earlier: readonly EarlierRelease[];
}

export interface ReadersKnowledge {
  readonly system: ReaderSystem;
  /** What readers had of the same counts and of earlier ones before this release. */
  readonly systemBefore: ReaderSystem;
  /** The present numbers, and those that only earlier releases have, in the order of their keys. */
  readonly now: ReadonlyMap<string, KnownCount>;
  /** What the results of this release declare. */
  readonly sums: readonly TrueSum[];
  readonly boxPairs: readonly BoxPair[];
  /** Numbers of earlier releases that are others now. */
  readonly changed: EarlierNumbers["changed"];
}

/** A number with what was said of it. */
export interface KnownCount extends ReaderCount {
  readonly fact: TrueCount;
  /** The policy withholds it for itself. */
  readonly fails: boolean;
  /** Why this release withholds it; empty where it does not. */
  readonly reasons: ReadonlySet<WithheldReason>;
  /** A person has decided that it leaves: there is nothing left to protect. */
  readonly settled: boolean;
  /** The earlier release that has it, where this one has no cell for it. */
  readonly onlyIn?: string;
}

/**
 * Everything a reader of this release and of all earlier ones has of the study's counts.
 *
 * @throws RangeError where the release has other rows or columns than the results it is said to be made from
 */
export function whatReadersKnow(library: ReadersLibrary): ReadersKnowledge {
  const { results, policy } = library;
  const { counts: facts, sums, boxPairs } = trueCounts(results, policy);
  const earlier = earlierNumbers(library.earlier, facts, policy);
  const statements = statementsOf(library, facts);
  const empty = emptyGroups(sums, facts);
  const tellNothing = sumsOfPrintedParts(sums, (key) => statements.get(key)?.printed[0]?.value, policy);
  const counts: KnownCount[] = [];
  const add = (count: Omit<KnownCount, "index" | "label" | "truth">): KnownCount => {
    const { cells, key, value } = count.fact;
    const label = cells.length === 0 ? key : cells.map((cell) => Object.values(cell).join(", ")).join("; ");
    const added = { ...count, index: counts.length, label, truth: value };
    counts.push(added);
    return added;
  };
  const now = new Map<string, KnownCount>();
  for (const [key, fact] of facts) {
    const fails = failsByItself(fact, empty.has(key), policy);
    const said = statements.get(key) ?? nothingSaid;
    const before = earlier.numbers.get(key);
    const printings = before?.printings ?? [];
    const here = intervalOf(fact, said, { fails, tellsNothing: tellNothing.has(key), printings }, policy);
    now.set(
      key,
      add({
        fact,
        fails,
        ...both(here, before?.interval ?? anyNumber),
        reasons: said.reasons,
        printedAt: [...said.printed.map(({ source }) => source), ...(before?.printedAt ?? [])],
        settled: said.settled,
      }),
    );
  }
  const addEarlier = (number: EarlierNumber): KnownCount =>
    add({
      fact: number.fact,
      fails: failsByItself(number.fact, false, policy),
      ...number.interval,
      reasons: new Set(),
      printedAt: number.printedAt,
      settled: false,
      onlyIn: number.release,
    });
  for (const [key, number] of earlier.numbers) if (!now.has(key)) now.set(key, addEarlier(number));
  const declared = new Set(sums.map(idOfSum));
  const keptSums = earlier.sums.filter((sum) => !declared.has(idOfSum(sum)));
  const rows = [
    ...[...sums, ...keptSums].map((sum) => rowOfSum(sum, now)),
    ...boxPairs.filter(({ adjacent }) => adjacent).map((pair) => rowOfBoxes(pair, now)),
  ];
  const systemBefore = {
    counts: counts.map((count) => ({ ...count, ...(earlier.numbers.get(count.fact.key)?.interval ?? anyNumber) })),
    rows: earlier.sums.map((sum) => rowOfSum(sum, now)),
  };
  const shares = results.flatMap((result) => printedShares(result, releasedOf(result, library.release), now));
  return {
    system: withShares(shares, { counts, rows }, policy),
    systemBefore,
    now,
    sums,
    boxPairs,
    changed: earlier.changed,
  };
}

/** What this release says of one number. */
interface Statements {
  readonly printed: { readonly value: number; readonly steps: number; readonly source: Source }[];
  readonly reasons: Set<WithheldReason>;
  /** A result says that all joined to its small numbers is withheld, and so zeros too. */
  sealed: boolean;
  /** A text that is printed tells it exactly. */
  told: boolean;
  /** It leaves after review, and so exactly. */
  settled: boolean;
}

const nothingSaid: Statements = { printed: [], reasons: new Set(), sealed: false, told: false, settled: false };

function statementsOf(
  { results, release, reviewed }: ReadersLibrary,
  facts: ReadonlyMap<string, TrueCount>,
): Map<string, Statements> {
  const statements = new Map<string, Statements>(
    [...facts.keys()].map((key) => [
      key,
      { printed: [], reasons: new Set(), sealed: false, told: false, settled: false },
    ]),
  );
  for (const result of results) {
    const released = releasedOf(result, release);
    const isReviewed = reviewed.has(result.id);
    for (const { place } of countCells(result)) {
      const said = statements.get(keyOf(result, place));
      const cell = released?.rows[place.row]?.cells[place.column];
      if (said === undefined) continue;
      if (isReviewed) said.settled = true;
      if (cell?.kind === "withheld") said.reasons.add(cell.because);
      if (released?.disclosure.checks.includes(sealedCheck)) said.sealed = true;
      for (const shown of [cell, ...inSentences(released, place)]) {
        if (shown?.kind !== "count") continue;
        const steps = released?.disclosure.roundingSteps ?? 1;
        said.printed.push({ value: shown.value, steps, source: sourceOf(result, [place]) });
      }
    }
    for (const { place, names } of tellingTexts(result)) {
      for (const said of names.map((name) => statements.get(keyOfName(name)))) {
        if (said === undefined || released?.rows[place.row]?.cells[place.column]?.kind !== "text") continue;
        said.told = true;
        if (isReviewed) said.settled = true;
      }
    }
  }
  return statements;
}

function tellingTexts(result: Result): { readonly place: CellPlace; readonly names: readonly string[] }[] {
  return result.rows.flatMap(({ cells }, row) =>
    cells.flatMap((cell, column) =>
      cell.kind === "text" && cell.tells !== undefined ? [{ place: { row, column }, names: cell.tells }] : [],
    ),
  );
}

function inSentences(released: ReleasedResult | undefined, { row, column }: CellPlace): ReleasedCell[] {
  return (released?.sentences ?? []).flatMap(({ parts }) =>
    parts.flatMap((part) =>
      typeof part !== "string" && part.place.row === row && part.place.column === column ? [part.cell] : [],
    ),
  );
}

/** The released form of a result; none where the release leaves it out. */
function releasedOf(result: Result, release: Release): ReleasedResult | undefined {
  const released = release.results.find(({ id }) => id === result.id);
  const isSame =
    released === undefined ||
    (released.rows.length === result.rows.length &&
      released.rows.every(
        ({ id, cells }, at) =>
          cells.length === result.columns.length && (id === result.rows[at]?.id || id.startsWith("withheld-")),
      ));
  if (!isSame) throw new RangeError(`result ${result.id}: the release has other rows or columns`);
  return released;
}

function intervalOf(
  fact: TrueCount,
  { printed, reasons, sealed, told, settled }: Statements,
  {
    fails,
    tellsNothing,
    printings,
  }: { readonly fails: boolean; readonly tellsNothing: boolean; readonly printings: readonly Printing[] },
  policy: Policy,
): Interval {
  if (told || settled) return exactly(fact.value);
  const intervals = printed.map(({ value, steps }) => {
    if (fact.standing === "exempt" && value === fact.value) return exactly(value);
    if (tellsNothing) return anyNumber;
    // It may be printed as it was before, by the rule of then.
    const values = printings
      .filter((before) => before.printed === value)
      .map((before) => before.values)
      .reduce(around, valuesPrintedAs(value, policy.rounding, steps));
    // Under controlled rounding everything is printed, whether it passes or not.
    const passed = fact.standing === "people" && !fails && policy.rounding.method !== "controlled";
    return passed && fact.value >= fact.people ? passing(values, policy) : values;
  });
  return [...intervals, ...[...reasons].map((because) => withheldAs(because, fact, sealed, policy))].reduce(
    both,
    anyNumber,
  );
}

/** What the reason for withholding a number tells of it; where it counts rows and not people, only that it is there. */
function withheldAs(
  because: WithheldReason,
  { value, people, standing }: TrueCount,
  sealed: boolean,
  policy: Policy,
): Interval {
  if (standing !== "people" || value < people) return anyNumber;
  const least = leastWithheld(value, policy);
  switch (because) {
    case "threshold":
      return { lowest: least, highest: value === people ? highestFailing(policy) : Number.POSITIVE_INFINITY };
    case "secondary":
      return { lowest: highestFailing(policy) + 1, highest: Number.POSITIVE_INFINITY };
    case "threshold-or-secondary":
      return { lowest: sealed ? 0 : least, highest: Number.POSITIVE_INFINITY };
    // It stands in a row that is withheld for its name.
    case "rests-on-withheld":
      return anyNumber;
    default:
      throw new TypeError(`the audit does not know what it tells of a count to be withheld as ${because}`);
  }
}

/**
 * Where only zeros of empty groups are shown, a reader may be able to tell which groups are empty, and so that a number
 * withheld elsewhere is not zero.
 */
function leastWithheld(value: number, policy: Policy): number {
  return policy.zeros.rule === "structural-safe" ? Math.min(value, 1) : lowestWithheld(policy);
}

function emptyGroups(sums: readonly TrueSum[], facts: ReadonlyMap<string, TrueCount>): Set<string> {
  const empty = sums.filter(({ total }) => facts.get(total)?.value === 0);
  return new Set(empty.flatMap(({ total, parts }) => [total, ...parts]));
}

function printedShares(
  result: Result,
  released: ReleasedResult | undefined,
  now: ReadonlyMap<string, KnownCount>,
): PrintedShare[] {
  return result.rows.flatMap(({ cells }, row) =>
    cells.flatMap((cell, column): PrintedShare[] => {
      const shown = released?.rows[row]?.cells[column];
      if (cell.kind !== "share" || shown?.kind !== "share") return [];
      const [numerator, denominator] = [cell.numerator, cell.denominator].map((place) => now.get(keyOf(result, place)));
      if (numerator === undefined || denominator === undefined) return [];
      const source = sourceOf(result, [{ row, column }]);
      const ofPrinted = [numerator, denominator].every(({ reasons }) => reasons.size === 0);
      return [{ value: shown.value, numerator: numerator.index, denominator: denominator.index, ofPrinted, source }];
    }),
  );
}

function rowOfSum({ total, parts, source }: TrueSum, counts: ReadonlyMap<string, KnownCount>): ReaderRow {
  return rowOf([[total, -1], ...parts.map((part) => [part, 1] as const)], counts, 0, source);
}

/** The people of one box are among those of the other. */
function rowOfBoxes({ larger, smaller, source }: BoxPair, counts: ReadonlyMap<string, KnownCount>): ReaderRow {
  const ends: readonly (readonly [string, number])[] = [
    [larger, 1],
    [smaller, -1],
  ];
  return rowOf(ends, counts, Number.POSITIVE_INFINITY, source);
}

function rowOf(
  entries: readonly (readonly [string, number])[],
  counts: ReadonlyMap<string, KnownCount>,
  highest: number,
  source: Source,
): ReaderRow {
  const coefficients = new Map<number, number>();
  for (const [key, coefficient] of entries) {
    const count = counts.get(key);
    if (count === undefined) throw new RangeError(`a sum of ${source.result} rests on a number that is not there`);
    coefficients.set(count.index, (coefficients.get(count.index) ?? 0) + coefficient);
  }
  const terms = [...coefficients]
    .filter(([, coefficient]) => coefficient !== 0)
    .map(([count, coefficient]): Term => ({ count, coefficient }))
    .sort((a, b) => a.count - b.count);
  return { terms, lowest: 0, highest, source };
}
