import { describe, expect, test } from "vitest";
import { readQFile } from "../../src/index.ts";
import { bytesOf, fixture, GRID, PILES1, QYP1, QYP2, STATEMENTS } from "./study-of-seven.ts";

const CONTEXT = { statements: STATEMENTS, grid: GRID };

describe("[F51] sorts entered by numbers", () => {
  test("two photographs", () => {
    const { value, problems, format } = readQFile("photograph.csv", fixture("photograph.csv"), CONTEXT);
    expect(format).toBe("number-entry");
    expect(problems).toEqual([]);
    expect(value?.sorts).toEqual([
      { sorter: "QYP1", condition: "Because of my worker", language: "fa", places: QYP1, piles: PILES1 },
      { sorter: "QYP2", places: QYP2 },
    ]);
  });

  test("without a study there are as many cards as the highest number", () => {
    const { value } = readQFile("photograph.csv", fixture("photograph.csv"));
    expect(value?.statements).toHaveLength(7);
    expect(value?.sorts[1]?.places).toEqual(QYP2);
  });

  test("what cannot be is named by line and column", () => {
    const text = [
      "-2,1",
      "sorter,A",
      "-2,6",
      "-1,3,3",
      "0,2,4,8",
      "1,5",
      "two,1",
      "agree,1,2,5",
      "unsure,4",
      "disagree,3,6,1",
      "sorter,",
      "0,1",
    ];
    const { value, problems } = readQFile(
      "entry.csv",
      bytesOf(["sorter,Z", ...text].slice(1).join("\n").replace(/^/, "# begun\nsorter,Y\n")),
      CONTEXT,
    );
    expect(value?.sorts).toEqual([]);
    const found = problems.filter(
      ({ code, place }) => code !== "wrong-number-in-column" && place.line !== 2 && place.line !== 14,
    );
    expect(found.map(({ code, place, message }) => [code, place.line, place.path, message])).toEqual([
      ["unknown-statement", 7, "column 4", 'there is no statement "8"'],
      [
        "not-a-number",
        9,
        "column 1",
        'the value of a column (or a word such as agree) should be a number and is "two"',
      ],
      ["piles-left-out", 4, undefined, "the piles of A were left out: no pile holds 7; more than one holds 1"],
      ["missing-statement", 4, undefined, "statement court has no place in the sort of A, which was left out"],
      [
        "repeated-statement",
        6,
        "column 3",
        "statement school has more than one place in the sort of A, which was left out",
      ],
      ["missing-statement", 4, undefined, "statement calm has no place in the sort of A, which was left out"],
      ["missing-sorter", 13, undefined, "the sorter's code is missing"],
      ["missing-statement", 13, undefined, expect.any(String)],
      ...Array.from({ length: 5 }, () => ["missing-statement", 13, undefined, expect.any(String)]),
      ["no-sorts", undefined, undefined, "no sort could be read from the file"],
    ]);
  });
});
