import type { Result } from "@plait/study";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Policy, shippedPolicies } from "../src/index.ts";
import {
  at,
  column,
  people,
  policy,
  published,
  release,
  result,
  row,
  shown,
  shownColumn,
  under,
} from "./made-up-results.ts";
import { certain, readersView } from "./reader.ts";

/** What a reader who knows every sum is certain of, after the gate was told of `declared` alone. */
function certainOf(known: readonly Result[], declared: readonly Result[], rules: Policy): string[] {
  return certain(readersView(known, release(declared, rules).value.results, rules));
}

function withoutSums(input: Result): Result {
  const { sumsElsewhere: _, ...rest } = input;
  return { ...rest, sums: [] };
}

describe("[D20] a published row whose total is the sum of its columns", () => {
  const asCounted = policy({ published: "as-counted" });
  const figures = [
    [212, 4, 17, 233],
    [180, 12, 31, 223],
  ];
  const table = result({
    rows: figures.map((values, year) =>
      row(
        `year${year}`,
        values.map((value) => published(value)),
      ),
    ),
    sums: figures.map((_, year) => ({ total: at(year, 3), parts: [at(year, 0), at(year, 1), at(year, 2)] })),
  });

  test("gives its hidden count away where the sum is not declared", () => {
    expect(certainOf([table], [withoutSums(table)], asCounted)).toEqual(["test.table/0/1"]);
  });

  test("keeps it where the sum is declared: one more column of that row goes, and no other row", () => {
    expect(certainOf([table], [table], asCounted)).toEqual([]);
    expect(release([table], asCounted).value.results.map(shown)).toEqual([
      [
        ["212", "c:threshold", "c:secondary", "233"],
        ["180", "12", "31", "223"],
      ],
    ]);
  });
});

describe("[D28] a total that another result prints", () => {
  const sizes = column([people(159, "DW.rows")], { id: "sizes" });
  const months = column([people(0), people(64), people(95)], {
    id: "months",
    sumsElsewhere: [{ total: "DW.rows", parts: [at(0), at(1), at(2)] }],
  });

  test("gives a hidden month away where the sum is not declared", () => {
    const declared = [sizes, withoutSums(months)];
    expect(certainOf([sizes, months], declared, policy())).toEqual(["months/0/0"]);
  });

  test("keeps it where the sum is declared, whatever the order of results", () => {
    for (const inputs of [
      [sizes, months],
      [months, sizes],
    ]) {
      expect(certainOf(inputs, inputs, policy())).toEqual([]);
      const released = new Map(release(inputs, policy()).value.results.map((one) => [one.id, shownColumn(one)]));
      expect(released.get("months")).toEqual(["c:threshold", "c:secondary", "95"]);
      expect(released.get("sizes")).toEqual(["159"]);
    }
  });

  test("is an unknown where none prints it: two tables of the same people protect each other", () => {
    const bySite = column([people(4), people(50), people(30)], {
      id: "sites",
      sumsElsewhere: [{ total: "everyone", parts: [at(0), at(1), at(2)] }],
    });
    const byAge = column([people(34), people(50)], {
      id: "ages",
      sumsElsewhere: [{ total: "everyone", parts: [at(0), at(1)] }],
    });
    const inputs = [bySite, byAge];
    expect(certainOf(inputs, inputs.map(withoutSums), policy())).toEqual(["sites/0/0", "everyone"]);
    expect(certainOf(inputs, inputs, policy()).filter((key) => key !== "everyone")).toEqual([]);
    const alone = release([bySite], policy()).value.results.map(shownColumn);
    expect(alone).toEqual([["c:threshold", "50", "30"]]);
  });

  test("of public figures that none prints hides none of them", () => {
    const figures = column([published(3), published(4)], {
      sumsElsewhere: [{ total: "all", parts: [at(0), at(1)] }],
    });
    expect(release([figures], policy()).value.results.map(shownColumn)).toEqual([["3", "4"]]);
  });

  test("leaves a reader who tries every table certain of no withheld count", () => {
    const counts = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 4 });
    const zeros = fc.constantFrom("safe" as const, "disclosive" as const);
    fc.assert(
      fc.property(counts, zeros, (parts, rule) => {
        const everyone = parts.reduce((sum, part) => sum + part, 0);
        const inputs = [
          column([people(everyone, "everyone")], { id: "a" }),
          column(
            parts.map((part) => people(part)),
            { id: "b", sumsElsewhere: [{ total: "everyone", parts: parts.map((_, index) => at(index)) }] },
          ),
        ];
        expect(certainOf(inputs, inputs, under(4, rule))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test("is rounded by itself, and its name stays inside", () => {
    const sites = column([people(18), people(23), people(31)], {
      id: "sites",
      sumsElsewhere: [{ total: "everyone", parts: [at(0), at(1), at(2)] }],
    });
    const all = column([people(72, "everyone")], { id: "all" });
    const released = release([all, sites], shippedPolicies.opensafely);
    // 20 + 25 + 30 = 75 in the other table.
    expect(released.value.results.map(shownColumn)).toEqual([["70"], ["20", "25", "30"]]);
    expect(JSON.stringify(released.value)).not.toContain("everyone");
  });

  test("[D9] must be exactly the sum of its parts, and these must be counts", () => {
    const wrong = column([people(18), people(23)], {
      id: "sites",
      sumsElsewhere: [{ total: "everyone", parts: [at(0), at(1)] }],
    });
    const all = column([people(42, "everyone")], { id: "all" });
    expect(() => release([all, wrong], policy())).toThrow(
      /^result sites: the sum "everyone": is not the sum of its parts: \(r0, c0\), \(r1, c0\)$/,
    );
    const ofText = column([{ kind: "text", text: "many" }], { sumsElsewhere: [{ total: "all", parts: [at(0)] }] });
    expect(() => release([ofText], policy())).toThrow(/must be a count, not "text"/);
    const ofItself = column([people(18, "all")], { sumsElsewhere: [{ total: "all", parts: [at(0)] }] });
    expect(() => release([ofItself], policy())).toThrow(/is a part of itself/);
  });
});
