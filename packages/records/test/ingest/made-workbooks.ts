import { type BookType, utils, type WorkBook, type WorkSheet, write } from "@e965/xlsx";
import { strToU8, zipSync } from "fflate";

export function bytesOf(workbook: WorkBook, bookType: BookType): Buffer {
  return write(workbook, { type: "buffer", bookType, compression: true });
}

export function workbookOf(sheets: Readonly<Record<string, WorkSheet>>): WorkBook {
  const workbook = utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(workbook, sheet, name);
  return workbook;
}

export function sheetOf(
  rows: readonly (readonly unknown[])[],
  formats: Readonly<Record<string, string>> = {},
): WorkSheet {
  const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]));
  for (const [cell, format] of Object.entries(formats)) sheet[cell].z = format;
  return sheet;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** An .xlsx with one sheet of the given `<sheetData>` content and shared texts, for what no writer would write. */
export function xlsxWith(
  rows: string,
  { texts = [], parts = {} }: { texts?: readonly string[]; parts?: Readonly<Record<string, Uint8Array>> } = {},
): Buffer {
  const part = (xml: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
  return Buffer.from(
    zipSync({
      "[Content_Types].xml": part(
        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
      ),
      "_rels/.rels": part(
        `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
      "xl/workbook.xml": part(
        `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      "xl/_rels/workbook.xml.rels": part(
        `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
      ),
      "xl/worksheets/sheet1.xml": part(`<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`),
      "xl/sharedStrings.xml": part(`<sst xmlns="${MAIN}">${texts.map((text) => `<si>${text}</si>`).join("")}</sst>`),
      ...parts,
    }),
  );
}

export function textCell(reference: string, content: string): string {
  return `<c r="${reference}" t="inlineStr"><is>${content}</is></c>`;
}

export function sharedCell(reference: string, index: number): string {
  return `<c r="${reference}" t="s"><v>${index}</v></c>`;
}
