import type { Cell, FittedModel, ModelLevel, ModelPattern, Result } from "@plait/study";
import { describe, expect, test } from "vitest";
import { type Policy, shippedPolicies } from "../src/index.ts";
import { policy, release, releaseOne, result, row, shown, shownColumn, under } from "./made-up-results.ts";

const estimate = (model: string, term: string, value: number, behind = 200): Cell => ({
  kind: "estimate",
  estimate: value,
  standardError: 0.1,
  interval: [value - 0.2, value + 0.2],
  pValue: 0.05,
  people: { kind: "counted", people: behind },
  model,
  term,
});
const statistic = (model: string): Cell => ({
  kind: "statistic",
  value: 0.25,
  digits: 4,
  people: { kind: "counted", people: 200 },
  model,
});
const level = (term: string, people: number, events: number, complementEvents = 60): ModelLevel => ({
  term,
  people,
  complement: 200 - people,
  events,
  complementEvents,
});
const model = (id: string, levels: readonly ModelLevel[], residualDegreesOfFreedom = 196): FittedModel => ({
  id,
  label: id,
  estimator: "OLS",
  observations: 200,
  residualDegreesOfFreedom,
  parameters: 4,
  levels,
});
const oneModel = (fitted: FittedModel): Result =>
  result({
    rows: ["labour", "sexual", "months", "(Intercept)"]
      .map((term, index) => row(term, [estimate("m", term, index + 1)]))
      .concat(row("r2", [statistic("m")])),
    models: [fitted],
  });

