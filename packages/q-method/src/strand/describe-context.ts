import type { MethodRecord, Provenance, QStudy } from "@plait/study";
import type { QAnalysis } from "../analysis/analyse-sorts.ts";
import type { QSort } from "../q-sort.ts";

/** What every description of the Q strand needs. Sorts are in the order of the analysis. */
export interface DescribeContext {
  readonly study: QStudy;
  readonly sorts: readonly QSort[];
  readonly analysis: QAnalysis;
  /** In the order of the analysis' factors. */
  readonly groups: readonly QGroup[];
  /** Codes of those aligned with no group. */
  readonly unaligned: readonly string[];
  /** How a card is called in tables: its number and its wording in the study's first language. */
  readonly wording: (statement: number) => string;
  /** A place with a true minus sign. */
  readonly placeText: (place: number) => string;
  /** Digits after the point of the grid's values. */
  readonly placeDigits: number;
  /** The record of a method, made whole. */
  readonly method: (record: Omit<MethodRecord, "version">) => MethodRecord;
  /** The provenance of a result that was made by these steps. */
  readonly provenance: (steps: readonly string[]) => Provenance;
}

/** The sorters aligned with one factor. */
export interface QGroup {
  /** `group-1` for the first. */
  readonly id: string;
  readonly name: string;
  readonly members: readonly {
    readonly sorter: string;
    readonly loading: number;
  }[];
}

/** The fewest sorters behind any group that has a view: whatever compares groups rests on it. */
export function fewestMembers({ groups, analysis }: DescribeContext): number {
  const viewed = groups.filter((_, factor) => analysis.factors[factor]?.view.kind === "estimated");
  return viewed.length === 0 ? 0 : Math.min(...viewed.map(({ members }) => members.length));
}
