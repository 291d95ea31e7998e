import { compareText } from "@plait/study";
import { countryAndNationalityNames } from "./countries-and-nationalities.ts";
import { fingerprint, ngramFingerprint } from "./fingerprint.ts";
import { foldedWords } from "./fold.ts";
import { jaroWinkler } from "./jaro-winkler.ts";
import { levenshtein } from "./levenshtein.ts";
import { isDeclaredPair, reasonToKeepApart, type ValuePair } from "./must-not-merge.ts";

export interface DeliveryCount {
  readonly delivery: string;
  readonly count: number;
}

/** One raw value of a variable, after spaces were collapsed and trimmed, and how often each delivery has it. */
export interface RawValue {
  readonly value: string;
  readonly counts: readonly DeliveryCount[];
}

export interface ValueRepairInput {
  readonly variable: string;
  readonly values: readonly RawValue[];
  /** The values `rules.yaml` declares for the variable; empty when any value stands. */
  readonly canonical: readonly string[];
  /** Raw values the values file already decides; nothing is proposed for them, and nothing is merged into them. */
  readonly decided: ReadonlySet<string>;
  /** Pairs the study knows to be different, beside those the rules know. */
  readonly mustNotMerge?: readonly ValuePair[];
}

/** From the surest to the least sure. */
export type RepairMethod = "case" | "fingerprint" | "trailing-mark" | "n-gram" | "nearest-neighbour";

export type Confidence = "high" | "medium" | "low";

/** One line a person may copy into `values/<variable>.csv`, or not. Nothing applies it by itself. */
export interface ValueRepairProposal {
  readonly variable: string;
  readonly raw: string;
  readonly canonical: string;
  readonly method: RepairMethod;
  readonly confidence: Confidence;
  /** Jaro-Winkler similarity of the folded values, 0 to 1. */
  readonly similarity: number;
  readonly reason: string;
  /** Other values the raw one is about as near to; with any, the confidence is low. */
  readonly alternatives: readonly string[];
  readonly counts: readonly DeliveryCount[];
  readonly total: number;
}

/** Both of two values with at least this share of the variable's rows, and this many, are in real use: neither is a slip. */
const frequentShare = 0.01;
const frequentRows = 10;

/** Nearest neighbours: how far, how alike, and how close a second candidate must be to cast doubt on the first. */
const leastSimilarity = 0.9;
const doubtMargin = 0.02;

const methodOrder: readonly RepairMethod[] = ["case", "fingerprint", "trailing-mark", "n-gram", "nearest-neighbour"];
const confidenceOrder: readonly Confidence[] = ["high", "medium", "low"];

/**
 * Proposes, for each raw value that is neither declared nor decided, the value it is probably a spelling of.
 *
 * The suggested value is a declared one if any fits, else the most frequent observed one. A value that is itself
 * proposed to be replaced is never suggested for another, so proposals do not chain. At most one proposal a raw value,
 * the surest first: by confidence, then method, then number of rows.
 *
 * Throws RangeError for a count that is not a whole number from 0, or a value given twice.
 */
export function proposeValueRepairs(input: ValueRepairInput): ValueRepairProposal[] {
  const candidates = candidatesInOrder(input);
  const rows = candidates.reduce((sum, candidate) => sum + candidate.total, 0);
  const frequent = Math.max(frequentRows, frequentShare * rows);
  const roots = new Roots();
  const proposals: ValueRepairProposal[] = [];
  for (const candidate of candidates) {
    if (candidate.standing === "decided") continue;
    const match =
      candidate.standing === "declared" ? undefined : bestMatch(candidate, roots, frequent, input.mustNotMerge ?? []);
    if (match === undefined) roots.add(candidate);
    else proposals.push(toProposal(input.variable, candidate, match));
  }
  return proposals.sort(
    (a, b) =>
      confidenceOrder.indexOf(a.confidence) - confidenceOrder.indexOf(b.confidence) ||
      methodOrder.indexOf(a.method) - methodOrder.indexOf(b.method) ||
      b.total - a.total ||
      compareText(a.raw, b.raw),
  );
}

interface Candidate {
  readonly value: string;
  readonly standing: "declared" | "observed" | "decided";
  readonly counts: readonly DeliveryCount[];
  readonly total: number;
  readonly lower: string;
  readonly key: string;
  readonly bigrams: string;
  /** Folded words in their order, for distances. */
  readonly folded: string;
  readonly length: number;
  /** Which characters occur, a bit for each remainder of code point by 32. */
  readonly letters: number;
}

interface Match {
  readonly target: Candidate;
  readonly method: RepairMethod;
  readonly similarity: number;
  readonly alternatives: readonly string[];
}

