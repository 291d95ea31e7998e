import { describe, expect, test } from "vitest";
import { type Policy, readPolicy, shippedPolicies } from "../src/index.ts";
import { writtenPolicy } from "../src/written-policy.ts";
import { column, people, release } from "./made-up-results.ts";

/** Every rule that is one of a few words or of a few forms, with what else a caller without types could pass. */
const unknown: readonly (readonly [rule: string, change: (policy: Policy) => object])[] = [
  ["unit", () => ({ unit: "rows" })],
  ["threshold.operator", ({ threshold }) => ({ threshold: { ...threshold, operator: ">" } })],
  ["zeros.rule", ({ zeros }) => ({ zeros: { ...zeros, rule: "shown" } })],
  ["rounding.method", () => ({ rounding: { method: "random", to: 5 } })],
  ["rounding.order", ({ rounding }) => ({ rounding: { ...rounding, order: "round-then-suppress" } })],
  ["rounding.totals", ({ rounding }) => ({ rounding: { ...rounding, totals: "exact" } })],
  ["rounding.shares", ({ rounding }) => ({ rounding: { ...rounding, shares: "of-true-counts" } })],
  ["class_disclosure.action", () => ({ classDisclosure: { share: 0.9, action: "ignore" } })],
  ["statistics.extremes", ({ statistics }) => ({ statistics: { ...statistics, extremes: "shown" } })],
  ["statistics.identical_values", ({ statistics }) => ({ statistics: { ...statistics, identicalValues: "shown" } })],
  ["magnitudes.dominance", ({ magnitudes }) => ({ magnitudes: { ...magnitudes, dominance: "usual" } })],
  [
    "magnitudes.dominance.operator",
    ({ magnitudes }) => ({
      magnitudes: { ...magnitudes, dominance: { largest: 2, share: 0.9, operator: "=" } },
    }),
  ],
  [
    "magnitudes.p_percent.operator",
    ({ magnitudes }) => ({ magnitudes: { ...magnitudes, pPercent: { share: 0.1, operator: ">" } } }),
  ],
  ["magnitudes.negatives", ({ magnitudes }) => ({ magnitudes: { ...magnitudes, negatives: "release" } })],
  ["models.level_counts", ({ models }) => ({ models: { ...models, levelCounts: "yes" } })],
  ["models.event_counts", ({ models }) => ({ models: { ...models, eventCounts: 1 } })],
  ["models.saturated", ({ models }) => ({ models: { ...models, saturated: null } })],
  ["models.leverage_of_one", ({ models }) => ({ models: { ...models, leverageOfOne: "no" } })],
  ["curve_steps", () => ({ curveSteps: "always" })],
  ["flow_differences", () => ({ flowDifferences: 0 })],
  ["quotations", () => ({ quotations: "mask" })],
  ["published", () => ({ published: "hide" })],
  ["dominance", () => ({ dominance: { n: 2, k: 90 } })],
];

// The cast is what is tested: no caller with types can pass these.
const made = (change: (policy: Policy) => object): Policy =>
  ({ ...shippedPolicies.opensafely, ...change(shippedPolicies.opensafely) }) as Policy;

describe("[D94] what no rule says is refused, wherever it comes from", () => {
  test.each(unknown)("%s: the gate stops before anything is judged", (rule, change) => {
    const attempt = () => release([column([people(40)])], made(change));
    expect(attempt).toThrow(TypeError);
    expect(attempt).toThrow(rule);
  });

  test.each(unknown)("%s: a problem in a file", (rule, change) => {
    const { value, problems } = readPolicy(writtenPolicy(made(change)), "disclosure.yaml");
    expect(value).toBeUndefined();
    expect(problems.map(({ place }) => place.path)).toContain(rule);
  });

  test.each(Object.keys(shippedPolicies.opensafely))("a policy without %s is none", (missing) => {
    const { [missing as keyof Policy]: _, ...rest } = shippedPolicies.opensafely as Policy;
    expect(() => release([], rest as Policy)).toThrow(TypeError);
  });
});
