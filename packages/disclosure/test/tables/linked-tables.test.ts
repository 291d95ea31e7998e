import { describe, expect, test } from "vitest";

import { readCountsTables, type TableReading } from "../../src/index.ts";
import type { TextTable } from "../../src/tables/text-table.ts";
import { codes, table } from "./tables-of-text.ts";

/** The numbers that are compared: `{"area":"a"} > {"area":"a","sex":"f"}`. */
function comparisons(tables: readonly TextTable[], reading: TableReading = {}): string[] {
  const results = readCountsTables(tables, reading).value?.results ?? [];
  const figures = results.flatMap(({ figure }) => (figure?.kind === "flow" ? [figure] : []));
  return figures.flatMap(({ arrows }) => arrows.map(({ from, to }) => `${from} > ${to}`));
}

describe("[T7] a number of some people is compared with the next larger ones", () => {
  const areas = table("area|n\nA|50\nB|60\nTotal|110", "areas.csv");
  const sexes = table("sex|n\nf|70\nm|40", "sexes.csv");
  const regions = table("region|n\neu|90", "regions.csv");
  const parents = [{ dimension: "region", table: table("child|parent\nSpain|eu\nRome|Italy\nItaly|eu", "of.csv") }];

  test.each<[string, readonly TextTable[], TableReading, readonly string[]]>([
    ["one table alone", [areas], {}, []],
    [
      "of each dimension that was left out",
      [areas, sexes, table("area|sex|n\nA|f|30", "both.csv")],
      {},
      [
        '{} > {"sex":"f"}',
        '{} > {"sex":"m"}',
        '{"area":"a"} > {"area":"a","sex":"f"}',
        '{"sex":"f"} > {"area":"a","sex":"f"}',
      ],
    ],
    [
      "the total of all where nothing nearer is printed",
      [table("area|n\nA|50\nB|60\nTotal|110", "areas.csv"), table("area|sex|n\nC|f|30", "both.csv")],
      {},
      ['{} > {"area":"c","sex":"f"}'],
    ],
    [
      "the group, where a category of it is counted",
      [regions, table("region|n\nSpain|20", "spain.csv")],
      { parents },
      ['{"region":"eu"} > {"region":"spain"}'],
    ],
    [
      "the nearest group of several",
      [regions, table("region|n\nItaly|40", "italy.csv"), table("region|n\nRome|20", "rome.csv")],
      { parents },
      ['{"region":"eu"} > {"region":"italy"}', '{"region":"italy"} > {"region":"rome"}'],
    ],
    ["two tables of the same numbers", [areas, table("area|n\nB|60", "again.csv")], {}, []],
  ])("%s", (_, tables, reading, compared) => {
    expect(comparisons(tables, reading)).toEqual(compared);
  });

  test.each<[string, readonly TextTable[], readonly string[]]>([
    ["tables that share one number of several", [areas, table("area|n\nB|60\nC|7", "other.csv")], []],
    ["a table of parts", [areas, table("area|sex|n\nA|f|30", "women.csv")], []],
    [
      "one table of three about something else",
      [table("area|n\nA|50\nB|60"), table("area|n\nB|60", "again.csv"), table("age|n\n15|7\n16|9", "ages.csv")],
      ["ages.csv: tables-not-linked"],
    ],
    ["a part as large as its whole", [areas, table("area|sex|n\nA|f|50", "women.csv")], []],
    ["a part that is larger", [areas, table("area|sex|n\nA|f|51", "women.csv")], ["women.csv:2 table-part-larger"]],
    ["numbers that are not known in one", [areas, table("area|n\nA|[x]\nB|60", "other.csv")], []],
    ["another number", [areas, table("area|n\nA|51\nB|60", "other.csv")], ["other.csv:2 tables-differ"]],
  ])("%s", (_, tables, problems) => {
    expect(codes(readCountsTables(tables).problems)).toEqual(problems);
  });
});

describe("[T7] columns of a table in wide form are the dimension of another that has all of them", () => {
  const wide = table("area|f|m\nA|3|20\nB|30|20", "wide.csv");

  test.each<[string, readonly TextTable[], readonly string[]]>([
    ["all of them", [wide, table("sex|n\nf|33\nm|40\nx|2", "long.csv")], []],
    [
      "some of them",
      [wide, table("sex|n\nf|33\nx|2", "long.csv")],
      ["wide.csv: tables-not-linked", "long.csv: tables-not-linked"],
    ],
    [
      "two dimensions that have all of them",
      [wide, table("sex|n\nf|33\nm|40", "long.csv"), table("wing|n\nf|33\nm|40", "wings.csv")],
      ["wide.csv: tables-not-linked", "long.csv: tables-not-linked", "wings.csv: tables-not-linked"],
    ],
  ])("%s", (_, tables, problems) => {
    expect(codes(readCountsTables(tables).problems)).toEqual(problems);
  });
});
