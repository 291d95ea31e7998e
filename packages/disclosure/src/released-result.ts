import type { AbsentReason, CellPlace, Column, Figure, MethodRecord, ProvenanceInput, Sum } from "@plait/study";
import type { ChangedRule } from "./policy.ts";

/** All that leaves a study in one release. */
export interface Release {
  readonly policy: PolicyStatement;
  readonly results: readonly ReleasedResult[];
}

/** The policy in the reader's words. */
export interface PolicyStatement {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly rules: readonly string[];
  /** What the study changed in the policy of that source. */
  readonly changes: readonly ChangedRule[];
}

/**
 * A result as it may be read outside the study. It mirrors Result, without people per cell, without the names that join
 * cells, without the level counts of models and without the row counts of deliveries.
 */
export interface ReleasedResult {
  readonly id: string;
  readonly strand: string;
  readonly title: string;
  readonly summary: string;
  readonly rowHeading: string;
  readonly columns: readonly Column[];
  readonly rows: readonly ReleasedRow[];
  readonly sums: readonly Sum[];
  readonly figure?: Figure;
  readonly models?: readonly ReleasedModel[];
  readonly sentences: readonly ReleasedSentence[];
  readonly notes: readonly string[];
  readonly method: MethodRecord;
  readonly provenance: ReleasedProvenance;
  readonly disclosure: DisclosureRecord;
}

export interface ReleasedRow {
  readonly id: string;
  readonly label: string;
  readonly group?: string;
  readonly cells: readonly ReleasedCell[];
}

export type ReleasedCell =
  | {
      readonly kind: "count";
      /** After rounding. */
      readonly value: number;
      /** Present when the figure was public already: where it was published. */
      readonly published?: string;
    }
  | {
      readonly kind: "share";
      /** A fraction, from released counts after rounding, to the policy's digits; rounding can take it past 1. */
      readonly value: number;
    }
  | {
      readonly kind: "estimate";
      readonly estimate: number;
      readonly standardError: number;
      readonly interval: readonly [number, number];
      readonly pValue: number;
      readonly model: string;
      readonly term: string;
    }
  | { readonly kind: "statistic"; readonly value: number; readonly digits: number; readonly model?: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "absent"; readonly reason: AbsentReason; readonly note?: string }
  | { readonly kind: "withheld"; readonly marker: "c"; readonly because: WithheldReason };

export type WithheldReason =
  /** Too few people stand behind the number. */
  | "threshold"
  /** The number is safe, but would give another one away. */
  | "secondary"
  /** One of these two; saying which would help to work the number out. */
  | "threshold-or-secondary"
  /** A 0/1 term of the model, or its terms together, splits people or outcomes into groups that are too small. */
  | "model-level"
  /** Too few degrees of freedom, of a model or a correlation. */
  | "residual-df"
  /** One row alone decides its own fitted value. */
  | "leverage"
  /** A minimum, a maximum or a quantile near one is what too few people have. */
  | "extreme"
  /** All people behind it have one value. */
  | "identical-values"
  /** A few people have so much of an amount that it would tell what they have. */
  | "dominance"
  /** No rule can decide; a person has to. */
  | "needs-review"
  /** Too few people had the event since the point of the curve before it that is shown, or until its end. */
  | "curve-step"
  /** A share of a withheld count, a statistic beside its withheld N, a text off which an unreleased count can be read. */
  | "rests-on-withheld";

/** Text with the released cells it prints. Every cell of a part is a number or a text, never withheld or absent. */
export interface ReleasedSentence {
  readonly parts: readonly (string | ReleasedNumber)[];
}

export interface ReleasedNumber {
  readonly place: CellPlace;
  readonly cell: ReleasedCell;
  readonly show: "value" | "interval" | "p-value";
}

export interface ReleasedModel {
  readonly id: string;
  readonly label: string;
  readonly estimator: string;
}

export interface ReleasedProvenance {
  readonly inputs: readonly Omit<ProvenanceInput, "rows">[];
  readonly steps: readonly string[];
}

/** What the gate did to a result. */
export interface DisclosureRecord {
  readonly status: DisclosureStatus;
  /** The checks applied to this result, in plain words. */
  readonly checks: readonly string[];
  /**
   * Present where controlled rounding could not keep sums with neighbours alone: every count is printed less than so many
   * multiples from its true number.
   */
  readonly roundingSteps?: number;
  readonly withheld: {
    /** Cells withheld for what they hold. */
    readonly primary: number;
    /** Cells withheld to protect others. */
    readonly secondary: number;
    /** Cells of which it is not said whether they are withheld for what they hold or to protect others. */
    readonly either: number;
    /** Cells that rest on withheld counts. */
    readonly following: number;
    readonly sentences: number;
  };
  /** Present where words that people wrote were left out because a person has not looked at them: how many texts. */
  readonly awaitingReview?: number;
  /** Present where cells are withheld for the number of people: what leaves as it stands, and what a number needs. */
  readonly releasable?: Releasable;
  /** Present where the result was taken to review. */
  readonly review?: ReviewRecord;
}

export interface Releasable {
  /** The fewest people behind a number under the policy. */
  readonly leastPeople: number;
  /** Rows and columns without a withheld cell. */
  readonly rows: readonly { readonly id: string; readonly label: string; readonly group?: string }[];
  readonly columns: readonly { readonly id: string; readonly label: string; readonly group?: string }[];
}

/** Who asked, with what reason, for a result to leave that the policy stops, and what was decided. */
export interface ReviewRecord {
  readonly reason: string;
  /** `on` is a day, yyyy-mm-dd. */
  readonly requested: { readonly by: string; readonly on: string };
  readonly outcome: ReviewOutcome;
}

export type ReviewOutcome =
  | { readonly kind: "undecided" }
  | { readonly kind: "refused"; readonly by: string; readonly on: string; readonly note?: string }
  | {
      readonly kind: "released";
      readonly by: string;
      readonly on: string;
      readonly note?: string;
      /** How many cells fail the policy by themselves and left all the same. */
      readonly failing: number;
    };

export type DisclosureStatus =
  | "released"
  | "released-with-withheld-cells"
  /** Whole, because a person decided so after review, whatever the policy says of its cells. */
  | "released-after-review"
  /** Every number of the table is withheld. */
  | "withheld";
