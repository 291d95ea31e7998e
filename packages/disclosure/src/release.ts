import type {
  Cell,
  CellPlace,
  Column,
  CurvePoint,
  DisclosureReview,
  People,
  ProvenanceInput,
  Result,
  Row,
  Sentence,
} from "@plait/study";
import { AuditFailed } from "./audit/audit-failed.ts";
import { type AuditReport, auditRelease } from "./audit/audit-release.ts";
import { classDisclosureFindings } from "./class-disclosure.ts";
import { type CurveSteps, curveSteps, eventsToldByCurves } from "./curve-steps.ts";
import { negativeAmounts } from "./dominance.ts";
import type { EarlierRelease, Evidence, Finding } from "./evidence.ts";
import { gatheredEvidence } from "./gathered-evidence.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { highestFailing, type Policy, unknownRule } from "./policy.ts";
import { checksAfterReview, checksFor, describePolicy, sealedCheck } from "./policy-statement.ts";
import { type QuotationReview, quotationReview } from "./quotation-findings.ts";
import { releasable } from "./releasable.ts";
import type {
  DisclosureRecord,
  DisclosureStatus,
  Release,
  ReleasedCell,
  ReleasedNumber,
  ReleasedProvenance,
  ReleasedResult,
  ReleasedRow,
  ReleasedSentence,
  WithheldReason,
} from "./released-result.ts";
import { ReviewGivesAway, releasedAfterReview, reviewRecord } from "./reviews.ts";
import { type RoundedCounts, roundedCounts } from "./rounded-counts.ts";
import { roundedStatistic } from "./rounded-statistic.ts";
import {
  cellAt,
  describeCell,
  isFixed,
  peopleBehind,
  type StudyCount,
  type StudyCounts,
  studyCounts,
} from "./study-counts.ts";
import { assertUsable } from "./usable-policy.ts";
import { type WithheldCounts, withheldCounts } from "./withheld-counts.ts";
import { modelReason, type WithheldEstimates, withheldEstimates } from "./withheld-estimates.ts";
import { withheldPools } from "./withheld-pools.ts";
import { type StatisticCell, statisticReason } from "./withheld-statistics.ts";

/**
 * Decides what of a study may leave it. All results of one release are judged together, because a number hidden in one
 * table can often be worked out from another.
 *
 * 1. Every count of every result becomes an unknown, and so do counts of earlier releases; every sum and every step of a
 *    flow is a relation between them.
 * 2. Counts that fail the threshold or the zero rule are hidden, and then others until none can be worked out. Under
 *    controlled rounding nothing is hidden, and every count is rounded so that sums still hold.
 * 3. Estimates, statistics and steps of curves are hidden with too few degrees of freedom, people or outcomes behind them;
 *    words in which somebody might be known are hidden too.
 * 4. Counts that stay are rounded; shares are taken of rounded counts; shares, estimates and statistics are cut to the
 *    policy's significant digits.
 * 5. Each result is copied without a trace of what is hidden, and sentences that rest on it are dropped.
 * 6. The audit reads the release, and those before it, as their readers would; nothing is released unless it passes.
 *
 * A result whose review was decided by release leaves whole, and its counts and coefficients are known to the reader in
 * every decision on the others. Any other review changes nothing but the record.
 *
 * The outcome does not depend on the order of results, rows, columns or sums, and nothing of it can be changed.
 *
 * @param solver from `loadSolver`
 * @throws RangeError when results are inconsistent: doubled identifiers, rows of the wrong length, places outside the
 *   table, counts that are not whole numbers of at least 0, sums that do not add up, cells of one name that differ,
 *   shares and sums of cells that are not counts, estimates of no model; a review of no result, or two of one; a known name
 *   without letters; or when the policy cannot protect. Messages name results and cells, never values.
 * @throws TypeError for a kind of cell, figure or people, a rule, or an outcome of a review, that the gate does not know.
 * @throws ReviewGivesAway when what is released after review would give away withheld numbers of other results
 * @throws AuditFailed when the audit finds a number that readers could work out; its report names what gives it away
 */
