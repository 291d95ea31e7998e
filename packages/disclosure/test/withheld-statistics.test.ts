import type { Cell, Measure, Result } from "@plait/study";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountReason, negativeAmounts } from "../src/dominance.ts";
import { type Policy, shippedPolicies } from "../src/index.ts";
import { type StatisticCell, statisticReason } from "../src/withheld-statistics.ts";
import { column, people, policy, release, releaseOne, shownColumn, under } from "./made-up-results.ts";
import { meanAmountOf, meanOf, statistic, sumOf } from "./made-up-statistics.ts";

const outcome = (cell: Cell, rules: Policy = policy()): string | undefined =>
  shownColumn(releaseOne(column([cell]), rules))[0];
const magnitudes = (changes: Partial<Policy["magnitudes"]>): Policy =>
  policy({ magnitudes: { ...shippedPolicies.sacro.magnitudes, ...changes } });
const statistics = (changes: Partial<Policy["statistics"]>, zeros: "safe" | "disclosive" = "disclosive"): Policy => ({
  ...under(10, zeros),
  statistics: { ...shippedPolicies.sacro.statistics, ...changes },
});
const times = (count: number, value: number): number[] => Array.from({ length: count }, () => value);
const spread = (count: number): number[] => Array.from({ length: count }, (_, index) => 10 + index);

describe("[M1] people behind a statistic", () => {
  test("9 fail and 10 pass, whatever the statistic measures", () => {
    for (const measure of [
      { kind: "mean", identical: false },
      { kind: "quantile", p: 0.5, identical: false, shared: 1 },
      { kind: "spread", identical: false },
      { kind: "extreme", shared: 9 },
      { kind: "correlation", degreesOfFreedom: 200 },
    ] satisfies Measure[]) {
      expect(outcome(statistic(1.5, 9, measure)), measure.kind).toBe("c:threshold");
      const of10 = measure.kind === "extreme" ? { ...measure, shared: 10 } : measure;
      const as = statistics({ identicalValues: "as-others" });
      expect(outcome(statistic(1.5, 10, of10), as), measure.kind).toBe("1.5");
    }
  });

  test("what a statistic measures stays inside", () => {
    const released = releaseOne(column([sumOf([...spread(30), 777])]), policy());
    expect(released.rows[0]?.cells).toEqual([{ kind: "statistic", value: 1512, digits: 2 }]);
    expect(JSON.stringify(released)).not.toMatch(/777|"measure"|"largest"|"negatives"|"total"/);
  });

  test("figures of nobody and those that are public already are not judged", () => {
    const measure: Measure = { kind: "extreme", shared: 1 };
    const cell = { kind: "statistic", value: 7, digits: 0, measure } as const;
    expect(outcome({ ...cell, people: { kind: "none", why: "It describes months." } })).toBe("7");
    expect(outcome({ ...cell, people: { kind: "published", source: "Home Office" } })).toBe("7");
  });
});

describe("[M2] identical values", () => {
  test("a mean, a quantile or a spread of people who all have one value is withheld", () => {
    expect(outcome(meanOf(times(12, 16)))).toBe("c:identical-values");
    expect(outcome(meanOf([...times(11, 16), 17]))).not.toMatch(/^c:/);
    const median = { kind: "quantile", p: 0.5, shared: 12 } as const;
    expect(outcome(statistic(16, 12, { ...median, identical: true }))).toBe("c:identical-values");
    expect(outcome(statistic(0, 12, { kind: "spread", identical: true }))).toBe("c:identical-values");
    expect(outcome(meanAmountOf(times(12, 50)))).toBe("c:identical-values");
    expect(outcome(sumOf(times(12, 50)))).toBe("c:identical-values");
  });

  test("a minimum that everybody has is one as well", () => {
    expect(outcome(statistic(16, 12, { kind: "extreme", shared: 12 }))).toBe("c:identical-values");
  });

  test("where all are 0 the zero rule decides; of a spread it does not", () => {
    const shown = statistics({}, "safe");
    expect(outcome(meanOf(times(12, 0)), shown)).toBe("0");
    expect(outcome(sumOf(times(12, 0)), shown)).toBe("0");
    expect(outcome(sumOf(times(12, 0)), statistics({}, "disclosive"))).toBe("c:identical-values");
    expect(outcome(statistic(0, 12, { kind: "spread", identical: true }), shown)).toBe("c:identical-values");
    expect(outcome(meanOf(times(12, 16)), shown)).toBe("c:identical-values");
  });

  test("a policy can judge them as others", () => {
    expect(outcome(meanOf(times(12, 16)), statistics({ identicalValues: "as-others" }))).toBe("16");
  });
});

