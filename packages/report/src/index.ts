export type { Annex, BuildDetails, OutputFile, StrandSection } from "./annex.ts";
export type { Beneath } from "./cell-text.ts";
export { annexHtml } from "./page/annex-html.ts";
export { MissingGlyphs, type TypstPdfOptions, typstPdf } from "./pdf/typst-pdf.ts";
export { renderAnnex } from "./render-annex.ts";
export { resultsJson } from "./results-json.ts";
export { tablesWorkbook } from "./spreadsheet/tables-workbook.ts";
