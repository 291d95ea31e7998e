import { randomBytes as systemRandomBytes } from "node:crypto";
import type { Place } from "@plait/study";
import { type Appended, type AppendOptions, assertBatch } from "./append-events.ts";
import { appendQueue } from "./append-queue.ts";
import { NO_EVENT } from "./chain.ts";
import { type Dropped, dropFile } from "./drop-file.ts";
import type { JournalEvent, NewEvent } from "./event.ts";
import type { RandomBytes } from "./event-id.ts";
import { journalKeys } from "./event-seal.ts";
import { type Fold, type Folded, type FoldOptions, foldStream } from "./fold-stream.ts";
import { type Forgotten, forgetSubject, scrubIfDue } from "./forget-subject.ts";
import type { JournalAtWork, JournalHead } from "./journal-at-work.ts";
import { type JournalProblems, refusal } from "./journal-problems.ts";
import type { JournalStore, StorePlace } from "./journal-store.ts";
import type { JsonValue } from "./json-value.ts";
import { assertFile, type Kept, keepFile, type NewFile, readFile } from "./kept-files.ts";
import { markOf } from "./marks.ts";
import { type EventSelection, readEvents } from "./read-events.ts";
import { StoreFailure } from "./store-failure.ts";
import type { StudyKey } from "./study-key.ts";
import { type SubscribeOptions, type Subscription, subscribe } from "./subscribe.ts";
import { type VerifiedJournal, verifyJournal } from "./verify-journal.ts";

export interface JournalOptions {
  readonly place: StorePlace;
  readonly key: StudyKey;
  /** Refuses where there is no journal yet, instead of making one. */
  readonly mustExist?: boolean;
  /** The clock; the system's unless told. */
  readonly now?: () => Date;
  /** Chance; the system's unless told. */
  readonly randomBytes?: RandomBytes;
}

/** What people did in a study: events that are only ever added, each sealed and chained to those before it. */
export interface Journal {
  /**
   * Writes events in this order, all or none. What is answered is on the disk. An event whose id is stored already, with the same content, is
   * answered with what is stored, so a writer that got no answer sends the same again.
   *
   * @throws TypeError or RangeError for what is no event; StoreFailure where the store could not do it, and then it is not known whether the events were
   *   written: send the same again
   */
  append(events: readonly NewEvent[], options?: AppendOptions): Promise<Appended>;
  /** Events in order of position. @throws JournalDamaged at the first that does not open */
  read(selection?: EventSelection): AsyncIterable<JournalEvent>;
  /**
   * Keeps a file that an event will name: see `NewEvent.files`. The same id with the same bytes writes nothing twice.
   *
   * @throws RangeError for an id that is no UUID, no bytes, and more than 8 MiB
   */
  keepFile(file: NewFile): Promise<Kept>;
  /** The bytes of a kept file, unless they are gone; undefined where there is none of this id. @throws JournalDamaged where it does not open */
  readFile(id: string): Promise<Uint8Array | "forgotten" | undefined>;
  /** See `dropFile`. */
  dropFile(id: string, actor: string): Promise<Dropped>;
  head(): Promise<JournalHead>;
  /** See `foldStream`. */
  fold<State extends JsonValue>(stream: string, fold: Fold<State>, options?: FoldOptions): Promise<Folded<State>>;
  /** See `subscribe`. */
  subscribe(options: SubscribeOptions, listener: (event: JournalEvent) => void | Promise<void>): Subscription;
  /** See `forgetSubject`. */
  forgetSubject(subject: string, actor: string): Promise<Forgotten>;
  /** See `verifyJournal`. */
  verify(keptHead?: string): Promise<VerifiedJournal>;
  /** Ends every subscription and gives the store back. */
  close(): Promise<void>;
}

/**
 * Opens a study's journal, made if there is none.
 *
 * @throws JournalProblems where another process has it, it cannot be reached, is damaged, or is another study's
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { place, key, now = () => new Date(), randomBytes = systemRandomBytes } = options;
  const store = await openStore(place, key, options.mustExist ?? false).catch(orDamaged(place));
  const journal: JournalAtWork = { store, keys: journalKeys(key), now, randomBytes };
  try {
    await beginOrRecognise(journal, place);
    await scrubIfDue(journal);
  } catch (error) {
    await store.close();
    return orDamaged(place)(error);
  }
  const append = appendQueue(journal);
  const subscriptions = new Set<Subscription>();
  return {
    append: async (events, given = {}) => {
      assertBatch(events);
      return append(events, given);
    },
    read: (selection = {}) => readEvents(journal, selection),
    keepFile: async (file) => {
      assertFile(file);
      return keepFile(journal, file);
    },
    readFile: (id) => readFile(journal, id),
    dropFile: (id, actor) => dropFile(journal, id, actor),
    head: () =>
      store.read((tables) => tables.selectFrom("head").select(["position", "hash"]).executeTakeFirstOrThrow()),
    fold: (stream, fold, given) => foldStream(journal, stream, fold, given),
    subscribe: (given, listener) => {
      const subscription = subscribe(journal, given, listener);
      subscriptions.add(subscription);
      return subscription;
    },
    forgetSubject: (subject, actor) => forgetSubject(journal, subject, actor),
    verify: (keptHead) => verifyJournal(journal, keptHead),
    close: async () => {
      await Promise.all([...subscriptions].map((subscription) => subscription.close()));
      await store.close();
    },
  };
}

/** An engine is loaded when a journal is opened in it. */
async function openStore(place: StorePlace, key: StudyKey, mustExist: boolean): Promise<JournalStore> {
  switch (place.kind) {
    case "sqlite":
      return (await import("./sqlite-store.ts")).openSqliteStore(place.file, key.derive("store"), mustExist);
    case "postgres":
      return (await import("./postgres-store.ts")).openPostgresStore(place.connection, place.schema, mustExist);
    default:
      return place satisfies never;
  }
}

/** A new journal is given its head; one that is there must be this study's, since a database can be named by mistake. */
async function beginOrRecognise({ store, keys }: JournalAtWork, place: StorePlace): Promise<void> {
  const study = markOf(keys.mark, "study", "");
  const head = await store.write(async (tables) => {
    await tables
      .insertInto("head")
      .values({ one: 1, study, position: 0, hash: NO_EVENT, forgettings: 0, scrubbed: 1 })
      .onConflict((conflict) => conflict.column("one").doNothing())
      .execute();
    return tables.selectFrom("head").selectAll().executeTakeFirstOrThrow();
  });
  if (head.study !== study) throw ofAnotherStudy(place);
}

function orDamaged(place: StorePlace): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof StoreFailure) || error.reason !== "damaged") throw error;
    throw refusal(
      {
        code: "journal-damaged",
        place: placeOf(place),
        message: "this is no journal that the key of this study opens: it is damaged, or belongs to another study",
        remedy: "bring it back from your backup, together with the file that ends in -wal if there is one",
      },
      error,
    );
  };
}

function placeOf(place: StorePlace): Place {
  return place.kind === "sqlite" ? { file: place.file } : { file: "study.yaml", path: "store" };
}

function ofAnotherStudy(place: StorePlace): JournalProblems {
  return refusal({
    code: "journal-of-another-study",
    place: placeOf(place),
    message: "this is the journal of another study, or of this one under another key",
    remedy: "name a database or schema of its own for each study",
  });
}
