import { seededRandom } from "@plait/study";
import type { LinearSolver } from "../linear-solver.ts";
import { NearTables } from "./near-tables.ts";
import { type Found, OtherTables } from "./other-tables.ts";
import type { Interval } from "./printed-count.ts";
import type { ReaderSystem, Term } from "./reader-system.ts";
import { tightened } from "./tightened.ts";
import { type Component, componentsOf, type WholeTable, WholeTables } from "./whole-tables.ts";

/** A weighted sum of counts, and how far apart its ends must at least lie. */
export interface Question {
  readonly terms: readonly Term[];
  readonly needed: number;
}

export interface PossibleValues {
  /** Two whole tables that fit everything a reader has were found in which it differs by as much as is needed. */
  readonly isWide: boolean;
  /** Where `isWide`, its ends in the tables that were found; otherwise it cannot lie beyond these. */
  readonly lowest: number;
  readonly highest: number;
  /** Not found to be wide, nor to be narrow: the search for whole tables gave up. */
  readonly undecided: boolean;
}

/**
 * What each sum can be for a reader, each with its own answer, in the order of the questions.
 *
 * That a range is wide enough is only ever said on the strength of two whole tables that fit, checked in exact whole
 * numbers. That it is not rests on the solver's bounds.
 *
 * 1. Numbers that no unknown joins fall apart into components, and each is searched by itself.
 * 2. The solver is asked for tables at the ends of a few dozen random sums. Each table widens what is known of all.
 * 3. For a count that is still narrow a table is searched that differs from the true one as little as possible.
 * 4. What is narrow then is asked for by itself, its least and its most.
 * 5. Where the best table is not in whole numbers, the solver searches whole numbers alone.
 */
export function possibleValues(
  system: ReaderSystem,
  questions: readonly Question[],
  solver: LinearSolver,
): PossibleValues[] {
  const box = tightened(system);
  const places = new Map<number, Place>();
  for (const component of componentsOf(system, box)) {
    const place = { component, parts: new Map<string, Part>() };
    for (const count of component.counts) places.set(count, place);
  }
  const asked = questions.map((question) => ask(question, system, box, places));
  const farthest = Math.max(0, ...questions.map(({ needed }) => needed)) + beyond;
  for (const { component, parts } of new Set(places.values())) {
    const own = [...parts.values()];
    if (component.rows.length === 0) {
      // A count that no row joins to others can be anything between its ends.
      for (const part of own) [part.lowest, part.highest] = [part.least, part.most];
    } else if (own.length > 0) search(own, new WholeTables(component, system, box, farthest), solver);
  }
  return asked.map(answer);
}

/** A component with the parts of questions that lie in it. */
interface Place {
  readonly component: Component;
  readonly parts: Map<string, Part>;
}

/** The part of a question that lies in one component: a weighted sum, with what was found of it. */
interface Part {
  readonly terms: readonly Term[];
  readonly questions: Asked[];
  /** Ends of the tables found. */
  lowest: number;
  highest: number;
  /** Ends beyond which no table lies, as far as is known. */
  least: number;
  most: number;
}

interface Asked {
  readonly needed: number;
  /** What its counts that can have one value only add up to. */
  readonly fixed: number;
  readonly parts: readonly Part[];
}

function ask(
  { terms, needed }: Question,
  { counts }: ReaderSystem,
  box: readonly Interval[],
  places: ReadonlyMap<number, Place>,
): Asked {
  const truth = (list: readonly Term[]): number =>
    list.reduce((sum, { count, coefficient }) => sum + coefficient * (counts[count]?.truth ?? 0), 0);
  const inPlaces = new Map<Place, Term[]>();
  for (const term of terms) {
    const place = places.get(term.count);
    if (place !== undefined) inPlaces.set(place, [...(inPlaces.get(place) ?? []), term]);
  }
  const parts = [...inPlaces].map(([{ parts: known }, inside]): Part => {
    const id = JSON.stringify(inside);
    const value = truth(inside);
    const part = known.get(id) ?? {
      terms: inside,
      questions: [],
      lowest: value,
      highest: value,
      ...outerEnds(inside, box),
    };
    known.set(id, part);
    return part;
  });
  const asked = { needed, fixed: truth(terms.filter(({ count }) => !places.has(count))), parts };
  for (const part of parts) part.questions.push(asked);
  return asked;
}

