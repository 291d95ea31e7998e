import { type Cell, type CellPlace, compareText, type People, type Result } from "@plait/study";
import type { Bounds, Cost, Relation, Term, Unknown } from "./another-table.ts";
import { failsByClass } from "./class-disclosure.ts";
import { changesSince, earlierDrafts } from "./earlier-counts.ts";
import type { EarlierRelease } from "./evidence.ts";
import { type FlowDifference, flowDifferences } from "./flow-differences.ts";
import { highestFailing, lowestWithheld, type Policy, unknownRule } from "./policy.ts";

/** One number of the study, in however many cells it is printed. */
export interface StudyCount extends Unknown {
  /** The same in every release of a study. */
  readonly key: string;
  readonly standing: Standing;
  /** Whether a cell of these results is it. */
  readonly inCells: boolean;
  /** Distinct people behind it; for figures without people, the figure. */
  readonly people: number;
  /** Fails the policy by itself. */
  readonly fails: boolean;
  /** A reader has it already, so it can be neither withheld nor another number. */
  readonly known: boolean;
  /** As an earlier release of the same data printed it. */
  readonly printedBefore?: number;
  /** It fails for telling that nearly all of a group are alike, and not for its size. */
  readonly alike: boolean;
  /** To be withheld for itself: it fails and is not known. */
  readonly primary: boolean;
  /** What a reader knows of it when it is hidden and the reason is not told. */
  readonly untold: Bounds;
  /** What a reader knows when told whether it is below the threshold. */
  readonly told: Bounds;
  readonly terms: readonly StudyTerm[];
}

/** Withheld whatever else is chosen: it fails the policy, or no cell shows it and no reader has it. */
export function isForced({ primary, inCells, known }: StudyCount): boolean {
  return primary || !(inCells || known);
}

/** No rule rounds it: a public figure, a number without people, or what a reader has exactly after review. */
export function isFixed({ standing, known }: StudyCount): boolean {
  return standing === "exempt" || known;
}

/** What is printed of a count that no rule rounds: what an earlier release printed, else the count. */
export function fixedValue({ printedBefore, value }: StudyCount): number {
  return printedBefore ?? value;
}

export type Standing =
  /** People, or rows taken for people, stand behind it: the rules apply. */
  | "people"
  /** It describes files, months or settings, or is public already. */
  | "exempt"
  /** No cell prints it and yet it can be worked out: a difference of two boxes of a flow, a total of several tables. */
  | "unprinted";

export interface StudyTerm extends Term {
  readonly unknown: StudyCount;
  readonly relation: StudyRelation;
}

export interface StudyRelation extends Relation {
  /** The total stands in another result than its parts. */
  readonly apart: boolean;
  readonly terms: readonly StudyTerm[];
}

export type CountCell = Extract<Cell, { kind: "count" }>;

/** Every count of a study as one system of unknowns and of relations between them. */
export interface StudyCounts {
  readonly counts: readonly StudyCount[];
  /** What the results declare; the differences of flows are not among them. */
  readonly relations: readonly StudyRelation[];
  /** The count behind a cell. Throws RangeError when the cell is not a count. */
  at(result: Result, place: CellPlace): StudyCount;
  /** The count that bears a name, where there is one. */
  named(name: string): StudyCount | undefined;
}

/**
 * Reads the counts and sums of all results. The order of the outcome, and so every later choice, depends on names and
 * identifiers only, not on the order of results, rows, columns or sums.
 *
 * Throws RangeError, naming result and cells but no values, when a count is not a whole number of at least 0, when
 * cells of one name differ, and when a sum does not add up or rests on a cell that is not a count.
 *
 * @param reviewed ids of the results that are released whole after review: their counts are known to every reader
 * @param earlier the releases that readers have, the oldest first
 */
