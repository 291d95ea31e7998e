import type { Cell, CellPlace, Column, People, ProvenanceInput, Result, Row, Sentence } from "@plait/study";
import { assertUsable, highestFailing, type Policy, unknownRule } from "./policy.ts";
import { checksFor, describePolicy } from "./policy-statement.ts";
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
import { roundedCounts } from "./rounded-counts.ts";
import { roundedStatistic } from "./rounded-statistic.ts";
import { cellAt, describeCell, peopleBehind, type StudyCount, type StudyCounts, studyCounts } from "./study-counts.ts";
import { type WithheldCounts, withheldCounts } from "./withheld-counts.ts";
import { modelReason, type WithheldEstimates, withheldEstimates } from "./withheld-estimates.ts";

/**
 * Decides what of a study may leave it. All results of one release are judged together, because a number hidden in one
 * table can often be worked out from another.
 *
 * 1. Every count of every result becomes an unknown, every sum and every step of a flow a relation between them.
 * 2. Counts that fail the threshold or the zero rule are hidden, and then others until none can be worked out.
 * 3. Estimates are hidden with too few degrees of freedom, people or outcomes behind them.
 * 4. Counts that stay are rounded; shares are taken of rounded counts; shares, estimates and statistics are cut to the
 *    policy's significant digits.
 * 5. Each result is copied without a trace of what is hidden, and sentences that rest on it are dropped.
 *
 * The outcome does not depend on the order of results, rows, columns or sums, and nothing of it can be changed.
 *
 * @throws RangeError when results are inconsistent: doubled identifiers, rows of the wrong length, places outside the
 *   table, counts that are not whole numbers of at least 0, sums that do not add up, cells of one name that differ,
 *   shares and sums of cells that are not counts, estimates of no model; or when the policy cannot protect. Messages
 *   name results and cells, never values.
 * @throws TypeError for a kind of cell, figure or people, or a rule, that the gate does not know.
 */
export function release(results: readonly Result[], policy: Policy): Released<Release> {
  assertUsable(policy);
  assertWellFormed(results);
  const study = studyCounts(results, policy);
  const withheld = withheldCounts(study, policy);
  const gate: Gate = {
    policy,
    study,
    withheld,
    rounded: roundedCounts(study, withheld, policy),
    estimates: withheldEstimates(results, policy),
  };
  return new ReleasedValue(fromTheGate, {
    policy: describePolicy(policy),
    results: results.map((result) => releaseResult(result, gate)),
  });
}

/**
 * Something that has passed the gate. Only `release` can make one: the class is not exported, it cannot be imitated by
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

interface Gate {
  readonly policy: Policy;
  readonly study: StudyCounts;
  readonly withheld: WithheldCounts;
  readonly rounded: (count: StudyCount) => number;
  readonly estimates: WithheldEstimates;
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
      return;
    default:
      unknownRule("figure", figure);
  }
}

function releaseResult(result: Result, gate: Gate): ReleasedResult {
  const rows = result.rows.map((row, at) => releaseRow(result, row, at, gate));
  const sentences = result.sentences.map((sentence) => releaseSentence(result, sentence, rows));
  const kept = sentences.filter((sentence) => sentence !== undefined);
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
    disclosure: disclosureRecord(result, rows, sentences.length - kept.length, gate),
  };
}

function releaseColumn({ id, label, unit, group }: Column): Column {
  return { id, label, unit, ...(group === undefined ? {} : { group }) };
}

function releaseRow(result: Result, { id, label, group, cells }: Row, row: number, gate: Gate): ReleasedRow {
  return {
    id,
    label,
    ...(group === undefined ? {} : { group }),
    cells: cells.map((cell, column) => releaseCell(result, cell, { row, column }, gate)),
  };
}

function releaseCell(result: Result, cell: Cell, place: CellPlace, gate: Gate): ReleasedCell {
  switch (cell.kind) {
    case "count":
      return releaseCount(result, cell, place, gate);
    case "share":
      return releaseShare(result, cell, place, gate);
    case "estimate": {
      const { estimate, standardError, interval, pValue, model, term } = cell;
      const rounded = (value: number) => roundedStatistic(value, gate.policy);
      assertModel(result, model, place);
      const reason = tooFewPeople(result, cell.people, place, gate) ?? modelReason(gate.estimates, model, term);
      if (reason !== undefined) return withheldFor(reason);
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
      if (model !== undefined) assertModel(result, model, place);
      const tooFew = tooFewPeople(result, cell.people, place, gate);
      if (tooFew !== undefined) return withheldFor(tooFew);
      if (model === undefined) return { kind: "statistic", value, digits };
      if (gate.estimates.models.has(model)) return withheldFor("residual-df");
      if (standsOnWithheldCount(result, place.column, gate)) return withheldFor("rests-on-withheld");
      return { kind: "statistic", value, digits, model };
    }
    case "text": {
      const tooFew = cell.people === undefined ? undefined : tooFewPeople(result, cell.people, place, gate);
      return tooFew === undefined ? { kind: "text", text: cell.text } : withheldFor(tooFew);
    }
    case "absent":
      return { kind: "absent", reason: cell.reason, ...(cell.note === undefined ? {} : { note: cell.note }) };
    default:
      return unknownRule("kind of cell", cell);
  }
}

/** A model's N stands in its column: where N is withheld, residual degrees of freedom and the terms shown would give it away. */
function standsOnWithheldCount(result: Result, column: number, { study, withheld }: Gate): boolean {
  return result.rows.some(
    (row, index) =>
      row.cells[column]?.kind === "count" && withheld.reasons.has(study.at(result, { row: index, column })),
  );
}

