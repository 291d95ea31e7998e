import type { ReleasedCell, ReleasedResult, ReleasedRow } from "@plait/disclosure";
import type { Column } from "@plait/study";
import { type Beneath, beneathText, cellText, estimateDigits, hasEstimates } from "../cell-text.ts";
import { escaped } from "../html-text.ts";
import { labelWithinGroup } from "../label-within-group.ts";
import { countText, fixedText } from "../number-text.ts";
import { shorthandMeaning, shorthandOf } from "../shorthand.ts";
import { type Star, starScheme, starsOf } from "../stars.ts";

/**
 * A result as an HTML table: column groups and row groups as headers with their scope, numbers at the end edge, and
 * what belongs to whole models (N, R²) at the foot.
 */
export function tableHtml(result: ReleasedResult, captionId: string, caption: string, beneath: Beneath): string {
  const scheme = starScheme(result);
  const starred = result.columns.map((_, index) => scheme.length > 0 && holdsEstimates(result, index));
  const look: Look = { beneath, scheme, numeric: numericColumns(result), starred };
  const footFrom = footStart(result);
  const body = rowGroups(result.rows.slice(0, footFrom));
  const foot = result.rows.slice(footFrom);
  const width = result.columns.length + 1;
  return [
    `<table><caption><span id="${captionId}">${escaped(caption)}</span></caption>`,
    headHtml(result, look),
    ...body.map((group) => `<tbody>${groupHeading(group.name, width)}${rowsHtml(group.rows, look)}</tbody>`),
    foot.length === 0 ? "" : `<tfoot>${rowsHtml(foot, look)}</tfoot>`,
    "</table>",
  ].join("");
}

interface Look {
  readonly beneath: Beneath;
  readonly scheme: readonly Star[];
  /** Which columns hold numbers anywhere. */
  readonly numeric: readonly boolean[];
  /** Which columns leave room for stars at the end of each cell. */
  readonly starred: readonly boolean[];
}

function holdsEstimates(result: ReleasedResult, column: number): boolean {
  return result.rows.some((row) => row.cells[column]?.kind === "estimate");
}

function numericColumns(result: ReleasedResult): boolean[] {
  return result.columns.map((_, index) => {
    const kinds = new Set(result.rows.map((row) => row.cells[index]?.kind));
    // A column of texts of which some are withheld is still one of texts.
    return kinds.has("withheld") && kinds.has("text")
      ? false
      : [...kinds].some((kind) => kind !== undefined && kind !== "text" && kind !== "absent");
  });
}

/** The rows after the last estimate, where there are estimates; else none. */
function footStart(result: ReleasedResult): number {
  if (!hasEstimates(result)) return result.rows.length;
  const firstGroupAtEnd = result.rows.findLastIndex((row) =>
    row.cells.some((cell) => cell.kind === "estimate" || (cell.kind === "absent" && cell.reason === "reference")),
  );
  const rest = result.rows.slice(firstGroupAtEnd + 1);
  const first = rest.findIndex((row) => row.cells.some((cell) => cell.kind === "statistic" || cell.kind === "count"));
  return first === -1 ? result.rows.length : firstGroupAtEnd + 1 + first;
}

interface RowGroup {
  readonly name?: string;
  readonly rows: readonly ReleasedRow[];
}

function rowGroups(rows: readonly ReleasedRow[]): RowGroup[] {
  const groups: { name?: string; rows: ReleasedRow[] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last !== undefined && last.name === row.group) last.rows.push(row);
    else groups.push(row.group === undefined ? { rows: [row] } : { name: row.group, rows: [row] });
  }
  return groups;
}

function headHtml(result: ReleasedResult, look: Look): string {
  const columnHeads = result.columns.map(
    (column, index) =>
      `<th scope="col"${numericClass(look, index)}>${escaped(labelWithinGroup(column.label, column.group))}${room(look, index)}</th>`,
  );
  const runs = columnGroups(result.columns);
  const rowHead = (span: string): string => `<th scope="col"${span}>${escaped(result.rowHeading)}</th>`;
  if (runs.every((run) => run.name === undefined)) {
    return `<thead><tr>${rowHead("")}${columnHeads.join("")}</tr></thead>`;
  }
  const colgroups = runs.map((run) => `<colgroup span="${run.size}"></colgroup>`).join("");
  const groupHeads = runs.map((run) =>
    run.name === undefined
      ? `<td colspan="${run.size}"></td>`
      : `<th scope="colgroup" colspan="${run.size}"><span>${escaped(run.name)}</span></th>`,
  );
  return [
    `<colgroup></colgroup>${colgroups}<thead><tr>${rowHead(' rowspan="2"')}${groupHeads.join("")}</tr>`,
    `<tr>${columnHeads.join("")}</tr></thead>`,
  ].join("");
}

function columnGroups(columns: readonly Column[]): { readonly name: string | undefined; readonly size: number }[] {
  const runs: { name: string | undefined; size: number }[] = [];
  for (const { group } of columns) {
    const last = runs.at(-1);
    if (last !== undefined && last.name === group) last.size++;
    else runs.push({ name: group, size: 1 });
  }
  return runs;
}

function groupHeading(name: string | undefined, width: number): string {
  return name === undefined
    ? ""
    : `<tr class="group"><th scope="rowgroup" colspan="${width}"><span>${escaped(name)}</span></th></tr>`;
}

function rowsHtml(rows: readonly ReleasedRow[], look: Look): string {
  return rows
    .map((row) => {
      const cells = row.cells.map(
        (cell, index) => `<td${numericClass(look, index)}>${cellHtml(cell, look, index)}</td>`,
      );
      return `<tr><th scope="row">${escaped(row.label)}</th>${cells.join("")}</tr>`;
    })
    .join("");
}

function numericClass(look: Look, column: number): string {
  return look.numeric[column] === true ? ' class="number"' : "";
}

/** As wide as the longest stars, so that everything in a column of coefficients stands in line. */
function room(look: Look, column: number): string {
  return look.starred[column] === true ? '<span class="stars"></span>' : "";
}

function cellHtml(cell: ReleasedCell, look: Look, column: number): string {
  const mark = shorthandOf(cell);
  if (mark !== undefined) {
    const why = cell.kind === "absent" && cell.note !== undefined ? cell.note : shorthandMeaning(mark);
    return `<abbr title="${escaped(why)}">${escaped(cellText(cell))}</abbr>${room(look, column)}`;
  }
  return cell.kind === "estimate"
    ? estimateHtml(cell, look, column)
    : `${escaped(cellText(cell))}${room(look, column)}`;
}

/** Stars hang beside the number so that decimals stay in line; their meaning is there for those who hear the page. */
function estimateHtml(cell: Extract<ReleasedCell, { kind: "estimate" }>, look: Look, column: number): string {
  const { beneath, scheme } = look;
  const mark = starsOf(cell.pValue, scheme);
  const below = scheme.find((star) => star.mark === mark)?.below;
  const heard = below === undefined ? "" : `<span class="heard">, p below ${countText(below)}, </span>`;
  const hung = scheme.length === 0 ? "" : `<span class="stars" aria-hidden="true">${escaped(mark)}</span>`;
  return [
    `${escaped(fixedText(cell.estimate, estimateDigits))}${hung}${heard}`,
    `<span class="beneath">${escaped(beneathText(cell, beneath))}${room(look, column)}</span>`,
  ].join("");
}
