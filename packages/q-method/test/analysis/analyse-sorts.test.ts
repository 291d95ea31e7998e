import { seededRandom } from "@plait/study";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  analyseSorts,
  type FactorView,
  gridPlaces,
  makeGrid,
  type QAnalysis,
  type QFactor,
  type QOptions,
  type SortMatrix,
} from "../../src/index.ts";
import { lipset, lipsetSorts } from "./lipset.ts";
import { expectNear } from "./near.ts";
import { column, type QmethodRun, type RStudy, readRFixture, sortsOf } from "./r-fixture.ts";
import { anySorts, gridFromCounts, plantedSorts, shuffledSorts } from "./random-sorts.ts";

function viewOf({ view, name }: QFactor): FactorView {
  if (view.kind !== "estimated") throw new Error(`${name}: ${view.reason}`);
  return view;
}

function arrayOf(factor: QFactor): Float64Array {
  const { array } = viewOf(factor);
  if (array.kind !== "estimated") throw new Error(`${factor.name}: ${array.reason}`);
  return array.places;
}

describe("lipset", () => {
  const { factors, communalities, cautions, unforced } = analyseSorts(lipsetSorts, { factors: 3 });
  const qmethod = readRFixture<{ lipset: readonly QmethodRun[] }>("qmethod").lipset;

  test("[Q20] z-scores of all three factors", () => {
    const run = qmethod.find((candidate) => candidate.factors === 3);
    factors.forEach((factor, f) => {
      // qmethod stops varimax short of the optimum, which moves z by less than this.
      expectNear(viewOf(factor).z, column(run?.z ?? [], 3, f), 1e-4);
    });
  });

  test("[Q21] all 99 cells of the arrays", () => {
    expect(factors.map((factor) => Array.from(arrayOf(factor)))).toEqual(lipset.arrays);
  });

  test("[Q21] statements 18 and 30 tie on the first factor, within one column", () => {
    const [first] = factors;
    if (first === undefined) throw new Error("no factor");
    const { z, ranking } = viewOf(first);
    expect(z[17]).toBeCloseTo(z[29] ?? 0, 12);
    expect(ranking.indexOf(29) - ranking.indexOf(17)).toBe(1);
  });

  test("[Q22] reliability, standard errors and what the factors explain", () => {
    const run = qmethod.find((candidate) => candidate.factors === 3);
    const views = factors.map(viewOf);
    expectNear(
      views.map((view) => view.reliability),
      run?.reliability ?? [],
      1e-12,
    );
    expectNear(
      views.map((view) => view.standardError),
      run?.standardErrors ?? [],
      1e-12,
    );
    expectNear(
      factors.map(({ explained }) => explained),
      [2.085065811, 1.973302468, 1.681558611],
      5e-5,
    );
    const total = communalities.reduce((sum, share) => sum + share, 0);
    expect(factors.reduce((sum, { explained }) => sum + explained, 0)).toBeCloseTo(total, 12);
    expect(factors.reduce((sum, factor) => sum + factor.percentOfVariance, 0)).toBeCloseTo((100 * total) / 9, 12);
  });

  test("[Q28] nothing to be cautious about", () => {
    expect(cautions).toEqual([]);
    expect(unforced).toEqual([]);
  });

  test("two factors", () => {
    const analysis = analyseSorts(lipsetSorts, { factors: 2 });
    const { twoFactors } = lipset;
    expectNear(
      analysis.factors.map(({ explained }) => explained),
      twoFactors.explained,
      5e-5,
    );
    expect(analysis.factors.map(({ flagged }) => flagged.length)).toEqual(twoFactors.flagged);
    expectNear(
      analysis.factors.map((factor) => viewOf(factor).standardError),
      twoFactors.standardErrors,
      1e-6,
    );
    const run = qmethod.find((candidate) => candidate.factors === 2);
    analysis.factors.forEach((factor, f) => {
      expectNear(viewOf(factor).z, column(run?.z ?? [], 2, f), 1e-4);
      expect(Array.from(arrayOf(factor))).toEqual(column(run?.arrays ?? [], 2, f));
    });
  });

  test("centroid and varimax, as KADE prints them", () => {
    const { loadings, factors: centroids } = analyseSorts(lipsetSorts, {
      factors: 3,
      extraction: { method: "centroid", variant: "kade" },
      order: "extraction",
    });
    // KADE leaves a pair of factors as it is when the tangent of four times the turn is below .00116: .0003 radians.
    expectNear(loadings, lipset.centroidVarimax.loadings.flat(), 3e-4);
    expect(centroids.map(({ flagged }) => flagged.length)).toEqual([3, 3, 2]);
    expectNear(
      centroids.map((factor) => viewOf(factor).standardError),
      [0.277, 0.277, 0.333],
      5e-4,
    );
  });
});

