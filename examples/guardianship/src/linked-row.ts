import type { Month } from "./calendar.ts";
import type { Group, ServiceKind } from "./counts.ts";

/**
 * A row as it should be once everything is repaired: canonical values by variable. Dates are yyyy-mm-dd, or yyyy-mm
 * where only the month is known; several types of exploitation are joined by "; "; null is no value.
 */
export interface LinkedRow {
  readonly kind: ServiceKind;
  readonly group: Group;
  /** Decides which delivery the row is in. */
  readonly month: Month;
  /** The digits of the reference number. */
  readonly number: number;
  readonly record: CanonicalRecord;
  /** Cells that arrive in a form that cannot be wholly repaired, decided when the row is made. */
  readonly planned?: readonly PlannedCell[];
  /** What the row as a whole stands for, if it is a special one. */
  readonly plantedRow?: PlantedRow;
  /** Rows of a pair, or with a date that is not whole, take no further faults and are not delivered twice. */
  readonly fragile?: boolean;
}

export type CanonicalRecord = Readonly<Record<string, string | null>>;

export interface PlannedCell {
  readonly fault: string;
  readonly variable: string;
  readonly raw: string;
  readonly expected: "repaired" | "kept";
  /** What becomes of the cell: a value, or null where the cell counts as empty. */
  readonly canonical: string | null;
  readonly reason?: string;
}

export interface PlantedRow {
  readonly fault: string;
  readonly expected: "kept" | "removed";
  readonly stage: "linked" | "wide";
  readonly reason: string;
}

export function reference(number: number): string {
  return `URN${String(number).padStart(6, "0")}`;
}