export function release(
  results: readonly Result[],
  policy: Policy,
  solver: LinearSolver,
  { reviews = [], earlier = [], knownNames = [] }: ReleaseOptions = {},
): Gated {
  assertUsable(policy);
  assertWellFormed(results);
  const reviewed = releasedAfterReview(results, reviews);
  const study = studyCounts(results, policy, reviewed, earlier);
  // Rounding stands in the place of hiding there, small counts and zeros included.
  const withheld = policy.rounding.method === "controlled" ? noneWithheld : withheldCounts(study, policy, solver);
  const rules: Rules = {
    policy,
    reviews: new Map(reviews.map((review) => [review.result, review])),
    reviewed,
    study,
    withheld,
    rounded: roundedCounts(study, withheld, policy, solver),
    estimates: withheldEstimates(results, policy, reviewed),
    curves: curveSteps(results, policy, reviewed),
    eventsTold: eventsToldByCurves(results),
    quotations: quotationReview(results, policy, { knownNames }),
  };
  const gate: Gate = {
    ...rules,
    isWithheldForPool: withheldPools(results, policy, (result, place) => {
      const cell = cellAt(result, place);
      return cell.kind === "statistic" && reasonForStatistic(result, cell, place, rules) !== undefined;
    }),
  };
  const givenAway = resultsGivenAway(results, gate);
  if (givenAway.length > 0) throw new ReviewGivesAway(reviews, givenAway);
  const value: Release = {
    policy: describePolicy(policy),
    results: results.map((result) => releaseResult(result, gate)),
  };
  const audit = auditRelease({ results, release: value, policy, reviewed, earlier, solver });
  if (audit.faults.length > 0) throw new AuditFailed(audit);
  const evidence = gatheredEvidence({
    results,
    released: value.results,
    study,
    findings: findingsOf(results, value, gate),
    printed: gate.rounded.printed,
    isWithheld: (count) => withheld.reasons.has(count),
    rounding: policy.rounding,
    earlier,
  });
  return { released: new ReleasedValue(fromTheGate, value), evidence, audit };
}

export interface ReleaseOptions {
  readonly reviews?: readonly DisclosureReview[];
  /** What readers have from releases of the study before this one, the oldest first. */
  readonly earlier?: readonly EarlierRelease[];
  /** Names of staff, places and houses of the study, to be looked for in what people said or wrote. */
  readonly knownNames?: readonly string[];
}

/** What leaves, and what the people who check it need to see inside. */
export interface Gated {
  readonly released: Released<Release>;
  readonly evidence: Evidence;
  readonly audit: AuditReport;
}

/**
 * The results of a release that are named, in its order: what leaves where people who check it turn others down. Hidden
 * numbers were protected against a reader of the whole release, and a reader of a part knows less.
 *
 * Throws RangeError for an id that is not in the release, and TypeError for something that has not passed the gate.
 */
export function partOfRelease(released: Released<Release>, ids: Iterable<string>): Released<Release> {
  if (!isReleased(released)) throw new TypeError("only a part of what has passed the gate can be taken");
  const wanted = new Set(ids);
  const { policy, results } = released.value;
  for (const id of wanted) {
    if (!results.some((result) => result.id === id)) throw new RangeError(`result ${id}: is not in the release`);
  }
  return new ReleasedValue(fromTheGate, { policy, results: results.filter(({ id }) => wanted.has(id)) });
}

/**
 * Something that has passed the gate. Only `release` and `partOfRelease` can make one: the class is not exported, it cannot be imitated by
 * an object of the same shape, and its constructor refuses to be called from elsewhere.
 */
export type Released<T> = ReleasedValue<T>;

/** Whether something has truly passed the gate: for those who take it from code without types. */
export function isReleased(candidate: unknown): candidate is Released<unknown> {
  return ReleasedValue.made(candidate);
}

