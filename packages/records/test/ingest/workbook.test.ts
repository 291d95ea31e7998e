import { CFB, utils } from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { bytesOf, sharedCell, sheetOf, textCell, workbookOf, xlsxWith } from "./made-workbooks.ts";
import { cellReader, codes, onlySheet } from "./read-cells.ts";

const { read, displayed, underlying } = cellReader();

function monthlyReturn() {
  const sheet = sheetOf(
    [
      ["Monthly return", null, null, null, null, null],
      [],
      ["Person", null, "Referral", null, "Remark", null],
      ["URN", "Site", "Date", "Share", null, "Open"],
      ["00123", "Leeds", 43831, 0.1 + 0.2, "x", true],
      ["A1", "York", 43831.5, 1234567890123, "007", false],
      ["A2", "Hull", 43832, 0.45, null, true],
      ["Total", null, null, 5],
      [],
      ["Source: Home Office"],
    ],
    { C5: "dd/mm/yyyy", C6: "dd/mm/yyyy hh:mm", D7: "0%" },
  );
  sheet["!merges"] = ["A1:F1", "A3:B3", "C3:D3", "E3:E4"].map((range) => utils.decode_range(range));
  const workbook = workbookOf({ Q1: sheet, Empty: sheetOf([]), Codes: sheetOf([["Code"], [1], [2]]) });
  workbook.Workbook = { Sheets: [{}, {}, { Hidden: 2 }], WBProps: { date1904: true } };
  return workbook;
}

describe("[I4] every sheet of a workbook becomes plain cells", () => {
  it.each([
    ["xlsx", "xlsx"],
    ["xlsb", "xlsb"],
    ["biff8", "xls"],
    ["biff5", "xls"],
    ["xlml", "excel-2003-xml"],
  ] as const)("of %s", async (bookType, fileKind) => {
    const delivery = await read(bytesOf(monthlyReturn(), bookType), { name: "delivery.bin" });
    expect(delivery).toMatchObject({ fileKind, problems: [] });
    const [first, empty, codesSheet] = delivery.sheets;
    if (first === undefined) throw new RangeError("no sheet was read");
    expect(first).toMatchObject({ sheet: "Q1", hidden: false, date1904: true, encoding: null, headerRows: [3, 4] });
    expect(first.labels).toEqual([
      "Person / URN",
      "Person / Site",
      "Referral / Date",
      "Referral / Share",
      "Remark",
      "Open",
    ]);
    expect(first.setAside.map(({ row, reason }) => [row, reason])).toEqual([
      [1, "preamble"],
      [2, "blank"],
      [8, "total"],
      [9, "blank"],
      [10, "footnote"],
    ]);
    expect(await displayed(first)).toEqual([
      [5, "00123", "Leeds", "02/01/2024", "0.3", "x", "TRUE"],
      [6, "A1", "York", "02/01/2024 12:00", "1.23457E+12", "007", "FALSE"],
      [7, "A2", "Hull", "43832", "45%", "", "TRUE"],
    ]);
    expect(await underlying(first)).toEqual([
      [5, null, null, "43831", "0.30000000000000004", null, null],
      [6, null, null, "43831.5", "1234567890123", null, null],
      [7, null, null, null, "0.45", null, null],
    ]);
    expect(empty).toMatchObject({ sheet: "Empty", columnCount: 0, dataRows: 0, headerRows: [], labels: [] });
    expect(codesSheet).toMatchObject({ sheet: "Codes", hidden: true, headerRows: [1], dataRows: 2 });
  });

  it("of a workbook older than Excel 95, which has a single sheet", async () => {
    const sheet = sheetOf(
      [
        ["URN", "Date"],
        ["00123", 43831],
      ],
      { B2: "dd/mm/yyyy" },
    );
    const delivery = await read(bytesOf(workbookOf({ S: sheet }), "biff2"), { name: "old.xls" });
    expect(delivery.fileKind).toBe("old-xls");
    expect(await displayed(onlySheet(delivery))).toEqual([[2, "00123", "01/01/2020"]]);
    expect(await underlying(onlySheet(delivery))).toEqual([[2, null, "43831"]]);
  });

  it("with errors as they are shown", async () => {
    const sheet = sheetOf([
      ["URN", "n"],
      ["A1", 1],
    ]);
    sheet.B2 = { t: "e", v: 0x07 };
    const delivery = await read(bytesOf(workbookOf({ S: sheet }), "biff8"));
    expect(await displayed(onlySheet(delivery))).toEqual([[2, "A1", "#DIV/0!"]]);
  });

  it("numbered as in the sheet, from the sheet's first column, though the table begins elsewhere", async () => {
    const sheet = sheetOf([[], [], [null, "URN", "n"], [null, "A1", 1], [null, "A2", 2]]);
    const found = onlySheet(await read(bytesOf(workbookOf({ S: sheet }), "biff8")));
    expect(found).toMatchObject({ headerRows: [3], labels: ["(column A)", "URN", "n"], emptyColumns: [1] });
    expect(await displayed(found)).toEqual([
      [4, "", "A1", "1"],
      [5, "", "A2", "2"],
    ]);
  });

  it("except those a person says to leave out", async () => {
    const delivery = await read(bytesOf(monthlyReturn(), "xlsx"), {
      overrides: [{ sheet: "Codes", skip: true }, { sheet: "Empty", skip: true }, { rows: [4] }],
    });
    expect(delivery.skipped).toEqual(["Empty", "Codes"]);
    expect(onlySheet(delivery)).toMatchObject({ headerRows: [4], headerFrom: "override", dataRows: 3 });
  });
});