describe("R", () => {
  const cases = ["forced", "unforced"].flatMap((name) => {
    const study = readRFixture<RStudy>(name);
    return study.solutions.map((solution) => ({ name, factors: solution.factors, study, solution }));
  });

  test.each(cases)("[Q16] [Q20] flags and z of $factors factors of the $name sorts", ({ study, factors, solution }) => {
    const sorts = sortsOf(study);
    const free = { ...sorts, grid: makeGrid(sorts.grid.columns, "free") };
    const analysis = analyseSorts(free, { factors });
    const found = analysis.factors.map((factor, f) => {
      const own = column(analysis.flags, factors, f).map(Math.abs);
      const same = Array.from({ length: factors }, (_, g) => g).find((g) =>
        column(solution.flags, factors, g).every((flag, j) => flag === own[j]),
      );
      if (same === undefined) throw new Error(`R flags no factor as ${factor.name}`);
      const expected = column(solution.z, factors, same);
      const { z } = viewOf(factor);
      const sign = Math.sign(z.reduce((sum, score, i) => sum + score * (expected[i] ?? 0), 0));
      expectNear(
        z,
        expected.map((score) => sign * score),
        1e-6,
      );
      return same;
    });
    expect(new Set(found).size).toBe(factors);
  });

  test.each([3, 4])("[Q20] [Q21] qmethod itself, %i factors of the forced sorts", (factors) => {
    const run = readRFixture<{ forced: readonly QmethodRun[] }>("qmethod").forced.find((r) => r.factors === factors);
    if (run === undefined) throw new Error("no such run");
    const analysis = analyseSorts(sortsOf(readRFixture<RStudy>("forced")), { factors });
    analysis.factors.forEach((factor, f) => {
      expect(column(analysis.flags, factors, f).map(Math.abs)).toEqual(column(run.flags, factors, f));
      expectNear(viewOf(factor).z, column(run.z, factors, f), 1e-3);
      expect(Array.from(arrayOf(factor))).toEqual(column(run.arrays, factors, f));
    });
    if (analysis.comparisons.kind !== "estimated") throw new Error(analysis.comparisons.reason);
    expectNear(analysis.comparisons.correlations, run.correlations, 1e-3);
    expectNear(analysis.comparisons.standardErrors, run.differenceErrors, 1e-12);
    const consensus = run.verdicts.flatMap((verdict, i) => (verdict === "Consensus" ? [i] : []));
    expect(analysis.comparisons.consensus.beyond05).toEqual(consensus);
  });
});

/** Sorts in another order, at `order[new] = old`. */
function reordered(sorts: SortMatrix, order: readonly number[]): SortMatrix {
  const { statements, values, sorters } = sorts;
  return {
    ...sorts,
    sorters: order.map((j) => sorters[j] ?? ""),
    values: Float64Array.from(order.flatMap((j) => Array.from(values.subarray(j * statements, (j + 1) * statements)))),
  };
}

function withStatements(sorts: SortMatrix, order: readonly number[]): SortMatrix {
  const { statements, values } = sorts;
  return {
    ...sorts,
    values: values.map((_, at) => values[at - (at % statements) + (order[at % statements] ?? 0)] ?? 0),
  };
}

const planted = plantedSorts(
  gridFromCounts([2, 4, 5, 6, 5, 4, 2], -3),
  [0, 0, 0, 0, 1, 1, 1, 2, 2, 2],
  0.6,
  "invariance",
);
const whole = analyseSorts(planted, { factors: 3 });
const seeds = fc.integer().map((seed) => seededRandom(`${seed}`));

