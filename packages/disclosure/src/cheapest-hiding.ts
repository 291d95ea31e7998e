import { type Knowledge, nothing, weight } from "./another-table.ts";
import { isEntangled, type JoinedCounts, joinedCounts } from "./joined-counts.ts";
import {
  type HeldProgramme,
  holdProgramme,
  type LinearSolver,
  type Patience,
  type ProgrammeRow,
} from "./linear-solver.ts";
import type { Policy } from "./policy.ts";
import { isForced, type StudyCount, type StudyCounts, type StudyRelation } from "./study-counts.ts";
import { isGroupTooSmall } from "./too-small-groups.ts";

/** A group of counts joined by sums with more than these is left as it was found. */
const LARGEST = 2_000;
/** The same where a count stands in three sums or more, as in tables of three dimensions. */
const LARGEST_ENTANGLED = 150;
const MOST_ROUNDS = 40;
/** Part of a cell more than needed is no loss that is worth a long search. */
const PATIENCE: Patience = { nodes: 200, gap: 0.5 };
/** How far, in ranges of protection, a count may lie from the truth in the tables that are looked at. */
const FARTHEST = 4;
const TOLERANCE = 1e-6;

/**
 * The cheapest set of counts to hide, as a whole and not count by count, for every group of counts joined by sums that
 * is small enough. It contains `primary` and every total that no cell prints; where a group is too large or the search
 * gives up, it holds what `hidden` does. Undefined where nothing can be cheaper.
 *
 * A programme in whole numbers (hide or show) proposes; for each count to be protected two linear programmes say how
 * far apart its values can be then; where that is too little, their dual gives an inequality that every protecting set
 * fulfils, and the first programme proposes again. Source: Fischetti and Salazar-González (2000), Models and algorithms
 * for optimizing cell suppression in tabular data with linear constraints, JASA 95: 916-928, with sliding protection.
 *
 * What it returns is a proposal: fractions of people are allowed in its tables, so the caller proves it in whole
 * numbers.
 */
export function cheapestHiding(
  study: StudyCounts,
  policy: Policy,
  known: Knowledge,
  solver: LinearSolver,
  hidden: ReadonlySet<StudyCount>,
): Set<StudyCount> | undefined {
  const chosen = new Set(hidden);
  let changed = false;
  for (const group of joinedCounts(study)) {
    const secondary = group.counts.filter((one) => hidden.has(one) && !isForced(one));
    if (secondary.length < 2 || group.counts.length > largestFor(group)) continue;
    const proposal = proposalFor(group, policy, known, solver);
    if (proposal === undefined) continue;
    for (const one of secondary) chosen.delete(one);
    for (const one of proposal) chosen.add(one);
    changed = true;
  }
  return changed ? chosen : undefined;
}

function largestFor({ counts }: JoinedCounts): number {
  return counts.some(isEntangled) ? LARGEST_ENTANGLED : LARGEST;
}

function proposalFor(
  { counts, relations }: JoinedCounts,
  policy: Policy,
  known: Knowledge,
  solver: LinearSolver,
): StudyCount[] | undefined {
  const need = policy.protection.range;
  const at = new Map(counts.map((count, index) => [count, index]));
  const least = counts.map((one) => Math.max(known(one).lowest - one.value, -FARTHEST * need));
  const most = counts.map((one) => Math.min(known(one).highest - one.value, FARTHEST * need));
  const balances = relations.map((relation): ProgrammeRow => {
    const terms = relation.terms.filter(({ unknown }) => !unknown.known);
    return {
      lower: 0,
      upper: 0,
      variables: terms.map(({ unknown }) => at.get(unknown) ?? 0),
      coefficients: terms.map(({ coefficient }) => coefficient),
    };
  });
  const tables = holdProgramme(solver, {
    lower: new Float64Array(counts.length),
    upper: new Float64Array(counts.length),
    cost: new Float64Array(counts.length),
    rows: balances,
  });
  const forced = counts.map(isForced);
  const hideable = counts.map((one, index) => forced[index] === true || one.cost !== undefined);
  const toProtect = counts.flatMap((one, index) => (one.primary ? [index] : []));
  const choice = {
    lower: Float64Array.from(forced, Number),
    upper: Float64Array.from(hideable, Number),
    cost: Float64Array.from(counts, ({ cost }, index) => (forced[index] === true ? 0 : weight(cost ?? nothing))),
  };
  const rows = [...loneCells(balances, forced, hideable), ...companies(relations, counts, policy)];
  try {
    const found = wholes({ choice, rows, tables, least, most, toProtect, need }, solver);
    return found && counts.filter((_, index) => Math.round(found[index] ?? 0) === 1);
  } finally {
    tables.dispose();
  }
}

