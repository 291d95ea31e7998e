import type { Place, Problem } from "@plait/study";
import type { RecordScan } from "./scan-records.ts";
import type { HighBytes } from "./text-encoding.ts";

const SAVE_AS_UTF8 = 'Open the file in the program it came from and save it again as "CSV UTF-8 (comma delimited)".';

export function emptyFile(place: Place): Problem {
  return {
    severity: "error",
    code: "empty-file",
    place,
    message: "The file is empty.",
    remedy:
      "Ask for the delivery again. If the supplier really had nothing to send, remove the file and name the gap under `not_supplied` in records/rules.yaml.",
  };
}

export function notText(place: Place): Problem {
  return {
    severity: "error",
    code: "unknown-encoding",
    place,
    message: "The file holds bytes that no text has (zero bytes), and it is not a workbook either.",
    remedy: `It is damaged, or in UTF-16 without the mark that says so. ${SAVE_AS_UTF8}`,
  };
}

export function brokenUtf16(place: Place, encoding: string): Problem {
  return {
    severity: "error",
    code: "unknown-encoding",
    place,
    message: `The file says by its first bytes that it is in ${encoding.toUpperCase()}, but parts of it are not.`,
    remedy: `It was probably damaged on its way. Ask for it again, or: ${SAVE_AS_UTF8}`,
  };
}

export function unknownEncoding(place: Place, found: { byte: number; line: number }): Problem {
  return {
    severity: "error",
    code: "unknown-encoding",
    place: { ...place, line: found.line },
    message: `The encoding of the file is unknown: it is not UTF-8, and the byte 0x${found.byte.toString(16).toUpperCase()} means nothing in windows-1252.`,
    remedy: SAVE_AS_UTF8,
  };
}

export function mixedEncoding(place: Place, high: HighBytes): Problem {
  return {
    severity: "error",
    code: "mixed-encoding",
    place: high.firstStrayLine === undefined ? place : { ...place, line: high.firstStrayLine },
    message: `The file mixes encodings: ${high.wellFormed} of its characters are UTF-8 and ${high.stray} bytes are not.`,
    remedy: `It was probably put together from two exports. Ask for them apart, or mend the line named and save the file as UTF-8.`,
  };
}

export function unclosedQuote(place: Place, row: number): Problem {
  return {
    severity: "error",
    code: "unclosed-quote",
    place: { ...place, line: row },
    message: `A quote opened in row ${row} is never closed, so everything after it would become one cell. Nothing was read.`,
    remedy: 'Close the quote, or, if it is part of the text, write it twice (""), or ask for the delivery again.',
  };
}

export function tooManyColumns(place: Place, columns: number, most: number): Problem {
  return {
    severity: "error",
    code: "too-many-columns",
    place,
    message: `The sheet has ${columns} columns; Plait reads at most ${most}.`,
    remedy: "Look for a stray value far to the right of the table and delete it, or deliver the table in parts.",
  };
}

/** Quotes that were read, but perhaps not as they were meant. */
export function quotingProblems(scan: RecordScan, place: Place): Problem[] {
  const problems: Problem[] = [];
  const [firstStray] = scan.strayQuotes.first;
  if (firstStray !== undefined) {
    const { rows, first } = scan.strayQuotes;
    problems.push({
      severity: "warning",
      code: "stray-quote",
      place: { ...place, line: firstStray },
      message: `In ${rows} ${rows === 1 ? "row" : "rows"} (${listRows(first, rows)}) a quoted cell has text after its closing quote. The text was kept in the cell.`,
      remedy: 'Compare these rows with their source. A quote that is part of a text must be written twice ("").',
    });
  }
  for (const row of scan.longCells) {
    problems.push({
      severity: "warning",
      code: "long-quoted-cell",
      place: { ...place, line: row },
      message: `A quoted cell in row ${row} has more than 100 lines.`,
      remedy: "If other rows have been swallowed by this cell, a closing quote is missing: put it in.",
    });
  }
  return problems;
}

function listRows(first: readonly number[], all: number): string {
  return `${first.join(", ")}${all > first.length ? ", …" : ""}`;
}
