import { seededRandom } from "@plait/study";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addCost,
  cheapestMove,
  type Knowledge,
  type Move,
  nothing,
  type Relation,
  type Unknown,
} from "../src/another-table.ts";
import { joinedCounts } from "../src/joined-counts.ts";
import { type StudyCount, studyCounts } from "../src/study-counts.ts";
import { type Leave, TableProgramme } from "../src/table-programme.ts";
import {
  countingSolver,
  endedEarly,
  type Instead,
  keysOf,
  type MadeUpCount,
  type MadeUpSum,
  madeUp,
  untold,
} from "./made-up-counts.ts";
import { cellsOfCube, type Size, threeWay } from "./made-up-cubes.ts";
import { at, column, people, policy, published, solver, withMargins } from "./made-up-results.ts";

const anyNumber: Knowledge = () => ({ lowest: 0, highest: Number.POSITIVE_INFINITY });

function studyOf(...results: Parameters<typeof studyCounts>[0]) {
  const study = studyCounts(results, policy());
  const primary = study.counts.filter((count) => count.primary);
  return { study, primary, hidden: new Set<Unknown>(primary) };
}

function ask(group: readonly Unknown[], leave: Leave, question: (programme: TableProgramme) => void): void {
  const programme = new TableProgramme(group, anyNumber, leave, solver);
  try {
    question(programme);
  } finally {
    programme.dispose();
  }
}

/** By how much each relation is out of balance in a table, added up without the gate's own check. */
function imbalances(move: Move): number[] {
  const sums = new Map<Relation, number>();
  for (const [{ terms }, change] of move) {
    for (const { relation, coefficient } of terms) {
      sums.set(relation, (sums.get(relation) ?? 0) + coefficient * change);
    }
  }
  return [...sums.values()].filter((sum) => sum !== 0);
}

function lossOf(move: Move, hidden: ReadonlySet<Unknown>) {
  const shown = [...move.keys()].filter((count) => !hidden.has(count));
  return shown.reduce((sum, { cost }) => addCost(sum, cost ?? nothing), nothing);
}

