import type { Problem } from "./problem.ts";

/** A study folder as its readers see it. Paths are relative to the study folder and use `/`. */
export interface StudyFiles {
  /** Every file of the study folder, in any order. */
  list(): Promise<readonly string[]>;
  /** The file decoded as UTF-8, bytes that are not UTF-8 as replacement characters. */
  readText(path: string): Promise<StudyText>;
}

export type StudyText = { readonly text: string } | { readonly missing: true } | { readonly problem: Problem };