function releaseCount(
  result: Result,
  cell: Extract<Cell, { kind: "count" }>,
  place: CellPlace,
  { study, withheld, rounded }: Gate,
): ReleasedCell {
  const count = study.at(result, place);
  const reason = withheld.reasons.get(count);
  if (reason !== undefined) return withheldFor(reason);
  const published = cell.people.kind === "published" ? { published: cell.people.source } : {};
  return { kind: "count", value: rounded(count), ...published };
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
  for (const part of [numerator, denominator]) if (part?.kind === "withheld") return withheldFor("rests-on-withheld");
  for (const part of [numerator, denominator]) if (part?.kind === "absent") return part;
  if (numerator?.kind !== "count" || denominator?.kind !== "count") {
    throw new RangeError(`${describeCell(result, place)}: a share must be of two counts`);
  }
  if (denominator.value === 0) return { kind: "absent", reason: "not-estimable", note: "A share of nothing." };
  return { kind: "share", value: roundedStatistic(numerator.value / denominator.value, gate.policy) };
}

function assertModel(result: Result, model: string, place: CellPlace): void {
  if (result.models?.some(({ id }) => id === model)) return;
  throw new RangeError(`${describeCell(result, place)}: no model ${JSON.stringify(model)} in this result`);
}

/** An estimate or a statistic of nobody is withheld whatever the zero rule: there is nothing it could describe. */
function tooFewPeople(result: Result, people: People, place: CellPlace, { policy }: Gate): "threshold" | undefined {
  switch (people.kind) {
    case "counted":
    case "assumed":
      return peopleBehind(people, () => describeCell(result, place)) <= highestFailing(policy)
        ? "threshold"
        : undefined;
    case "none":
    case "published":
      return undefined;
    default:
      return unknownRule("kind of people", people);
  }
}

function withheldFor(because: WithheldReason): ReleasedCell {
  return { kind: "withheld", marker: "c", because };
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
  sentences: number,
  { policy, study, withheld: { sealed } }: Gate,
): DisclosureRecord {
  const cells = rows.flatMap((row) => row.cells);
  const tally = { primary: 0, secondary: 0, either: 0, following: 0, sentences };
  let shown = 0;
  for (const cell of cells) {
    if (cell.kind === "withheld") tally[standingOf(cell.because)]++;
    else if (cell.kind !== "text" && cell.kind !== "absent") shown++;
  }
  const cellsWithheld = tally.primary + tally.secondary + tally.either + tally.following;
  const whole = result.rows.some((row, at) =>
    row.cells.some((cell, column) => cell.kind === "count" && sealed.has(study.at(result, { row: at, column }))),
  );
  const sealedCheck =
    "Everything joined to the small numbers by sums is withheld, because hiding a few more would not protect them.";
  return {
    status: statusOf(cellsWithheld, shown),
    checks: [...checksFor(result, policy), ...(whole ? [sealedCheck] : [])],
    withheld: tally,
  };
}

function statusOf(withheld: number, shown: number): DisclosureStatus {
  if (withheld === 0) return "released";
  return shown === 0 ? "withheld" : "released-with-withheld-cells";
}

function standingOf(because: WithheldReason): "primary" | "secondary" | "either" | "following" {
  switch (because) {
    case "threshold":
    case "model-level":
    case "residual-df":
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