describe("[D27] another table by linear programmes", () => {
  test("is a table in whole numbers that adds up, with just the change that was asked for", () => {
    const cube = fc.record({
      seed: fc.string(),
      size: fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 2, max: 4 }))),
      change: fc.constantFrom(-5, -2, -1, 1, 3, 5),
    });
    const runs = 40;
    let found = 0;
    fc.assert(
      fc.property(cube, ({ seed, size, change }) => {
        const [depth = 2, height = 2, width = 2] = size;
        const dimensions: Size = [depth, height, width];
        const { study, primary, hidden } = studyOf(threeWay(cellsOfCube(seed, dimensions, 0.2), dimensions));
        ask(study.counts, "at-a-cost", (programme) => {
          for (const count of primary.slice(0, 3)) {
            const answer = programme.cheapest(count, change, hidden);
            if (answer.kind !== "found") continue;
            found++;
            expect(answer.move.get(count)).toBe(change);
            expect(imbalances(answer.move)).toEqual([]);
            for (const [{ value }, by] of answer.move) {
              expect(Number.isSafeInteger(by) && value + by >= 0, `${value} by ${by}`).toBe(true);
            }
          }
        });
      }),
      { numRuns: runs },
    );
    expect(found).toBeGreaterThan(runs);
  });

  test("hides as little as the shortest path where counts stand in two sums", () => {
    const random = seededRandom("paths and programmes");
    for (let run = 0; run < 15; run++) {
      const inner = Array.from({ length: 5 }, () =>
        Array.from({ length: 4 }, () => (random.next() < 0.2 ? random.integer(10) : 10 + random.integer(60))),
      );
      const { study, primary, hidden } = studyOf(withMargins(inner));
      ask(study.counts, "at-a-cost", (programme) => {
        for (const count of primary) {
          const path = cheapestMove(count, hidden, anyNumber, { step: 1, ways: [1] });
          const answer = programme.cheapest(count, 1, hidden);
          if (path === undefined || answer.kind !== "found") expect(answer.kind).toBe("impossible");
          else expect(lossOf(answer.move, hidden).cells).toBe(lossOf(path, hidden).cells);
        }
      });
    }
  });

  test("a cell of a cube takes the other seven of a smaller cube with it", () => {
    const { study, primary, hidden } = studyOf(threeWay([4, 30, 30, 30, 30, 30, 30, 30], [2, 2, 2]));
    const [only] = primary;
    if (only === undefined) throw new Error("nothing fails");
    ask(study.counts, "at-a-cost", (programme) => {
      const answer = programme.cheapest(only, 4, hidden);
      const changes = answer.kind === "found" ? [...answer.move.values()] : [];
      expect(changes.toSorted((a, b) => a - b)).toEqual([-4, -4, -4, -4, 4, 4, 4, 4]);
    });
  });

  test("leaves shown counts alone where it is told to, and says that there is none then", () => {
    const table = column([people(3), people(80), people(40), published(123)], {
      sums: [{ total: at(3), parts: [at(0), at(1), at(2)] }],
    });
    const { study, primary, hidden } = studyOf(table);
    const [first, second] = study.counts;
    if (first === undefined || second === undefined) throw new Error("no counts");
    expect(primary).toEqual([first]);
    ask(study.counts, "hidden-only", (programme) => {
      expect(programme.cheapest(first, 1, hidden)).toEqual({ kind: "impossible" });
      const more = programme.cheapest(first, -3, new Set([...hidden, second]));
      const changed = new Map<Unknown, number>([
        [first, -3],
        [second, 3],
      ]);
      expect(more).toEqual({ kind: "found", move: changed });
      // Lower than nothing is no number of people.
      expect(programme.cheapest(first, -4, new Set([...hidden, second]))).toEqual({ kind: "impossible" });
      // What was hidden and is shown again stays as it is.
      expect(programme.cheapest(first, -3, hidden)).toEqual({ kind: "impossible" });
    });
  });

  test("has the same answer whatever was asked before", () => {
    // All cells alike, so that many tables are equally cheap.
    const few = new Set([0, 5, 10, 15, 17, 22]);
    const alike = Array.from({ length: 27 }, (_, cell) => (few.has(cell) ? 3 : 30));
    const { study, primary, hidden } = studyOf(threeWay(alike, [3, 3, 3]));
    const last = primary.at(-1);
    if (last === undefined) throw new Error("nothing fails");
    ask(study.counts, "at-a-cost", (fresh) => {
      ask(study.counts, "at-a-cost", (used) => {
        for (const count of primary) used.cheapest(count, 3, hidden);
        expect(used.cheapest(last, 5, hidden)).toEqual(fresh.cheapest(last, 5, hidden));
        expect(used.solved).toBeGreaterThan(fresh.solved);
      });
    });
  });
});

