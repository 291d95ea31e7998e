import { utils, write } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { readQFile, writeWebSorts } from "../../src/index.ts";
import { bytesOf, codes, errors, fixture, GRID, PILES1, QYP1, QYP2, STATEMENTS } from "./study-of-seven.ts";

const CONTEXT = { statements: STATEMENTS, grid: GRID };

describe("[F40] EQ Web Sort", () => {
  test("Firebase: places, piles from the lists or the trace, comments, all else as details", () => {
    const { value, problems, format } = readQFile("eq.json", fixture("eq-firebase.json"), CONTEXT);
    expect(format).toBe("web-sort-json");
    expect(codes(problems)).toEqual(["sorter-codes-from", "no-order-of-placing"]);
    expect(value?.title).toBe("Seven cards");
    expect(value?.sorts).toEqual([
      {
        sorter: "QYP1",
        places: QYP1,
        piles: PILES1,
        comments: [{ statement: 0, text: "She came to court with me" }],
        details: {
          randomId: "a1b2c3d4e5f6",
          urlUsercode: "no usercode set",
          dateTime: "4/3/2026 @ 10:15:06",
          timeLanding: "00:00:20",
          timePresort: "00:01:10",
          timeSort: "00:03:02",
          timePostsort: "00:02:40",
          itemNum1: "17",
        },
      },
      {
        sorter: "QYP2",
        places: QYP2,
        piles: ["unsure", "unsure", "agree", "agree", "disagree", "agree", "disagree"],
        comments: [{ statement: 3, text: "Now I know what happens next" }],
        details: {
          randomId: "b1b2c3d4e5f6",
          urlUsercode: "no usercode set",
          dateTime: "4/3/2026 @ 11:00:00",
          columnN2_0: "no response",
          itemNum1: "16",
        },
      },
    ]);
  });

  test("one record of the first version: comments by statement, piles only counted", () => {
    const { value, problems } = readQFile("sampleResults.json", fixture("eq-first-version.json"), CONTEXT);
    expect(problems).toMatchObject([{ code: "sorter-codes-from" }]);
    expect(value?.sorts).toMatchObject([
      { sorter: "sort 1", places: QYP1, comments: [{ statement: 0, text: "She came with me" }] },
    ]);
    expect(value?.sorts[0]?.piles).toBeUndefined();
    expect(value?.sorts[0]?.details).toMatchObject({ npos: "3", nneu: "2", nneg: "2", form4: "0|1|0", dur0: "140" });
  });

  test("Netlify: one cell a person; other columns are named and not read", () => {
    const { value, problems, format } = readQFile("netlify.csv", fixture("eq-netlify.csv"), CONTEXT);
    expect(format).toBe("web-sort-packed-cell");
    expect(problems[0]).toMatchObject({
      code: "unused-columns",
      message: "these columns were not read: ip, created_at",
    });
    expect(JSON.stringify(value)).not.toContain("203.0.113");
    expect(value?.sorts[0]).toEqual({
      sorter: "QYP1",
      places: QYP1,
      piles: PILES1,
      comments: [{ statement: 0, text: "She came to court with me" }],
      details: { randomId: "a1b2c3d4e5f6", urlUsercode: "x1", itemNum1: "0|1" },
    });
    expect(value?.sorts[1]?.places).toEqual(QYP2);
  });

  test("Google Sheets as CSV and as a workbook", () => {
    const csv = readQFile("sheets.csv", fixture("eq-sheets.csv"), CONTEXT);
    expect(csv.format).toBe("web-sort-labelled-cells");
    expect(codes(csv.problems)).toEqual(["sorter-codes-from"]);
    expect(csv.value?.sorts.map(({ sorter, places, piles }) => [sorter, places, piles])).toEqual([
      ["QYP1", QYP1, PILES1],
      ["QYP2", QYP2, undefined],
    ]);
    const book = utils.book_new();
    const rows = [
      ["1", "2"],
      ["partId: QYP1", "sort: 2|0|-1|0|1|-2|0"],
      ["partId: QYP2", "sort: 0|0|0|2|-2|1|x"],
    ];
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), "Sheet1");
    const sheet = readQFile("sheets.xlsx", new Uint8Array(write(book, { type: "array", bookType: "xlsx" })), CONTEXT);
    expect(sheet.value?.sorts.map(({ sorter }) => sorter)).toEqual(["QYP1"]);
    expect(errors(sheet.problems)[0]).toMatchObject({ code: "not-a-number", place: { sheet: "Sheet1", cell: "B3" } });
  });

  test("[F41] Quince's rows", () => {
    const { value, problems, format } = readQFile("baserow.csv", fixture("quince.csv"), CONTEXT);
    expect(format).toBe("web-sort-labelled-cells");
    expect(codes(problems)).toEqual(["sorter-codes-from", "no-order-of-placing"]);
    expect(value?.sorts[0]).toMatchObject({
      sorter: "QYP1",
      places: QYP1,
      piles: PILES1,
      comments: [{ statement: 0, text: "She came to court" }],
      details: { "desktop/mobile": "mobile", itemNum1: "17" },
    });
  });

  test("Quince's rows as its table's service gives them", () => {
    const answer = {
      count: 1,
      results: [{ id: 4, r3: "(partId): QYP1", r20: "sort: 2|0|-1|0|1|-2|0", r22: "column2: (s1) Yes" }],
    };
    const { value } = readQFile("rows.json", bytesOf(JSON.stringify(answer)), CONTEXT);
    expect(value?.sorts).toEqual([
      { sorter: "QYP1", places: QYP1, comments: [{ statement: 0, text: "Yes" }], details: { id: "4" } },
    ]);
  });
});

