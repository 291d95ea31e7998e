import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Database, id, sql } from "@plait/database";
import type { TruthFault as Fault, GuardianshipTruth } from "@plait/example-guardianship";
import type { LinkedRecords } from "@plait/records";

type MappedSheet = LinkedRecords["sheets"][number];
type Row = Readonly<Record<string, string | null>>;

/** What became of every row that the truth names, read from the tables of a run. */
export interface Outcome {
  /** Where the delivered files are. */
  readonly deliveries: string;
  readonly sheets: ReadonlyMap<string, MappedSheet>;
  /** By source row. */
  readonly delivered: ReadonlyMap<number, Row>;
  readonly staged: ReadonlyMap<number, Row>;
  readonly linked: ReadonlyMap<number, Row>;
  readonly merged: ReadonlyMap<number, { readonly kept: number; readonly rule: string }>;
  /** Rows that others were merged into, by their rules. */
  readonly mergedInto: ReadonlyMap<number, ReadonlySet<string>>;
  readonly quarantine: ReadonlyMap<number, string>;
  /** The rule that kept a referral out of the wide file. */
  readonly removed: ReadonlyMap<number, string>;
  readonly described: ReadonlyMap<string, DescribedSheet>;
}

/** What ingest keeps beside the cells of a sheet. */
interface DescribedSheet {
  readonly sheet: string;
  readonly hidden: boolean;
  readonly date1904: boolean;
  readonly encoding: string | null;
  readonly headerRows: readonly number[];
  readonly dataRows: number;
  readonly setAside: readonly {
    readonly row: number;
    readonly rows: number;
    readonly reason: string;
    readonly text: string;
  }[];
}

const ROWS_A_SHEET = 1_000_000_000;
const KINDS = ["referral", "monthly", "contact"] as const;
const sheetKey = (file: string, sheet: string | null): string => `${file}\n${sheet ?? ""}`;

export async function readOutcome(
  database: Database,
  records: LinkedRecords,
  truth: GuardianshipTruth,
  study: string,
): Promise<Outcome> {
  const sheets = new Map(records.sheets.map((one) => [sheetKey(one.sheet.delivery.path, one.sheet.sheet), one]));
  const sources = truth.faults.flatMap((fault) => sourceOf(sheets, fault) ?? []);
  for (const fault of truth.faults.filter((one) => one.fault === "workbook-1904")) {
    for (const { sheet } of records.sheets.filter(({ sheet: one }) => one.delivery.path === fault.file)) {
      const rows = await database.rows<{ row: number }>(sql`select ${id("row")} from ${sheet.cells}`);
      sources.push(...rows.map(({ row }) => sheet.number * ROWS_A_SHEET + Number(row)));
    }
  }
  await database.createFromColumns("told", [{ name: "source", values: [...new Set(sources)].map(String) }]);
  const told = sql`(select cast(${id("source")} as bigint) from ${id("told")})`;
  const rowsBySource = async (tables: readonly string[], which: (table: string) => ReturnType<typeof sql>) => {
    const found = new Map<number, Row>();
    for (const table of tables) {
      for (const row of await database.rows<Row>(which(table))) found.set(Number(row._src), row);
    }
    return found;
  };
  const merged = new Map<number, { kept: number; rule: string }>();
  const mergedInto = new Map<number, Set<string>>();
  for (const kind of KINDS) {
    for (const { kept, source, rule } of await database.rows<{ kept: number; source: number; rule: string }>(
      sql`select * from ${id(`merged_${kind}`)}`,
    )) {
      merged.set(Number(source), { kept: Number(kept), rule });
      mergedInto.set(Number(kept), (mergedInto.get(Number(kept)) ?? new Set()).add(rule));
    }
  }
  const delivered = new Map<number, Row>();
  for (const { sheet } of records.sheets) {
    const source = sql`${sql.lit(sheet.number * ROWS_A_SHEET)} + ${id("row")}`;
    const rows = await database.rows<Row>(
      sql`select cast(${source} as varchar) as ${id("_src")}, * from ${sheet.cells} where ${source} in ${told}`,
    );
    for (const row of rows) delivered.set(Number(row._src), row);
  }
  const quarantine = await database.rows<{ source: number; reason: string }>(
    sql`select ${id("_src")} as ${id("source")}, ${id("reason")} from ${id("quarantine")}`,
  );
  const removed = await database.rows<{ source: number; rule: string }>(
    sql`select ${id("_src")} as ${id("source")}, ${id("_removed")} as ${id("rule")} from ${id("wide_candidates")}
      where ${id("_removed")} is not null`,
  );
  return {
    deliveries: join(study, "records", "deliveries"),
    sheets,
    delivered,
    staged: await rowsBySource(
      KINDS.map((kind) => `staged_${kind}`),
      (table) => sql`select columns(*)::varchar from ${id(table)} where ${id("_src")} in ${told}`,
    ),
    linked: await rowsBySource(
      KINDS,
      (table) => sql`select columns(*)::varchar from ${id(table)}
      where ${id("_src")} in ${told} or ${id("_src")} in (select ${id("kept")} from ${id(`merged_${table}`)})`,
    ),
    merged,
    mergedInto,
    quarantine: new Map(quarantine.map(({ source, reason }) => [Number(source), reason])),
    removed: new Map(removed.map(({ source, rule }) => [Number(source), rule])),
    described: describedSheets(records, join(study, ".plait", "cache")),
  };
}