function isAnswered({ needed, parts }: Asked): boolean {
  return width(parts) >= needed;
}

function width(parts: readonly Part[]): number {
  return parts.reduce((sum, { lowest, highest }) => sum + highest - lowest, 0);
}

function isOpen({ questions }: Part): boolean {
  return !questions.every(isAnswered);
}

function answer(asked: Asked): PossibleValues {
  const { parts, fixed, needed } = asked;
  const isWide = isAnswered(asked);
  // Of a wide range no more was asked than that it is wide.
  const lower = (part: Part): number => (isWide ? part.lowest : Math.min(part.least, part.lowest));
  const upper = (part: Part): number => (isWide ? part.highest : Math.max(part.most, part.highest));
  return {
    isWide,
    lowest: parts.reduce((sum, part) => sum + lower(part), fixed),
    highest: parts.reduce((sum, part) => sum + upper(part), fixed),
    undecided: !isWide && widest(parts) >= needed,
  };
}

/** What the ends of its counts allow a sum to be. */
function outerEnds(
  terms: readonly Term[],
  box: readonly Interval[],
): { readonly least: number; readonly most: number } {
  return terms.reduce(
    ({ least, most }, { count, coefficient }) => {
      const { lowest, highest } = box[count] ?? { lowest: 0, highest: 0 };
      const [from, to] = coefficient > 0 ? [lowest, highest] : [highest, lowest];
      return { least: least + coefficient * from, most: most + coefficient * to };
    },
    { least: 0, most: 0 },
  );
}

function search(parts: readonly Part[], tables: WholeTables, solver: LinearSolver): void {
  const widen = (found: readonly (WholeTable | undefined)[]): void => {
    for (const table of found) {
      if (table === undefined) continue;
      for (const part of parts) {
        const value = tables.sumIn(table, part.terms);
        part.lowest = Math.min(part.lowest, value);
        part.highest = Math.max(part.highest, value);
      }
    }
  };
  const others = new OtherTables(tables, solver);
  const near = new NearTables(tables, solver);
  try {
    sweep(parts, others, widen);
    wish(parts, near, widen);
    for (const part of parts) for (const end of ends) stretch(part, end, near, widen);
    for (const part of parts) {
      for (const end of ends)
        if (isOpen(part) && !isReached(part, end)) reach(part, end, others.towards(signed(part, end)), widen);
      for (const end of ends) {
        if (!isOpen(part) || isReached(part, end) || (isNarrow(part) && parts.length > fewParts)) continue;
        reach(part, end, others.amongWholes(signed(part, end)), widen);
      }
    }
  } finally {
    others.dispose();
    near.dispose();
  }
}

type Widen = (found: readonly (WholeTable | undefined)[]) => void;

/** How much farther than any count a count without an upper end is searched. */
const beyond = 1000;

const mostSweeps = 30;

/** Fewer than these are asked for one by one at once. */
const fewOpen = 6;

/** Tables at the ends of sums with random signs, for as long as they widen many ranges at a time. */
function sweep(parts: readonly Part[], others: OtherTables, widen: Widen): void {
  const random = seededRandom("the audit's sweeps");
  for (let sweeps = 0, idle = 0; sweeps < mostSweeps && idle < 2; sweeps++) {
    const open = parts.filter(isOpen);
    if (open.length < fewOpen) return;
    const weights = new Map<number, number>();
    for (const { terms } of open) {
      const sign = random.next() < 0.5 ? -1 : 1;
      for (const { count, coefficient } of terms) weights.set(count, (weights.get(count) ?? 0) + sign * coefficient);
    }
    for (const sign of [1, -1]) {
      const terms = [...weights].map(([count, weight]) => ({ count, coefficient: sign * weight }));
      const { table } = others.towards(terms);
      // Where such tables are not whole, those near the truth are.
      if (table === undefined) return;
      widen([table]);
    }
    idle = open.length - open.filter(isOpen).length < 4 ? idle + 1 : 0;
  }
}