describe("[F42] htmlQ, FlashQ and Easy-HtmlQ", () => {
  test("htmlQ's CSV: counts of piles are no piles", () => {
    const { value, problems, format } = readQFile("htmlq.csv", fixture("htmlq.csv"), CONTEXT);
    expect(format).toBe("web-sort-named-columns");
    expect(codes(problems)).toEqual(["sorter-codes-from"]);
    expect(value?.sorts.map(({ sorter, places, piles }) => [sorter, places, piles])).toEqual([
      ["QYP1", QYP1, undefined],
      ["QYP2", QYP2, undefined],
    ]);
    expect(value?.sorts[0]?.comments).toEqual([{ statement: 0, text: "She came with me, to court" }]);
    expect(value?.sorts[1]?.details).toEqual({
      sid: "2",
      datetime: "2015-03-04 11:00:00",
      dur0: "15",
      form0: "16",
      npos: "2",
      nneu: "3",
      nneg: "2",
    });
  });

  test("Easy-HtmlQ's JSON", () => {
    const { value } = readQFile("easy.json", fixture("easy-htmlq.json"), CONTEXT);
    expect(value?.sorts.map(({ sorter, places }) => [sorter, places])).toEqual([
      ["QYP1", QYP1],
      ["QYP2", QYP2],
    ]);
  });
});

describe("[F43] piles are taken only when they are whole", () => {
  const record = { partId: "QYP1", sort: "2|0|-1|0|1|-2|0", npos: 3, nneu: 2, nneg: 2 };
  const read = (fields: object) =>
    readQFile("eq.json", bytesOf(JSON.stringify({ a: { ...record, ...fields } })), CONTEXT);
  const trace = "1*p*2|2*p*0|3*n*-1|4*u*0|5*p*1|6*n*-2|7*u*0";

  test.each([
    ["arrays", { posStateNums: [1, 2, 5], neuStateNums: [4, 7], negStateNums: [3, 6] }],
    ["bars, as Quince writes on telephones", { posStateNums: "1|2|5", neuStateNums: "4|7", negStateNums: "3|6" }],
    ["commas and blanks", { posStateNums: "1, 2, 5", neuStateNums: "4, 7", negStateNums: "3, 6" }],
  ])("lists as %s", (_, fields) => {
    expect(read(fields).value?.sorts[0]?.piles).toEqual(PILES1);
  });

  test.each([
    ["a statement in no list", { posStateNums: "1,2", neuStateNums: "4,7", negStateNums: "3,6", npos: 2 }],
    ["a statement in two lists", { posStateNums: "1,2,5", neuStateNums: "4,7,5", negStateNums: "3,6" }],
    ["counts that differ", { posStateNums: "1,2,5,4", neuStateNums: "7", negStateNums: "3,6" }],
    ["a trace of other values", { presortTrace: trace.replace("1*p*2", "1*p*1") }],
    ["a trace without a pile", { presortTrace: trace.replace("1*p", "1*undefined") }],
  ])("%s", (_, fields) => {
    const { value, problems } = read(fields);
    expect(value?.sorts[0]?.piles).toBeUndefined();
    expect(codes(problems)).toContain("piles-left-out");
  });

  test("lists go before a trace that differs, and it is said", () => {
    const { value, problems } = read({
      posStateNums: "1,2,5",
      neuStateNums: "4,7",
      negStateNums: "3,6",
      presortTrace: trace.replace("4*u", "4*n"),
    });
    expect(value?.sorts[0]?.piles).toEqual(PILES1);
    expect(value?.sorts[0]?.order).toBeUndefined();
    expect(codes(problems)).toEqual(["sorter-codes-from", "no-order-of-placing", "piles-disagree"]);
  });
});

