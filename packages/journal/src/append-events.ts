import type { Transaction } from "kysely";
import { chainHash, clearBytes } from "./chain.ts";
import { assertEvent, type NewEvent, type ReadableContent } from "./event.ts";
import { contentText, sealContent } from "./event-seal.ts";
import { type JournalAtWork, type JournalHead, lockedHead } from "./journal-at-work.ts";
import { JournalDamaged } from "./journal-damaged.ts";
import type { EventRow, JournalTables } from "./journal-store.ts";
import { fileNotKept } from "./kept-files.ts";
import { markOf } from "./marks.ts";
import { contentOf, type RowWithKey, rowsWithKeys } from "./read-events.ts";
import { type SubjectKeys, subjectKeys } from "./subject-keys.ts";

export interface AppendOptions {
  /**
   * By stream: the sequence its last event is believed to have, 0 for none. Where it has another, nothing is written.
   * Events that are in the journal already do not count as a change.
   */
  readonly expectedSequence?: Readonly<Record<string, number>>;
}

/** What became of a batch. Only `appended` has written anything, and then all of it. */
export type Appended =
  | {
      readonly kind: "appended";
      readonly events: readonly Acknowledged[];
      /** After the batch. */
      readonly head: JournalHead;
    }
  | { readonly kind: "conflict"; readonly stream: string; readonly expected: number; readonly present: number }
  /** Another event has this id: the same id with other content. */
  | { readonly kind: "id-taken"; readonly id: string }
  /** Nothing is kept any more of who withdrew. */
  | { readonly kind: "subject-forgotten"; readonly subject: string }
  /** An event names a file that is not kept, has other bytes, or is about somebody else: see `keepFile`. */
  | { readonly kind: "file-not-kept"; readonly file: string };

/** An event that is on the disk. */
export interface Acknowledged {
  readonly id: string;
  readonly position: number;
  readonly sequence: number;
  readonly at: string;
  /** It was there already: this was a retry. */
  readonly repeated: boolean;
}

const MOST_EVENTS = 1_000;

/** @throws TypeError or RangeError for events that are none, an id twice in a batch, and an empty or too long batch */
export function assertBatch(events: readonly NewEvent[]): void {
  if (events.length === 0 || events.length > MOST_EVENTS) {
    throw new RangeError(`events must be 1 to ${MOST_EVENTS}: ${events.length}`);
  }
  for (const event of events) assertEvent(event);
  const twice = events.find(({ id }, at) => events.findIndex((other) => other.id === id) !== at);
  if (twice !== undefined) throw new RangeError(`events must have ids of their own: ${twice.id}`);
}

/** Appends within a transaction, in the order given, and says that there is news. */
export async function appendWithin(
  tables: Transaction<JournalTables>,
  journal: JournalAtWork,
  events: readonly NewEvent[],
  { expectedSequence = {} }: AppendOptions,
): Promise<Appended> {
  const head = await lockedHead(tables, journal);
  const stored = await storedEvents(tables, events);
  const taken = events.find((event) => isTaken(journal, event, stored.get(event.id)));
  if (taken !== undefined) return { kind: "id-taken", id: taken.id };
  const fresh = events.filter(({ id }) => !stored.has(id));
  if (fresh.length === 0)
    return { kind: "appended", events: events.map(({ id }) => acknowledged(id, stored)), head: headOf(head) };

  const marks = marksOf(journal, [...fresh.map(({ stream }) => stream), ...Object.keys(expectedSequence)]);
  const sequences = await presentSequences(tables, [...marks.values()]);
  for (const [stream, expected] of Object.entries(expectedSequence)) {
    const present = sequences.get(marks.get(stream) ?? "") ?? 0;
    if (present !== expected) return { kind: "conflict", stream, expected, present };
  }
  const names = fresh.map(({ subject }) => subject).filter((subject) => subject !== undefined);
  const subjects = await subjectKeys(tables, journal, names);
  if (subjects.kind === "subject-forgotten") return subjects;
  const file = await fileNotKept(tables, journal, fresh);
  if (file !== undefined) return { kind: "file-not-kept", file };

  const rows: EventRow[] = [];
  let last: JournalHead = headOf(head);
  for (const event of fresh) {
    const stream = marks.get(event.stream) ?? "";
    const sequence = (sequences.get(stream) ?? 0) + 1;
    sequences.set(stream, sequence);
    const row = chainedRow(journal, event, { stream, sequence, last, subjects: subjects.keys });
    rows.push(row);
    last = headOf(row);
  }
  await keep(tables, rows, subjects.fresh, last);
  await journal.store.announce(tables);
  const written = new Map(rows.map((row) => [row.id, row]));
  return { kind: "appended", events: events.map(({ id }) => acknowledged(id, stored, written)), head: last };
}

