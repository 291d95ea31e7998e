import type { Cell, FittedModel } from "@plait/study";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Policy, shippedPolicies } from "../src/index.ts";
import { roundedStatistic } from "../src/rounded-statistic.ts";
import { at, column, people, policy, release, releaseOne } from "./made-up-results.ts";

const digits = (significantDigits: number): Policy =>
  policy({ statistics: { ...shippedPolicies.sacro.statistics, significantDigits } });
const counted = { kind: "counted", people: 400 } as const;
const model: FittedModel = {
  id: "m",
  label: "Model",
  estimator: "OLS",
  observations: 400,
  residualDegreesOfFreedom: 390,
  parameters: 2,
  levels: [],
};
const estimate: Cell = {
  kind: "estimate",
  estimate: -0.1234567891,
  standardError: 0.0340000049,
  interval: [-0.19009679, -0.056816788],
  pValue: 0.00032049999999,
  people: counted,
  model: "m",
  term: "x",
};

describe("[D45] significant digits", () => {
  test("hand-worked", () => {
    const rounded = [1 / 3, -2 / 3, 123456.7, 1234567.8, 0.000123456499, 1e-231 / 3, 0.25];
    expect(rounded.map((value) => roundedStatistic(value, digits(6)))).toEqual([
      0.333333, -0.666667, 123457, 1234570, 0.000123456, 3.33333e-232, 0.25,
    ]);
    expect(roundedStatistic(-0.5 - 2 ** -20, digits(1))).toBe(-0.5);
  });

  test("whole numbers are left as they are: degrees of freedom", () => {
    expect([1234567, 0, -3].map((value) => roundedStatistic(value, digits(2)))).toEqual([1234567, 0, -3]);
  });

  test("order and sign stay, and twice is once", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    const rules = fc.integer({ min: 1, max: 15 }).map(digits);
    fc.assert(
      fc.property(number, number, rules, (a, b, rule) => {
        const [low, high] = [roundedStatistic(Math.min(a, b), rule), roundedStatistic(Math.max(a, b), rule)];
        expect(Math.sign(roundedStatistic(a, rule))).toBe(Math.sign(a));
        expect(roundedStatistic(low, rule)).toBe(low);
        if (!Number.isInteger(a) && !Number.isInteger(b)) expect(low).toBeLessThanOrEqual(high);
      }),
    );
  });

  test("estimates, statistics and shares all leave so; counts do not", () => {
    const cells: Cell[] = [
      estimate,
      { kind: "statistic", value: 0.0421987654, digits: 4, people: counted, model: "m" },
      { kind: "statistic", value: 1234567, digits: 0, people: counted },
      people(1234567),
      people(3703701),
      { kind: "share", numerator: at(3), denominator: at(4) },
    ];
    const released = releaseOne(column(cells, { models: [model] }), digits(4)).rows.map((row) => row.cells[0]);
    expect(released).toEqual([
      {
        kind: "estimate",
        estimate: -0.1235,
        standardError: 0.034,
        interval: [-0.1901, -0.05682],
        pValue: 0.0003205,
        model: "m",
        term: "x",
      },
      { kind: "statistic", value: 0.0422, digits: 4, model: "m" },
      { kind: "statistic", value: 1234567, digits: 0 },
      { kind: "count", value: 1234567 },
      { kind: "count", value: 3703701 },
      { kind: "share", value: 0.3333 },
    ]);
  });

  test("a statistic that is public already leaves as it was published", () => {
    const people = { kind: "published", source: "Home Office" } as const;
    const table = column([{ kind: "statistic", value: 12.3456789, digits: 1, people }]);
    expect(releaseOne(table, digits(3)).rows[0]?.cells[0]).toMatchObject({ value: 12.3456789 });
  });

  test("a sentence prints the cell of its table", () => {
    const table = column([estimate], {
      models: [model],
      sentences: [{ parts: ["It is ", { cell: at(0) }, ", ", { cell: at(0), show: "interval" }, "."], restsOn: [] }],
    });
    const { rows, sentences } = releaseOne(table, digits(6));
    expect(sentences[0]?.parts[1]).toEqual({ place: at(0), cell: rows[0]?.cells[0], show: "value" });
    expect(rows[0]?.cells[0]).toMatchObject({ estimate: -0.123457 });
  });

  test("[D63] a policy of no digits, or of more than a number holds, is refused", () => {
    for (const wrong of [0, 16, 2.5]) {
      expect(() => release([], digits(wrong))).toThrow(/statistics\.significant_digits: must be .* from 1 to 15/);
    }
  });

  test("[D62] readers are told, where there is anything to round", () => {
    const rule = "Shares, estimates and other statistics leave with 6 significant digits.";
    expect(release([], policy()).value.policy.rules).toContain(rule);
    expect(releaseOne(column([estimate], { models: [model] }), policy()).disclosure.checks).toContain(rule);
    expect(releaseOne(column([people(30)]), policy()).disclosure.checks).not.toContain(rule);
  });
});