export function studyCounts(
  results: readonly Result[],
  policy: Policy,
  reviewed: ReadonlySet<string> = new Set(),
  earlier: readonly EarlierRelease[] = [],
): StudyCounts {
  const drafts = new Map<string, Draft>();
  const sums = new Map<string, DraftSum>();
  const fails = failsByClass(results, policy);
  for (const result of results) readCells(result, policy, fails, drafts);
  for (const result of results) readSums(result, sums);
  for (const result of results) readSumsElsewhere(result, drafts, sums);
  const known = knownKeys(results, reviewed);
  const before = earlierDrafts(earlier, drafts);
  for (const draft of before.drafts) drafts.set(draft.key, draft);
  for (const sum of before.sums) if (!sums.has(describeSum(sum))) sums.set(describeSum(sum), sum);
  const declared = [...sums.values()].sort((a, b) => compareText(describeSum(a), describeSum(b)));
  const flows = (policy.flowDifferences ? differences(results, policy, drafts) : []).filter(
    ({ larger, smaller }) => !(known.has(larger) && known.has(smaller)),
  );
  const unprintedDifferences = [...flows, ...changesSince(before, policy)];
  for (const { key, value } of unprintedDifferences) {
    drafts.set(key, unprinted(key, value));
  }
  const height = heights(declared);
  const empty = emptyGroups(declared, drafts);
  const byKey = new Map<string, Building>();
  const ordered = [...drafts.values()].sort((a, b) => compareText(a.key, b.key));
  for (const [index, draft] of ordered.entries()) {
    const settled = settle(draft, policy, height.get(draft.key) ?? 0, empty.has(draft.key));
    const printedBefore = known.has(draft.key) ? undefined : before.printed.get(draft.key);
    const isKnown = known.has(draft.key) || printedBefore !== undefined;
    byKey.set(draft.key, {
      ...(isKnown ? asKnown(settled) : settled),
      ...(printedBefore === undefined ? {} : { printedBefore }),
      index,
      terms: [],
    });
  }
  const relations = declared.map((sum, index) => relate(sum, index, byKey));
  for (const [index, { larger, smaller, key }] of unprintedDifferences.entries()) {
    relate({ total: larger, parts: [smaller, key], apart: false }, relations.length + index, byKey);
  }
  return {
    counts: [...byKey.values()],
    relations,
    at: (result, place) => required(byKey, keyOf(result, place)),
    named: (name) => byKey.get(keyOfName(name)),
  };
}

/** What a reader has from results that leave whole: their counts, and those that can be read off their texts. */
function knownKeys(results: readonly Result[], reviewed: ReadonlySet<string>): Set<string> {
  const keys = new Set<string>();
  for (const result of results.filter(({ id }) => reviewed.has(id))) {
    for (const [row, { cells }] of result.rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        if (cell.kind === "count") keys.add(keyOf(result, { row, column }));
        if (cell.kind === "text") for (const name of cell.tells ?? []) keys.add(keyOfName(name));
      }
    }
  }
  return keys;
}

function asKnown({ cost: _, ...count }: Settled): Settled {
  const exactly = { lowest: count.value, highest: count.value };
  return { ...count, known: true, primary: false, untold: exactly, told: exactly };
}

export interface Draft {
  readonly key: string;
  readonly value: number;
  readonly people: number;
  readonly standing: Standing;
  readonly places: number;
  /** It tells that nearly all of a group are alike, and the policy withholds that. */
  readonly alike?: true;
}

export interface DraftSum {
  readonly total: string;
  readonly parts: readonly string[];
  readonly apart: boolean;
}

/** A study count while its terms are being added. */
type Building = Omit<StudyCount, "terms"> & { readonly terms: StudyTerm[] };

