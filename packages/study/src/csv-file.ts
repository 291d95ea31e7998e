import type { Problem } from "./problem.ts";
import { errorAt } from "./problem-at.ts";
import { readSeparatedRows, type SeparatedRow } from "./separated-rows.ts";
import { decodedText } from "./text-file.ts";

/** One row of a decision file. A cell is absent where the file lacks its column. */
export interface CsvRow<Column extends string> {
  readonly cells: { readonly [Name in Column]?: string };
  /** The line on which the row begins, from 1; quoted cells may run over several. */
  readonly line: number;
}

export interface CsvFile<Column extends string> {
  /** The columns that were found, none where the first line is no header. */
  readonly columns: readonly Column[];
  readonly rows: readonly CsvRow<Column>[];
  readonly problems: readonly Problem[];
}

export interface CsvColumns<Column extends string> {
  readonly required: readonly Column[];
  readonly optional: readonly Column[];
}

/**
 * Reads a CSV file whose first line names its columns, in any order, case and surrounding spaces not counting. Cells
 * are trimmed, rows without any text left out. Rows are read as far as they can be, whatever is wrong with others.
 */
export function readCsvFile<Column extends string>(
  file: string,
  raw: string,
  columns: CsvColumns<Column>,
): CsvFile<Column> {
  const { text, problems: decoding } = decodedText(file, raw);
  const lines: SeparatedRow[] = [];
  const syntax = readSeparatedRows(file, text, ",", ({ cells, line }) => {
    lines.push({ cells: cells.map((cell) => cell.trim()), line });
  });
  const problems = [...decoding, ...syntax];
  const [heading, ...body] = lines.filter(({ cells }) => cells.some((cell) => cell !== ""));
  if (heading === undefined) {
    problems.push(missingHeader(file, columns));
    return { columns: [], rows: [], problems };
  }
  const header = readHeader(file, heading, columns);
  problems.push(...header.problems);
  const rows: CsvRow<Column>[] = [];
  for (const { cells, line } of body) {
    if (cells.slice(heading.cells.length).some((cell) => cell !== "")) {
      problems.push(tooManyCells(file, line, cells.length, heading.cells.length));
      continue;
    }
    const named: { [Name in Column]?: string } = {};
    for (const [at, name] of header.names.entries()) if (name !== null) named[name] = cells[at] ?? "";
    rows.push({ cells: named, line });
  }
  const found = header.names.filter((name) => name !== null);
  return { columns: found, rows: found.length === 0 ? [] : rows, problems };
}

interface Header<Column extends string> {
  readonly names: readonly (Column | null)[];
  readonly problems: readonly Problem[];
}

function readHeader<Column extends string>(
  file: string,
  heading: SeparatedRow,
  columns: CsvColumns<Column>,
): Header<Column> {
  const place = { file, line: heading.line };
  const expected = [...columns.required, ...columns.optional];
  const only = heading.cells.length === 1 ? (heading.cells[0] ?? "") : "";
  if (/[;\t]/.test(only)) {
    const problem = errorAt(
      place,
      "csv-separator",
      `the columns are separated by ${only.includes("\t") ? "tabs" : "semicolons"}, not by commas`,
      "Save the file as CSV with commas (in Excel: CSV UTF-8, with the list separator of the system set to a comma).",
    );
    return { names: [], problems: [problem] };
  }
  const problems: Problem[] = [];
  const names: (Column | null)[] = [];
  for (const cell of heading.cells) {
    const name = expected.find((column) => column === cell.toLowerCase()) ?? null;
    if (name !== null && names.includes(name)) {
      problems.push(
        errorAt(
          place,
          "csv-duplicate-column",
          `the column ${name} stands twice`,
          "Keep one of them and delete the other.",
        ),
      );
      names.push(null);
      continue;
    }
    if (name === null && cell !== "") {
      problems.push(
        errorAt(
          place,
          "csv-unknown-column",
          `the column "${cell}" is not known here`,
          `Correct or delete it. The columns are ${expected.join(", ")}.`,
        ),
      );
    }
    names.push(name);
  }
  for (const name of columns.required) {
    if (!names.includes(name)) {
      problems.push(
        errorAt(
          place,
          "csv-missing-column",
          `the column ${name} is missing`,
          `Add it to the first line. The columns are ${expected.join(", ")}.`,
        ),
      );
    }
  }
  return { names, problems };
}

function missingHeader<Column extends string>(file: string, columns: CsvColumns<Column>): Problem {
  return errorAt(
    { file, line: 1 },
    "csv-no-header",
    "the file is empty",
    `Begin it with the line ${columns.required.join(",")}.`,
  );
}

function tooManyCells(file: string, line: number, found: number, expected: number): Problem {
  return errorAt(
    { file, line },
    "csv-too-many-cells",
    `the row has ${found} cells under ${expected} columns`,
    'Put quotation marks around a cell that holds a comma: "a, b".',
  );
}
