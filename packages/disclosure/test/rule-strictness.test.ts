import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Policy } from "../src/index.ts";
import { type RankedRules, rankedRules, strictness } from "../src/rule-strictness.ts";
import { nearest, policy } from "./made-up-results.ts";

/** What one policy is with a rule, compared with another. */
function compared(rule: string, was: Partial<Policy>, is: Partial<Policy>): string {
  const ranked = rankedRules.find(({ rules }) => rules.includes(rule));
  if (ranked === undefined) throw new Error(`no rule ${rule}`);
  return strictness(ranked, policy(was), policy(is));
}

const statistics = { significantDigits: 6, extremes: "shared", identicalValues: "withhold" } as const;
const magnitudes = {
  dominance: { largest: 2, share: 0.9, operator: ">" },
  pPercent: { share: 0.1, operator: "<" },
  negatives: "review",
} as const;
const models = {
  minimumResidualDegreesOfFreedom: 10,
  levelCounts: true,
  eventCounts: true,
  saturated: true,
  leverageOfOne: true,
};

/** Rule, what it was, and what is stricter. Turned round, each is looser. */
const stricter: readonly (readonly [rule: string, was: Partial<Policy>, is: Partial<Policy>])[] = [
  ["threshold.people", { threshold: { people: 10, operator: "<" } }, { threshold: { people: 11, operator: "<" } }],
  ["threshold.operator", { threshold: { people: 10, operator: "<" } }, { threshold: { people: 10, operator: "<=" } }],
  ["zeros.rule", { zeros: { rule: "safe", reason: "" } }, { zeros: { rule: "structural-safe", reason: "" } }],
  ["zeros.rule", { zeros: { rule: "structural-safe", reason: "" } }, { zeros: { rule: "disclosive", reason: "" } }],
  ["protection.range", { protection: { range: 4 } }, { protection: { range: 5 } }],
  ["rounding", { rounding: { method: "none" } }, { rounding: nearest(3) }],
  ["rounding.to", { rounding: nearest(5) }, { rounding: nearest(10) }],
  ["rounding.to", { rounding: { method: "controlled", to: 3 } }, { rounding: { method: "controlled", to: 5 } }],
  ["rounding.totals", { rounding: nearest(5) }, { rounding: nearest(5, { totals: "sums-of-rounded-parts" }) }],
  [
    "rounding.shares",
    { rounding: { ...nearest(5), shares: { midpoint: 6 } } },
    { rounding: { ...nearest(5), shares: { midpoint: 8 } } },
  ],
  ["rounding.shares", { rounding: { ...nearest(5), shares: { midpoint: 60 } } }, { rounding: nearest(5) }],
  [
    "class_disclosure.share",
    { classDisclosure: { share: 0.9, action: "review" } },
    { classDisclosure: { share: 0.8, action: "review" } },
  ],
  [
    "class_disclosure.action",
    { classDisclosure: { share: 0.9, action: "review" } },
    { classDisclosure: { share: 0.9, action: "withhold" } },
  ],
  [
    "class_disclosure.action",
    { classDisclosure: { share: 0.5, action: "release" } },
    { classDisclosure: { share: 0.9, action: "review" } },
  ],
  ["statistics.significant_digits", { statistics }, { statistics: { ...statistics, significantDigits: 4 } }],
  ["statistics.extremes", { statistics: { ...statistics, extremes: "as-others" } }, { statistics }],
  ["statistics.extremes", { statistics }, { statistics: { ...statistics, extremes: "withhold" } }],
  ["statistics.identical_values", { statistics: { ...statistics, identicalValues: "as-others" } }, { statistics }],
  ["magnitudes.dominance", { magnitudes: { ...magnitudes, dominance: "none" } }, { magnitudes }],
  [
    "magnitudes.dominance",
    { magnitudes },
    { magnitudes: { ...magnitudes, dominance: { largest: 2, share: 0.9, operator: ">=" } } },
  ],
  [
    "magnitudes.dominance",
    { magnitudes: { ...magnitudes, dominance: { largest: 2, share: 0.9, operator: ">=" } } },
    { magnitudes: { ...magnitudes, dominance: { largest: 2, share: 0.85, operator: ">" } } },
  ],
  [
    "magnitudes.dominance",
    { magnitudes },
    { magnitudes: { ...magnitudes, dominance: { largest: 3, share: 0.9, operator: ">" } } },
  ],
  ["magnitudes.p_percent", { magnitudes: { ...magnitudes, pPercent: "none" } }, { magnitudes }],
  ["magnitudes.p_percent", { magnitudes }, { magnitudes: { ...magnitudes, pPercent: { share: 0.1, operator: "<=" } } }],
  [
    "magnitudes.p_percent",
    { magnitudes: { ...magnitudes, pPercent: { share: 0.1, operator: "<=" } } },
    { magnitudes: { ...magnitudes, pPercent: { share: 0.15, operator: "<" } } },
  ],
  ["magnitudes.negatives", { magnitudes }, { magnitudes: { ...magnitudes, negatives: "withhold" } }],
  [
    "models.minimum_residual_degrees_of_freedom",
    { models },
    { models: { ...models, minimumResidualDegreesOfFreedom: 11 } },
  ],
  ["models.level_counts", { models: { ...models, levelCounts: false } }, { models }],
  ["models.event_counts", { models: { ...models, eventCounts: false } }, { models }],
  ["models.saturated", { models: { ...models, saturated: false } }, { models }],
  ["models.leverage_of_one", { models: { ...models, leverageOfOne: false } }, { models }],
  ["curve_steps", { curveSteps: false }, { curveSteps: true }],
  ["flow_differences", { flowDifferences: false }, { flowDifferences: true }],
  ["quotations", { quotations: "release" }, { quotations: "review" }],
  ["published", { published: "release" }, { published: "as-counted" }],
];

