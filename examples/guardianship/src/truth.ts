import type { RawCell } from "./calendar.ts";
import {
  outcomes,
  type PlantedEffect,
  type Predictor,
  plantedConstants,
  plantedEffects,
  predictors,
} from "./closure-effects.ts";
import {
  type Group,
  groups,
  linkedRows,
  modelSample,
  orphans,
  removedFromSample,
  removedFromWide,
  type ServiceKind,
  wideRows,
} from "./counts.ts";
import type { DeliveredSheet, Expected } from "./delivered.ts";
import { type FilePlan, filePlans } from "./delivery-plan.ts";
import { sourceLabel } from "./forms.ts";
import type { FurtherFile } from "./further-deliveries.ts";
import type { NrmTruth } from "./nrm-extract.ts";
import type { People } from "./people.ts";
import type { Sorter } from "./q-sorters.ts";
import type { SheetGrid } from "./sheet-grid.ts";

/** One planted fault. Without a row it holds for the whole sheet or file, without a column for the whole row. */
export interface TruthFault {
  readonly fault: string;
  /** Under `records/deliveries/`. */
  readonly file: string;
  /** Null in CSV files. */
  readonly sheet: string | null;
  /** From 1, as a spreadsheet shows it; in CSV the record, quoted line breaks not counted. */
  readonly row: number | null;
  /** The label of the column as ingest reports it. */
  readonly column: string | null;
  readonly variable: string | null;
  /** The cell as written; a date cell's serial number. */
  readonly raw: string | null;
  readonly expected: Expected;
  /** The canonical reference of the row, where it has one. */
  readonly urn?: string;
  /** What the cell is once harmonised; null where it then counts as empty. */
  readonly canonical?: string | null;
  /** Why a row or cell is kept, removed, quarantined or set aside. Of a removed row: the ledger's rule. */
  readonly reason?: string;
  readonly stage?: "linked" | "wide";
}

export interface TruthStep {
  readonly rule: string;
  readonly removed: number;
  readonly left: number;
}

/** How many rows each delivered sheet holds and what becomes of them before linking is done. */
export interface TruthSheet {
  readonly file: string;
  readonly sheet: string | null;
  readonly kind: ServiceKind;
  readonly group: Group;
  readonly headerRows: readonly number[];
  readonly dataRows: number;
  readonly exactDuplicates: number;
  readonly merged: number;
  readonly quarantined: number;
}

export interface GuardianshipTruth {
  readonly note: string;
  readonly seed: string;
  readonly scale: number;
  /** Rows of the linked tables by kind and group, for the whole study at its scale. */
  readonly linked: Readonly<Record<ServiceKind, Readonly<Record<Group | "total", number>>>>;
  readonly people: {
    readonly referred: number;
    readonly wide: number;
    readonly orphans: Readonly<Record<string, number>>;
  };
  readonly sheets: readonly TruthSheet[];
  readonly furtherFiles: readonly FurtherFile[];
  readonly wide: { readonly from: number; readonly steps: readonly TruthStep[]; readonly rows: number };
  readonly sample: { readonly from: number; readonly steps: readonly TruthStep[]; readonly rows: number };
  readonly models: {
    readonly note: string;
    readonly draws: number;
    readonly outcomes: readonly string[];
    readonly constants: readonly number[];
    readonly planted: Readonly<Record<Predictor, readonly PlantedEffect[]>>;
    /** Of scale 1: the generator's own estimates by outcome, constant first, then the predictors in order. */
    readonly fits: People["closures"]["fits"];
    readonly predictors: readonly Predictor[];
  };
  readonly nrm: NrmTruth;
  /** Who was given the same view; null for those who were given equal parts of three. */
  readonly sorters: readonly { readonly code: string; readonly group: number | null }[];
  readonly faults: readonly TruthFault[];
}

export interface WrittenSheet {
  readonly sheet: DeliveredSheet;
  readonly grid: SheetGrid;
}

