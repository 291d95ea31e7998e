import type { Cell, Measure, Result } from "@plait/study";
import { describe, expect, test } from "vitest";
import { describePolicy, type Policy, shippedPolicies } from "../src/index.ts";
import { checksAfterReview, checksFor } from "../src/policy-statement.ts";
import { at, column, flow, nearest, people, policy, published, withoutPeople } from "./made-up-results.ts";

const told = (changes: Partial<Policy>): string => describePolicy(policy(changes)).rules.join(" ");

describe("[D62] what readers are told of a policy", () => {
  test("every rule of the strictest policy, in plain words", () => {
    expect(describePolicy(shippedPolicies["strict-children"]).rules).toEqual([
      "People are counted, each once, however many rows they have.",
      "Numbers with fewer than 10 people behind them are withheld and shown as [c].",
      "Zeros are shown: that nobody had an outcome is itself a finding about a service.",
      "Further counts are withheld so that none of these can be worked out, exactly or nearly, from totals, differences or other tables.",
      "Counts are then rounded to the nearest 5. Shares are taken of rounded counts. Totals are sums of their rounded parts where these are shown.",
      "Where 90% or more of a group are alike, a person looks at the number that says so before it leaves.",
      "Shares, estimates and other statistics leave with 6 significant digits.",
      "A minimum or maximum, or a quantile so near the end that it is as good as one, is shown only where at least 10 people have that value.",
      "A statistic of people who all have one value is withheld, because it tells the value of each.",
      "Sums and means of amounts are withheld where a few people contribute most of them. Where an amount is below 0, a person looks at them before they leave.",
      "Every step of a curve, and how many people are left at it, is treated as a count.",
      "The difference between any two boxes of a flow is treated as a count.",
      "Models with fewer than 10 residual degrees of freedom are withheld.",
      "A coefficient is withheld when too few people have the characteristic, or too few have it not.",
      "A coefficient is withheld when too few, or all but a few, of those with or without it had the outcome.",
      "Where a coefficient is withheld, so is the model's intercept.",
      "A model that says no less than a table of means is judged as that table.",
      "A model is withheld in which one person alone decides what is fitted for them.",
      "Words of people that may hold a name, a place, a date or an age leave only after a person has looked.",
      "Figures that are public already are shown as they were published.",
    ]);
  });

  test("threshold, zeros, rounding and source of each policy are its own", () => {
    const { rules, source } = describePolicy(shippedPolicies.opensafely);
    expect(rules.join(" ")).toMatch(
      /7 people or fewer.*Zeros are shown.*nearest 5.*in the middle of steps of 6.*sums of their rounded parts/,
    );
    expect(source).toContain("OpenSAFELY");
  });

  test.each(Object.values(shippedPolicies))("the rules for amounts of $name are told without a number", (shipped) => {
    const parameters = {
      dominance: { largest: 7, share: 0.8125, operator: ">=" },
      pPercent: { share: 0.1875 },
    } as const;
    const { pPercent, dominance } = parameters;
    const magnitudes = { dominance, pPercent: { ...pPercent, operator: "<" }, negatives: "review" } as const;
    const statement = JSON.stringify(describePolicy({ ...shipped, magnitudes }));
    expect(statement).toBe(JSON.stringify(describePolicy(shipped)));
    expect(statement).toContain("Sums and means of amounts are withheld");
  });

  test.each<[string, Partial<Policy>, string]>([
    [
      "class disclosure of everybody",
      { classDisclosure: { share: 1, action: "review" } },
      "Where all people of a group are alike, a person looks",
    ],
    [
      "class disclosure withheld",
      { classDisclosure: { share: 0.925, action: "withhold" } },
      "Where 92.5% or more of a group are alike, the number that says so is withheld.",
    ],
    [
      "extremes",
      { statistics: { significantDigits: 6, extremes: "withhold", identicalValues: "withhold" } },
      "No minimum or maximum is shown",
    ],
    [
      "extremes as others",
      { statistics: { significantDigits: 1, extremes: "as-others", identicalValues: "withhold" } },
      "Minima and maxima are shown where enough people are in the group.",
    ],
    [
      "negative amounts",
      { magnitudes: { dominance: "none", pPercent: { share: 0.1, operator: "<" }, negatives: "withhold" } },
      "They are withheld, too, where an amount is below 0.",
    ],
    ["quotations", { quotations: "release" }, "Words of people are not searched"],
    ["public figures", { published: "as-counted" }, "treated as if each unit were one person"],
    [
      "one digit",
      { statistics: { significantDigits: 1, extremes: "shared", identicalValues: "withhold" } },
      "leave with 1 significant digit.",
    ],
    ["zeros withheld", { zeros: { rule: "disclosive", reason: "they tell" } }, "Zeros are withheld: they tell."],
    [
      "zeros of empty groups",
      { zeros: { rule: "structural-safe", reason: "nobody is there" } },
      "Zeros are withheld, except in a group that holds nobody at all: nobody is there.",
    ],
    [
      "totals by themselves",
      { rounding: nearest(5) },
      "nearest 5. Shares are taken of rounded counts. Totals are rounded by themselves and need not be the sum of their parts.",
    ],
    [
      "midpoints",
      { rounding: { ...nearest(6), method: "midpoint", shares: { midpoint: 12 } } },
      "to the middle of steps of 6. Shares are taken of counts in the middle of steps of 12, not of the printed ones.",
    ],
    [
      "controlled rounding",
      { rounding: { method: "controlled", to: 5 } },
      "Every count, however small, is rounded to a multiple of 5 next to it, so that all sums still hold: 0 stands for 0 to 4. Shares are taken of rounded counts.",
    ],
    ["certainty alone", { protection: { range: 1 } }, "so that none of these can be worked out from totals"],
    [
      "rounding alone",
      { rounding: { method: "controlled", to: 5 } },
      "Numbers other than counts, and words, with fewer than 10 people",
    ],
  ])("%s", (_, changes, words) => {
    expect(told(changes)).toContain(words);
  });

  test.each<[string, Partial<Policy>, RegExp]>([
    ["class disclosure", { classDisclosure: { share: 0.9, action: "release" } }, /alike/],
    [
      "identical values",
      { statistics: { significantDigits: 6, extremes: "shared", identicalValues: "as-others" } },
      /all have one value/,
    ],
    ["amounts", { magnitudes: { dominance: "none", pPercent: "none", negatives: "review" } }, /amount/],
    ["curves", { curveSteps: false }, /curve/],
    ["flows", { flowDifferences: false }, /flow/],
    [
      "models",
      {
        models: {
          minimumResidualDegreesOfFreedom: 0,
          levelCounts: false,
          eventCounts: false,
          saturated: false,
          leverageOfOne: false,
        },
      },
      /[Mm]odel|coefficient/,
    ],
    ["hiding", { rounding: { method: "controlled", to: 5 } }, /Further counts|Zeros/],
  ])("nothing is said of %s where nothing is done", (_, changes, words) => {
    expect(told({})).toMatch(words);
    expect(told(changes)).not.toMatch(words);
  });
});