async function storedEvents(
  tables: Transaction<JournalTables>,
  events: readonly NewEvent[],
): Promise<ReadonlyMap<string, RowWithKey>> {
  const ids = events.map(({ id }) => id);
  const rows = await rowsWithKeys(tables).where("events.id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** What a person forgotten had said cannot be compared: the retry is answered, and nothing is written. */
function isTaken(journal: JournalAtWork, event: NewEvent, row: RowWithKey | undefined): boolean {
  if (row === undefined) return false;
  if (row.kind !== event.kind || row.version !== event.version) return true;
  const content = contentOf(journal, row);
  if (content === undefined) throw new JournalDamaged(row.position);
  switch (content.kind) {
    case "readable":
      return contentText(content) !== contentText(event);
    case "forgotten":
      return markOf(journal.keys.mark, "subject", event.subject ?? "") !== row.subject;
    default:
      return content satisfies never;
  }
}

function acknowledged(
  id: string,
  stored: ReadonlyMap<string, EventRow>,
  written: ReadonlyMap<string, EventRow> = new Map(),
): Acknowledged {
  const row = stored.get(id) ?? written.get(id);
  if (row === undefined) throw new Error(`event ${id} is neither stored nor written`);
  const { position, sequence, at } = row;
  return { id, position, sequence, at, repeated: stored.has(id) };
}

function marksOf({ keys }: JournalAtWork, streams: readonly string[]): Map<string, string> {
  return new Map(streams.map((stream) => [stream, markOf(keys.mark, "stream", stream)]));
}

async function presentSequences(
  tables: Transaction<JournalTables>,
  marks: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tables
    .selectFrom("events")
    .select(({ fn }) => ["stream", fn.max<number>("sequence").as("present")])
    .where("stream", "in", marks)
    .groupBy("stream")
    .execute();
  return new Map(rows.map(({ stream, present }) => [stream, present]));
}

function chainedRow(
  { keys, now, randomBytes }: JournalAtWork,
  { id, kind, version, ...event }: NewEvent,
  given: {
    readonly stream: string;
    readonly sequence: number;
    readonly last: JournalHead;
    readonly subjects: ReadonlyMap<string, Uint8Array>;
  },
): EventRow {
  const subject = event.subject === undefined ? null : markOf(keys.mark, "subject", event.subject);
  const { stream, sequence, last } = given;
  const [position, previous, at] = [last.position + 1, last.hash, now().toISOString()];
  const clear = { position, id, stream, sequence, subject, kind, version, at, previous };
  const content: ReadableContent = { kind: "readable", ...event };
  const key = subject === null ? keys.event : given.subjects.get(subject);
  if (key === undefined) throw new Error("a subject of the batch has no key");
  const sealed = sealContent(key, clear, content, randomBytes);
  return { ...clear, hash: chainHash(clearBytes(clear), sealed), sealed };
}

function headOf({ position, hash }: JournalHead): JournalHead {
  return { position, hash };
}

/** SQLite takes 32,766 values in a statement, PostgreSQL 65,535. */
const ROWS_AT_ONCE = 500;

async function keep(
  tables: Transaction<JournalTables>,
  rows: readonly EventRow[],
  subjects: SubjectKeys["fresh"],
  head: JournalHead,
): Promise<void> {
  if (subjects.length > 0)
    await tables
      .insertInto("subjects")
      .values([...subjects])
      .execute();
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await tables
      .insertInto("events")
      .values(rows.slice(at, at + ROWS_AT_ONCE))
      .execute();
  }
  await tables.updateTable("head").set(head).execute();
}
