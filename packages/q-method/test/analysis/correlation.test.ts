import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { correlateSorts, makeGrid, symmetricEigenvalues } from "../../src/index.ts";
import { lipset, lipsetSorts } from "./lipset.ts";
import { expectNear } from "./near.ts";
import { type RStudy, readRFixture, sortsOf } from "./r-fixture.ts";
import { anySorts } from "./random-sorts.ts";

const methods = ["pearson", "spearman", "kendall"] as const;
const grid = makeGrid(
  [1, 2, 3, 4].map((value) => ({ value, cards: 1 })),
  "free",
);

describe("by hand", () => {
  test("[Q2] Pearson of 1 2 3 4 and 1 3 2 4 is 1 - 6 × 2 / (4 × 15) = 0.8, and so is Spearman; tau is 4/6", () => {
    const sorts = { sorters: ["a", "b"], statements: 4, values: Float64Array.of(1, 2, 3, 4, 1, 3, 2, 4), grid };
    expectNear(correlateSorts(sorts), [1, 0.8, 0.8, 1], 1e-15);
    expectNear(correlateSorts(sorts, "spearman"), [1, 0.8, 0.8, 1], 1e-15);
    // Of 6 pairs 5 agree and 1 disagrees.
    expectNear(correlateSorts(sorts, "kendall"), [1, 4 / 6, 4 / 6, 1], 1e-15);
  });

  test("[Q2] ties take midranks and leave tau-b's denominator", () => {
    const sorts = { sorters: ["a", "b"], statements: 4, values: Float64Array.of(0, 0, 1, 5, 1, 2, 3, 4), grid };
    // Midranks 1.5 1.5 3 4 against 1 2 3 4: squares 4.5 and 5, products 4.5.
    expectNear(correlateSorts(sorts, "spearman"), [1, 4.5 / Math.sqrt(22.5), 4.5 / Math.sqrt(22.5), 1], 1e-15);
    // 5 of 6 pairs are untied in the first, all in the second, and 5 agree.
    expectNear(correlateSorts(sorts, "kendall"), [1, 5 / Math.sqrt(30), 5 / Math.sqrt(30), 1], 1e-15);
  });
});

describe("lipset", () => {
  const r = correlateSorts(lipsetSorts);
  test.each(lipset.correlations)("[Q2] %s and %s correlate %d", (first, second, expected) => {
    const at = lipset.sorters.indexOf(first) * 9 + lipset.sorters.indexOf(second);
    expect(r[at]).toBeCloseTo(expected, 14);
  });

  test.each(methods)("[Q2] [Q5] eigenvalues of %s", (method) => {
    const expected = lipset.eigenvalues[method];
    const tolerance = method === "pearson" ? 1e-9 : 1e-6;
    expectNear(
      symmetricEigenvalues(correlateSorts(lipsetSorts, method)).subarray(0, expected.length),
      expected,
      tolerance,
    );
  });
});

describe("R", () => {
  const studies = ["forced", "unforced"].flatMap((name) => methods.map((method) => ({ name, method })));
  test.each(studies)("[Q2] $method of the $name sorts", ({ name, method }) => {
    const study = readRFixture<RStudy>(name);
    expectNear(correlateSorts(sortsOf(study), method), study.correlations[method], 1e-14);
  });
});

describe("whatever the sorts", () => {
  test.each(methods)("[Q2] %s is symmetric, has ones in the diagonal and no negative eigenvalue", (method) => {
    fc.assert(
      fc.property(anySorts, (sorts) => {
        const r = correlateSorts(sorts, method);
        const m = sorts.sorters.length;
        for (let j = 0; j < m; j++) {
          expect(r[j * m + j]).toBe(1);
          for (let g = 0; g < j; g++) expect(r[j * m + g]).toBe(r[g * m + j]);
        }
        expect(symmetricEigenvalues(r).at(-1)).toBeGreaterThan(-1e-13 * m);
      }),
    );
  });

  test("[Q3] all sorts without spread are named", () => {
    const values = lipsetSorts.values.slice();
    values.fill(2, 33, 66);
    values.fill(0, 8 * 33);
    expect(() => correlateSorts({ ...lipsetSorts, values })).toThrow(/"US2", "FR9"/);
  });
});