describe("[D62] a policy that does little", () => {
  const little: Partial<Policy> = {
    protection: { range: 1 },
    classDisclosure: { share: 0.9, action: "release" },
    statistics: { significantDigits: 6, extremes: "as-others", identicalValues: "as-others" },
    magnitudes: { dominance: "none", pPercent: "none", negatives: "review" },
    models: {
      minimumResidualDegreesOfFreedom: 0,
      levelCounts: false,
      eventCounts: false,
      saturated: false,
      leverageOfOne: false,
    },
    curveSteps: false,
    flowDifferences: false,
    quotations: "release",
  };
  const threshold = { people: 10, operator: "<" } as const;
  const zeros = { rule: "disclosive", reason: "they tell" } as const;

  test("says so in few rules, and none is left empty", () => {
    const { rules, changes } = describePolicy(policy({ ...little, threshold, zeros, rounding: { method: "none" } }));
    expect(rules).toEqual([
      "People are counted, each once, however many rows they have.",
      "Numbers with fewer than 10 people behind them are withheld and shown as [c].",
      "Zeros are withheld: they tell.",
      "Further counts are withheld so that none of these can be worked out from totals, differences or other tables.",
      "Counts are not rounded.",
      "Shares, estimates and other statistics leave with 6 significant digits.",
      "Minima and maxima are shown where enough people are in the group.",
      "Words of people are not searched for names, places, dates or ages.",
      "Figures that are public already are shown as they were published.",
    ]);
    expect(changes).toEqual([]);
  });

  test("hides no count where counts are rounded so that sums hold", () => {
    const { rules } = describePolicy(policy({ ...little, threshold, rounding: { method: "controlled", to: 5 } }));
    expect(rules.slice(1, 3)).toEqual([
      "Numbers other than counts, and words, with fewer than 10 people behind them are withheld and shown as [c].",
      "Every count, however small, is rounded to a multiple of 5 next to it, so that all sums still hold: 0 stands for 0 to 4. Shares are taken of rounded counts.",
    ]);
  });

  test.each([
    ["too few with a term", { levelCounts: true }, "A coefficient is withheld when too few people have"],
    ["too few outcomes", { eventCounts: true }, "A coefficient is withheld when too few, or all but a few,"],
  ])("withholds the intercept with a coefficient where only %s are looked at", (_, looksAt, coefficient) => {
    const { models } = policy(little);
    expect(checksFor({ ...column([]), models: [] }, policy({ ...little, models: { ...models, ...looksAt } }))).toEqual([
      expect.stringContaining(coefficient),
      "Where a coefficient is withheld, so is the model's intercept.",
    ]);
  });

  test("tells of amounts where only the largest two are looked at, or only how near one can be guessed", () => {
    const sentence = "Sums and means of amounts are withheld where a few people contribute most of them.";
    const dominance = { largest: 2, share: 0.9, operator: ">=" } as const;
    const pPercent = { share: 0.1, operator: "<" } as const;
    expect(told({ magnitudes: { dominance, pPercent: "none", negatives: "review" } })).toContain(sentence);
    expect(told({ magnitudes: { dominance: "none", pPercent, negatives: "review" } })).toContain(sentence);
  });
});

