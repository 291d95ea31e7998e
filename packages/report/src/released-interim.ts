import type { AbsentReason, Column, Figure, MethodRecord, Provenance } from "@plait/study";

export type ReleasedCell =
  | { readonly kind: "count"; readonly value: number }
  | { readonly kind: "share"; readonly value: number }
  | {
      readonly kind: "estimate";
      readonly estimate: number;
      readonly standardError: number;
      readonly interval: readonly [number, number];
      readonly pValue: number;
      readonly model: string;
      readonly term: string;
    }
  | { readonly kind: "statistic"; readonly value: number; readonly digits: number }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "absent"; readonly reason: AbsentReason; readonly note?: string }
  | { readonly kind: "withheld"; readonly marker: "c"; readonly because: string };

export interface ReleasedRow {
  readonly id: string;
  readonly label: string;
  readonly group?: string;
  readonly cells: readonly ReleasedCell[];
}

export interface ReleasedResult {
  readonly id: string;
  readonly strand: string;
  readonly title: string;
  readonly summary: string;
  readonly rowHeading: string;
  readonly columns: readonly Column[];
  readonly rows: readonly ReleasedRow[];
  readonly figure?: Figure;
  readonly sentences: readonly string[];
  readonly notes: readonly string[];
  readonly method: MethodRecord;
  readonly provenance: Provenance;
}
