import type { Query } from "@plait/database";
import type { SheetDescription } from "./ingest/sheet-read.ts";

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
export interface SourceSheet extends SheetDescription {
  /** Distinct within a run; with a row number it names a source row (`sourceRow`). */
  readonly number: number;
  readonly delivery: Delivery;
  readonly sha256: string;
  /** A relation with `row`, then `c1` … as shown, then `u1` … as kept underneath where that differs. */
  readonly cells: Query;
}

/** Source rows are numbered `sheet × 10⁹ + row`, so that one integer leads from any value back to its cells. */
export const ROWS_A_SHEET = 1_000_000_000;
