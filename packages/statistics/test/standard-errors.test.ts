import { type Random, seededRandom } from "@plait/study";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leastSquares, type StandardErrorOptions, standardErrors, studentTTail } from "../src/index.ts";
import { designFrom, estimatesOf, fewestCorrectDigits, fitted, inferred, standardErrorsOf } from "./estimated.ts";
import { normalFrom } from "./normal.ts";
import { designOf, type RInference, type RRegression, readRFixture } from "./r-fixture.ts";

const heteroscedastic = ["HC0", "HC1", "HC2", "HC3"] as const;

describe("by hand", () => {
  /**
   * The three points of the least squares test: residuals 1/6, -1/3, 1/6, leverages 5/6, 1/3, 5/6, Σ(x - 1)² = 2. The
   * variance of the slope is Σ(x - 1)²w/4, and only the two outer points, each with e² = 1/36 and 1 - h = 1/6, count.
   */
  test("[S1] the slope of three points", () => {
    const fit = fitted(designFrom({ one: [1, 1, 1], x: [0, 1, 2] }), [1, 2, 4]);
    const slope = (type: "classical" | (typeof heteroscedastic)[number]) =>
      (standardErrorsOf(inferred(fit, { type })).x ?? 0) ** 2;
    expect(slope("classical")).toBeCloseTo(1 / 12, 14);
    expect(slope("HC0")).toBeCloseTo(1 / 72, 14);
    expect(slope("HC1")).toBeCloseTo(1 / 24, 14);
    expect(slope("HC2")).toBeCloseTo(1 / 12, 14);
    expect(slope("HC3")).toBeCloseTo(1 / 2, 13);
  });

  /**
   * The mean of 1, 2, 3, 6 is 3, residuals -2, -1, 0, 3, (X'X)⁻¹ = 1/4. Clusters of the first and last two: sums -3
   * and 3, so 2 × 18/16 = 9/4. Clusters of the odd and the even: sums -2 and 2, so 2 × 8/16 = 1. Each pair of the
   * two is one observation: 4/3 × 14/16 = 7/6. Two ways: 9/4 + 1 - 7/6 = 25/12.
   */
  test("[S3] [S4] the mean of four, clustered", () => {
    const fit = fitted(designFrom({ one: [1, 1, 1, 1] }), [1, 2, 3, 6]);
    const halves = ["a", "a", "b", "b"];
    const turns = Int32Array.of(7, 9, 7, 9);
    const oneWay = inferred(fit, { type: "cluster", clusters: halves });
    expect(oneWay).toMatchObject({ degreesOfFreedom: 1, clusters: [2], type: "cluster", level: 0.95 });
    // t = 2 on 1 degree of freedom; its 97.5% point is tan(0.475π) = 12.706.
    expect(oneWay.coefficients[0]).toEqual({
      kind: "estimated",
      name: "one",
      estimate: 3,
      standardError: 1.5,
      t: 2,
      degreesOfFreedom: 1,
      pValue: (2 / Math.PI) * Math.atan2(1, 2),
      interval: [
        expect.closeTo(3 - 1.5 * Math.tan(0.475 * Math.PI), 11),
        expect.closeTo(3 + 1.5 * Math.tan(0.475 * Math.PI), 11),
      ],
    });
    expect(standardErrorsOf(inferred(fit, { type: "cluster", clusters: turns })).one).toBeCloseTo(1, 14);
    const twoWay = inferred(fit, { type: "two-way-cluster", clusters: [halves, turns] });
    expect(twoWay).toMatchObject({ degreesOfFreedom: 1, clusters: [2, 2] });
    expect(twoWay.covariance[0]).toBeCloseTo(25 / 12, 14);
  });
});

