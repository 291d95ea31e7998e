import { Workbook, type Worksheet } from "@cj-tech-master/excelts";
import { unzip } from "@cj-tech-master/excelts/archive";
import { beforeAll, describe, expect, test } from "vitest";
import { tablesWorkbook } from "../src/index.ts";
import { fixtureAnnex } from "./fixtures/annex.ts";

/** The checklist of the Analysis Function for accessible spreadsheets, item by item, on the file as written. */
let workbook: Workbook;
let sheets: readonly Worksheet[];
const parts = new Map<string, string>();

beforeAll(async () => {
  const bytes = await tablesWorkbook(fixtureAnnex());
  workbook = new Workbook();
  await workbook.xlsx.load(bytes);
  sheets = workbook.worksheets;
  for await (const entry of unzip(bytes).entries()) parts.set(entry.path, await entry.text());
});

const partsLike = (pattern: RegExp): string[] =>
  [...parts].filter(([path]) => pattern.test(path)).map(([, xml]) => xml);
const sheetXml = (): string[] => partsLike(/^xl\/worksheets\/sheet\d+\.xml$/);
const tableXml = (): string[] => partsLike(/^xl\/tables\//);

// [X1]
describe("tables", () => {
  test("each is marked up, with a meaningful name of its own", () => {
    const names = tableXml().map((xml) => / name="([^"]+)"/.exec(xml)?.[1]);
    expect(names).toEqual(
      expect.arrayContaining(["contents", "notes", "table_records_sample_sizes", "table_records_coverage"]),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  test("one a worksheet, at the left edge, with nothing below it", () => {
    for (const sheet of sheets.filter(({ name }) => name !== "Cover")) {
      const [table, ...others] = sheet.getTables();
      expect(others, sheet.name).toEqual([]);
      const [, column, , lastRow] = /^([A-Z]+)(\d+):[A-Z]+(\d+)$/.exec(refOf(sheet)) ?? [];
      expect(table, sheet.name).toBeDefined();
      expect(column).toBe("A");
      expect(sheet.rowCount).toBe(Number(lastRow));
    }
  });

  test("no merged cells, no filters, no frozen panes, no hidden rows or columns", () => {
    for (const xml of sheetXml()) expect(xml).not.toMatch(/<mergeCell|<autoFilter|<pane |hidden="1"/);
    for (const xml of tableXml()) expect(xml).not.toContain("autoFilter");
  });

  test("one header row of unique text and no empty cell", () => {
    for (const sheet of sheets.filter(({ name }) => name !== "Cover")) {
      const [, first, last] = (/^A(\d+):[A-Z]+(\d+)$/.exec(refOf(sheet)) ?? []).map(Number);
      const headers = rowTexts(sheet, first ?? 0);
      expect(new Set(headers).size, sheet.name).toBe(headers.length);
      for (let row = first ?? 0; row <= (last ?? 0); row++) {
        expect(
          rowTexts(sheet, row).filter((text) => text !== ""),
          `${sheet.name} ${row}`,
        ).toHaveLength(headers.length);
      }
    }
  });

  test("text is wrapped and columns are wide enough for their longest word", () => {
    const sheet = workbook.getWorksheet("Table_7");
    const header = sheet?.getCell("A9");
    expect(header?.alignment?.wrapText).toBe(true);
    for (const one of sheets) expect(one.getColumn(1).width ?? 0, one.name).toBeGreaterThanOrEqual(12);
  });
});

function refOf(sheet: Worksheet): string {
  const number = sheets.indexOf(sheet) + 1;
  const rels = parts.get(`xl/worksheets/_rels/sheet${number}.xml.rels`) ?? "";
  const part = /Target="\.\.\/tables\/(table\d+\.xml)"/.exec(rels)?.[1];
  return / ref="([^"]+)"/.exec(parts.get(`xl/tables/${part}`) ?? "")?.[1] ?? "";
}

function rowTexts(sheet: Worksheet, row: number): string[] {
  const width = sheet.columnCount;
  return Array.from({ length: width }, (_, column) => sheet.getCell(row, column + 1).text);
}

// [X2]
describe("worksheets", () => {
  test("cover, contents and notes come before the tables; names are unique and none is blank", () => {
    expect(sheets.map(({ name }) => name)).toEqual([
      "Cover",
      "Contents",
      "Notes",
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `Table_${n}`),
    ]);
    for (const sheet of sheets) expect(sheet.rowCount).toBeGreaterThan(2);
  });

  test("the title stands in A1 in the style Heading 1", () => {
    for (const sheet of sheets) expect(sheet.getCell("A1").text, sheet.name).not.toBe("");
    const styles = parts.get("xl/styles.xml") ?? "";
    expect(styles).toMatch(/<cellStyle name="Heading 1" xfId="1" builtinId="16"\/>/);
    const formats = [...(/<cellXfs.*?<\/cellXfs>/s.exec(styles)?.[0] ?? "").matchAll(/<xf [^>]*>/g)].map(([xf]) => xf);
    for (const xml of sheetXml()) {
      const style = Number(/<c r="A1" s="(\d+)"/.exec(xml)?.[1]);
      expect(formats[style]).toContain('xfId="1"');
    }
  });

  test("the cursor is in A1 of every sheet, and the first sheet is the one that opens", () => {
    for (const xml of sheetXml()) expect(xml).toContain('<selection activeCell="A1" sqref="A1"/>');
    expect(parts.get("xl/workbook.xml")).not.toContain("activeTab");
  });

  test("contents link to every other worksheet, and each table back", () => {
    const contents = workbook.getWorksheet("Contents");
    const links = Array.from({ length: 10 }, (_, index) => contents?.getCell(4 + index, 1).hyperlink);
    expect(links).toEqual(
      ["Notes", ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `Table_${n}`)].map((name) => `#'${name}'!A1`),
    );
    for (const sheet of sheets.slice(3)) {
      const [, header] = /^A(\d+):/.exec(refOf(sheet)) ?? [];
      expect(sheet.getCell(Number(header) - 1, 1).hyperlink, sheet.name).toBe("#'Contents'!A1");
    }
  });

  test("no headers, footers, floating boxes, images, macros or fills", () => {
    for (const xml of sheetXml()) expect(xml).not.toMatch(/<headerFooter|<drawing|<legacyDrawing/);
    expect([...parts.keys()].filter((path) => /media|drawing|vbaProject/.test(path))).toEqual([]);
    expect(parts.get("xl/styles.xml")).toContain('<fills count="2">');
  });
});