function readCells(
  result: Result,
  policy: Policy,
  fails: (result: Result, place: CellPlace) => boolean,
  drafts: Map<string, Draft>,
): void {
  for (const [row, { cells }] of result.rows.entries()) {
    for (const [column, cell] of cells.entries()) {
      if (cell.kind !== "count") continue;
      const place = { row, column };
      if (!Number.isSafeInteger(cell.value) || cell.value < 0) {
        throw new RangeError(`${describeCell(result, place)}: a count must be a whole number of at least 0`);
      }
      const key = keyOf(result, place);
      const { standing, people } = standingOf(cell, policy, () => describeCell(result, place));
      const known = drafts.get(key);
      const alike = fails(result, place);
      if (known === undefined) {
        drafts.set(key, { key, value: cell.value, people, standing, places: 1, ...(alike ? { alike } : {}) });
        continue;
      }
      if (known.value !== cell.value) {
        throw new RangeError(`${describeCell(result, place)}: differs from another cell named ${cell.name}`);
      }
      const strict = [known, { people, standing }].filter((one) => one.standing === "people");
      drafts.set(key, {
        ...known,
        people: Math.min(...(strict.length > 0 ? strict : [known]).map((one) => one.people)),
        standing: strict.length > 0 ? "people" : known.standing,
        places: known.places + 1,
        ...(alike ? { alike } : {}),
      });
    }
  }
}

function standingOf(
  cell: CountCell,
  policy: Policy,
  where: () => string,
): { readonly standing: "people" | "exempt"; readonly people: number } {
  const { people } = cell;
  switch (people.kind) {
    case "counted":
    case "assumed":
      return { standing: "people", people: peopleBehind(people, where) };
    case "none":
      return { standing: "exempt", people: cell.value };
    case "published":
      switch (policy.published) {
        case "release":
          return { standing: "exempt", people: cell.value };
        case "as-counted":
          return { standing: "people", people: cell.value };
        default:
          return unknownRule("rule for published figures", policy.published);
      }
    default:
      return unknownRule("kind of people", people);
  }
}

/** The number of people of a counted or assumed cell. Throws RangeError if it is not a whole number of at least 0. */
export function peopleBehind(people: Extract<People, { people: number }>, where: () => string): number {
  if (Number.isSafeInteger(people.people) && people.people >= 0) return people.people;
  throw new RangeError(`${where()}: people must be a whole number of at least 0`);
}

function readSums(result: Result, sums: Map<string, DraftSum>): void {
  for (const sum of result.sums) {
    const values = sum.parts.map((part) => countAt(result, part).value);
    if (values.reduce((total, value) => total + value, 0) !== countAt(result, sum.total).value) {
      const parts = sum.parts.map((part) => describePlace(result, part)).join(", ");
      throw new RangeError(`${describeCell(result, sum.total)}: is not the sum of its parts: ${parts}`);
    }
    const draft = {
      total: keyOf(result, sum.total),
      parts: sum.parts.map((part) => keyOf(result, part)).sort(compareText),
      apart: false,
    };
    if (draft.parts.includes(draft.total)) {
      throw new RangeError(`${describeCell(result, sum.total)}: is a part of itself`);
    }
    sums.set(describeSum(draft), draft);
  }
}

/** A total that no cell prints is an unknown all the same: two tables that add up to it give each other away. */
function readSumsElsewhere(result: Result, drafts: Map<string, Draft>, sums: Map<string, DraftSum>): void {
  for (const { total: name, parts } of result.sumsElsewhere ?? []) {
    const where = `result ${result.id}: the sum ${JSON.stringify(name)}`;
    const total = keyOfName(name);
    const value = parts.reduce((sum, part) => sum + countAt(result, part).value, 0);
    const keys = parts.map((part) => keyOf(result, part)).sort(compareText);
    if (keys.includes(total)) throw new RangeError(`${where}: is a part of itself`);
    const known = drafts.get(total);
    if (known === undefined) {
      const isExempt = keys.every((key) => required(drafts, key).standing === "exempt");
      drafts.set(total, { ...unprinted(total, value), ...(isExempt ? { standing: "exempt" } : {}) });
    } else if (known.value !== value) {
      const places = parts.map((part) => describePlace(result, part)).join(", ");
      throw new RangeError(`${where}: is not the sum of its parts: ${places}`);
    }
    const draft = { total, parts: keys, apart: true };
    if (!sums.has(describeSum(draft))) sums.set(describeSum(draft), draft);
  }
}

