import { type CellPlace, type Result, type Sum, seededRandom } from "@plait/study";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AuditFailed } from "../src/audit/audit-failed.ts";
import { controlledRounding, type RoundingWay } from "../src/controlled-rounding.ts";
import type { Policy, ReleasedResult } from "../src/index.ts";
import { type StudyCount, type StudyCounts, studyCounts } from "../src/study-counts.ts";
import {
  countingSolver,
  endedEarly,
  endedWithSome,
  type Instead,
  infeasible,
  keysOf,
  type MadeUpCount,
  type MadeUpSum,
  madeUp,
} from "./made-up-counts.ts";
import {
  at,
  column,
  flow,
  nearest,
  people,
  policy,
  published,
  release,
  releaseOne,
  result,
  row,
  shown,
  shownColumn,
  solver,
  withMargins,
  withoutPeople,
} from "./made-up-results.ts";

/** What fails may be any of `range + 1` numbers; the gate's own audit throws where a reader can tell better. */
function controlled(to: number, range = to - 1): Policy {
  return policy({
    threshold: { people: 20, operator: "<" },
    zeros: { rule: "safe", reason: "for the test" },
    protection: { range },
    rounding: { method: "controlled", to },
  });
}

interface Rounded {
  readonly value: number;
  readonly printed: number;
}

/** Every count of a release with what it truly is. */
function roundedCells(results: readonly Result[], released: readonly ReleasedResult[]): Rounded[] {
  return results.flatMap(({ rows }, table) =>
    rows.flatMap(({ cells }, r) =>
      cells.flatMap((cell, c) => {
        const printed = released[table]?.rows[r]?.cells[c];
        return cell.kind === "count" && printed?.kind === "count"
          ? [{ value: cell.value, printed: printed.value }]
          : [];
      }),
    ),
  );
}

function totalShift(cells: readonly Rounded[]): number {
  return cells.reduce((sum, { value, printed }) => sum + Math.abs(printed - value), 0);
}

function printedAt(released: ReleasedResult | undefined, { row: r, column: c }: CellPlace): number {
  const cell = released?.rows[r]?.cells[c];
  if (cell?.kind !== "count") throw new Error("not a printed count");
  return cell.value;
}

function sumAt(released: ReleasedResult | undefined, places: readonly CellPlace[]): number {
  return places.reduce((sum, place) => sum + printedAt(released, place), 0);
}

function expectAdditive(results: readonly Result[], released: readonly ReleasedResult[]): void {
  for (const [table, { sums }] of results.entries()) {
    for (const { total, parts } of sums) {
      expect(sumAt(released[table], parts)).toBe(printedAt(released[table], total));
    }
  }
}

/** Multiples next to the truth; multiples as they are; nothing withheld. */
function expectNeighbours(cells: readonly Rounded[], to: number): void {
  for (const { value, printed } of cells) {
    expect(printed % to).toBe(0);
    expect(Math.abs(printed - value)).toBeLessThan(value % to === 0 ? 1 : to);
  }
}

const handbook = [
  [1, 0],
  [3, 3],
  [12, 20],
];

const inner = (most: number) =>
  fc
    .record({ height: fc.integer({ min: 1, max: 5 }), width: fc.integer({ min: 1, max: 5 }) })
    .chain(({ height, width }) =>
      fc.array(fc.array(fc.nat(most), { minLength: width, maxLength: width }), {
        minLength: height,
        maxLength: height,
      }),
    );

const twoByTwo = (most: number) => {
  const pair = fc.tuple(fc.nat(most), fc.nat(most));
  return fc.tuple(pair, pair);
};

const steps = fc.integer({ min: 2, max: 12 });

