import { compareText, type FittedModel, type ModelLevel, type ModelPattern, type Result } from "@plait/study";
import { mayBeKnown, type Policy } from "./policy.ts";

/** Which numbers of fitted models are withheld, for the whole study. */
export interface WithheldEstimates {
  /** Models of which nothing is shown, and why. */
  readonly models: ReadonlyMap<string, ModelReason>;
  /** The terms withheld of a model that is otherwise shown. */
  readonly terms: ReadonlyMap<string, ReadonlySet<string>>;
  /** Models of which a coefficient follows from coefficients released after review, whatever is withheld. */
  readonly givenAway: ReadonlySet<string>;
}

/** Why nothing of a model is shown. */
export type ModelReason = "residual-df" | "leverage" | "model-level";

/**
 * Checks the counts a reader could work out from coefficients. With one 0/1 term, people × (intercept + coefficient)
 * is exactly the number of events among those who have it; with several, the normal equations X'Xb = X'y give the same
 * once the joint counts of the terms are known.
 *
 * - Too few residual degrees of freedom, or a row that alone decides its own fitted value: the whole model.
 * - Coefficients that add up to the mean outcome of a group which is too small: the whole model. All groups are such
 *   where there is a coefficient for every combination of terms.
 * - A term that splits people, or people by outcome, into a group that is too small: that term and the intercept.
 * - Models of the same people whose outcomes add up to another outcome or to everybody have coefficients that add up
 *   too: where a term is withheld in one of them only, it is withheld in one more.
 *
 * Throws RangeError when two results describe one model differently.
 *
 * @param reviewed ids of the results that are released whole after review: their coefficients are known to every reader
 */
export function withheldEstimates(
  results: readonly Result[],
  policy: Policy,
  reviewed: ReadonlySet<string> = new Set(),
): WithheldEstimates {
  const known = knownTerms(results.filter(({ id }) => reviewed.has(id)));
  const fitted = fittedModels(results);
  const models = new Map<string, ModelReason>();
  const terms = new Map<string, Set<string>>();
  for (const model of fitted) {
    terms.set(model.id, new Set());
    const reason = wholeModelReason(model, policy);
    if (reason !== undefined) models.set(model.id, reason);
    for (const level of model.levels) if (tooSmall(level, policy)) terms.get(model.id)?.add(level.term);
  }
  const combinations = addingUp(fitted);
  const givenAway = new Set<string>();
  let changed: boolean;
  do {
    changed = false;
    for (const combination of combinations) {
      for (const { term } of combination[0]?.levels ?? []) {
        const open = combination.filter((model) => known(model, term));
        const withheld = combination.filter(
          (model) => !open.includes(model) && (models.has(model.id) || terms.get(model.id)?.has(term)),
        );
        const [only] = withheld;
        if (only === undefined || withheld.length > 1) continue;
        const next = leastEvents(combination, term, [...withheld, ...open]);
        if (next === undefined) {
          givenAway.add(only.id);
          continue;
        }
        terms.get(next.id)?.add(term);
        changed = true;
      }
    }
  } while (changed);
  return { models, terms, givenAway };
}

function knownTerms(reviewed: readonly Result[]): (model: FittedModel, term: string) => boolean {
  const known = new Set(
    reviewed.flatMap(({ rows }) =>
      rows.flatMap(({ cells }) =>
        cells.flatMap((cell) => (cell.kind === "estimate" ? [JSON.stringify([cell.model, cell.term])] : [])),
      ),
    ),
  );
  return ({ id }, term) => known.has(JSON.stringify([id, term]));
}

/** Whether an estimate is withheld for its model's sake, and why. */
export function modelReason(withheld: WithheldEstimates, model: string, term: string): ModelReason | undefined {
  const whole = withheld.models.get(model);
  if (whole !== undefined) return whole;
  const terms = withheld.terms.get(model);
  if (terms?.has(term) || (isIntercept(term) && (terms?.size ?? 0) > 0)) return "model-level";
  return undefined;
}

