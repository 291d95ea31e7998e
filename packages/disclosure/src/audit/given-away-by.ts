import { compareText } from "@plait/study";
import type { LinearSolver } from "../linear-solver.ts";
import { OtherTables } from "./other-tables.ts";
import { possibleValues, type Question } from "./possible-values.ts";
import { describeSource, type ReaderRow, type ReaderSystem, type Source, type Term } from "./reader-system.ts";
import { componentsOf, WholeTables } from "./whole-tables.ts";

/**
 * Where a reader finds what gives a number away: sums that keep its range narrow, none of which can be spared, and
 * numbers printed elsewhere that enter them. Of very many sums some may be named that could be spared.
 */
export function givenAwayBy(question: Question, system: ReaderSystem, solver: LinearSolver): Source[] {
  const rows = unsparable(candidates(question, system, solver), question, system, solver);
  const own = question.terms.flatMap(({ count }) => system.counts[count]?.printedAt ?? []);
  const entering = rows.flatMap(({ terms, source }) =>
    terms
      .map(({ count }) => system.counts[count]?.printedAt ?? [])
      .filter((places) => !places.some((place) => isSameTable(place, source)))
      .flat(),
  );
  const sources = [...rows.map(({ source }) => source), ...own, ...entering];
  const distinct = new Map(sources.map((source) => [describeSource(source), source]));
  return [...distinct].sort(([a], [b]) => compareText(a, b)).map(([, source]) => source);
}

/**
 * The rows behind the solver's bounds, if they suffice; where whole numbers are needed as well, all that are joined.
 */
function candidates(question: Question, system: ReaderSystem, solver: LinearSolver): ReaderRow[] {
  const joined: ReaderRow[] = [];
  const behind = new Set<ReaderRow>();
  for (const component of componentsOf(system, system.counts)) {
    const inside = new Set(component.counts);
    const terms = question.terms.filter(({ count }) => inside.has(count));
    if (terms.length === 0 || component.rows.length === 0) continue;
    joined.push(...component.rows);
    const tables = new OtherTables(new WholeTables(component, system, system.counts, question.needed), solver);
    try {
      for (const sign of [1, -1]) {
        const signed = terms.map(({ count, coefficient }): Term => ({ count, coefficient: sign * coefficient }));
        for (const row of tables.rowsBehind(signed)) behind.add(row);
      }
    } finally {
      tables.dispose();
    }
  }
  const some = joined.filter((row) => behind.has(row));
  return isNarrow(some, question, system, solver) ? some : joined;
}

/** Of more rows than these it is not tried which can be spared. */
const mostTried = 12;

function unsparable(
  rows: readonly ReaderRow[],
  question: Question,
  system: ReaderSystem,
  solver: LinearSolver,
): readonly ReaderRow[] {
  if (rows.length > mostTried) return rows;
  let kept = rows;
  for (const row of rows) {
    const without = kept.filter((one) => one !== row);
    if (isNarrow(without, question, system, solver)) kept = without;
  }
  return kept;
}

/** Whether these rows alone keep the range narrower than is needed. */
function isNarrow(
  rows: readonly ReaderRow[],
  question: Question,
  { counts }: ReaderSystem,
  solver: LinearSolver,
): boolean {
  const used = [...new Set([...question.terms, ...rows.flatMap(({ terms }) => terms)].map(({ count }) => count))];
  const places = new Map(used.sort((a, b) => a - b).map((count, at) => [count, at]));
  const placed = ({ count, coefficient }: Term): Term => ({ count: places.get(count) ?? 0, coefficient });
  const part: ReaderSystem = {
    counts: used.flatMap((count, index) => {
      const whole = counts[count];
      return whole === undefined ? [] : [{ ...whole, index }];
    }),
    rows: rows.map((row) => ({ ...row, terms: row.terms.map(placed) })),
  };
  const [values] = possibleValues(part, [{ ...question, terms: question.terms.map(placed) }], solver);
  return values !== undefined && !values.isWide;
}

function isSameTable(a: Source, b: Source): boolean {
  return a.result === b.result && a.release === b.release;
}