const fromTheGate = Symbol("from the disclosure gate");

class ReleasedValue<T> {
  readonly #passed = true;
  readonly value: T;

  constructor(origin: typeof fromTheGate, value: T) {
    if (origin !== fromTheGate) throw new TypeError("only the disclosure gate makes released values");
    this.value = frozenCopy(value);
    Object.freeze(this);
  }

  static made(candidate: unknown): candidate is ReleasedValue<unknown> {
    return typeof candidate === "object" && candidate !== null && #passed in candidate && candidate.#passed;
  }
}

/** A copy of plain data, frozen to the bottom: nothing can be put in later, nor through the caller's objects. */
function frozenCopy<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  const copy = Array.isArray(value)
    ? value.map(frozenCopy)
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, frozenCopy(inner)]));
  // Plain data copied field by field has the shape it had.
  return Object.freeze(copy) as T;
}

/** What a person has to look at, by result. What was released after review has been looked at. */
function findingsOf(
  results: readonly Result[],
  { results: released }: Release,
  { policy, reviewed, quotations }: Gate,
): Map<string, Finding[]> {
  const order = new Map(results.map(({ id }, at) => [id, at]));
  const leaves = ({ id }: Result, { row, column }: CellPlace) =>
    released[order.get(id) ?? -1]?.rows[row]?.cells[column]?.kind !== "withheld";
  const alike = classDisclosureFindings(results, policy, leaves);
  const found = results.map((result): [string, Finding[]] => [
    result.id,
    [
      ...(alike.get(result.id) ?? []),
      ...negativeAmounts(result, policy.magnitudes),
      ...(quotations.findings.get(result.id) ?? []),
    ],
  ]);
  return new Map(found.filter(([id, findings]) => findings.length > 0 && !reviewed.has(id)));
}

const noneWithheld: WithheldCounts = { reasons: new Map(), sealed: new Set(), givenAway: [] };

interface Gate extends Rules {
  /** Whether a mean or a sum is withheld because another would follow from it. */
  readonly isWithheldForPool: (result: Result, place: CellPlace) => boolean;
}

interface Rules {
  readonly policy: Policy;
  readonly reviews: ReadonlyMap<string, DisclosureReview>;
  /** Results released whole after review. */
  readonly reviewed: ReadonlySet<string>;
  readonly study: StudyCounts;
  readonly withheld: WithheldCounts;
  readonly rounded: RoundedCounts;
  readonly estimates: WithheldEstimates;
  readonly curves: CurveSteps;
  /** Names of the counts of events that a point of a curve tells, together with the points before it. */
  readonly eventsTold: (point: CurvePoint) => readonly string[];
  readonly quotations: QuotationReview;
}

function assertWellFormed(results: readonly Result[]): void {
  assertDistinct("results", results);
  for (const result of results) {
    assertDistinct(`result ${result.id}: rows`, result.rows);
    assertDistinct(`result ${result.id}: columns`, result.columns);
    for (const row of result.rows) {
      if (row.cells.length === result.columns.length) continue;
      throw new RangeError(
        `result ${result.id}: row ${row.id} has ${row.cells.length} cells for ${result.columns.length} columns`,
      );
    }
    assertKnownFigure(result);
  }
}

function assertDistinct(what: string, things: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of things) {
    if (seen.has(id)) throw new RangeError(`${what}: two are called ${JSON.stringify(id)}`);
    seen.add(id);
  }
}

function assertKnownFigure({ figure }: Result): void {
  if (figure === undefined) return;
  switch (figure.kind) {
    case "flow":
    case "heat-map":
    case "lines":
    case "bars":
    case "intervals":
    case "boards":
    case "points":
      return;
    default:
      unknownRule("figure", figure);
  }
}