describe("identities", () => {
  const sample = fc
    .array(
      fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 1 }), fc.integer({ min: -50, max: 50 })),
      {
        minLength: 8,
        maxLength: 30,
      },
    )
    .map((rows) => ({
      design: designFrom({ one: rows.map(() => 1), x: rows.map(([x]) => x), d: rows.map(([, d]) => d) }),
      outcome: rows.map(([, , y]) => y),
    }));

  test("[S1] HC0 < HC2 < HC3, and HC1 is HC0 times n/(n-p)", () => {
    fc.assert(
      fc.property(sample, ({ design, outcome }) => {
        const fit = fitted(design, outcome);
        const results = heteroscedastic.map((type) => standardErrors(fit, { type }));
        const variances = results.map((r) => (r.kind === "estimated" ? r.covariance : undefined));
        fc.pre(variances.every((v) => v !== undefined));
        const p = fit.estimated.length;
        for (let a = 0; a < p; a++) {
          const [hc0, hc1, hc2, hc3] = variances.map((v) => v?.[a * (p + 1)] ?? Number.NaN) as [
            number,
            number,
            number,
            number,
          ];
          expect(hc0).toBeLessThanOrEqual(hc2 * (1 + 1e-12));
          expect(hc2).toBeLessThanOrEqual(hc3 * (1 + 1e-12));
          expect(hc1).toBeCloseTo((hc0 * fit.observations) / fit.residualDegreesOfFreedom, 10);
        }
      }),
    );
  });

  test("[S3] a cluster of its own for each observation is HC1: n/(n-1) × (n-1)/(n-p) = n/(n-p)", () => {
    fc.assert(
      fc.property(sample, ({ design, outcome }) => {
        const fit = fitted(design, outcome);
        fc.pre(!fit.exact);
        const own = inferred(fit, { type: "cluster", clusters: Int32Array.from(outcome, (_, i) => i) });
        const robust = inferred(fit, { type: "HC1" });
        own.covariance.forEach((value, i) => {
          const size = Math.max(...robust.covariance.map(Math.abs));
          expect(Math.abs(value - (robust.covariance[i] ?? 0))).toBeLessThanOrEqual(1e-12 * size);
        });
      }),
    );
  });

  test("[S3] the names and order of clusters change nothing", () => {
    const r = readRFixture<RRegression>("mtcars");
    const fit = fitted(...designOf(r));
    const cylinders = r.clusters.cyl ?? [];
    const numbered = inferred(fit, { type: "cluster", clusters: Int32Array.from(cylinders) });
    expect(inferred(fit, { type: "cluster", clusters: cylinders.map((value) => `group ${-value}`) })).toEqual(numbered);
  });

  test("[S4] two ways by the same clusters is one way", () => {
    const r = readRFixture<RRegression>("mtcars");
    const fit = fitted(...designOf(r));
    const clusters = Int32Array.from(r.clusters.cyl ?? []);
    const oneWay = inferred(fit, { type: "cluster", clusters });
    const twoWay = inferred(fit, { type: "two-way-cluster", clusters: [clusters, clusters] });
    expect(fewestCorrectDigits(twoWay.covariance, oneWay.covariance)).toBeGreaterThan(13);
  });

  test("[S1] wider levels give wider intervals about the same estimates", () => {
    const fit = fitted(...designOf(readRFixture<RRegression>("birthwt")));
    const [narrow, wide] = [0.9, 0.99].map((level) => inferred(fit, { type: "HC3", level }).coefficients);
    narrow?.forEach((c, i) => {
      const other = wide?.[i];
      if (c.kind !== "estimated" || other?.kind !== "estimated") throw new Error(`${c.name} is not estimable`);
      expect(other.interval[0]).toBeLessThan(c.interval[0]);
      expect(other.interval[1]).toBeGreaterThan(c.interval[1]);
      expect(c.pValue).toBe(studentTTail(c.t, c.degreesOfFreedom, "two-sided"));
    });
  });
});

