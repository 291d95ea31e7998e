import { seededRandom } from "@plait/study";
import { describe, expect, test } from "vitest";
import { addCost, type Cost, compareCost, nothing } from "../src/another-table.ts";
import { type StudyCount, type StudyCounts, studyCounts } from "../src/study-counts.ts";
import { withheldCounts } from "../src/withheld-counts.ts";
import { column, people, policy, release, shown, solver, withMargins } from "./made-up-results.ts";

/** SACRO as it is shipped: what is withheld for itself must leave six values or more. */
const wide = policy({ protection: { range: 5 } });

function made(seed: string, height: number, width: number, few: number) {
  const random = seededRandom(seed);
  return withMargins(
    Array.from({ length: height }, () =>
      Array.from({ length: width }, () => (random.next() < few ? random.integer(10) : 10 + random.integer(60))),
    ),
  );
}

function hiddenOf(study: StudyCounts, rules = wide): Set<StudyCount> {
  return new Set(withheldCounts(study, rules, solver).reasons.keys());
}

function costOf(hidden: Iterable<StudyCount>): Cost {
  return [...hidden].reduce((sum, { cost }) => addCost(sum, cost ?? nothing), nothing);
}

describe("[D29] the cheapest set to withhold", () => {
  test("no set of withheld cells of a small table that protects as well is cheaper", () => {
    for (let seed = 0; seed < 6; seed++) {
      const study = studyCounts([made(`small ${seed}`, 3, 3, 0.25)], wide);
      const found = costOf(hiddenOf(study));
      for (const other of subsets(study)) {
        if (compareCost(costOf(other), found) < 0) expect(protects(other, study), `seed ${seed}`).toBe(false);
      }
    }
  });

  test("eleven failing cells of a table of ten by eight take four others with them", () => {
    const table = made("one by one or all at once", 10, 8, 0.15);
    const study = studyCounts([table], wide);
    expect(study.counts.filter(({ primary }) => primary)).toHaveLength(11);
    expect(hiddenOf(study).size).toBe(15);
  });

  test("tables that share nothing with it change nothing", () => {
    const table = made("alone", 6, 5, 0.2);
    const [alone] = release([table], wide).value.results;
    const others = [column([people(4), people(80)], { id: "z" }), { ...made("beside", 5, 5, 0.3), id: "a.table" }];
    const beside = release([...others, table], wide).value.results.find(({ id }) => id === table.id);
    expect(beside && shown(beside)).toEqual(alone && shown(alone));
  });
});

/** Every set of cells that holds what must be withheld, with up to four others. */
function* subsets({ counts }: StudyCounts): Generator<Set<StudyCount>> {
  const forced = counts.filter(({ primary }) => primary);
  const free = counts.filter(({ primary }) => !primary);
  for (let chosen = 0; chosen < 2 ** free.length; chosen++) {
    const others = free.filter((_, at) => (chosen >> at) & 1);
    if (others.length <= 4) yield new Set([...forced, ...others]);
  }
}

/**
 * Whether the values that each count withheld for itself can have lie at least five apart, by trying all tables in which
 * no cell is more than six away. Apart from the gate: no costs, no search, no solver.
 */
function protects(hidden: ReadonlySet<StudyCount>, study: StudyCounts): boolean {
  const lowest = new Map<StudyCount, number>();
  const highest = new Map<StudyCount, number>();
  const cells = [...hidden];
  const values = new Map(study.counts.map((count) => [count, count.value]));
  const isTable = () =>
    study.relations.every(
      ({ terms }) =>
        terms.reduce((sum, { unknown, coefficient }) => sum + coefficient * (values.get(unknown) ?? 0), 0) === 0,
    );
  // The last hidden cell of a sum follows from the others, which keeps the trying short.
  const tryAll = (at: number): void => {
    const cell = cells[at];
    if (cell === undefined) {
      if (!isTable()) return;
      for (const one of cells) {
        const value = values.get(one) ?? 0;
        lowest.set(one, Math.min(lowest.get(one) ?? value, value));
        highest.set(one, Math.max(highest.get(one) ?? value, value));
      }
      return;
    }
    const settled = new Set(cells.slice(at + 1));
    const closing = cell.terms.find(({ relation }) =>
      relation.terms.every(({ unknown }) => unknown === cell || !settled.has(unknown)),
    );
    const candidates =
      closing === undefined
        ? Array.from({ length: 13 }, (_, step) => cell.value - 6 + step)
        : [
            -closing.relation.terms.reduce(
              (sum, { unknown, coefficient }) =>
                sum + (unknown === cell ? 0 : coefficient * (values.get(unknown) ?? 0)),
              0,
            ) / closing.coefficient,
          ];
    for (const value of candidates) {
      if (value < 0) continue;
      values.set(cell, value);
      tryAll(at + 1);
    }
    values.set(cell, cell.value);
  };
  tryAll(0);
  const ofGroups = study.relations.every(({ terms }) => {
    const parts = terms.flatMap(({ unknown, coefficient }) =>
      coefficient > 0 && hidden.has(unknown) ? [unknown] : [],
    );
    const isTotalHidden = terms.some(({ unknown, coefficient }) => coefficient < 0 && hidden.has(unknown));
    const together = parts.reduce((sum, { people: behind }) => sum + behind, 0);
    return isTotalHidden || parts.length === 0 || parts.some(({ primary }) => !primary) || together >= 10;
  });
  return ofGroups && cells.every((one) => !one.primary || (highest.get(one) ?? 0) - (lowest.get(one) ?? 0) >= 5);
}