function unprinted(key: string, value: number): Draft {
  return { key, value, people: value, standing: "unprinted", places: 0 };
}

/** The cell at a place of a result. Throws RangeError outside the table. */
export function cellAt(result: Result, place: CellPlace): Cell {
  const cell = result.rows[place.row]?.cells[place.column];
  if (cell === undefined)
    throw new RangeError(`result ${result.id}: no cell at row ${place.row}, column ${place.column}`);
  return cell;
}

function countAt(result: Result, place: CellPlace): CountCell {
  const cell = cellAt(result, place);
  if (cell.kind === "count") return cell;
  throw new RangeError(`${describeCell(result, place)}: must be a count, not ${JSON.stringify(cell.kind)}`);
}

function keyOf(result: Result, place: CellPlace): string {
  const { name } = countAt(result, place);
  return name === undefined
    ? JSON.stringify([result.id, result.rows[place.row]?.id, result.columns[place.column]?.id])
    : keyOfName(name);
}

function keyOfName(name: string): string {
  return JSON.stringify([name]);
}

/** `result records.sample-sizes: cell (referral, rpc)`. */
export function describeCell(result: Result, place: CellPlace): string {
  return `result ${result.id}: cell ${describePlace(result, place)}`;
}

function describePlace(result: Result, place: CellPlace): string {
  return `(${result.rows[place.row]?.id}, ${result.columns[place.column]?.id})`;
}

function describeSum(sum: DraftSum): string {
  return JSON.stringify([sum.total, ...sum.parts]);
}

/** The number by which one count is larger than another. */
export interface KeyedDifference {
  readonly key: string;
  readonly value: number;
  readonly larger: string;
  readonly smaller: string;
}

function differences(
  results: readonly Result[],
  policy: Policy,
  drafts: ReadonlyMap<string, Draft>,
): KeyedDifference[] {
  const found = new Map<string, KeyedDifference>();
  for (const result of results) {
    for (const difference of flowDifferences(result)) {
      const { between, value } = keyed(result, difference, drafts);
      const [larger, smaller] = between;
      const ofPeople = between.some(({ standing }) => standing === "people");
      const small = value > 0 && value <= highestFailing(policy);
      if (larger.key === smaller.key || !ofPeople || !(difference.adjacent || small)) continue;
      const key = JSON.stringify(["difference", larger.key, smaller.key]);
      found.set(key, { key, value, larger: larger.key, smaller: smaller.key });
    }
  }
  return [...found.values()].sort((a, b) => compareText(a.key, b.key));
}

function keyed(result: Result, { boxes }: FlowDifference, drafts: ReadonlyMap<string, Draft>) {
  const a = required(drafts, keyOf(result, boxes[0]));
  const b = required(drafts, keyOf(result, boxes[1]));
  const between: readonly [Draft, Draft] = a.value >= b.value ? [a, b] : [b, a];
  return { between, value: between[0].value - between[1].value };
}

/** 0 for a count that is no total, and one more than its tallest part for a total. */
function heights(sums: readonly DraftSum[]): Map<string, number> {
  const partsOf = new Map<string, string[]>();
  for (const { total, parts } of sums) partsOf.set(total, [...(partsOf.get(total) ?? []), ...parts]);
  const known = new Map<string, number>();
  const heightOf = (key: string): number => {
    const height = known.get(key);
    if (height !== undefined) return height;
    const parts = partsOf.get(key);
    // Two equal numbers can each be a total of the other; the first one met is then the taller.
    known.set(key, 0);
    known.set(key, parts === undefined ? 0 : 1 + Math.max(0, ...parts.map(heightOf)));
    return known.get(key) ?? 0;
  };
  for (const key of [...partsOf.keys()].sort(compareText)) heightOf(key);
  return known;
}

