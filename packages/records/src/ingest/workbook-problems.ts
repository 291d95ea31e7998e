import type { Place, Problem } from "@plait/study";
import { columnLetters } from "./cell-shape.ts";
import type { Merge } from "./header-rows.ts";

const SAVE_AS_CSV = 'open it in a spreadsheet program and save each sheet as "CSV UTF-8 (comma delimited)"';

function error(code: string, place: Place, message: string, remedy: string): Problem {
  return { severity: "error", code, place, message, remedy };
}

export function encryptedWorkbook(place: Place): Problem {
  return error(
    "encrypted-workbook",
    place,
    "The workbook is protected by a password and cannot be read.",
    "Open it with its password, remove the password (File, Info, Protect Workbook) and save it again. Keep the delivery folder on an encrypted disk instead.",
  );
}

export function damagedWorkbook(place: Place, what: string): Problem {
  return error(
    "damaged-workbook",
    place,
    `The workbook is damaged: ${what}.`,
    `Ask for the delivery again and compare its size. If a spreadsheet program still opens it, ${SAVE_AS_CSV}.`,
  );
}

export function oversizedWorkbook(place: Place, what: string): Problem {
  return error(
    "oversized-workbook",
    place,
    `The workbook was not opened: ${what}.`,
    `If the file is what it claims to be, ${SAVE_AS_CSV}: text files may be of any size. Be wary of a small file that unpacks to a huge one.`,
  );
}

export function slowWorkbook(place: Place, milliseconds: number): Problem {
  return error(
    "slow-workbook",
    place,
    `Reading the workbook was stopped after ${milliseconds / 1000} seconds. It is damaged or far larger than it looks.`,
    `Ask for the delivery again, or ${SAVE_AS_CSV}.`,
  );
}

export function heavyWorkbook(place: Place, megabytes: number): Problem {
  return error(
    "heavy-workbook",
    place,
    `Reading the workbook was stopped because it needed more than ${megabytes} MB of memory, or because the machine ran out of it.`,
    `Close other programs and try again, or ${SAVE_AS_CSV}.`,
  );
}

export function unreadableWorkbook(place: Place): Problem {
  return error(
    "damaged-workbook",
    place,
    "The workbook could not be read: the reader ended without an answer.",
    `Ask for the delivery again, or ${SAVE_AS_CSV}.`,
  );
}

export function tooManyRows(place: Place, rows: number, most: number): Problem {
  return error(
    "too-many-rows",
    place,
    `The sheet reaches to row ${rows}; Plait reads at most ${most} rows of a worksheet.`,
    `Look for a stray value far below the table and delete it, or ${SAVE_AS_CSV}: text files may have any number of rows.`,
  );
}

/** Cells merged over several data rows: only the first row holds the value. */
export function mergedDataCells(
  place: Place,
  merges: readonly Merge[],
  firstDataRow: number,
  dataRows: ReadonlySet<number>,
): Problem[] {
  const merged = merges.filter(
    (merge) => merge.bottom > merge.top && merge.top + 1 >= firstDataRow && dataRows.has(merge.top + 1),
  );
  const [first] = merged;
  if (first === undefined) return [];
  const cell = `${columnLetters(first.left + 1)}${first.top + 1}`;
  return [
    {
      severity: "warning",
      code: "merged-data-cells",
      place: { ...place, line: first.top + 1, cell },
      message: `${merged.length} ${merged.length === 1 ? "cell is" : "cells are"} merged over several data rows, the first at ${cell}. Only the first row of each holds the value; the others are empty.`,
      remedy: "Unmerge the cells in the source and fill the value down, if it belongs to every row.",
    },
  ];
}

/** Formulas saved without a result, as programs that only write files leave them. */
export function uncalculatedFormulas(
  place: Place,
  cells: readonly { readonly row: number; readonly column: number }[],
): Problem[] {
  const [first] = cells;
  if (first === undefined) return [];
  const cell = `${columnLetters(first.column + 1)}${first.row + 1}`;
  return [
    {
      severity: "warning",
      code: "uncalculated-formula",
      place: { ...place, line: first.row + 1, cell },
      message: `${cells.length} ${cells.length === 1 ? "formula has" : "formulas have"} no stored result, the first at ${cell}. They are read as empty cells.`,
      remedy: "Open the workbook in a spreadsheet program, let it calculate, and save it.",
    },
  ];
}

/** A file of a known kind that holds no tables; `what` reads like `a Word document`. */
export function notAWorkbook(place: Place, what: string): Problem {
  return error(
    "not-a-table",
    place,
    `The file is ${what}, whatever its name says. Plait reads workbooks and delimited text.`,
    "Ask for the table itself as .xlsx, .xls or .csv, or name the file under `ignore` in records/rules.yaml.",
  );
}