/** Ids of the results with a number that follows from what other results tell after review. */
function resultsGivenAway(results: readonly Result[], { study, withheld, estimates }: Gate): string[] {
  const counts = new Set(withheld.givenAway);
  return results
    .filter(
      ({ models = [], ...result }) =>
        models.some(({ id }) => estimates.givenAway.has(id)) ||
        result.rows.some(({ cells }, row) =>
          cells.some((cell, column) => cell.kind === "count" && counts.has(study.at(result, { row, column }))),
        ),
    )
    .map(({ id }) => id);
}

function releaseResult(result: Result, gate: Gate): ReleasedResult {
  const rows = result.rows.map((row, at) => releaseRow(result, row, at, gate));
  const sentences = result.sentences.map((sentence) => releaseSentence(result, sentence, rows));
  const whole = sentences.filter((sentence) => sentence !== undefined);
  const kept = sentences.flatMap((sentence, at) =>
    sentence === undefined || isUnread(result, at, gate) ? [] : [sentence],
  );
  return {
    id: result.id,
    strand: result.strand,
    title: result.title,
    summary: result.summary,
    rowHeading: result.rowHeading,
    columns: result.columns.map(releaseColumn),
    rows,
    sums: result.sums,
    ...(result.figure === undefined ? {} : { figure: result.figure }),
    ...(result.models === undefined
      ? {}
      : { models: result.models.map(({ id, label, estimator }) => ({ id, label, estimator })) }),
    sentences: kept,
    notes: result.notes,
    method: result.method,
    provenance: releaseProvenance(result),
    disclosure: disclosureRecord(
      result,
      rows,
      { resting: sentences.length - whole.length, unread: whole.length - kept.length },
      gate,
    ),
  };
}

/** Whether a person has to look at a sentence that people wrote before it may leave. */
function isUnread({ id, sentences }: Result, at: number, { reviewed, quotations }: Gate): boolean {
  const sentence = sentences[at];
  return sentence !== undefined && !reviewed.has(id) && quotations.needsReview(sentence);
}

function releaseColumn({ id, label, unit, group }: Column): Column {
  return { id, label, unit, ...(group === undefined ? {} : { group }) };
}

function releaseRow(result: Result, row: Row, at: number, gate: Gate): ReleasedRow {
  const cells = row.cells.map((cell, column) => releaseCell(result, cell, { row: at, column }, gate));
  if (isNameless(result, row, gate)) {
    const withheld: ReleasedCell = { kind: "withheld", marker: "c", because: "rests-on-withheld" };
    return {
      id: `withheld-${at + 1}`,
      label: "[c]",
      cells: cells.map((cell) => (cell.kind === "withheld" || cell.kind === "absent" ? cell : withheld)),
    };
  }
  const { id, label, group } = row;
  return { id, label, ...(group === undefined ? {} : { group }), cells };
}

/** Whether too few people stand behind what a row is called. */
function isNameless(result: Result, { id, people }: Row, gate: Gate): boolean {
  if (people === undefined) return false;
  const fails = areTooFew(people, () => `result ${result.id}: row ${id}`, gate);
  return fails && !gate.reviewed.has(result.id);
}

function releaseCell(result: Result, cell: Cell, place: CellPlace, gate: Gate): ReleasedCell {
  const reason = gate.reviewed.has(result.id) ? undefined : reasonToWithhold(result, cell, place, gate);
  if (reason !== undefined) return { kind: "withheld", marker: "c", because: reason };
  switch (cell.kind) {
    case "count": {
      const published = cell.people.kind === "published" ? { published: cell.people.source } : {};
      return { kind: "count", value: gate.rounded.printed(gate.study.at(result, place)), ...published };
    }
    case "share":
      return releaseShare(result, cell, place, gate);
    case "estimate": {
      const { estimate, standardError, interval, pValue, model, term } = cell;
      const rounded = (value: number) => roundedStatistic(value, gate.policy);
      assertModel(result, model, place);
      return {
        kind: "estimate",
        estimate: rounded(estimate),
        standardError: rounded(standardError),
        interval: [rounded(interval[0]), rounded(interval[1])],
        pValue: rounded(pValue),
        model,
        term,
      };
    }
    case "statistic": {
      const { digits, model } = cell;
      const value = cell.people.kind === "published" ? cell.value : roundedStatistic(cell.value, gate.policy);
      if (model === undefined) return { kind: "statistic", value, digits };
      assertModel(result, model, place);
      return { kind: "statistic", value, digits, model };
    }
    case "text":
      return { kind: "text", text: cell.text };
    case "absent":
      return { kind: "absent", reason: cell.reason, ...(cell.note === undefined ? {} : { note: cell.note }) };
    default:
      return unknownRule("kind of cell", cell);
  }
}

