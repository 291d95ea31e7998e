import { seededRandom } from "@plait/study";
import { holdProgramme, type LinearSolver, type Programme, type ProgrammeRow, type Solved } from "./linear-solver.ts";
import { fixedValue, isFixed, type StudyCount, type StudyCounts, type StudyRelation } from "./study-counts.ts";

/** Every count of a study as a multiple of one number, with sums that hold. */
export interface ControlledRounding {
  /** Counts that are not rounded are themselves: public figures, numbers without people, what is known after review. */
  readonly printed: ReadonlyMap<StudyCount, number>;
  /** Counts that sums join to each other, and how they came to be rounded. Each rounded count is in one of them. */
  readonly groups: readonly RoundedGroup[];
  /** Sums that no multiples can keep, because a number stands in them that is not rounded. */
  readonly open: readonly StudyRelation[];
}

export interface RoundedGroup {
  readonly counts: readonly StudyCount[];
  readonly way: RoundingWay;
  /** Every count is printed less than so many steps from its true value: 1 where all are next to it. */
  readonly steps: number;
}

export type RoundingWay =
  /** All sums hold, with the least total shift there is. */
  | "least-shift"
  /** All sums hold; the search for the least total shift gave up. */
  | "additive"
  /** All sums hold: counts that are no total are rounded to the nearest multiple, and added up. */
  | "summed-up"
  /** Each count is rounded to the nearest multiple by itself, and sums need not hold. */
  | "by-itself";

/** How far counts may be moved, in steps, where no rounding to neighbours keeps the sums. */
const reaches = [1, 2, 3];

/**
 * Rounds every count to a multiple of `to` next to it, the one below or the one above, so that every relation holds
 * exactly and the sum over all counts of |printed − true| is least. Multiples stay, and so does 0 in every case. Totals
 * that no cell prints and differences of a flow are multiples too, but their shift is not added in.
 *
 * Of several roundings with the least shift, the one is taken whose printed numbers, each times its weight, add to the
 * least. A weight is a whole number from 1 to 2^20, drawn by a generator with a fixed seed in the order of `counts` among
 * those that sums join. So the answer is one, and does not change when tables that share nothing with these are added.
 *
 * Tables with two margins always have such a rounding. Three-way tables need not: then counts may move up to 2, and
 * then 3 steps. Where a search has looked at `effort` partial solutions, divided by the number of counts, the best
 * rounding found so far is taken; if there is none, counts that are no total are rounded by themselves and added up, and
 * if even these sums contradict each other, each count is rounded by itself. What was done is told in `groups`.
 * Additivity and distances are verified in whole numbers, whatever the solver says.
 *
 * Source: Cox (1987), "A constructive procedure for unbiased controlled rounding", JASA 82, 520-524, for the notion;
 * Hundepool and others, Handbook on Statistical Disclosure Control, for relaxing the distance.
 *
 * @param to at least 2
 */
export function controlledRounding(
  study: StudyCounts,
  to: number,
  solver: LinearSolver,
  effort = 50_000,
): ControlledRounding {
  if (!Number.isSafeInteger(to) || to < 2) throw new RangeError(`to must be a whole number of at least 2: ${to}`);
  const printed = new Map<StudyCount, number>();
  const groups: RoundedGroup[] = [];
  for (const count of study.counts) if (isFixed(count)) printed.set(count, fixedValue(count));
  const relations = relationsOf(study);
  const open = relations.filter((relation) => isOpen(relation, to));
  for (const count of study.counts) {
    if (printed.has(count)) continue;
    const system = joinedBySums(count, new Set(open));
    const { values, way } = roundSystem(system, to, solver, Math.floor(effort / system.counts.length));
    for (const [one, value] of values) printed.set(one, value);
    groups.push({ counts: system.counts, way, steps: stepsMoved(values, to) });
  }
  return { printed, groups, open };
}

/** Counts to be rounded together, and the relations between them that can hold, in an order of their own. */
interface System {
  readonly counts: readonly StudyCount[];
  readonly relations: readonly StudyRelation[];
}

type Values = ReadonlyMap<StudyCount, number>;

/** What results declare, and the differences of flows. */
function relationsOf(study: StudyCounts): StudyRelation[] {
  const relations = new Set(study.counts.flatMap(({ terms }) => terms.map(({ relation }) => relation)));
  return [...relations].sort(byIndex);
}

function isOpen({ terms }: StudyRelation, to: number): boolean {
  const fixed = terms.filter(({ unknown }) => isFixed(unknown));
  const sum = fixed.reduce((total, { unknown, coefficient }) => total + coefficient * fixedValue(unknown), 0);
  return fixed.length < terms.length && sum % to !== 0;
}