function describedSheets(records: LinkedRecords, cacheFolder: string): Map<string, DescribedSheet> {
  const paths = new Map(records.sheets.map(({ sheet }) => [sheet.sha256, sheet.delivery.path]));
  const described = new Map<string, DescribedSheet>();
  for (const entry of readdirSync(join(cacheFolder, "deliveries"))) {
    const text = readFileSync(join(cacheFolder, "deliveries", entry, "description.json"), "utf8");
    const { sha256, sheets }: { sha256: string; sheets: DescribedSheet[] } = JSON.parse(text);
    for (const sheet of sheets) described.set(sheetKey(paths.get(sha256) ?? sha256, sheet.sheet), sheet);
  }
  return described;
}

function sourceOf(sheets: Outcome["sheets"], { file, sheet, row }: Fault): number | undefined {
  const number = sheets.get(sheetKey(file, sheet))?.sheet.number;
  return number === undefined || row === null ? undefined : number * ROWS_A_SHEET + row;
}

/** What the quarantine says for a truth's reason. */
const unusable: Readonly<Record<string, RegExp>> = {
  "impossible day": /: a day that does not exist/u,
  "month first": /: a date with the month before the day/u,
  "two-digit year": /: a two-digit year/u,
  "not a date": /: not a date/u,
  "no reference number": /: (?:no value|not a reference number)/u,
  "no site": /: no value/u,
};

/** What is amiss with the outcome of one fault; nothing where it came out as the truth says. */
type Check = (fault: Fault, outcome: Outcome) => string[];

