/**
 * Proof that a hidden count cannot be worked out: another table, in whole numbers, that a reader could not tell from
 * the true one and in which the count differs.
 */
export interface Unknown {
  /** Position in an order that does not depend on how the results were arranged. */
  readonly index: number;
  readonly value: number;
  /** What is lost by hiding it. Absent: it cannot be hidden. */
  readonly cost?: Cost;
  readonly terms: readonly Term[];
}

/** Compared from the first number to the last. */
export interface Cost {
  /** Numbers that no rule asks to hide: public figures, counts of files and months. */
  readonly exempt: number;
  /** How many layers of totals are lost. */
  readonly totals: number;
  /** How many cells of tables are lost. */
  readonly cells: number;
  readonly people: number;
}

/** How often an unknown stands in a relation: 1 for a part, -1 for a total. */
export interface Term {
  readonly relation: Relation;
  readonly unknown: Unknown;
  readonly coefficient: number;
}

/** Terms whose values times coefficients add to zero. */
export interface Relation {
  readonly index: number;
  readonly terms: readonly Term[];
}

/** What a reader knows of one count by itself, both ends included. */
export interface Bounds {
  readonly lowest: number;
  readonly highest: number;
}

/** What a reader knows of each count once it is hidden. */
export type Knowledge = (unknown: Unknown) => Bounds;

/** By how much each unknown differs from its true value in the other table. */
export type Move = ReadonlyMap<Unknown, number>;

/** From which table to search for another, and how far away. */
export interface Reach {
  /** By how much each change differs from none; the count in question changes by just that. */
  readonly step: number;
  /** Whether the count in question may rise, fall, or both. */
  readonly ways: readonly (1 | -1)[];
  /** A table found before, from which the search goes on. Absent: the true one. */
  readonly from?: Move;
}

/** One more or one less than the truth. */
const nextDoor: Reach = { step: 1, ways: [1, -1] };

/**
 * The cheapest other table in which `start` is a step more or less: hidden counts may change at no cost, shown ones at
 * the cost of hiding them. Undefined if none was found, which includes giving up on a system too entangled to search.
 *
 * The search changes `start`, and then mends one broken relation after the other by changing one more of its members
 * by a step. For tables with row and column totals this is a shortest path and the cheapest answer; where a count
 * stands in three or more relations the search for the cheapest may be given up for one that dives for any answer.
 */
export function cheapestMove(
  start: Unknown,
  hidden: ReadonlySet<Unknown>,
  known: Knowledge,
  reach: Reach = nextDoor,
): Move | undefined {
  const first = moveAmongHidden(start, hidden, known, reach);
  if (first !== undefined) return first;
  // A long step is worth a short search: single steps lead there as well.
  if (reach.step > 1)
    return search(start, hidden, known, { patience: 1_000, next: byCost, onlyHidden: false, ...reach });
  return (
    search(start, hidden, known, { patience: 6_000, next: byCost, onlyHidden: false, ...reach }) ??
    search(start, hidden, known, { patience: 20_000, next: byImbalance, onlyHidden: false, ...reach })
  );
}

/** The same with every shown count left alone. */
export function moveAmongHidden(
  start: Unknown,
  hidden: ReadonlySet<Unknown>,
  known: Knowledge,
  reach: Reach = nextDoor,
): Move | undefined {
  return search(start, hidden, known, {
    patience: reach.step > 1 ? 1_000 : 6_000,
    next: byCost,
    onlyHidden: true,
    ...reach,
  });
}

/** Whether a move leaves every relation in balance and every count within what a reader knows of it. */
export function isAnotherTable(move: Move, hidden: ReadonlySet<Unknown>, known: Knowledge): boolean {
  const imbalance = new Map<Relation, number>();
  for (const [unknown, change] of move) {
    const { lowest, highest } = known(unknown);
    const value = unknown.value + change;
    if (!hidden.has(unknown) || change === 0 || value < lowest || value > highest) return false;
    for (const { relation, coefficient } of unknown.terms) {
      imbalance.set(relation, (imbalance.get(relation) ?? 0) + coefficient * change);
    }
  }
  return move.size > 0 && [...imbalance.values()].every((amount) => amount === 0);
}

/** A partly mended table. The last of `broken` is mended next. */
interface Step {
  readonly broken: readonly Broken[];
  readonly cost: Cost;
  readonly length: number;
  readonly unknown: Unknown;
  readonly change: number;
  readonly before: Step | undefined;
  readonly order: number;
}

interface Broken {
  readonly relation: Relation;
  readonly amount: number;
}

export const nothing: Cost = { exempt: 0, totals: 0, cells: 0, people: 0 };

interface Strategy extends Reach {
  /** How many partly mended tables to look at. */
  readonly patience: number;
  readonly next: (a: Step, b: Step) => number;
  /** Leave shown counts alone, which is quick. */
  readonly onlyHidden: boolean;
}

