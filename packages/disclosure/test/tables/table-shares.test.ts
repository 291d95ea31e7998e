import { describe, expect, test } from "vitest";

import { readCountsTables } from "../../src/index.ts";
import { under } from "../made-up-results.ts";
import { codes, gated, seen, table } from "./tables-of-text.ts";

describe("[T9] shares are worked out again in the form in which they were written", () => {
  test.each([
    ["of a total", "Area|n|share %\nA|20|40.0%\nB|30|60.0%\nTotal|50|100.0%"],
    ["with no sign, up to 100", "Area|n|share\nA|20|40\nB|30|60\nTotal|50|100"],
    ["with no sign, below 1, under a heading in per cent", "Area|n|per cent\nA|5|2.5\nB|195|97.5\nTotal|200|100.0"],
    ["as proportions", "Area|n|share\nA|20|0.40\nB|30|0.60\nTotal|50|1.00"],
    ["of another column", "Area|ill|people|rate\nA|20|50|40.0%\nB|30|40|75.0%"],
  ])("%s", (_, text) => {
    expect(seen(gated([table(text)], under(3)))).toEqual(text.replaceAll("|", " ").split("\n"));
  });

  test.each([
    ["of a number that is hidden", "Area|n|%\nA|2|4%\nB|3|6%\nC|45|90%\nTotal|50|100%", "A [c] [c]"],
    ["of a zero", "Area|ill|people|rate\nA|20|50|40%\nB|0|0|[z]", "B 0 0 [z]"],
  ])("%s", (_, text, row) => {
    expect(seen(gated([table(text)], under(5)))).toContain(row);
  });

  test.each([
    ["of other numbers", "Area|n|%\nA|20|41%\nB|30|60%\nTotal|50|100%", ["table.csv:1 table-shares-of-what"]],
    ["half a unit of the last digit", "Area|ill|people|%\nA|1|8|12%\nB|1|8|13%", []],
    ["more than half a unit", "Area|ill|people|%\nA|1|8|12.4%\nB|3|8|37.5%", ["table.csv:1 table-shares-of-what"]],
    ["of itself", "Area|n|%\nA|20|100%\nB|30|100%", ["table.csv:1 table-shares-of-what"]],
    ["of nobody", "Area|ill|people|%\nA|0|0|0%\nB|4|8|50%", ["table.csv:1 table-shares-of-what"]],
    ["in words", "Area|ill|people|%\nA|4|8|50%\nB|4|8|half\nC|4|8|50%", ["table.csv:3 table-not-a-share"]],
  ])("%s", (_, text, problems) => {
    expect(codes(readCountsTables([table(text)]).problems)).toEqual(problems);
  });
});
