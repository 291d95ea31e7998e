import type { Place, Problem } from "@plait/study";
import { FORMAT_LIMITS } from "./format-limits.ts";

function error(place: Place, code: string, message: string, remedy: string): Problem {
  return { severity: "error", code, place, message, remedy };
}

function warning(place: Place, code: string, message: string, remedy: string): Problem {
  return { severity: "warning", code, place, message, remedy };
}

const EXPORT_AGAIN = "Save or export the file again and copy it anew.";

/* The file as a whole */

export function fileTooLarge(place: Place, bytes: number): Problem {
  const mebibytes = FORMAT_LIMITS.fileBytes / 1_048_576;
  return error(
    place,
    "file-too-large",
    `the file has ${Math.ceil(bytes / 1_048_576)} MiB; at most ${mebibytes} MiB are read`,
    "Check that this is the file you mean. Take pictures and other sheets out of a workbook.",
  );
}

export function emptyFile(place: Place): Problem {
  return error(place, "file-empty", "the file is empty", EXPORT_AGAIN);
}

export function unknownFormat(place: Place): Problem {
  return error(
    place,
    "unknown-format",
    "the file is in none of the formats that hold Q-sorts",
    "Save the sorts as CSV with the columns sorter, statement and place, or export them from their program again.",
  );
}

export function zipDamaged(place: Place, reason: string): Problem {
  return error(place, "zip-damaged", `the file is a zip archive whose ${reason}`, EXPORT_AGAIN);
}

export function zipTooLarge(place: Place, reason: string): Problem {
  return error(
    place,
    "zip-too-large",
    `the file is a zip archive whose ${reason}`,
    "No study is that large: do not open the file, and ask where it comes from.",
  );
}

export function workbookDamaged(place: Place, reason: string): Problem {
  return error(
    place,
    "workbook-damaged",
    `the workbook cannot be read: ${reason}`,
    `Open it and save it as .xlsx. ${EXPORT_AGAIN}`,
  );
}

export function tooManyCells(place: Place): Problem {
  return error(
    place,
    "too-many-cells",
    `at most ${FORMAT_LIMITS.rows} rows and ${FORMAT_LIMITS.columns} columns are read`,
    "Check that this is the file you mean.",
  );
}

export function jsonDamaged(place: Place): Problem {
  return error(place, "json-damaged", "the file is not whole JSON", EXPORT_AGAIN);
}

export function damagedQuotes(place: Place): Problem {
  return error(
    place,
    "csv-quotes",
    "the quotation marks are not in pairs",
    'Put a cell with quotation marks in quotation marks itself and double those inside: "a ""good"" worker".',
  );
}

export function encodingGuessed(place: Place): Problem {
  return warning(
    place,
    "encoding-guessed",
    "the text is not UTF-8 and was read as windows-1252",
    "Look at letters with accents. If they are wrong, save the file as UTF-8.",
  );
}

export function missingSheet(place: Place, sheets: string): Problem {
  return error(
    place,
    "missing-sheet",
    `the workbook has no sheet ${sheets}`,
    "Add the sheet or rename the one that holds this.",
  );
}

export function missingPart(place: Place, part: string): Problem {
  return error(place, "missing-part", `the archive has no ${part}`, EXPORT_AGAIN);
}

export function missingColumn(place: Place, columns: string): Problem {
  return error(place, "missing-column", `there is no column ${columns}`, "Add it to the first line.");
}

export function repeatedColumn(place: Place, column: string): Problem {
  return error(place, "repeated-column", `the column ${column} stands twice`, "Keep one of them and delete the other.");
}

export function unusedColumns(place: Place, columns: readonly string[]): Problem {
  return warning(
    place,
    "unused-columns",
    `${columns.length === 1 ? "this column was" : "these columns were"} not read: ${columns.join(", ")}`,
    "Nothing need be done if what they hold is not wanted.",
  );
}

export function missingHeader(place: Place): Problem {
  return error(
    place,
    "missing-header",
    "the first line holds a sort and does not name the columns",
    "Put a line above it: sorter, then the id of each statement.",
  );
}

