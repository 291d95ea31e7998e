import type { Cell } from "@plait/study";
import { describe, expect, test } from "vitest";
import { defaultPolicyName, type Policy, readPolicy, shippedPolicies, shippedPolicy } from "../src/index.ts";
import { highestFailing, lowestWithheld, mayBeKnown } from "../src/policy.ts";
import { writtenPolicy } from "../src/written-policy.ts";
import { at, column, nearest, people, policy, published, release, releaseOne, shownColumn } from "./made-up-results.ts";

const written = {
  name: "our-agreement",
  title: "Our agreement",
  source: "Agreement of 1 May 2024, schedule 2",
  unit: "distinct-people",
  threshold: { people: 10, operator: "<" },
  zeros: { rule: "safe", reason: "the agreement exempts zeros" },
  protection: { range: 4 },
  rounding: {
    method: "nearest",
    to: 5,
    order: "suppress-then-round",
    totals: "sums-of-rounded-parts",
    shares: { midpoint: 6 },
  },
  class_disclosure: { share: 0.9, action: "review" },
  statistics: { significant_digits: 4, extremes: "shared", identical_values: "withhold" },
  magnitudes: {
    dominance: { largest: 2, share: 0.9, operator: ">=" },
    p_percent: "none",
    negatives: "review",
  },
  models: {
    minimum_residual_degrees_of_freedom: 10,
    level_counts: true,
    event_counts: false,
    saturated: true,
    leverage_of_one: true,
  },
  curve_steps: true,
  flow_differences: true,
  quotations: "review",
  published: "release",
};

describe("what the threshold and the zero rule say together", () => {
  const zero = (rule: Policy["zeros"]["rule"]) => policy({ zeros: { rule, reason: "for the test" } });

  test.each([
    ["<", 10, 9],
    ["<=", 7, 7],
  ] as const)("the most people that fail %s %i are %i", (operator, threshold, highest) => {
    const rules = policy({ threshold: { people: threshold, operator } });
    expect(highestFailing(rules)).toBe(highest);
    expect(mayBeKnown(highest, rules)).toBe(false);
    expect(mayBeKnown(highest + 1, rules)).toBe(true);
  });

  test.each([
    ["safe", true],
    ["disclosive", false],
    ["structural-safe", false],
  ] as const)("that nobody has a level may be known where zeros are %s: %s", (rule, may) => {
    expect(mayBeKnown(0, zero(rule))).toBe(may);
    expect(mayBeKnown(1, zero(rule))).toBe(false);
  });

  test.each([
    ["safe", "review", 1],
    ["safe", "release", 1],
    ["safe", "withhold", 0],
    ["disclosive", "review", 0],
    ["structural-safe", "review", 0],
  ] as const)("zeros %s, groups alike %s: a mark can stand for %i", (rule, action, lowest) => {
    expect(lowestWithheld({ ...zero(rule), classDisclosure: { share: 0.9, action } })).toBe(lowest);
  });

  test("a rule that there is not is refused in words", () => {
    // The cast is what is tested: no caller with types can pass these.
    const unknown = (changes: object) => policy(changes as Partial<Policy>);
    const threshold = unknown({ threshold: { people: 10, operator: ">" } });
    expect(() => highestFailing(threshold)).toThrow(new TypeError('unknown threshold operator: ">"'));
    const zeros = unknown({ zeros: { rule: "shown", reason: "why not" } });
    expect(() => lowestWithheld(zeros)).toThrow(new TypeError('unknown zero rule: "shown"'));
  });
});

