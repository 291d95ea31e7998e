import type { Journal } from "@plait/journal";
import type { StudyMailbox } from "./study-mailbox.ts";

/** The study that the server serves: its folder, its journal, and what it takes from outside. */
export interface StudyAtWork {
  readonly folder: string;
  readonly journal: Journal;
  readonly mailbox: StudyMailbox;
  readonly now: () => Date;
  readonly randomBytes: (count: number) => Uint8Array;
}
