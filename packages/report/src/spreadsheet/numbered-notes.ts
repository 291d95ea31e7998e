import type { AnnexPlan, PlannedResult } from "../annex-plan.ts";
import { disclosureNotes } from "../disclosure-statement.ts";
import { notesWithoutStars } from "../table-notes.ts";

export interface NumberedNote {
  readonly number: number;
  readonly text: string;
  readonly usedBy: readonly PlannedResult[];
}

/** The notes of all tables, each text once, numbered in the order in which the tables first use them. */
export function numberedNotes(plan: AnnexPlan): NumberedNote[] {
  const users = new Map<string, PlannedResult[]>();
  for (const planned of plan.results) {
    const { result } = planned;
    for (const text of new Set([result.summary, ...notesWithoutStars(result), ...disclosureNotes(result.disclosure)])) {
      users.set(text, [...(users.get(text) ?? []), planned]);
    }
  }
  return [...users].map(([text, usedBy], index) => ({ number: index + 1, text, usedBy }));
}
