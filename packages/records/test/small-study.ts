import { type Database, id, list, literal, openDatabase, type Query, sql } from "@plait/database";
import { type RecordsStudy, readStudy } from "@plait/study";
import { onTestFinished } from "vitest";
import { type LinkedRecords, linkRecords } from "../src/link-records.ts";
import type { SourceSheet } from "../src/source-sheet.ts";

/** A real DuckDB in memory, closed when the test ends. */
export async function memory(): Promise<Database> {
  const database = await openMemory();
  onTestFinished(() => database.close());
  return database;
}

/** The same for a whole file of tests, which closes it. */
export function openMemory(): Promise<Database> {
  return openDatabase({ storage: { kind: "memory" }, threads: 1 });
}

/** The files of a study's records strand; rules are given as data, because JSON is YAML. */
export interface SmallStudy {
  readonly rules: Readonly<Record<string, unknown>>;
  /** `variable, kind, delivery, source_label, type`. */
  readonly crosswalk: readonly (readonly [string, string, string, string, string?])[];
  /** Variable to `raw, canonical` and, where a decision holds for one kind only, that kind. */
  readonly values?: Readonly<Record<string, readonly (readonly [string, string, string?])[]>>;
  readonly models?: readonly unknown[];
}

/** Reads a study from text, as from a folder; a mistake in it fails the test. */
export async function studyOf({ rules, crosswalk, values = {}, models = [] }: SmallStudy): Promise<RecordsStudy> {
  const files: Record<string, string> = {
    "study.yaml": JSON.stringify({
      plait: 1,
      title: "Small",
      summary: "A small study.",
      strands: ["records"],
      disclosure: { policy: "sacro" },
    }),
    "records/rules.yaml": JSON.stringify(rules),
    "records/models.yaml": JSON.stringify({ models }),
    "records/crosswalk.csv": csv([
      ["variable", "kind", "delivery", "source_label", "type", "note", "who", "when"],
      ...crosswalk.map(([variable, kind, delivery, label, type = ""]) => [
        ...[variable, kind, delivery, label, type],
        ...["as agreed", "AA", "2024-01-01"],
      ]),
    ]),
  };
  for (const [variable, repairs] of Object.entries(values)) {
    files[`records/values/${variable}.csv`] = csv([
      ["raw", "canonical", "reason", "who", "when", "kind"],
      ...repairs.map(([raw, canonical, kind = ""]) => [raw, canonical, "misspelt", "AA", "2024-01-02", kind]),
    ]);
  }
  const { value, problems } = await readStudy({
    list: async () => Object.keys(files),
    readText: async (path) => {
      const text = files[path];
      return text === undefined ? { missing: true } : { text };
    },
  });
  if (value?.records === undefined)
    throw new Error(problems.map(({ place, message }) => `${place.path}: ${message}`).join("\n"));
  return value.records;
}

function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n");
}

/** A cell: its text, or the text shown with the value underneath. */
export type SmallCell = string | readonly [shown: string, underlying: string];

export interface SmallSheet {
  /** `<period>/<group>/<kind>.csv`, or `.xls` with one sheet. */
  readonly path: string;
  readonly labels: readonly string[];
  readonly rows: readonly (readonly SmallCell[])[];
  readonly date1904?: boolean;
  readonly footnoteRows?: number;
}

/** Sheets as ingest hands them over, their cells a `values` relation; the header is row 1. */
export function sheetsOf(sheets: readonly SmallSheet[]): SourceSheet[] {
  return sheets.map(({ path, labels, rows, date1904 = false, footnoteRows = 0 }, index) => {
    const [period = "", group = "", file = ""] = path.split("/");
    return {
      number: index + 1,
      delivery: { path, period, group: group === "-" ? "" : group, kind: file.replace(/[-.].*$/u, "") },
      sha256: String(index + 1).padStart(64, "0"),
      sheet: path.endsWith(".xls") ? "Sheet1" : "",
      hidden: false,
      date1904,
      encoding: "utf-8",
      headerFrom: "found",
      headerRows: [1],
      labels,
      dataRows: rows.length,
      setAsideRows: { preamble: 0, blank: 0, footnote: footnoteRows, total: 0, "repeated-header": 0 },
      cells: cellsOf(labels.length, rows),
    };
  });
}

function cellsOf(width: number, rows: readonly (readonly SmallCell[])[]): Query {
  const columns = Array.from({ length: width }, (_, index) => index + 1);
  const names = ["row", ...columns.map((n) => `c${n}`), ...columns.map((n) => `u${n}`)].map((name) => id(name));
  const text = (value: string | null) => sql`cast(${literal(value)} as varchar)`;
  const lines = rows.map((cells, index) => {
    const at = (column: number): SmallCell => cells[column - 1] ?? "";
    const shown = columns.map((n) => text(shownIn(at(n))));
    const under = columns.map((n) => text(underlyingIn(at(n))));
    return sql`(${list([sql`cast(${literal(index + 2)} as bigint)`, ...shown, ...under])})`;
  });
  const none = sql`(${list([sql`cast(0 as bigint)`, ...[...columns, ...columns].map(() => text(null))])})`;
  return sql`(select * from (values ${list([none, ...lines])}) as ${id("sheet")}(${list(names)}) where ${id("row")} > 0) as ${id("cells")}`;
}

function shownIn(cell: SmallCell): string {
  return typeof cell === "string" ? cell : cell[0];
}

function underlyingIn(cell: SmallCell): string | null {
  return typeof cell === "string" ? null : cell[1];
}

export interface LinkedStudy {
  readonly database: Database;
  readonly study: RecordsStudy;
  readonly records: LinkedRecords;
}

/** Links sheets, in a database of their own unless told otherwise. */
export async function linked(
  small: SmallStudy,
  sheets: readonly SmallSheet[],
  open: () => Promise<Database> = memory,
): Promise<LinkedStudy> {
  const database = await open();
  const study = await studyOf(small);
  return { database, study, records: await linkRecords(database, study, sheetsOf(sheets), () => undefined) };
}

/** Some columns of a table, a row a text, in an order of their own. */
export async function rowsOf(database: Database, table: string, columns: readonly string[]): Promise<string[]> {
  const rows = await database.rows<Record<string, unknown>>(sql`select * from ${id(table)}`);
  return rows.map((row) => columns.map((name) => String(row[name] ?? "-")).join(" | ")).sort();
}