/** Every fault by its kind: `stray-space U+00A0` is of the kind `stray-space`. */
export const checksByKind: Readonly<Record<string, Check>> = {
  "conflicting-rows": ({ stage, ...fault }, outcome) =>
    stage === "wide" ? isRemovedFromWide(fault, outcome) : hasFlag("_conflict", fault, outcome),
  "date-bare-serial": cellIsRead,
  "date-impossible": readOrQuarantined,
  "date-in-doubt": cellIsRead,
  "date-in-words": isQuarantined,
  "date-month-first": readOrQuarantined,
  "date-other-form": cellIsRead,
  "date-partial": partialDateIsKept,
  "date-past-pivot": isQuarantined,
  "date-two-digit-year": cellIsRead,
  "date-with-time": cellIsRead,
  "empty-sheet": sheetIsSetAside,
  encoding: encodingIsFound,
  "exact-duplicate-across-files": isMerged,
  "exact-duplicate-within-file": isMerged,
  "file-resent": fileIsMerged,
  "footnote-row": rowIsSetAside,
  "header-odd-space": columnIsMapped,
  "header-superscript": columnIsMapped,
  "hidden-sheet": sheetIsSetAside,
  "hidden-sheet-with-data": (fault, outcome) => [
    ...(describedOf(fault, outcome)?.hidden === true ? [] : ["the sheet was not seen to be hidden"]),
    ...sheetIsRead(fault, outcome),
  ],
  "index-sheet": sheetIsSetAside,
  "mergeable-row": isMerged,
  "merged-header": headerHasTwoRows,
  "must-not-merge": cellIsRead,
  "orphan-contact": (fault, outcome) => hasFlag("_orphan", fault, outcome),
  "orphan-monthly": (fault, outcome) => hasFlag("_orphan", fault, outcome),
  "out-of-period-referral": isRemovedFromWide,
  "preamble-row": rowIsSetAside,
  "quoted-newline": cellIsRead,
  "re-entry-other-date": isRemovedFromWide,
  "re-entry-other-date-and-site": isRemovedFromWide,
  "re-entry-other-site": isRemovedFromWide,
  "reference-as-number": cellIsRead,
  "reference-hyphen": cellIsRead,
  "reference-lost-zeros": cellIsRead,
  "reference-lower-case": cellIsRead,
  "reference-missing": isQuarantined,
  "reference-old-prefix": cellIsRead,
  "reference-spaced": cellIsRead,
  "reference-unusable": isQuarantined,
  "renamed-column": columnIsMapped,
  "renamed-role": cellIsRead,
  "required-missing": isQuarantined,
  "several-sheets": severalSheetsAreRead,
  "stray-space": cellIsRead,
  "test-record": isRemovedFromWide,
  "total-row": rowIsSetAside,
  "two-row-header": headerHasTwoRows,
  "unused-column": columnIsIgnored,
  "value-accented": cellIsRead,
  "value-in-second-column": cellIsRead,
  "value-misspelt": cellIsRead,
  "value-recased": cellIsRead,
  "value-reworded": cellIsRead,
  "value-superscript": cellIsRead,
  "value-unforeseen": cellIsRead,
  "workbook-1904": daysCountFrom1904,
};

export function kindOf(fault: Fault): string {
  return fault.fault.split(" ", 1)[0] ?? "";
}

/** The delivered cell is as planted, its value is the canonical one, and the row is linked with that value. */
function cellIsRead(fault: Fault, outcome: Outcome): string[] {
  return cellBecomes(fault, outcome, fault.canonical ?? null);
}

function partialDateIsKept(fault: Fault, outcome: Outcome): string[] {
  const source = sourceOf(outcome.sheets, fault) ?? 0;
  const precision = outcome.staged.get(source)?.[`${fault.variable}__precision`];
  return [
    ...cellBecomes(fault, outcome, `${fault.canonical}-01`),
    ...(precision === "month" ? [] : [`its precision is ${precision}`]),
  ];
}

function readOrQuarantined(fault: Fault, outcome: Outcome): string[] {
  return fault.expected === "quarantined" ? isQuarantined(fault, outcome) : cellIsRead(fault, outcome);
}

function cellBecomes(fault: Fault, outcome: Outcome, canonical: string | null): string[] {
  const source = sourceOf(outcome.sheets, fault) ?? 0;
  const variable = fault.variable ?? "";
  const amiss = rawCellIs(fault, outcome);
  const value = outcome.staged.get(source)?.[variable];
  if (value !== canonical) amiss.push(`it was read as ${JSON.stringify(value)}`);
  const linked = outcome.linked.get(keptFor(source, outcome));
  if (linked === undefined) amiss.push("its row is not linked");
  else if (linked[variable] !== canonical) amiss.push(`it is linked as ${JSON.stringify(linked[variable])}`);
  return amiss;
}

/** The row that a row ended in: itself, or the one it was merged into. */
function keptFor(source: number, outcome: Outcome): number {
  const merged = outcome.merged.get(source);
  return merged === undefined ? source : keptFor(merged.kept, outcome);
}

