import type { StudyPreview } from "@plait/build";
import type { QSort } from "@plait/q-method";
import type { Problem } from "@plait/study";

/** What the process that makes a preview is given, once. */
export interface PreviewTask {
  readonly folder: string;
  /** Sorts that were made in Plait and stand in no file. */
  readonly collected: readonly QSort[];
}

/** What it says: steps, and at last how it ended. */
export type FromPreview =
  | { readonly kind: "step"; readonly step: string }
  | { readonly kind: "made"; readonly preview: StudyPreview }
  /** A person has something to mend first. */
  | { readonly kind: "stopped"; readonly problems: readonly Problem[] }
  | { readonly kind: "failed"; readonly name: string; readonly stack: string };

export type PreviewEnding = Exclude<FromPreview, { kind: "step" }>;