describe("[M3] minima and maxima", () => {
  const oldest = (shared: number) => statistic(17, 40, { kind: "extreme", shared });

  test("are shown where as many people have them as the threshold asks", () => {
    expect(outcome(oldest(1))).toBe("c:extreme");
    expect(outcome(oldest(9))).toBe("c:extreme");
    expect(outcome(oldest(10))).toBe("17");
    const opensafely = { ...statistics({}), threshold: { people: 7, operator: "<=" } } as const;
    expect(outcome(oldest(7), opensafely)).toBe("c:extreme");
    expect(outcome(oldest(8), opensafely)).toBe("17");
  });

  test("or never, or like any statistic", () => {
    expect(outcome(oldest(39), statistics({ extremes: "withhold" }))).toBe("c:extreme");
    expect(outcome(oldest(1), statistics({ extremes: "as-others" }))).toBe("17");
  });
});

describe("[M4] quantiles near an end", () => {
  const quantile = (p: number, behind: number, shared = 1) =>
    outcome(statistic(17, behind, { kind: "quantile", p, identical: false, shared }));

  test("are judged like extremes where too few people lie beyond them", () => {
    expect(quantile(0, 400)).toBe("c:extreme");
    expect(quantile(1, 400)).toBe("c:extreme");
    expect(quantile(0.25, 39)).toBe("c:extreme");
    expect(quantile(0.25, 40)).toBe("17");
    expect(quantile(0.99, 900)).toBe("c:extreme");
    expect(quantile(0.99, 900, 10)).toBe("17");
  });

  test("of 100 people 10 lie beyond the first and the last tenth, of 99 people 9", () => {
    expect(1 - 0.9).toBeLessThan(0.1);
    for (const p of [0.1, 0.9]) {
      expect(quantile(p, 100), `${p}`).toBe("17");
      expect(quantile(p, 99), `${p}`).toBe("c:extreme");
    }
  });

  test("the median is judged by its people", () => {
    expect(quantile(0.5, 10)).toBe("17");
    expect(quantile(0.5, 9)).toBe("c:threshold");
  });
});

/** Cases of the reference at their exact borders. */
const eighty = [80, 10, ...times(10, 1)];
const fifty = [50, 45, ...times(10, 0.5)];
const handbook = [52_000, 50_000, ...times(16, 500)];

