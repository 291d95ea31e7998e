import * as xlsx from "@e965/xlsx";
import { beforeAll, describe, expect, test } from "vitest";
import { planAnnex } from "../src/annex-plan.ts";
import { textWidth } from "../src/figures/text-width.ts";
import { type FlatCell, flatTable } from "../src/flat-table.ts";
import { tablesWorkbook } from "../src/index.ts";
import { fixtureAnnex } from "./fixtures/annex.ts";
import { allResults } from "./fixtures/results.ts";

/** The workbook as another program reads it: a library that had no part in writing it. */
let workbook: xlsx.WorkBook;
/** One p-value is so small that three decimals would show it as 0. */
const annex = fixtureAnnex(
  allResults.map((result) => ({
    ...result,
    rows: result.rows.map((row, at) => ({
      ...row,
      cells: row.cells.map((cell) => (at === 0 && cell.kind === "estimate" ? { ...cell, pValue: 2.5e-9 } : cell)),
    })),
  })),
);
const tables = planAnnex(annex).results.map((planned) => ({
  name: `Table_${planned.table}`,
  ...flatTable(planned.result),
}));

beforeAll(async () => {
  workbook = xlsx.read(await tablesWorkbook(annex), { dense: true, cellStyles: true, cellNF: true });
});

function sheetNamed(name: string): xlsx.WorkSheet {
  const sheet = workbook.Sheets[name];
  if (sheet === undefined) throw new RangeError(`there is no sheet ${name}`);
  return sheet;
}

function cellsOf(name: string): readonly (readonly (xlsx.CellObject | undefined)[])[] {
  return Array.from(sheetNamed(name)["!data"] ?? [], (row) => Array.from(row ?? []));
}

/** The row of a table's header, from 0: as many rows above the end of the sheet as the table has. */
const headerRow = ({ name, rows }: (typeof tables)[number]): number => cellsOf(name).length - rows.length - 1;

describe("[X1] [X4] every table, read back", () => {
  test("has its header and its rows, numbers as numbers, and nothing else beside or below", () => {
    for (const table of tables) {
      const [header = [], ...rows] = cellsOf(table.name).slice(headerRow(table));
      expect([table.name, ...header.map((cell) => cell?.v)]).toEqual([table.name, ...table.headers]);
      const plainValue = (cell: FlatCell) => (cell.kind === "number" ? cell.value : cell.text);
      expect(rows.map((row) => row.map((cell) => cell?.v))).toEqual(table.rows.map((row) => row.map(plainValue)));
    }
    expect(tables.flatMap(({ rows }) => rows.flat()).filter(({ kind }) => kind === "number").length).toBeGreaterThan(
      100,
    );
  });

  test("shows counts with separators, shares as percentages and estimates with three decimals", () => {
    const shown = new Set(
      tables.flatMap(({ name }) =>
        cellsOf(name)
          .flat()
          .flatMap((cell) => (cell?.t === "n" ? cell.z : [])),
      ),
    );
    expect([...shown].sort()).toEqual(expect.arrayContaining(["#,##0", "0.0%", "#,##0.000"]));
    const total = cellsOf("Table_1")
      .flat()
      .find((cell) => cell?.v === 4170);
    expect(total?.w).toBe("4,170");
    const numbers = tables.flatMap(({ name, rows }) =>
      rows.flatMap((row, at) =>
        row.map((flat, column) => ({ flat, read: cellsOf(name).slice(-rows.length)[at]?.[column] })),
      ),
    );
    const pValues = numbers.filter(({ flat }) => flat.kind === "number" && flat.show === "p-value");
    for (const { read } of pValues)
      expect(read?.w).toBe(Number(read?.v) < 0.001 ? "< 0.001" : Number(read?.v).toFixed(3));
    expect(pValues.map(({ read }) => read?.w)).toContain("< 0.001");
  });
});

describe("[X5] what a reader sees", () => {
  test("every number is narrower than its column", () => {
    for (const { name } of tables) {
      const widths = sheetNamed(name)["!cols"] ?? [];
      for (const row of cellsOf(name)) {
        for (const [column, cell] of row.entries()) {
          if (cell?.t !== "n") continue;
          expect((cell.w ?? "").length, `${name} ${cell.w}`).toBeLessThan(widths[column]?.width ?? 0);
        }
      }
    }
  });

  test("every row is as high as the text that is wrapped in it", () => {
    for (const table of tables) {
      const widths = sheetNamed(table.name)["!cols"] ?? [];
      const heights = sheetNamed(table.name)["!rows"] ?? [];
      for (const [index, row] of cellsOf(table.name).entries()) {
        if (index < headerRow(table)) continue;
        for (const [column, cell] of row.entries()) {
          if (cell?.t !== "s") continue;
          // Text of 11 points, 7 pixels a unit of width: never fewer lines than its length asks for.
          const length = textWidth(String(cell.v), 11 * (4 / 3));
          const lines = Math.ceil(length / ((widths[column]?.width ?? 0) * 7));
          expect(heights[index]?.hpt ?? 0, `${table.name} ${cell.v}`).toBeGreaterThanOrEqual(lines * 13);
        }
      }
    }
    const [title] = sheetNamed("Table_1")["!rows"] ?? [];
    expect(title?.hpt).toBeGreaterThan(20);
  });

  test("on paper the header of each table is repeated", () => {
    const titles = (workbook.Workbook?.Names ?? []).filter(({ Name }) => /Print_Titles$/.test(Name));
    const sheetOf = ({ Ref }: xlsx.DefinedName) => /^'?(\w+)'?!/.exec(Ref)?.[1];
    const rowOf = ({ Ref }: xlsx.DefinedName) => Number(/\$(\d+)$/.exec(Ref)?.[1]);
    for (const table of tables) {
      const title = titles.find((name) => sheetOf(name) === table.name);
      expect([table.name, title && rowOf(title)]).toEqual([table.name, headerRow(table) + 1]);
    }
  });
});
