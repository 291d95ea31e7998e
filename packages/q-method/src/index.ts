export * from "./analysis/analyse-sorts.ts";
export * from "./analysis/assignment.ts";
export type { CentroidVariant } from "./analysis/centroid.ts";
export * from "./analysis/compare-factors.ts";
export * from "./analysis/correlation.ts";
export type { CribSheet, RelativePlace } from "./analysis/crib-sheet.ts";
export * from "./analysis/extraction.ts";
export * from "./analysis/factor-array.ts";
export type { FactorEvidence, UnrotatedFactor } from "./analysis/factor-evidence.ts";
export type { KeptName, NamedFactors } from "./analysis/factor-names.ts";
export * from "./analysis/factor-scores.ts";
export * from "./analysis/flags.ts";
export type { HorstOptions } from "./analysis/horst.ts";
export * from "./analysis/no-oblique-rotation.ts";
export type { NotEstimable } from "./analysis/not-estimable.ts";
export * from "./analysis/solve-factors.ts";
export * from "./analysis/sort-matrix.ts";
export * from "./analysis/symmetric-eigen.ts";
export type { Turn } from "./analysis/turn-factors.ts";
export { readKadeZip, writeKadeZip } from "./formats/kade-zip.ts";
export type { QContext } from "./formats/q-context.ts";
export { detectFormat, type QFormat } from "./formats/q-format.ts";
export { readPqMethodDat, readStatementList } from "./formats/read-pqmethod.ts";
export { type QFileRead, readQFile } from "./formats/read-q-file.ts";
export { writeTidyCsv } from "./formats/tidy-csv.ts";
export { writeWideCsv } from "./formats/wide-csv.ts";
export { withStatementTexts } from "./formats/with-statement-texts.ts";
export { writeKadeWorkbook } from "./formats/write-kade-workbook.ts";
export { type TextOptions, writePqMethodDat, writeStatementList } from "./formats/write-pqmethod.ts";
export { type WebSortTool, writeWebSorts } from "./formats/write-web-sorts.ts";
export type { Written } from "./formats/written.ts";
export * from "./grid.ts";
export * from "./grid-from-sorts.ts";
export { type NoiseBaseline, type NoiseOptions, type NoiseRange, noiseBaseline } from "./noise/noise-baseline.ts";
export {
  type ParallelAnalysis,
  type ParallelEigenvalue,
  type ParallelOptions,
  parallelAnalysis,
} from "./noise/parallel-analysis.ts";
export { type ParallelWithout, parallelWithoutEach } from "./noise/parallel-without-each.ts";
export type { Decks } from "./noise/random-sorts.ts";
export { type Watch, WorkStopped } from "./noise/watched-loop.ts";
export { checkEntry, type EntryFault, type EntryField, type EntryForm, faultFields } from "./paper/entry-check.ts";
export { type EntryFormRequest, entryFormHtml } from "./paper/entry-form-html.ts";
export { type EntryWord, type EntryWords, englishEntryWords } from "./paper/entry-words.ts";
export { paperHtml } from "./paper/paper-html.ts";
export { type PaperPart, type PaperPlan, type PaperRequest, paperParts, paperPlan } from "./paper/paper-plan.ts";
export {
  applyPaperEvent,
  type CardDifference,
  noPaperSort,
  type PaperEvent,
  type PaperQSort,
  type PaperSort,
  qSortOfPaper,
  type SecondTyping,
  secondTyping,
} from "./paper/paper-sort.ts";
export {
  PAPER_STEP_VERSION,
  type PaperKind,
  type PaperPayloads,
  PHOTOGRAPH_TYPES,
  PHOTOGRAPHED,
  type Photographed,
  type ReadSort,
  TYPINGS,
  type TypedNumbers,
  type Typing,
} from "./paper/paper-step.ts";
export { paperTypst } from "./paper/paper-typst.ts";
export { englishPaperWords, type PaperWord, type PaperWords } from "./paper/paper-words.ts";
export { type ReadEntry, readEntry } from "./paper/read-entry.ts";
export { type Direction, textDirection } from "./paper/text-direction.ts";
export { valueInSentence, valueText } from "./paper/value-text.ts";
export * from "./q-data.ts";
export * from "./q-set.ts";
export * from "./q-sort.ts";
export * from "./sort-faults.ts";
export * from "./sort-from-numbers.ts";
export * from "./sorting/fold-sort.ts";
export * from "./sorting/live-sort.ts";
export * from "./sorting/q-sort-of.ts";
export * from "./sorting/sealed-sort.ts";
export * from "./sorting/sort-step.ts";
export * from "./stability/bootstrap-factors.ts";
export * from "./stability/leave-one-out.ts";
export type { Alignment } from "./stability/repeatable-analysis.ts";
export { analyseByChoices, type ChosenAnalysis, FactorNotKept, sortMatrixOf } from "./strand/analyse-study.ts";
export { readStudySorts } from "./strand/read-sorts.ts";
export { checkQ, QNotBuilt, type QRequest, type QRun, runQ } from "./strand/run-q.ts";
