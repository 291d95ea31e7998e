import type { Cell, CellPlace, Result } from "@plait/study";
import type { Finding } from "./evidence.ts";
import { highestFailing, type Policy, unknownRule } from "./policy.ts";

/*
 * Class disclosure, also called group disclosure: a table can tell something of everybody in a group without telling
 * who anybody is. Of twenty people eighteen have an outcome, so whoever is known to be one of the twenty is as good as
 * known to have it. The ESSnet and Data without Boundaries guidelines for output checking therefore ask that no cell
 * holds 90 % or more of its row or column.
 */

/**
 * What a person has to look at because nearly all of a group are alike, by result.
 *
 * A group is the total of a declared sum, here or elsewhere, or the denominator of a share, if it passes the threshold.
 * A part of it is a finding where the people behind the part are at least `share` of the people behind the group. So is a
 * numerator of 0 whose rest, everybody, stands in no sum. Where rows are counted, as many of the rows have to be in the
 * part, too: otherwise no reader can see it, or each person is in several parts and all of them are alike by design.
 * Exact at the boundary: a quotient of whole numbers that is 9/10 is the number that `0.9` is.
 *
 * Not looked at: parts and groups without people or public already, and the boxes of a flow, which say what an analysis
 * could use and not what people are like.
 *
 * @param leaves whether the gate prints a cell; what it withholds tells nothing of anybody
 * @returns nothing unless the policy says `review`; true numbers, which stay inside
 */
export function classDisclosureFindings(
  results: readonly Result[],
  policy: Policy,
  leaves: (result: Result, place: CellPlace) => boolean = () => true,
): ReadonlyMap<string, readonly Finding[]> {
  if (actionOf(policy) !== "review") return new Map();
  const found = alikeParts(results, policy)
    .filter(({ result, place }) => leaves(result, place))
    .map((part) => [part.result.id, finding(part)] as const);
  const byResult = Map.groupBy(found, ([id]) => id);
  return new Map([...byResult].map(([id, findings]) => [id, findings.map(([, one]) => one)]));
}

/**
 * Which counts are to be withheld because nearly all of a group are alike: those that would be findings under `review`.
 * None unless the policy says `withhold`.
 */
export function failsByClass(
  results: readonly Result[],
  policy: Policy,
): (result: Result, place: CellPlace) => boolean {
  const parts = actionOf(policy) === "withhold" ? alikeParts(results, policy) : [];
  const keys = new Set(parts.map(({ result, place }) => keyOf(result, place)));
  return (result, place) => keys.has(keyOf(result, place));
}

/** Whether a result has groups of people whose parts the rule compares. */
export function hasClasses(result: Result, policy: Policy): boolean {
  return groupsOf(result, countedByName([result], policy), policy).length > 0;
}

function actionOf({ classDisclosure: { action } }: Policy): Policy["classDisclosure"]["action"] {
  switch (action) {
    case "withhold":
    case "review":
    case "release":
      return action;
    default:
      return unknownRule("action on class disclosure", action);
  }
}

/** A number that is printed, and the distinct people behind it. */
interface Counted {
  readonly value: number;
  readonly people: number;
}

/** A part that is nearly all of a group, or nobody of it while the rest is not printed. */
interface AlikePart {
  readonly result: Result;
  readonly place: CellPlace;
  readonly people: number;
  readonly group: Group;
}

interface Group extends Counted {
  readonly parts: readonly CellPlace[];
  /** Where its own number stands, unless another result prints it, or none does. */
  readonly place?: CellPlace;
  /** Whether those who are in none of the parts stand in no sum of the table. */
  readonly restUnprinted: boolean;
}

function alikeParts(results: readonly Result[], policy: Policy): AlikePart[] {
  const named = countedByName(results, policy);
  return results.flatMap((result) => {
    const found = new Map<string, AlikePart>();
    for (const group of groupsOf(result, named, policy)) {
      if (group.people <= highestFailing(policy)) continue;
      for (const place of group.parts) {
        const part = countedAt(result, place, policy);
        const key = keyOf(result, place);
        if (part === undefined || found.has(key) || !isAlike(part, group, policy)) continue;
        found.set(key, { result, place, people: part.people, group });
      }
    }
    return [...found.values()].sort((a, b) => a.place.row - b.place.row || a.place.column - b.place.column);
  });
}

function isAlike(part: Counted, group: Group, { classDisclosure: { share } }: Policy): boolean {
  if (part.people === 0) return group.restUnprinted;
  return part.people / group.people >= share && part.value / group.value >= share;
}

