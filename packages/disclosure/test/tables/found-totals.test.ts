import { describe, expect, test } from "vitest";

import { readCountsTables, type TableReading } from "../../src/index.ts";
import { sumsOf, table } from "./tables-of-text.ts";

describe("[T5] sums that no label tells", () => {
  test.each<[string, string, readonly string[]]>([
    ["the last is the sum of the others", "age|n\na|4\nb|5\nc|9", ["c = a + b"]],
    ["the first is", "age|n\nc|9\na|4\nb|5", ["c = a + b"]],
    ["the middle one is, in two columns", "age|n|k\na|4|1\nc|9|3\nb|5|2", ["c, k = a, k + b, k", "c, n = a, n + b, n"]],
    ["the middle one is, in one column alone", "age|n\na|4\nc|9\nb|5", []],
    ["in one column and not in the other", "age|n|k\na|4|1\nb|5|2\nc|9|4", []],
    ["of two numbers", "age|n\na|4\nb|4", []],
    ["of nobody", "age|n\na|0\nb|9\nc|9", []],
    ["a total that adds up already", "age|n\na|4\nb|5\nc|9\nTotal|18", ["Total = a + b + c"]],
    [
      "subtotals behind their parts, in three columns",
      "age|n|k|j\na|4|1|7\nb|5|2|8\nc|9|3|15\nd|6|6|3",
      ["c, j = a, j + b, j", "c, k = a, k + b, k", "c, n = a, n + b, n"],
    ],
    ["subtotals behind their parts, in one column alone", "age|n\na|4\nb|5\nc|9\nd|6", []],
    ["a total of subtotals", "age|n\na|4\nb|5\nc|9\nd|2\ne|3\nf|5\ng|14", ["c = a + b", "f = d + e", "g = c + f"]],
    [
      "subtotals before their parts, under a total",
      "age|n\nc|9\na|4\nb|5\nd|6\nTotal|15",
      ["Total = c + d", "c = a + b"],
    ],
    ["a number that is not known", "age|n\na|4\nb|[x]\nc|9\nd|13", []],
  ])("%s", (_, text, sums) => {
    expect(sumsOf([table(text)])).toEqual(sums);
  });

  test.each<[string, TableReading, readonly string[]]>([
    [
      "age|n\na|4\nb|5\nc|9",
      {},
      [
        "table-total-found: “c” was read as the total of age: it is the sum of the others throughout. Nothing, if that is so. Otherwise the numbers happen to add up; a reader can add them up as well, so they are protected alike.",
      ],
    ],
    [
      "age|n\na|4\nb|5\nc|9\nd|6\nTotal|15",
      {},
      [
        "table-subtotal-found: “c” was read as the sum of “a” and “b”. Nothing, if that is so. Otherwise the numbers happen to add up; a reader can add them up as well, so they are protected alike.",
      ],
    ],
    ["age|n\na|4\nb|5\nc|9", { ofWhich: true }, []],
    ["age|n\na|4\nb|5\nc|18\nTotal|27", {}, []],
  ])("%j is told", (text, reading, told) => {
    const { problems } = readCountsTables([table(text)], reading);
    expect(problems.map(({ code, message, remedy }) => `${code}: ${message}. ${remedy}`)).toEqual(told);
  });
});