export function makeTruth(input: {
  readonly seed: string;
  readonly scale: number;
  readonly people: People;
  readonly written: readonly WrittenSheet[];
  readonly further: readonly FurtherFile[];
  readonly nrm: NrmTruth;
  readonly sorters: readonly Sorter[];
}): GuardianshipTruth {
  const { seed, scale, people, written, further, nrm, sorters } = input;
  return {
    note: "Synthetic. What was planted in the example study; no part of Plait reads this file.",
    seed,
    scale,
    linked: linkedAt(scale),
    people: {
      referred: people.people.length * scale,
      wide: wideRows * scale,
      orphans: { monthly: orphans.monthly.people * scale, contact: orphans.contact.people * scale },
    },
    sheets: written.map(sheetTruth),
    furtherFiles: further,
    wide: wideAt(scale),
    sample: sampleAt(scale),
    models: {
      note: "Linear probabilities; reasons were drawn again until every estimate lay within 1.6 HC3 standard errors.",
      draws: people.closures.draws,
      outcomes,
      constants: plantedConstants,
      planted: plantedEffects,
      fits: people.closures.fits,
      predictors,
    },
    nrm,
    sorters: sorters.map(({ code, group }) => ({ code, group })),
    faults: [...filePlans.flatMap(fileFaults), ...written.flatMap(sheetFaults), ...nrmFaults()],
  };
}

function linkedAt(scale: number): GuardianshipTruth["linked"] {
  const of = (kind: ServiceKind) => {
    const [DW, RPC, Missing] = groups.map((group) => linkedRows[kind][group] * scale);
    return { DW: DW ?? 0, RPC: RPC ?? 0, Missing: Missing ?? 0, total: (DW ?? 0) + (RPC ?? 0) + (Missing ?? 0) };
  };
  return { referral: of("referral"), monthly: of("monthly"), contact: of("contact") };
}

function wideAt(scale: number): GuardianshipTruth["wide"] {
  const both = (rule: { readonly DW: number; readonly RPC: number }) => (rule.DW + rule.RPC) * scale;
  const from = linkedAt(scale).referral.total;
  const steps = stepsFrom(from, [
    ["test-record", both(removedFromWide.testRecord)],
    ["outside-period", both(removedFromWide.outsidePeriod)],
    ["conflict", both(removedFromWide.conflict)],
    ["later-episode", both(removedFromWide.laterEpisode)],
  ]);
  return { from, steps, rows: wideRows * scale };
}

function sampleAt(scale: number): GuardianshipTruth["sample"] {
  const steps = stepsFrom(wideRows * scale, [
    ["closed", removedFromSample.notClosed * scale],
    ["worker-known", removedFromSample.groupUnknown * scale],
    ["gender-known", removedFromSample.genderUnknown * scale],
    ["nationality-known", removedFromSample.nationalityUnknown * scale],
    ["exploitation-known", removedFromSample.exploitationUnknown * scale],
    ["time-known", removedFromSample.timeUnknown * scale],
  ]);
  return { from: wideRows * scale, steps, rows: modelSample * scale };
}

function stepsFrom(start: number, removals: readonly (readonly [string, number])[]): TruthStep[] {
  let left = start;
  return removals.map(([rule, removed]) => {
    left -= removed;
    return { rule, removed, left };
  });
}

function sheetTruth({ sheet, grid }: WrittenSheet): TruthSheet {
  const count = (wanted: (plant: DeliveredSheet["rows"][number]["plants"][number]) => boolean) =>
    sheet.rows.filter((row) => row.plants.some(wanted)).length;
  return {
    file: sheet.file.path,
    sheet: sheet.plan.name,
    kind: sheet.file.kind,
    group: sheet.file.group,
    headerRows: grid.headerRows,
    dataRows: sheet.rows.length,
    exactDuplicates: count((plant) => plant.reason === "exact-duplicate"),
    merged: count((plant) => plant.reason === "merged"),
    quarantined: count((plant) => plant.expected === "quarantined"),
  };
}

function sheetFaults({ sheet, grid }: WrittenSheet): TruthFault[] {
  const place = { file: sheet.file.path, sheet: sheet.plan.name };
  const whole = { row: null, column: null, variable: null, raw: null };
  const faults: TruthFault[] = [];
  for (let row = 1; row <= grid.preambleRows; row++) {
    const raw = rawText(grid.cells[row - 1]?.[0] ?? null);
    faults.push({ ...place, ...whole, fault: "preamble-row", row, raw, expected: "set-aside", reason: "preamble" });
  }
  if (grid.headerRows.length === 2) {
    faults.push({ ...place, ...whole, fault: "two-row-header", row: grid.headerRows[0] ?? null, expected: "repaired" });
    faults.push({ ...place, ...whole, fault: "merged-header", row: grid.headerRows[0] ?? null, expected: "repaired" });
  }
  if (sheet.plan.hidden) faults.push({ ...place, ...whole, fault: "hidden-sheet-with-data", expected: "kept" });
  faults.push(...headerFaults(sheet, grid));
  for (const row of sheet.rows) faults.push(...rowFaults(sheet, grid, row));
  if (grid.totalRow !== null) {
    const set = { expected: "set-aside", reason: "total" } as const;
    faults.push({ ...place, ...whole, ...set, fault: "total-row", row: grid.totalRow, raw: "Total" });
  }
  for (const row of grid.footnoteRows) {
    const raw = rawText(grid.cells[row - 1]?.[0] ?? null);
    faults.push({ ...place, ...whole, fault: "footnote-row", row, raw, expected: "set-aside", reason: "footnote" });
  }
  return faults;
}