/** Why the policy withholds a cell. Undefined for one that may leave; a share is judged by its counts. */
function reasonToWithhold(result: Result, cell: Cell, place: CellPlace, gate: Gate): WithheldReason | undefined {
  switch (cell.kind) {
    case "count":
      return gate.withheld.reasons.get(gate.study.at(result, place));
    case "estimate":
      assertModel(result, cell.model, place);
      return tooFewPeople(result, cell.people, place, gate) ?? modelReason(gate.estimates, cell.model, cell.term);
    case "statistic":
      return (
        reasonForStatistic(result, cell, place, gate) ??
        (gate.isWithheldForPool(result, place) ? "secondary" : undefined)
      );
    case "text": {
      const tooFew = cell.people === undefined ? undefined : tooFewPeople(result, cell.people, place, gate);
      const rests = tellsUnreleasedCount(cell, gate) || followsWithheldCount(cell, gate);
      const own = tooFew ?? (rests ? "rests-on-withheld" : undefined);
      return own ?? (gate.quotations.needsReview(cell) ? "needs-review" : undefined);
    }
    case "share":
    case "absent":
      return undefined;
    default:
      return unknownRule("kind of cell", cell);
  }
}

/** Why a statistic is withheld, whatever follows from it for others. */
function reasonForStatistic(
  result: Result,
  cell: StatisticCell,
  place: CellPlace,
  rules: Rules,
): WithheldReason | undefined {
  const { people, model, measure } = cell;
  const tooFew = tooFewPeople(result, people, place, rules);
  if (tooFew !== undefined) return tooFew;
  const own = statisticReason(cell, rules.policy, () => describeCell(result, place));
  if (own !== undefined) return own;
  if (measure?.kind === "curve-point") return rules.curves(measure) ?? reasonForEventsTold(measure, rules);
  if (model === undefined) return undefined;
  assertModel(result, model, place);
  const whole = rules.estimates.models.get(model);
  return whole ?? (standsOnWithheldCount(result, place.column, rules) ? "rests-on-withheld" : undefined);
}

/** With numbers at risk, the steps of a curve can be split into the events of single times. */
function reasonForEventsTold(
  point: CurvePoint,
  { study, withheld, eventsTold, policy }: Rules,
): WithheldReason | undefined {
  const isHidden = (name: string) => {
    const count = study.named(name);
    return count !== undefined && withheld.reasons.has(count);
  };
  return policy.curveSteps && eventsTold(point).some(isHidden) ? "rests-on-withheld" : undefined;
}

/** A list of codes tells exactly how many there are: too much where the count is withheld, or leaves rounded. */
function tellsUnreleasedCount(
  { tells = [] }: Extract<Cell, { kind: "text" }>,
  { study, withheld, policy }: Gate,
): boolean {
  return tells.some((name) => {
    const count = study.named(name);
    const isKnown = count?.known === true && count.printedBefore === undefined;
    if (count === undefined || isKnown || count.standing === "exempt") return false;
    return policy.rounding.method !== "none" || count.standing === "unprinted" || withheld.reasons.has(count);
  });
}

/** A word such as "Empty" beside a withheld zero: all words of its kind go, so that the mark does not tell which it was. */
function followsWithheldCount({ follows }: Extract<Cell, { kind: "text" }>, gate: Gate): boolean {
  const count = follows === undefined ? undefined : gate.study.named(follows);
  return count !== undefined && (gate.withheld.reasons.has(count) || isPerhapsZero(count, gate));
}