describe("R's sandwich and lmtest", () => {
  test.each([
    { name: "mtcars", fixtures: [readRFixture<RRegression>("mtcars")], digits: 12 },
    { name: "birthwt", fixtures: [readRFixture<RRegression>("birthwt")], digits: 12 },
    { name: "PetersenCL", fixtures: [readRFixture<RRegression>("petersen")], digits: 11 },
    // R works in doubles with X'X: columns near 10⁶ and 10⁻⁵ together cost it digits, as the next test shows.
    { name: "columns of very different size", fixtures: readRFixture<RRegression[]>("random"), digits: 8 },
  ])("[S1] [S3] [S4] $name to $digits digits", ({ fixtures, digits }) => {
    for (const r of fixtures) {
      const fit = fitted(...designOf(r));
      expect(r.inferences.length).toBeGreaterThanOrEqual(5);
      for (const expected of r.inferences) {
        const inference = inferred(fit, optionsOf(expected, r));
        expect(inference.degreesOfFreedom).toBe(expected.degreesOfFreedom);
        const rows = inference.coefficients.flatMap((c) => (c.kind === "estimated" ? [c] : []));
        const agree = (computed: readonly number[], theirs: readonly number[], loss = 0): void =>
          expect(fewestCorrectDigits(computed, theirs), expected.type).toBeGreaterThan(digits - loss);
        agree(
          rows.map((row) => row.standardError),
          expected.standardErrors,
        );
        agree(
          rows.map((row) => row.t),
          expected.t,
        );
        // A relative change of t changes a small p by t² times as much; an interval's end may be a small difference.
        agree(
          rows.map((row) => row.pValue),
          expected.pValues,
          3,
        );
        agree(
          rows.map((row) => row.interval[0]),
          expected.lower,
          2,
        );
        agree(
          rows.map((row) => row.interval[1]),
          expected.upper,
          2,
        );
        const size = Math.max(...expected.covariance.map(Math.abs));
        inference.covariance.forEach((value, i) => {
          expect(Math.abs(value - (expected.covariance[i] ?? 0))).toBeLessThan(10 ** (1 - digits) * size);
        });
      }
    }
  });

  test("[S1] [S3] [S4] figures known for these data sets, to the digits they are quoted with", () => {
    const errors = (name: string, options: (r: RRegression) => StandardErrorOptions): number[] => {
      const r = readRFixture<RRegression>(name);
      return Object.values(standardErrorsOf(inferred(fitted(...designOf(r)), options(r))));
    };
    const quoted = [
      [errors("mtcars", () => ({ type: "HC3" })), [2.2298054034, 0.7685190504, 0.0093851379], 10],
      [
        errors("mtcars", (r) => ({ type: "cluster", clusters: labels(r, "cyl") })),
        [3.0612294246, 0.6998808916, 0.0052248231],
        10,
      ],
      [
        errors("birthwt", () => ({ type: "HC1" })),
        [0.202760066, 0.005939747, 0.000988074, 0.107413405, 0.075475187, 0.070513517],
        9,
      ],
      [errors("petersen", (r) => ({ type: "cluster", clusters: labels(r, "firm") })).slice(1), [0.0505957259], 10],
      [errors("petersen", (r) => ({ type: "cluster", clusters: labels(r, "year") })).slice(1), [0.0333889134], 10],
      [
        errors("petersen", (r) => ({
          type: "two-way-cluster",
          clusters: [labels(r, "firm"), labels(r, "year")],
        })).slice(1),
        [0.0535580229],
        10,
      ],
    ] as const;
    for (const [computed, figures, digits] of quoted) {
      expect(computed.map((value) => Number(value.toFixed(digits)))).toEqual(figures);
    }
  });

  test.each(readRFixture<RRegression[]>("random").map((r, i) => ({ r, i, rows: r.outcome.length })))(
    "[S1] [S3] all but the last two digits where R keeps nine: $rows rows against 60-digit arithmetic",
    ({ r, i }) => {
      const exact = readRFixture<readonly ExactRegression[]>("exact")[i];
      const fit = fitted(...designOf(r));
      expect(fewestCorrectDigits(Object.values(estimatesOf(fit)), exact?.estimates.map(Number) ?? [])).toBeGreaterThan(
        15 - 1e-9,
      );
      for (const expected of r.inferences) {
        const ours = Object.values(standardErrorsOf(inferred(fit, optionsOf(expected, r))));
        const theirs = exact?.standardErrors[expected.type]?.map(Number) ?? [];
        expect(fewestCorrectDigits(ours, theirs), expected.type).toBeGreaterThan(14);
      }
    },
  );
});

