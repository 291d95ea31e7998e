import type { Cell, FittedModel } from "@plait/study";
import { describe, expect, test } from "vitest";
import { column, people, releaseOne, result, row, shown, shownColumn, under, withMargins } from "./made-up-results.ts";
import { meanOf, pointOf, statistic } from "./made-up-statistics.ts";

/** What ACRO 1.0.1 lets through, each as it was seen when run, under the same threshold of 10. */
const sacro = under(10, "disclosive");
const withheldIn = (cells: readonly string[]) => cells.map((cell) => cell.startsWith("c:"));

describe("defects of ACRO: tables", () => {
  test("(1) with margins, a table of a row variable in whole numbers releases what it says it suppressed", () => {
    const table = withMargins([
      [8, 90, 354],
      [20, 71, 59],
      [8, 15, 8],
    ]);
    // The rows are called by numbers, as a coded variable has them.
    const coded = {
      ...table,
      rows: table.rows.map((line, index) => ({ ...line, id: String(index), label: String(index) })),
    };
    const cells = shown(releaseOne(coded, sacro));
    for (const [r, c] of [
      [0, 0],
      [2, 0],
      [2, 2],
    ] as const)
      expect(cells[r]?.[c]).toMatch(/^c:/);
    // And no margin gives them back: in each row and column with one of them at least another is gone.
    for (const line of [0, 2]) expect(cells[line]?.filter((cell) => cell.startsWith("c:")).length).toBeGreaterThan(1);
    for (const at of [0, 2]) {
      expect(cells.filter((line) => line[at]?.startsWith("c:")).length).toBeGreaterThan(1);
    }
  });

  test("(5) shares are compared with the threshold, and every cell is flagged", () => {
    const share = (numerator: number): Cell => ({
      kind: "share",
      numerator: { row: numerator, column: 0 },
      denominator: { row: 2, column: 0 },
    });
    const table = column([people(30), people(70), people(100), share(0), share(1)], {
      sums: [{ total: { row: 2, column: 0 }, parts: [0, 1].map((line) => ({ row: line, column: 0 })) }],
    });
    expect(shownColumn(releaseOne(table, sacro))).toEqual(["30", "70", "100", "30.0%", "70.0%"]);
  });
});

describe("defects of ACRO: statistics and models", () => {
  test("(2) a mean over 8 non-missing values in a 12-row cell passes", () => {
    const ages = [14, 15, 16, 17, 14, 15, 16, 17];
    expect(shownColumn(releaseOne(column([meanOf(ages)]), sacro))).toEqual(["c:threshold"]);
  });

  test("(3) a regression with a dummy of 3 ones passes, and its single event can be computed", () => {
    const estimate = (term: string, value: number): Cell => ({
      ...{ kind: "estimate", estimate: value, standardError: 0.1, interval: [value - 0.2, value + 0.2], pValue: 0.5 },
      ...{ people: { kind: "counted", people: 200 }, model: "m", term },
    });
    const intercept = 60 / 197;
    const slope = 1 / 3 - intercept;
    expect((intercept + slope) * 3).toBeCloseTo(1, 12);
    const model: FittedModel = {
      ...{ id: "m", label: "Model", estimator: "OLS", observations: 200, residualDegreesOfFreedom: 198, parameters: 2 },
      levels: [{ term: "few", people: 3, complement: 197, events: 1, complementEvents: 60 }],
    };
    const table = result({
      rows: [row("few", [estimate("few", slope)]), row("intercept", [estimate("intercept", intercept)])],
      models: [model],
    });
    expect(shownColumn(releaseOne(table, sacro))).toEqual(["c:model-level", "c:model-level"]);
  });

  test("(4) minimum and maximum pass on 12 records", () => {
    const extreme = (value: number) => statistic(value, 12, { kind: "extreme", shared: 1 });
    expect(shownColumn(releaseOne(column([extreme(9), extreme(17)]), sacro))).toEqual(["c:extreme", "c:extreme"]);
  });

  test("(8) a survival curve is coarsened, but the exact numbers at risk and of events stay beside it", () => {
    // At risk, events: 40, 1; 39, 1; 38, 11; at each time the next row has those without the event.
    const times = [
      { time: 1, atRisk: 40, events: 1, now: 1 },
      { time: 2, atRisk: 39, events: 2, now: 1 },
      { time: 3, atRisk: 38, events: 13, now: 11 },
    ];
    const table = result({
      rows: times.map(({ now, ...point }) =>
        row(`${point.time}`, [
          pointOf({ curve: "survival", newEvents: `events.${point.time}`, ...point }, 1 - point.events / 40),
          people(point.atRisk),
          people(now, `events.${point.time}`),
        ]),
      ),
      sums: [0, 1].map((at) => ({
        total: { row: at, column: 1 },
        parts: [
          { row: at + 1, column: 1 },
          { row: at, column: 2 },
        ],
      })),
    });
    const hidden = shown(releaseOne(table, sacro)).map(withheldIn);
    // No point that single events could be told from, none of them, and of 40, 39 and 38 no two beside each other.
    expect(hidden.map(([curve]) => curve)).toEqual([true, true, true]);
    expect(hidden.map(([, , events]) => events).slice(0, 2)).toEqual([true, true]);
    for (const at of [0, 1]) expect(hidden[at]?.[1] || hidden[at + 1]?.[1]).toBe(true);
  });

  test("(9) the mean of twelve identical values passes, and tells the value of each", () => {
    expect(shownColumn(releaseOne(column([meanOf(Array(12).fill(16))]), sacro))).toEqual(["c:identical-values"]);
  });
});