describe("[I5] what a workbook keeps and does not show is reported", () => {
  it("superscripts glued to values, in .xlsx", async () => {
    const raised = (text: string, mark: string): string =>
      `<r><t>${text}</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>${mark}</t></r>`;
    const texts = [raised("Area &amp; part", "2"), "<t>n</t>", raised("ENGLAND", "9")];
    const rows =
      `<row r="1">${sharedCell("A1", 0)}${sharedCell("B1", 1)}</row>` +
      `<row r="2">${sharedCell("A2", 2)}<c r="B2"><v>1</v></c></row>`;
    const sheet = onlySheet(await read(xlsxWith(rows, { texts })));
    expect(sheet.labels).toEqual(["Area & part2", "n"]);
    expect(sheet.raised).toEqual([
      { row: 1, column: 1, displayed: "Area & part2", plain: "Area & part" },
      { row: 2, column: 1, displayed: "ENGLAND9", plain: "ENGLAND" },
    ]);
    expect(await displayed(sheet)).toEqual([[2, "ENGLAND9", "1"]]);
  });

  it("formulas without a result", async () => {
    const rows = `<row r="1">${textCell("A1", "<t>URN</t>")}${textCell("B1", "<t>n</t>")}</row><row r="2">${textCell("A2", "<t>A1</t>")}<c r="B2"><f>1+1</f></c></row>`;
    const delivery = await read(xlsxWith(rows));
    expect(delivery.problems).toContainEqual(
      expect.objectContaining({
        code: "uncalculated-formula",
        place: { file: "delivery.csv", sheet: "S", line: 2, cell: "B2" },
      }),
    );
  });

  it("cells merged over several data rows", async () => {
    const sheet = sheetOf([
      ["Year", "Quarter", "n"],
      [2019, "Q1", 4],
      [null, "Q2", 5],
    ]);
    sheet["!merges"] = [utils.decode_range("A2:A3")];
    const delivery = await read(bytesOf(workbookOf({ S: sheet }), "biff8"), { name: "delivery.xls" });
    expect(delivery.problems).toEqual([
      expect.objectContaining({ code: "merged-data-cells", place: expect.objectContaining({ cell: "A2" }) }),
    ]);
    expect(await displayed(onlySheet(delivery))).toContainEqual([3, "", "Q2", "5"]);
  });
});

describe("[I6] the kind is told from the bytes", () => {
  const table = [
    ["URN", "Name"],
    ["00123", "Zoë"],
  ];
  it("an .xls that is a web page is read as text, with a warning", async () => {
    const html = `<html><head><meta charset="windows-1252"></head><table><tr><th>URN<th>Name<th>Date</tr><tr><td>00123<td>Zo&euml; &amp; Ann<td>01/02/2020</tr></table></html>`;
    const delivery = await read(html, { name: "delivery.xls" });
    expect(delivery).toMatchObject({ fileKind: "html" });
    expect(codes(delivery)).toEqual(["kind-differs-from-name"]);
    expect(await displayed(onlySheet(delivery))).toEqual([[2, "00123", "Zoë & Ann", "01/02/2020"]]);
    expect(await underlying(onlySheet(delivery))).toEqual([[2, null, null, null]]);
  });

  it("an .xls that is comma or tab delimited text is read as text, with a warning", async () => {
    const csv = await read("URN,Name\n00123,Zoë\n", { name: "delivery.xls" });
    const tabs = await read(Buffer.from("\ufeffURN\tName\r\n00123\tZoë\r\n", "utf16le"), { name: "delivery.xls" });
    for (const delivery of [csv, tabs]) {
      expect(delivery.fileKind).toBe("text");
      expect(codes(delivery)).toEqual(["kind-differs-from-name"]);
      expect(await displayed(onlySheet(delivery))).toEqual([[2, "00123", "Zoë"]]);
    }
  });

  it("a .csv that is a workbook is read as a workbook, with a warning", async () => {
    const delivery = await read(bytesOf(workbookOf({ S: sheetOf(table) }), "xlsx"), { name: "delivery.csv" });
    expect(delivery.fileKind).toBe("xlsx");
    expect(codes(delivery)).toEqual(["kind-differs-from-name"]);
    expect(await displayed(onlySheet(delivery))).toEqual([[2, "00123", "Zoë"]]);
  });

  it.each([
    ["an OpenDocument spreadsheet", () => bytesOf(workbookOf({ S: sheetOf(table) }), "ods")],
    ["a PDF", () => Buffer.from("%PDF-1.7 ...")],
    ["a Word document", () => compoundFile({ WordDocument: Buffer.alloc(5000) })],
  ])("%s is refused by name", async (what, bytes) => {
    const delivery = await read(bytes(), { name: "delivery.xls" });
    expect(delivery.sheets).toEqual([]);
    expect(delivery.problems).toMatchObject([{ code: "not-a-table" }]);
    expect(delivery.problems[0]?.message).toContain(what);
  });
});

function compoundFile(streams: Readonly<Record<string, Buffer>>): Buffer {
  const container = CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) CFB.utils.cfb_add(container, `/${name}`, content);
  return Buffer.from(CFB.write(container, { type: "buffer" }));
}