interface ExactRegression {
  readonly estimates: readonly string[];
  readonly standardErrors: Readonly<Record<string, readonly string[]>>;
}

describe("planted errors", () => {
  test("[S1] HC3 holds the effect of a linear probability model about 95 times in 100", () => {
    const held = coverage("linear probability", (random) => {
      const x = Array.from({ length: 150 }, () => random.next());
      const y = x.map((value) => Number(random.next() < 0.05 + 0.6 * value));
      return { x, y, effect: 0.6, options: { type: "HC3" } };
    });
    expect(held).toBeGreaterThan(0.92);
    expect(held).toBeLessThan(0.98);
  });

  test("[S3] clustered standard errors hold an effect that is the same within clusters; classical ones do not", () => {
    const clusters = Int32Array.from({ length: 400 }, (_, i) => Math.trunc(i / 10));
    const draw = (options: StandardErrorOptions) => (random: Random) => {
      const means = Array.from({ length: 40 }, () => ({ x: normalFrom(random), error: normalFrom(random) }));
      const of = (i: number) => means[clusters[i] ?? 0] ?? { x: 0, error: 0 };
      const x = Array.from(clusters, (_, i) => of(i).x);
      const y = x.map((value, i) => 1.5 * value + of(i).error + normalFrom(random));
      return { x, y, effect: 1.5, options };
    };
    expect(coverage("clusters", draw({ type: "cluster", clusters }))).toBeGreaterThan(0.9);
    expect(coverage("clusters", draw({ type: "classical" }))).toBeLessThan(0.75);
  });
});