function search(start: Unknown, hidden: ReadonlySet<Unknown>, known: Knowledge, strategy: Strategy): Move | undefined {
  let order = 0;
  const queue = new Queue(strategy.next);
  const seen = new Set<string>();
  const take = (unknown: Unknown, change: number, previous: Step | undefined): void => {
    if (strategy.onlyHidden && !hidden.has(unknown)) return;
    const already = changeSoFar(unknown, previous);
    const value = unknown.value + (strategy.from?.get(unknown) ?? 0) + already + change;
    const { lowest, highest } = known(unknown);
    if (value < lowest || value > highest || already * change < 0) return;
    const price = hidden.has(unknown) || already !== 0 ? nothing : unknown.cost;
    if (price === undefined) return;
    const broken = breakAndMend(previous?.broken ?? [], unknown, change);
    if (seen.has(describeBroken(broken))) return;
    const cost = addCost(previous?.cost ?? nothing, price);
    queue.push({
      broken,
      cost,
      length: (previous?.length ?? 0) + 1,
      unknown,
      change,
      before: previous,
      order: order++,
    });
  };
  for (const way of strategy.ways) take(start, way * strategy.step, undefined);
  for (let looked = 0; looked < strategy.patience; looked++) {
    const step = queue.pop();
    if (step === undefined) return undefined;
    const next = step.broken.at(-1);
    if (next === undefined) return changes(step, strategy.from);
    const description = describeBroken(step.broken);
    if (seen.has(description)) continue;
    seen.add(description);
    for (const { unknown, coefficient } of next.relation.terms) {
      if (unknown !== start) take(unknown, next.amount * coefficient > 0 ? -strategy.step : strategy.step, step);
    }
  }
  return undefined;
}

function breakAndMend(broken: readonly Broken[], unknown: Unknown, change: number): readonly Broken[] {
  const after = [...broken];
  for (const { relation, coefficient } of unknown.terms) {
    const at = after.findIndex((one) => one.relation === relation);
    const amount = (after[at]?.amount ?? 0) + coefficient * change;
    if (at < 0) after.push({ relation, amount });
    else if (amount === 0) after.splice(at, 1);
    else after[at] = { relation, amount };
  }
  return after;
}

function describeBroken(broken: readonly Broken[]): string {
  let description = "";
  for (const { relation, amount } of broken) description += `${relation.index}:${amount} `;
  return description;
}

function changeSoFar(unknown: Unknown, last: Step | undefined): number {
  let change = 0;
  for (let step = last; step !== undefined; step = step.before) if (step.unknown === unknown) change += step.change;
  return change;
}

function changes(last: Step, from: Move | undefined): Move {
  const move = new Map<Unknown, number>(from);
  for (let step: Step | undefined = last; step !== undefined; step = step.before) {
    const change = (move.get(step.unknown) ?? 0) + step.change;
    if (change === 0) move.delete(step.unknown);
    else move.set(step.unknown, change);
  }
  return move;
}

export function addCost(a: Cost, b: Cost): Cost {
  return {
    exempt: a.exempt + b.exempt,
    totals: a.totals + b.totals,
    cells: a.cells + b.cells,
    people: a.people + b.people,
  };
}

export function compareCost(a: Cost, b: Cost): number {
  return a.exempt - b.exempt || a.totals - b.totals || a.cells - b.cells || a.people - b.people;
}

/** A cost as one number: its order, as far as one number can keep it. */
export function weight({ exempt, totals, cells, people }: Cost): number {
  return 1e4 * exempt + 1e2 * totals + cells + people / (people + 1e3);
}

function byCost(a: Step, b: Step): number {
  return compareCost(a.cost, b.cost) || a.length - b.length || a.order - b.order;
}

function byImbalance(a: Step, b: Step): number {
  return a.broken.length - b.broken.length || byCost(a, b);
}

/** A binary heap. */
class Queue {
  readonly #steps: Step[] = [];
  readonly #before: (a: Step, b: Step) => number;

  constructor(before: (a: Step, b: Step) => number) {
    this.#before = before;
  }

  push(step: Step): void {
    let at = this.#steps.length;
    this.#steps.push(step);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.#steps[above];
      if (parent === undefined || this.#before(parent, step) <= 0) break;
      this.#steps[at] = parent;
      at = above;
    }
    this.#steps[at] = step;
  }

  pop(): Step | undefined {
    const first = this.#steps[0];
    const last = this.#steps.pop();
    if (last === undefined || this.#steps.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = this.#steps[2 * at + 1];
      const right = this.#steps[2 * at + 2];
      const below =
        left !== undefined && right !== undefined && this.#before(right, left) < 0 ? 2 * at + 2 : 2 * at + 1;
      const child = this.#steps[below];
      if (child === undefined || this.#before(last, child) <= 0) break;
      this.#steps[at] = child;
      at = below;
    }
    this.#steps[at] = last;
    return first;
  }
}
