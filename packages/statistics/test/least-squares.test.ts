import { seededRandom } from "@plait/study";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Design, leastSquares, studentTTail } from "../src/index.ts";
import { designFrom, estimatesOf, fewestCorrectDigits, fitted, inferred } from "./estimated.ts";
import { normalFrom } from "./normal.ts";
import { designOf, type RRegression, readRFixture } from "./r-fixture.ts";

/** An intercept and one to four columns of eighths between -100 and 100, exact in a double, and an outcome. */
const regression = fc.integer({ min: 7, max: 40 }).chain((rows) =>
  fc
    .record({
      columns: fc.array(eighths(rows), { minLength: 1, maxLength: 4 }),
      outcome: eighths(rows),
    })
    .map(({ columns, outcome }) => ({
      design: designFrom({
        one: outcome.map(() => 1),
        ...Object.fromEntries(columns.map((values, i) => [`x${i}`, values])),
      }),
      outcome: Float64Array.from(outcome),
    })),
);

function eighths(rows: number): fc.Arbitrary<number[]> {
  return fc.array(
    fc.integer({ min: -800, max: 800 }).map((value) => value / 8),
    { minLength: rows, maxLength: rows },
  );
}

describe("identities", () => {
  test("[L2] residuals are orthogonal to every column, and fitted values and residuals add to the outcome", () => {
    fc.assert(
      fc.property(regression, ({ design, outcome }) => {
        const fit = fitted(design, outcome);
        const estimates = estimatesOf(fit);
        for (const { values } of design.columns) {
          const inner = values.reduce((sum, value, i) => sum + value * (fit.residuals[i] ?? 0), 0);
          // Each of at most 40 residuals is rounded to a double of size up to 200, each value is at most 100.
          expect(Math.abs(inner)).toBeLessThan(1e-10);
        }
        outcome.forEach((y, i) => {
          const parts = design.columns.map(({ name, values }) => (estimates[name] ?? 0) * (values[i] ?? 0));
          const size = parts.reduce((sum, part) => sum + Math.abs(part), 100);
          expect(Math.abs(parts.reduce((sum, part) => sum + part, fit.residuals[i] ?? 0) - y)).toBeLessThan(
            1e-14 * size,
          );
        });
      }),
    );
  });

  test("[L3] leverages lie between 0 and 1 and add to the number of estimated columns", () => {
    fc.assert(
      fc.property(regression, ({ design, outcome }) => {
        const fit = fitted(design, outcome);
        expect(fit.leverages.every((h) => h > 0 && h <= 1)).toBe(true);
        expect(fit.leverages.reduce((sum, h) => sum + h, 0)).toBeCloseTo(fit.estimated.length, 12);
      }),
    );
  });

  test("[L2] the order of columns and rows changes nothing but their order", () => {
    fc.assert(
      fc.property(regression, fc.nat(), ({ design, outcome }, seed) => {
        const fit = fitted(design, outcome);
        fc.pre(fit.estimated.length === design.columns.length);
        const random = seededRandom(`order ${seed}`);
        const rows = random.shuffle([...outcome.keys()]);
        const reordered: Design = {
          rows: design.rows,
          columns: random
            .shuffle(design.columns)
            .map(({ name, values }) => ({ name, values: Float64Array.from(rows, (row) => values[row] ?? 0) })),
        };
        const other = fitted(
          reordered,
          Float64Array.from(rows, (row) => outcome[row] ?? 0),
        );
        const estimates = estimatesOf(other);
        const names = Object.keys(estimatesOf(fit));
        expectEqualDigits(
          names.map((name) => estimates[name] ?? 0),
          Object.values(estimatesOf(fit)),
        );
        expectEqualDigits([other.sigma], [fit.sigma]);
      }),
    );
  });

  test("[L2] a column in other units has its coefficient in the inverse units, to the bit for powers of two", () => {
    fc.assert(
      fc.property(regression, fc.integer({ min: -300, max: 300 }), ({ design, outcome }, power) => {
        const rescale = (factor: number): Design => ({
          rows: design.rows,
          columns: design.columns.map(({ name, values }, i) => ({
            name,
            values: i === 1 ? values.map((value) => value * factor) : values,
          })),
        });
        const fit = fitted(design, outcome);
        const doubled = fitted(rescale(2 ** power), outcome);
        const expected = { ...estimatesOf(fit) };
        if ("x0" in expected) expected.x0 = (expected.x0 ?? 0) / 2 ** power;
        expect(estimatesOf(doubled)).toEqual(expected);
        expect(doubled.residuals).toEqual(fit.residuals);
        const tripled = fitted(rescale(3), outcome);
        expectEqualDigits([(estimatesOf(tripled).x0 ?? 0) * 3], [estimatesOf(fit).x0 ?? 0]);
      }),
    );
  });

  test("[L2] adding a whole multiple of a column to the outcome adds it to that coefficient and nothing else", () => {
    fc.assert(
      fc.property(regression, fc.integer({ min: -9, max: 9 }), ({ design, outcome }, multiple) => {
        const fit = fitted(design, outcome);
        const added = design.columns[1]?.values ?? new Float64Array();
        const other = fitted(
          design,
          outcome.map((y, i) => y + multiple * (added[i] ?? 0)),
        );
        fc.pre(fit.estimated.includes("x0"));
        const expected = estimatesOf(fit);
        for (const [name, estimate] of Object.entries(estimatesOf(other))) {
          expect(Math.abs(estimate - (expected[name] ?? 0) - (name === "x0" ? multiple : 0))).toBeLessThan(
            1e-13 * (100 + Math.abs(estimate)),
          );
        }
        expectEqualDigits([other.sigma], [fit.sigma]);
      }),
    );
  });

  test("[L2] exclusive and exhaustive outcomes on one design: slopes add to 0 and intercepts to 1", () => {
    const random = seededRandom("closure reasons");
    const rows = 300;
    const draw = (): number[] => Array.from({ length: rows }, () => random.integer(3));
    const [reason, months] = [draw(), draw()];
    const design = designFrom({ one: reason.map(() => 1), months, site: draw() });
    const fits = [0, 1, 2].map((k) =>
      estimatesOf(
        fitted(
          design,
          reason.map((value) => Number(value === k)),
        ),
      ),
    );
    const total = (name: string): number => fits.reduce((sum, estimates) => sum + (estimates[name] ?? 0), 0);
    expect(total("one")).toBeCloseTo(1, 14);
    expect(total("months")).toBeCloseTo(0, 14);
    expect(total("site")).toBeCloseTo(0, 14);
  });

  test("[L9] the same input gives the same bits, and is left as it was", () => {
    const [design, outcome] = designOf(readRFixture<RRegression>("birthwt"));
    const before = structuredClone({ design, outcome });
    expect(leastSquares(design, outcome)).toEqual(leastSquares(design, outcome));
    expect({ design, outcome }).toEqual(before);
  });
});

