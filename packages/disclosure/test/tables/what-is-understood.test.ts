import type { Cell } from "@plait/study";
import { describe, expect, test } from "vitest";
import { readCountsTables, type TableReading } from "../../src/index.ts";
import { quotedList, sameLabel, type TextTable } from "../../src/tables/text-table.ts";
import { under } from "../made-up-results.ts";
import { gated, table } from "./tables-of-text.ts";

const nobodyTold =
  "Every number is taken for a number of people. If rows or episodes were counted, say with --people which column has the people.";
const noTotals = "No totals were found: if a row or a column is one, call it Total or say --total with its name.";

describe("[T2] [T4] how a file was understood is said", () => {
  const regions = table("child|parent\nSpain|eu\nPortugal|eu", "regions.csv");
  const ages = table("child|parent\n0-4|under 10\n5-9|under 10", "ages.csv");

  test.each<[string, TextTable, TableReading, readonly string[]]>([
    [
      "one column of each kind",
      table("Area|n||\n \nA|1||\n| |\nB|2"),
      {},
      ["Rows are told apart by the column “Area”; counts stand in the column “n”.", noTotals, nobodyTold],
    ],
    [
      "columns without a heading",
      table("Area||n\nA|x|1\nB|x|2"),
      {},
      [
        "Rows are told apart by the columns “Area” and “without a heading”; counts stand in the column “n”.",
        noTotals,
        nobodyTold,
      ],
    ],
    [
      "totals of rows and columns, and shares",
      table("Area|Year|f|m|Total|% f\nA|2020|20|30|50|40%\nA|2021|[x]|12|[z]|[z]\nTotal|2020|20|30|50|40%"),
      {},
      [
        "Rows are told apart by the columns “Area” and “Year”; counts stand in the columns “f”, “m” and “Total”.",
        "Totals were found of “Area” and among the columns.",
        nobodyTold,
        "Shares in the column “% f” are worked out again from what leaves.",
      ],
    ],
    [
      "people behind episodes",
      table("Area|episodes|children|%\nA|40|30|40%\nB|60|50|60%\nTotal|100|80|100%"),
      { people: "children" },
      [
        "Rows are told apart by the column “Area”; counts stand in the column “episodes”.",
        "Totals were found of “Area”.",
        "How many people stand behind a number is read from the column “children”, which does not leave.",
        "Shares in the column “%” are worked out again from what leaves.",
      ],
    ],
    [
      "groups among the columns and the rows",
      table("Age|Spain|Iceland|Portugal|eu|Total\n0-4|5|2|0|5|7\n5-9|6|3|4|10|13\nunder 10|11|5|4|15|20"),
      {
        parents: [
          { dimension: "columns", table: regions },
          { dimension: "Age", table: ages },
        ],
      },
      [
        "Rows are told apart by the column “Age”; counts stand in the columns “Spain”, “Iceland”, “Portugal”, “eu” and “Total”.",
        "Totals were found among the columns.",
        "Some categories of “Age” and columns are made of others.",
        nobodyTold,
      ],
    ],
    [
      "two columns of shares",
      table("Area|n|%|share\nA|20|40|0.40\nB|30|60|0.60\nTotal|50|100|1"),
      {},
      [
        "Rows are told apart by the column “Area”; counts stand in the column “n”.",
        "Totals were found of “Area”.",
        nobodyTold,
        "Shares in the columns “%” and “share” are worked out again from what leaves.",
      ],
    ],
  ])("%s", (_, text, reading, sentences) => {
    const { value, problems } = readCountsTables([text], reading);
    expect(problems).toEqual([]);
    expect(value?.tables[0]?.understood).toEqual(sentences);
  });

  test.each([
    [["a"], "“a”"],
    [["a", "b"], "“a” and “b”"],
    [["a", "b", "c", "d", "e", "f", "g"], "“a”, “b”, “c”, “d”, “e”, “f” and “g”"],
    [["a", "b", "c", "d", "e", "f", "g", "h"], "“a”, “b”, “c”, “d”, “e”, “f” and 2 more"],
    [[], ""],
  ])("%j is listed as %s", (words, listed) => {
    expect(quotedList(words)).toBe(listed);
  });

  test.each([
    ["  Under  16 ", "under 16"],
    ["UNDER\u00a016", "under 16"],
    ["10\u201315", "10-15"],
    ["10\u221215", "10-15"],
    ["ＡＢ", "ab"],
  ])("the label %j is the label %j", (label, same) => {
    expect(sameLabel(label)).toBe(same);
  });
});

