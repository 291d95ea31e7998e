import { seededRandom } from "@plait/study";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eigenWork, symmetricEigen, symmetricEigenvalues } from "../../src/index.ts";
import { expectNear, largestGap } from "./near.ts";
import { type RStudy, readRFixture } from "./r-fixture.ts";

const anySymmetric = fc
  .record({ order: fc.integer({ min: 1, max: 15 }), seed: fc.integer() })
  .map(({ order, seed }) => {
    const random = seededRandom(`${seed}`);
    const matrix = new Float64Array(order * order);
    for (let r = 0; r < order; r++) {
      for (let c = 0; c <= r; c++) matrix[r * order + c] = matrix[c * order + r] = random.next() * 2 - 1;
    }
    return { order, matrix };
  });

describe("by hand", () => {
  test("[Q5] 2 1 / 1 2 has values 3 and 1 with vectors along the diagonals", () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    expectNear(values, [3, 1], 1e-15);
    expectNear(vectors.map(Math.abs), new Array(4).fill(Math.SQRT1_2), 1e-15);
    expect((vectors[0] ?? 0) * (vectors[1] ?? 0)).toBeGreaterThan(0);
    expect((vectors[2] ?? 0) * (vectors[3] ?? 0)).toBeLessThan(0);
  });

  test("[Q5] the matrix with 2 beside ones at its sides: 2 - 2 cos(πi/(n+1))", () => {
    const order = 30;
    const matrix = new Float64Array(order * order);
    for (let i = 0; i < order; i++) {
      matrix[i * order + i] = 2;
      if (i > 0) matrix[i * order + i - 1] = matrix[(i - 1) * order + i] = -1;
    }
    const expected = Array.from({ length: order }, (_, i) => 2 + 2 * Math.cos((Math.PI * (i + 1)) / (order + 1)));
    expectNear(symmetricEigenvalues(matrix), expected, 1e-14);
  });

  test.each([1, 2, 9, 40])("[Q5] a matrix of ones, of zeros, and the identity, of order %i", (order) => {
    const zeros = new Array(order - 1).fill(0);
    expectNear(symmetricEigenvalues(new Float64Array(order * order).fill(1)), [order, ...zeros], 1e-14 * order);
    expectNear(symmetricEigenvalues(new Float64Array(order * order)), [0, ...zeros], 0);
    const identity = Float64Array.from({ length: order * order }, (_, i) => (i % (order + 1) === 0 ? 1 : 0));
    expectNear(symmetricEigenvalues(identity), new Array(order).fill(1), 0);
  });
});

describe("R", () => {
  test.each(["forced", "unforced"])("[Q5] eigenvalues of the correlations of the %s sorts", (name) => {
    const { correlations, eigenvalues } = readRFixture<RStudy>(name);
    expectNear(symmetricEigenvalues(Float64Array.from(correlations.kendall)), eigenvalues.kendall, 1e-13);
    expectNear(symmetricEigenvalues(Float64Array.from(correlations.pearson)), eigenvalues.pearson, 1e-13);
  });
});

describe("whatever the matrix", () => {
  test("[Q5] the vectors are orthonormal, give the matrix back, and the values are the same without them", () => {
    fc.assert(
      fc.property(anySymmetric, ({ order, matrix }) => {
        const { values, vectors } = symmetricEigen(matrix, order);
        const rebuilt = new Float64Array(order * order);
        const products = new Float64Array(order * order);
        for (let a = 0; a < order; a++) {
          for (let b = 0; b < order; b++) {
            for (let i = 0; i < order; i++) {
              rebuilt[a * order + b] =
                (rebuilt[a * order + b] ?? 0) +
                (values[i] ?? 0) * (vectors[i * order + a] ?? 0) * (vectors[i * order + b] ?? 0);
              products[a * order + b] =
                (products[a * order + b] ?? 0) + (vectors[a * order + i] ?? 0) * (vectors[b * order + i] ?? 0);
            }
          }
        }
        expectNear(rebuilt, matrix, 1e-13);
        expect(
          largestGap(
            products,
            products.map((_, i) => (i % (order + 1) === 0 ? 1 : 0)),
          ),
        ).toBeLessThan(1e-14 * order);
        expectNear(symmetricEigenvalues(matrix), values, 1e-14 * order);
      }),
    );
  });

  test("[Q5] [Q28] buffers carry nothing from one matrix to the next, and the matrix is not changed", () => {
    fc.assert(
      fc.property(anySymmetric, ({ order, matrix }) => {
        const before = matrix.slice();
        const work = eigenWork(order);
        const fresh = symmetricEigen(matrix, order);
        symmetricEigen(
          matrix.map((value) => value * 3 + 1),
          order,
          work,
        );
        expect(symmetricEigen(matrix, order, work)).toEqual(fresh);
        expect(matrix).toEqual(before);
      }),
    );
  });
});

test("[Q29] a matrix that does not fit its buffers or is not finite is refused", () => {
  expect(() => symmetricEigenvalues(new Float64Array(9), eigenWork(2))).toThrow("order 2: 9 elements");
  expect(() => symmetricEigenvalues(Float64Array.of(1, Number.NaN, Number.NaN, 1))).toThrow(RangeError);
  expect(() => eigenWork(1.5)).toThrow("1.5");
});
