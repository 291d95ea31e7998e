import type { Place, Problem } from "@plait/study";
import { columnLetters } from "./cell-shape.ts";
import { columnLabels, duplicateLabels } from "./column-labels.ts";
import { findHeaderRows, type SheetTop } from "./header-rows.ts";

/**
 * A person's word on the header of a sheet, where Plait's own finding is wrong. Without `sheet` it holds for every
 * sheet of the file; one that names the sheet wins. `rows` count from 1; none at all say that the sheet has no header.
 */
export interface HeaderOverride {
  readonly sheet?: string;
  readonly rows?: readonly number[];
  readonly skip?: boolean;
}

/** The override that holds for a sheet, if any. */
export function overrideFor(sheet: string, overrides: readonly HeaderOverride[]): HeaderOverride | undefined {
  return (
    overrides.find((each) => each.sheet?.trim() === sheet.trim()) ?? overrides.find((each) => each.sheet === undefined)
  );
}

/** Rows count from 1 in the sheet. */
export interface HeaderChoice {
  readonly headerRows: readonly number[];
  readonly from: "found" | "override" | "none";
  readonly firstDataRow: number;
}

/**
 * The header of a sheet: as the override says, else as found. `offset` rows of the sheet stand above `top`.
 * Without a header every row is data, so that nothing is lost, and the problem `no-header` says how to name it.
 */
export function chooseHeader(
  top: SheetTop,
  offset: number,
  override: HeaderOverride | undefined,
  place: Place,
): { choice: HeaderChoice; problems: Problem[] } {
  if (override?.rows !== undefined) return overriddenHeader(override.rows, offset + top.rows.length, place);
  const finding = findHeaderRows(top);
  switch (finding.kind) {
    case "found": {
      const headerRows = finding.rows.map((row) => row + 1 + offset);
      return { choice: { headerRows, from: "found", firstDataRow: (headerRows.at(-1) ?? 0) + 1 }, problems: [] };
    }
    case "none":
      return { choice: WITHOUT_HEADER, problems: [noHeader(place, finding.firstDataRow + 1 + offset)] };
    case "empty":
      return { choice: WITHOUT_HEADER, problems: [] };
  }
}

const WITHOUT_HEADER: HeaderChoice = { headerRows: [], from: "none", firstDataRow: 1 };

function overriddenHeader(
  rows: readonly number[],
  rowsAtHand: number,
  place: Place,
): { choice: HeaderChoice; problems: Problem[] } {
  const inOrder = [...rows].sort((a, b) => a - b);
  const last = inOrder.at(-1);
  if (last === undefined) return { choice: { headerRows: [], from: "override", firstDataRow: 1 }, problems: [] };
  const choice: HeaderChoice = { headerRows: inOrder, from: "override", firstDataRow: last + 1 };
  if (last <= rowsAtHand && (inOrder[0] ?? 0) >= 1) return { choice, problems: [] };
  return {
    choice: WITHOUT_HEADER,
    problems: [
      {
        severity: "error",
        code: "header-row-outside-sheet",
        place,
        message: `records/rules.yaml says that the header is in row ${rows.join(", ")}, but the sheet's top has rows 1 to ${rowsAtHand} only.`,
        remedy: "Correct `rows` under `headers` in records/rules.yaml. Rows are numbered from 1, as in a spreadsheet.",
      },
    ],
  };
}

function noHeader(place: Place, firstDataRow: number): Problem {
  return {
    severity: "error",
    code: "no-header",
    place: { ...place, line: firstDataRow },
    message: `No header row was found: row ${firstDataRow} already looks like data. Every row has been kept as data.`,
    remedy: `If a row does name the columns, say which under \`headers\` in records/rules.yaml: \`- { path: "${underDeliveries(place.file)}", rows: [1] }\`. If none does, say \`rows: []\` and map \`(column A)\`, \`(column B)\` and so on, or ask the supplier for a delivery with a header row.`,
  };
}

/** Overrides name files by their path under the folder of deliveries. */
function underDeliveries(file: string): string {
  return file.replace(/^records\/deliveries\//, "");
}

/**
 * Labels of the chosen header, with a problem for those that several columns bear, and its rows as shown. `top` starts `offset` rows down.
 */
export function labelColumns(
  top: SheetTop,
  offset: number,
  choice: HeaderChoice,
  columnCount: number,
  place: Place,
): { labels: string[]; header: string[][]; problems: Problem[] } {
  const rows = choice.headerRows.map((row) => row - 1 - offset);
  const header = rows.map((row) => Array.from({ length: columnCount }, (_, column) => top.rows[row]?.[column] ?? ""));
  const labels = columnLabels(top, rows, columnCount);
  const problems = duplicateLabels(labels).map(({ label, columns }): Problem => {
    const letters = columns.map(columnLetters);
    return {
      severity: "warning",
      code: "duplicate-header",
      place: { ...place, ...atHeader(choice, letters[0]) },
      message: `${columns.length} columns (${letters.join(", ")}) bear the same label "${label}". All are kept.`,
      remedy: `Ask the supplier which is which. Where they do not hold the same cells, name each by its column in records/crosswalk.csv, such as "${label} (column ${letters.at(-1)})", or mark the label as ignored.`,
    };
  });
  return { labels, header, problems };
}

function atHeader(choice: HeaderChoice, letters: string | undefined): { line?: number; cell?: string } {
  const row = choice.headerRows.at(-1);
  return row === undefined ? {} : { line: row, cell: `${letters ?? "A"}${row}` };
}