describe("invariances", () => {
  test("[Q4] the order of the sorts changes the order of their loadings", () => {
    fc.assert(
      fc.property(seeds, (random) => {
        const order = random.shuffle(Array.from(planted.sorters.keys()));
        const other = analyseSorts(reordered(planted, order), { factors: 3 });
        expectNear(
          other.loadings,
          order.flatMap((j) => Array.from(whole.loadings.subarray(j * 3, j * 3 + 3))),
          1e-9,
        );
        expectSameScores(other);
      }),
      { numRuns: 30 },
    );
  });

  test("[Q4] the order of the statements changes the order of z, and no loading", () => {
    fc.assert(
      fc.property(seeds, (random) => {
        const order = random.shuffle(Array.from({ length: 28 }, (_, i) => i));
        const other = analyseSorts(withStatements(planted, order), { factors: 3 });
        expectNear(other.loadings, whole.loadings, 1e-9);
        other.factors.forEach((factor, f) => {
          const z = zOf(whole, f);
          expectNear(
            viewOf(factor).z,
            order.map((i) => z[i] ?? 0),
            1e-9,
          );
        });
      }),
      { numRuns: 30 },
    );
  });

  test("[Q4] a sort turned round turns its own loadings and no z-score", () => {
    const values = planted.values.map((value, at) => (Math.floor(at / 28) === 2 ? -value : value));
    const other = analyseSorts({ ...planted, values }, { factors: 3 });
    const expected = whole.loadings.map((l, at) => (Math.floor(at / 3) === 2 ? -l : l));
    expectNear(other.loadings, expected, 1e-9);
    expectSameScores(other);
  });

  test("[Q4] [Q20] a sort spread twice as widely, about another middle, changes nothing; and it is said", () => {
    const values = planted.values.map((value, at) => (Math.floor(at / 28) === 5 ? 2 * value + 1 : value));
    const other = analyseSorts({ ...planted, values }, { factors: 3 });
    expect(other.unforced).toEqual(["1-5"]);
    expectNear(other.loadings, whole.loadings, 1e-9);
    expectSameScores(other);
  });

  test("[Q28] the same input gives the same bits and is not changed", () => {
    const values = planted.values.slice();
    expect(analyseSorts(planted, { factors: 3 })).toEqual(whole);
    expect(planted.values).toEqual(values);
  });
});

function expectSameScores({ factors }: QAnalysis): void {
  for (const [f, factor] of factors.entries()) expectNear(viewOf(factor).z, zOf(whole, f), 1e-9);
}

function zOf({ factors }: QAnalysis, f: number): Float64Array {
  const factor = factors[f];
  if (factor === undefined) throw new Error(`no factor ${f}`);
  return viewOf(factor).z;
}

describe("recovery", () => {
  const extractions: QOptions["extraction"][] = [{ method: "pca" }, { method: "centroid" }, { method: "horst" }];
  test.each(extractions)("planted groups of 4, 3 and 3 are found by %j", (extraction) => {
    const { factors, unaligned } = analyseSorts(planted, { factors: 3, ...(extraction && { extraction }) });
    expect(factors.map(({ flagged }) => new Set(flagged.map(({ sorter }) => sorter[0])).size)).toEqual([1, 1, 1]);
    expect(factors.map(({ flagged }) => flagged.length).sort()).toEqual([3, 3, 4]);
    expect(unaligned).toEqual([]);
  });

  test("more statements and sorters bring the array nearer to the planted view", () => {
    const grid = gridFromCounts([2, 4, 5, 6, 5, 4, 2], -3);
    const agreement = (sorters: number) => {
      const groups = [...new Array<number>(sorters).fill(0), ...new Array<number>(sorters).fill(1)];
      const noisy = analyseSorts(plantedSorts(grid, groups, 1, "view"), { factors: 2 });
      const clear = analyseSorts(plantedSorts(grid, groups, 0.05, "view"), { factors: 2 });
      const products = [0, 1].flatMap((f) =>
        [0, 1].map((g) => {
          const other = zOf(clear, g);
          return Math.abs(zOf(noisy, f).reduce((sum, z, i) => sum + z * (other[i] ?? 0), 0)) / 27;
        }),
      );
      return Math.max(...products);
    };
    expect(agreement(20)).toBeGreaterThan(0.95);
  });
});

