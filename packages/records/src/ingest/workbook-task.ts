import type { Problem } from "@plait/study";
import type { HeaderOverride } from "./header-choice.ts";
import type { IngestLimits } from "./ingest-limits.ts";
import type { SheetRead } from "./sheet-read.ts";
import type { ZipEntry } from "./zip-directory.ts";

/** What the process that reads a workbook is asked. */
export interface WorkbookTask {
  readonly file: string;
  readonly name: string;
  readonly scratch: string;
  readonly kind: WorkbookKind;
  /** The directory of a zip package, already checked against the limits. */
  readonly entries: readonly ZipEntry[];
  readonly overrides: readonly HeaderOverride[];
  readonly limits: IngestLimits;
}

export type WorkbookKind = "xlsx" | "xlsb" | "xls" | "old-xls" | "excel-2003-xml" | "html";

/** What it answers, once. */
export type WorkbookAnswer =
  | {
      readonly kind: "read";
      readonly sheets: readonly SheetRead[];
      readonly skipped: readonly string[];
      readonly problems: readonly Problem[];
    }
  /** The disk could not take the cells; `code` is the file system's own. */
  | { readonly kind: "disk"; readonly code: string };