describe("[D50]-[D56] fitted models", () => {
  const large = level("sexual", 90, 40);

  test("a model with enough behind it is released, and its level counts stay inside", () => {
    const released = releaseOne(oneModel(model("m", [level("labour", 81, 33), large])), policy());
    expect(shownColumn(released)).toEqual(["1", "2", "3", "4", "0.25"]);
    expect(released.models).toEqual([{ id: "m", label: "m", estimator: "OLS" }]);
    expect(JSON.stringify(released)).not.toMatch(/81|33|200|observations|levels/);
  });

  test("9 residual degrees of freedom withhold the whole model, 10 do not", () => {
    const levels = [level("labour", 80, 30), large];
    expect(shownColumn(releaseOne(oneModel(model("m", levels, 9)), policy()))).toEqual(Array(5).fill("c:residual-df"));
    expect(shownColumn(releaseOne(oneModel(model("m", levels, 10)), policy()))[0]).toBe("1");
  });

  test("a statistic beside a withheld N is withheld, because N would follow from it", () => {
    const few: Cell = { kind: "count", value: 5, people: { kind: "counted", people: 5 } };
    const fitted = oneModel(model("m", [level("labour", 81, 33), large]));
    const released = releaseOne({ ...fitted, rows: [...fitted.rows, row("n", [few])] }, policy());
    expect(shownColumn(released).slice(4)).toEqual(["c:rests-on-withheld", "c:threshold"]);
  });

  test.each([
    ["3 people with the term (ACRO lets this go)", level("labour", 3, 1)],
    ["9 people without it", level("labour", 191, 60, 5)],
    ["9 events among those with it", level("labour", 80, 9)],
    ["9 of those with it without the event", level("labour", 80, 71)],
    ["9 events among those without it", level("labour", 80, 30, 9)],
    ["9 of those without it without the event", level("labour", 80, 30, 111)],
    ["no events among those with it", level("labour", 80, 0)],
  ])("%s: the term and the intercept are withheld", (_, labour) => {
    const released = releaseOne(oneModel(model("m", [labour, large])), policy());
    expect(shownColumn(released)).toEqual(["c:model-level", "2", "3", "c:model-level", "0.25"]);
    expect(released.disclosure.withheld.primary).toBe(2);
  });

  test("10 of each are enough", () => {
    const released = releaseOne(oneModel(model("m", [level("labour", 20, 10), large])), policy());
    expect(released.disclosure.status).toBe("released");
  });

  test("policies can leave out events or levels, and a zero is judged by the zero rule", () => {
    const rules = (levelCounts: boolean, eventCounts: boolean): Policy =>
      policy({
        models: { ...shippedPolicies.sacro.models, minimumResidualDegreesOfFreedom: 10, levelCounts, eventCounts },
      });
    const first = (labour: ModelLevel, chosen: Policy) =>
      shownColumn(releaseOne(oneModel(model("m", [labour, large])), chosen))[0];
    expect(first(level("labour", 80, 9), rules(true, false))).toBe("1");
    expect(first(level("labour", 9, 9, 60), rules(false, false))).toBe("1");
    expect(first(level("labour", 9, 9, 60), rules(true, false))).toBe("c:model-level");
    expect(first(level("labour", 80, 0), shippedPolicies.opensafely)).toBe("1");
  });

  test("one coefficient would give the count: people × (intercept + coefficient), so both go together", () => {
    // One 0/1 term: the intercept is the share of events among 197, the coefficient the difference to that of 3.
    const intercept = 60 / 197;
    const slope = 1 / 3 - intercept;
    expect(3 * (intercept + slope)).toBeCloseTo(1, 12);
    const table = result({
      rows: [row("labour", [estimate("m", "labour", slope)]), row("constant", [estimate("m", "Constant", intercept)])],
      models: [model("m", [level("labour", 3, 1)])],
    });
    expect(releaseOne(table, policy()).disclosure.status).toBe("withheld");
  });

  test("few people behind one estimate withhold it", () => {
    const table = result({ rows: [row("labour", [estimate("m", "labour", 1, 9)])], models: [model("m", [])] });
    expect(shownColumn(releaseOne(table, policy()))).toEqual(["c:threshold"]);
  });

  test("where outcomes add up to everybody, a term withheld in one model is withheld in one more", () => {
    // Of 80 with labour, 9 + 30 + 41 = 80; of 120 without, 40 + 40 + 40: slopes over the three models sum to 0.
    const models = [
      model("turning-18", [level("labour", 80, 9, 40)]),
      model("other", [level("labour", 80, 30, 40)]),
      model("left", [level("labour", 80, 41, 40)]),
    ];
    const table = result({
      rows: [
        row(
          "labour",
          models.map(({ id }, index) => estimate(id, "labour", index + 1)),
        ),
      ],
      models,
    });
    expect(shown(releaseOne(table, policy()))).toEqual([["c:model-level", "c:model-level", "3"]]);
  });

  test("where one outcome is another two together, the same", () => {
    const models = [
      model("a", [level("labour", 80, 9, 30)]),
      model("b", [level("labour", 80, 20, 30)]),
      model("a-or-b", [level("labour", 80, 29, 60)]),
    ];
    const table = result({
      rows: [
        row(
          "labour",
          models.map(({ id }, index) => estimate(id, "labour", index + 1)),
        ),
      ],
      models,
    });
    expect(shown(releaseOne(table, policy()))).toEqual([["c:model-level", "c:model-level", "3"]]);
  });

  describe("patterns", () => {
    const levels = [level("labour", 80, 30, 40), large];
    const withPatterns = (ownMeans: readonly ModelPattern[], distinct = 4): Result =>
      oneModel({ ...model("m", levels), patterns: { distinct, ownMeans } });
    const cells = (input: Result, rules = policy()) => [...new Set(shownColumn(releaseOne(input, rules)))];
    const whole = ["1", "2", "3", "4", "0.25"];
    const [enough, few] = [
      { people: 50, events: 20 },
      { people: 9, events: 4 },
    ];
    const saturated = (pattern: ModelPattern) => withPatterns([enough, pattern, enough, enough]);

    test("a coefficient for every combination is a table of means: each pattern must have enough people", () => {
      expect(cells(saturated(enough))).toEqual(whole);
      expect(cells(saturated(few))).toEqual(["c:model-level"]);
    });

    test("and enough with and without the event, or none where zeros are shown", () => {
      expect(cells(saturated({ people: 40, events: 9 }))).toEqual(["c:model-level"]);
      expect(cells(saturated({ people: 40, events: 31 }))).toEqual(["c:model-level"]);
      expect(cells(saturated({ people: 20, events: 10 }))).toEqual(whole);
      expect(cells(saturated({ people: 40, events: 0 }))).toEqual(["c:model-level"]);
      expect(cells(saturated({ people: 40, events: 0 }), under(10))).toEqual(whole);
      expect(cells(saturated({ people: 40 }))).toEqual(whole);
    });

    test("one pattern whose fitted value is its own mean is enough to withhold a model that is not saturated", () => {
      expect(cells(withPatterns([], 40))).toEqual(whole);
      expect(cells(withPatterns([few], 40))).toEqual(["c:model-level"]);
    });

    test("a policy can leave them alone", () => {
      const rules = policy({ models: { ...shippedPolicies.sacro.models, saturated: false } });
      expect(cells(saturated(few), rules)).toEqual(whole);
    });

    test("the mean of 3 follows from the coefficients, though each term alone is large", () => {
      // labour, sexual and both: 0.25 + 0.1 + 0.15 + 0.5 is the mean of those who have both.
      const [constant, labour, sexual, both] = [1 / 4, 1 / 10, 3 / 20, 1 / 2];
      expect(constant + labour + sexual + both).toBeCloseTo(3 / 3, 12);
      expect(cells(saturated({ people: 3, events: 3 }))).toEqual(["c:model-level"]);
    });

    test("what is withheld whole is withheld in one more model where outcomes add up", () => {
      const models = [
        { ...model("a", [level("labour", 80, 29, 40)]), patterns: { distinct: 9, ownMeans: [few] } },
        model("b", [level("labour", 80, 20, 40)]),
        model("c", [level("labour", 80, 31, 40)]),
      ];
      const estimates = models.map(({ id }, index) => estimate(id, "labour", index + 1));
      const released = releaseOne(result({ rows: [row("labour", estimates)], models }), policy());
      expect(shown(released)).toEqual([["c:model-level", "c:model-level", "3"]]);
    });

    test.each<[string, Partial<FittedModel>, RegExp]>([
      [
        "a saturated model that lists some",
        { patterns: { distinct: 4, ownMeans: [enough] } },
        /does not list them all/,
      ],
      ["more listed than there are", { patterns: { distinct: 0, ownMeans: [enough] } }, /at least those/],
      [
        "more events than people",
        { patterns: { distinct: 9, ownMeans: [{ people: 3, events: 4 }] } },
        /no more events/,
      ],
      ["half a parameter", { parameters: 2.5 }, /parameters must be/],
      ["a leverage above 1", { highestLeverage: 1.1 }, /leverage must be/],
    ])("%s: refused", (_, changes, message) => {
      expect(() => releaseOne(oneModel({ ...model("m", levels), ...changes }), policy())).toThrow(message);
    });
  });

  test("a leverage of one withholds the model: HC2 and HC3 are not defined, and one row is its own fitted value", () => {
    const levels = [level("labour", 80, 30), large];
    const first = (highestLeverage: number, rules = policy()) =>
      shownColumn(releaseOne(oneModel({ ...model("m", levels), highestLeverage }), rules))[0];
    expect(first(1)).toBe("c:leverage");
    expect(first(1 - 1e-12)).toBe("c:leverage");
    expect(first(1 - 1e-6)).toBe("1");
    expect(first(1, policy({ models: { ...shippedPolicies.sacro.models, leverageOfOne: false } }))).toBe("1");
    const both = { ...model("m", levels, 9), highestLeverage: 1 };
    expect(shownColumn(releaseOne(oneModel(both), policy()))[0]).toBe("c:residual-df");
  });

  test("an interaction or a cluster that a strand lists is a level like others", () => {
    const interaction = { ...level("labour × sexual", 9, 4), complement: 191 };
    const released = releaseOne(oneModel(model("m", [level("labour", 80, 30), large, interaction])), policy());
    expect(shownColumn(released)).toEqual(["1", "2", "3", "c:model-level", "0.25"]);
  });

  test("an estimate of no model of its result is refused, and so are two different models of one name", () => {
    const stray = result({ rows: [row("labour", [estimate("n", "labour", 1)])], models: [model("m", [])] });
    expect(() => release([stray], policy())).toThrow(/result test.table: cell \(labour, c0\): no model "n"/);
    const first = { ...oneModel(model("m", [large])), id: "a" };
    const second = { ...oneModel(model("m", [level("sexual", 91, 40)])), id: "b" };
    expect(() => release([first, second], policy())).toThrow(/result b: model m differs/);
  });
});