export function turnedTable(place: Place): Problem {
  return warning(
    place,
    "statements-in-rows",
    "the rows were read as statements and the columns as sorts",
    "Check that the sorters stand in the first line. If they do not, name the statements there by their ids.",
  );
}

export function badCount(place: Place, what: string, text: string): Problem {
  return error(
    place,
    "bad-count",
    `${what} should be a whole number and is "${text}"`,
    "Write the number, in figures.",
  );
}

/* Statements and grid */

export function noStatements(place: Place): Problem {
  return error(place, "no-statements", "the file holds no statement", "Check that this is the file you mean.");
}

export function statementCount(place: Place, found: number, expected: number, where: string): Problem {
  return error(
    place,
    "statement-count",
    `the file has ${found} statements, ${where} ${expected}`,
    "Check that the file belongs to this study and to this version of its cards.",
  );
}

export function unknownStatement(place: Place, text: string): Problem {
  return error(
    place,
    "unknown-statement",
    `there is no statement "${text}"`,
    "Correct it to the id or the number of a card.",
  );
}

export function emptyStatement(place: Place, number: number): Problem {
  return warning(
    place,
    "empty-statement",
    `statement ${number} has no text`,
    "Write its text, or delete the line if there is no such card.",
  );
}

export function badGrid(place: Place, why: string): Problem {
  return error(
    place,
    "bad-grid",
    `the grid cannot be read: ${why}`,
    "Write how many cards each column holds, in figures, 0 for columns that are not used.",
  );
}

export function gridMisfit(place: Place, room: number, statements: number): Problem {
  return error(
    place,
    "grid-misfit",
    `the grid has room for ${room} cards and there are ${statements} statements`,
    "Correct the numbers of cards in the columns, or the statements.",
  );
}

export function gridDiffers(place: Place): Problem {
  return warning(
    place,
    "grid-differs",
    "the file states another grid than the study; the sorts were checked against the study's",
    "Check that the file belongs to this study.",
  );
}

/* Sorts */

export function noSorts(place: Place): Problem {
  return error(
    place,
    "no-sorts",
    "no sort could be read from the file",
    "Mend the other problems, or check that this is the file you mean.",
  );
}

export function sortCount(place: Place, found: number, stated: number): Problem {
  return error(
    place,
    "sort-count",
    `the file says that it holds ${stated} sorts and holds ${found}`,
    "Check whether sorts are missing, then correct the number.",
  );
}

export function missingSorter(place: Place): Problem {
  return error(
    place,
    "missing-sorter",
    "the sorter's code is missing",
    "Write the code of the person who made this sort.",
  );
}

export function repeatedSorter(place: Place, sorter: string, first: string): Problem {
  return error(
    place,
    "repeated-sorter",
    `there already is a sort of ${sorter} (${first})`,
    "Give each person a code of their own, name the condition where one sorted twice, or take one of the sorts out.",
  );
}

export function sorterCodesFrom(place: Place, field: string): Problem {
  return warning(
    place,
    "sorter-codes-from",
    `the sorters' codes were taken from ${field}`,
    "Check that these are codes and not names, or say which field holds the codes.",
  );
}

export function missingSort(place: Place): Problem {
  return error(
    place,
    "missing-sort",
    "the record holds no sort",
    "Look for the sort in the browser or the store it was sent from; take the record out if there is none.",
  );
}

export function differingWithinSort(place: Place, what: string, sorter: string): Problem {
  return error(
    place,
    "differing-within-sort",
    `the ${what} of ${sorter} differs from line to line`,
    "Write the same in every line of a sort.",
  );
}

export function notANumber(place: Place, what: string, text: string): Problem {
  return error(place, "not-a-number", `${what} should be a number and is "${text}"`, "Write the number, in figures.");
}

export function missingStatement(place: Place, statement: string, sorter: string): Problem {
  return error(
    place,
    "missing-statement",
    `statement ${statement} has no place in the sort of ${sorter}, which was left out`,
    "Look at the photograph or the record of the board and add it.",
  );
}

