import { describe, expect, test } from "vitest";
import { type Design, type LeastSquaresFit, polynomialDesign } from "../src/index.ts";
import { correctDigits, designFrom, estimatesOf, fewestCorrectDigits, fitted } from "./estimated.ts";
import { readNistDataSet } from "./nist-data-set.ts";

/**
 * [L1] Log relative error against the certified values, lowest over coefficients and over their standard deviations.
 * Norris, Pontius and Wampler2 are bounded by their data, whose decimals are not doubles.
 */
describe("NIST Statistical Reference Datasets", () => {
  test.each([
    { name: "Norris", degree: 1, coefficients: 14, deviations: 13.8 },
    { name: "Pontius", degree: 2, coefficients: 13.4, deviations: 13.7 },
    { name: "Wampler1", degree: 5, coefficients: 15, deviations: 15 },
    { name: "Wampler2", degree: 5, coefficients: 13.1, deviations: 15 },
    { name: "Wampler3", degree: 5, coefficients: 15, deviations: 14.4 },
    { name: "Wampler4", degree: 5, coefficients: 15, deviations: 14.4 },
    { name: "Wampler5", degree: 5, coefficients: 15, deviations: 14.4 },
    { name: "Filip", degree: 10, coefficients: 13.9, deviations: 14.7 },
  ])("$name, powers in double-double", ({ name, degree, coefficients, deviations }) => {
    const { x, y, ...certified } = readNistDataSet(name);
    const fit = fitted(polynomialDesign(x[0] ?? new Float64Array(), degree), y);
    expect(certified.estimates).toHaveLength(degree + 1);
    expect(digits(fit, certified)).toEqual(
      atLeast({ coefficients, deviations, sigma: 13.7, rSquared: 14.5, rss: 13.5 }),
    );
  });

  test("Filip with powers rounded to doubles keeps no more digits than the rounding leaves", () => {
    const { x, y, ...certified } = readNistDataSet("Filip");
    const { rows, columns } = polynomialDesign(x[0] ?? new Float64Array(), 10);
    const plain: Design = { rows, columns: columns.map(({ name, values }) => ({ name, values })) };
    const measured = digits(fitted(plain, y), certified);
    expect(measured).toEqual(atLeast({ coefficients: 7.5, deviations: 7.5, sigma: 9, rSquared: 11, rss: 9 }));
    expect(measured.coefficients).toBeLessThan(9);
  });

  test("Longley", () => {
    const { x, y, ...certified } = readNistDataSet("Longley");
    const design = designFrom({
      one: y.map(() => 1),
      ...Object.fromEntries(x.map((values, i) => [`x${i + 1}`, values])),
    });
    const fit = fitted(design, y);
    expect(digits(fit, certified)).toEqual(
      atLeast({ coefficients: 14.5, deviations: 14.8, sigma: 14.5, rSquared: 14.5, rss: 14.5 }),
    );
    expect(fit.rSquared).toMatchObject({ form: "centred" });
    expect(fit.fTest).toMatchObject({ numeratorDegreesOfFreedom: 6, denominatorDegreesOfFreedom: 9 });
    expect(
      correctDigits(fit.fTest.kind === "estimated" ? fit.fTest.statistic : 0, certified.fStatistic),
    ).toBeGreaterThan(14);
  });

  test.each(["NoInt1", "NoInt2"])("%s, a line through the origin: R² is uncentred [L6]", (name) => {
    const { x, y, ...certified } = readNistDataSet(name);
    const fit = fitted(designFrom({ x: x[0] ?? [] }), y);
    expect(fit.rSquared).toMatchObject({ form: "uncentred" });
    expect(digits(fit, certified)).toEqual(
      atLeast({ coefficients: 14.5, deviations: 14.5, sigma: 14.5, rSquared: 14.5, rss: 14 }),
    );
    expect(
      correctDigits(fit.fTest.kind === "estimated" ? fit.fTest.statistic : 0, certified.fStatistic),
    ).toBeGreaterThan(14);
  });
});

function digits(fit: LeastSquaresFit, certified: Omit<ReturnType<typeof readNistDataSet>, "x" | "y">) {
  const deviations = fit.estimated.map(
    (_, i) => fit.sigma * Math.sqrt(fit.inverseCrossProduct[i * (fit.estimated.length + 1)] ?? Number.NaN),
  );
  return {
    coefficients: fewestCorrectDigits(Object.values(estimatesOf(fit)), certified.estimates),
    deviations: fewestCorrectDigits(deviations, certified.deviations),
    sigma: correctDigits(fit.sigma, certified.residualDeviation),
    rSquared: correctDigits(fit.rSquared.kind === "estimated" ? fit.rSquared.value : Number.NaN, certified.rSquared),
    rss: correctDigits(fit.residualSumOfSquares, certified.residualSumOfSquares),
  };
}

function atLeast(bounds: Readonly<Record<string, number>>) {
  return Object.fromEntries(
    Object.entries(bounds).map(([name, bound]) => [
      name,
      expect.toSatisfy((value: number) => value >= bound, `at least ${bound} digits`),
    ]),
  );
}