describe("[T2] what a column is for", () => {
  const rolesOf = (text: string, reading: TableReading = {}) =>
    readCountsTables([table(text)], reading).value?.tables[0]?.source.columns.map(({ role }) => role);

  test.each([
    ...["Year", "Age", "month", "Quarter", "week", "Days", "date", "period", "wave", "round"],
    ...["code", "ID", "bands", "grade", "ward", "districts"],
  ])("numbers headed %s name, beside others that count", (heading) => {
    expect(rolesOf(`Area|${heading}|n\nA|1|10\nB|2|11`)).toEqual(["label", "label", "count"]);
    expect(rolesOf(`Area|${heading}\nA|1\nB|2`)).toEqual(["label", "count"]);
    expect(rolesOf(`Area|${heading} of visits|n\nA|1|10\nB|2|11`)).toEqual(["label", "count", "count"]);
  });

  test.each(["%", "Per cent of all", "percent", "pct", "in per cent"])(
    "whole numbers headed %s are shares",
    (heading) => {
      expect(rolesOf(`Area|n|${heading}\nA|20|40\nB|30|60\nTotal|50|100`)).toEqual(["label", "count", "share"]);
    },
  );

  test.each(["share", "Proportion of all", "rate"])("fractions headed %s are shares", (heading) => {
    expect(rolesOf(`Area|n|${heading}\nA|20|0.4\nB|30|0.6\nTotal|50|1`)).toEqual(["label", "count", "share"]);
    expect(rolesOf(`Area|n|${heading}\nA|20|4\nB|30|6\nTotal|50|10`)).toEqual(["label", "count", "count"]);
  });

  test("numbers that all bear a % are shares under any heading, and words are none", () => {
    expect(rolesOf("Area|n|of all\nA|20|40%\nB|30|60%\nTotal|50|100%")).toEqual(["label", "count", "share"]);
    expect(rolesOf("Area|share|n\nA|large|20\nB|small|30")).toEqual(["label", "label", "count"]);
  });

  test("a column of words is one of which more than half are words", () => {
    expect(rolesOf("Area|Sex|n\nA|f|10\nC|m|12\nD|3|13")).toEqual(["label", "label", "count"]);
    const { problems } = readCountsTables([table("Area|m|n\nA|few|10\nB|12|11")]);
    expect(problems.map(({ code }) => code)).toEqual(["table-not-a-count"]);
  });

  test.each([
    ["1900|2100", []],
    ["1899|1900", ["table-no-headings"]],
    ["2100|2101", ["table-no-headings"]],
    ["15|16|17", []],
    ["15|16|18", ["table-no-headings"]],
    ["15|16", ["table-no-headings"]],
  ])("columns headed %s: %j", (headings, codes) => {
    const cells = headings.replaceAll(/\d+/gu, "7");
    const { problems } = readCountsTables([table(`Area|${headings}\nA|${cells}`)]);
    expect(problems.map(({ code }) => code)).toEqual(codes);
  });
});