describe("[D94] a rule of a policy that has no words fails", () => {
  // The cast is what is tested: no caller with types can pass these.
  const unknown = (changes: object) => policy(changes as Partial<Policy>);
  const { statistics, magnitudes } = shippedPolicies["strict-children"];

  test.each([
    ["unit", { unit: "rows" }, '"rows"'],
    ["threshold operator", { threshold: { people: 10, operator: ">" } }, '">"'],
    ["zero rule", { zeros: { rule: "shown", reason: "why not" } }, '"shown"'],
    ["rounding", { rounding: { method: "random" } }, '{"method":"random"}'],
    ["rule for totals", { rounding: { ...nearest(5), totals: "exact" } }, '"exact"'],
    ["action on class disclosure", { classDisclosure: { share: 0.9, action: "ignore" } }, '"ignore"'],
    ["rule for extremes", { statistics: { ...statistics, extremes: "shown" } }, '"shown"'],
    ["rule for identical values", { statistics: { ...statistics, identicalValues: "shown" } }, '"shown"'],
    ["rule for negative amounts", { magnitudes: { ...magnitudes, negatives: "release" } }, '"release"'],
    ["rule for quotations", { quotations: "mask" }, '"mask"'],
    ["rule for published figures", { published: "hide" }, '"hide"'],
  ])("%s", (what, changes, value) => {
    expect(() => describePolicy(unknown(changes))).toThrow(new TypeError(`unknown ${what}: ${value}`));
  });
});