describe("degenerate input", () => {
  const one = [1, 1, 1, 1, 1];
  const x = [0, 1, 2, 4, 7];
  const y = [1, 3, 2, 5, 4];
  const alone = [0, 0, 0, 0, 1];

  test("[S2] an observation alone in its category has leverage 1: HC2 and HC3 name it and the column", () => {
    const fit = fitted(designFrom({ one, alone, x }), y);
    for (const type of ["HC2", "HC3"] as const) {
      expect(standardErrors(fit, { type })).toEqual({
        kind: "not-estimable",
        cause: "leverage-one",
        reason: 'one observation alone tells apart "alone", so its residual is zero whatever its outcome',
        columns: ["alone"],
        observations: [4],
      });
    }
    expect(standardErrors(fit, { type: "classical" }).kind).toBe("estimated");
    expect(standardErrors(fit, { type: "HC1" }).kind).toBe("estimated");
  });

  test("[S2] an observation far out but not alone is not taken for one with leverage 1", () => {
    const far = fitted(designFrom({ one, x: [0, 1, 2, 3, 1e5] }), y);
    expect(standardErrors(far, { type: "HC3" }).kind).toBe("estimated");
  });

  test("[S5] a coefficient whose robust variance is zero is not estimable; the others are", () => {
    // Without an intercept the effect of `alone` is its one observation, whose residual is zero.
    const fit = fitted(designFrom({ x: [1, 2, 3, 5, 0], alone }), y);
    const inference = inferred(fit, { type: "HC0" });
    expect(inference.coefficients.map(({ kind }) => kind)).toEqual(["estimated", "not-estimable"]);
    expect(inference.coefficients[1]).toMatchObject({
      cause: "no-variance",
      reason: 'the HC0 variance of the coefficient of "alone" is not above zero',
    });
  });

  test("[S4] [S5] a two-way variance below zero is not estimable", () => {
    // Residuals 1, -1, -1, 1 cancel in each direction, which leaves minus the intersection.
    const fit = fitted(designFrom({ one: [1, 1, 1, 1] }), [3, 1, 1, 3]);
    const clusters = [Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 1, 0, 1)] as const;
    const inference = inferred(fit, { type: "two-way-cluster", clusters });
    expect(inference.covariance[0]).toBeLessThan(0);
    expect(inference.coefficients[0]).toMatchObject({ kind: "not-estimable", cause: "no-variance" });
  });

  test("[S6] a dependent column is carried through with its reason, in its place", () => {
    const fit = fitted(designFrom({ one, twice: [2, 2, 2, 2, 2], x }), y);
    const inference = inferred(fit, { type: "HC3" });
    expect(inference.coefficients.map(({ name, kind }) => [name, kind])).toEqual([
      ["one", "estimated"],
      ["twice", "not-estimable"],
      ["x", "estimated"],
    ]);
    expect(inference.coefficients[1]).toEqual(fit.coefficients[1]);
    expect(inference.covariance).toHaveLength(4);
  });

  test("[S7] an exact fit leaves nothing to measure uncertainty by", () => {
    const fit = fitted(
      designFrom({ one, x }),
      x.map((value) => 0.1 + 0.7 * value),
    );
    const options: StandardErrorOptions[] = [
      { type: "classical" },
      { type: "HC3" },
      { type: "cluster", clusters: ["a", "a", "b", "b", "c"] },
    ];
    for (const option of options) expect(standardErrors(fit, option)).toMatchObject({ cause: "exact-fit" });
  });

  test("[S3] one cluster says nothing about the differences between clusters", () => {
    const fit = fitted(designFrom({ one, x }), y);
    expect(standardErrors(fit, { type: "cluster", clusters: one.map(String) })).toMatchObject({
      kind: "not-estimable",
      cause: "single-cluster",
    });
  });

  test("[S8] a caller's mistakes are refused by name and value", () => {
    const fit = fitted(designFrom({ one, x }), y);
    expect(() => standardErrors(fit, { type: "HC1", level: 95 })).toThrow(
      new RangeError("level must be strictly between 0 and 1: 95"),
    );
    expect(() => standardErrors(fit, { type: "cluster", clusters: ["a"] })).toThrow(
      new RangeError("clusters must hold 5 labels: 1"),
    );
    // Callers without types may pass what the type forbids.
    const gap = ["a", "a", undefined, "b", "b"] as unknown as string[];
    expect(() => standardErrors(fit, { type: "cluster", clusters: gap })).toThrow(
      new TypeError("clusters must hold text or whole numbers: undefined for observation 2"),
    );
    const unknown = { type: "HC9" } as unknown as StandardErrorOptions;
    expect(() => standardErrors(fit, unknown)).toThrow(RangeError);
  });
});

function optionsOf(expected: RInference, r: RRegression): StandardErrorOptions {
  switch (expected.type) {
    case "cluster":
      return { type: "cluster", clusters: labels(r, expected.clusters ?? "") };
    case "two-way-cluster":
      return { type: "two-way-cluster", clusters: [labels(r, "firm"), labels(r, "year")] };
    default:
      return { type: expected.type };
  }
}

function labels(r: RRegression, by: string): Int32Array {
  return Int32Array.from(r.clusters[by] ?? []);
}

/** How often, in 400 simulated data sets, the 95% interval of the slope holds the planted effect. */
function coverage(
  seed: string,
  simulate: (random: Random) => { x: number[]; y: number[]; effect: number; options: StandardErrorOptions },
): number {
  const random = seededRandom(seed);
  let held = 0;
  for (let run = 0; run < 400; run++) {
    const { x, y, effect, options } = simulate(random);
    const fit = leastSquares(designFrom({ one: x.map(() => 1), x }), Float64Array.from(y));
    if (fit.kind === "not-estimable") throw new Error(fit.reason);
    const slope = inferred(fit, options).coefficients[1];
    if (slope?.kind === "estimated" && slope.interval[0] <= effect && effect <= slope.interval[1]) held++;
  }
  return held / 400;
}
