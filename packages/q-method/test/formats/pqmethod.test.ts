import { describe, expect, test } from "vitest";
import { readPqMethodDat, readQFile, writePqMethodDat, writeStatementList } from "../../src/index.ts";
import { bytesOf, codes, contentOf, errors, fixture, QYP1, QYP2, SEVEN } from "./study-of-seven.ts";

const DAT = [
  "  0  2  7 Seven cards",
  ` -2  2${[0, 0, 0, 0, 1, 1, 3, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0].map((n) => String(n).padStart(3)).join("")}`,
  "QYP1       2 0-1 0 1-2 0",
  "QYP2       0 0 0 2-2 1-1",
];

function read(lines: readonly string[]) {
  return readPqMethodDat("study.dat", lines.join("\r\n"));
}

function withLine(at: number, line: string): string[] {
  return DAT.with(at, line);
}

describe("[F10] PQMethod's fixed columns", () => {
  test("the Lipset test study: 9 sorts of 33 statements on its own grid", () => {
    const { value, problems, format } = readQFile("LIPSET.DAT", fixture("lipset.dat"));
    expect(format).toBe("pqmethod-dat");
    expect(problems).toEqual([]);
    expect(value?.title).toBe("Lipset (PQMethod test study)");
    expect(value?.grid?.columns.map(({ cards }) => cards)).toEqual([2, 3, 4, 5, 5, 5, 4, 3, 2]);
    expect(value?.sorts.map(({ sorter }) => sorter)).toEqual([
      "US1",
      "US2",
      "US3",
      "US4",
      "JP5",
      "CA6",
      "UK7",
      "US8",
      "FR9",
    ]);
    const jp5 = "-4 -1 3 -1 1 1 4 2 -4 4 2 0 -1 3 0 2 0 -2 -2 0 -1 2 1 -3 -3 -3 3 0 1 -2 1 -2 -1";
    expect(value?.sorts[4]?.places).toEqual(jp5.split(" ").map(Number));
  });

  test("line ends, a mark at the end of the file and cut blanks make no difference", () => {
    const text = `${DAT.join("\n")}\n\u001a`;
    expect(readPqMethodDat("study.dat", text)).toEqual(read(DAT));
    expect(read(DAT).problems).toEqual([]);
    expect(read(DAT).value?.sorts.map(({ places }) => places)).toEqual([QYP1, QYP2]);
  });

  test("two-digit and left-justified scores are read by position", () => {
    const sort = "A         -2-1 0 0 010 2";
    const counts = [0, 0, 0, 0, 1, 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0];
    const grid = ` -2 10${counts.map((cards) => String(cards).padStart(3)).join("")}`;
    const { value, problems } = read(["  0  1  7 Wide", grid, sort]);
    expect(problems).toEqual([]);
    expect(value?.sorts[0]?.places).toEqual([-2, -1, 0, 0, 0, 10, 2]);
  });

  test("a blank score is a missing statement, with its characters", () => {
    const { value, problems } = read(withLine(2, "QYP1       2 0   0 1-2 0"));
    expect(value?.sorts.map(({ sorter }) => sorter)).toEqual(["QYP2"]);
    expect(problems[0]).toMatchObject({
      severity: "error",
      code: "missing-statement",
      place: { file: "study.dat", line: 3, path: "characters 15 and 16" },
      remedy: "Look at the photograph or the record of the board and add it.",
    });
  });

  test("a line that is cut short, a letter, a value off the grid and a full column are found where they are", () => {
    const { problems } = read([
      ...DAT.slice(0, 2),
      "QYP1       2 0-1 0 1-2",
      "QYP2       0 0 0 x-2 1 1",
      "QYP3       0 0 0 3-2 1-1",
    ]);
    expect(problems.map(({ code, place }) => [code, place.line, place.path])).toEqual([
      ["sort-count", 1, undefined],
      ["missing-statement", 3, "characters 23 and 24"],
      ["wrong-number-in-column", 3, undefined],
      ["not-a-number", 4, "characters 17 and 18"],
      ["wrong-number-in-column", 4, undefined],
      ["wrong-number-in-column", 4, undefined],
      ["wrong-number-in-column", 4, undefined],
      ["value-off-grid", 5, "characters 17 and 18"],
      ["wrong-number-in-column", 5, undefined],
    ]);
  });

  test("a grid that is not for these statements, and a range that is not its own", () => {
    const grid = ` -3  2${[0, 0, 0, 0, 1, 1, 4, 1, 1].map((n) => String(n).padStart(3)).join("")}`;
    const { problems } = read(withLine(1, grid));
    expect(problems.map(({ code, place }) => [code, place.line])).toEqual([
      ["bad-grid", 2],
      ["grid-misfit", 2],
    ]);
  });

  test("a first line without the number of statements is the end of it", () => {
    const { value, problems } = read(withLine(0, "  0  2  x Seven"));
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([{ code: "bad-count", place: { line: 1 } }]);
  });
});

