import { describe, expect, test } from "vitest";
import { separatedText } from "../src/index.ts";

describe("[W2] separatedText", () => {
  const cells = (text: string) => separatedText("t.csv", text, 100).rows.map((row) => row.cells);

  test("takes the separator that stands most often outside quotes in the first line with text", () => {
    expect(cells("a;b,c;d\n1;2;3")).toEqual([
      ["a", "b,c", "d"],
      ["1", "2", "3"],
    ]);
    expect(cells('\n"a;b;c;d",e\n')).toEqual([[""], ["a;b;c;d", "e"], [""]]);
    expect(separatedText("t.csv", "a\tb", 100).separator).toBe("\t");
  });

  test("a first line sep=; decides, and lines keep their numbers", () => {
    const { rows, separator } = separatedText("t.csv", "\uFEFFsep=;\r\na,b;c\r\n", 100);
    expect(separator).toBe(";");
    expect(rows[1]).toEqual({ cells: ["a,b", "c"], line: 2 });
  });

  test("a quoted cell may run over lines; rows are numbered by their first", () => {
    expect(separatedText("t.csv", 'a,b\n"x\ny",1\nz,2', 100).rows.map(({ line }) => line)).toEqual([1, 2, 4]);
  });

  test("an open quote and too many cells are problems with their place", () => {
    expect(separatedText("t.csv", 'a,b\n"x,1', 100).problems).toMatchObject([
      { code: "csv-quotes", place: { file: "t.csv", line: 2 } },
    ]);
    const large = separatedText("t.csv", "a,b\n1,2\n3,4", 5);
    expect(large.rows).toEqual([]);
    expect(large.problems).toMatchObject([{ code: "csv-too-large" }]);
  });
});
