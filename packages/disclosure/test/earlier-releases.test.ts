import type { Result } from "@plait/study";
import { describe, expect, test } from "vitest";
import { type EarlierRelease, type Gated, type Policy, release as releaseWith, shippedPolicies } from "../src/index.ts";
import { at, column, people, policy, shownColumn, solver } from "./made-up-results.ts";

/** Parts and their total, one below the other. */
function parts(id: string, ...values: readonly number[]): Result {
  const total = values.reduce((sum, value) => sum + value, 0);
  return column([...values.map((value) => people(value)), people(total, "everybody")], {
    id,
    sums: [{ total: at(values.length), parts: values.map((_, index) => at(index)) }],
  });
}

function gated(
  results: readonly Result[],
  options: { readonly rules?: Policy; readonly earlier?: readonly EarlierRelease[] } = {},
): Gated {
  const { rules = policy(), earlier = [] } = options;
  return releaseWith(results, rules, solver, { earlier });
}

function kept(id: string, { evidence }: Gated): EarlierRelease {
  return { id, counts: evidence.counts };
}

function shownOf({ released }: Gated, id: string): string[] {
  const found = released.value.results.find((one) => one.id === id);
  return found === undefined ? [] : shownColumn(found);
}

describe("[D110] the same data", () => {
  test("what readers have stays shown, and another number is withheld in a table that comes later", () => {
    const first = gated([parts("sites", 12, 44)]);
    expect(shownOf(first, "sites")).toEqual(["12", "44", "56"]);
    const ages = column([people(4), people(12, "young"), people(40), people(56, "everybody")], {
      id: "ages",
      sums: [{ total: at(3), parts: [at(0), at(1), at(2)] }],
    });
    const young = gated([column([people(12, "young")], { id: "young" })]);
    expect(shownOf(gated([ages]), "ages")).toEqual(["c:threshold", "c:secondary", "40", "56"]);
    const later = gated([ages], { earlier: [kept("0001", young)] });
    expect(shownOf(later, "ages")).toEqual(["c:threshold", "12", "c:secondary", "56"]);
  });

  test("what was withheld for another number stays hidden where showing it would give that number away", () => {
    const first = gated([parts("sites", 4, 12, 40)]);
    expect(shownOf(first, "sites")).toEqual(["c:threshold", "c:secondary", "40", "56"]);
    // The table with the 4 has left; a later one has the 12 alone.
    const again = parts("sites", 4, 12, 40);
    const later = gated([{ ...again, rows: again.rows.slice(1, 2), sums: [] }], {
      earlier: [kept("0001", first)],
    });
    expect(shownOf(later, "sites")).toEqual(["c:secondary"]);
  });

  test("a second run of the same study changes nothing", () => {
    const tables = [parts("sites", 4, 12, 40), parts("ages", 9, 47)];
    const first = gated(tables);
    const second = gated(tables, { earlier: [kept("0001", first)] });
    const third = gated(tables, { earlier: [kept("0001", first), kept("0002", second)] });
    expect(second.released.value).toEqual(first.released.value);
    expect(third.released.value).toEqual(first.released.value);
  });

  test("rounded numbers are printed as they were", () => {
    const rules: Policy = shippedPolicies.opensafely;
    const alone = gated([column([people(56, "everybody")], { id: "all" })], { rules });
    expect(shownOf(alone, "all")).toEqual(["55"]);
    const table = parts("sites", 13, 18, 25);
    expect(shownOf(gated([table], { rules }), "sites")).toEqual(["15", "20", "25", "60"]);
    const later = gated([table], { rules, earlier: [kept("0001", alone)] });
    expect(shownOf(later, "sites")).toEqual(["15", "20", "25", "55"]);
  });
});

describe("[D111] other data", () => {
  const first = kept("0001", gated([parts("sites", 30, 40, 50)]));

  test("a number that has changed by a few people is withheld, and not told for which reason", () => {
    const later = gated([parts("sites", 33, 40, 70)], { earlier: [first] });
    const shown = shownOf(later, "sites");
    expect(shown[0]).toMatch(/^c:/);
    expect(shown.filter((cell) => cell.startsWith("c:")).length).toBeGreaterThanOrEqual(2);
    expect(shown[0]).not.toBe("c:threshold");
  });

  test("a number that has changed by many, or not at all, is shown", () => {
    const later = gated([parts("sites", 45, 40, 70)], { earlier: [first] });
    expect(shownOf(later, "sites")).toEqual(["45", "40", "70", "155"]);
  });

  test("what has not changed is still protected beside what has", () => {
    const small = kept("0001", gated([parts("sites", 4, 12, 40), column([people(100)], { id: "other" })]));
    const sites = parts("sites", 4, 12, 40);
    const later = [{ ...sites, rows: sites.rows.slice(1, 2), sums: [] }, column([people(160)], { id: "other" })];
    expect(shownOf(gated(later, { earlier: [small] }), "sites")).toEqual(["c:secondary"]);
  });

  test("rounded numbers do not tell small changes", () => {
    const rules: Policy = shippedPolicies["strict-children"];
    const before = kept("0001", gated([parts("sites", 30, 40, 50)], { rules }));
    const later = gated([parts("sites", 33, 40, 70)], { rules, earlier: [before] });
    expect(shownOf(later, "sites")).toEqual(["35", "40", "70", "145"]);
  });

  test("[D112] evidence of a release names each number, what it was and what was printed", () => {
    const { evidence } = gated([parts("sites", 4, 12, 40)]);
    expect(evidence.counts.counts.map(({ value, printed }) => [value, printed])).toEqual(
      expect.arrayContaining([
        [4, undefined],
        [12, undefined],
        [40, 40],
        [56, 56],
      ]),
    );
    expect(evidence.counts.sums).toHaveLength(1);
    expect(evidence.results[0]?.cells[0]).toEqual({
      row: 0,
      column: 0,
      truth: { kind: "count", value: 4 },
      people: { kind: "counted", people: 4 },
      becomes: { kind: "withheld", marker: "c", because: "threshold" },
    });
  });
});
