import { describe, expect, test } from "vitest";

import { readCountsTables, type TableReading } from "../../src/index.ts";
import { codes, sumsOf, table } from "./tables-of-text.ts";

/** What each row was taken to be about. */
const about = (text: string, reading: TableReading = {}) =>
  readCountsTables([table(text)], reading).value?.tables[0]?.result.rows.map(({ id }) => id);

describe("[T4] what a row is about", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "a blank label is that of the row above",
      "Area|Sex|n\nA|f|10\n|m|20\nB|f|30",
      ['["a","f"]', '["a","m"]', '["b","f"]'],
    ],
    [
      "the total of a group closes its rows",
      "Area|Sex|Age|n\nA|f|15|10\n||16|20\nA Total|||30\nB|f|15|5",
      ['["a","f","15"]', '["a","f","16"]', '["a",null,null]', '["b","f","15"]'],
    ],
    [
      "a total with no labels behind it is that of everything",
      "Area|Sex|Age|n\nA|f|15|10\nA|m|16|20\nTotal|||30",
      ['["a","f","15"]', '["a","m","16"]', "[null,null,null]"],
    ],
    [
      "a total with labels behind it is that of one dimension",
      "Area|Sex|n\nA|f|10\nB|f|20\nTotal|f|30",
      ['["a","f"]', '["b","f"]', '[null,"f"]'],
    ],
    [
      "with one column of labels a total of a group is a row like others",
      "Area|n\nA|10\nA Total|30",
      ['["a"]', '["a total"]'],
    ],
  ])("%s", (_, text, ids) => {
    expect(about(text)).toEqual(ids);
  });

  test.each<[string, string, readonly string[]]>([
    ["a total of another group", "Area|Sex|n\nA|f|10\nB Total||10", ["table.csv:3 table-no-label"]],
    ["a total of what no row stands above", "Area|Sex|n\nA Total||10\nB|f|10", ["table.csv:2 table-no-label"]],
    ["words that only hold the word total", "Area|Sex|n\nA|f|10\nA totals||10", ["table.csv:3 table-no-label"]],
    ["a blank label in the first row", "Area|Sex|n\n|f|10\nA|f|10", ["table.csv:2 table-no-label"]],
    ["a row that stands there twice, in several columns", "Area|f|m\nA|1|2\na|3|4", ["table.csv:3 table-doubled-row"]],
    [
      "a row that stands there three times",
      "Area|f|m\nA|1|2\na|3|4\nA|1|2",
      ["table.csv:3 table-doubled-row", "table.csv:4 table-doubled-row"],
    ],
  ])("%s is a problem", (_, text, problems) => {
    expect(codes(readCountsTables([table(text)]).problems)).toEqual(problems);
  });

  test("a first column without a heading is called rows", () => {
    const parents = [{ dimension: "rows", table: table("child|parent\nSpain|eu\nPortugal|eu", "of.csv") }];
    const text = table("|f|m\nSpain|20|5\nPortugal|30|6\neu|50|11");
    expect(readCountsTables([text], { parents }).problems).toEqual([]);
    expect(sumsOf([text], { parents })).toEqual(["eu, f = Spain, f + Portugal, f", "eu, m = Spain, m + Portugal, m"]);
  });
});

describe("[T8] numbers of a total that some of its parts explain", () => {
  const flows = (text: string) =>
    readCountsTables([table(text)], { ofWhich: true }).value?.results.flatMap(({ figure }) =>
      figure?.kind === "flow" ? figure.arrows.map(({ from, to }) => `${from} > ${to}`) : [],
    );

  test.each<[string, string, readonly string[]]>([
    ["less than the total", "Area|n\nA|20\nTotal|50", ['{} > {"area":"a"}']],
    ["as many as the total", "Area|n\nA|50\nB|7\nTotal|50", ['{} > {"area":"a"}', '{} > {"area":"b"}']],
    ["a sum that holds", "Area|n\nA|20\nB|30\nTotal|50", []],
  ])("%s", (_, text, arrows) => {
    expect(flows(text)).toEqual(arrows);
  });

  test("a part that is larger than its total is a problem", () => {
    const { problems } = readCountsTables([table("Area|n\nA|51\nB|7\nTotal|50")], { ofWhich: true });
    expect(codes(problems)).toEqual(["table.csv:2 table-part-larger"]);
  });
});