describe("[F12] lines that a too long id has shifted", () => {
  test("are read from their end, with a warning", () => {
    const { value, problems } = read(withLine(3, "10_particip 0 0 0 2-2 1-1"));
    expect(value?.sorts[1]).toEqual({ sorter: "10_particip", places: QYP2 });
    expect(problems).toMatchObject([
      { severity: "warning", code: "shifted-scores", place: { file: "study.dat", line: 4 } },
    ]);
  });

  test("but scores too many are an error", () => {
    const { problems } = read(withLine(3, "QYP2       0 0 0 2-2 1-1 0"));
    expect(errors(problems)).toMatchObject([{ code: "too-many-scores", place: { line: 4, path: "character 25" } }]);
  });
});

describe("[F11] ids of eight characters", () => {
  test("collisions are numbered within eight characters; ids that fit come first; no score moves", () => {
    const sorters = ["participant01", "participant02", "particip", "Zoë", "پروین"];
    const data = { ...SEVEN, sorts: sorters.map((sorter) => ({ sorter, places: QYP1 })) };
    const written = writePqMethodDat(data, { file: "study.dat" });
    const lines = new TextDecoder().decode(contentOf(written)).split("\r\n");
    expect(lines.slice(2, -1)).toEqual([
      "partic~2   2 0-1 0 1-2 0",
      "partic~3   2 0-1 0 1-2 0",
      "particip   2 0-1 0 1-2 0",
      "Zoe        2 0-1 0 1-2 0",
      "_____      2 0-1 0 1-2 0",
    ]);
    const renamed = written.problems.filter(({ code }) => code === "renamed-sorter");
    expect(renamed.map(({ place, message }) => [place.line, message])).toEqual([
      [3, 'the sorter "participant01" is called "partic~2" in this file'],
      [4, 'the sorter "participant02" is called "partic~3" in this file'],
      [6, 'the sorter "Zoë" is called "Zoe" in this file'],
      [7, 'the sorter "پروین" is called "_____" in this file'],
    ]);
  });

  test("the header lines are the format's", () => {
    const lines = new TextDecoder().decode(contentOf(writePqMethodDat(SEVEN, { file: "study.dat" }))).split("\r\n");
    expect(lines.slice(0, 2)).toEqual(DAT.slice(0, 2));
  });

  test("what the format cannot hold is refused with the reason", () => {
    const halves = { ...SEVEN, sorts: [{ sorter: "A", places: [0.5, 0, 0, 0, 0, 0, 0] }] };
    const ungridded = {
      statements: SEVEN.statements,
      sorts: [...SEVEN.sorts, { sorter: "A", places: [0, 0, 0, 0, 0, 0, 1] }],
    };
    const far = {
      ...SEVEN,
      grid: { shape: "forced", columns: [-7, 0].map((value) => ({ value, cards: 3 })) },
    } as const;
    for (const data of [halves, ungridded, far]) {
      const written = writePqMethodDat(data, { file: "study.dat" });
      expect(written.value).toBeUndefined();
      expect(codes(written.problems)).toEqual(["unwritable"]);
    }
  });
});

describe("[F13] statement lists", () => {
  test("an 8-bit file is read as windows-1252 and says so", () => {
    const bytes = Uint8Array.from([
      ...bytesOf("Caf"),
      0xe9,
      0x0d,
      0x0a,
      0x93,
      ...bytesOf("home"),
      0x94,
      0x0d,
      0x0a,
      0x0d,
      0x0a,
    ]);
    const { value, problems, format } = readQFile("study.STA", bytes);
    expect(format).toBe("statement-list");
    expect(value?.statements.map(({ text }) => text)).toEqual(["Café", "“home”"]);
    expect(codes(problems)).toEqual(["encoding-guessed"]);
  });

  test("is written in either encoding, and counts what windows-1252 lacks", () => {
    const data = {
      statements: [
        { id: "a", text: "Café" },
        { id: "b", text: "خانه" },
      ],
      sorts: [],
    };
    const utf8 = writeStatementList(data, { file: "s.sta" });
    expect(new TextDecoder().decode(utf8.value)).toBe("Café\r\nخانه\r\n");
    const single = writeStatementList(data, { file: "s.sta", encoding: "windows-1252" });
    expect([...contentOf(single)]).toEqual([...Buffer.from("Café\r\n????\r\n", "latin1")]);
    expect(codes(single.problems)).toEqual(["changed-text"]);
  });

  test("an empty line between statements is pointed at", () => {
    const { problems } = readQFile("study.sta", bytesOf("one\n\nthree\n"));
    expect(problems).toMatchObject([{ code: "empty-statement", place: { line: 2 } }]);
  });
});