function rawCellIs({ raw, ...fault }: Fault, outcome: Outcome): string[] {
  const mapped = outcome.sheets.get(sheetKey(fault.file, fault.sheet));
  const column = mapped?.mapping.mapped.find(({ variable }) => variable === fault.variable);
  const number = column?.columns[column.labels.indexOf(fault.column ?? "")];
  if (number === undefined) return [`the column ${JSON.stringify(fault.column)} is not mapped to ${fault.variable}`];
  const cells = outcome.delivered.get(sourceOf(outcome.sheets, { ...fault, raw }) ?? 0);
  const found = [cells?.[`c${number}`], cells?.[`u${number}`]];
  return found.includes(raw ?? "") ? [] : [`the delivered cell is ${JSON.stringify(found)}`];
}

function isQuarantined(fault: Fault, outcome: Outcome): string[] {
  const source = sourceOf(outcome.sheets, fault) ?? 0;
  const reason = outcome.quarantine.get(source);
  const isTold =
    reason?.startsWith(`${fault.variable}:`) === true && unusable[fault.reason ?? ""]?.test(reason) === true;
  return [
    ...rawCellIs(fault, outcome),
    ...(isTold ? [] : [`quarantine says ${JSON.stringify(reason)}`]),
    ...(outcome.linked.has(source) ? ["its row is linked all the same"] : []),
  ];
}

/** Of rows that are one, it makes no difference which is left. */
function isMerged(fault: Fault, outcome: Outcome): string[] {
  const source = sourceOf(outcome.sheets, fault) ?? 0;
  const rule = fault.reason ?? "";
  const isOne = outcome.merged.get(source)?.rule === rule || outcome.mergedInto.get(source)?.has(rule) === true;
  const isLeft = outcome.linked.has(keptFor(source, outcome));
  return [
    ...(isOne ? [] : [`it was not merged by the rule ${rule}`]),
    ...(isLeft ? [] : ["none of its rows is linked"]),
  ];
}

function isRemovedFromWide(fault: Fault, outcome: Outcome): string[] {
  const source = keptFor(sourceOf(outcome.sheets, fault) ?? 0, outcome);
  const rule = outcome.removed.get(source);
  return [
    ...(rule === fault.reason ? [] : [`the wide file's rule was ${rule}`]),
    ...(outcome.linked.get(source)?.urn === fault.urn ? [] : ["its row is not linked under its reference number"]),
  ];
}

function hasFlag(flag: string, fault: Fault, outcome: Outcome): string[] {
  const linked = outcome.linked.get(keptFor(sourceOf(outcome.sheets, fault) ?? 0, outcome));
  if (linked === undefined) return ["its row is not linked"];
  return linked[flag] === "true" && linked.urn === fault.urn ? [] : [`${flag} is ${linked[flag]} for ${linked.urn}`];
}

function describedOf({ file, sheet }: Fault, outcome: Outcome): DescribedSheet | undefined {
  return outcome.described.get(sheetKey(file, sheet));
}

/** Of NRM sheets the truth names rows as well. */
function rowIsSetAside(fault: Fault, outcome: Outcome): string[] {
  const row = fault.row ?? 0;
  const found = describedOf(fault, outcome)?.setAside.find((one) => one.row <= row && row < one.row + one.rows);
  const isBlank = fault.raw === null || fault.raw.trim() === "";
  const wanted = isBlank && found?.reason === "blank" ? "blank" : (fault.reason ?? "");
  return [
    ...(found?.reason === wanted ? [] : [`the row was set aside as ${found?.reason}`]),
    ...(isBlank || found?.text.startsWith(fault.raw ?? "") === true ? [] : [`it shows ${JSON.stringify(found?.text)}`]),
    ...(outcome.delivered.has(sourceOf(outcome.sheets, fault) ?? 0) ? ["it is among the data rows"] : []),
  ];
}

function sheetIsSetAside(fault: Fault, outcome: Outcome): string[] {
  const mapped = outcome.sheets.get(sheetKey(fault.file, fault.sheet));
  return mapped === undefined ? [] : [`it is read, with ${mapped.sheet.dataRows} rows`];
}

function sheetIsRead(fault: Fault, outcome: Outcome): string[] {
  const mapped = outcome.sheets.get(sheetKey(fault.file, fault.sheet));
  return (mapped?.sheet.dataRows ?? 0) > 0 ? [] : ["no row of it is read"];
}

function sheetsOf({ file }: Fault, outcome: Outcome): MappedSheet[] {
  return [...outcome.sheets.values()].filter(({ sheet }) => sheet.delivery.path === file);
}

