export {
  type CellProblemKind,
  type CellProblemPlace,
  type CellProblems,
  cellProblemPlace,
  findCellProblems,
  placeFromRow,
  placesInRows,
  undecidedValues,
} from "./cell-problems.ts";
export { checkRecords } from "./check-records.ts";
export type { Coverage, CoverageCell, CoverageStatus } from "./coverage.ts";
export { MissingPredictor } from "./describe/closure-models.ts";
export { codebookRows } from "./export/codebook.ts";
export { codebookTable } from "./export/codebook-table.ts";
export { exportQuery, exportStata } from "./export/export-query.ts";
export { frequentCells } from "./frequent-cells.ts";
export { harmonisedTable } from "./harmonise/harmonise-kind.ts";
export { type MappedSheet, mappingErrors, mapSheets } from "./harmonise/mapped-sheet.ts";
export { columnLetters } from "./ingest/cell-shape.ts";
export { type PreparedSheets, prepareSheets } from "./ingest/prepare-sheets.ts";
export { openSheetCache, type SheetCache } from "./ingest/sheet-cache.ts";
export { type Departure, type JoinCount, type LedgerEntry, ledgerFaults, sumRows } from "./ledger.ts";
export { type LinkedRecords, linkRecords, RecordsNotBuilt } from "./link-records.ts";
export { type LinkedSize, linkedSizes } from "./linked-sizes.ts";
export type { MappingProposal } from "./propose/mappings.ts";
export type { ValueRepairProposal } from "./propose/value-repairs.ts";
export { proposeCrosswalk, proposeRepairs } from "./propose-decisions.ts";
export {
  type QuarantinedRow,
  type QuarantineReason,
  quarantinedByDelivery,
  quarantinedRows,
} from "./quarantined-rows.ts";
export { deliveryThatCannotRead } from "./readable-decision.ts";
export { openRecords, type StoredRecords, storeRecords, type TableStore } from "./records-store.ts";
export { type RecordsRun, runRecords } from "./run-records.ts";
export { type SeenValue, seenValues } from "./seen-values.ts";
export { sheetWindow, type WindowRow } from "./sheet-window.ts";
export type { SourceSheet } from "./source-sheet.ts";
export type { TableColumn } from "./table-columns.ts";
export { type SourceCell, type TracedValue, trace, whyNotInWide } from "./trace.ts";
