import { describe, expect, test } from "vitest";
import { analyseSorts, compareFactors, type QAnalysis, type QOptions, type ScoredFactor } from "../../src/index.ts";
import { lipset, lipsetSorts } from "./lipset.ts";
import { expectNear } from "./near.ts";

function compared(options: QOptions) {
  const analysis: QAnalysis = analyseSorts(lipsetSorts, options);
  if (analysis.comparisons.kind !== "estimated") throw new Error(analysis.comparisons.reason);
  return analysis.comparisons;
}

/** Statements numbered from 1, as the reference has them, that distinguish at `level` or a stricter one. */
function distinguishing(options: QOptions, level: number): Record<string, number[]> {
  const lists = compared(options).distinguishing.map(({ factor, statements }) => [
    factor,
    statements.filter((found) => found.level <= level).map(({ statement }) => statement + 1),
  ]);
  return Object.fromEntries(lists);
}

const fromOne = (statements: readonly number[]) => statements.map((statement) => statement + 1);

describe("lipset, three factors", () => {
  test.each(["exact", "qmethod", "kade"] as const)("[Q24] distinguishing and consensus, %s", (comparison) => {
    const options: QOptions = { factors: 3, comparison };
    expect(distinguishing(options, 0.05)).toEqual(lipset.distinguishing05);
    expect(distinguishing(options, 0.01)).toEqual(lipset.distinguishing01);
    const { consensus } = compared(options);
    expect(fromOne(consensus.beyond05)).toEqual(lipset.consensus05);
    expect(fromOne(consensus.beyond01)).toEqual(lipset.consensus01);
  });

  test("[Q24] a statement can distinguish at .05 and be consensus at .01", () => {
    expect(distinguishing({ factors: 3 }, 0.05).F1).toContain(26);
    expect(fromOne(compared({ factors: 3 }).consensus.beyond01)).toContain(26);
  });

  test("[Q22] standard errors of differences and correlations of scores", () => {
    const { standardErrors, correlations } = compared({ factors: 3 });
    expectNear(standardErrors, new Array(9).fill(0.3922322703), 1e-9);
    // qmethod stops varimax 7e-5 short of the optimum.
    expectNear(
      [1, 2, 5].map((i) => correlations[i] ?? 0),
      [-0.00931496, 0.154685425, -0.247142739],
      1e-5,
    );
  });
});

describe("lipset, other solutions", () => {
  test("[Q24] two factors", () => {
    const { consensus, standardErrors } = compared({ factors: 2 });
    expect(fromOne(consensus.beyond05)).toEqual(lipset.twoFactors.consensus);
    expect(standardErrors[1]).toBeCloseTo(lipset.twoFactors.standardError, 6);
  });

  test("[Q24] centroid and varimax, which qmethod without reflection gets wrong", () => {
    const extraction = { method: "centroid", variant: "kade" } as const;
    const options: QOptions = { factors: 3, extraction, order: "extraction", comparison: "kade" };
    const { centroidVarimax } = lipset;
    const byFactor = (level: number) => Object.values(distinguishing(options, level));
    expect(byFactor(0.01)).toEqual(centroidVarimax.distinguishing01);
    const both = centroidVarimax.distinguishing01.map((strict, f) =>
      [...strict, ...(centroidVarimax.distinguishingOnly05[f] ?? [])].sort((a, b) => a - b),
    );
    expect(byFactor(0.05)).toEqual(both);
    expect(fromOne(compared(options).consensus.beyond05)).toEqual(centroidVarimax.consensus05);
  });
});

describe("by hand", () => {
  const factor = (name: string, ...z: number[]): ScoredFactor => ({
    name,
    z: Float64Array.from(z),
    standardError: 0.3,
  });
  // SED = .3 √2 = .42426; 1.96 SED = .83153, 2.576 SED = 1.0929, 3.291 SED = 1.3963.
  const factors = [factor("A", 1.5, 0.5, 0), factor("B", 0, -0.4, 0.2), factor("C", -0.2, 0.2, -0.2)];

  test("[Q24] the level is the strictest that holds against every other factor", () => {
    const found = compareFactors(factors, "exact");
    expect(found).toMatchObject({
      distinguishing: [
        { factor: "A", statements: [{ statement: 0, level: 0.001 }] },
        { factor: "B", statements: [] },
        { factor: "C", statements: [] },
      ],
      consensus: { beyond05: [2], beyond01: [1, 2] },
    });
  });

  test("[Q24] equality counts for KADE alone", () => {
    const even = (name: string, z: number): ScoredFactor => ({ name, z: Float64Array.of(z), standardError: 0 });
    const pair = [{ ...even("A", 1.96), standardError: 1 }, even("B", 0)];
    expect(compareFactors(pair, "kade")).toMatchObject({ consensus: { beyond05: [] } });
    expect(compareFactors(pair, "qmethod")).toMatchObject({ consensus: { beyond05: [0] } });
  });

  test("[Q25] one factor is not compared", () => {
    expect(compareFactors(factors.slice(1, 2), "exact").kind).toBe("not-estimable");
    expect(compareFactors([], "exact").kind).toBe("not-estimable");
  });
});
