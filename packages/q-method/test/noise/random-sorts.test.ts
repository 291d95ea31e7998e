import { seededRandom } from "@plait/study";
import { describe, expect, it } from "vitest";
import { decksOf, shuffleDecks } from "../../src/noise/random-sorts.ts";
import { gridFromCounts } from "../analysis/random-sorts.ts";

const grid = gridFromCounts([1, 2, 1], -1);
const sorts = { sorters: ["A", "B"], statements: 4, values: Float64Array.of(1, 0, 0, -1, 1, 1, 1, -1), grid };

describe("decks [N1]", () => {
  it("of sorters hold the places each sorter used, of the grid its places", () => {
    expect([...decksOf(sorts, "sorters")]).toEqual([-1, 0, 0, 1, -1, 1, 1, 1]);
    expect([...decksOf(sorts, "grid")]).toEqual([-1, 0, 0, 1, -1, 0, 0, 1]);
  });

  it("of a free grid that does not hold the statements do not exist", () => {
    const free = { ...sorts, grid: { ...gridFromCounts([1, 1, 1], -1), shape: "free" as const } };
    expect(() => decksOf(free, "grid")).toThrow("3");
  });

  it("are shuffled without replacement, every order equally often", () => {
    const dealt = Float64Array.of(1, 2, 3, 4, -1, 1, 1, 1);
    const random = seededRandom("orders");
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 24_000; draw++) {
      const decks = dealt.slice();
      shuffleDecks(decks, 4, random);
      const order = decks.subarray(0, 4).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
      if (draw === 0) expect(decks.slice(4).sort()).toEqual(dealt.subarray(4));
    }
    expect(counts.size).toBe(24);
    // Each 1,000 times; chi-squared with 23 degrees of freedom is above 49.7 once in a thousand.
    const distance = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(distance).toBeLessThan(49.7);
  });
});