describe("[D10] the checks of a result are those that had something to look at", () => {
  const strict = shippedPolicies["strict-children"];
  const statistic = (measure: Measure): Cell => ({
    kind: "statistic",
    value: 3,
    digits: 1,
    people: { kind: "counted", people: 40 },
    measure,
  });
  const ofAll = [
    "People are counted, each once, however many rows they have.",
    "Numbers with fewer than 10 people behind them are withheld and shown as [c].",
  ];
  const digits = "Shares, estimates and other statistics leave with 6 significant digits.";
  /** The first word or two of each check that is not of every result. */
  const further = (result: Result): string[] => checksFor(result, strict).filter((check) => !ofAll.includes(check));

  test.each<[Measure["kind"], Measure, readonly RegExp[]]>([
    ["mean", { kind: "mean", identical: false }, [/all have one value/]],
    ["spread", { kind: "spread", identical: false }, [/all have one value/]],
    [
      "quantile",
      { kind: "quantile", p: 0.5, identical: false, shared: 3 },
      [/minimum or maximum/, /all have one value/],
    ],
    ["extreme", { kind: "extreme", shared: 12 }, [/minimum or maximum/, /all have one value/]],
    [
      "amount",
      { kind: "amount", of: "mean", total: 120, largest: [3, 3], negatives: false, identical: true },
      [/all have one value/, /contribute most/],
    ],
    ["curve-point", { kind: "curve-point", curve: "a", time: 1, atRisk: 40, events: 0 }, [/step of a curve/]],
    ["correlation", { kind: "correlation", degreesOfFreedom: 38 }, []],
  ])("a statistic: %s", (_, measure, expected) => {
    const [first, ...rest] = further(column([statistic(measure)]));
    expect(first).toBe(digits);
    expect(rest).toEqual(expected.map((words) => expect.stringMatching(words)));
  });

  test("counts are hidden and rounded; whether people are alike is looked at where there are groups of them", () => {
    const apart = further(column([people(40), people(60)]));
    expect(apart).toEqual([/Zeros/, /Further/, /rounded/].map((words) => expect.stringMatching(words)));
    const sums = [{ total: at(2), parts: [at(0), at(1)] }];
    const summed = further(column([people(40), people(60), people(100)], { sums }));
    expect(summed).toEqual([...apart, expect.stringMatching(/alike/)]);
    const withoutAny = column([withoutPeople(40), withoutPeople(60), withoutPeople(100)], { sums });
    expect(checksFor(withoutAny, strict)).toEqual([
      "No rule applies where no people stand behind a number: It counts months.",
    ]);
  });

  test("a rule counts for a result however few of its cells it is about", () => {
    const mean = statistic({ kind: "mean", identical: false });
    const amount: Measure = { kind: "amount", of: "sum", total: 9, largest: [9], negatives: false, identical: false };
    const mixed: readonly Cell[] = [
      people(40),
      { kind: "share", numerator: at(0), denominator: at(0) },
      mean,
      statistic({ kind: "extreme", shared: 3 }),
      statistic(amount),
      statistic({ kind: "curve-point", curve: "a", time: 1, atRisk: 40, events: 0 }),
      { kind: "text", text: "words", freeText: {} },
      published(4),
      withoutPeople(3),
      { kind: "text", text: "P1", tells: ["all"] },
      { kind: "count", value: 12, people: { kind: "assumed", people: 12, why: "one row a person" } },
      { kind: "absent", reason: "not-supplied" },
    ];
    const checks = checksFor({ ...column(mixed), models: [] }, strict);
    expect(checks).toEqual([
      ...ofAll,
      expect.stringMatching(/^Zeros are shown/),
      expect.stringMatching(/^Further counts/),
      expect.stringMatching(/^Counts are then rounded/),
      digits,
      expect.stringMatching(/^A minimum or maximum/),
      expect.stringMatching(/^A statistic of people who all have one value/),
      expect.stringMatching(/^Sums and means of amounts/),
      expect.stringMatching(/^Every step of a curve/),
      expect.stringMatching(/^Models with fewer/),
      expect.stringMatching(/^A coefficient .* characteristic/),
      expect.stringMatching(/^A coefficient .* outcome/),
      expect.stringMatching(/^Where a coefficient/),
      expect.stringMatching(/^A model that says/),
      expect.stringMatching(/^A model is withheld/),
      expect.stringMatching(/^Words of people/),
      expect.stringMatching(/^Figures that are public/),
      "Words that tell a number that is withheld are withheld with it.",
      "Rows counted as if each were one person: one row a person",
      "No rule applies where no people stand behind a number: It counts months.",
    ]);
  });

  test("people who are assumed are people; the boxes of a flow are told of, and words in sentences", () => {
    const assumed: Cell = {
      kind: "count",
      value: 12,
      people: { kind: "assumed", people: 12, why: "one row a person" },
    };
    expect(checksFor(column([assumed]), strict).slice(0, 2)).toEqual(ofAll);
    const boxes = flow([{ role: "kept", cell: people(40) }]);
    expect(further(boxes)).toContain("The difference between any two boxes of a flow is treated as a count.");
    const names: Cell = { kind: "text", text: "Months" };
    const plain = { parts: ["Nothing."], restsOn: [] };
    expect(further(column([names], { sentences: [plain] }))).toEqual([]);
    const said = column([names], { sentences: [plain, { ...plain, freeText: {} }] });
    expect(further(said)).toEqual([expect.stringMatching(/^Words of people/)]);
  });

  test("words that follow a number, or tell none", () => {
    const follows: Cell = { kind: "text", text: "the larger group", follows: "all" };
    const withheldWith = "Words that tell a number that is withheld are withheld with it.";
    expect(further(column([people(40), follows]))).toContain(withheldWith);
    expect(further(column([people(40), { kind: "text", text: "none", tells: [] }]))).not.toContain(withheldWith);
  });

  test("after review only the decision, and how many digits leave", () => {
    expect(checksAfterReview(column([people(4)]), strict)).toEqual([
      expect.stringMatching(/^A person decided after review/),
    ]);
    const mean = statistic({ kind: "mean", identical: false });
    expect(checksAfterReview(column([people(4), mean]), strict)).toEqual([
      expect.stringMatching(/^A person decided after review/),
      digits,
    ]);
  });

  test.each<Cell>([
    { kind: "share", numerator: at(0), denominator: at(0) },
    { kind: "estimate", value: 2, digits: 1, people: { kind: "counted", people: 40 } } as unknown as Cell,
    statistic({ kind: "correlation", degreesOfFreedom: 38 }),
  ])("how many digits leave is said of a $kind alone", (cell) => {
    expect(checksFor(column([cell]), strict)).toContain(digits);
  });

  test("words of people, and figures that are public", () => {
    const name: Cell = { kind: "text", text: "Stay", people: { kind: "counted", people: 12 } };
    expect(further(column([name]))).toEqual([]);
    expect(further(column([{ ...name, freeText: {} }]))).toEqual([expect.stringMatching(/^Words of people/)]);
    expect(checksFor(column([published(3)]), strict)).toEqual([
      "Figures that are public already are shown as they were published.",
    ]);
  });
});