/** Controlled rounding prints 0 for none and for a few: a word beside it would say which. */
function isPerhapsZero(count: StudyCount, { policy, rounded }: Gate): boolean {
  return policy.rounding.method === "controlled" && !isFixed(count) && rounded.printed(count) === 0;
}

/** A model's N stands in its column: where N is withheld, residual degrees of freedom and the terms shown would give it away. */
function standsOnWithheldCount(result: Result, column: number, { study, withheld }: Rules): boolean {
  return result.rows.some(
    (row, index) =>
      row.cells[column]?.kind === "count" && withheld.reasons.has(study.at(result, { row: index, column })),
  );
}

function releaseShare(
  result: Result,
  share: Extract<Cell, { kind: "share" }>,
  place: CellPlace,
  gate: Gate,
): ReleasedCell {
  const [numerator, denominator] = [share.numerator, share.denominator].map((at) => {
    const cell = cellAt(result, at);
    if (cell.kind === "count" || cell.kind === "absent") return releaseCell(result, cell, at, gate);
    const of = JSON.stringify(cell.kind);
    throw new RangeError(`${describeCell(result, place)}: a share must be of counts, not of ${of}`);
  });
  for (const part of [numerator, denominator]) {
    if (part?.kind === "withheld") return { kind: "withheld", marker: "c", because: "rests-on-withheld" };
  }
  for (const part of [numerator, denominator]) if (part?.kind === "absent") return part;
  if (numerator?.kind !== "count" || denominator?.kind !== "count") {
    throw new RangeError(`${describeCell(result, place)}: a share must be of two counts`);
  }
  const [part, all] = [share.numerator, share.denominator].map((at) =>
    gate.rounded.inShares(gate.study.at(result, at)),
  );
  if (denominator.value === 0 || part === undefined || all === undefined || all === 0) {
    return { kind: "absent", reason: "not-estimable", note: "A share of nothing." };
  }
  return { kind: "share", value: roundedStatistic(part / all, gate.policy) };
}

function assertModel(result: Result, model: string, place: CellPlace): void {
  if (result.models?.some(({ id }) => id === model)) return;
  throw new RangeError(`${describeCell(result, place)}: no model ${JSON.stringify(model)} in this result`);
}

function tooFewPeople(result: Result, people: People, place: CellPlace, rules: Rules): "threshold" | undefined {
  return areTooFew(people, () => describeCell(result, place), rules) ? "threshold" : undefined;
}

/** An estimate, a statistic or a text of nobody is withheld whatever the zero rule: there is nothing it could describe. */
function areTooFew(people: People, where: () => string, { policy }: Rules): boolean {
  switch (people.kind) {
    case "counted":
    case "assumed":
      return peopleBehind(people, where) <= highestFailing(policy);
    case "none":
    case "published":
      return false;
    default:
      return unknownRule("kind of people", people);
  }
}

/** Undefined when the sentence prints or rests on a cell that is withheld, or prints one that is absent. */
function releaseSentence(
  result: Result,
  { parts, restsOn }: Sentence,
  rows: readonly ReleasedRow[],
): ReleasedSentence | undefined {
  const released = (place: CellPlace): ReleasedCell => {
    const cell = rows[place.row]?.cells[place.column];
    if (cell === undefined) throw new RangeError(`result ${result.id}: a sentence is about a cell outside the table`);
    return cell;
  };
  let whole = restsOn.every((place) => released(place).kind !== "withheld");
  const shown = parts.map((part): string | ReleasedNumber => {
    if (typeof part === "string") return part;
    const { cell: place, show = "value" } = part;
    const cell = released(place);
    if (show !== "value" && cellAt(result, place).kind !== "estimate") {
      throw new RangeError(`${describeCell(result, place)}: has no ${show} to show`);
    }
    if (cell.kind === "withheld" || cell.kind === "absent") whole = false;
    return { place, cell, show };
  });
  return whole ? { parts: shown } : undefined;
}