function groupsOf(result: Result, named: ReadonlyMap<string, Counted>, policy: Policy): Group[] {
  const printed = (place: CellPlace, parts: readonly CellPlace[], restUnprinted: boolean): Group[] => {
    const counted = isBox(result, place) ? undefined : countedAt(result, place, policy);
    return counted === undefined ? [] : [{ ...counted, place, parts, restUnprinted }];
  };
  return [
    ...result.sums.flatMap(({ total, parts }) => printed(total, parts, false)),
    ...(result.sumsElsewhere ?? []).map(({ total, parts }) => ({
      ...(named.get(total) ?? summed(parts.flatMap((place) => countedAt(result, place, policy) ?? []))),
      parts,
      restUnprinted: false,
    })),
    ...sharesOf(result).flatMap(({ numerator, denominator }) =>
      // Beside a total often stands its share of itself.
      isSame(numerator, denominator)
        ? []
        : printed(denominator, [numerator], !isPartOf(result, numerator, denominator)),
    ),
  ];
}

/** A total that no table prints, each of whose parts has people of its own. */
function summed(parts: readonly Counted[]): Counted {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return { value: sum(parts.map(({ value }) => value)), people: sum(parts.map(({ people }) => people)) };
}

function isPartOf({ sums }: Result, part: CellPlace, total: CellPlace): boolean {
  return sums.some((sum) => isSame(sum.total, total) && sum.parts.some((place) => isSame(place, part)));
}

function isSame(a: CellPlace, b: CellPlace): boolean {
  return a.row === b.row && a.column === b.column;
}

function isBox({ figure }: Result, { column }: CellPlace): boolean {
  return figure?.kind === "flow" && figure.column === column;
}

function sharesOf(result: Result): Extract<Cell, { kind: "share" }>[] {
  return result.rows.flatMap(({ cells }) => cells.filter((cell) => cell.kind === "share"));
}

/** The counts of each name, with the fewest people that any of them gives. */
function countedByName(results: readonly Result[], policy: Policy): ReadonlyMap<string, Counted> {
  const named = new Map<string, Counted>();
  for (const cell of results.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells))) {
    const counted = countedIn(cell, policy);
    if (cell.kind !== "count" || cell.name === undefined || counted === undefined) continue;
    const known = named.get(cell.name);
    if (known === undefined || counted.people < known.people) named.set(cell.name, counted);
  }
  return named;
}

function countedAt(result: Result, { row, column }: CellPlace, policy: Policy): Counted | undefined {
  return countedIn(result.rows[row]?.cells[column], policy);
}

/** Undefined where no people stand behind the cell, where they are public already, and where the cell is no count. */
function countedIn(cell: Cell | undefined, policy: Policy): Counted | undefined {
  if (cell?.kind !== "count") return;
  const { people, value } = cell;
  switch (people.kind) {
    case "counted":
    case "assumed":
      return { value, people: people.people };
    case "published":
      return policy.published === "as-counted" ? { value, people: value } : undefined;
    case "none":
      return;
    default:
      return unknownRule("kind of people", people);
  }
}

function finding({ result, place, people, group }: AlikePart): Finding {
  const [part, whole] = namesOf(result, place, group.place);
  const counted = people === 0 ? `None of the ${group.people}` : `${people} of the ${group.people}`;
  const known =
    people === 0 ? "is known not to be" : people === group.people ? "is known to be" : "is as good as known to be";
  return {
    kind: "class-disclosure",
    row: place.row,
    column: place.column,
    message: `${counted} people of ${whole} are ${part}: whoever is one of them ${known} so.`,
  };
}

/** What tells the part from its group: the row, the column, or both. */
function namesOf(result: Result, place: CellPlace, of: CellPlace | undefined): readonly [part: string, whole: string] {
  if (of === undefined) return [nameOf(result, place), "a total of other tables"];
  const quoted = (label: string | undefined) => `“${label}”`;
  const row = (at: CellPlace) => quoted(result.rows[at.row]?.label);
  const column = (at: CellPlace) => quoted(result.columns[at.column]?.label);
  if (place.column === of.column) return [row(place), row(of)];
  return place.row === of.row ? [column(place), column(of)] : [nameOf(result, place), nameOf(result, of)];
}

function nameOf(result: Result, { row, column }: CellPlace): string {
  return `“${result.rows[row]?.label}, ${result.columns[column]?.label}”`;
}

function keyOf(result: Result, { row, column }: CellPlace): string {
  return JSON.stringify([result.id, row, column]);
}