describe("[D46] controlled rounding", () => {
  test("Handbook: 1 0 / 3 3 / 12 20 to 5 adds up, with a total shift of 18; rounded one by one the last row does not", () => {
    const table = withMargins(handbook);
    const open = policy({ threshold: { people: 3, operator: "<" }, rounding: nearest(5) });
    expect(shown(releaseOne(table, open)).at(2)).toEqual(["10", "20", "30"]);
    expect(shown(releaseOne(table, open)).at(3)?.at(2)).toBe("40");

    const released = releaseOne(table, controlled(5));
    expectAdditive([table], [released]);
    expect(totalShift(roundedCells([table], [released]))).toBe(18);
    expect(released.disclosure.status).toBe("released");
  });

  test("tables with margins: every sum holds, every count next to its true one, nothing withheld", () => {
    fc.assert(
      fc.property(inner(60), steps, (values, to) => {
        const table = withMargins(values);
        const released = releaseOne(table, controlled(to));
        expectAdditive([table], [released]);
        expectNeighbours(roundedCells([table], [released]), to);
        expect(released.disclosure).toMatchObject({ status: "released", withheld: { primary: 0, secondary: 0 } });
      }),
      { numRuns: 30 },
    );
  });

  test("hierarchies: groups in groups add up at every level", () => {
    const tree = fc.array(fc.array(fc.nat(40), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(tree, steps, (groups, to) => {
        const table = nested(groups);
        const released = releaseOne(table, controlled(to));
        expectAdditive([table], [released]);
        expectNeighbours(roundedCells([table], [released]), to);
      }),
      { numRuns: 40 },
    );
  });

  test("linked tables: one name is one number, totals of other tables hold, and so do totals that nothing prints", () => {
    fc.assert(
      fc.property(inner(40), steps, fc.nat(), (values, to, seed) => {
        const tables = linked(values, seed);
        const released = release(tables, controlled(to)).value.results;
        const [first, second, third] = released;
        expectAdditive(tables, released);
        expectNeighbours(roundedCells(tables, released), to);
        for (const r of values.keys()) {
          const whole = printedAt(first, at(r, values[0]?.length));
          expect(printedAt(second, at(r, 0))).toBe(whole);
          expect(sumAt(third, [at(r, 0), at(r, 1)])).toBe(whole);
        }
        const places = values.map((_, r) => at(r, 1));
        expect(sumAt(third, places)).toBe(sumAt(second, places));
      }),
      { numRuns: 40 },
    );
  });

  test("the shift of a total that nothing prints is not added in: 2 and 2 stay at 0, though their 4 lies closer to 5", () => {
    const table = column([people(2), people(2)], { sumsElsewhere: [{ total: "unprinted", parts: [at(0), at(1)] }] });
    expect(shownColumn(releaseOne(table, controlled(5)))).toEqual(["0", "0"]);
  });

  test("the differences of a flow are multiples next to their true numbers as well", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 2, maxLength: 5 }), (steps) => {
        const boxes = steps.map((_, from) => steps.slice(from).reduce((sum, step) => sum + step, 0));
        const table = flow(boxes.map((value) => ({ role: "kept", cell: people(value) })));
        const cells = roundedCells([table], [releaseOne(table, { ...controlled(5), flowDifferences: true })]);
        expectNeighbours(cells, 5);
        const gaps = cells.slice(1).map((cell, index) => ({
          value: (cells[index]?.value ?? 0) - cell.value,
          printed: (cells[index]?.printed ?? 0) - cell.printed,
        }));
        expectNeighbours(gaps, 5);
      }),
      { numRuns: 40 },
    );
  });

  test("no additive rounding to neighbours shifts less: all of a 2 by 2 table are tried", () => {
    fc.assert(
      fc.property(twoByTwo(30), fc.integer({ min: 2, max: 7 }), (values, to) => {
        const study = studyCounts([withMargins(values)], policy());
        const { printed } = controlledRounding(study, to, solver);
        expect(shiftOf(printed)).toBe(Math.min(...roundingsByTrial(study, to).map(shiftOf)));
      }),
      { numRuns: 60 },
    );
  });

  test("where cells rounded one by one and added up come to neighbours too, they never shift less", () => {
    let compared = 0;
    const random = seededRandom("one by one");
    for (let run = 0; run < 60; run++) {
      const values = Array.from({ length: 3 }, () => Array.from({ length: 3 }, () => random.integer(50)));
      const table = withMargins(values);
      const summed = withMargins(values.map((line) => line.map((value) => 5 * Math.round(value / 5))));
      const oneByOne = roundedCells([table], [releaseOne(summed, { ...policy(), ...unhidden })]);
      if (oneByOne.some(({ value, printed }) => Math.abs(printed - value) >= 5)) continue;
      compared++;
      const shift = totalShift(roundedCells([table], [releaseOne(table, controlled(5))]));
      expect(shift).toBeLessThanOrEqual(totalShift(oneByOne));
    }
    expect(compared).toBeGreaterThan(10);
  });

  test("a count in no sum goes to its nearest multiple, halves down", () => {
    const table = column([0, 2, 3, 7, 8, 10].map((value) => people(value)));
    expect(shownColumn(releaseOne(table, controlled(5)))).toEqual(["0", "0", "5", "5", "10", "10"]);
    expect(shownColumn(releaseOne(column([people(2), people(6)]), controlled(4)))).toEqual(["0", "4"]);
  });

  test("a step that is no whole number of at least 2 is a caller's mistake", () => {
    const study = studyCounts([withMargins(handbook)], policy());
    for (const to of [1, 2.5, Number.NaN]) expect(() => controlledRounding(study, to, solver)).toThrow(RangeError);
  });
});