describe("[M5] dominance and p%", () => {
  const dominance = (operator: ">=" | ">") =>
    magnitudes({ dominance: { largest: 2, share: 0.9, operator }, pPercent: "none" });
  const pPercent = (operator: "<" | "<=") => magnitudes({ dominance: "none", pPercent: { share: 0.1, operator } });

  test("two of exactly .90: `>=` withholds, `>` does not", () => {
    expect(outcome(sumOf(eighty), dominance(">="))).toBe("c:dominance");
    expect(outcome(sumOf(eighty), dominance(">"))).toBe("100");
  });

  test("p% of exactly .10: `<` lets it go, `<=` does not", () => {
    expect(outcome(sumOf(fifty), pPercent("<"))).toBe("100");
    expect(outcome(sumOf(fifty), pPercent("<="))).toBe("c:dominance");
    expect(outcome(sumOf(fifty), dominance(">"))).toBe("c:dominance");
  });

  test("exactly stays exactly where sums of doubles do not come out even", () => {
    // 0.8 + 0.1 is 0.9 and a bit, ten times 0.01 is 0.1 less a bit.
    const small = [0.8, 0.1, ...times(10, 0.01)];
    expect(0.8 + 0.1 > 0.9 * (small[0] ?? 0)).toBe(true);
    expect(outcome(sumOf(small), dominance(">="))).toBe("c:dominance");
    expect(outcome(sumOf(small), dominance(">"))).not.toMatch(/^c:/);
    for (const scale of [0.1, 0.3, 7, 1e-6, 1e9 / 3]) {
      expect(outcome(sumOf(eighty.map((one) => one * scale)), dominance(">=")), `${scale}`).toBe("c:dominance");
      expect(outcome(sumOf(eighty.map((one) => one * scale)), dominance(">")), `${scale}`).not.toMatch(/^c:/);
      expect(outcome(sumOf(fifty.map((one) => one * scale)), pPercent("<")), `${scale}`).not.toMatch(/^c:/);
      expect(outcome(sumOf(fifty.map((one) => one * scale)), pPercent("<=")), `${scale}`).toBe("c:dominance");
    }
  });

  test("the Handbook: 15.4% is safe at 10%, though two have more than 90.9%", () => {
    expect(handbook.reduce((sum, one) => sum + one, 0)).toBe(110_000);
    expect(outcome(sumOf(handbook), pPercent("<"))).toBe("110000");
    const two = magnitudes({ dominance: { largest: 2, share: 0.909, operator: ">" }, pPercent: "none" });
    expect(outcome(sumOf(handbook), two)).toBe("c:dominance");
  });

  test("the Handbook: safe when one may have 90%, and 2% off for the second largest", () => {
    const close = [50_000, 49_000, ...times(10, 100)];
    const one = magnitudes({ dominance: { largest: 1, share: 0.9, operator: ">" }, pPercent: "none" });
    expect(outcome(sumOf(close), one)).toBe("100000");
    expect(outcome(sumOf(close), pPercent("<"))).toBe("c:dominance");
  });

  test("the mean of the same amounts is judged as their sum", () => {
    expect(outcome(meanAmountOf(eighty), dominance(">="))).toBe("c:dominance");
    expect(outcome(meanAmountOf(spread(12)), dominance(">="))).toBe("15.5");
  });

  test("a sum of zeros is safe by both rules", () => {
    const { statistics: asOthers } = statistics({ identicalValues: "as-others" });
    for (const rules of [dominance(">="), pPercent("<="), magnitudes({})]) {
      expect(outcome(sumOf(times(12, 0)), { ...rules, statistics: asOthers })).toBe("0");
    }
  });

  test("two sides within a billionth of the sum are equal, and those further apart are not", () => {
    const billion = { total: 1e9, negatives: false };
    const twoHave = (amount: number) =>
      amountReason({ ...billion, largest: [amount - 1, 1] }, dominance(">").magnitudes);
    expect([9e8, 9e8 + 1, 9e8 + 2].map(twoHave)).toEqual([undefined, undefined, "dominance"]);
    const isLeft = (amount: number) =>
      amountReason({ ...billion, largest: [5e8, 5e8 - amount] }, pPercent("<").magnitudes);
    expect([5e7, 5e7 - 1, 5e7 - 2].map(isLeft)).toEqual([undefined, undefined, "dominance"]);
  });

  test("amounts that are much alike are safe by all rules", () => {
    for (const rules of [dominance(">="), dominance(">"), pPercent("<"), pPercent("<=")]) {
      expect(outcome(sumOf(spread(12)), rules)).toBe("186");
    }
  });

  test("one contributor is the whole of it; fewer than the rule looks at are judged by threshold", () => {
    expect(outcome(sumOf([400, ...times(11, 0)]))).toBe("c:dominance");
    expect(outcome(sumOf([400, 399]))).toBe("c:threshold");
  });

  test("people without an amount do not stand behind it: 8 of 12", () => {
    expect(outcome(sumOf(spread(8)))).toBe("c:threshold");
  });

  test("a policy can have neither rule", () => {
    const neither = magnitudes({ dominance: "none", pPercent: "none" });
    expect(outcome(sumOf([400, ...times(11, 0)]), neither)).toBe("400");
  });

  test("whoever is safe by two of them having less than 100/(100 + p) is safe by p%", () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 12, maxLength: 20 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 50 }), (contributions, p) => {
        const share = 100 / (100 + p);
        const two = magnitudes({ dominance: { largest: 2, share, operator: ">" }, pPercent: "none" });
        const percent = magnitudes({ dominance: "none", pPercent: { share: p / 100, operator: "<" } });
        fc.pre(outcome(sumOf(contributions), two) !== "c:dominance");
        expect(outcome(sumOf(contributions), percent)).not.toBe("c:dominance");
      }),
      { numRuns: 100 },
    );
  });
});