/**
 * Three points (0, 1), (1, 2), (2, 4). Means 1 and 7/3; Σ(x - 1)² = 2 and Σ(x - 1)y = 3, so the slope is 3/2 and the
 * intercept 7/3 - 3/2 = 5/6. Residuals 1/6, -1/3, 1/6, whose squares add to 1/6 on 1 degree of freedom. About the
 * mean the outcome has 16/9 + 1/9 + 25/9 = 14/3, so R² = 1 - (1/6)/(14/3) = 27/28 and F = (14/3 - 1/6)/(1/6) = 27.
 * Leverage 1/3 + (x - 1)²/2. (X'X)⁻¹ of columns with sums 3, 3, 5 is (5, -3; -3, 3)/6.
 */
test("three points, by hand [L1] [L6] [L7]", () => {
  const fit = fitted(designFrom({ one: [1, 1, 1], x: [0, 1, 2] }), [1, 2, 4]);
  expect(estimatesOf(fit)).toEqual({ one: 5 / 6, x: 1.5 });
  expectEqualDigits(fit.residuals, [1 / 6, -1 / 3, 1 / 6]);
  expectEqualDigits(fit.leverages, [5 / 6, 1 / 3, 5 / 6]);
  expectEqualDigits(fit.inverseCrossProduct, [5 / 6, -1 / 2, -1 / 2, 1 / 2]);
  expect(fit.residualDegreesOfFreedom).toBe(1);
  expectEqualDigits([fit.residualSumOfSquares, fit.sigma], [1 / 6, Math.sqrt(1 / 6)]);
  expect(fit.rSquared).toEqual({ kind: "estimated", form: "centred", value: 27 / 28 });
  expect(fit.fTest).toMatchObject({ statistic: 27, numeratorDegreesOfFreedom: 1, denominatorDegreesOfFreedom: 1 });
  expectEqualDigits(
    [fit.fTest.kind === "estimated" ? fit.fTest.pValue : 0],
    [studentTTail(Math.sqrt(27), 1, "two-sided")],
  );
});