describe("[D47] one answer", () => {
  test("rows, columns, sums and results in any order are printed the same", () => {
    fc.assert(
      fc.property(inner(30), fc.string(), (values, seed) => {
        const tables = linked(values, 7);
        const random = seededRandom(seed);
        const rules = controlled(5);
        const mixed = random.shuffle(tables).map((table) => rearranged(table, random));
        expect(byIdentifier(mixed, rules)).toEqual(byIdentifier(tables, rules));
      }),
      { numRuns: 25 },
    );
  });

  test("of roundings that shift the same, the one with the least weighted sum", () => {
    const runs = 60;
    let ties = 0;
    fc.assert(
      fc.property(twoByTwo(9), fc.integer({ min: 2, max: 5 }), (values, to) => {
        const study = studyCounts([withMargins(values)], policy());
        const random = seededRandom("ties of controlled rounding");
        const weights = new Map(study.counts.map((count) => [count, 1 + random.integer(2 ** 20)]));
        const weighed = (rounding: ReadonlyMap<StudyCount, number>) =>
          [...rounding].reduce((sum, [count, value]) => sum + value * (weights.get(count) ?? 0), 0);
        const { printed } = controlledRounding(study, to, solver);
        const equals = roundingsByTrial(study, to).filter((one) => shiftOf(one) === shiftOf(printed));
        if (equals.length > 1) ties++;
        expect(weighed(printed)).toBe(Math.min(...equals.map(weighed)));
      }),
      { numRuns: runs, seed: 4 },
    );
    expect(ties).toBeGreaterThan(runs / 12);
  });

  test("a table that shares nothing with the others does not change how they are rounded", () => {
    const table = withMargins(handbook);
    const other = withMargins([[1, 1, 1]], "another.table");
    expect(release([other, table], controlled(5)).value.results[1]).toEqual(releaseOne(table, controlled(5)));
  });
});