function joinedBySums(from: StudyCount, open: ReadonlySet<StudyRelation>): System {
  const counts = new Set([from]);
  const relations = new Set<StudyRelation>();
  for (const count of counts) {
    for (const { relation } of count.terms) {
      if (open.has(relation) || relations.has(relation)) continue;
      relations.add(relation);
      for (const { unknown } of relation.terms) if (!isFixed(unknown)) counts.add(unknown);
    }
  }
  return { counts: [...counts].sort(byIndex), relations: [...relations].sort(byIndex) };
}

function byIndex(a: { readonly index: number }, b: { readonly index: number }): number {
  return a.index - b.index;
}

function roundSystem(
  system: System,
  to: number,
  solver: LinearSolver,
  nodes: number,
): { readonly values: Values; readonly way: RoundingWay } {
  const alone = new Map(system.counts.map((count) => [count, nearest(count, to)]));
  if (system.relations.length === 0) return { values: alone, way: "least-shift" };
  for (const reach of reaches) {
    const found = leastShift(system, to, reach, solver, nodes);
    if (found === undefined || !keepsSums(system, found.values) || !isWithin(found.values, to, reach)) continue;
    return { values: found.values, way: found.proved ? "least-shift" : "additive" };
  }
  const sums = summedUp(system, to);
  if (sums !== undefined && keepsSums(system, sums)) return { values: sums, way: "summed-up" };
  return { values: alone, way: "by-itself" };
}

function keepsSums({ relations }: System, values: Values): boolean {
  return relations.every(
    ({ terms }) =>
      terms.reduce(
        (sum, { unknown, coefficient }) => sum + coefficient * (values.get(unknown) ?? fixedValue(unknown)),
        0,
      ) === 0,
  );
}

function isWithin(values: Values, to: number, reach: number): boolean {
  return [...values].every(
    ([{ value }, printed]) =>
      printed >= 0 &&
      printed % to === 0 &&
      Math.abs(printed - value) < reach * to &&
      (printed === value || value % to !== 0 || (reach > 1 && value !== 0)),
  );
}

function stepsMoved(values: Values, to: number): number {
  let farthest = 0;
  for (const [{ value }, printed] of values) farthest = Math.max(farthest, Math.abs(printed - value));
  return Math.floor(farthest / to) + 1;
}

/** Halves go down, as ties do; never to the -0 that rounding up from below would give. */
function nearest({ value }: StudyCount, to: number): number {
  return Math.floor((value + (to - 1) / 2) / to) * to;
}

/** One way in which a count can leave the multiple below it: how far at most, and what a step of it does. */
interface Shift {
  readonly count: StudyCount;
  readonly most: number;
  readonly way: 1 | -1;
  /** By how much a step makes |printed − true| larger. */
  readonly farther: number;
  readonly weight: number;
}

interface Found {
  readonly values: Values;
  /** No rounding has a smaller shift, or the same shift and a smaller weight. */
  readonly proved: boolean;
}

/** Undefined where there is no such rounding, and where none was found. */
function leastShift(
  { counts, relations }: System,
  to: number,
  reach: number,
  solver: LinearSolver,
  nodes: number,
): Found | undefined {
  const random = seededRandom("ties of controlled rounding");
  const shifts = counts.flatMap((count) => shiftsOf(count, to, reach, 1 + random.integer(2 ** 20)));
  const below = (count: StudyCount) => (isFixed(count) ? fixedValue(count) / to : Math.floor(count.value / to));
  const programme: Programme = {
    lower: new Float64Array(shifts.length),
    upper: Float64Array.from(shifts, ({ most }) => most),
    cost: Float64Array.from(shifts, ({ farther }) => farther),
    rows: rowsOf(relations, shifts, below),
  };
  const least = wholeMinimum(solver, programme, nodes);
  if (least === undefined) return undefined;
  const weights = Float64Array.from(shifts, ({ way, weight }) => way * weight);
  const lightest = least.proved
    ? wholeMinimum(solver, { ...amongEquals(programme, least), cost: weights }, nodes)
    : undefined;
  const steps = lightest?.values ?? least.values;
  const multiples = new Map(counts.map((count) => [count, below(count)]));
  for (const [at, { count, way }] of shifts.entries()) {
    multiples.set(count, (multiples.get(count) ?? 0) + way * (steps[at] ?? 0));
  }
  return {
    values: new Map([...multiples].map(([count, multiple]) => [count, multiple * to])),
    proved: least.proved && lightest?.proved === true,
  };
}