describe("R", () => {
  test.each([
    { name: "mtcars", fixtures: [readRFixture<RRegression>("mtcars")], digits: 12 },
    { name: "birthwt", fixtures: [readRFixture<RRegression>("birthwt")], digits: 12 },
    { name: "PetersenCL", fixtures: [readRFixture<RRegression>("petersen")], digits: 12 },
    // R itself works in doubles: columns near 10⁶ and 10⁻⁵ together cost it three digits.
    { name: "columns of very different size", fixtures: readRFixture<RRegression[]>("random"), digits: 9 },
  ])("[L1] $name to $digits digits of lm", ({ fixtures, digits }) => {
    expect(fixtures.length).toBeGreaterThan(0);
    for (const r of fixtures) {
      const fit = fitted(...designOf(r));
      expect(fewestCorrectDigits(Object.values(estimatesOf(fit)), r.coefficients)).toBeGreaterThan(digits);
      if (r.leverages !== undefined) expect(fewestCorrectDigits(fit.leverages, r.leverages)).toBeGreaterThan(digits);
      r.residuals?.forEach((residual, i) => {
        expect(Math.abs((fit.residuals[i] ?? 0) - residual)).toBeLessThan(10 ** -digits * r.sigma);
      });
      expect(fit.residualDegreesOfFreedom).toBe(r.residualDegreesOfFreedom);
      const test = fit.fTest.kind === "estimated" ? fit.fTest : { statistic: 0, pValue: 0 };
      const rSquared = fit.rSquared.kind === "estimated" ? fit.rSquared.value : 0;
      const measured = [fit.sigma, rSquared, test.statistic, test.pValue];
      expect(fewestCorrectDigits(measured, [r.sigma, r.rSquared, r.fStatistic, r.fPValue])).toBeGreaterThan(digits - 1);
    }
  });

  test("[L4] leaves out the same columns as lm, and says what they depend on", () => {
    const r = readRFixture<Pick<RRegression, "design" | "outcome"> & { coefficients: (number | null)[] }>("collinear");
    const fit = fitted(...designOf(r));
    const ours = fit.coefficients.map((c) => (c.kind === "estimated" ? c.estimate : null));
    expect(ours.map((estimate) => estimate === null)).toEqual(r.coefficients.map((estimate) => estimate === null));
    expect(fewestCorrectDigits(ours.map(Number), r.coefficients.map(Number))).toBeGreaterThan(12);
    expect(fit.coefficients[2]).toEqual({
      kind: "not-estimable",
      cause: "dependent-column",
      reason: '"twice" is a combination of "wt"',
      columns: ["twice", "wt"],
      name: "twice",
      dependsOn: [{ name: "wt", weight: 2 }],
    });
    expect(fit.coefficients[4]).toMatchObject({
      name: "both",
      dependsOn: [
        { name: "wt", weight: expect.closeTo(1, 9) },
        { name: "hp", weight: expect.closeTo(1, 12) },
      ],
    });
  });
});

test("planted coefficients come back, and 95% intervals hold them about 95 times in 100", () => {
  const random = seededRandom("planted coefficients");
  const planted: Readonly<Record<string, number>> = { one: 2, x: -1, z: 0.5 };
  const held = { one: 0, x: 0, z: 0 };
  const runs = 400;
  for (let run = 0; run < runs; run++) {
    const x = Array.from({ length: 50 }, () => normalFrom(random));
    const z = x.map((value) => 0.6 * value + normalFrom(random));
    const y = x.map((value, i) => 2 - value + 0.5 * (z[i] ?? 0) + 3 * normalFrom(random));
    const inference = inferred(fitted(designFrom({ one: x.map(() => 1), x, z }), y), { type: "classical" });
    for (const c of inference.coefficients) {
      if (c.kind === "not-estimable") throw new Error(c.reason);
      const target = planted[c.name] ?? Number.NaN;
      if (c.interval[0] <= target && target <= c.interval[1]) held[c.name as keyof typeof held]++;
    }
  }
  // A share of 0.95 in 400 has a standard deviation of 0.011.
  for (const count of Object.values(held)) {
    expect(count / runs).toBeGreaterThan(0.92);
    expect(count / runs).toBeLessThan(0.98);
  }
});

