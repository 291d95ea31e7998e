import type { Query } from "@plait/database";

/** A file under `deliveries/` with what its path says of it. */
export interface Delivery {
  /** Under `records/deliveries/`, with `/`. */
  readonly path: string;
  readonly period: string;
  /** Empty for kinds that no group delivers. */
  readonly group: string;
  readonly kind: string;
}

/** One sheet of a delivery, read and ready to be queried. */
export interface SourceSheet {
  /** Distinct within a run; with a row number it names a source row (`sourceRow`). */
  readonly number: number;
  readonly delivery: Delivery;
  readonly sha256: string;
  /** Empty for text files. */
  readonly sheet: string;
  readonly hidden: boolean;
  readonly date1904: boolean;
  readonly encoding: string | null;
  readonly headerRows: readonly number[];
  /** Whether Plait found the header rows or records/rules.yaml names them. */
  readonly headerFrom: "found" | "override" | "none";
  readonly labels: readonly string[];
  readonly dataRows: number;
  /** How many rows were set aside, by reason: preamble, blank, footnote, total, repeated-header. */
  readonly setAsideRows: Readonly<Record<string, number>>;
  /** A relation with `row`, then `c1` … as shown, then `u1` … as kept underneath where that differs. */
  readonly cells: Query;
}

/** Source rows are numbered `sheet × 10⁹ + row`, so that one integer leads from any value back to its cells. */
export const ROWS_A_SHEET = 1_000_000_000;
