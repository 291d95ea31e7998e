import type { People } from "@plait/study";
import type { Rounding } from "./policy.ts";
import type { ReleasedCell } from "./released-result.ts";

/** What the people who check a release need to see. It holds true numbers: it stays inside the study. */
export interface Evidence {
  readonly results: readonly ResultEvidence[];
  /** To be handed to the gate with every later release of the study. */
  readonly counts: KeptCounts;
}

export interface ResultEvidence {
  readonly id: string;
  /** What a person has to look at before the result leaves; empty for most results. */
  readonly findings: readonly Finding[];
  /** Every cell that holds a number or words about people, in the order of rows and columns. */
  readonly cells: readonly CellEvidence[];
}

/** Something that the rules cannot decide. */
export interface Finding {
  readonly kind: "class-disclosure" | "identifying-details" | "negative-amounts";
  /** Row and column, counted from 0; absent where it concerns the result as a whole. */
  readonly row?: number;
  readonly column?: number;
  /** In plain words, with true numbers. */
  readonly message: string;
}

export interface CellEvidence {
  readonly row: number;
  readonly column: number;
  readonly truth: TrueCell;
  /** Who stands behind it. Absent for a share, whose counts tell, and for words of which it is not known. */
  readonly people?: People;
  /** What the reader sees. */
  readonly becomes: ReleasedCell;
  /** The last number that an earlier release printed of this count, where it is another one now. */
  readonly before?: { readonly release: string; readonly printed: number };
}

/** A cell as it would leave if no rule withheld or rounded it. */
export type TrueCell = Exclude<ReleasedCell, { readonly kind: "absent" | "withheld" }>;

/** The counts of one release: what a reader has of them, and what they truly were. */
export interface KeptCounts {
  readonly counts: readonly KeptCount[];
  /** Which counts add up to which, by key. */
  readonly sums: readonly { readonly total: string; readonly parts: readonly string[] }[];
  /** How printed counts were rounded. */
  readonly rounding: Rounding;
}

export interface KeptCount {
  /** The same for the same cell, or the same name, in every release of a study. */
  readonly key: string;
  readonly value: number;
  readonly people: number;
  /** Ids of the results that have a cell for it. */
  readonly results: readonly string[];
  /** No cell prints it; it is a total that other cells add up to, or a difference. */
  readonly unprinted: boolean;
  /** Whether the rules on people apply to it. */
  readonly ofPeople: boolean;
  /** What was printed, after rounding. Absent where it was withheld or stands in no cell. */
  readonly printed?: number;
  /** It was printed as it is: public, not of people, or let go after review. */
  readonly exact?: true;
  /** Under controlled rounding: how many steps away the truth may lie, where more than one. */
  readonly roundingSteps?: number;
}

/** A release that readers have, as the study keeps it. */
export interface EarlierRelease {
  /** Such as `0001`. */
  readonly id: string;
  readonly counts: KeptCounts;
}