describe("degenerate input", () => {
  const one = [1, 1, 1, 1];
  const x = [0, 1, 2, 4];
  const y = [1, 3, 2, 5];

  test("[L4] a column of zeros is not estimable and depends on nothing", () => {
    const fit = fitted(designFrom({ one, none: [0, 0, 0, 0], x }), y);
    expect(fit.coefficients[1]).toMatchObject({
      kind: "not-estimable",
      cause: "dependent-column",
      reason: '"none" is zero in all rows',
      dependsOn: [],
    });
    expect(estimatesOf(fit)).toEqual(estimatesOf(fitted(designFrom({ one, x }), y)));
  });

  test("[L4] the last of a full set of dummies with an intercept is the one not estimable", () => {
    const fit = fitted(designFrom({ one, x, left: [1, 0, 1, 0], right: [0, 1, 0, 1] }), y);
    expect(fit.estimated).toEqual(["one", "x", "left"]);
    expect(fit.coefficients[3]).toMatchObject({
      dependsOn: [
        { name: "one", weight: 1 },
        { name: "left", weight: -1 },
      ],
    });
  });

  test("[L4] dependence blurred by rounding is still found; a column that barely differs is estimated", () => {
    const tenths = [0.1, 0.2, 0.3, 0.7];
    const rounded = fitted(designFrom({ one, tenths, triple: tenths.map((value) => value * 3) }), y);
    expect(rounded.estimated).toEqual(["one", "tenths"]);
    const nearly = fitted(designFrom({ one, x, nearly: [0, 1, 2, 4 + 1e-10] }), y);
    expect(nearly.estimated).toEqual(["one", "x", "nearly"]);
    const refused = leastSquares(designFrom({ one, x, nearly: [0, 1, 2, 4 + 1e-10] }), Float64Array.from(y), {
      tolerance: 1e-7,
    });
    expect(refused).toMatchObject({ estimated: ["one", "x"] });
  });

  test("[L5] no observations, as many columns as observations, and nothing but zeros have no fit", () => {
    expect(leastSquares(designFrom({ one: [] }), new Float64Array())).toEqual({
      kind: "not-estimable",
      cause: "no-observations",
      reason: "there are no observations",
      columns: [],
    });
    expect(leastSquares(designFrom({ one: [1, 1], x: [0, 1] }), Float64Array.of(1, 2))).toEqual({
      kind: "not-estimable",
      cause: "no-residual-degrees-of-freedom",
      reason: "there are no more observations than columns to estimate",
      columns: ["one", "x"],
    });
    expect(leastSquares(designFrom({ a: [1, 1], b: [0, 1], c: [5, 1] }), Float64Array.of(1, 2))).toMatchObject({
      cause: "no-residual-degrees-of-freedom",
    });
    expect(leastSquares(designFrom({ none: [0, 0] }), Float64Array.of(1, 2))).toMatchObject({
      cause: "no-estimable-column",
      columns: ["none"],
    });
  });

  test("[L6] [L7] an outcome that does not vary has neither R² nor F", () => {
    const fit = fitted(designFrom({ one, x }), [0.1, 0.1, 0.1, 0.1]);
    expect(estimatesOf(fit).one).toBe(0.1);
    expect(Math.abs(estimatesOf(fit).x ?? 1)).toBeLessThan(1e-30);
    expect(fit.exact).toBe(true);
    expect(fit.rSquared).toMatchObject({ kind: "not-estimable", cause: "constant-outcome" });
    expect(fit.fTest).toMatchObject({ kind: "not-estimable", reason: "the outcome is the same in all rows" });
  });

  test("[L6] [L7] the mean alone explains nothing and leaves nothing to test", () => {
    const fit = fitted(designFrom({ one }), y);
    expect(fit.rSquared).toEqual({ kind: "estimated", form: "centred", value: 0 });
    expect(fit.fTest).toMatchObject({ kind: "not-estimable", cause: "nothing-to-test" });
  });

  test("[L6] R² is centred where dummies stand in for the intercept, and for a constant other than one", () => {
    const dummies = fitted(designFrom({ x, left: [1, 0, 1, 0], right: [0, 1, 0, 1] }), y);
    const intercept = fitted(designFrom({ one, x, left: [1, 0, 1, 0] }), y);
    expect(dummies.rSquared).toEqual(intercept.rSquared);
    expect(fitted(designFrom({ seven: [7, 7, 7, 7], x }), y).rSquared).toEqual(
      fitted(designFrom({ one, x }), y).rSquared,
    );
    expect(fitted(designFrom({ x, left: [1, 0, 1, 0] }), y).rSquared).toMatchObject({ form: "uncentred" });
  });

  test("[L8] an outcome that lies on the plane is an exact fit without F", () => {
    const fit = fitted(
      designFrom({ one, x }),
      x.map((value) => 0.1 + 0.7 * value),
    );
    expect(fit.exact).toBe(true);
    expect(fit.fTest).toMatchObject({ kind: "not-estimable", cause: "exact-fit" });
    expect(fit.rSquared).toEqual({ kind: "estimated", form: "centred", value: 1 });
  });

  test("[L5] results too large for a double are said to be so", () => {
    const tiny = x.map((value) => value * 1e-200);
    expect(leastSquares(designFrom({ one, tiny }), Float64Array.from(y))).toMatchObject({
      kind: "not-estimable",
      cause: "out-of-range",
    });
    const large = fitted(designFrom({ one, large: x.map((value) => value * 1e140) }), y);
    expectEqualDigits(
      [(estimatesOf(large).large ?? 0) * 1e140],
      [estimatesOf(fitted(designFrom({ one, x }), y)).x ?? 0],
      14,
    );
  });

  test("[L9] a caller's mistakes are refused by name and value", () => {
    const fit =
      (design: Design, outcome = Float64Array.from(y)) =>
      () =>
        leastSquares(design, outcome);
    const bad = [0, 1, Number.POSITIVE_INFINITY, 2];
    expect(fit(designFrom({ one, x: bad }))).toThrow(
      new RangeError('design column "x" must be finite: Infinity in row 2'),
    );
    expect(fit(designFrom({ one }), Float64Array.of(1, Number.NaN, 0, 0))).toThrow(
      new RangeError("outcome must be finite: NaN in row 1"),
    );
    expect(fit(designFrom({ one }), Float64Array.of(1))).toThrow(new RangeError("outcome must hold 4 values: 1"));
    expect(fit({ rows: 4, columns: [] })).toThrow(new RangeError("design.columns must not be empty"));
    expect(fit({ rows: 2.5, columns: [] })).toThrow(new RangeError("design.rows must be a count: 2.5"));
    const twice = { name: "x", values: Float64Array.from(x) };
    expect(fit({ rows: 4, columns: [twice, twice] })).toThrow(
      new RangeError('design.columns holds the name "x" more than once'),
    );
    // A caller without types may pass an ordinary array.
    const untyped = y as unknown as Float64Array<ArrayBuffer>;
    expect(fit(designFrom({ one }), untyped)).toThrow(new TypeError("outcome must be a Float64Array: object"));
    expect(() => leastSquares(designFrom({ one }), Float64Array.from(y), { tolerance: 1 })).toThrow(
      new RangeError("tolerance must be in [0, 1): 1"),
    );
  });
});