describe("[F44] problems of web sorts", () => {
  const read = (value: unknown, context = {}) => readQFile("eq.json", bytesOf(JSON.stringify(value)), context);

  test("a record whose sort was lost stands out", () => {
    const { value, problems } = read({
      p: {
        k1: { partId: "A", sort: "1|0|-1" },
        k2: { partId: "B", timeSort: "00:01:00" },
        k3: { partId: "C", sort: "no data" },
      },
    });
    expect(value?.sorts).toHaveLength(1);
    expect(errors(problems)).toMatchObject([
      { code: "missing-sort", place: { path: "p.k2" } },
      { code: "missing-sort", place: { path: "p.k3" } },
    ]);
  });

  test("faults are named by the key of the record", () => {
    const { problems } = read(
      [
        { uid: "A", sort: "2|0|-1|0|1|-2|9" },
        { uid: "A", sort: "2|0|-1|0|1||0" },
        { uid: "B", sort: "0|0|0|2|-2|1|-1|3" },
      ],
      CONTEXT,
    );
    const found = errors(problems).filter(({ code }) => code !== "wrong-number-in-column");
    expect(found.map(({ code, place }) => [code, place.path])).toEqual([
      ["statement-count", "2.sort"],
      ["value-off-grid", "0.sort"],
      ["repeated-sorter", "1"],
      ["missing-statement", "1.sort"],
    ]);
  });

  test("the field of the codes may be named; a record without it is an error", () => {
    const { value, problems } = read(
      [
        { partId: "x", code: "A", sort: "1|0" },
        { partId: "y", sort: "0|1" },
      ],
      { sorterField: "code" },
    );
    expect(value?.sorts.map(({ sorter }) => sorter)).toEqual(["A", ""]);
    expect(codes(problems)).toEqual(["missing-sorter"]);
  });

  test("plus signs, as an older client wrote them", () => {
    expect(read({ k: { sort: "+2|-2|+0" } }).value?.sorts[0]?.places).toEqual([2, -2, 0]);
  });

  test("JSON that is cut short, and JSON without a sort", () => {
    expect(codes(readQFile("eq.json", bytesOf('{"a": {"sort": "1|0')).problems)).toEqual(["json-damaged"]);
    expect(codes(read({ a: 1 }).problems)).toContain("no-sorts");
  });
});

describe("[F45] writing what the tools would send", () => {
  const data = { statements: STATEMENTS.map(({ id }) => ({ id })), sorts: [{ sorter: "A", places: QYP1 }] };
  const write = (sort: object) =>
    writeWebSorts({ ...data, sorts: [{ sorter: "A", places: QYP1, ...sort }] }, "eq-web-sort", { file: "eq.json" });

  test("an export that was read and is written again gives the same reading", () => {
    const { value } = readQFile("eq.json", fixture("eq-firebase.json"), CONTEXT);
    if (value === undefined) throw new Error("the fixture was not read");
    const written = writeWebSorts(value, "eq-web-sort", { file: "eq.json" });
    expect(codes(written.problems)).toEqual(["not-carried"]);
    const again = readQFile("eq.json", bytesOf(written.value ?? ""), CONTEXT);
    expect(again.value).toEqual(value);
  });

  test("details and comments that would be read as something else are named", () => {
    const { problems, value } = write({
      details: { sort: "9|9", partId: "B", itemNum1: "17" },
      comments: [
        { statement: 0, text: "n/a" },
        { statement: 1, text: "---" },
      ],
    });
    expect(problems).toMatchObject([
      { code: "changed-text", place: { path: "A" }, message: expect.stringContaining('"sort", "partId"') },
      { code: "changed-text", message: expect.stringContaining('"---"') },
    ]);
    const { record1 } = JSON.parse(value ?? "");
    expect(record1).toEqual({ partId: "A", itemNum1: "17", column2_0: "(s1) n/a", sort: QYP1.join("|") });
  });

  test.each([
    ["a code that means there is none", { sorter: "NA" }],
    ["values that are not whole", { places: QYP1.with(0, 0.5) }],
  ])("%s is refused", (_, sort) => {
    expect(write(sort)).toMatchObject({ problems: [{ code: "unwritable" }] });
    expect(write(sort).value).toBeUndefined();
  });

  test("one person under two conditions gets two names; a formula is no formula in a spreadsheet", () => {
    const sorts = [
      { sorter: "=A", condition: "now", places: QYP1 },
      { sorter: "=A", condition: "before", places: QYP2 },
    ];
    const { problems, value = "" } = writeWebSorts({ ...data, sorts }, "htmlq", { file: "htmlq.csv" });
    expect(codes(problems)).toEqual(["renamed-sorter", "not-carried"]);
    expect(value.split("\r\n").map((line) => line.split(";")[1])).toEqual(["uid", "'=A", "'=A~2", undefined]);
    expect(readQFile("htmlq.csv", bytesOf(value)).value?.sorts.map(({ sorter }) => sorter)).toEqual(["=A", "=A~2"]);
  });
});