/** Declared values in their order, then observed ones: names of countries and nationalities, then the most frequent. */
function candidatesInOrder(input: ValueRepairInput): Candidate[] {
  const declared = new Set(input.canonical);
  const observed = new Map<string, RawValue>();
  for (const raw of input.values) {
    if (observed.has(raw.value)) throw new RangeError(`value given twice: ${JSON.stringify(raw.value)}`);
    for (const { delivery, count } of raw.counts) {
      if (!Number.isInteger(count) || count < 0) throw new RangeError(`count in ${delivery} is not from 0: ${count}`);
    }
    observed.set(raw.value, raw);
  }
  const first = [...declared].map((value) => toCandidate(value, "declared", observed.get(value)?.counts ?? []));
  const rest = [...observed.values()]
    .filter((raw) => !declared.has(raw.value))
    .map((raw) => toCandidate(raw.value, input.decided.has(raw.value) ? "decided" : "observed", raw.counts))
    .sort(
      (a, b) =>
        Number(countryAndNationalityNames.has(b.key)) - Number(countryAndNationalityNames.has(a.key)) ||
        b.total - a.total ||
        compareText(a.value, b.value),
    );
  return [...first, ...rest];
}

function toCandidate(value: string, standing: Candidate["standing"], counts: readonly DeliveryCount[]): Candidate {
  const folded = foldedWords(value).join(" ");
  return {
    value,
    standing,
    counts,
    total: counts.reduce((sum, { count }) => sum + count, 0),
    lower: value.toLowerCase(),
    key: fingerprint(value),
    bigrams: ngramFingerprint(value, 2),
    folded,
    length: [...folded].length,
    letters: lettersOf(folded),
  };
}

/** Values that others may be merged into, found by each key, in the order they were added. */
class Roots {
  readonly all: Candidate[] = [];
  readonly #byLower = new Map<string, Candidate>();
  readonly #byKey = new Map<string, Candidate>();
  readonly #byBigrams = new Map<string, Candidate>();

