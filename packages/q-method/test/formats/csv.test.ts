import { describe, expect, test } from "vitest";
import { readQFile, writeTidyCsv, writeWideCsv } from "../../src/index.ts";
import {
  bytesOf,
  codes,
  contentOf,
  errors,
  fixture,
  GRID,
  PILES1,
  QYP1,
  QYP2,
  SEVEN,
  STATEMENTS,
} from "./study-of-seven.ts";

const CONTEXT = { statements: STATEMENTS, grid: GRID };

function read(text: string, context = {}) {
  return readQFile("q/sorts.csv", bytesOf(text), context);
}

describe("[F30] the tidy CSV", () => {
  test("places, piles, order and comments", () => {
    const { value, problems, format } = readQFile("tidy.csv", fixture("tidy.csv"), CONTEXT);
    expect(format).toBe("tidy-table");
    expect(problems).toEqual([]);
    expect(value?.sorts).toEqual([
      {
        sorter: "QYP1",
        places: QYP1,
        piles: PILES1,
        order: [3, 1, 2, 7, 6, 5, 4],
        comments: [{ statement: 0, text: "She came, and stayed" }],
      },
    ]);
    expect(value?.grid).toEqual(GRID);
  });

  test("statements by number, in the study's order, whatever the order of the rows", () => {
    const rows = QYP1.map((place, at) => `QYP1\ts0${at + 1}\t${place}`).reverse();
    const { value, problems } = read(["Sorter\tStatement\tPlace", ...rows].join("\r\n"), CONTEXT);
    expect(problems).toEqual([]);
    expect(value?.sorts[0]?.places).toEqual(QYP1);
    expect(value?.statements[6]).toEqual({ id: "calm" });
  });

  test("[F4] a person may sort under two conditions, not twice under one", () => {
    const rows = ["now", "then"].flatMap((when) => QYP1.map((place, at) => `QYP1;${at + 1};${place};${when}`));
    const { value, problems } = read(["sorter;statement;place;condition", ...rows].join("\n"), CONTEXT);
    expect(problems).toEqual([]);
    expect(value?.sorts.map(({ condition }) => condition)).toEqual(["now", "then"]);
  });

  test("[F1] every fault has its line, its column and its remedy", () => {
    const text = [
      "sorter,statement,place,pile,order,language,colour",
      "A,court,2,agree,1,fa,",
      "A,home,0,maybe,2,fa,",
      "A,school,minus one,unsure,3,vi,",
      "A,future,0,unsure,3,fa,",
      "A,trust,1,agree,5,fa,",
      "A,lonely,-2,disagree,6,fa,",
      "A,peace,0,agree,7,fa,",
      "B,court,3,,,,",
      "B,court,2,,,,",
      "B,home,1,,,,",
      "B,school,0,,,,",
      "B,future,0,,,,",
      "B,trust,0,,,,",
      "B,lonely,-1,,,,",
    ];
    const { value, problems } = read(text.join("\n"), CONTEXT);
    expect(value?.sorts).toEqual([]);
    expect(problems.map(({ code, place, severity }) => [severity, code, place.line, place.path])).toEqual([
      ["warning", "unused-columns", 1, undefined],
      ["error", "unknown-pile", 3, "column 4"],
      ["error", "differing-within-sort", 4, "column 6"],
      ["warning", "piles-left-out", 2, undefined],
      ["error", "bad-order", 2, undefined],
      ["error", "unknown-statement", 8, "column 2"],
      ["error", "not-a-number", 4, "column 3"],
      ["error", "missing-statement", 2, undefined],
      ["error", "wrong-number-in-column", 2, undefined],
      ["error", "wrong-number-in-column", 2, undefined],
      ["error", "repeated-statement", 10, "column 3"],
      ["error", "value-off-grid", 9, "column 3"],
      ["error", "missing-statement", 9, undefined],
      ["error", "wrong-number-in-column", 9, undefined],
      ["error", "no-sorts", undefined, undefined],
    ]);
    for (const { message, remedy } of problems) {
      expect(message).not.toBe("");
      expect(remedy).toMatch(/\.$/);
    }
  });

  test("a sorter who stands twice in a wide table, and lines that run on in a quoted cell", () => {
    const text = `sorter,court,home,school,future,trust,lonely,calm\n"A\nB",${QYP1}\nC,${QYP1}\nC,${QYP2}\n,${QYP2}`;
    const { problems } = read(text, CONTEXT);
    expect(problems).toMatchObject([
      {
        code: "repeated-sorter",
        place: { file: "q/sorts.csv", line: 5 },
        message: "there already is a sort of C (q/sorts.csv, line 4)",
      },
      { code: "missing-sorter", place: { line: 6 } },
    ]);
  });

  test("quotation marks out of pairs are named by line", () => {
    const { problems } = read(`sorter,statement,place\nA,x,1\nA,"y,2\nA,z,3\n`);
    expect(problems[0]).toMatchObject({ code: "csv-quotes", place: { line: 3 } });
  });

  test("[F7] a first line sep=; says what separates, and lines keep their numbers", () => {
    const { problems } = read("sep=;\r\nsorter;statement;place\r\nA;x;1,5\r\n");
    expect(problems[0]).toMatchObject({ code: "not-a-number", place: { line: 3 } });
  });

  test("[F32] cells that a spreadsheet would take for formulas are written as text, and read back", () => {
    const data = {
      statements: [{ id: "=1" }, { id: "b" }, { id: "c" }],
      sorts: [{ sorter: "-2+3", places: [1, -1, 0] }],
    };
    const text = contentOf(writeTidyCsv(data, { file: "x.csv" }));
    expect(text).toBe("sorter,statement,place\r\n'-2+3,'=1,1\r\n'-2+3,b,-1\r\n'-2+3,c,0\r\n");
    expect(read(text).value).toEqual(data);
  });

  test("[F8] what is not carried is said", () => {
    const { problems } = writeTidyCsv(SEVEN, { file: "x.csv" });
    expect(problems).toMatchObject([
      { code: "not-carried", message: "this format does not carry title, statement texts, grid" },
    ]);
  });
});