describe("[D60]-[D63] reading a policy", () => {
  test("every rule that is written is taken over", () => {
    const { value, problems } = readPolicy(written, "disclosure.yaml");
    expect(problems).toEqual([]);
    expect(value).toEqual({
      name: "our-agreement",
      title: "Our agreement",
      source: "Agreement of 1 May 2024, schedule 2",
      unit: "distinct-people",
      threshold: { people: 10, operator: "<" },
      zeros: { rule: "safe", reason: "the agreement exempts zeros" },
      protection: { range: 4 },
      rounding: written.rounding,
      classDisclosure: { share: 0.9, action: "review" },
      statistics: { significantDigits: 4, extremes: "shared", identicalValues: "withhold" },
      magnitudes: { dominance: written.magnitudes.dominance, pPercent: "none", negatives: "review" },
      models: {
        minimumResidualDegreesOfFreedom: 10,
        levelCounts: true,
        eventCounts: false,
        saturated: true,
        leverageOfOne: true,
      },
      curveSteps: true,
      flowDifferences: true,
      quotations: "review",
      published: "release",
    });
  });

  test("all problems come at once, each with its place", () => {
    const { zeros: _, ...withoutZeros } = written;
    const faulty = {
      ...withoutZeros,
      title: " ",
      unit: "rows",
      protection: { range: "wide" },
      threshold: { people: "ten", operator: "=<" },
      rounding: { ...written.rounding, order: "round-then-suppress" },
      class_disclosure: { share: 0.9, action: "hide" },
      statistics: { ...written.statistics, significant_digits: "six", extremes: "always" },
      magnitudes: { dominance: { largest: 2, share: 0.9 }, p_percent: 10, negatives: "review" },
      models: { ...written.models, level_counts: "yes" },
      dominance: { n: 2, k: 90 },
    };
    const { value, problems } = readPolicy(faulty, "disclosure.yaml");
    expect(value).toBeUndefined();
    expect(problems.map(({ place }) => place.path)).toEqual([
      "title",
      "unit",
      "threshold.people",
      "threshold.operator",
      "zeros",
      "protection.range",
      "rounding.order",
      "class_disclosure.action",
      "statistics.significant_digits",
      "statistics.extremes",
      "magnitudes.dominance.operator",
      "magnitudes.p_percent",
      "models.level_counts",
      "dominance",
    ]);
    for (const { place, severity, remedy } of problems) {
      expect([place.file, severity]).toEqual(["disclosure.yaml", "error"]);
      expect(remedy).not.toBe("");
    }
  });

  test("each says what stands there and what to write", () => {
    const faulty = {
      ...written,
      name: 7,
      title: " ",
      source: undefined,
      unit: "rows",
      threshold: { people: "ten", operator: "=<" },
      zeros: "safe",
      rounding: { ...written.rounding, totals: "exact", shares: "of-true-counts" },
      class_disclosure: { share: 0.9, action: "hide" },
      statistics: { significant_digits: true, extremes: "shown" },
      magnitudes: { dominance: { operator: "=" }, p_percent: { operator: ">" }, negatives: "release" },
      models: { ...written.models, level_counts: "yes", event_counts: undefined },
      quotations: "mask",
      published: null,
      dominance: { n: 2, k: 90 },
    };
    const { problems } = readPolicy(faulty, "disclosure.yaml");
    expect(problems.map(({ code }) => code)).toEqual(problems.map(() => "disclosure-policy"));
    expect(problems.map(({ place, message, remedy }) => [place.path, message, remedy])).toEqual([
      ["name", "This is 7.", "Write some text."],
      ["title", 'This is " ".', "Write some text."],
      ["source", "This rule is missing.", "Write source: some text."],
      ["unit", 'This is "rows".', 'Write "distinct-people".'],
      ["threshold.people", 'This is "ten".', "Write a number."],
      ["threshold.operator", 'This is "=<".', 'Write "<" or "<=".'],
      ["zeros", "This must be a list of `key: value` lines.", "See the guide."],
      ["rounding.totals", 'This is "exact".', 'Write "sums-of-rounded-parts" or "rounded-independently".'],
      ["rounding.shares", "This must be a list of `key: value` lines.", "See the guide."],
      ["class_disclosure.action", 'This is "hide".', 'Write "withhold" or "review" or "release".'],
      ["statistics.significant_digits", "This is true.", "Write a number."],
      ["statistics.extremes", 'This is "shown".', 'Write "withhold" or "shared" or "as-others".'],
      [
        "statistics.identical_values",
        "This rule is missing.",
        'Write statistics.identical_values: "withhold" or "as-others".',
      ],
      ["magnitudes.dominance.largest", "This rule is missing.", "Write magnitudes.dominance.largest: a number."],
      ["magnitudes.dominance.share", "This rule is missing.", "Write magnitudes.dominance.share: a number."],
      ["magnitudes.dominance.operator", 'This is "=".', 'Write ">=" or ">".'],
      ["magnitudes.p_percent.share", "This rule is missing.", "Write magnitudes.p_percent.share: a number."],
      ["magnitudes.p_percent.operator", 'This is ">".', 'Write "<" or "<=".'],
      ["magnitudes.negatives", 'This is "release".', 'Write "review" or "withhold".'],
      ["models.level_counts", 'This is "yes".', "Write true or false."],
      ["models.event_counts", "This rule is missing.", "Write models.event_counts: true or false."],
      ["quotations", 'This is "mask".', 'Write "review" or "release".'],
      ["published", "This rule is missing.", 'Write published: "release" or "as-counted".'],
      ["dominance", "Plait knows no such rule and would not apply it.", "Correct the name or remove it."],
    ]);
  });

  test("a group that is missing says so, and nothing of what it would hold", () => {
    const { zeros: _, ...withoutZeros } = written;
    expect(readPolicy(withoutZeros, "p.yaml").problems).toMatchObject([
      {
        place: { path: "zeros" },
        message: "This rule is missing.",
        remedy: "Write zeros: its own `key: value` lines.",
      },
    ]);
  });

  test("of a rounding of no known kind nothing more is asked", () => {
    const unknown = { ...written, rounding: { ...written.rounding, method: "random", from: 3 } };
    expect(readPolicy(unknown, "p.yaml").problems.map(({ place, message }) => [place.path, message])).toEqual([
      ["rounding.method", 'This is "random".'],
      ["rounding.from", "Plait knows no such rule and would not apply it."],
    ]);
  });

  test.each([
    [{ classDisclosure: { share: 0.9, action: "withhold" } }],
    [{ classDisclosure: { share: 1, action: "release" } }],
    [{ statistics: { significantDigits: 1, extremes: "withhold", identicalValues: "as-others" } }],
    [{ statistics: { significantDigits: 15, extremes: "as-others", identicalValues: "withhold" } }],
    [
      {
        magnitudes: {
          dominance: { largest: 1, share: 1, operator: ">" },
          pPercent: { share: 0.1, operator: "<=" },
          negatives: "withhold",
        },
      },
    ],
    [{ rounding: { method: "none" } }],
    [{ rounding: { method: "controlled", to: 5 } }],
    [
      {
        rounding: { ...nearest(2), method: "midpoint", shares: { midpoint: 2 } },
      },
    ],
    [{ quotations: "release", published: "as-counted" }],
  ] satisfies [Partial<Policy>][])("%j is read as it is written", (rules) => {
    const other: Policy = { ...shippedPolicies.sacro, protection: { range: 4 }, ...rules };
    expect(readPolicy(writtenPolicy(other), "p.yaml")).toEqual({ value: other, problems: [] });
  });

  const { magnitudes, models, statistics } = shippedPolicies.sacro;
  test.each([
    ["threshold.people", { threshold: { people: 0, operator: "<" } }, "a whole number of at least 1, not 0"],
    ["threshold.people", { threshold: { people: 9.5, operator: "<=" } }, "a whole number of at least 1, not 9.5"],
    [
      "threshold.people",
      { threshold: { people: 2, operator: "<" }, zeros: { rule: "safe", reason: "shown" } },
      "leave at least two numbers that can be withheld, or the mark [c] tells the number",
    ],
    [
      "protection.range",
      {
        protection: { range: 8 },
        threshold: { people: 8, operator: "<" },
        classDisclosure: { share: 1, action: "withhold" },
      },
      "a whole number from 1 to 7, not 8",
    ],
    [
      "protection.range",
      { protection: { range: 8 }, threshold: { people: 7, operator: "<=" }, zeros: { rule: "safe", reason: "shown" } },
      "a whole number from 1 to 6, not 8",
    ],
    ["protection.range", { protection: { range: 0 } }, "a whole number from 1 to 9, not 0"],
    ["rounding.to", { rounding: { method: "controlled", to: 1 } }, "a whole number of at least 2, not 1"],
    [
      "rounding.to",
      { rounding: { method: "controlled", to: 4 }, protection: { range: 4 } },
      "above protection.range, 4: a printed 0 is 0 to 3",
    ],
    ["rounding.to", { rounding: nearest(1.5) }, "of at least 2, not 1.5"],
    [
      "rounding.shares.midpoint",
      { rounding: nearest(5, { shares: { midpoint: 1 } }) },
      "a whole number of at least 2, not 1",
    ],
    [
      "rounding.shares.midpoint",
      { rounding: { ...nearest(5), method: "midpoint", shares: { midpoint: 1 } } },
      "a whole number of at least 2, not 1",
    ],
    ["class_disclosure.share", { classDisclosure: { share: 0, action: "review" } }, "above 0 and at most 1, not 0"],
    ["class_disclosure.share", { classDisclosure: { share: 1.1, action: "review" } }, "above 0 and at most 1, not 1.1"],
    [
      "statistics.significant_digits",
      { statistics: { ...statistics, significantDigits: 0 } },
      "a whole number from 1 to 15, not 0",
    ],
    [
      "magnitudes.dominance.largest",
      { magnitudes: { ...magnitudes, dominance: { largest: 0, share: 0.9, operator: ">=" } } },
      "a whole number of at least 1, not 0",
    ],
    [
      "magnitudes.dominance.share",
      { magnitudes: { ...magnitudes, dominance: { largest: 2, share: 90, operator: ">=" } } },
      "above 0 and at most 1, not 90",
    ],
    [
      "magnitudes.p_percent.share",
      { magnitudes: { ...magnitudes, pPercent: { share: Number.NaN, operator: "<" } } },
      "above 0 and at most 1, not NaN",
    ],
    [
      "models.minimum_residual_degrees_of_freedom",
      { models: { ...models, minimumResidualDegreesOfFreedom: -1 } },
      "a whole number of at least 0, not -1",
    ],
  ] satisfies [string, Partial<Policy>, string][])("[D63] %s: %j", (path, rules, message) => {
    const other: Policy = { ...shippedPolicies.sacro, protection: { range: 1 }, ...rules };
    const { value, problems } = readPolicy(writtenPolicy(other), "p.yaml");
    expect(value).toBeUndefined();
    const faults = problems.filter(({ place }) => place.path === path);
    expect(faults).toMatchObject([{ code: "disclosure-policy", remedy: "Change the number." }]);
    expect(faults[0]?.message).toMatch(/^This must .*\.$/u);
    expect(faults[0]?.message).toContain(message);
    expect(() => release([], other)).toThrow(RangeError);
    expect(() => release([], other)).toThrow(`policy "sacro": ${path}: must `);
  });

  test("more digits than a number holds are a problem", () => {
    const exact = { ...written, statistics: { ...written.statistics, significant_digits: 17 } };
    const [problem] = readPolicy(exact, "disclosure.yaml").problems;
    expect(problem?.place.path).toBe("statistics.significant_digits");
    expect(problem?.message).toBe("This must be a whole number from 1 to 15, not 17.");
  });

  test.each([[undefined], [null], ["sacro"], [[]], [7]])("%j is no policy", (source) => {
    const { value, problems } = readPolicy(source, "disclosure.yaml");
    expect(value).toBeUndefined();
    expect(problems).toHaveLength(1);
  });

  test("a threshold under which the mark alone would tell the number is a problem, and stops the gate", () => {
    const ones = { ...written, threshold: { people: 2, operator: "<" } };
    expect(readPolicy(ones, "disclosure.yaml").problems.map(({ place }) => place.path)).toEqual(["threshold.people"]);
    const zeros: Policy = policy({ threshold: { people: 1, operator: "<" } });
    expect(() => release([], zeros)).toThrow(RangeError);
    const half: Policy = policy({ threshold: { people: 9.5, operator: "<" } });
    expect(() => release([], half)).toThrow(/threshold.people/);
  });
});