/** Leverages are right to about twelve digits; this leaves them three. */
const leverageRounding = 1e-9;

function wholeModelReason(model: FittedModel, policy: Policy): ModelReason | undefined {
  const { minimumResidualDegreesOfFreedom, leverageOfOne, saturated } = policy.models;
  const { highestLeverage = 0, patterns } = model;
  if (model.residualDegreesOfFreedom < minimumResidualDegreesOfFreedom) return "residual-df";
  if (leverageOfOne && highestLeverage >= 1 - leverageRounding) return "leverage";
  const isTooSmall = (pattern: ModelPattern) => patternCounts(pattern).some((count) => !mayBeKnown(count, policy));
  return saturated && patterns?.ownMeans.some(isTooSmall) ? "model-level" : undefined;
}

function patternCounts({ people, events }: ModelPattern): number[] {
  return events === undefined ? [people] : [people, events, people - events];
}

/** `intercept` or `constant`, in any case, with or without brackets: the terms a strand may call the intercept. */
function isIntercept(term: string): boolean {
  return /^[([]?(intercept|constant|_cons)[)\]]?$/i.test(term.trim());
}

function tooSmall(level: ModelLevel, policy: Policy): boolean {
  const { people, complement, events, complementEvents } = level;
  const counts = policy.models.levelCounts ? [people, complement] : [];
  if (policy.models.eventCounts) {
    if (events !== undefined) counts.push(events, people - events);
    if (complementEvents !== undefined) counts.push(complementEvents, complement - complementEvents);
  }
  return counts.some((count) => !mayBeKnown(count, policy));
}

/** Every model once, by identifier. */
function fittedModels(results: readonly Result[]): FittedModel[] {
  const models = new Map<string, FittedModel>();
  for (const result of results) {
    for (const model of result.models ?? []) {
      assertCounts(result.id, model);
      const known = models.get(model.id);
      if (known !== undefined && describeModel(known) !== describeModel(model)) {
        throw new RangeError(`result ${result.id}: model ${model.id} differs from the model of that name elsewhere`);
      }
      models.set(model.id, model);
    }
  }
  return [...models.values()].sort((a, b) => compareText(a.id, b.id));
}

function assertCounts(result: string, model: FittedModel): void {
  const terms = new Set<string>();
  for (const { term, people, complement, events = 0, complementEvents = 0 } of model.levels) {
    const where = `result ${result}: model ${model.id}, term ${term}`;
    if (terms.has(term)) throw new RangeError(`${where}: has its level twice`);
    terms.add(term);
    const counts = [people, complement, events, complementEvents];
    if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0)) {
      throw new RangeError(`${where}: counts of a level must be whole numbers of at least 0`);
    }
    if (events > people || complementEvents > complement) throw new RangeError(`${where}: more events than people`);
  }
  const where = `result ${result}: model ${model.id}`;
  if (!Number.isSafeInteger(model.residualDegreesOfFreedom)) {
    throw new RangeError(`${where}: residual degrees of freedom must be a whole number`);
  }
  if (!(Number.isSafeInteger(model.parameters) && model.parameters >= 0)) {
    throw new RangeError(`${where}: its parameters must be a whole number of at least 0`);
  }
  const { highestLeverage = 0 } = model;
  if (!(highestLeverage >= 0 && highestLeverage <= 1 + leverageRounding)) {
    throw new RangeError(`${where}: the highest leverage must be from 0 to 1`);
  }
  assertPatterns(model, where);
}

function assertPatterns({ patterns, parameters }: FittedModel, where: string): void {
  if (patterns === undefined) return;
  const { distinct, ownMeans } = patterns;
  const isSaturated = distinct <= parameters;
  if (!(Number.isSafeInteger(distinct) && distinct >= ownMeans.length)) {
    throw new RangeError(`${where}: its patterns must be a whole number, of at least those that are listed`);
  }
  if (isSaturated && ownMeans.length < distinct) {
    throw new RangeError(`${where}: has no more patterns than parameters, and does not list them all`);
  }
  for (const pattern of ownMeans) {
    if (patternCounts(pattern).every((count) => Number.isSafeInteger(count) && count >= 0)) continue;
    throw new RangeError(
      `${where}: counts of a pattern must be whole numbers of at least 0, no more events than people`,
    );
  }
}

