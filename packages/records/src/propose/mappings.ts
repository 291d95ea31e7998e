import { compareText, type VariableType } from "@plait/study";
import { fingerprint } from "./fingerprint.ts";
import { labelSimilarity } from "./label-similarity.ts";

/**
 * What a sample of a column's cells looks like. Each number counts non-empty cells; a cell may be of several forms
 * (`2019` is an integer and a number).
 */
export interface TypeProfile {
  readonly filled: number;
  readonly date: number;
  readonly month: number;
  readonly integer: number;
  readonly number: number;
  /** Cells that a declared reference variable would accept. */
  readonly reference: number;
  readonly distinct: number;
}

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

export interface UnmappedColumn {
  /** Path under `deliveries/`. */
  readonly delivery: string;
  readonly kind: string;
  readonly label: string;
  readonly profile: TypeProfile;
  readonly topValues: readonly ValueCount[];
}

export interface MappedColumn extends UnmappedColumn {
  readonly variable: string;
}

export interface DeclaredVariable {
  readonly name: string;
  readonly label: string;
  readonly type: VariableType;
  /** Declared values, for a category or multi variable. */
  readonly values?: readonly string[];
}

export interface MappingInput {
  readonly unmapped: readonly UnmappedColumn[];
  readonly mapped: readonly MappedColumn[];
  readonly variables: readonly DeclaredVariable[];
}

export interface MappingCandidate {
  readonly variable: string;
  /** From 0 to 1; a rank, not a probability. */
  readonly score: number;
  readonly reasons: readonly string[];
}

export interface ColumnPlace {
  readonly delivery: string;
  readonly kind: string;
  readonly label: string;
}

export type MappingProposal =
  | {
      readonly outcome: "proposed";
      readonly column: ColumnPlace;
      readonly variable: string;
      readonly score: number;
      readonly reasons: readonly string[];
      /** The next best variables, for a person who disagrees. */
      readonly others: readonly MappingCandidate[];
    }
  | { readonly outcome: "no proposal"; readonly column: ColumnPlace; readonly reason: string };

const weights = { name: 0.55, type: 0.2, values: 0.25 };
const leastScore = 0.6;
/** Without a name this alike, or values this much in common, agreement of type proves nothing. */
const leastName = 0.6;
const leastOverlap = 0.6;
const othersShown = 2;

/**
 * Proposes a declared variable for every unmapped column, or says that there is none to propose.
 *
 * The score is the weighted mean of three pieces of evidence: the label beside the variable's name, its label and the
 * labels already mapped to it in the same kind (0.55); the share of cells of the variable's type (0.20); the share of the
 * most frequent cells already known for the variable (0.25, left out where values say nothing: dates, months, references,
 * numbers and free text). A variable that the same delivery and kind already has is not proposed again, and no variable
 * is proposed for two columns of one delivery and kind.
 *
 * Proposals come in the order of the unmapped columns: delivery, kind, label. None is ever applied by this function.
 */
export function proposeMappings(input: MappingInput): MappingProposal[] {
  const columns = [...input.unmapped].sort(
    (a, b) => compareText(a.delivery, b.delivery) || compareText(a.kind, b.kind) || compareText(a.label, b.label),
  );
  const ranked = columns.map((column) => ({ column, candidates: candidatesFor(column, input) }));
  const chosen = chooseWithoutClash(ranked);
  return ranked.map(({ column, candidates }, index) => {
    const place = { delivery: column.delivery, kind: column.kind, label: column.label };
    const choice = chosen.get(index);
    if (choice === undefined) return { outcome: "no proposal", column: place, reason: reasonForNone(candidates) };
    const others = candidates.filter((candidate) => candidate !== choice).slice(0, othersShown);
    return { outcome: "proposed", column: place, ...choice, others };
  });
}

interface Ranked {
  readonly column: UnmappedColumn;
  readonly candidates: readonly MappingCandidate[];
}

/** Gives each variable of a delivery and kind to the column that fits it best, the surest fits first. */
function chooseWithoutClash(ranked: readonly Ranked[]): Map<number, MappingCandidate> {
  const fits = ranked
    .flatMap(({ column, candidates }, index) => candidates.map((candidate) => ({ index, column, candidate })))
    .sort((a, b) => b.candidate.score - a.candidate.score || a.index - b.index);
  const taken = new Set<string>();
  const chosen = new Map<number, MappingCandidate>();
  for (const { index, column, candidate } of fits) {
    const seat = JSON.stringify([column.delivery, column.kind, candidate.variable]);
    if (chosen.has(index) || taken.has(seat)) continue;
    chosen.set(index, candidate);
    taken.add(seat);
  }
  return chosen;
}

function reasonForNone(candidates: readonly MappingCandidate[]): string {
  const best = candidates[0];
  if (best === undefined) return "No declared variable is like this column in name or in values.";
  return `The best fit, “${best.variable}”, fits another column of this delivery better.`;
}