function shiftsOf(count: StudyCount, to: number, reach: number, weight: number): Shift[] {
  const { value, standing } = count;
  if (value === 0) return [];
  const over = value % to;
  const shift = (way: 1 | -1, most: number, farther: number): Shift[] =>
    most > 0 ? [{ count, most, way, farther: standing === "unprinted" ? 0 : farther, weight }] : [];
  return [
    ...shift(-1, Math.min(reach - 1, Math.floor(value / to)), to),
    ...shift(1, over === 0 ? 0 : 1, to - 2 * over),
    ...shift(1, reach - 1, to),
  ];
}

/** Each relation in steps from the multiples below. */
function rowsOf(
  relations: readonly StudyRelation[],
  shifts: readonly Shift[],
  below: (count: StudyCount) => number,
): ProgrammeRow[] {
  const shiftsOfCount = Map.groupBy(shifts.keys(), (at) => shifts[at]?.count);
  return relations.map(({ terms }) => {
    const variables: number[] = [];
    const coefficients: number[] = [];
    let missing = 0;
    for (const { unknown, coefficient } of terms) {
      missing -= coefficient * below(unknown);
      for (const at of shiftsOfCount.get(unknown) ?? []) {
        variables.push(at);
        coefficients.push(coefficient * (shifts[at]?.way ?? 0));
      }
    }
    return { lower: missing, upper: missing, variables, coefficients };
  });
}

interface Minimum {
  readonly values: readonly number[];
  readonly proved: boolean;
  /** Where the programme without whole numbers has a solution in whole numbers. */
  readonly reducedCosts?: Float64Array;
}

/** The least solution in whole numbers; tables with two margins have it without a search. */
function wholeMinimum(solver: LinearSolver, programme: Programme, nodes: number): Minimum | undefined {
  const relaxed = minimum(solver, programme, nodes);
  if (relaxed.status === "optimal" && relaxed.values.every(isNearlyWhole)) {
    return { values: Array.from(relaxed.values, Math.round), proved: true, reducedCosts: relaxed.reducedCosts };
  }
  if (relaxed.status === "infeasible") return undefined;
  const whole = new Uint8Array(programme.cost.length).fill(1);
  const searched = minimum(solver, { ...programme, whole }, nodes);
  if (searched.status !== "optimal" && searched.status !== "feasible") return undefined;
  return { values: Array.from(searched.values, Math.round), proved: searched.status === "optimal" };
}

function minimum(solver: LinearSolver, programme: Programme, nodes: number): Solved {
  const held = holdProgramme(solver, programme, { nodes, gap: 1e-6 });
  try {
    return held.minimise();
  } finally {
    held.dispose();
  }
}

function isNearlyWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}

/** The programme whose solutions are those that cost as little as `least`. */
function amongEquals(programme: Programme, { values, reducedCosts }: Minimum): Programme {
  const { cost, lower, upper, rows } = programme;
  // A variable with a reduced cost is at the same end of its bounds in every solution that costs the least.
  if (reducedCosts !== undefined) {
    const stay = (at: number) => Math.abs(reducedCosts[at] ?? 0) > 1e-6;
    return {
      ...programme,
      lower: lower.map((bound, at) => (stay(at) ? (values[at] ?? bound) : bound)),
      upper: upper.map((bound, at) => (stay(at) ? (values[at] ?? bound) : bound)),
    };
  }
  const variables = [...cost.keys()].filter((at) => cost[at] !== 0);
  const least = variables.reduce((sum, at) => sum + (cost[at] ?? 0) * (values[at] ?? 0), 0);
  const coefficients = variables.map((at) => cost[at] ?? 0);
  return { ...programme, rows: [...rows, { lower: Number.NEGATIVE_INFINITY, upper: least, variables, coefficients }] };
}

/** Undefined where two sums would make a total two numbers, or totals are totals of each other. */
function summedUp({ counts, relations }: System, to: number): Values | undefined {
  const definitions = relations.map(({ terms }) => ({
    total: terms.find(({ coefficient }) => coefficient < 0)?.unknown,
    parts: terms.filter(({ coefficient }) => coefficient > 0),
  }));
  const totals = new Set(definitions.map(({ total }) => total));
  const values = new Map(counts.filter((one) => !totals.has(one)).map((one) => [one, nearest(one, to)]));
  const printedOf = (count: StudyCount) => (isFixed(count) ? fixedValue(count) : values.get(count));
  let before = -1;
  while (values.size > before) {
    before = values.size;
    for (const { total, parts } of definitions) {
      if (total === undefined || printedOf(total) !== undefined) continue;
      const sum = parts.reduce(
        (all, { unknown, coefficient }) => all + coefficient * (printedOf(unknown) ?? Number.NaN),
        0,
      );
      if (!Number.isNaN(sum)) values.set(total, sum);
    }
  }
  return values.size === counts.length ? values : undefined;
}