describe("[M6] amounts below 0", () => {
  const repaid = [90, -40, ...times(11, 20)];

  test("need a person, who is told what they are", () => {
    const result: Result = column([people(40), sumOf(repaid)]);
    expect(shownColumn(releaseOne(result, policy()))).toEqual(["40", "c:needs-review"]);
    const findings = negativeAmounts(result, policy().magnitudes);
    const message =
      "Some of the amounts behind this sum of 13 people are below 0, so no rule says whether one of them makes up too " +
      "much of it. They add up to 270; the largest are 90, 20, 20.";
    expect(findings).toEqual([{ kind: "negative-amounts", row: 1, column: 0, message }]);
  });

  test("no person is needed for figures of nobody, for public ones, and where no rule looks at amounts", () => {
    const findings = (cell: Cell, rules: Policy) => negativeAmounts(column([cell]), rules.magnitudes).length;
    const { dominance, pPercent } = policy().magnitudes;
    expect(findings(sumOf(repaid), magnitudes({ pPercent: "none" }))).toBe(1);
    expect(findings(sumOf(repaid), magnitudes({ dominance: "none" }))).toBe(1);
    expect(findings(sumOf(repaid), magnitudes({ dominance: "none", pPercent: "none" }))).toBe(0);
    expect(findings(sumOf(spread(12)), magnitudes({ dominance, pPercent }))).toBe(0);
    const of = (people: StatisticCell["people"]) => ({ ...sumOf(repaid), people }) as Cell;
    expect(findings(of({ kind: "none", why: "It is of months." }), policy())).toBe(0);
    expect(findings(of({ kind: "published", source: "Home Office" }), policy())).toBe(0);
    expect(findings(of({ kind: "assumed", people: 13, why: "Rows." }), policy())).toBe(1);
  });

  test("leave after review", () => {
    const review = { result: "test.table", reason: "Repayments.", requested: { by: "A", on: "2024-05-01" } };
    const decision = { outcome: "release", by: "B", on: "2024-05-02" } as const;
    const [only] = release([column([sumOf(repaid)])], policy(), [{ ...review, decision }]).value.results;
    expect(only?.rows[0]?.cells[0]).toMatchObject({ kind: "statistic", value: 270 });
    expect(only?.disclosure.review?.outcome).toMatchObject({ kind: "released", failing: 1 });
  });

  test("or stay, if the policy says so, and nobody is asked", () => {
    const rules = magnitudes({ negatives: "withhold" });
    expect(outcome(sumOf(repaid), rules)).toBe("c:dominance");
    expect(negativeAmounts(column([sumOf(repaid)]), rules.magnitudes)).toEqual([]);
  });

  test("are no matter where neither rule is asked for", () => {
    const neither = magnitudes({ dominance: "none", pPercent: "none" });
    expect(outcome(sumOf(repaid), neither)).toBe("270");
    expect(outcome(sumOf(times(12, 0).map((_, index) => index - 20)), neither)).toBe("-174");
  });
});

describe("[M7] correlations", () => {
  test("need the degrees of freedom of a model", () => {
    expect(outcome(statistic(0.4, 12, { kind: "correlation", degreesOfFreedom: 9 }))).toBe("c:residual-df");
    expect(outcome(statistic(0.4, 12, { kind: "correlation", degreesOfFreedom: 10 }))).toBe("0.4");
  });
});