describe("[D48] where neighbours do not add up", () => {
  const ways = (results: readonly Result[], to: number, effort?: number): [RoundingWay, number][] =>
    controlledRounding(studyCounts(results, policy()), to, solver, effort).groups.map(({ way, steps: far }) => [
      way,
      far,
    ]);

  const stubborn = cube([2, 2, 2], [0, 1, 2, 2, 1, 2, 2, 1]);

  test("three-way tables add up: next to the true counts, or as far away as is told", () => {
    const random = seededRandom("cubes");
    for (let run = 0; run < 12; run++) {
      const table = cube(
        [3, 3, 3],
        Array.from({ length: 27 }, () => random.integer(12)),
      );
      const released = releaseOne(table, controlled(5));
      expectAdditive([table], [released]);
      expect(released.disclosure.status).toBe("released");
      const far = released.disclosure.roundingSteps ?? 1;
      for (const { value, printed } of roundedCells([table], [released])) {
        expect(Math.abs(printed - value)).toBeLessThan(5 * far);
      }
    }
  });

  test("a cube that has no such rounding to 2 takes a second step, still adds up, and says so", () => {
    expect(roundingsByTrial(studyCounts([stubborn], policy()), 2)).toEqual([]);
    expect(ways([stubborn], 2)).toEqual([["least-shift", 2]]);
    const released = releaseOne(stubborn, controlled(2));
    expectAdditive([stubborn], [released]);
    expect(released.disclosure.roundingSteps).toBe(2);
    expect(released.disclosure.checks).toContain(
      "Some counts are not next to their true number but up to 2 multiples of 2 away, so that sums hold.",
    );
  });

  test("a search that may look at nothing leaves sums of rounded cells, which add up, and says so", () => {
    const random = seededRandom("e");
    const table = cube(
      [3, 3, 3],
      Array.from({ length: 27 }, () => random.integer(3)),
    );
    const study = studyCounts([table], policy());
    const { groups, printed } = controlledRounding(study, 2, solver, 0);
    expect(groups.map(({ way }) => way)).toEqual(["summed-up"]);
    for (const { terms } of study.relations) {
      expect(terms.reduce((sum, { unknown, coefficient }) => sum + coefficient * (printed.get(unknown) ?? 0), 0)).toBe(
        0,
      );
    }
    for (const [{ value }, shown] of printed) {
      expect(Math.abs(shown - value)).toBeLessThan(2 * (groups[0]?.steps ?? 0));
    }
  });

  test("public totals between which no multiples fit: each count by itself, and the reader is told", () => {
    // a + b = 20, a + c = 20, b + c = 10: the only solution is 15, 5 and 5.
    const table = column([people(15), people(5), people(5), published(20), published(20), published(10)], {
      sums: [
        { total: at(3), parts: [at(0), at(1)] },
        { total: at(4), parts: [at(0), at(2)] },
        { total: at(5), parts: [at(1), at(2)] },
      ],
    });
    expect(ways([table], 10)).toEqual([["by-itself", 1]]);
    const study = studyCounts([table], policy());
    const { printed } = controlledRounding(study, 10, solver);
    expect(table.rows.map((_, r) => printed.get(study.at(table, at(r))))).toEqual([10, 0, 0, 20, 20, 10]);
  });
});

