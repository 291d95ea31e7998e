import type { Journal } from "@plait/journal";

/** The study that the server serves: its folder, its journal, and what it takes from outside. */
export interface StudyAtWork {
  readonly folder: string;
  readonly journal: Journal;
  readonly now: () => Date;
  readonly randomBytes: (count: number) => Uint8Array;
}