describe("[D90] every rule has an order from loose to strict", () => {
  test.each(stricter)("%s", (rule, was, is) => {
    expect(compared(rule, was, is)).toBe("stricter");
    expect(compared(rule, is, was)).toBe("looser");
    expect([compared(rule, was, was), compared(rule, is, is)]).toEqual(["same", "same"]);
  });

  test("none is left out", () => {
    const tried = new Set(stricter.map(([rule]) => rule));
    expect(rankedRules.flatMap(({ rules }) => rules).filter((rule) => !tried.has(rule))).toEqual([]);
  });

  test.each<[string, string, Partial<Policy>, Partial<Policy>]>([
    ["two kinds of steps", "rounding", { rounding: nearest(5) }, { rounding: { ...nearest(60), method: "midpoint" } }],
    [
      "rounding for hiding",
      "rounding",
      { rounding: { method: "none" } },
      { rounding: { method: "controlled", to: 90 } },
    ],
    ["rounding for both", "rounding", { rounding: nearest(5) }, { rounding: { method: "controlled", to: 90 } }],
    [
      "longer steps, shorter ones for shares",
      "rounding",
      { rounding: { ...nearest(5), shares: { midpoint: 6 } } },
      { rounding: { ...nearest(10), shares: { midpoint: 4 } } },
    ],
    [
      "more of a group, stopped more firmly",
      "class_disclosure.share",
      { classDisclosure: { share: 0.8, action: "review" } },
      { classDisclosure: { share: 0.9, action: "withhold" } },
    ],
    [
      "fewer contributors, a smaller share",
      "magnitudes.dominance",
      { magnitudes },
      { magnitudes: { ...magnitudes, dominance: { largest: 1, share: 0.5, operator: ">" } } },
    ],
  ])("what cannot be compared is looser either way: %s", (_, rule, was, is) => {
    expect([compared(rule, was, is), compared(rule, is, was)]).toEqual(["looser", "looser"]);
  });

  test("a share that nothing is done about has no order", () => {
    const released = (share: number): Partial<Policy> => ({ classDisclosure: { share, action: "release" } });
    expect(compared("class_disclosure.share", released(0.9), released(0.5))).toBe("same");
  });
});

const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    threshold: fc.record({ people: fc.integer({ min: 3, max: 12 }), operator: fc.constantFrom("<", "<=") }),
    rounding: fc.oneof(
      fc.constant({ method: "none" } as const),
      fc.record({ method: fc.constant("controlled"), to: fc.integer({ min: 2, max: 6 }) }),
      fc.record({
        method: fc.constantFrom("nearest", "midpoint"),
        to: fc.integer({ min: 2, max: 6 }),
        order: fc.constant("suppress-then-round"),
        totals: fc.constantFrom("sums-of-rounded-parts", "rounded-independently"),
        shares: fc.oneof(
          fc.constant("of-printed-counts" as const),
          fc.record({ midpoint: fc.integer({ min: 2, max: 6 }) }),
        ),
      }),
    ),
    classDisclosure: fc.record({
      share: fc.constantFrom(0.8, 0.9, 1),
      action: fc.constantFrom("release", "review", "withhold"),
    }),
    magnitudes: fc.record({
      dominance: fc.oneof(
        fc.constant("none" as const),
        fc.record({
          largest: fc.integer({ min: 1, max: 3 }),
          share: fc.constantFrom(0.8, 0.9),
          operator: fc.constantFrom(">=", ">"),
        }),
      ),
      pPercent: fc.oneof(
        fc.constant("none" as const),
        fc.record({ share: fc.constantFrom(0.1, 0.2), operator: fc.constantFrom("<", "<=") }),
      ),
      negatives: fc.constantFrom("review", "withhold"),
    }),
  })
  .map((rules) => policy(rules));

test("[D90] an order: nothing is stricter both ways, and what is stricter than the stricter is stricter", () => {
  const allRules = fc.constantFrom<RankedRules>(...rankedRules);
  fc.assert(
    fc.property(allRules, anyPolicy, anyPolicy, anyPolicy, (ranked, a, b, c) => {
      const [ab, ba, bc, ac] = [
        strictness(ranked, a, b),
        strictness(ranked, b, a),
        strictness(ranked, b, c),
        strictness(ranked, a, c),
      ];
      expect(ab === "stricter" ? ba : "looser").toBe("looser");
      expect(ab === "same").toBe(ba === "same");
      if (ab === "stricter" && bc === "stricter") expect(ac).toBe("stricter");
    }),
    { numRuns: 2000 },
  );
});