describe("bipolar factors", () => {
  const turned = {
    ...planted,
    values: planted.values.map((value, at) => (Math.floor(at / 28) === 0 ? -value : value)),
  };

  test("[Q17] a negative flag keeps its negative weight in the whole factor", () => {
    const { factors } = analyseSorts(turned, { factors: 3 });
    const bipolar = factors.filter((factor) => factor.bipolar);
    expect(bipolar).toHaveLength(1);
    const flagged = bipolar[0]?.flagged.find(({ sorter }) => sorter === "0-0");
    expect(flagged?.weight).toBeLessThan(0);
    expect(flagged?.loading).toBeLessThan(0);
  });

  test("[Q17] split, it becomes two views, each with its own flags, positive", () => {
    const { factors, loadings, flags } = analyseSorts(turned, { factors: 3, splitBipolar: true });
    expect(factors).toHaveLength(4);
    const f = factors.findIndex(({ poleOf }) => poleOf !== undefined);
    const [pole, other] = [factors[f], factors[f - 1]];
    expect(pole?.name).toBe(`${other?.name}-`);
    expect(pole?.poleOf).toBe(other?.name);
    expect(pole?.flagged.map(({ sorter }) => sorter)).toEqual(["0-0"]);
    expect(other?.flagged.map(({ sorter }) => sorter)).toEqual(["0-1", "0-2", "0-3"]);
    expect(factors.every(({ flagged }) => flagged.every(({ weight }) => weight > 0))).toBe(true);
    expectNear(
      column(loadings, 4, f),
      column(loadings, 4, f - 1).map((l) => -l),
      0,
    );
    expect(column(flags, 4, f)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test("[Q23] the view of one sorter is estimated and reported", () => {
    const { factors, cautions } = analyseSorts(turned, { factors: 3, splitBipolar: true });
    const pole = factors.find(({ poleOf }) => poleOf !== undefined);
    if (pole === undefined) throw new Error("nothing was split");
    expect(viewOf(pole).reliability).toBeCloseTo(0.8, 15);
    expect(cautions).toContainEqual({ kind: "one-flagged-sort", factor: pole.name, sorter: "0-0" });
  });
});

describe("degenerate input", () => {
  test("[Q23] a factor without flags is reported, and the others are compared without it", () => {
    const manual = ["US3", "US4", "JP5"].map((sorter) => ({ sorter, factor: "F1" }));
    const more = ["US1", "US2"].map((sorter) => ({ sorter, factor: "F2" }));
    const { factors, comparisons, unaligned } = analyseSorts(lipsetSorts, {
      factors: 3,
      flags: { method: "manual", flags: [...manual, ...more] },
    });
    expect(factors[2]?.view).toEqual({ kind: "not-estimable", reason: "no sort is flagged on this factor" });
    expect(comparisons).toMatchObject({ kind: "estimated", factors: ["F1", "F2"] });
    expect(unaligned.map(({ sorter }) => sorter)).toEqual(["CA6", "UK7", "US8", "FR9"]);
  });

  test("[Q25] no flags at all leave nothing to compare", () => {
    const { factors, comparisons } = analyseSorts(lipsetSorts, { factors: 2, flags: { method: "manual", flags: [] } });
    expect(factors.map(({ view }) => view.kind)).toEqual(["not-estimable", "not-estimable"]);
    expect(comparisons.kind).toBe("not-estimable");
  });

  test("[Q19] identical sorts load 1 on their factor, which is capped and reported", () => {
    const grid = gridFromCounts([1, 2, 1], -1);
    const sort = [-1, 0, 0, 1];
    const values = Float64Array.from([...sort, ...sort, ...sort]);
    const { factors, cautions } = analyseSorts(
      { sorters: ["a", "b", "c"], statements: 4, values, grid },
      { factors: 1 },
    );
    expect(cautions).toEqual([{ kind: "capped-weight", factor: "F1", sorters: ["a", "b", "c"] }]);
    expect(factors.map((factor) => Array.from(arrayOf(factor)))).toEqual([sort]);
  });

  test("[Q8] communalities above 1 are named", () => {
    // Three sorts of the kind that asks too much of one factor: the first agrees with both, they not with each other.
    const grid = makeGrid(
      [-2, -1, 0, 1, 2].map((value) => ({ value, cards: 1 })),
      "free",
    );
    const values = Float64Array.from([-2, -1, 0, 1, 2, -2, 1, 0, -1, 2, -1, -2, 0, 2, 1]);
    const sorts = { sorters: ["a", "b", "c"], statements: 5, values, grid };
    const { cautions } = analyseSorts(sorts, { factors: 1, extraction: { method: "horst" } });
    expect(cautions.find(({ kind }) => kind === "heywood")).toEqual({ kind: "heywood", sorters: ["a"] });
  });

  test("[Q21] on a free grid of another size there are z-scores and ranks and no array", () => {
    const grid = makeGrid(lipsetSorts.grid.columns.slice(1), "free");
    const { factors, unforced } = analyseSorts({ ...lipsetSorts, grid }, { factors: 3 });
    expect(unforced).toEqual(lipsetSorts.sorters);
    for (const factor of factors) {
      expect(viewOf(factor).array.kind).toBe("not-estimable");
      expect(viewOf(factor).cribSheet).toBeUndefined();
      expect(viewOf(factor).ranking).toHaveLength(33);
    }
  });

  test.each<[QOptions, string]>([
    [{ factors: 0 }, "0"],
    [{ factors: 10 }, "10"],
    [{ factors: 2.5 }, "2.5"],
    [{ factors: 2, reliability: 1 }, "reliability"],
    [{ factors: 2, extraction: { method: "horst", precision: 0 } }, "precision"],
    [{ factors: 2, extraction: { method: "horst", iterations: 0 } }, "iterations"],
    [{ factors: 2, rotation: { method: "promax", power: 1 } }, "power"],
    [{ factors: 2, flags: { method: "automatic", level: 0 } }, "level"],
  ])("[Q29] %j", (options, message) => {
    expect(() => analyseSorts(lipsetSorts, options)).toThrow(message);
  });
});

describe("whatever the sorts and the choices", () => {
  const anyChoices = fc.record({
    factors: fc.integer({ min: 1, max: 3 }),
    correlation: fc.constantFrom<QOptions["correlation"][]>("pearson", "spearman", "kendall"),
    extraction: fc.constantFrom<QOptions["extraction"][]>(
      { method: "pca" },
      { method: "centroid" },
      { method: "horst" },
    ),
    rotation: fc.constantFrom<QOptions["rotation"][]>({ method: "none" }, { method: "varimax" }),
    splitBipolar: fc.boolean(),
  });

  test("[Q12] [Q21] [Q22] arrays fit the grid, flagged weights are positive together, nothing is NaN", () => {
    fc.assert(
      fc.property(anySorts, anyChoices, (sorts, { correlation, extraction, rotation, ...rest }) => {
        const options: QOptions = {
          ...rest,
          ...(correlation && { correlation }),
          ...(extraction && { extraction }),
          ...(rotation && { rotation }),
        };
        const analysis = analyseSorts(sorts, options);
        expect(analysis.loadings.every(Number.isFinite)).toBe(true);
        const places = gridPlaces(sorts.grid);
        for (const { view, flagged } of analysis.factors) {
          expect(flagged.reduce((sum, { weight }) => sum + weight, 0)).toBeGreaterThanOrEqual(-1e-9);
          if (view.kind !== "estimated") continue;
          expect(view.z.every(Number.isFinite)).toBe(true);
          if (view.array.kind !== "estimated") throw new Error(view.array.reason);
          expect(view.array.places.slice().sort()).toEqual(places);
        }
      }),
    );
  });

  test("[Q16] [Q18] on noise, too, every sort is flagged or unaligned", () => {
    const noise = shuffledSorts(gridFromCounts([2, 4, 5, 6, 5, 4, 2], -3), 25, "noise");
    const { factors, unaligned, confounded } = analyseSorts(noise, { factors: 3 });
    const flagged = new Set(factors.flatMap((factor) => factor.flagged.map(({ sorter }) => sorter)));
    expect(flagged.size + unaligned.length).toBe(25);
    expect(confounded).toEqual([]);
  });
});
