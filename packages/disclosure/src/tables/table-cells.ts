import type { CellPlace, Place, Problem } from "@plait/study";
import { type CountText, readCountText } from "./count-text.ts";
import type { RegularTable } from "./table-columns.ts";
import { errorAt, sameLabel, type TableReading } from "./text-table.ts";

/**
 * What a number of a table is about: a category of each dimension, in their order, or null where it is about all of
 * them.
 */
export type Coordinates = readonly (string | null)[];

export interface Dimension {
  readonly key: string;
  readonly label: string;
  /** As the table writes them, by key, in the order in which they stand. */
  readonly categories: ReadonlyMap<string, string>;
}

/** A cell of a column of counts. */
export interface TableCell {
  /** Row and column of the file's table, header and blank lines left out. */
  readonly place: CellPlace;
  readonly where: Place;
  readonly label: string;
  readonly coordinates: Coordinates;
  readonly text: CountText;
}

export interface TableCells {
  readonly dimensions: readonly Dimension[];
  readonly cells: readonly TableCell[];
  readonly rows: readonly { readonly id: string; readonly label: string }[];
}

const totalWords = new Set(
  ["total", "totals", "all", "sum", "overall", "grand total", "everyone", "everybody", "both"].concat([
    ...["all ages", "both sexes", "all persons", "all people", "all children", "total people", "total children"],
  ]),
);

/**
 * The counts of a table with what each is about. In long form, one count a row, the columns of labels are the
 * dimensions; in wide form the columns of counts are one more.
 */
export function tableCells(
  table: RegularTable,
  reading: TableReading,
): TableCells & { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const totals = new Set([...totalWords, ...(reading.totals ?? []).map(sameLabel)]);
  const named = columnsOf(table, "label");
  const counted = columnsOf(table, "count");
  const rows = rowsAbout(table, named, totals, problems);
  const isWide = counted.length > 1;
  const dimensions = named.map(({ label }, at) => dimension(label === "" ? "rows" : label, rows, at));
  if (isWide) {
    const labels = new Map(counted.map(({ label }) => [sameLabel(label), label]));
    for (const word of totals) labels.delete(word);
    const label = reading.columnsAre ?? "columns";
    dimensions.push({ key: sameLabel(label), label, categories: labels });
  }
  const cells = table.rows.flatMap((row, at): TableCell[] =>
    counted.map(({ label, column }) => {
      const about = rows[at]?.about ?? [];
      const key = sameLabel(label);
      return {
        place: { row: at, column },
        where: { file: table.file, line: row.line, path: `column “${label}”` },
        label: [rows[at]?.label ?? "", ...(isWide ? [label] : [])].join(", "),
        coordinates: isWide ? [...about, totals.has(key) ? null : key] : about,
        text: readCountText(row.cells[column] ?? ""),
      };
    }),
  );
  problems.push(...doubled(cells));
  return {
    dimensions,
    cells,
    rows: rows.map(({ about, label }) => ({ id: JSON.stringify(about), label })),
    problems,
  };
}

export function columnsOf(table: RegularTable, role: RegularTable["columns"][number]["role"]) {
  return table.columns.flatMap((one, column) => (one.role === role ? [{ label: one.label, column }] : []));
}

interface RowAbout {
  readonly about: Coordinates;
  readonly words: readonly string[];
  readonly label: string;
}

/**
 * What each row is about. Pivot tables leave a label blank where it is that of the row above, and write `Wales Total` for
 * the total of Wales.
 */
function rowsAbout(
  table: RegularTable,
  named: readonly { readonly label: string; readonly column: number }[],
  totals: ReadonlySet<string>,
  problems: Problem[],
): RowAbout[] {
  const rows: RowAbout[] = [];
  for (const { line, cells } of table.rows) {
    const above = rows.at(-1);
    const own = named.map(({ column }) => cells[column] ?? "");
    const about: (string | null)[] = [];
    const words: string[] = [];
    const behind = (at: number) => own.slice(at + 1).every((word) => word === "");
    for (const [at, { label }] of named.entries()) {
      const word = own[at] ?? "";
      const ofGroup = /^(.+?) total$/iu.exec(word)?.[1];
      const closesAbove = ofGroup !== undefined && above !== undefined && sameLabel(ofGroup) === above.about[at];
      if (closesAbove && behind(at) && at < named.length - 1) {
        about.push(sameLabel(ofGroup), ...named.slice(at + 1).map(() => null));
        words.push(word);
        break;
      }
      if (word === "" && !behind(at) && above !== undefined) {
        about.push(above.about[at] ?? null);
        words.push(above.words[at] ?? "");
      } else if (totals.has(sameLabel(word))) {
        about.push(null);
        words.push(word);
        if (behind(at)) {
          about.push(...named.slice(at + 1).map(() => null));
          break;
        }
      } else {
        if (word === "") problems.push(noLabel({ file: table.file, line, path: `column “${label}”` }));
        about.push(sameLabel(word));
        words.push(word);
      }
    }
    rows.push({ about, words, label: words.join(", ") });
  }
  return rows;
}

function dimension(label: string, rows: readonly RowAbout[], at: number): Dimension {
  const categories = new Map<string, string>();
  for (const { about, words } of rows) {
    const key = about[at];
    if (key !== null && key !== undefined && !categories.has(key)) categories.set(key, words[at] ?? key);
  }
  return { key: sameLabel(label), label, categories };
}

function doubled(cells: readonly TableCell[]): Problem[] {
  const first = new Map<string, TableCell>();
  const problems: Problem[] = [];
  for (const cell of cells) {
    const key = JSON.stringify(cell.coordinates);
    const other = first.get(key);
    if (other === undefined) first.set(key, cell);
    else if (other.place.column === cell.place.column) {
      if (problems.some(({ place }) => place.line === cell.where.line)) continue;
      const message = `the row is about the same as that of line ${other.where.line}: “${cell.label}”`;
      const remedy =
        "Delete one of them, add the column that tells them apart, or, if a column of numbers does, name all columns of labels with --label.";
      problems.push(errorAt(cell.where, "table-doubled-row", message, remedy));
    } else {
      const message = `“${cell.label}” and “${other.label}” would both be the total`;
      const remedy = "Give the column that is no total another heading.";
      problems.push(errorAt(cell.where, "table-two-totals", message, remedy));
      return problems;
    }
  }
  return problems;
}

function noLabel(place: Place): Problem {
  const remedy = "Write what the row is about; where it is the total of the rows, write Total.";
  return errorAt(place, "table-no-label", "the row does not say what it is about", remedy);
}
