import { describe, expect, test } from "vitest";
import { analyseSorts, automaticFlags, flagSorts, loadingThreshold } from "../../src/index.ts";
import { lipsetSorts } from "./lipset.ts";

describe("the threshold", () => {
  test("[Q16] as the field prints it", () => {
    expect(loadingThreshold(33, 0.05, "tabled")).toBeCloseTo(0.3412, 4);
    expect(loadingThreshold(33, 0.01, "tabled")).toBeCloseTo(0.4491, 4);
    expect(loadingThreshold(28, 0.05, "tabled")).toBeCloseTo(0.3704, 4);
    expect(loadingThreshold(28, 0.01, "tabled")).toBeCloseTo(0.4876, 4);
  });

  test("[Q16] exact unless asked otherwise", () => {
    expect(loadingThreshold(25)).toBeCloseTo(1.959963984540054 / 5, 14);
    expect(loadingThreshold(25, 0.01)).toBeCloseTo(2.5758293035489 / 5, 14);
  });

  test("[Q29] a level that is not tabled is refused", () => {
    expect(() => loadingThreshold(25, 0.02, "tabled")).toThrow("0.02");
  });
});

describe("automatic flags", () => {
  test("[Q16] both conditions are strict", () => {
    // Just at the threshold; just at half of the communality; both passed, on the negative side.
    const loadings = Float64Array.of(0.5, 0.1, 0.6, 0.6, -0.7, 0.6);
    expect(Array.from(automaticFlags(loadings, 2, 0.5, true))).toEqual([0, 0, 0, 0, -1, 0]);
    expect(Array.from(automaticFlags(loadings, 2, 0.5, false))).toEqual([0, 0, 1, 1, -1, 1]);
  });

  test("[Q16] lipset: three sorts on each factor", () => {
    const { factors } = analyseSorts(lipsetSorts, { factors: 3 });
    expect(factors.map(({ flagged }) => flagged.map(({ sorter }) => sorter))).toEqual([
      ["US3", "US4", "JP5"],
      ["US1", "US2", "US8"],
      ["CA6", "UK7", "FR9"],
    ]);
  });

  test("[Q18] lipset with two factors leaves one sort unaligned", () => {
    const { unaligned, confounded } = analyseSorts(lipsetSorts, { factors: 2 });
    expect(unaligned).toEqual([{ sorter: "FR9", significantOn: [] }]);
    expect(confounded).toEqual([]);
  });

  test("[Q18] without the majority rule a sort that loads on two factors is confounded", () => {
    const { confounded, unaligned } = analyseSorts(lipsetSorts, {
      factors: 3,
      flags: { method: "automatic", majority: false },
    });
    expect(confounded).toEqual([{ sorter: "UK7", factors: ["F2", "F3"] }]);
    expect(unaligned).toEqual([]);
  });

  test("[Q18] a sort unflagged by hand is unaligned though its loading is large enough", () => {
    const { unaligned, factors } = analyseSorts(lipsetSorts, {
      factors: 3,
      flags: { method: "automatic", changes: [{ sorter: "FR9", factor: "F3", flagged: false }] },
    });
    expect(unaligned).toEqual([{ sorter: "FR9", significantOn: ["F3"] }]);
    expect(factors[2]?.flagged).toHaveLength(2);
  });
});

describe("flags by hand", () => {
  const loadings = Float64Array.of(0.2, 0.1, -0.3, 0.6);
  test("[Q16] have the sign of the loading and no other", () => {
    const flags = flagSorts(loadings, ["a", "b"], ["F1", "F2"], 20, {
      method: "manual",
      flags: [
        { sorter: "a", factor: "F1" },
        { sorter: "b", factor: "F1" },
      ],
    });
    expect(Array.from(flags)).toEqual([1, 0, -1, 0]);
  });

  test("[Q16] are laid over the automatic ones", () => {
    const flags = flagSorts(loadings, ["a", "b"], ["F1", "F2"], 20, {
      method: "automatic",
      changes: [
        { sorter: "a", factor: "F2", flagged: true },
        { sorter: "b", factor: "F2", flagged: false },
      ],
    });
    expect(Array.from(flags)).toEqual([0, 1, 0, 0]);
  });

  test.each([
    [{ sorter: "c", factor: "F1" }, '"c"'],
    [{ sorter: "a", factor: "F3" }, '"F3"'],
  ])("[Q29] %j", (flag, message) => {
    const manual = { method: "manual", flags: [flag] } as const;
    expect(() => flagSorts(loadings, ["a", "b"], ["F1", "F2"], 20, manual)).toThrow(message);
  });
});
