import type { Problem, Read } from "@plait/study";
import type { QData } from "../q-data.ts";
import { FORMAT_LIMITS } from "./format-limits.ts";
import { readKadeZip } from "./kade-zip.ts";
import { readNumberRows } from "./numbers-text.ts";
import type { QContext } from "./q-context.ts";
import { type OpenedFile, openQFile, type QFormat } from "./q-format.ts";
import { emptyFile, encodingGuessed, fileTooLarge, unknownFormat } from "./q-problems.ts";
import { readKadeWorkbook } from "./read-kade-workbook.ts";
import { readPqMethodDat, readStatementList } from "./read-pqmethod.ts";
import { readTidyRows } from "./tidy-csv.ts";
import { readWebSortJson } from "./web-sort-json.ts";
import { readWebSortRows } from "./web-sort-rows.ts";
import { readWideRows } from "./wide-csv.ts";

/** What a file holds, the format it was read as, and every problem found in it. */
export type QFileRead = Read<QData> & { readonly format?: QFormat };

/**
 * Reads a file of any format of the field.
 *
 * @param name the file's name or path, for problems; its ending helps only where the content leaves the format open
 * @param context the study's statements and grid, for the file to be checked against
 */
export function readQFile(name: string, bytes: Uint8Array, context: QContext = {}): QFileRead {
  if (bytes.length === 0) return { problems: [emptyFile({ file: name })] };
  if (bytes.length > FORMAT_LIMITS.fileBytes) return { problems: [fileTooLarge({ file: name }, bytes.length)] };
  const opened = openQFile(name, bytes);
  if (opened.format === undefined) {
    return { problems: opened.problems.length > 0 ? opened.problems : [unknownFormat({ file: name })] };
  }
  const read = readOpened(name, bytes, opened, context);
  const guessed =
    "decoded" in opened && opened.decoded?.encoding === "windows-1252" ? [encodingGuessed({ file: name })] : [];
  const problems: readonly Problem[] = [...guessed, ...read.problems];
  return { ...read, problems, format: opened.format };
}

function readOpened(
  name: string,
  bytes: Uint8Array,
  opened: Exclude<OpenedFile, { format: undefined }>,
  context: QContext,
): Read<QData> {
  switch (opened.format) {
    case "pqmethod-dat":
      return readPqMethodDat(name, opened.decoded.text, context);
    case "statement-list":
      return readStatementList(name, opened.decoded.text, context);
    case "web-sort-json":
      return readWebSortJson(name, opened.decoded.text, context);
    case "kade-zip":
      return readKadeZip(name, bytes, context);
    case "kade-type-1":
    case "kade-type-2":
    case "kade-old-type-1":
    case "kade-old-type-2":
    case "kade-results": {
      const { value, problems } = readKadeWorkbook(name, opened.book.sheets, opened.layout, context);
      const all = [...opened.book.problems, ...problems];
      return value === undefined ? { problems: all } : { value, problems: all };
    }
    case "tidy-table":
      return readTidyRows(name, opened.rows, context, opened.problems);
    case "wide-table":
      return readWideRows(name, opened.rows, context, opened.problems);
    case "number-entry":
      return readNumberRows(name, opened.rows, context, opened.problems);
    case "web-sort-named-columns":
      return readWebSortRows(name, opened.rows, "named-columns", context, opened.problems);
    case "web-sort-labelled-cells":
      return readWebSortRows(name, opened.rows, "labelled-cells", context, opened.problems);
    case "web-sort-packed-cell":
      return readWebSortRows(name, opened.rows, "packed-cell", context, opened.problems);
  }
}