describe("[T11] a table as the gate takes it, and as it comes back", () => {
  const text = "Area|Year|f|m|Total|% f\nA|2020|20|30|50|40.0%\nB|2020|[x]|3|[z]|[z]\nA|2021|6|2|8|75.0%";
  const counted = (value: number, name: object): Cell => ({
    kind: "count",
    value,
    people: { kind: "counted", people: value },
    name: JSON.stringify(name),
  });
  const share = (row: number): Cell => ({
    kind: "share",
    numerator: { row, column: 0 },
    denominator: { row, column: 2 },
  });

  test("every number has a name of its own, and every sum its parts", () => {
    const { value, problems } = readCountsTables([table(text)]);
    expect(problems).toEqual([]);
    const sum = (row: number) => ({
      total: { row, column: 2 },
      parts: [
        { row, column: 0 },
        { row, column: 1 },
      ],
    });
    expect(value?.results).toEqual([
      {
        id: "table.table.csv",
        strand: "tables",
        title: "table.csv",
        summary: "A table of counts from a file.",
        rowHeading: "Area, Year",
        columns: [
          { id: "f", label: "f", unit: "people" },
          { id: "m", label: "m", unit: "people" },
          { id: "total", label: "Total", unit: "people" },
          { id: "% f", label: "% f", unit: "share" },
        ],
        rows: [
          {
            id: '["a","2020"]',
            label: "A, 2020",
            cells: [
              counted(20, { area: "a", columns: "f", year: "2020" }),
              counted(30, { area: "a", columns: "m", year: "2020" }),
              counted(50, { area: "a", year: "2020" }),
              share(0),
            ],
          },
          {
            id: '["b","2020"]',
            label: "B, 2020",
            cells: [
              { kind: "absent", reason: "not-supplied" },
              counted(3, { area: "b", columns: "m", year: "2020" }),
              { kind: "absent", reason: "not-applicable" },
              { kind: "absent", reason: "not-applicable" },
            ],
          },
          {
            id: '["a","2021"]',
            label: "A, 2021",
            cells: [
              counted(6, { area: "a", columns: "f", year: "2021" }),
              counted(2, { area: "a", columns: "m", year: "2021" }),
              counted(8, { area: "a", year: "2021" }),
              share(2),
            ],
          },
        ],
        sums: [sum(0), sum(2)],
        sentences: [],
        notes: [],
        method: {
          name: "Table of counts from a file",
          variant: "none",
          options: {},
          source: "none",
          page: "disclosure-gate",
          version: "1",
        },
        provenance: { inputs: [], steps: [] },
      },
    ]);
  });

  test("comes back in its shape, with marks for what is withheld and for what never was", () => {
    const [only] = gated([table(text)], under(5)).tables;
    expect(only?.rows).toEqual([
      ["Area", "Year", "f", "m", "Total", "% f"],
      ["A", "2020", "20", "30", "50", "40.0%"],
      ["B", "2020", "[x]", "[c]", "[z]", "[z]"],
      ["A", "2021", "[c]", "[c]", "8", "[c]"],
    ]);
    expect(only?.withheld).toEqual([
      { place: { row: 1, column: 1 }, label: "B, 2020, m", why: "too-few" },
      { place: { row: 2, column: 0 }, label: "A, 2021, f", why: "protects-others" },
      { place: { row: 2, column: 1 }, label: "A, 2021, m", why: "too-few" },
      { place: { row: 2, column: 3 }, label: "A, 2021, % f", why: "share" },
    ]);
    expect(only?.findings).toEqual([]);
  });

  test("a zero that is withheld is of nobody, and one column needs no name of it", () => {
    const [only] = gated([table("Area|n\nA|0\nB|20")], under(5, "disclosive")).tables;
    expect(only?.withheld).toEqual([{ place: { row: 0, column: 0 }, label: "A", why: "nobody" }]);
  });

  test.each([
    ["40%|60%|100%", ["40%", "60%", "100%"]],
    ["40.0 %|60.0 %|100 %", ["40.0%", "60.0%", "100.0%"]],
    ["0.40|0.60|1", ["0.40", "0.60", "1.00"]],
  ])("shares written %s come back as %j", (written, shown) => {
    const [a, b, all] = written.split("|");
    const rows = gated([table(`Area|n|share\nA|20|${a}\nB|30|${b}\nTotal|50|${all}`)], under(5)).tables[0]?.rows;
    expect(rows?.slice(1).map((row) => row[2])).toEqual(shown);
  });
});

describe("[T7] [T8] what tables tell of each other goes to the gate as a table that nobody prints", () => {
  const count = (value: number): Cell => ({ kind: "count", value, people: { kind: "counted", people: value } });
  const row = (id: string, value: number, name: string | undefined = id) => ({
    id,
    label: id,
    cells: [name === "" ? count(value) : { ...count(value), name }],
  });
  const differencesOf = (tables: readonly TextTable[], reading: TableReading = {}) => {
    const result = readCountsTables(tables, reading).value?.results.at(-1);
    return result?.id === "tables.differences" ? result : undefined;
  };

  test("some of the people of a number in another table", () => {
    const differences = differencesOf([table("area|n\nA|50", "area.csv"), table("sex|area|n\nf|A|30", "women.csv")]);
    const [all, women] = ['{"area":"a"}', '{"area":"a","sex":"f"}'];
    expect(differences).toMatchObject({
      title: "Differences between tables",
      columns: [{ id: "count", label: "Count", unit: "people" }],
      rows: [row(women, 30), row(all, 50)],
      sums: [],
      figure: {
        kind: "flow",
        title: "Differences between tables",
        description: "Each box holds some of the people of the one before it.",
        column: 0,
        boxes: [
          { id: women, row: 0, role: "kept", level: 0 },
          { id: all, row: 1, role: "kept", level: 1 },
        ],
        arrows: [{ from: all, to: women }],
      },
    });
  });

  test("those of a total who are in none of its parts", () => {
    const differences = differencesOf([table("Area|Girls|Boys|All\nA|14|15|30")], { ofWhich: true });
    const name = (column: string) => `{"area":"a","columns":"${column}"}`;
    const all = '{"area":"a"}';
    const others = `others of ${all}: ${name("girls")} ${name("boys")}`;
    expect(differences?.rows).toEqual([
      row(name("boys"), 15),
      row(name("girls"), 14),
      row(all, 30),
      row(others, 1, ""),
    ]);
    expect(differences?.sums).toEqual([
      { total: { row: 2, column: 0 }, parts: [1, 0, 3].map((at) => ({ row: at, column: 0 })) },
    ]);
  });

  test("tables that only stand beside each other tell nothing", () => {
    expect(differencesOf([table("area|n\nA|50", "area.csv"), table("area|n\nB|30", "other.csv")])).toBeUndefined();
  });
});