describe("[D46]-[D49] counts made by hand, to multiples of 5", () => {
  type Counts = Readonly<Record<string, number | MadeUpCount>>;
  const has = (value: number, changes: Partial<MadeUpCount> = {}): MadeUpCount => ({ value, known: true, ...changes });
  const sum: MadeUpSum = ["a", "b", ["t", -1]];

  function rounded(counts: Counts, sums: readonly MadeUpSum[], by = countingSolver(), to = 5) {
    const study = madeUp(counts, sums);
    const { printed, groups, open } = controlledRounding(study, to, by.solver);
    expect(by.models.held).toBe(0);
    return {
      printed: study.counts.map((count) => printed.get(count)),
      groups: groups.map(({ counts: joined, way, steps: far }) => [keysOf(joined).join(), way, far]),
      open: open.map(({ index }) => index),
    };
  }

  const never = () => countingSolver(() => infeasible);

  test.each<[string, Counts, readonly MadeUpSum[], number[], [string, RoundingWay, number][], number[]]>([
    [
      "each by itself where no sum joins them",
      { a: 0, b: 2, c: 3, d: 5, e: 7, f: 8 },
      [],
      [0, 0, 5, 5, 5, 10],
      ["a", "b", "c", "d", "e", "f"].map((key) => [key, "least-shift", 1]),
      [],
    ],
    ["both up, and their total with them", { a: 4, b: 4, t: 8 }, [sum], [5, 5, 10], [["a,b,t", "least-shift", 1]], []],
    ["all down", { a: 6, b: 1, t: 7 }, [sum], [5, 0, 5], [["a,b,t", "least-shift", 1]], []],
    [
      "a total that nothing prints at no cost",
      { a: 2, b: 2, t: { value: 4, standing: "unprinted" } },
      [sum],
      [0, 0, 0],
      [["a,b,t", "least-shift", 1]],
      [],
    ],
    [
      "a sum with a number that is not rounded and is a multiple",
      { a: 13, b: 7, t: has(20) },
      [sum],
      [15, 5, 20],
      [["a,b", "least-shift", 1]],
      [],
    ],
    [
      "one that is none is left open, and joins nothing",
      { a: 13, b: 9, t: has(22) },
      [sum],
      [15, 10, 22],
      [
        ["a", "least-shift", 1],
        ["b", "least-shift", 1],
      ],
      [0],
    ],
    [
      "what was printed before stays as it was printed, and sums hold with that",
      { a: 13, b: 9, t: has(22, { printedBefore: 20 }) },
      [sum],
      [10, 10, 20],
      [["a,b", "least-shift", 1]],
      [],
    ],
    [
      "where nothing is rounded nothing is open, whatever was printed",
      { a: has(3), b: has(4, { printedBefore: 5 }), t: has(7, { printedBefore: 10 }), x: 6 },
      [sum],
      [3, 5, 10, 5],
      [["x", "least-shift", 1]],
      [],
    ],
    [
      "groups stand in the order of their first counts",
      { a: 6, x: 6, b: 1, t: 7 },
      [sum],
      [5, 5, 0, 5],
      [
        ["a,b,t", "least-shift", 1],
        ["x", "least-shift", 1],
      ],
      [],
    ],
  ])("%s", (_, counts, sums, printed, groups, open) => {
    expect(rounded(counts, sums)).toEqual({ printed, groups, open });
  });

  test.each<[string, Counts, readonly MadeUpSum[], number[], RoundingWay, number]>([
    ["parts to the nearest, halves down", { a: 13, b: 9, t: 22 }, [sum], [15, 10, 25], "summed-up", 1],
    [
      "and their total with them, if it is not the nearest then",
      { a: 13, b: 13, t: 26 },
      [sum],
      [15, 15, 30],
      "summed-up",
      1,
    ],
    [
      "totals of totals, in whatever order the sums stand",
      { a: 3, b: 3, t: 6, c: 13, u: 19 },
      [["t", "c", ["u", -1]], sum],
      [5, 5, 10, 15, 25],
      "summed-up",
      2,
    ],
    [
      "a part that enters twice",
      { a: 13, t: 26 },
      [
        [
          ["a", 2],
          ["t", -1],
        ],
      ],
      [15, 30],
      "summed-up",
      1,
    ],
    ["with numbers that are not rounded", { a: 13, b: has(10), t: 23 }, [sum], [15, 10, 25], "summed-up", 1],
    [
      "with a total that is not rounded, where its parts add up",
      { a: 13, b: 7, t: has(20) },
      [sum],
      [15, 5, 20],
      "summed-up",
      1,
    ],
    [
      "each by itself where they do not",
      { a: 13, b: 13, c: 4, t: has(30) },
      [["a", "b", "c", ["t", -1]]],
      [15, 15, 5, 30],
      "by-itself",
      1,
    ],
    [
      "each by itself where two sums make a total two numbers",
      { a: 3, b: 3, t: 6, c: 1, d: 5 },
      [sum, ["c", "d", ["t", -1]]],
      [5, 5, 5, 0, 5],
      "by-itself",
      1,
    ],
    [
      "and where totals are totals of each other",
      { a: 23, b: 23 },
      [
        ["a", ["b", -1]],
        ["b", ["a", -1]],
      ],
      [25, 25],
      "by-itself",
      1,
    ],
  ])("where no rounding is found: %s", (_, counts, sums, printed, way, far) => {
    const found = rounded(counts, sums, never());
    expect(found.printed).toEqual(printed);
    expect(found.groups.map(([, ...told]) => told)).toEqual([[way, far]]);
  });

  test.each<[string, Counts]>([
    ["of two that shift as much", { a: 3, b: 3, t: 6 }],
    ["though a lighter one would shift more", { a: 4, b: 4, t: 8 }],
  ])("the answer is one, whether the solver has whole numbers at once or has to look for them: %s", (_, counts) => {
    const atOnce = rounded(counts, [sum]);
    expect(atOnce.groups).toEqual([["a,b,t", "least-shift", 1]]);
    const unsure = countingSolver((model) => (model === 0 ? endedWithSome : undefined));
    expect(rounded(counts, [sum], unsure)).toEqual(atOnce);
    expect(unsure.models.made).toBeGreaterThan(2);
  });

  test.each<[string, (model: number) => number | undefined]>([
    ["a search for whole numbers that ended early", (model) => (model < 2 ? endedWithSome : undefined)],
    ["a search among equals that found none", (model) => (model > 0 ? endedEarly : undefined)],
  ])("%s leaves sums that hold, and says so", (_, answers) => {
    const { printed, groups } = rounded({ a: 6, b: 1, t: 7 }, [sum], countingSolver(answers));
    expect([printed, groups]).toEqual([[5, 0, 5], [["a,b,t", "additive", 1]]]);
  });

  test("no search among equals where the least is not known, and three tries where nothing is found", () => {
    const early = countingSolver((model) => (model < 2 ? endedWithSome : undefined));
    rounded({ a: 6, b: 1, t: 7 }, [sum], early);
    expect(early.models.made).toBe(2);
    const none = never();
    rounded({ a: 6, b: 1, t: 7 }, [sum], none);
    expect(none.models.made).toBe(3);
    const givenUp = countingSolver(() => endedEarly);
    rounded({ a: 6, b: 1, t: 7 }, [sum], givenUp);
    expect(givenUp.models.made).toBe(6);
  });

  test.each<[string, number[]]>([
    ["that does not add up", [1, 1, 0]],
    ["that is too far away", [2, 0, 1]],
  ])("an answer of the solver %s counts for nothing", (_, multiples) => {
    const instead: Instead = (model, name) => {
      if (name !== "getSolution") return undefined;
      const colValue = Float64Array.from(model < 2 ? multiples : Array.from({ length: 9 }, () => 0));
      return () => ({ colValue, colDual: new Float64Array(9), rowDual: new Float64Array() });
    };
    const { printed, groups } = rounded({ a: 3, b: 3, t: 6 }, [sum], countingSolver(undefined, instead));
    expect([printed, groups]).toEqual([[5, 5, 10], [["a,b,t", "summed-up", 1]]]);
  });
});

