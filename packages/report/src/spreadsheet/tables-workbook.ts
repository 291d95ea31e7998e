import { type Cell, Workbook, type Worksheet } from "@cj-tech-master/excelts";
import type { Annex } from "../annex.ts";
import { type AnnexPlan, type PlannedResult, planAnnex, tableName } from "../annex-plan.ts";
import { asSentence } from "../as-sentence.ts";
import { proseText } from "../cross-references.ts";
import { changeStatement, disclosureStatement, reviewStatement } from "../disclosure-statement.ts";
import { type FlatCell, flatTable } from "../flat-table.ts";
import { formulaSafe } from "../formula-safe.ts";
import { countText, fixedText, pValueText, shareText } from "../number-text.ts";
import { shorthandMeaning, shorthandText, shorthandUsed } from "../shorthand.ts";
import { accessibleArchive } from "./accessible-archive.ts";
import { type NumberedNote, numberedNotes } from "./numbered-notes.ts";
import { bodySize, fitRowHeights } from "./row-heights.ts";

/**
 * All tables as one .xlsx by the Analysis Function's checklist for accessible spreadsheets: a cover, contents with
 * links, notes, then one marked-up table a sheet. On paper each is as wide as the page, and a table that takes several
 * has its header on each. The same annex gives the same bytes.
 */
export async function tablesWorkbook(annex: Annex): Promise<Uint8Array> {
  const plan = planAnnex(annex);
  const notes = numberedNotes(plan);
  const workbook = new Workbook();
  workbook.title = `${annex.title}: tables`;
  workbook.language = "en-GB";
  workbook.creator = "Plait";
  workbook.lastModifiedBy = "Plait";
  workbook.created = new Date(0);
  workbook.modified = new Date(0);
  addCover(workbook, annex, plan);
  addContents(workbook, plan);
  addNotes(workbook, plan, notes);
  const tableNames = new Set<string>();
  for (const planned of plan.results) addTable(workbook, annex, planned, notes, tableNames);
  return accessibleArchive(new Uint8Array(await workbook.xlsx.writeBuffer()));
}

/** A column alone on its sheet is not made smaller to fit the page, so this fits on A4 paper as it is. */
const coverWidth = 80;
const contentsSheet = "Contents";
const notesSheet = "Notes";

const paperA4 = 9;

