import type { Place, Problem } from "@plait/study";

/** A file of separated values as text, row by row. */
export interface TextTable {
  /** As a person would name it; problems and results are named after it. */
  readonly file: string;
  readonly rows: readonly TextTableRow[];
}

export interface TextTableRow {
  /** Where the row begins in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** What the person who hands over tables has to say about them. Everything may be left out. */
export interface TableReading {
  /** Words for a total besides those that Plait knows, such as `Gesamt`. */
  readonly totals?: readonly string[];
  /** The columns that say what a row is about, where that cannot be seen from what they hold. */
  readonly labels?: readonly string[];
  /** The column with the distinct people behind each count, where rows or episodes were counted. */
  readonly people?: string;
  /** What the columns of a table in wide form are, such as `sex`. */
  readonly columnsAre?: string;
  /** What an empty cell or a dash stands for. Without it, each is a problem. */
  readonly blank?: "zero" | "not-available";
  /** Parts beside a total are some of its people: they may overlap, and there may be others. */
  readonly ofWhich?: boolean;
  /** Which categories are parts of which, by the name of their dimension. */
  readonly parents?: readonly ParentsTable[];
  /** Whether messages may tell numbers of the table. */
  readonly tellNumbers?: boolean;
}

export interface ParentsTable {
  readonly dimension: string;
  /** Two columns, `child` and `parent`. */
  readonly table: TextTable;
}

/** Labels that differ in case, spaces or the length of a dash are one label. */
export function sameLabel(label: string): string {
  return label
    .normalize("NFKC")
    .trim()
    .replace(/\s+/gu, " ")
    .replace(/[\u2010-\u2015\u2212]/gu, "-")
    .toLowerCase();
}

export function errorAt(place: Place, code: string, message: string, remedy: string): Problem {
  return { severity: "error", code, place, message, remedy };
}

export function warningAt(place: Place, code: string, message: string, remedy: string): Problem {
  return { severity: "warning", code, place, message, remedy };
}

/** `“a”, “b” and 3 more`. */
export function quotedList(words: readonly string[], most = 6): string {
  const shown = words.length > most + 1 ? words.slice(0, most) : words;
  const rest = words.length - shown.length;
  const quoted = shown.map((word) => `“${word}”`);
  const last = rest > 0 ? `${rest} more` : quoted.pop();
  return quoted.length === 0 ? (last ?? "") : `${quoted.join(", ")} and ${last ?? ""}`;
}
