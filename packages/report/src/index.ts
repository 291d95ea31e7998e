export type { Annex, BuildDetails, OutputFile, StrandSection } from "./annex.ts";
export { outputDigest } from "./bundle/approval.ts";
export type {
  ApprovedOutput,
  BundleInput,
  Decision,
  Organisation,
  Person,
  RejectedOutput,
  ReleaseFacts,
  Time,
} from "./bundle/bundle-input.ts";
export { bundleZip } from "./bundle/bundle-zip.ts";
export { sha256 } from "./bundle/digest.ts";
export { renderBundle } from "./bundle/render-bundle.ts";
export { type Beneath, cellText } from "./cell-text.ts";
export { figureSvg } from "./figures/figure-svg.ts";
export { isDrawable } from "./figures/is-drawable.ts";
export { formulaSafe } from "./formula-safe.ts";
export { escaped } from "./html-text.ts";
export { annexHtml } from "./page/annex-html.ts";
export { annexStyle } from "./page/annex-style.ts";
export { MissingGlyphs, type TypstPdfOptions, typstPdf } from "./pdf/typst-pdf.ts";
export { renderAnnex } from "./render-annex.ts";
export { resultsJson } from "./results-json.ts";
export { sentenceText } from "./sentence-text.ts";
export { tablesWorkbook } from "./spreadsheet/tables-workbook.ts";
