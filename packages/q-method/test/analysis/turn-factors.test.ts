import { describe, expect, test } from "vitest";
import { turnFactors } from "../../src/analysis/turn-factors.ts";
import { analyseSorts } from "../../src/index.ts";
import { lipset, lipsetSorts } from "./lipset.ts";
import { expectNear } from "./near.ts";

describe("turns", () => {
  test("[Q10] a quarter turn makes a' = b and b' = -a; a turn and its opposite change nothing", () => {
    const loadings = Float64Array.of(0.8, 0.1, 0.3, 0.6);
    expectNear(turnFactors(loadings, 2, [{ pair: [0, 1], degrees: 90 }]), [0.1, -0.8, 0.6, -0.3], 1e-15);
    const back = turnFactors(loadings, 2, [
      { pair: [0, 1], degrees: 33 },
      { pair: [0, 1], degrees: -33 },
    ]);
    expectNear(back, loadings, 1e-15);
    const otherWay = turnFactors(loadings, 2, [{ pair: [1, 0], degrees: -33 }]);
    expectNear(turnFactors(loadings, 2, [{ pair: [0, 1], degrees: 33 }]), otherWay, 1e-15);
  });

  test.each([
    [{ pair: [0, 0], degrees: 1 }, "0 and 0"],
    [{ pair: [0, 2], degrees: 1 }, "0 and 2"],
    [{ pair: [0, 1], degrees: Number.NaN }, "NaN"],
  ] as const)("[Q29] %j", (turn, message) => {
    expect(() => turnFactors(new Float64Array(4), 2, [turn])).toThrow(message);
  });
});

describe("judgmental rotation", () => {
  test("[Q10] [Q13] starts from varimax, in order, and keeps places", () => {
    const rotation = { method: "judgmental", turns: [{ pair: [0, 2], degrees: 0 }] } as const;
    expectNear(analyseSorts(lipsetSorts, { factors: 3, rotation }).loadings, lipset.rotated.flat(), 1e-7);
  });

  test("[Q10] [Q12] a quarter turn exchanges two factors, each facing the way its flags say", () => {
    const rotation = { method: "judgmental", turns: [{ pair: [0, 1], degrees: 90 }] } as const;
    const { loadings } = analyseSorts(lipsetSorts, { factors: 3, rotation });
    const expected = lipset.rotated.flatMap(([first = 0, second = 0, third = 0]) => [second, first, third]);
    expectNear(loadings, expected, 1e-7);
  });

  test("[Q10] or from the unrotated factors", () => {
    const rotation = { method: "judgmental", from: "unrotated", turns: [] } as const;
    const { loadings, method } = analyseSorts(lipsetSorts, { factors: 3, rotation });
    expectNear(loadings.map(Math.abs), lipset.unrotated.flat().map(Math.abs), 1e-7);
    expect(method.options).toMatchObject({ rotation: "judgmental", turnedFrom: "unrotated" });
  });
});