function describeModel(model: FittedModel): string {
  const ownMeans = model.patterns?.ownMeans.map(({ people, events }) => JSON.stringify([people, events])).sort();
  return JSON.stringify([
    model.observations,
    model.residualDegreesOfFreedom,
    model.parameters,
    model.highestLeverage,
    model.patterns?.distinct,
    ownMeans,
    byTerm(model).map((level) => [level.term, level.people, level.complement, level.events, level.complementEvents]),
  ]);
}

/**
 * Sets of models, each with one outcome, where the events of some add up, term by term, to those of another or to all
 * people. Found from counts, so that it need not be declared.
 */
function addingUp(models: readonly FittedModel[]): FittedModel[][] {
  const families = new Map<string, FittedModel[]>();
  for (const model of models) {
    const levels = byTerm(model);
    if (levels.some(({ events, complementEvents }) => (events ?? complementEvents) === undefined)) continue;
    const people = levels.map(({ term, people, complement }) => [term, people, complement]);
    const family = JSON.stringify([model.observations, people]);
    families.set(family, [...(families.get(family) ?? []), model]);
  }
  return [...families.values()].flatMap((family) =>
    family.length > largestFamily ? pairsOf(family) : combinationsOf(family),
  );
}

/** Beyond this many outcomes of one sample not every combination is tried: what is withheld in one is in all. */
const largestFamily = 12;

function pairsOf(family: readonly FittedModel[]): FittedModel[][] {
  return family.flatMap((one, at) => family.slice(at + 1).map((other) => [one, other]));
}

function combinationsOf(family: readonly FittedModel[]): FittedModel[][] {
  const outcomes = family.map(
    (model): Outcome => ({
      models: [model],
      counts: byTerm(model).flatMap(({ events, complementEvents }) => [events, complementEvents]),
    }),
  );
  const everybody = family.slice(0, 1).map(
    (model): Outcome => ({
      models: [],
      counts: byTerm(model).flatMap(({ people, complement }) => [people, complement]),
    }),
  );
  const subsets = Array.from({ length: 2 ** outcomes.length - 1 }, (_, before) =>
    outcomes.filter((__, at) => ((before + 1) >> at) & 1),
  );
  return subsets
    .flatMap((parts) =>
      [...everybody, ...outcomes]
        .filter((total) => !parts.includes(total) && isSum(total, parts))
        .map(({ models }) => [...parts.flatMap((part) => part.models), ...models]),
    )
    .filter((combination) => combination.length > 1);
}

interface Outcome {
  /** None for everybody. */
  readonly models: readonly FittedModel[];
  /** Events, term by term: among those who have it and among those who have it not, where they are known. */
  readonly counts: readonly (number | undefined)[];
}

/** A number that is not known may be the sum. */
function isSum(total: Outcome, parts: readonly Outcome[]): boolean {
  return total.counts.every((count, at) => {
    const known = parts.flatMap(({ counts }) => counts[at] ?? []);
    return count === undefined || known.length < parts.length || count === known.reduce((sum, one) => sum + one);
  });
}

function byTerm({ levels }: FittedModel): ModelLevel[] {
  return [...levels].sort((a, b) => compareText(a.term, b.term));
}

function leastEvents(
  combination: readonly FittedModel[],
  term: string,
  withheld: readonly FittedModel[],
): FittedModel | undefined {
  const events = (model: FittedModel) => model.levels.find((level) => level.term === term)?.events ?? 0;
  const [next] = combination
    .filter((model) => !withheld.includes(model))
    .sort((a, b) => events(a) - events(b) || compareText(a.id, b.id));
  return next;
}
