import type { Cell, Worksheet } from "@cj-tech-master/excelts";
import { textWidth, wrapText } from "../figures/text-width.ts";

/** Of a cell's font, in points, where it says nothing else. */
export const bodySize = 11;

/** The height of a line for each point of its font, as spreadsheet programs set Arial. */
const lineHeight = 1.3;
const pixelsPerPoint = 4 / 3;
/** A column of width 1 is as wide as a digit of the workbook's plain font, 7 pixels, beside the padding of its cells. */
const pixelsPerWidth = 7;

/**
 * Makes every row as high as its text: a spreadsheet program that opens a file need not do so by itself, and then lines
 * of wrapped text lie over the row below. The heights are proposals that a program may change when columns are changed.
 *
 * @param sheet with the widths of its columns set
 */
export function fitRowHeights(sheet: Worksheet): void {
  sheet.eachRow((row) => {
    let height = 0;
    row.eachCell((cell, column) => {
      height = Math.max(height, heightOf(cell, sheet.getColumn(column).width ?? 0));
    });
    row.height = Math.ceil(height);
    row.customHeight = false;
  });
}

/** In points. */
function heightOf(cell: Cell, columnWidth: number): number {
  const size = cell.font?.size ?? bodySize;
  const wraps = cell.alignment?.wrapText === true && typeof cell.value !== "number";
  const lines = wraps ? linesOf(cell, columnWidth * pixelsPerWidth) : 1;
  return lines * size * lineHeight;
}

function linesOf({ text, font }: Cell, width: number): number {
  const size = (font?.size ?? bodySize) * pixelsPerPoint;
  const bold = font?.bold === true;
  return text
    .split("\n")
    .flatMap((paragraph) => (paragraph.trim() === "" ? [paragraph] : wrapText(paragraph, width, size, bold)))
    .reduce((lines, line) => lines + Math.max(1, Math.ceil(textWidth(line, size, bold) / width)), 0);
}
