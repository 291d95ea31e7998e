import type { LinearSolver } from "../linear-solver.ts";
import { givenAwayBy } from "./given-away-by.ts";
import { type AuditedCount, type JudgedCount, judgedCounts } from "./judged-counts.ts";
import { type PossibleValues, possibleValues } from "./possible-values.ts";
import { assertTrue, type ReaderSystem, type Source } from "./reader-system.ts";
import { type ReadersKnowledge, type ReadersLibrary, whatReadersKnow } from "./what-readers-know.ts";

export interface AuditInput extends ReadersLibrary {
  readonly solver: LinearSolver;
}

/** What an audit found. It holds true numbers: it stays inside the study. */
export interface AuditReport {
  /** How many counts were judged by themselves. */
  readonly counts: number;
  /** How many differences, sums of withheld parts and changes since earlier releases were judged. */
  readonly derived: number;
  /** Empty for a release that may leave. In an order that depends on identifiers alone. */
  readonly faults: readonly AuditFault[];
}

/** A number that a reader can work out, or come too close to. */
export interface AuditFault {
  readonly what: AuditedCount;
  /** The least and the most it can be for a reader. */
  readonly lowest: number;
  readonly highest: number;
  /** How far apart these must at least lie. */
  readonly needed: number;
  /** The search gave up: the number may be safe, but that could not be proved. */
  readonly undecided: boolean;
  readonly givenAwayBy: readonly Source[];
}

/**
 * Hands a release to a reader who knows all that readers can know, and judges what that reader finds out.
 *
 * It shares no code with the suppression it audits: it reads the true results for the names that join cells, for the
 * sums, and to know which numbers must not be found.
 *
 * 1. What is printed, withheld, rounded or was released earlier becomes one system of ends and sums.
 * 2. The truth must fit that system; otherwise gate or audit are wrong.
 * 3. Of every number that must not be worked out, the least and the most it can be are searched.
 * 4. Where they lie too close together, and closer than earlier releases left them, the sums that give it away are
 *    named.
 *
 * @throws RangeError where the release has other rows or columns than the results, or releases of the same data differ
 * @throws Error where the truth does not fit what the release says: a fault of ours. Names cells, never values.
 */
export function auditRelease({ solver, ...library }: AuditInput): AuditReport {
  const knowledge = whatReadersKnow(library);
  const { system } = knowledge;
  assertTrue(system);
  const judged = judgedCounts(knowledge, library.policy);
  const faults = narrowed(narrow(judged, system, solver), knowledge, solver).map(({ what, terms, needed, values }) => {
    const { lowest, highest, undecided } = values;
    return { what, lowest, highest, needed, undecided, givenAwayBy: givenAwayBy({ terms, needed }, system, solver) };
  });
  const alone = judged.filter(({ terms: { length } }) => length === 1).length;
  return { counts: alone, derived: judged.length - alone, faults };
}

interface NarrowCount extends JudgedCount {
  readonly values: PossibleValues;
}

/** Those of which the reader knows too much. */
function narrow(judged: readonly JudgedCount[], system: ReaderSystem, solver: LinearSolver): NarrowCount[] {
  const found = possibleValues(system, judged, solver);
  return judged.flatMap((one, at): NarrowCount[] => {
    const values = found[at];
    return values === undefined || values.isWide ? [] : [{ ...one, values }];
  });
}

/** Those of which this release tells more than earlier ones: what readers have already cannot be kept from them. */
function narrowed(
  faults: readonly NarrowCount[],
  { system, systemBefore }: ReadersKnowledge,
  solver: LinearSolver,
): NarrowCount[] {
  const before = possibleValues(systemBefore, faults, solver);
  return faults.flatMap((fault, at): NarrowCount[] => {
    const had = before[at];
    if (had === undefined || had.isWide) return [fault];
    const needed = had.highest - had.lowest;
    return narrow([{ ...fault, needed }], system, solver);
  });
}