describe("[D27] answers by linear programmes to questions made by hand", () => {
  type Counts = Readonly<Record<string, number | MadeUpCount>>;
  const has = (value: number): MadeUpCount => ({ value, known: true });

  /** What the programme answers, one question after the other, where `s` and what is named are hidden. */
  function answers(counts: Counts, sums: readonly MadeUpSum[], hidden: readonly string[], changes: readonly number[]) {
    const { solver: counting, models } = countingSolver();
    const study = madeUp(counts, sums);
    const group = study.counts.filter((one) => !one.known);
    const programme = new TableProgramme(group, untold, "at-a-cost", counting);
    const found = changes.map((change) => {
      const answer = programme.cheapest(study.one("s"), change, study.some("s", ...hidden));
      if (answer.kind !== "found") return answer.kind;
      return Object.fromEntries(
        study.counts.flatMap((one) => (answer.move.has(one) ? [[one.key, answer.move.get(one)]] : [])),
      );
    });
    const { solved } = programme;
    programme.dispose();
    expect(models).toEqual({ made: 1, held: 0 });
    return { found, solved };
  }

  test("keep to what a reader knows of each count, without a programme where that alone forbids it", () => {
    const counts = { s: { value: 5, from: 3, to: 7 }, b: { value: 20, from: 19, to: 21 }, c: 40, t: has(65) };
    const sums: MadeUpSum[] = [["s", "b", "c", ["t", -1]]];
    expect(answers(counts, sums, ["b"], [1, -1, 3, -3])).toEqual({
      found: [{ s: 1, b: -1 }, { s: -1, b: 1 }, "impossible", "impossible"],
      solved: 2,
    });
    const [up, down] = answers(counts, sums, ["b"], [2, -2]).found;
    expect([up, down]).toEqual([
      { s: 2, b: -1, c: -1 },
      { s: -2, b: 1, c: 1 },
    ]);
  });

  test("leave alone what cannot be hidden", () => {
    const counts = { s: 5, b: { value: 20, cost: "cannot be hidden", primary: false } as const, t: has(25) };
    expect(answers(counts, [["s", "b", ["t", -1]]], [], [1]).found).toEqual(["impossible"]);
  });

  test("do not say that half a person is one, nor that there is none", () => {
    expect(answers({ s: 4, b: 20 }, [["s", ["b", -2]]], ["b"], [1, 2])).toEqual({
      found: ["no-whole-numbers", { s: 2, b: 1 }],
      // Half of one more; one more and half of one less; one more and one less; then at once.
      solved: 4,
    });
  });

  test("round half of the fractions, those next to a whole number first, and forget that for the next question", () => {
    // A quarter more of a and half of one more of b would do; with a at 0 b is 0 as well, and c takes what is left.
    const counts = { s: 40, b: { value: 20, from: 20 }, a: 20, c: { value: 500, cost: { exempt: 1 } } };
    const sums: MadeUpSum[] = [
      ["s", ["a", -4], ["c", -1]],
      [
        ["a", 2],
        ["b", -1],
      ],
    ];
    expect(answers(counts, sums, ["a", "b"], [1, 4])).toEqual({
      found: [
        { s: 1, c: 1 },
        { s: 4, b: 2, a: 1 },
      ],
      solved: 3,
    });
  });

  test("give up where the solver does", () => {
    const { solver: by } = countingSolver(() => endedEarly);
    const study = madeUp({ s: 4, b: 20 }, [["s", "b"]]);
    const programme = new TableProgramme(study.counts, untold, "at-a-cost", by);
    expect(programme.cheapest(study.one("s"), 1, study.some("s"))).toEqual({ kind: "no-whole-numbers" });
  });

  test.each<[string, number, number]>([
    ["are rounded 12 times at most", 0.5, 13],
    ["count for nothing where they do not add up", 0, 1],
  ])("%s", (_, value, runs) => {
    const instead: Instead = (__, name) =>
      name === "getSolution" ? () => ({ colValue: new Float64Array(4).fill(value) }) : undefined;
    const { solver: by, calls } = countingSolver(undefined, instead);
    const study = madeUp({ s: 4, b: 20 }, [["s", "b"]]);
    const programme = new TableProgramme(study.counts, untold, "at-a-cost", by);
    expect(programme.cheapest(study.one("s"), 1, study.some("s"))).toEqual({ kind: "no-whole-numbers" });
    expect([calls(0, "run"), programme.solved]).toEqual([runs, runs]);
    programme.dispose();
  });

  test("know of no table for a count that is not among theirs", () => {
    const study = madeUp({ s: 4, b: 20, x: 6 }, [["s", "b"]]);
    const programme = new TableProgramme([...study.some("s", "b")], untold, "at-a-cost", solver);
    expect(programme.cheapest(study.one("x"), 1, study.some("s"))).toEqual({ kind: "impossible" });
    programme.dispose();
  });
});

describe("[D29] counts that sums join", () => {
  test("fall into groups, without what a reader has", () => {
    const cells = [people(4, "a"), people(50, "b"), people(54, "all")];
    const sums = [{ total: at(2), parts: [at(0), at(1)] }];
    const other = column([people(7), people(9)], { id: "other" });
    const table = column(cells, { id: "table", sums });
    const groups = (reviewed: readonly string[]) =>
      joinedCounts(studyCounts([table, other], policy(), new Set(reviewed))).map(({ counts }) =>
        counts.map(({ value }: StudyCount) => value).sort((a, b) => a - b),
      );
    expect(groups([]).toSorted((a, b) => b.length - a.length)).toEqual([[4, 50, 54], [7], [9]]);
    expect(groups(["table"])).toEqual([[7], [9]]);
  });

  test("stand in order of indices, and so do their sums", () => {
    const study = madeUp({ a: 1, b: 2, known: { value: 5, known: true }, c: 3, d: 4 }, [
      ["d", "b"],
      ["c", "known"],
      ["d", "c", "a"],
    ]);
    const groups = joinedCounts(study).map(({ counts, relations }) => [keysOf(counts), counts, relations]);
    const inOrder = study.counts.filter(({ known }) => !known);
    expect(groups).toEqual([[["a", "b", "c", "d"], inOrder, study.relations]]);
  });
});