describe("[D64] shipped policies", () => {
  test("are found by name", () => {
    expect(shippedPolicy("sacro", { file: "study.yaml" }).value).toEqual(shippedPolicies.sacro);
  });

  test("an unknown name is a problem where it stands, and no policy", () => {
    const { value, problems } = shippedPolicy("sacor", { file: "study.yaml", line: 6 });
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([
      {
        severity: "error",
        code: "unknown-disclosure-policy",
        place: { file: "study.yaml", line: 6 },
        message: 'There is no disclosure policy called "sacor", and nothing is released without one.',
      },
    ]);
    expect(problems[0]?.remedy).toContain("strict-children, sacro, opensafely, gov-uk, uk-llc");
    expect(shippedPolicy("toString", { file: "study.yaml" }).value).toBeUndefined();
  });

  test.each([
    ["strict-children", ["0", "c:threshold", "c:threshold", "c:threshold", "c:threshold", "10"]],
    ["sacro", ["c:threshold", "c:threshold", "c:threshold", "c:threshold", "c:threshold", "10"]],
    ["opensafely", ["0", "c:threshold", "c:threshold", "c:threshold", "10", "10"]],
    ["gov-uk", ["c:threshold", "c:threshold", "5", "7", "9", "10"]],
    ["uk-llc", ["c:threshold", "c:threshold", "c:threshold", "c:threshold", "c:threshold", "10"]],
  ] as const)("[D11] %s on 0, 4, 5, 7, 9 and 10 people", (name, expected) => {
    const table = column([0, 4, 5, 7, 9, 10].map((value) => people(value)));
    expect(shownColumn(releaseOne(table, shippedPolicies[name]))).toEqual(expected);
  });

  test("[D14] structural-safe shows the zeros of an empty group and withholds a zero among others", () => {
    const rules = policy({ zeros: { rule: "structural-safe", reason: "empty groups say nothing of anybody" } });
    const sums = [{ total: at(2), parts: [at(0), at(1)] }];
    expect(shownColumn(releaseOne(column([people(0), people(0), people(0)], { sums }), rules))).toEqual([
      "0",
      "0",
      "0",
    ]);
    expect(shownColumn(releaseOne(column([people(0), people(20), people(20)], { sums }), rules))).toEqual([
      "c:threshold",
      "c:secondary",
      "20",
    ]);
  });

  test("[D15] public figures are released and say where they were published, unless they count as people", () => {
    const table = column([published(3)]);
    expect(releaseOne(table, policy()).rows[0]?.cells[0]).toEqual({
      kind: "count",
      value: 3,
      published: "Home Office",
    });
    expect(shownColumn(releaseOne(table, policy({ published: "as-counted" })))).toEqual(["c:threshold"]);
  });

  test.each([
    ["strict-children", 10],
    ["sacro", 10],
    ["opensafely", 8],
    ["gov-uk", 5],
    ["uk-llc", 10],
  ] as const)("%s: means, minima and shares of fewer than %i people are withheld", (name, least) => {
    const rules = shippedPolicies[name];
    const behind = (count: number) => ({ kind: "counted", people: count }) as const;
    const mean = (count: number): Cell => ({
      kind: "statistic",
      value: 3.25,
      digits: 2,
      people: behind(count),
      measure: { kind: "mean", identical: false },
    });
    const minimum = (count: number): Cell => ({
      kind: "statistic",
      value: 3,
      digits: 0,
      people: behind(count),
      measure: { kind: "extreme", shared: count - 1 },
    });
    const few = column([mean(least - 1), minimum(least - 1)]);
    expect(shownColumn(releaseOne(few, rules))).toEqual(["c:threshold", "c:threshold"]);
    expect(shownColumn(releaseOne(column([mean(least)]), rules))).toEqual(["3.25"]);
    // As many people as the threshold asks have to share a minimum.
    expect(shownColumn(releaseOne(column([minimum(least), minimum(least + 1)]), rules))).toEqual(["c:extreme", "3"]);
    const share: Cell = { kind: "share", numerator: at(0), denominator: at(1) };
    const ofAll = column([people(least - 1), people(400), share]);
    expect(shownColumn(releaseOne(ofAll, rules)).at(-1)).toBe("c:rests-on-withheld");
  });

  test("strict-children is the one a study has that names no other", () => {
    expect(defaultPolicyName).toBe("strict-children");
    const { threshold, zeros, rounding } = shippedPolicies[defaultPolicyName];
    expect([threshold, zeros.rule, rounding.method, rounding.to]).toEqual([
      { people: 10, operator: "<" },
      "safe",
      "nearest",
      5,
    ]);
  });
});
