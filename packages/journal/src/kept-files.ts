import { createHash } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import { assertId, assertName, type FileName, type NewEvent } from "./event.ts";
import { openFile, openSubjectKey, sealFile } from "./event-seal.ts";
import { type JournalAtWork, lockedHead } from "./journal-at-work.ts";
import { JournalDamaged } from "./journal-damaged.ts";
import type { FileRow, JournalTables } from "./journal-store.ts";
import { markOf } from "./marks.ts";
import { subjectKeys } from "./subject-keys.ts";

/** A recording, a photograph: what is too large for the payload of an event. */
export interface NewFile {
  /** A UUID chosen by the writer, so that a retry is recognised: see `newEventId`. */
  readonly id: string;
  /** The code of the participant it is about. It is sealed under that person's own key and is forgotten with them. */
  readonly subject?: string;
  readonly bytes: Uint8Array;
}

/** What became of a file. Only `kept` has written anything, and what is answered is on the disk. */
export type Kept =
  | {
      readonly kind: "kept";
      readonly id: string;
      /** Of the bytes, in hexadecimal digits. */
      readonly sha256: string;
      /** In bytes. */
      readonly size: number;
      /** It was there already: this was a retry. */
      readonly repeated: boolean;
    }
  /** Another file has this id: other bytes, or about somebody else. */
  | { readonly kind: "id-taken"; readonly id: string }
  /** Nothing is kept any more of who withdrew. */
  | { readonly kind: "subject-forgotten"; readonly subject: string };

/** A file with what the store has of its subject: a null `mark` where there is nothing, a null `wrapped` where the key was destroyed. */
export type FileWithKey = FileRow & { readonly wrapped: Uint8Array | null; readonly mark: string | null };

/** 8 MiB. */
export const LARGEST_FILE = 8 * 1_048_576;

/** @throws RangeError for an id that is no UUID, and for no bytes or too many */
export function assertFile({ id, subject, bytes }: NewFile): void {
  assertId(id);
  if (subject !== undefined) assertName("subject", subject);
  if (bytes.length === 0 || bytes.length > LARGEST_FILE) {
    throw new RangeError(`a file must have 1 to ${LARGEST_FILE} bytes: ${bytes.length}`);
  }
}

/**
 * Keeps a file, sealed under its subject's own key, or under the study's where it is about nobody. It is part of the record once an event
 * names it: see `NewEvent.files`.
 */
export async function keepFile(journal: JournalAtWork, { id, subject, bytes }: NewFile): Promise<Kept> {
  const { keys, store, randomBytes } = journal;
  const sha256 = sha256Of(bytes);
  const mark = subject === undefined ? null : markOf(keys.mark, "subject", subject);
  return store.write(async (tables): Promise<Kept> => {
    // Nobody is forgotten meanwhile.
    await lockedHead(tables, journal);
    const there = await fileWithKey(tables, id);
    if (there !== undefined && there.subject !== mark) return { kind: "id-taken", id };
    const found = await subjectKeys(tables, journal, subject === undefined ? [] : [subject]);
    if (found.kind === "subject-forgotten") return found;
    // Of one that was dropped nobody can say whether these are its bytes.
    if (there?.sealed === null) return { kind: "id-taken", id };
    if (there !== undefined) {
      const same = sha256Of(openedFile(journal, there)) === sha256;
      return same ? { kind: "kept", id, sha256, size: bytes.length, repeated: true } : { kind: "id-taken", id };
    }
    if (found.fresh.length > 0)
      await tables
        .insertInto("subjects")
        .values([...found.fresh])
        .execute();
    const key = mark === null ? keys.file : found.keys.get(mark);
    if (key === undefined) throw new Error("the subject of the file has no key");
    const sealed = sealFile(key, { id, subject: mark }, bytes, randomBytes);
    await tables.insertInto("files").values({ id, subject: mark, sealed }).execute();
    return { kind: "kept", id, sha256, size: bytes.length, repeated: false };
  });
}

/**
 * The bytes of a file; undefined where none of this id was kept, `forgotten` where its bytes were dropped or went with the person.
 *
 * @throws JournalDamaged where it does not open although nobody was forgotten
 */
export async function readFile(journal: JournalAtWork, id: string): Promise<Uint8Array | "forgotten" | undefined> {
  const row = await journal.store.read((tables) => fileWithKey(tables, id));
  if (row === undefined) return undefined;
  return row.sealed === null ? "forgotten" : openedFile(journal, row);
}

/** The first file that events name and that is not in the store as they say. */
export async function fileNotKept(
  tables: Transaction<JournalTables>,
  journal: JournalAtWork,
  events: readonly NewEvent[],
): Promise<string | undefined> {
  for (const { files = [], subject } of events) {
    const mark = subject === undefined ? null : markOf(journal.keys.mark, "subject", subject);
    for (const { id, sha256 } of files) {
      const row = await fileWithKey(tables, id);
      if (row === undefined || row.subject !== mark || row.sealed === null) return id;
      if (sha256Of(openedFile(journal, row)) !== sha256) return id;
    }
  }
  return undefined;
}

export function fileWithKey(tables: Kysely<JournalTables>, id: string): Promise<FileWithKey | undefined> {
  return tables
    .selectFrom("files")
    .leftJoin("subjects", "subjects.mark", "files.subject")
    .selectAll("files")
    .select(["subjects.wrapped", "subjects.mark"])
    .where("files.id", "=", id)
    .executeTakeFirst();
}

/** Undefined where they do not open, or are not there. */
export function fileBytes({ keys }: JournalAtWork, row: FileWithKey): Uint8Array | undefined {
  const { id, subject, sealed, wrapped } = row;
  if (sealed === null) return undefined;
  if (subject === null) return openFile(keys.file, { id, subject }, sealed);
  const key = wrapped === null ? undefined : openSubjectKey(keys, subject, wrapped);
  return key === undefined ? undefined : openFile(key, { id, subject }, sealed);
}

function openedFile(journal: JournalAtWork, row: FileWithKey): Uint8Array {
  const bytes = fileBytes(journal, row);
  if (bytes === undefined) throw new JournalDamaged(`file ${row.id}`);
  return bytes;
}

export function sha256Of(bytes: Uint8Array): FileName["sha256"] {
  return createHash("sha256").update(bytes).digest("hex");
}
