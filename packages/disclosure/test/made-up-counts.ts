import type { Bounds, Cost, Knowledge } from "../src/another-table.ts";
import type { LinearSolver } from "../src/linear-solver.ts";
import type { StudyCount, StudyCounts, StudyRelation, StudyTerm } from "../src/study-counts.ts";
import { solver } from "./made-up-results.ts";

/** What matters of a count made by hand; the rest follows. */
export interface MadeUpCount
  extends Partial<
    Pick<StudyCount, "primary" | "known" | "inCells" | "alike" | "people" | "standing" | "printedBefore">
  > {
  readonly value: number;
  /** By default that of one cell with these people. */
  readonly cost?: Partial<Cost> | "cannot be hidden";
  /** What a reader knows of it when it is hidden; by default that it is at least 0. */
  readonly from?: number;
  readonly to?: number;
  /** The same when the reason is told; by default no more. */
  readonly told?: Bounds;
}

/** Terms that add to zero; `"a"` stands for one `a`, `["a", -1]` for one less. */
export type MadeUpSum = readonly (string | readonly [key: string, coefficient: number])[];

/** Counts in the order in which they are written, and sums between them. Below 10 they fail. */
export function madeUp(
  counts: Readonly<Record<string, number | MadeUpCount>>,
  sums: readonly MadeUpSum[],
): StudyCounts & { readonly one: (key: string) => StudyCount; readonly some: (...keys: string[]) => Set<StudyCount> } {
  const byKey = new Map<string, StudyCount & { readonly terms: StudyTerm[] }>();
  for (const [index, [key, made]] of Object.entries(counts).entries()) {
    byKey.set(key, { ...settled(key, typeof made === "number" ? { value: made } : made), index, terms: [] });
  }
  const one = (key: string) => {
    const count = byKey.get(key);
    if (count === undefined) throw new Error(`no count ${key}`);
    return count;
  };
  const relations = sums.map((members, index): StudyRelation => {
    const terms: StudyTerm[] = [];
    const relation: StudyRelation = { index, apart: false, terms };
    for (const member of members) {
      const [key, coefficient] = typeof member === "string" ? [member, 1] : member;
      const term: StudyTerm = { relation, unknown: one(key), coefficient };
      terms.push(term);
      one(key).terms.push(term);
    }
    return relation;
  });
  const at = (): never => {
    throw new Error("made by hand: in no result");
  };
  return {
    counts: [...byKey.values()],
    relations,
    at,
    named: (name) => byKey.get(name),
    one,
    some: (...keys) => new Set(keys.map(one)),
  };
}

function settled(key: string, made: MadeUpCount): Omit<StudyCount, "index" | "terms"> {
  const { value, people = value, known = false, inCells = true, alike = false } = made;
  const primary = made.primary ?? (!known && inCells && people < 10);
  const exactly = { lowest: value, highest: value };
  const untold = known ? exactly : { lowest: made.from ?? 0, highest: made.to ?? Number.POSITIVE_INFINITY };
  const cost = { exempt: 0, totals: 0, cells: 1, people, ...(typeof made.cost === "object" ? made.cost : {}) };
  return {
    key,
    standing: made.standing ?? "people",
    value,
    people,
    inCells,
    known,
    alike,
    primary,
    fails: primary,
    untold,
    told: made.told ?? untold,
    ...(known || made.cost === "cannot be hidden" ? {} : { cost }),
    ...(made.printedBefore === undefined ? {} : { printedBefore: made.printedBefore }),
  };
}

/** Calls `look` whenever the terms of a relation are looked at. */
export function watchTerms(relation: StudyRelation, look: () => void): void {
  const { terms } = relation;
  const get = () => {
    look();
    return terms;
  };
  Object.defineProperty(relation, "terms", { get });
}

/** What a reader knows who is told no reasons. */
// Every count made by hand is one of a study.
export const untold: Knowledge = (unknown) => (unknown as StudyCount).untold;

/** The keys of counts, in order of indices. */
export function keysOf(counts: Iterable<StudyCount>): string[] {
  return [...counts].sort((a, b) => a.index - b.index).map(({ key }) => key);
}

/** What a model of the solver is made to do in place of one of its functions. */
export type Instead = (model: number, name: string) => ((...given: unknown[]) => unknown) | undefined;

/**
 * HiGHS, with a count of the models that are held and of what each of them was asked; `answers` are statuses that it
 * gives in place of its own.
 */
export function countingSolver(
  answers: (model: number) => number | undefined = () => undefined,
  instead: Instead = () => undefined,
): {
  readonly solver: LinearSolver;
  readonly models: { made: number; held: number };
  /** How often a function of a model was called. */
  readonly calls: (model: number, name: string) => number;
} {
  const models = { made: 0, held: 0 };
  const called = new Map<string, number>();
  const counting = new Proxy(solver, {
    get(target, name) {
      if (name !== "createModel") return Reflect.get(target, name);
      return (...source: Parameters<LinearSolver["createModel"]>) => {
        const model = target.createModel(...source);
        const number = models.made++;
        const status = answers(number);
        models.held++;
        return new Proxy(model, {
          get(held, property) {
            const key = `${number} ${String(property)}`;
            called.set(key, (called.get(key) ?? 0) + 1);
            if (property === "getModelStatus" && status !== undefined) return () => status;
            if (property === "info" && status !== undefined) return { get: () => (status === endedWithSome ? 2 : 0) };
            const value = Reflect.get(held, property);
            if (typeof value !== "function") return value;
            if (property === "dispose") models.held--;
            return instead(number, String(property)) ?? value.bind(held);
          },
        });
      };
    },
  });
  return { solver: counting, models, calls: (model, name) => called.get(`${model} ${name}`) ?? 0 };
}

/** HiGHS statuses. */
export const infeasible = 8;
export const endedEarly = 14;
/** Ended early with a solution that may not be the best. */
export const endedWithSome = 13;