test("[L10] rows beyond one block are joined to those before", () => {
  const random = seededRandom("several blocks");
  const rows = 2500;
  const x = Array.from({ length: rows }, (_, i) => i);
  const z = x.map(() => random.integer(100));
  const y = x.map((value, i) => 3 + 2 * value - 5 * (z[i] ?? 0));
  const exact = fitted(designFrom({ one: x.map(() => 1), x, z }), y);
  expect(estimatesOf(exact)).toEqual({ one: 3, x: 2, z: -5 });
  expect(exact.exact).toBe(true);

  const noisy = y.map((value) => value + random.next());
  const forwards = fitted(designFrom({ one: x.map(() => 1), x, z }), noisy);
  const backwards = fitted(
    designFrom({ one: x.map(() => 1), x: [...x].reverse(), z: [...z].reverse() }),
    [...noisy].reverse(),
  );
  expectEqualDigits(Object.values(estimatesOf(backwards)), Object.values(estimatesOf(forwards)));
  expectEqualDigits([...backwards.residuals].reverse(), forwards.residuals);
});

/** As far as rounding to doubles allows: what is computed in double-double differs in the last bit at most. */
function expectEqualDigits(computed: ArrayLike<number>, expected: ArrayLike<number>, digits = 14.5): void {
  expect(computed.length).toBe(expected.length);
  for (let i = 0; i < computed.length; i++) {
    const [a, b] = [computed[i] ?? Number.NaN, expected[i] ?? Number.NaN];
    // What is zero by cancellation is zero to the rounding of double-double only.
    expect(Math.abs(a - b)).toBeLessThanOrEqual(10 ** -digits * Math.abs(b) + 1e-24);
  }
}