describe("[F31] the wide CSV", () => {
  test("semicolons, a header of ids, a name with a comma", () => {
    const { value, problems, format } = readQFile("wide.csv", fixture("wide-semicolon.csv"));
    expect(format).toBe("wide-table");
    expect(problems).toEqual([]);
    expect(value?.statements.map(({ id }) => id)).toEqual(STATEMENTS.map(({ id }) => id));
    expect(value?.sorts).toEqual([
      { sorter: "Lee, A", places: QYP1 },
      { sorter: "QYP2", places: QYP2 },
    ]);
  });

  test("a header that leaves the statements unnamed counts them", () => {
    const { value, problems } = read(`Participant,,,,,,,\nA,${QYP1}\nB,${QYP2}\n`, CONTEXT);
    expect(problems).toEqual([]);
    expect(value?.statements[0]?.id).toBe("court");
    expect(value?.sorts.map(({ places }) => places)).toEqual([QYP1, QYP2]);
  });

  test("no header at all is said, rather than a sort lost", () => {
    const { value, problems } = read(`A,${QYP1}\nB,${QYP2}\n`);
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([{ code: "missing-header", place: { line: 1 } }]);
  });

  test("a statement column that stands twice, a cell too many, an empty cell", () => {
    const { problems } = read(
      `s,court,home,school,future,trust,lonely,court\nA,${QYP1}\nB,${QYP2},9\nC,,1,1,1,1,1,1`,
      CONTEXT,
    );
    expect(
      errors(problems)
        .filter(({ code }) => code !== "wrong-number-in-column")
        .map(({ code, place }) => [code, place.line, place.path]),
    ).toEqual([
      ["repeated-column", 1, "column 8"],
      ["too-many-scores", 3, "column 9"],
      ["repeated-statement", 2, "column 8"],
      ["missing-statement", 2, undefined],
      ["repeated-statement", 3, "column 8"],
      ["missing-statement", 3, undefined],
      ["missing-statement", 4, undefined],
      ["no-sorts", undefined, undefined],
    ]);
  });

  test("a statement may be called condition", () => {
    const data = { statements: [{ id: "condition" }, { id: "b" }], sorts: [{ sorter: "A", places: [1, -1] }] };
    expect(read(contentOf(writeWideCsv(data, { file: "x.csv" }))).value).toEqual(data);
  });

  test("a table with a row for each statement is turned, by the study's ids or as only its columns share a grid", () => {
    const rows = STATEMENTS.map(({ id }, at) => `${id},${QYP1[at]},${QYP2[at]},${QYP1[6 - at]}`);
    const text = ["statement,A,B,C", ...rows].join("\n");
    for (const context of [CONTEXT, {}]) {
      const { value, problems } = read(text, context);
      expect(codes(problems)).toEqual(["statements-in-rows"]);
      expect(value?.statements.map(({ id }) => id)).toEqual(STATEMENTS.map(({ id }) => id));
      expect(value?.sorts.slice(0, 2)).toEqual([
        { sorter: "A", places: QYP1 },
        { sorter: "B", places: QYP2 },
      ]);
    }
    const { problems } = read(text.replace("lonely,-2", "lonely,-9"), CONTEXT);
    expect(problems[1]).toMatchObject({ code: "value-off-grid", place: { line: 7, path: "column 2" } });
  });

  test("[F3] a minus sign of any kind, and no decimal comma", () => {
    const { value, problems } = read('s,a,b,c\nA,−1,–2,+3\nB,1,2,"0,5"\n');
    expect(value?.sorts).toEqual([{ sorter: "A", places: [-1, -2, 3] }]);
    expect(codes(problems)).toEqual(["not-a-number"]);
  });
});

describe("[F2] a file is checked against the study", () => {
  test("another number of statements", () => {
    const { problems } = readQFile("lipset.dat", fixture("lipset.dat"), { statements: STATEMENTS });
    expect(problems).toMatchObject([
      { code: "statement-count", message: "the file has 33 statements, the study has 7" },
    ]);
  });

  test("another grid: the study's goes before the file's", () => {
    const grid = { ...GRID, columns: GRID.columns.map((column) => ({ ...column, value: column.value + 1 })) };
    const { value, problems } = readQFile("lipset.dat", fixture("lipset.dat"), { grid: { ...grid, shape: "free" } });
    expect(codes(problems)[0]).toBe("grid-differs");
    expect(new Set(codes(problems).slice(1))).toEqual(new Set(["value-off-grid"]));
    expect(value?.grid?.shape).toBe("free");
  });
});