function newSheet(workbook: Workbook, name: string, orientation: "portrait" | "landscape" = "portrait"): Worksheet {
  return workbook.addWorksheet(name, {
    views: [{ state: "normal", activeCell: "A1", showGridLines: true }],
    pageSetup: { paperSize: paperA4, orientation, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
}

function addCover(workbook: Workbook, annex: Annex, plan: AnnexPlan): void {
  const sheet = newSheet(workbook, "Cover");
  const { policy } = annex.release.value;
  title(sheet, annex.title);
  const line = (words: string): Cell => write(sheet, words, { wrap: true });
  if (annex.summary !== "") line(proseText(annex.summary, plan));
  if (annex.synthetic !== undefined) line(`Synthetic data. ${annex.synthetic}`);
  heading(sheet, "What is in this workbook");
  line(`A list of contents, the notes, and ${plan.results.length} tables, each on a worksheet of its own.`);
  link(sheet.getCell(sheet.rowCount + 1, 1), "List of contents", contentsSheet);
  heading(sheet, "How people are protected");
  line(`Numbers were checked under the policy “${policy.title}” before they left the study.`);
  for (const rule of policy.rules) line(asSentence(rule));
  for (const change of policy.changes) line(`Changed by this study. ${changeStatement(change)}`);
  for (const planned of plan.results) {
    const { review } = planned.result.disclosure;
    if (review !== undefined) line(`${tableName(planned)}: ${reviewStatement(review)}`);
  }
  heading(sheet, "How this was made");
  line(`Made by Plait ${annex.buildDetails.plaitVersion}.`);
  line(`Digest of all that was read: ${annex.buildDetails.inputsDigest}`);
  setWidths(sheet, [coverWidth]);
}

function addContents(workbook: Workbook, plan: AnnexPlan): void {
  const sheet = newSheet(workbook, contentsSheet);
  title(sheet, "Contents");
  write(sheet, "This worksheet holds one table: the worksheets of this workbook, each with a link to it.");
  const rows = [
    { sheet: notesSheet, title: "Notes to the tables" },
    ...plan.results.map((one) => ({ sheet: sheetName(one), title: one.result.title })),
  ];
  const first = sheet.rowCount + 1;
  markUp(
    sheet,
    "contents",
    ["Worksheet", "Title"],
    rows.map((row) => [row.sheet, formulaSafe(row.title)]),
  );
  for (const [index, row] of rows.entries()) link(sheet.getCell(first + 1 + index, 1), row.sheet, row.sheet);
  setWidths(sheet, [16, 80]);
}

function addNotes(workbook: Workbook, plan: AnnexPlan, notes: readonly NumberedNote[]): void {
  const sheet = newSheet(workbook, notesSheet);
  title(sheet, "Notes");
  write(sheet, "This worksheet holds one table: the notes to the tables of this workbook.");
  markUp(
    sheet,
    "notes",
    ["Note number", "Note", "Tables"],
    notes.map((note) => [
      `note ${note.number}`,
      formulaSafe(proseText(note.text, plan)),
      note.usedBy.map(tableName).join(", "),
    ]),
  );
  setWidths(sheet, [14, 80, 30]);
}

function addTable(
  workbook: Workbook,
  annex: Annex,
  planned: PlannedResult,
  notes: readonly NumberedNote[],
  taken: Set<string>,
): void {
  const { result } = planned;
  const sheet = newSheet(workbook, sheetName(planned), "landscape");
  const marks = notes.filter((note) => note.usedBy.includes(planned)).map((note) => `[note ${note.number}]`);
  title(sheet, [`${tableName(planned)}: ${result.title}`, ...marks].join(" "));
  write(sheet, "This worksheet holds one table. The notes named in the title are on the worksheet Notes.");
  for (const mark of shorthandUsed(result.rows.flatMap((row) => row.cells))) {
    write(sheet, `Shorthand in this table: ${shorthandText(mark)} ${shorthandMeaning(mark)}.`);
  }
  write(sheet, disclosureStatement(result.disclosure));
  if (annex.synthetic !== undefined) write(sheet, `Synthetic data. ${annex.synthetic}`);
  link(sheet.getCell(sheet.rowCount + 1, 1), "Back to the list of contents", contentsSheet);

  const table = flatTable(result);
  const first = sheet.rowCount + 1;
  markUp(
    sheet,
    tableObjectName(result.id, taken),
    table.headers,
    table.rows.map((row) => row.map((cell) => (cell.kind === "number" ? cell.value : cell.text))),
  );
  for (const [r, row] of table.rows.entries()) {
    for (const [c, cell] of row.entries()) dress(sheet.getCell(first + 1 + r, c + 1), cell);
  }
  for (const c of table.headers.keys()) {
    if (table.rows.some((row) => row[c]?.kind === "number")) alignRight(sheet.getCell(first, c + 1));
  }
  setWidths(
    sheet,
    table.headers.map((header, c) =>
      columnWidth(
        header,
        table.rows.map((row) => row[c]),
      ),
    ),
  );
}

function sheetName({ table }: PlannedResult): string {
  return `Table_${table}`;
}

/** A name that a formula may use, unique in the workbook: `table_records_coverage`. */
function tableObjectName(id: string, taken: Set<string>): string {
  const plain = `table_${id.replaceAll(/[^a-z0-9]+/g, "_")}`;
  let name = plain;
  for (let n = 2; taken.has(name); n++) name = `${plain}_${n}`;
  taken.add(name);
  return name;
}

function title(sheet: Worksheet, words: string): void {
  const cell = write(sheet, words);
  cell.font = { name: "Arial", size: 16, bold: true };
}

function heading(sheet: Worksheet, words: string): void {
  const cell = write(sheet, words);
  cell.font = { name: "Arial", size: 13, bold: true };
}

/** A line of text in the next free row of column A. */
function write(sheet: Worksheet, words: string, look: { readonly wrap?: boolean } = {}): Cell {
  const cell = sheet.getCell(sheet.rowCount + 1, 1);
  cell.value = formulaSafe(words);
  cell.font = bodyFont;
  if (look.wrap === true) cell.alignment = { wrapText: true, vertical: "top" };
  return cell;
}

function link(cell: Cell, words: string, sheet: string): void {
  cell.value = { text: words, hyperlink: `#'${sheet}'!A1` };
  cell.font = { ...bodyFont, underline: true, color: { argb: "FF1A65A6" } };
}

const bodyFont = { name: "Arial", size: bodySize } as const;

/** A marked-up table below what the sheet holds, its header bold and repeated on paper, all its cells wrapped. */
function markUp(
  sheet: Worksheet,
  name: string,
  headers: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const first = sheet.rowCount + 1;
  sheet.pageSetup.printTitlesRow = `${first}:${first}`;
  sheet.addTable({
    name,
    ref: `A${first}`,
    headerRow: true,
    totalsRow: false,
    style: { theme: "TableStyleLight1", showRowStripes: false },
    columns: headers.map((header) => ({ name: header })),
    rows: rows.map((row) => [...row]),
  });
  for (let r = 0; r <= rows.length; r++) {
    for (let c = 1; c <= headers.length; c++) {
      const cell = sheet.getCell(first + r, c);
      cell.font = r === 0 ? { ...bodyFont, bold: true } : bodyFont;
      cell.alignment = { wrapText: true, vertical: "top" };
    }
  }
}

function dress(cell: Cell, flat: FlatCell): void {
  if (flat.kind === "text") {
    if (/^\[[a-z]+\]$/.test(flat.text)) alignRight(cell);
    return;
  }
  cell.numFmt = numberFormat(flat);
}

function alignRight(cell: Cell): void {
  cell.alignment = { wrapText: true, vertical: "top", horizontal: "right" };
}

function numberFormat({ show }: Extract<FlatCell, { kind: "number" }>): string {
  if (show === "count") return "#,##0";
  if (show === "share") return "0.0%";
  if (show === "p-value") return '[<0.001]"< 0.001";0.000';
  return show.digits === 0 ? "#,##0" : `#,##0.${"0".repeat(show.digits)}`;
}

/** A cell as a spreadsheet shows it. */
function shownText(cell: FlatCell): string {
  if (cell.kind === "text") return cell.text;
  if (cell.show === "count") return countText(cell.value);
  if (cell.show === "share") return shareText(cell.value);
  return cell.show === "p-value" ? pValueText(cell.value) : fixedText(cell.value, cell.show.digits);
}

/** Wide enough for the longest word of the header and for every number; longer text is wrapped. */
function columnWidth(header: string, cells: readonly (FlatCell | undefined)[]): number {
  const longestWord = Math.max(...header.split(/\s+/).map((word) => word.length));
  const longest = Math.max(0, ...cells.map((cell) => (cell === undefined ? 0 : shownText(cell).length)));
  return Math.max(12, Math.min(44, Math.max(longestWord + 3, longest + 3)));
}

function setWidths(sheet: Worksheet, widths: readonly number[]): void {
  for (const [index, width] of widths.entries()) sheet.getColumn(index + 1).width = width;
  fitRowHeights(sheet);
}