function severalSheetsAreRead(fault: Fault, outcome: Outcome): string[] {
  const read = sheetsOf(fault, outcome).filter(({ sheet }) => sheet.dataRows > 0);
  return read.length > 1 ? [] : [`${read.length} of its sheets are read`];
}

const encodings: Readonly<Record<string, string>> = {
  "encoding windows-1252": "windows-1252",
  "encoding utf-8 with BOM": "utf-8 with mark",
};

/** A file without a letter outside ASCII is the same in UTF-8 and windows-1252. */
function encodingIsFound(fault: Fault, outcome: Outcome): string[] {
  if (readFileSync(join(outcome.deliveries, fault.file)).every((byte) => byte < 0x80)) return [];
  return sheetsOf(fault, outcome)
    .filter(({ sheet }) => sheet.encoding !== encodings[fault.fault])
    .map(({ sheet }) => `it was read as ${sheet.encoding}`);
}

function fileIsMerged(fault: Fault, outcome: Outcome): string[] {
  const own = sheetsOf(fault, outcome);
  const sources = new Set(own.map(({ sheet }) => sheet.number));
  const merged = new Set(
    [...outcome.merged]
      .flatMap(([source, { kept }]) => [source, kept])
      .filter((row) => sources.has(Math.floor(row / ROWS_A_SHEET))),
  );
  const rows = own.reduce((sum, { sheet }) => sum + sheet.dataRows, 0);
  return merged.size === rows && rows > 0 ? [] : [`${merged.size} of its ${rows} rows are found elsewhere as well`];
}

function headerHasTwoRows(fault: Fault, outcome: Outcome): string[] {
  const sheet = outcome.sheets.get(sheetKey(fault.file, fault.sheet))?.sheet;
  const isFound = sheet?.headerRows.length === 2 && sheet.headerRows[0] === fault.row;
  const isJoined = sheet?.labels.every((label) => label.includes(" / ")) === true;
  return [
    ...(isFound ? [] : [`its header was found in rows ${sheet?.headerRows.join(", ")}`]),
    ...(isJoined ? [] : [`its labels are ${sheet?.labels.join("; ")}`]),
  ];
}

/** Every date cell, not only those that are faulty otherwise. */
function daysCountFrom1904(fault: Fault, outcome: Outcome): string[] {
  let dates = 0;
  const amiss: string[] = [];
  for (const { sheet, mapping } of sheetsOf(fault, outcome)) {
    const column = mapping.mapped.find(({ variable }) => variable === "referral_date")?.columns[0];
    for (const [source, cells] of outcome.delivered) {
      const serial = Math.floor(source / ROWS_A_SHEET) === sheet.number ? cells[`u${column}`] : null;
      if (serial === null || serial === undefined) continue;
      dates++;
      const day = new Date(Date.UTC(1904, 0, 1 + Math.floor(Number(serial)))).toISOString().slice(0, 10);
      const read = outcome.staged.get(source)?.referral_date;
      if (read !== day) amiss.push(`serial ${serial} was read as ${read}, not ${day}`);
    }
  }
  return dates > 100 ? amiss : [`only ${dates} date cells were found`];
}

/** Without a column, every variable that a row needs is. */
function columnIsMapped(fault: Fault, outcome: Outcome): string[] {
  return sheetsOf(fault, outcome)
    .filter(({ sheet }) => fault.column === null || sheet.sheet === (fault.sheet ?? ""))
    .flatMap(({ mapping }) => {
      if (fault.column === null) return mapping.unmapped.map(({ label }) => `${label} is not mapped`);
      const mapped = mapping.mapped.find(({ variable }) => variable === fault.variable);
      return mapped?.labels.includes(fault.column) === true ? [] : [`the label is not mapped to ${fault.variable}`];
    });
}

function columnIsIgnored(fault: Fault, outcome: Outcome): string[] {
  const mapping = outcome.sheets.get(sheetKey(fault.file, fault.sheet))?.mapping;
  return mapping?.ignored.some(({ label }) => label === fault.column) === true ? [] : ["the column is not set aside"];
}
