import type { Cell, FittedModel, ModelLevel, ModelPattern, Result } from "@plait/study";
import { describe, expect, test } from "vitest";
import { type Policy, shippedPolicies } from "../src/index.ts";
import { withheldEstimates } from "../src/withheld-estimates.ts";
import { column, policy, release, releaseOne, result, row, shown, shownColumn, under } from "./made-up-results.ts";

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

  test("events that a level does not give are not judged", () => {
    const first = (levels: Partial<ModelLevel>) =>
      shownColumn(
        releaseOne(oneModel(model("m", [{ term: "labour", people: 80, complement: 120, ...levels }])), policy()),
      )[0];
    expect(first({})).toBe("1");
    expect(first({ events: 30 })).toBe("1");
    expect(first({ events: 9 })).toBe("c:model-level");
    expect(first({ complementEvents: 30 })).toBe("1");
    expect(first({ complementEvents: 111 })).toBe("c:model-level");
  });

  test.each<[string, boolean]>([
    ["intercept", true],
    ["(Intercept)", true],
    ["[CONSTANT]", true],
    [" constant ", true],
    ["_cons", true],
    ["baseline intercept", false],
    ["constant supply", false],
    ["intercepted", false],
  ])("[D52] a term called %o is the intercept: %o", (term, isIntercept) => {
    const table = column([estimate("m", "labour", 1), estimate("m", term, 2)], {
      models: [model("m", [level("labour", 3, 1)])],
    });
    expect(shownColumn(releaseOne(table, policy()))).toEqual(["c:model-level", isIntercept ? "c:model-level" : "2"]);
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
      expect(cells(saturated({ people: 9 }))).toEqual(["c:model-level"]);
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
      [
        "half a person",
        { patterns: { distinct: 9, ownMeans: [enough, { people: 10.5 }] } },
        /^result test.table: model m: counts of a pattern must be whole numbers of at least 0, no more events than people$/,
      ],
      ["half a parameter", { parameters: 2.5 }, /^result test.table: model m: its parameters must be a whole number/],
      ["a parameter less than none", { parameters: -1 }, /its parameters must be a whole number of at least 0$/],
      ["a leverage above 1", { highestLeverage: 1.1 }, /leverage must be/],
      [
        "a leverage below 0",
        { highestLeverage: -0.1 },
        /^result test.table: model m: the highest leverage must be from 0/,
      ],
      [
        "half a degree of freedom",
        { residualDegreesOfFreedom: 20.5 },
        /^result test.table: model m: residual degrees of freedom must be a whole number$/,
      ],
      [
        "a term with two levels",
        { levels: [large, large] },
        /^result test.table: model m, term sexual: has its level twice$/,
      ],
      ["half a person with a term", { levels: [{ ...large, people: 80.5 }] }, /term sexual: counts of a level must be/],
      ["people less than none", { levels: [{ ...large, complement: -1 }] }, /must be whole numbers of at least 0$/],
      [
        "more events than people with a term",
        { levels: [{ ...large, events: 91 }] },
        /sexual: more events than people$/,
      ],
      [
        "more events than people without it",
        { levels: [{ ...large, complementEvents: 111 }] },
        /more events than people$/,
      ],
    ])("%s: refused", (_, changes, message) => {
      expect(() => releaseOne(oneModel({ ...model("m", levels), ...changes }), policy())).toThrow(message);
    });

    test("as many events as people, and no parameters, are possible", () => {
      const all = { ...large, events: 90, complementEvents: 110 };
      const released = releaseOne(oneModel({ ...model("m", [all]), parameters: 0 }), under(10));
      expect(shownColumn(released)).toEqual(whole);
    });
  });

  describe("[D53] outcomes of the same people", () => {
    const labour = (id: string, events: number, complementEvents: number): FittedModel =>
      model(id, [level("labour", 80, events, complementEvents)]);
    /** By model, the terms that are withheld; those of which none is are left out. */
    const withheldIn = (models: readonly FittedModel[], rules = policy()): Record<string, string[]> => {
      const { terms } = withheldEstimates([result({ rows: [], models })], rules);
      return Object.fromEntries([...terms].flatMap(([id, of]) => (of.size === 0 ? [] : [[id, [...of].sort()]])));
    };
    const only = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, ["labour"]]));

    test("where no term is withheld in any, none goes", () => {
      expect(withheldIn([labour("a", 30, 40), labour("b", 20, 40), labour("c", 30, 40)])).toEqual({});
    });

    test("what all together have goes with the part of fewest events, and of as many with the first name", () => {
      // Of 80, 71 have the outcome c: 9 have it not.
      expect(withheldIn([labour("a", 40, 30), labour("b", 31, 30), labour("c", 71, 60)])).toEqual(only("b", "c"));
      expect(withheldIn([labour("b", 36, 31), labour("a", 36, 29), labour("c", 72, 60)])).toEqual(only("a", "c"));
    });

    test("[D24] the order of models does not matter", () => {
      // a + c = b and a + b = d: with b both are protected, with c only the first.
      const models = [labour("a", 9, 40), labour("c", 31, 30), labour("b", 40, 70), labour("d", 49, 110)];
      expect(withheldIn(models)).toEqual(only("a", "b"));
      expect(withheldIn(models.toReversed())).toEqual(only("a", "b"));
    });

    test("what goes for one combination is protected in the others too", () => {
      // d + e = c takes c along, and then a + b = c one of these.
      const models = [
        labour("a", 35, 50),
        labour("b", 25, 50),
        labour("c", 60, 100),
        labour("d", 0, 40),
        labour("e", 60, 60),
      ];
      expect(withheldIn(models)).toEqual(only("b", "c", "d"));
    });

    test("the fewest events are those of the term, whatever the order of terms", () => {
      const both = (id: string, events: number, ...sexual: [events: number, complementEvents: number]) =>
        model(id, [level("labour", 80, events, 40), level("sexual", 90, ...sexual)]);
      const [a, b, c] = [both("a", 30, 9, 30), both("b", 20, 50, 40), both("c", 30, 31, 40)];
      const turned = { ...b, levels: b.levels.toReversed() };
      for (const second of [b, turned]) {
        expect(withheldIn([a, second, c])).toEqual({ a: ["sexual"], c: ["sexual"] });
      }
    });

    test("an outcome that nobody has adds nothing, and one that everybody has is nobody else's", () => {
      expect(withheldIn([labour("none", 0, 0), labour("some", 30, 40)])).toEqual(only("none"));
      const all = [labour("all", 80, 120), labour("some", 30, 40)];
      expect(withheldIn(all)).toEqual(only("all"));
      expect(withheldEstimates([result({ rows: [], models: all })], policy()).givenAway.size).toBe(0);
    });

    test("outcomes of other people, and numbers that are no outcomes, do not add up", () => {
      const others = model("c", [level("labour", 90, 29, 60)]);
      expect(withheldIn([labour("a", 9, 30), labour("b", 20, 30), others])).toEqual(only("a"));
      const more = { ...labour("c", 29, 60), observations: 201 };
      expect(withheldIn([labour("a", 9, 30), labour("b", 20, 30), more])).toEqual(only("a"));
      const months = (id: string, people: number): FittedModel => ({
        ...model(id, [{ term: "labour", people: 80, complement: 120 }]),
        patterns: { distinct: 9, ownMeans: [{ people }] },
      });
      expect(withheldIn([months("a", 9), months("b", 50), months("c", 50)])).toEqual({});
    });

    test("a number of events that is not given may be any", () => {
      const of = (id: string, part: Partial<ModelLevel>) =>
        model(id, [{ term: "labour", people: 80, complement: 120, ...part }]);
      const having = ([9, 30, 41] as const).map((events, index) => of(`m${index}`, { events }));
      expect(withheldIn(having)).toEqual(only("m0", "m1"));
      const havingNot = ([9, 70, 41] as const).map((complementEvents, index) => of(`m${index}`, { complementEvents }));
      expect(withheldIn(havingNot)).toEqual(only("m0", "m1"));
      expect(withheldIn([of("a", { events: 9 }), labour("b", 30, 40), labour("c", 41, 40)])).toEqual(only("a", "b"));
      expect(withheldIn([of("a", { events: 9 }), labour("b", 30, 40), labour("c", 42, 40)])).toEqual(only("a"));
      expect(withheldIn([labour("a", 9, 40), labour("b", 30, 41), of("c", { events: 39 })])).toEqual(only("a", "b"));
    });

    test("of more than 12, what is withheld in one is withheld in all", () => {
      // Two together have 81 or more of those without the term: more than any, and fewer than all; three have more than all.
      const outcomes = Array.from({ length: 13 }, (_, index) =>
        labour(`m${index + 10}`, index === 0 ? 9 : 20 + index, 41 + index),
      );
      expect(withheldIn(outcomes.slice(0, 12))).toEqual(only("m10"));
      expect(withheldIn(outcomes)).toEqual(only(...outcomes.map(({ id }) => id)));
      expect(withheldIn(outcomes.slice(1).concat(labour("m30", 30, 41)))).toEqual({});
    });

    test("coefficients that leave after review are known: another goes, and where there is none, they give it away", () => {
      const models = [labour("a", 9, 40), labour("b", 30, 40), labour("c", 41, 40)];
      const after = (...reviewed: readonly string[]) => {
        const tables = models.map(({ id }) =>
          column([statistic(id), estimate(id, "labour", 1), estimate(id, "months", 2)], { id, models }),
        );
        const { terms, givenAway } = withheldEstimates(tables, policy(), new Set(reviewed));
        const withheld = [...terms].flatMap(([id, of]) => (of.size === 0 ? [] : [id]));
        return [withheld, [...givenAway]];
      };
      expect(after()).toEqual([["a", "b"], []]);
      expect(after("a")).toEqual([["a"], []]);
      expect(after("b")).toEqual([["a", "c"], []]);
      expect(after("b", "c")).toEqual([["a"], ["a"]]);
    });
  });

  describe("one model of two results", () => {
    const enough = { people: 50, events: 20 };
    const known: FittedModel = {
      ...model("m", [level("labour", 80, 30), large]),
      patterns: { distinct: 9, ownMeans: [enough, { people: 40, events: 20 }] },
      highestLeverage: 0.5,
    };
    const twice = (changes: Partial<FittedModel>) => () =>
      release(
        [
          { ...oneModel(known), id: "a" },
          { ...oneModel({ ...known, ...changes }), id: "b" },
        ],
        policy(),
      );

    test("may list its levels and patterns in another order", () => {
      const patterns = { distinct: 9, ownMeans: known.patterns?.ownMeans.toReversed() ?? [] };
      expect(twice({ patterns, levels: known.levels.toReversed() })).not.toThrow();
    });

    test.each<[string, Partial<FittedModel>]>([
      ["observations", { observations: 201 }],
      ["degrees of freedom", { residualDegreesOfFreedom: 195 }],
      ["parameters", { parameters: 5 }],
      ["leverage", { highestLeverage: 0.6 }],
      ["number of patterns", { patterns: { distinct: 10, ownMeans: known.patterns?.ownMeans ?? [] } }],
      ["people of a pattern", { patterns: { distinct: 9, ownMeans: [enough, { people: 41, events: 20 }] } }],
      ["events of a pattern", { patterns: { distinct: 9, ownMeans: [enough, { people: 40, events: 21 }] } }],
      ["people with a term", { levels: [{ ...level("labour", 81, 30), complement: 120 }, large] }],
      ["people without it", { levels: [{ ...level("labour", 80, 30), complement: 121 }, large] }],
      ["events with it", { levels: [level("labour", 80, 31), large] }],
      ["events without it", { levels: [level("labour", 80, 30, 61), large] }],
    ])("differs by its %s: refused", (_, changes) => {
      expect(twice(changes)).toThrow(new RangeError("result b: model m differs from the model of that name elsewhere"));
    });
  });

  test("a leverage of one withholds the model: HC2 and HC3 are not defined, and one row is its own fitted value", () => {
    const levels = [level("labour", 80, 30), large];
    const first = (highestLeverage: number, rules = policy()) =>
      shownColumn(releaseOne(oneModel({ ...model("m", levels), highestLeverage }), rules))[0];
    expect(first(1)).toBe("c:leverage");
    expect(first(1 - 1e-12)).toBe("c:leverage");
    expect([1 - 1e-9, 1 + 1e-9].map((leverage) => first(leverage))).toEqual(["c:leverage", "c:leverage"]);
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