  add(root: Candidate): void {
    this.all.push(root);
    if (!this.#byLower.has(root.lower)) this.#byLower.set(root.lower, root);
    if (root.key !== "" && !this.#byKey.has(root.key)) this.#byKey.set(root.key, root);
    if (root.bigrams !== "" && !this.#byBigrams.has(root.bigrams)) this.#byBigrams.set(root.bigrams, root);
  }

  withLower(lower: string): Candidate | undefined {
    return this.#byLower.get(lower);
  }

  withKey(key: string): Candidate | undefined {
    return this.#byKey.get(key);
  }

  withBigrams(bigrams: string): Candidate | undefined {
    return this.#byBigrams.get(bigrams);
  }
}

function bestMatch(
  candidate: Candidate,
  roots: Roots,
  frequent: number,
  pairs: readonly ValuePair[],
): Match | undefined {
  const apart = (target: Candidate): boolean => reasonToKeepApart(candidate.value, target.value, pairs) !== undefined;
  const inUse = (target: Candidate): boolean => candidate.total >= frequent && target.total >= frequent;
  const sure = (target: Candidate, method: RepairMethod): Match => ({
    target,
    method,
    similarity: jaroWinkler(candidate.folded, target.folded),
    alternatives: [],
  });

  const sameLetters = roots.withLower(candidate.lower);
  if (sameLetters !== undefined && !apart(sameLetters)) return sure(sameLetters, "case");
  const sameKey = roots.withKey(candidate.key);
  if (sameKey !== undefined && !apart(sameKey)) return sure(sameKey, "fingerprint");
  const unmarked = withoutTrailingMark(candidate, roots, pairs);
  if (unmarked !== undefined) return sure(unmarked, "trailing-mark");
  const sameBigrams = roots.withBigrams(candidate.bigrams);
  if (sameBigrams !== undefined && !apart(sameBigrams) && !inUse(sameBigrams)) return sure(sameBigrams, "n-gram");
  return nearestNeighbour(candidate, roots.all, (root) => !inUse(root) && !apart(root));
}

/**
 * The root left when a footnote mark at the end is taken away: raised digits and signs anywhere, `[note 3]`, and plain
 * digits when they are glued to a letter, or to a number that with them is no declared value.
 */
function withoutTrailingMark(candidate: Candidate, roots: Roots, pairs: readonly ValuePair[]): Candidate | undefined {
  const marks = [
    { pattern: /[\p{White_Space}]*[¹²³⁰⁴-⁹*†‡§]+$/u, declaredOnly: false },
    { pattern: /[\p{White_Space}]*[[(](?:notes?\p{White_Space}*)?\d{1,2}[\])]$/iu, declaredOnly: false },
    { pattern: /(?<=[\p{L}):])\d{1,2}$/u, declaredOnly: false },
    { pattern: /(?<=\d)\d$/u, declaredOnly: true },
  ];
  for (const { pattern, declaredOnly } of marks) {
    const stripped = candidate.value.replace(pattern, "");
    if (stripped === candidate.value) continue;
    const root = roots.withKey(fingerprint(stripped));
    if (root === undefined || (declaredOnly && root.standing !== "declared")) continue;
    if (!isDeclaredPair(candidate.value, root.value, pairs)) return root;
  }
  return undefined;
}

function nearestNeighbour(
  candidate: Candidate,
  roots: readonly Candidate[],
  mayMerge: (root: Candidate) => boolean,
): Match | undefined {
  const near = roots
    .map((root) => ({ root, similarity: nearness(candidate, root) }))
    .filter(({ root, similarity }) => similarity > 0 && mayMerge(root))
    // The sort is stable: among equals a declared value, then the most frequent, comes first.
    .sort((a, b) => b.similarity - a.similarity);
  const best = near[0];
  if (best === undefined) return undefined;
  const inDoubt = near.slice(1).filter(({ similarity }) => similarity >= best.similarity - doubtMargin);
  const alternatives = new Set(inDoubt.map(({ root }) => root.value));
  if (countryAndNationalityNames.has(best.root.key)) {
    for (const name of namesAsNear(candidate, best)) alternatives.add(name);
  }
  return {
    target: best.root,
    method: "nearest-neighbour",
    similarity: best.similarity,
    alternatives: [...alternatives].sort(compareText),
  };
}

/** Names of countries and nationalities, used in the data or not, that a misspelt one may also stand for. */
function namesAsNear(candidate: Candidate, best: { readonly root: Candidate; readonly similarity: number }): string[] {
  return knownNames
    .filter((name) => name.key !== best.root.key && nearness(candidate, name) >= best.similarity - doubtMargin)
    .map((name) => name.value);
}

const knownNames: readonly Candidate[] = [...countryAndNationalityNames.values()].map((name) =>
  toCandidate(name, "observed", []),
);

function lettersOf(text: string): number {
  let letters = 0;
  for (const character of text) letters |= 1 << ((character.codePointAt(0) ?? 0) % 32);
  return letters;
}

function bitsSet(word: number): number {
  let rest = word;
  let bits = 0;
  for (; rest !== 0; bits++) rest &= rest - 1;
  return bits;
}

/** Jaro-Winkler similarity when few enough letters differ for the length, else 0. */
function nearness(a: Candidate, b: Candidate): number {
  const shorter = Math.min(a.length, b.length);
  const limit = shorter >= 6 ? 2 : shorter >= 4 ? 1 : 0;
  if (limit === 0 || Math.abs(a.length - b.length) > limit) return 0;
  // One edit changes which characters occur by two at most: far cheaper to see than the distance.
  if (bitsSet(a.letters ^ b.letters) > 2 * limit) return 0;
  if (levenshtein(a.folded, b.folded, limit) > limit) return 0;
  const similarity = jaroWinkler(a.folded, b.folded);
  return similarity >= leastSimilarity ? similarity : 0;
}

function toProposal(variable: string, candidate: Candidate, match: Match): ValueRepairProposal {
  return {
    variable,
    raw: candidate.value,
    canonical: match.target.value,
    method: match.method,
    confidence: confidenceOf(match),
    similarity: match.similarity,
    reason: reasonInWords(candidate, match),
    alternatives: match.alternatives,
    counts: candidate.counts,
    total: candidate.total,
  };
}

function confidenceOf(match: Match): Confidence {
  if (match.alternatives.length > 0) return "low";
  switch (match.method) {
    case "case":
    case "fingerprint":
      return "high";
    case "trailing-mark":
    case "n-gram":
      return "medium";
    case "nearest-neighbour":
      return match.target.standing === "declared" || countryAndNationalityNames.has(match.target.key)
        ? "medium"
        : "low";
  }
}

function reasonInWords(candidate: Candidate, match: Match): string {
  const target = `“${match.target.value}”`;
  const standing =
    match.target.standing === "declared"
      ? "a declared value"
      : `found in ${match.target.total} rows, this one in ${candidate.total}`;
  const doubt =
    match.alternatives.length > 0
      ? ` About as near to ${match.alternatives.map((value) => `“${value}”`).join(", ")}: look at the rows.`
      : "";
  switch (match.method) {
    case "case":
      return `The same as ${target} but for capital letters (${standing}).`;
    case "fingerprint":
      return `The same words as ${target} but for capitals, accents, punctuation or order (${standing}).`;
    case "trailing-mark":
      return `${target} with a footnote mark at its end (${standing}).`;
    case "n-gram":
      return `The same pairs of letters as ${target}, spaces and repeats apart (${standing}).`;
    case "nearest-neighbour":
      return `Nearly ${target}: ${lettersApart(levenshtein(candidate.folded, match.target.folded))} (${standing}).${doubt}`;
  }
}

function lettersApart(distance: number): string {
  return distance === 1 ? "one letter differs" : `${distance} letters differ`;
}