describe("[D49] what is not rounded", () => {
  test("public figures and numbers without people stay, and hold sums where they are multiples", () => {
    const table = column([people(13), people(7), published(20), withoutPeople(23)], {
      sums: [{ total: at(2), parts: [at(0), at(1)] }],
    });
    expect(shownColumn(releaseOne(table, { ...controlled(5), protection: { range: 1 } }))).toEqual([
      "15",
      "5",
      "20",
      "23",
    ]);
  });

  test("a sum with a public figure that is no multiple cannot hold, and the reader is told", () => {
    const table = column([people(13), people(9), published(22)], {
      sums: [{ total: at(2), parts: [at(0), at(1)] }],
    });
    const released = releaseOne(table, { ...controlled(5), protection: { range: 1 } });
    expect(shownColumn(released)).toEqual(["15", "10", "22"]);
    expect(released.disclosure.checks).toContain(
      "Sums in which a number stands that is not rounded need not hold exactly.",
    );
  });

  test("what left whole after review is the same number everywhere", () => {
    const reviewed = { ...column([people(12, "all")]), id: "test.reviewed" };
    const other = column([people(12, "all"), people(41)]);
    const review = {
      result: "test.reviewed",
      reason: "For the test.",
      requested: { by: "A", on: "2024-05-01" },
      decision: { outcome: "release", by: "B", on: "2024-05-02" },
    } as const;
    const [first, second] = release([reviewed, other], controlled(5), [review]).value.results;
    expect(first && shownColumn(first)).toEqual(["12"]);
    expect(second && shownColumn(second)).toEqual(["12", "40"]);
  });
});

describe("[D4R1] nothing is withheld for its size, and nothing tells it", () => {
  test("ones and zeros are printed under a rule that withholds zeros, estimates and statistics of few are not", () => {
    const statistic = (behind: number) =>
      ({ kind: "statistic", value: 1.5, digits: 1, people: { kind: "counted", people: behind } }) as const;
    const table = column([people(1), people(0), people(4), statistic(4), statistic(40)]);
    const rules: Policy = { ...controlled(5), zeros: { rule: "disclosive", reason: "for the test" } };
    const released = releaseOne(table, rules);
    expect(shownColumn(released)).toEqual(["0", "0", "5", "c:threshold", "1.5"]);
  });

  test("a list that tells a count is withheld, a word beside a count only where 0 is printed", () => {
    const counts = { ...column([people(0, "a"), people(2, "b"), people(3, "c"), people(30, "d")]), id: "test.counts" };
    const words = column([
      { kind: "text", text: "Empty", follows: "a" },
      { kind: "text", text: "Supplied", follows: "b" },
      { kind: "text", text: "Supplied", follows: "c" },
      { kind: "text", text: "P1 to P30", people: { kind: "counted", people: 30 }, tells: ["d"] },
    ]);
    const [first, second] = release([counts, words], controlled(5)).value.results;
    expect(first && shownColumn(first)).toEqual(["0", "0", "5", "30"]);
    const withheld = "c:rests-on-withheld";
    expect(second && shownColumn(second)).toEqual([withheld, withheld, "Supplied", withheld]);
  });

  test("shares are of printed counts", () => {
    const table = column([people(13), people(41), { kind: "share", numerator: at(0), denominator: at(1) }]);
    expect(shownColumn(releaseOne(table, controlled(5)))).toEqual(["15", "40", "37.5%"]);
  });
});