/** How many rows a delivery has is a count that no rule has looked at, so it stays inside. */
function releaseProvenance({ provenance }: Result): ReleasedProvenance {
  const withoutRows = ({ period, group, kind, contentDigest }: ProvenanceInput) => ({
    period,
    group,
    kind,
    contentDigest,
  });
  return { inputs: provenance.inputs.map(withoutRows), steps: provenance.steps };
}

function disclosureRecord(
  result: Result,
  rows: readonly ReleasedRow[],
  sentences: { readonly resting: number; readonly unread: number },
  gate: Gate,
): DisclosureRecord {
  const {
    policy,
    study,
    withheld: { sealed },
  } = gate;
  const tally = { primary: 0, secondary: 0, either: 0, following: 0, sentences: sentences.resting };
  let shown = 0;
  // Of a table of words alone, the words are what it shows.
  const isOfWords = result.rows.every(({ cells }) => cells.every(({ kind }) => kind === "text" || kind === "absent"));
  for (const [row, { cells }] of result.rows.entries()) {
    for (const [column, cell] of cells.entries()) {
      const leaves = rows[row]?.cells[column];
      if (leaves?.kind === "withheld") tally[standingOf(leaves.because)]++;
      else if (cell.kind === "text" ? isOfWords || cell.people !== undefined : cell.kind !== "absent") shown++;
    }
  }
  const counts = new Set(
    result.rows.flatMap(({ cells }, row) =>
      cells.flatMap((cell, column) => (cell.kind === "count" ? [study.at(result, { row, column })] : [])),
    ),
  );
  const whole = [...counts].some((count) => sealed.has(count));
  const review = gate.reviews.get(result.id);
  const rest = releasable(result.columns, rows, policy);
  const isReviewed = gate.reviewed.has(result.id);
  const { steps, remarks } = gate.rounded.told(counts);
  return {
    status: isReviewed ? "released-after-review" : statusOf(tally, shown),
    checks: isReviewed
      ? checksAfterReview(result, policy)
      : [...checksFor(result, policy), ...remarks, ...(whole ? [sealedCheck] : [])],
    withheld: tally,
    ...(steps === 1 ? {} : { roundingSteps: steps }),
    ...(sentences.unread === 0 ? {} : { awaitingReview: sentences.unread }),
    ...(rest === undefined ? {} : { releasable: rest }),
    ...(review === undefined ? {} : { review: reviewRecord(review, () => cellsFailing(result, gate)) }),
  };
}

/** How many cells the policy stops for what they hold themselves, found as if nobody had decided otherwise. */
function cellsFailing(result: Result, gate: Gate): number {
  return result.rows
    .flatMap(({ cells }, row) => cells.map((cell, column) => ({ cell, place: { row, column } })))
    .filter(({ cell, place }) => {
      if (cell.kind === "count") return gate.study.at(result, place).fails;
      const reason = reasonToWithhold(result, cell, place, gate);
      return reason !== undefined && standingOf(reason) === "primary";
    }).length;
}

function statusOf(
  { primary, secondary, either, following }: DisclosureRecord["withheld"],
  shown: number,
): DisclosureStatus {
  if (primary + secondary + either + following === 0) return "released";
  return shown === 0 ? "withheld" : "released-with-withheld-cells";
}

function standingOf(because: WithheldReason): "primary" | "secondary" | "either" | "following" {
  switch (because) {
    case "threshold":
    case "model-level":
    case "residual-df":
    case "leverage":
    case "extreme":
    case "identical-values":
    case "dominance":
    case "needs-review":
    case "curve-step":
      return "primary";
    case "secondary":
      return "secondary";
    case "threshold-or-secondary":
      return "either";
    case "rests-on-withheld":
      return "following";
    default:
      return unknownRule("reason for withholding", because);
  }
}
