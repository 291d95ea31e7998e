export type { Acknowledged, Appended, AppendOptions } from "./append-events.ts";
export { byDeclaredOrder, inDeclaredOrder } from "./declared-order.ts";
export { type Dropped, FILE_DROPPED } from "./drop-file.ts";
export type { DeclaredOrder, EventContent, FileName, JournalEvent, NewEvent, ReadableContent } from "./event.ts";
export { newEventId, type RandomBytes } from "./event-id.ts";
export { eventShapes, type KindShapes, type ShapedEvent, type ShapeStep } from "./event-shapes.ts";
export type { Fold, Folded, FoldOptions } from "./fold-stream.ts";
export { type Forgotten, JOURNAL_STREAM, SUBJECT_FORGOTTEN } from "./forget-subject.ts";
export type { JournalHead } from "./journal-at-work.ts";
export { JournalDamaged } from "./journal-damaged.ts";
export { JournalProblems } from "./journal-problems.ts";
export type { StorePlace } from "./journal-store.ts";
export type { JsonValue } from "./json-value.ts";
export { type Kept, LARGEST_FILE, type NewFile } from "./kept-files.ts";
export { type Journal, type JournalOptions, openJournal } from "./open-journal.ts";
export { fileDroppedShapes, subjectForgottenShapes } from "./own-shapes.ts";
export type { EventSelection } from "./read-events.ts";
export { SEALED_FOLDERS, type SealedStudy, type SealOptions, sealStudy, unsealStudy } from "./seal-study.ts";
export { readSealedFile } from "./sealed-file.ts";
export { beginsSealed, SealBroken } from "./sealed-stream.ts";
export { StoreFailure } from "./store-failure.ts";
export { JOURNAL_FILE, storePlace } from "./store-place.ts";
export { StudyKey } from "./study-key.ts";
export {
  hasStudyKey,
  KEYS_FILE,
  type KeyKeeping,
  keepStudyKey,
  makeStudyKey,
  type Unlocking,
  unlockStudy,
} from "./study-keys.ts";
export { mailboxAddress, openFromMailbox, sealToMailbox } from "./study-mailbox.ts";
export type { SubscribeOptions, Subscription } from "./subscribe.ts";
export { breakProblem, type JournalBreak, type VerifiedJournal } from "./verify-journal.ts";