/** A cell that is the only hidden one of a sum is worked out at once: with each at least one other is hidden. */
function loneCells(
  balances: readonly ProgrammeRow[],
  forced: readonly boolean[],
  hideable: readonly boolean[],
): ProgrammeRow[] {
  return balances.flatMap(({ variables }) => {
    const open = variables.filter((variable) => hideable[variable]);
    if (open.filter((variable) => forced[variable]).length > 1) return [];
    return open.map((variable) => ({
      lower: 0,
      upper: Number.POSITIVE_INFINITY,
      variables: open,
      coefficients: open.map((other) => (other === variable ? -1 : 1)),
    }));
  });
}

/** Where what is always hidden of a total is too little together, at least one other member of the sum is hidden too. */
function companies(relations: readonly StudyRelation[], counts: readonly StudyCount[], policy: Policy): ProgrammeRow[] {
  const forced = new Set(counts.filter(isForced));
  const open = new Map<StudyCount, number>();
  for (const [variable, one] of counts.entries()) {
    if (!forced.has(one) && one.cost !== undefined) open.set(one, variable);
  }
  return relations.flatMap((relation) => {
    const variables = relation.terms.flatMap(({ unknown }) => open.get(unknown) ?? []);
    if (variables.length === 0 || !isGroupTooSmall(relation, forced, policy)) return [];
    return [{ lower: 1, upper: Number.POSITIVE_INFINITY, variables, coefficients: variables.map(() => 1) }];
  });
}

interface Search {
  readonly choice: { readonly lower: Float64Array; readonly upper: Float64Array; readonly cost: Float64Array };
  /** What every choice fulfils, found without looking at tables. */
  readonly rows: readonly ProgrammeRow[];
  readonly tables: HeldProgramme;
  readonly least: readonly number[];
  readonly most: readonly number[];
  readonly toProtect: readonly number[];
  readonly need: number;
}

/** The inequalities found while cells may be hidden in part, which is quick. */
function inequalities(search: Search, solver: LinearSolver): ProgrammeRow[] | undefined {
  const rows = [...search.rows];
  const chooser = holdProgramme(solver, { ...search.choice, rows });
  try {
    for (let round = 0; ; round++) {
      const solved = chooser.minimise();
      if (solved.status !== "optimal") return undefined;
      const cuts = tooNarrow(search, solved.values);
      if (cuts.length === 0 || round === MOST_ROUNDS) return rows;
      rows.push(...cuts);
      for (const cut of cuts) chooser.addRow(cut);
    }
  } finally {
    chooser.dispose();
  }
}

/** Every cell is hidden or not. Undefined when the search gives up. */
function wholes(search: Search, solver: LinearSolver): Float64Array | undefined {
  const rows = inequalities(search, solver);
  if (rows === undefined) return undefined;
  const whole = new Uint8Array(search.choice.cost.length).fill(1);
  const chooser = holdProgramme(solver, { ...search.choice, whole, rows }, PATIENCE);
  try {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const solved = chooser.minimise();
      if (!("values" in solved)) return undefined;
      const cuts = tooNarrow(search, solved.values);
      if (cuts.length === 0) return solved.values;
      for (const cut of cuts) chooser.addRow(cut);
    }
    return undefined;
  } finally {
    chooser.dispose();
  }
}

/** For each count whose values lie too close together under a choice, the inequality that the choice breaks. */
function tooNarrow({ tables, least, most, toProtect, need }: Search, chosen: Float64Array): ProgrammeRow[] {
  for (const [at, share] of chosen.entries()) {
    tables.setBounds(at, (least[at] ?? 0) * share, (most[at] ?? 0) * share);
  }
  const lowest = new Float64Array(chosen.length);
  const highest = new Float64Array(chosen.length);
  const cuts: ProgrammeRow[] = [];
  for (const target of toProtect) {
    if ((highest[target] ?? 0) - (lowest[target] ?? 0) >= need - TOLERANCE) continue;
    const reach = new Float64Array(chosen.length);
    for (const direction of [1, -1]) {
      tables.setCost(target, direction);
      const solved = tables.minimise();
      tables.setCost(target, 0);
      if (solved.status !== "optimal") throw new Error("the true table is no table");
      for (const [at, change] of solved.values.entries()) {
        lowest[at] = Math.min(lowest[at] ?? 0, change);
        highest[at] = Math.max(highest[at] ?? 0, change);
        const dual = solved.reducedCosts[at] ?? 0;
        reach[at] = (reach[at] ?? 0) + Math.max(-dual * (least[at] ?? 0), -dual * (most[at] ?? 0), 0);
      }
    }
    if ((highest[target] ?? 0) - (lowest[target] ?? 0) < need - TOLERANCE) cuts.push(cutOf(reach, need));
  }
  return cuts;
}

/** No choice reaches further than the sum of what each hidden count contributes; one that contributes all is enough. */
function cutOf(reach: Float64Array, need: number): ProgrammeRow {
  const variables = [...reach.keys()].filter((at) => (reach[at] ?? 0) > TOLERANCE);
  return {
    lower: need - TOLERANCE,
    upper: Number.POSITIVE_INFINITY,
    variables,
    coefficients: variables.map((at) => Math.min(reach[at] ?? 0, need)),
  };
}