/** Tables near the truth that move some dozens of counts at a time, for as long as they widen many ranges. */
function wish(parts: readonly Part[], near: NearTables, widen: Widen): void {
  const random = seededRandom("the audit's wishes");
  for (let rounds = 0; rounds < mostRounds; rounds++) {
    const open = parts.filter((part) => isOpen(part) && isOfOne(part));
    if (open.length < fewOpen) return;
    const mixed = random.shuffle(open);
    for (let first = 0; first < mixed.length; first += wishesAtOnce) {
      const some = mixed.slice(first, first + wishesAtOnce).filter(isOpen);
      const ups = some.map(() => random.next() < 0.5);
      for (const turned of [false, true]) {
        const wishes = some.flatMap((part, at) => {
          const [term] = part.terms;
          const by = missing(part);
          return term === undefined || by === 0 ? [] : [{ count: term.count, up: ups[at] !== turned, by }];
        });
        widen(near.granting(wishes));
      }
    }
    if (parts.filter((part) => isOpen(part) && isOfOne(part)).length > 0.8 * open.length) return;
  }
}

const mostRounds = 8;

const wishesAtOnce = 48;

type End = "least" | "most";

const ends: readonly End[] = ["least", "most"];

/** In a component with more to ask, ends that are known to lie too close are not made exact. */
const fewParts = 100;

/** The sum to be made small so that the part comes to one of its ends. */
function signed({ terms }: Part, end: End): Term[] {
  return terms.map(({ count, coefficient }) => ({ count, coefficient: end === "least" ? coefficient : -coefficient }));
}

/** Takes in what was found on the way to an end. */
function reach(part: Part, end: End, { table, least }: Found, widen: Widen): void {
  widen([table]);
  if (least === undefined) return;
  if (end === "least") part.least = Math.max(part.least, least);
  else part.most = Math.min(part.most, -least);
}

/** Moves one end of a count's range as far as is needed, or as far as it goes. */
function stretch(part: Part, end: End, near: NearTables, widen: Widen): void {
  const [term] = part.terms;
  if (term === undefined || !isOfOne(part)) return;
  let step = missing(part);
  while (isOpen(part) && step >= 1) {
    const from = end === "most" ? part.highest : part.lowest;
    const goal = end === "most" ? Math.min(from + step, part.most) : Math.max(from - step, part.least);
    if (goal === from) return;
    const { tables, isImpossible } = near.reaching(term.count, goal * term.coefficient);
    widen(tables);
    if (isImpossible && end === "most") part.most = Math.min(part.most, goal - 1);
    if (isImpossible && end === "least") part.least = Math.max(part.least, goal + 1);
    if (tables.length > 0) step = Math.min(step, missing(part));
    else if (isImpossible) step = Math.floor(Math.abs(goal - from) / 2);
    else return;
  }
}

/** Whether it is one count, or one count taken away. */
function isOfOne({ terms }: Part): boolean {
  return terms.length === 1 && terms.every(({ coefficient }) => Math.abs(coefficient) === 1);
}

/** How much wider a part must become for the question that needs most. */
function missing({ questions }: Part): number {
  return Math.max(0, ...questions.map(({ needed, parts }) => needed - width(parts)));
}

/** A table in hand proves more than a bound that the solver has rounded past it. */
function isReached({ lowest, least, highest, most }: Part, end: End): boolean {
  return end === "least" ? least >= lowest : most <= highest;
}

/** No question about it can be answered any more. */
function isNarrow({ questions }: Part): boolean {
  return questions.every(({ needed, parts }) => widest(parts) < needed);
}

function widest(parts: readonly Part[]): number {
  return parts.reduce(
    (width, { least, most, lowest, highest }) => width + Math.max(most, highest) - Math.min(least, lowest),
    0,
  );
}