// [X5]
describe("on paper", () => {
  test("each sheet is as wide as a page of A4 and as long as it needs, tables across", () => {
    for (const [path, xml] of parts) {
      const number = Number(/^xl\/worksheets\/sheet(\d+)\.xml$/.exec(path)?.[1]);
      if (Number.isNaN(number)) continue;
      expect(xml, path).toContain('<pageSetUpPr fitToPage="1"/>');
      const orientation = number > 3 ? "landscape" : "portrait";
      expect(xml, path).toContain(`<pageSetup paperSize="9" orientation="${orientation}" fitToHeight="0"/>`);
    }
  });
});

// [X3]
describe("document", () => {
  test("title and language are set, and no time of making is told", () => {
    const core = parts.get("docProps/core.xml") ?? "";
    expect(core).toContain("<dc:title>Outcomes of a guardianship service: tables</dc:title>");
    expect(core).toContain("<dc:language>en-GB</dc:language>");
    expect(core).toContain("1970-01-01T00:00:00Z</dcterms:created>");
  });
});

// [X4]
describe("notes and marks", () => {
  test("notes are numbered in the titles and listed on the notes sheet, with no symbols", () => {
    const title = workbook.getWorksheet("Table_1")?.getCell("A1").text ?? "";
    expect(title).toMatch(/^Table 1: Linked records by file and group of workers( \[note \d+\])+$/);
    const numbers = [...title.matchAll(/\[(note \d+)\]/g)].map(([, note]) => note);
    const notes = workbook.getWorksheet("Notes");
    const listed = Array.from({ length: notes?.rowCount ?? 0 }, (_, row) => notes?.getCell(row + 1, 1).text);
    expect(listed).toEqual(expect.arrayContaining(numbers));
    for (const sheet of sheets) sheet.eachRow((row) => expect(String(row.getCell(1).text)).not.toMatch(/[*†‡§]/));
  });

  test("marks are explained above the table that uses them", () => {
    expect(workbook.getWorksheet("Table_6")?.getCell("A3").text).toMatch(
      /^Shorthand in this table: \[c\] confidential/,
    );
    expect(workbook.getWorksheet("Table_1")?.getCell("A3").text).not.toContain("Shorthand");
  });

  test("numbers are numbers, with their format", () => {
    const cell = workbook.getWorksheet("Table_1")?.getCell("E7");
    expect(cell?.value).toBe(4170);
    expect(cell?.numFmt).toBe("#,##0");
  });
});
