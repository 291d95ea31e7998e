import { utils, write } from "@e965/xlsx";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { readQFile, writeKadeWorkbook, writeKadeZip } from "../../src/index.ts";
import { codes, contentOf, errors, GRID, QYP1, QYP2, SEVEN, STATEMENTS } from "./study-of-seven.ts";

type Cells = readonly (readonly (string | number | null)[])[];

function workbook(sheets: Readonly<Record<string, Cells>>, bookType: "xlsx" | "biff8" = "xlsx"): Uint8Array {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  }
  return new Uint8Array(write(book, { type: "array", bookType }));
}

const COUNTS = [0, 0, 0, 0, 1, 1, 3, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const HEADING = COUNTS.map((_, at) => at - 6);
const TEXTS: Cells = [["Statements"], ...STATEMENTS.map(({ id }) => [id])];
const NUMBERS: Cells = [
  [-2, 6, 5],
  [-1, 3, 7],
  [0, 2, 1],
  [0, 4, 2],
  [0, 7, 3],
  [1, 5, 6],
  [2, 1, 4],
];
const TWO = [
  { sorter: "Lee, A", places: QYP1 },
  { sorter: "QYP2", places: QYP2 },
];

describe("[F20] workbooks of KADE and Ken-Q", () => {
  test.each(["xlsx", "biff8"] as const)("new type 1 (%s)", (bookType) => {
    const bytes = workbook(
      {
        Name: [["Name"], ["Seven, cards"]],
        Type: [["Type"], [1]],
        Version: [["Version"], ["new"]],
        Pattern: [HEADING, COUNTS],
        Statements: TEXTS,
        "Q-Sorts": [["Participants", "Lee, A", "QYP2"], ...NUMBERS],
      },
      bookType,
    );
    const { value, problems, format } = readQFile("study.xlsx", bytes);
    expect(format).toBe("kade-type-1");
    expect(problems).toEqual([]);
    expect(value).toEqual({
      title: "Seven, cards",
      statements: STATEMENTS.map(({ id }, at) => ({ id: `s${at + 1}`, text: id })),
      grid: GRID,
      sorts: TWO,
    });
  });

  test("new type 2, its header with an empty first cell", () => {
    const sorts: Cells = [
      ["", ...STATEMENTS.map(({ number }) => number)],
      ["Lee, A", ...QYP1],
      ["QYP2", ...QYP2],
    ];
    const bytes = workbook({
      name: [["Name"], ["Seven"]],
      type: [["Type"], [2]],
      pattern: [HEADING, COUNTS],
      statements: TEXTS,
      sorts,
    });
    const { value, problems, format } = readQFile("study.xlsx", bytes);
    expect(format).toBe("kade-type-2");
    expect(problems).toEqual([]);
    expect(value?.sorts).toEqual(TWO);
  });

  test("old type 1: counts from row 6, names in row 30", () => {
    const sorts: (string | number | null)[][] = Array.from({ length: 29 }, () => []);
    sorts[1] = ["Project Name", "Seven"];
    COUNTS.forEach((cards, at) => {
      sorts[5 + at] = [at - 6, cards === 0 ? null : cards];
    });
    const bytes = workbook({ statements: TEXTS, sorts: [...sorts, ["Sort Values", "Lee, A", "QYP2"], ...NUMBERS] });
    const { value, problems, format } = readQFile("study.xlsx", bytes);
    expect(format).toBe("kade-old-type-1");
    expect(problems).toEqual([]);
    expect(value).toMatchObject({ title: "Seven", grid: GRID, sorts: TWO });
  });

  test("old type 2: the pattern in words, then a header, then sorts", () => {
    const sorts: Cells = [
      ["Project Name"],
      ["Seven"],
      [],
      ["Sort Pattern", -2, -1, 0, 0, 0, 1, 2],
      [],
      ["participants", "s1", "s2", "s3", "s4", "s5", "s6", "s7"],
      ["Lee, A", ...QYP1],
      ["QYP2", ...QYP2],
    ];
    const { value, problems, format } = readQFile("study.xlsx", workbook({ statements: TEXTS, sorts }));
    expect(format).toBe("kade-old-type-2");
    expect(problems).toEqual([]);
    expect(value).toMatchObject({ title: "Seven", grid: GRID, sorts: TWO });
  });

  test("a workbook of results, with mean and deviation behind the scores", () => {
    const bytes = workbook({
      "Project Overview": [
        ["overview"],
        [],
        ["Project Name:  ", "Seven"],
        [],
        ["Statements", 7],
        [],
        ["Q sort Design:  ", "-2,-1,0,0,0,1,2"],
      ],
      statements: [
        ["statements"],
        [],
        ["Nm", "Statements"],
        ...STATEMENTS.map(({ id, number }) => [number, `${id}, or so`]),
      ],
      "Q sorts": [
        ["sorts"],
        [],
        ["Q sorts"],
        [],
        ["Participant"],
        ["Lee, A", ...QYP1, 0, 1.29],
        ["QYP2", ...QYP2, 0, 1.29],
      ],
    });
    const { value, problems, format } = readQFile("results.xlsx", bytes);
    expect(format).toBe("kade-results");
    expect(problems).toEqual([]);
    expect(value).toMatchObject({ title: "Seven", grid: GRID, sorts: TWO });
    expect(value?.statements[0]?.text).toBe("court, or so");
  });

  test("every problem is named by its sheet and cell", () => {
    const bytes = workbook({
      name: [["Name"], ["Seven"]],
      type: [["Type"], [1]],
      pattern: [HEADING, COUNTS.with(4, 2)],
      statements: TEXTS,
      sorts: [["", "A", "A"], ...NUMBERS.slice(0, 5), [1, 9, "x"], ["?", 1, 5]],
    });
    const { value, problems } = readQFile("study.xlsx", bytes);
    expect(value?.sorts).toEqual([]);
    expect(problems.map(({ code, place }) => [code, place.sheet, place.cell])).toEqual([
      ["not-a-number", "sorts", "A8"],
      ["unknown-statement", "sorts", "B7"],
      ["unknown-statement", "sorts", "C7"],
      ["grid-misfit", "pattern", "A2"],
      ["missing-statement", "sorts", "B8"],
      ["missing-statement", "sorts", "B1"],
      ["repeated-sorter", "sorts", "C1"],
      ["missing-statement", "sorts", "C1"],
      ["missing-statement", "sorts", "C1"],
      ["no-sorts", undefined, undefined],
    ]);
  });

  test("type 2: a score too many, a letter and a hole are named by their cells", () => {
    const sorts: Cells = [
      ["", 1, 2, 3, 4, 5, 6, 7],
      ["A", ...QYP1, 4],
      ["B", ...QYP1.with(2, 7)],
      ["C", 0, "two", null, 2, -2, 1, -1],
    ];
    const bytes = workbook({ type: [["Type"], [2]], pattern: [HEADING, COUNTS], statements: TEXTS, sorts });
    const { problems } = readQFile("study.xlsx", bytes);
    expect(
      errors(problems)
        .map(({ code, place }) => [code, place.cell])
        .filter(([code]) => code !== "wrong-number-in-column"),
    ).toEqual([
      ["too-many-scores", "I2"],
      ["value-off-grid", "D3"],
      ["not-a-number", "C4"],
      ["missing-statement", "D4"],
    ]);
  });

  test("a missing sheet is named", () => {
    const bytes = workbook({ type: [["Type"], [2]], statements: TEXTS, sorts: [["A", ...QYP1]] });
    const { value, problems } = readQFile("study.xlsx", bytes);
    expect(codes(problems)).toEqual(["missing-sheet"]);
    expect(value?.sorts).toHaveLength(1);
  });
});

describe("[F22] writing for KADE", () => {
  test("the same data make the same bytes", () => {
    for (const type of [1, 2] as const) {
      const [first, second] = [1, 2].map(() => contentOf(writeKadeWorkbook(SEVEN, type, { file: "s.xlsx" })));
      expect(first).toEqual(second);
    }
    expect(writeKadeZip(SEVEN, { file: "s.zip" })).toEqual(writeKadeZip(SEVEN, { file: "s.zip" }));
  });

  test("type 1 refuses a sort that does not fit the grid; type 2 takes it", () => {
    const data = { ...SEVEN, sorts: [{ sorter: "A", places: [0, 0, 0, 0, 0, 0, 1] }] };
    expect(codes(writeKadeWorkbook(data, 1, { file: "s.xlsx" }).problems)).toEqual(["unwritable"]);
    const read = readQFile("s.xlsx", contentOf(writeKadeWorkbook(data, 2, { file: "s.xlsx" })));
    expect(read.value?.sorts).toEqual(data.sorts);
  });

  test("KADE cannot open a type 2 workbook of few sorts, which is said", () => {
    expect(codes(writeKadeWorkbook(SEVEN, 2, { file: "s.xlsx" }).problems)).toEqual(["too-few-for-kade"]);
    expect(writeKadeWorkbook(SEVEN, 1, { file: "s.xlsx" }).problems).toEqual([]);
  });

  test("one person under two conditions gets two names, and what is not carried is said", () => {
    const sorts = [
      { sorter: "A", condition: "now", places: QYP1 },
      { sorter: "A", condition: "before", places: QYP2, piles: new Array(7).fill("unsure") },
    ];
    const { problems, value } = writeKadeZip({ ...SEVEN, sorts }, { file: "s.zip" });
    expect(problems).toMatchObject([
      { code: "renamed-sorter", message: 'the sorter "A" is called "A~2" in this file' },
      { code: "not-carried", message: "this format does not carry conditions, piles" },
    ]);
    expect(value).toBeDefined();
  });
});

describe("[F23] KADE's archive", () => {
  const parts = {
    "name.txt": strToU8("Seven"),
    "statements.txt": strToU8(STATEMENTS.map(({ id }) => id).join("\r\n")),
    "pattern.txt": strToU8(COUNTS.join(",")),
  };

  test("a name with the separator is read whole, and other files are left alone", () => {
    const sorts = strToU8(`Lee, A,${QYP1.join(",")}\nQYP2,${QYP2.join(",")},\n`);
    const { value, problems, format } = readQFile(
      "s.zip",
      zipSync({ ...parts, "sorts.txt": sorts, "x.docx": strToU8("?") }),
    );
    expect(format).toBe("kade-zip");
    expect(problems).toEqual([]);
    expect(value?.sorts).toEqual(TWO);
  });

  test("problems are named by file and line", () => {
    const sorts = strToU8(`QYP1;${QYP1.join(";")}\n\nQYP2;${QYP2.slice(1).join(";")}\n`);
    const { problems } = readQFile(
      "s.zip",
      zipSync({ "sorts.txt": sorts, "pattern.txt": strToU8("1,2,x"), "statements.txt": parts["statements.txt"] }),
    );
    expect(problems.map(({ code, place }) => [code, place.path, place.line])).toEqual([
      ["bad-grid", "pattern.txt", 1],
      ["missing-part", undefined, undefined],
      ["missing-statement", "sorts.txt", 3],
    ]);
  });
});