function headerFaults(sheet: DeliveredSheet, grid: SheetGrid): TruthFault[] {
  const row = grid.headerRows.at(-1) ?? null;
  return sheet.columns.flatMap((column) => {
    const base = {
      file: sheet.file.path,
      sheet: sheet.plan.name,
      row,
      column: sourceLabel(column),
      variable: column.variable,
      raw: column.label,
    };
    const faults: TruthFault[] = [];
    if (column.variable === null)
      faults.push({ ...base, fault: "unused-column", expected: "set-aside", reason: "ignored" });
    if (/[a-z][0-9]$/.test(column.label)) faults.push({ ...base, fault: "header-superscript", expected: "repaired" });
    if (column.label !== sourceLabel(column) && column.heading === undefined) {
      faults.push({ ...base, fault: "header-odd-space", expected: "repaired" });
    }
    if (/ICTA|Advocate/.test(column.label)) faults.push({ ...base, fault: "renamed-column", expected: "repaired" });
    return faults;
  });
}

function rowFaults(sheet: DeliveredSheet, grid: SheetGrid, row: DeliveredSheet["rows"][number]): TruthFault[] {
  const urn = row.linked.record.urn;
  const breaks = sheet.columns.flatMap((column, index): DeliveredSheet["rows"][number]["plants"] => {
    const cell = row.cells[index];
    const isNote = column.variable === "note" && typeof cell === "string" && cell.includes("\n");
    if (!isNote || sheet.file.format !== "csv") return [];
    return [{ fault: "quoted-newline", column: index, expected: "kept", canonical: cell }];
  });
  return [...row.plants, ...breaks].map(({ fault, column, expected, canonical, reason, stage }): TruthFault => {
    const place = column === null ? undefined : sheet.columns[column];
    return {
      fault,
      file: sheet.file.path,
      sheet: sheet.plan.name,
      row: grid.rowOf.get(row) ?? null,
      column: place === undefined ? null : sourceLabel(place),
      variable: place?.variable ?? null,
      raw: column === null ? null : rawText(row.cells[column] ?? null),
      expected,
      ...(typeof urn === "string" ? { urn } : {}),
      ...(canonical === undefined ? {} : { canonical }),
      ...(reason === undefined ? {} : { reason }),
      ...(stage === undefined ? {} : { stage }),
    };
  });
}

function fileFaults(file: FilePlan): TruthFault[] {
  const base = { file: file.path, sheet: null, row: null, column: null, variable: null, raw: null };
  const faults: TruthFault[] = [];
  if (file.encoding !== "utf-8") faults.push({ ...base, fault: `encoding ${file.encoding}`, expected: "repaired" });
  if (file.date1904) faults.push({ ...base, fault: "workbook-1904", expected: "repaired" });
  if (file.sheets.length > 1) faults.push({ ...base, fault: "several-sheets", expected: "kept" });
  if (file.resent) faults.push({ ...base, fault: "file-resent", expected: "removed", reason: "exact-duplicate" });
  for (const { name, content } of file.otherSheets) {
    const fault = content === "nothing" ? "empty-sheet" : content === "index" ? "index-sheet" : "hidden-sheet";
    faults.push({ ...base, sheet: name, fault, expected: "set-aside", reason: content });
  }
  return faults;
}

function nrmFaults(): TruthFault[] {
  const base = { sheet: null, row: null, column: null, variable: null, raw: null, expected: "repaired" } as const;
  return [
    { ...base, file: "nrm/nrm referrals 2014-2018.csv", fault: "encoding windows-1252" },
    {
      ...base,
      file: "nrm/nrm referrals 2014-2018.csv",
      fault: "preamble-row",
      row: 1,
      expected: "set-aside",
      reason: "preamble",
    },
    { ...base, file: "nrm/nrm referrals 2019-2023.csv", fault: "encoding utf-8 with BOM" },
    { ...base, file: "nrm/nrm referrals 2019-2023.csv", fault: "renamed-column" },
  ];
}

function rawText(cell: RawCell): string | null {
  if (cell === null) return null;
  return typeof cell === "object" ? String(cell.serial) : String(cell);
}