function emptyGroups(sums: readonly DraftSum[], drafts: ReadonlyMap<string, Draft>): Set<string> {
  const empty = new Set<string>();
  for (const { total, parts } of sums) {
    if (required(drafts, total).value === 0) for (const key of [total, ...parts]) empty.add(key);
  }
  return empty;
}

type Settled = Omit<StudyCount, "index" | "terms">;

function settle(draft: Draft, policy: Policy, height: number, emptyGroup: boolean): Settled {
  const { key, value, people, standing, places } = draft;
  const facts = { key, value, people, standing, inCells: places > 0, alike: false };
  switch (standing) {
    case "unprinted": {
      const fails = value > 0 && value <= highestFailing(policy);
      return { ...facts, ...unknownTo(fails), untold: anything, told: anything };
    }
    case "exempt": {
      const hiding = cost(draft, height, 1);
      return { ...facts, ...unknownTo(false), untold: anything, told: anything, cost: hiding };
    }
    case "people": {
      const zero = value === 0 && people === 0;
      const isSmall = zero ? zeroFails(policy, emptyGroup) : people <= highestFailing(policy);
      const fails = isSmall || draft.alike === true;
      const untold = knownOfHidden(draft, policy);
      const told = fails !== isSmall ? untold : fails ? knownOfPrimary(draft, policy) : knownOfSecondary(draft, policy);
      const hiding = zero && !fails ? {} : { cost: cost(draft, height, 0) };
      return { ...facts, alike: fails !== isSmall, ...unknownTo(fails), untold, told, ...hiding };
    }
    default:
      return unknownRule("standing", standing);
  }
}

/** A count of which a reader has nothing yet. */
function unknownTo(fails: boolean): Pick<StudyCount, "fails" | "known" | "primary"> {
  return { fails, known: false, primary: fails };
}

const anything: Bounds = { lowest: 0, highest: Number.POSITIVE_INFINITY };

function zeroFails(policy: Policy, emptyGroup: boolean): boolean {
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
}

/**
 * Under a policy that shows zeros a hidden count is not zero. Where only zeros of empty groups are shown, a count that
 * is not zero is kept so in every other table, because a reader may be able to tell which groups are empty.
 */
function knownOfHidden({ value, people }: Draft, policy: Policy): Bounds {
  if (value < people) return anything;
  const lowest = policy.zeros.rule === "structural-safe" ? 1 : lowestWithheld(policy);
  return { ...anything, lowest: Math.min(value, lowest) };
}

/** Where people are what is counted, the threshold bounds the count; where each can have several rows, it does not. */
function knownOfPrimary(draft: Draft, policy: Policy): Bounds {
  const untold = knownOfHidden(draft, policy);
  return draft.value === draft.people ? { ...untold, highest: highestFailing(policy) } : untold;
}

/** A count that is hidden to protect another has at least as many people as the threshold lets go. */
function knownOfSecondary({ value, people }: Draft, policy: Policy): Bounds {
  return value < people ? anything : { ...anything, lowest: highestFailing(policy) + 1 };
}

function cost({ value, places }: Draft, height: number, exempt: 0 | 1): Cost {
  return { exempt, totals: height * places, cells: places, people: value };
}

function relate(sum: DraftSum, index: number, byKey: ReadonlyMap<string, Building>): StudyRelation {
  const terms: StudyTerm[] = [];
  const relation: StudyRelation = { index, terms, apart: sum.apart };
  const coefficients = new Map<string, number>([[sum.total, -1]]);
  for (const part of sum.parts) coefficients.set(part, (coefficients.get(part) ?? 0) + 1);
  for (const [key, coefficient] of coefficients) {
    const unknown = required(byKey, key);
    const term: StudyTerm = { relation, unknown, coefficient };
    terms.push(term);
    unknown.terms.push(term);
  }
  return relation;
}

function required<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  if (value === undefined) throw new RangeError(`no count ${key}`);
  return value;
}