describe("[D4R2] what a reader of printed multiples can tell", () => {
  test("a count printed as 0 is one of as many numbers as the step: a policy that asks for more is refused", () => {
    const table = withMargins(handbook);
    expect(() => releaseOne(table, controlled(5, 4))).not.toThrow();
    expect(() => releaseOne(table, controlled(5, 5))).toThrow(/rounding.to: must be above protection.range, 5/);
    expect(() => releaseOne(table, controlled(6, 5))).not.toThrow();
  });

  test("[D113] numbers that are not rounded can give away one that is: then nothing is released", () => {
    const table = column([people(2), published(10), published(12)], {
      sums: [{ total: at(2), parts: [at(0), at(1)] }],
    });
    expect(() => releaseOne(table, controlled(5))).toThrow(AuditFailed);
  });
});

/** Cells of groups, totals of groups, and the total of all. */
function nested(groups: readonly (readonly number[])[]): Result {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const values = [...groups.flat(), ...groups.map(sum), sum(groups.flat())];
  const totals = groups.map((_, index) => at(groups.flat().length + index));
  const sums: Sum[] = groups.map((group, index) => {
    const before = groups.slice(0, index).flat().length;
    return { total: totals[index] ?? at(0), parts: group.map((__, part) => at(before + part)) };
  });
  return column(
    values.map((value) => people(value)),
    { sums: [...sums, { total: at(values.length - 1), parts: totals }] },
  );
}

/**
 * A table with margins; its row totals with how many of each are girls; and girls and boys of each row, whose sums the
 * first table prints, and whose girls and those of the second are one total that nothing prints.
 */
function linked(values: readonly (readonly number[])[], seed: number): Result[] {
  const random = seededRandom(String(seed));
  const margins = withMargins(values, "test.margins");
  const width = values[0]?.length ?? 0;
  const totals = values.map((line) => line.reduce((sum, value) => sum + value, 0));
  const first = {
    ...margins,
    rows: margins.rows.map((line, r) =>
      r === totals.length
        ? line
        : { ...line, cells: line.cells.map((cell, c) => (c === width ? people(totals[r] ?? 0, `row ${r}`) : cell)) },
    ),
  };
  const girls = totals.map((total) => random.integer(total + 1));
  // Not row by row the same girls, but as many in all.
  const others = totals.map((_, r) => girls[r] ?? 0);
  const second = result({
    id: "test.rows",
    rows: totals.map((total, r) => row(`r${r}`, [people(total, `row ${r}`), people(others[r] ?? 0)])),
    sumsElsewhere: [{ total: "girls", parts: totals.map((_, r) => at(r, 1)) }],
  });
  const third = result({
    id: "test.sexes",
    rows: totals.map((total, r) => row(`r${r}`, [people(total - (girls[r] ?? 0)), people(girls[r] ?? 0)])),
    sumsElsewhere: [
      { total: "girls", parts: totals.map((_, r) => at(r, 1)) },
      ...totals.map((_, r) => ({ total: `row ${r}`, parts: [at(r, 0), at(r, 1)] })),
    ],
  });
  return [first, second, third];
}

