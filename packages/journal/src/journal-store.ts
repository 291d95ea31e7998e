import type { Kysely, Transaction } from "kysely";

/** The tables of a journal, the same in every engine. Marks and hashes are written as hexadecimal digits. */
export interface JournalTables {
  readonly events: EventRow;
  readonly subjects: SubjectRow;
  readonly snapshots: SnapshotRow;
  readonly files: FileRow;
  readonly head: HeadRow;
  readonly migrations: { readonly number: number };
}

export interface EventRow {
  readonly position: number;
  readonly id: string;
  /** Mark of the stream. */
  readonly stream: string;
  readonly sequence: number;
  /** Mark of the subject. */
  readonly subject: string | null;
  readonly kind: string;
  readonly version: number;
  readonly at: string;
  readonly previous: string;
  readonly hash: string;
  readonly sealed: Uint8Array;
}

export interface SubjectRow {
  readonly mark: string;
  /** The subject's key under the study's; null once the person was forgotten. */
  readonly wrapped: Uint8Array | null;
}

export interface SnapshotRow {
  /** Mark of the stream. */
  readonly stream: string;
  readonly fold: string;
  readonly sealed: Uint8Array;
}

export interface FileRow {
  readonly id: string;
  /** Mark of the subject. */
  readonly subject: string | null;
  /** Null once the person was forgotten. */
  readonly sealed: Uint8Array | null;
}

/** One row: where the journal ends. */
export interface HeadRow {
  readonly one: number;
  /** Mark of the study, by which the journal of another is recognised. */
  readonly study: string;
  readonly position: number;
  readonly hash: string;
  /** How many people were forgotten. */
  readonly forgettings: number;
  /** 0 while destroyed keys may still stand in freed pages. */
  readonly scrubbed: number;
}

/** What differs between the engines that keep a journal. Where an engine fails, everything here throws StoreFailure. */
export interface JournalStore {
  readonly engine: "sqlite" | "postgres";
  read<T>(work: (tables: Kysely<JournalTables>) => Promise<T>): Promise<T>;
  /** One writer at a time: the work sees all that was written before it, and all of it is kept for good or none. */
  write<T>(work: (tables: Transaction<JournalTables>) => Promise<T>): Promise<T>;
  /** Says, within `write`, that there are new events: those who listen hear it once they are kept. */
  announce(tables: Transaction<JournalTables>): Promise<void>;
  /** Calls `listener` whenever there may be new events, those of other servers too. Returns what ends it. */
  listen(listener: () => void): () => void;
  /** Takes destroyed keys, snapshots and files out of freed pages. */
  scrub(): Promise<void>;
  /** Brings what was overwritten out of a log that the engine writes before the file. */
  emptyLog(): Promise<void>;
  /** What the engine itself finds wrong with its files, in its words. */
  faults(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Where a journal is kept. */
export type StorePlace =
  /** A file of the study folder, encrypted, for one process at a time. */
  | { readonly kind: "sqlite"; readonly file: string }
  /** A database for several servers; `schema` keeps two studies in one database apart. */
  | { readonly kind: "postgres"; readonly connection: string; readonly schema: string };