export function repeatedStatement(place: Place, statement: string, sorter: string): Problem {
  return error(
    place,
    "repeated-statement",
    `statement ${statement} has more than one place in the sort of ${sorter}, which was left out`,
    "Look at the photograph or the record of the board and keep the right one.",
  );
}

export function valueOffGrid(place: Place, value: number, sorter: string, values: string): Problem {
  return error(
    place,
    "value-off-grid",
    `the grid has no column ${value} (sort of ${sorter})`,
    `Correct it. The columns are ${values}.`,
  );
}

export function wrongNumberInColumn(place: Place, sorter: string, value: number, cards: number, room: number): Problem {
  return error(
    place,
    "wrong-number-in-column",
    `in the sort of ${sorter}, column ${value} holds ${cards} and not ${room} cards`,
    "Correct the places, or declare the grid as free if the sorters were not held to its shape.",
  );
}

export function tooManyScores(place: Place, sorter: string, statements: number): Problem {
  return error(
    place,
    "too-many-scores",
    `the sort of ${sorter} has more places than the ${statements} statements`,
    "Delete what is too much, or add the missing statements.",
  );
}

export function shiftedScores(place: Place, sorter: string, columns: number): Problem {
  return warning(
    place,
    "shifted-scores",
    `the places of ${sorter} stand ${columns} columns too far right, as its id is too long; they were read from the end`,
    "Check the sort. Cut the id to eight characters in the program that wrote the file.",
  );
}

export function unknownPile(place: Place, text: string): Problem {
  return error(place, "unknown-pile", `"${text}" is no pile`, "Write agree, unsure or disagree.");
}

export function pilesLeftOut(place: Place, sorter: string, why: string): Problem {
  return warning(
    place,
    "piles-left-out",
    `the piles of ${sorter} were left out: ${why}`,
    "Look at the record of the first sorting, or go on without these piles.",
  );
}

export function pilesDisagree(place: Place, sorter: string): Problem {
  return warning(
    place,
    "piles-disagree",
    `the trace of ${sorter} puts some cards in other piles than the lists of the piles do; the lists were taken`,
    "Nothing need be done: the program that wrote the trace may carry a pile over from the card before.",
  );
}

export function badOrder(place: Place, sorter: string): Problem {
  return error(
    place,
    "bad-order",
    `the order of placing of ${sorter} is not 1 to the number of statements, each once; it was left out`,
    "Correct the order, or empty its column for this sort.",
  );
}

export function noOrderOfPlacing(place: Place): Problem {
  return warning(
    place,
    "no-order-of-placing",
    "presortTrace lists piles by statement number, not the order in which cards were placed: no order was read",
    "Nothing need be done.",
  );
}

/* Writing */

export function notCarried(place: Place, parts: readonly string[]): Problem {
  return warning(
    place,
    "not-carried",
    `this format does not carry ${parts.join(", ")}`,
    "Keep the study's own files, or write the tidy CSV as well.",
  );
}

export function renamedSorter(place: Place, from: string, to: string): Problem {
  return warning(
    place,
    "renamed-sorter",
    `the sorter "${from}" is called "${to}" in this file`,
    "Keep this list to go back from the file to the study.",
  );
}

export function cutTitle(place: Place, length: number): Problem {
  return warning(place, "cut-title", `the title was cut to ${length} characters`, "Nothing need be done.");
}

export function changedText(place: Place, what: string): Problem {
  return warning(place, "changed-text", what, "Keep the study's own files for the exact wording.");
}

export function tooFewForKade(place: Place, sorts: number): Problem {
  return warning(
    place,
    "too-few-for-kade",
    `KADE opens a type 2 workbook only if it holds six sorts or more; this one holds ${sorts}`,
    "Write type 1 or the zip archive for KADE.",
  );
}

export function unwritable(place: Place, why: string): Problem {
  return error(place, "unwritable", why, "Write another format, such as the tidy CSV.");
}