/** All margins of a cube: rows are pairs of the first two characteristics, columns the third; the last of each is all. */
function cube(sizes: readonly [number, number, number], values: readonly number[]): Result {
  const [height, width, depth] = sizes;
  const range = (length: number) => Array.from({ length }, (_, index) => index);
  const within = (index: number, size: number) => (index === size ? range(size) : [index]);
  const count = (a: number, b: number, c: number) =>
    within(a, height)
      .flatMap((i) => within(b, width).flatMap((j) => within(c, depth).map((k) => (i * width + j) * depth + k)))
      .reduce((sum, index) => sum + (values[index] ?? 0), 0);
  const pairs = range(height + 1).flatMap((a) => range(width + 1).map((b) => ({ a, b })));
  const place = (a: number, b: number, c: number) => at(a * (width + 1) + b, c);
  return result({
    rows: pairs.map(({ a, b }) =>
      row(
        `${a}-${b}`,
        range(depth + 1).map((c) => people(count(a, b, c))),
      ),
    ),
    sums: [
      ...pairs.map(({ a, b }) => ({ total: place(a, b, depth), parts: range(depth).map((c) => place(a, b, c)) })),
      ...range(height + 1).flatMap((a) =>
        range(depth + 1).map((c) => ({ total: place(a, width, c), parts: range(width).map((b) => place(a, b, c)) })),
      ),
      ...range(width + 1).flatMap((b) =>
        range(depth + 1).map((c) => ({ total: place(height, b, c), parts: range(height).map((a) => place(a, b, c)) })),
      ),
    ],
  });
}

/** All ways to round every count to a neighbour so that sums hold, found by trying the cells that are no total. */
function roundingsByTrial(study: StudyCounts, to: number): ReadonlyMap<StudyCount, number>[] {
  const definition = (count: StudyCount) => count.terms.find(({ coefficient }) => coefficient < 0)?.relation.terms;
  const choices = study.counts
    .filter((count) => definition(count) === undefined)
    .reduce<ReadonlyMap<StudyCount, number>[]>(
      (before, cell) =>
        before.flatMap((one) => neighbours(cell.value, to).map((value) => new Map([...one, [cell, value]]))),
      [new Map()],
    );
  const summed = choices.map((choice) => {
    const printedOf = (count: StudyCount): number =>
      choice.get(count) ??
      (definition(count) ?? [])
        .filter(({ unknown }) => unknown !== count)
        .reduce((sum, { unknown }) => sum + printedOf(unknown), 0);
    return new Map(study.counts.map((count) => [count, printedOf(count)]));
  });
  return summed.filter((one) => [...one].every(([{ value }, printed]) => neighbours(value, to).includes(printed)));
}

function shiftOf(printed: ReadonlyMap<StudyCount, number>): number {
  return [...printed].reduce((sum, [{ value }, shown]) => sum + Math.abs(shown - value), 0);
}

function neighbours(value: number, to: number): number[] {
  const below = value - (value % to);
  return below === value ? [value] : [below, below + to];
}

const unhidden = { threshold: { people: 3, operator: "<" }, zeros: { rule: "safe", reason: "for the test" } } as const;

/** The same table with its rows, columns and sums in another order. */
function rearranged(table: Result, random: ReturnType<typeof seededRandom>): Result {
  const rows = random.shuffle([...table.rows.keys()]);
  const columns = random.shuffle([...table.columns.keys()]);
  const moved = (place: CellPlace) => at(rows.indexOf(place.row), columns.indexOf(place.column));
  const order = <T>(items: readonly T[], by: readonly number[]) => by.flatMap((index) => items[index] ?? []);
  return {
    ...table,
    rows: order(table.rows, rows).map((line) => ({ ...line, cells: order(line.cells, columns) })),
    columns: order(table.columns, columns),
    sums: random.shuffle(
      table.sums.map(({ total, parts }) => ({ total: moved(total), parts: random.shuffle(parts.map(moved)) })),
    ),
    sumsElsewhere: random.shuffle(
      (table.sumsElsewhere ?? []).map(({ total, parts }) => ({ total, parts: parts.map(moved) })),
    ),
  };
}

function byIdentifier(results: readonly Result[], rules: Policy): ReadonlyMap<string, unknown> {
  const cells = release(results, rules).value.results.flatMap(({ id, rows, columns }) =>
    rows.flatMap((line) =>
      line.cells.map((cell, c): [string, unknown] => [`${id} ${line.id} ${columns[c]?.id}`, cell]),
    ),
  );
  return new Map(cells.sort(([a], [b]) => (a < b ? -1 : 1)));
}