function candidatesFor(column: UnmappedColumn, input: MappingInput): MappingCandidate[] {
  const ofKind = input.mapped.filter((mapped) => mapped.kind === column.kind);
  const present = new Set(
    ofKind.filter((mapped) => mapped.delivery === column.delivery).map((mapped) => mapped.variable),
  );
  return input.variables
    .filter((variable) => !present.has(variable.name))
    .map((variable) => weigh(column, variable, ofKind))
    .filter((candidate) => candidate !== undefined)
    .sort((a, b) => b.score - a.score || compareText(a.variable, b.variable));
}

interface Evidence {
  readonly share: number;
  readonly reason: string;
}

function weigh(
  column: UnmappedColumn,
  variable: DeclaredVariable,
  mappedOfKind: readonly MappedColumn[],
): MappingCandidate | undefined {
  const mapped = mappedOfKind.filter((other) => other.variable === variable.name);
  const name = nameEvidence(column, variable, mapped);
  const type = typeEvidence(column, variable);
  const values = valueEvidence(column, variable, mapped);
  const parts = [
    { weight: weights.name, evidence: name },
    { weight: weights.type, evidence: type },
    { weight: weights.values, evidence: values },
  ].filter((part): part is { weight: number; evidence: Evidence } => part.evidence !== undefined);
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  const score = parts.reduce((sum, part) => sum + part.weight * part.evidence.share, 0) / weight;
  const speaks = name.share >= leastName || (values !== undefined && values.share >= leastOverlap);
  if (score < leastScore || !speaks) return undefined;
  const reasons = parts.filter((part) => part.evidence.share > 0).map((part) => part.evidence.reason);
  return { variable: variable.name, score, reasons };
}

function nameEvidence(column: UnmappedColumn, variable: DeclaredVariable, mapped: readonly MappedColumn[]): Evidence {
  const known = [
    { text: variable.name, source: `the variable “${variable.name}”` },
    { text: variable.label, source: `the variable's label “${variable.label}”` },
    ...mapped.map((other) => ({ text: other.label, source: `“${other.label}”, mapped in ${other.delivery}` })),
  ];
  const best = known
    .map(({ text, source }) => ({ share: labelSimilarity(column.label, text), source }))
    .reduce((a, b) => (b.share > a.share ? b : a));
  const reason =
    best.share === 1
      ? `The label says the same as ${best.source}.`
      : `The label is ${percent(best.share)} like ${best.source}.`;
  return { share: best.share, reason };
}

/** Undefined for an empty column and for text, which every cell is. */
function typeEvidence(column: UnmappedColumn, variable: DeclaredVariable): Evidence | undefined {
  const { filled } = column.profile;
  if (filled === 0) return undefined;
  const fitting = cellsOfType(column.profile, variable.type);
  if (fitting === undefined) return undefined;
  const share = fitting / filled;
  return { share, reason: `${percent(share)} of the cells looked at would be read as ${typeInWords[variable.type]}.` };
}

function cellsOfType(profile: TypeProfile, type: VariableType): number | undefined {
  switch (type) {
    case "reference":
      return profile.reference;
    case "date":
      return profile.date;
    case "month":
      return Math.max(profile.month, profile.date);
    case "integer":
      return profile.integer;
    case "number":
      return profile.number;
    case "category":
    case "multi":
      // Few values that come back are categories; a column of nearly distinct cells is not.
      return profile.filled - Math.min(profile.filled, Math.max(0, profile.distinct - 1));
    case "text":
      return undefined;
  }
}

const typeInWords: Readonly<Record<VariableType, string>> = {
  reference: "a reference",
  date: "a date",
  month: "a month",
  integer: "a whole number",
  number: "a number",
  category: "a category, since values come back",
  multi: "categories, since values come back",
  text: "text",
};

/** Undefined where values say nothing about meaning or nothing is known to compare with. */
function valueEvidence(
  column: UnmappedColumn,
  variable: DeclaredVariable,
  mapped: readonly MappedColumn[],
): Evidence | undefined {
  if (variable.type !== "category" && variable.type !== "multi") return undefined;
  const known = new Set([
    ...(variable.values ?? []).map(fingerprint),
    ...mapped.flatMap((other) => other.topValues.map(({ value }) => fingerprint(value))),
  ]);
  const cells = column.topValues.reduce((sum, { count }) => sum + count, 0);
  if (known.size === 0 || cells === 0) return undefined;
  const shared = column.topValues
    .filter(({ value }) => known.has(fingerprint(value)))
    .reduce((sum, { count }) => sum + count, 0);
  const share = shared / cells;
  return { share, reason: `${percent(share)} of its most frequent cells hold values known for “${variable.name}”.` };
}

/** Rounded down, so that only all of something is 100%. */
function percent(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)}%`;
}