describe("[M8] a measure that contradicts itself", () => {
  const amount = {
    kind: "amount",
    of: "sum",
    total: 100,
    largest: [40, 30],
    negatives: false,
    identical: false,
  } as const;

  test.each<[string, Cell, RegExp]>([
    [
      "more people with the extreme than people",
      statistic(3, 12, { kind: "extreme", shared: 13 }),
      /exactly this value/,
    ],
    ["nobody with the extreme", statistic(3, 12, { kind: "extreme", shared: 0 }), /exactly this value/],
    [
      "a quantile beyond everybody",
      statistic(3, 12, { kind: "quantile", p: 1.5, identical: false, shared: 1 }),
      /share of a quantile/,
    ],
    [
      "a quantile before everybody",
      statistic(3, 12, { kind: "quantile", p: -0.1, identical: false, shared: 1 }),
      /the share of a quantile must be from 0 to 1$/,
    ],
    [
      "more people with the quantile than people",
      statistic(3, 12, { kind: "quantile", p: 0.5, identical: false, shared: 13 }),
      /people who have exactly this value must be a whole number from 0 to the people behind it$/,
    ],
    [
      "half a person with the extreme",
      statistic(3, 12, { kind: "extreme", shared: 2.5 }),
      /people who have exactly this value must be a whole number from 1 to the people behind it$/,
    ],
    ["more amounts than people", statistic(100, 12, { ...amount, largest: times(13, 1) }), /more amounts than people$/],
    ["a sum below 0 that is not declared", statistic(-5, 12, { ...amount, total: -5, largest: [0, 0] }), /declared/],
    [
      "a small value that is not the small sum",
      statistic(2e-6, 12, { ...amount, total: 1e-6, largest: [1e-7, 1e-7] }),
      /contradict/,
    ],
    ["amounts in another order", statistic(100, 12, { ...amount, largest: [30, 40] }), /largest first/],
    ["one amount where two are needed", statistic(100, 12, { ...amount, largest: [40] }), /fewer of the largest/],
    ["a value that is not the sum", statistic(101, 12, amount), /contradict/],
    ["a mean that is not the sum over people", statistic(100, 12, { ...amount, of: "mean" }), /contradict/],
    ["two larger than the sum", statistic(100, 12, { ...amount, largest: [70, 40] }), /contradict/],
    ["an amount below 0 that is not declared", statistic(100, 12, { ...amount, largest: [101, -1] }), /declared/],
    ["no number", statistic(100, 12, { ...amount, total: Number.NaN }), /finite/],
    ["half a degree of freedom", statistic(0.1, 12, { kind: "correlation", degreesOfFreedom: 10.5 }), /whole number/],
  ])("%s is refused, and the cell named", (_, cell, message) => {
    expect(() => releaseOne(column([cell]), policy())).toThrow(message);
    expect(() => releaseOne(column([cell]), policy())).toThrow(/^result test.table: cell \(r0, c0\): /);
  });

  test("a kind of measure that the gate does not know is refused", () => {
    // A caller without types.
    const unknown = { kind: "mode" } as unknown as Measure;
    const error = new TypeError('unknown measure: {"kind":"mode"}');
    expect(() => releaseOne(column([statistic(3, 12, unknown)]), policy())).toThrow(error);
  });

  test("as many of the largest amounts must be given as the policy looks at, and two at the least", () => {
    const share = { share: 0.9, operator: ">=" } as const;
    const given = (largest: readonly number[], dominance: Policy["magnitudes"]["dominance"]) => () =>
      outcome(statistic(100, 12, { ...amount, largest }), magnitudes({ dominance }));
    const tooFew = /fewer of the largest amounts are given than the policy asks for$/;
    expect(given([20, 15], { largest: 3, ...share })).toThrow(tooFew);
    expect(given([20, 15, 10], { largest: 3, ...share })()).toBe("100");
    for (const dominance of ["none", { largest: 1, ...share }, { largest: 2, ...share }] as const) {
      expect(given([20], dominance)).toThrow(tooFew);
      expect(given([20, 15], dominance)()).toBe("100");
    }
  });

  test("the amounts of everybody may be given, and their sum may be off by the rounding of doubles", () => {
    const amounts = spread(12).map((one) => (one * 1e9) / 11);
    const total = amounts.toReversed().reduce((sum, one) => sum + one, 0);
    const largest = amounts.toReversed();
    const turned = amounts.reduce((sum, one) => sum + one, 0);
    expect(turned).not.toBe(total);
    for (const value of [total, turned]) {
      expect(outcome(statistic(value, 12, { ...amount, total, largest }))).not.toMatch(/^c:/);
      expect(outcome(statistic(total, 12, { ...amount, total: value, largest }))).not.toMatch(/^c:/);
    }
  });
});

describe("[D94] a rule that the gate does not know", () => {
  const rules = policy();
  const judged = (cell: Cell, changes: object) => () =>
    // The casts are what is tested: `release` refuses such a policy before, and no caller with types can pass it.
    statisticReason(cell as StatisticCell, { ...rules, ...changes } as Policy, () => "a cell");
  const amounts = (changes: object) => ({ magnitudes: { ...rules.magnitudes, ...changes } });
  const others = (changes: object) => ({ statistics: { ...rules.statistics, ...changes } });

  test.each<[string, () => unknown]>([
    [
      'rule for extremes: "shown"',
      judged(statistic(17, 40, { kind: "extreme", shared: 1 }), others({ extremes: "shown" })),
    ],
    ['rule for identical values: "shown"', judged(meanOf(times(12, 16)), others({ identicalValues: "shown" }))],
    ['rule for negative amounts: "release"', judged(sumOf([-1, ...spread(12)]), amounts({ negatives: "release" }))],
    [
      'dominance operator: "="',
      judged(sumOf(spread(12)), amounts({ dominance: { largest: 2, share: 0.9, operator: "=" } })),
    ],
    ['p% operator: ">"', judged(sumOf(spread(12)), amounts({ pPercent: { share: 0.1, operator: ">" } }))],
  ])("unknown %s is refused where it is applied", (unknown, attempt) => {
    expect(attempt).toThrow(new TypeError(`unknown ${unknown}`));
  });
});
