import { canonicalJson } from "@plait/study";
import { byDeclaredOrder, inDeclaredOrder } from "./declared-order.ts";
import type { JournalEvent } from "./event.ts";
import { type JournalAtWork, lockedHead } from "./journal-at-work.ts";
import type { JsonValue } from "./json-value.ts";
import { markOf } from "./marks.ts";
import { readEvents } from "./read-events.ts";
import { openBytes, sealBytes } from "./sealed-bytes.ts";

/** How the events of a stream become a state. Pure: the same events give the same state. */
export interface Fold<State extends JsonValue> {
  /** Names its snapshots: one name, one fold. */
  readonly name: string;
  /** Raised with every change of what it makes of events: snapshots of other versions are not used. */
  readonly version: number;
  /** `arrival`: as the journal has them. `declared`: as the devices declare, so that late events stand where they belong. */
  readonly order: "arrival" | "declared";
  readonly initial: State;
  apply(state: State, event: JournalEvent): State;
}

export interface FoldOptions {
  /** A snapshot is kept once so many events have come since the last. None is kept unless told. */
  readonly snapshotEvery?: number;
}

export interface Folded<State> {
  readonly state: State;
  /** Of the last event of the stream that is in the state; 0 where there is none. */
  readonly sequence: number;
  /** How many events were read: those behind the snapshot, or all. */
  readonly replayed: number;
}

/**
 * The state of a stream. Begins at the newest snapshot that fits (of this fold and version, whole, and of this very journal up to there), else from the first
 * event. A snapshot changes the time this takes and nothing else; where a late event declares a place before the end of the snapshot, all is
 * replayed.
 */
export async function foldStream<State extends JsonValue>(
  journal: JournalAtWork,
  stream: string,
  fold: Fold<State>,
  { snapshotEvery }: FoldOptions = {},
): Promise<Folded<State>> {
  if (snapshotEvery !== undefined && (!Number.isSafeInteger(snapshotEvery) || snapshotEvery < 1)) {
    throw new RangeError(`snapshotEvery must be a whole number from 1: ${snapshotEvery}`);
  }
  const forgettings = await forgettingsOf(journal);
  const snapshot = snapshotEvery === undefined ? undefined : await newestSnapshot<State>(journal, stream, fold);
  const begin = snapshot ?? beginning(fold);
  const behind = inOrder(fold, await eventsOf(journal, stream, begin.position));
  const late = fold.order === "declared" && comesBefore(behind[0], snapshot);
  const from = late ? beginning(fold) : begin;
  const events = late ? inOrder(fold, await eventsOf(journal, stream, 0)) : behind;
  const state = events.reduce((before, event) => fold.apply(before, event), from.state);
  const arrived = events.reduce<Arrived>((last, event) => (event.position > last.position ? event : last), from);
  const ordered = events.at(-1);
  if (snapshotEvery !== undefined && ordered !== undefined && events.length >= snapshotEvery) {
    const { position, sequence } = arrived;
    await keepSnapshot(journal, stream, fold, { state, position, sequence, last: frameOf(ordered) }, forgettings);
  }
  return { state, sequence: arrived.sequence, replayed: events.length };
}

interface Arrived {
  readonly position: number;
  readonly sequence: number;
}

/** A state with where it stands: in the journal, and, for declared order, behind which event. */
interface Snapshot<State> extends Arrived {
  readonly state: State;
  readonly last: EventFrame;
}

/** What places an event in the declared order, without what was done. */
type EventFrame = JournalEvent;

function beginning<State extends JsonValue>(fold: Fold<State>): Arrived & { readonly state: State } {
  return { state: fold.initial, position: 0, sequence: 0 };
}

function inOrder(fold: Pick<Fold<JsonValue>, "order">, events: readonly JournalEvent[]): readonly JournalEvent[] {
  switch (fold.order) {
    case "arrival":
      return events;
    case "declared":
      return inDeclaredOrder(events);
    default:
      return fold.order satisfies never;
  }
}

async function eventsOf(journal: JournalAtWork, stream: string, after: number): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for await (const event of readEvents(journal, { streams: [stream], after })) events.push(event);
  return events;
}

function comesBefore(event: JournalEvent | undefined, snapshot: Snapshot<JsonValue> | undefined): boolean {
  return event !== undefined && snapshot !== undefined && byDeclaredOrder(event, snapshot.last) < 0;
}

function frameOf(event: JournalEvent): EventFrame {
  const { content } = event;
  return { ...event, content: content.kind === "readable" ? { ...content, payload: null } : content };
}

/** A snapshot that was begun before somebody was forgotten may hold what they did, and is not kept. */
async function forgettingsOf({ store }: JournalAtWork): Promise<number> {
  const head = await store.read((tables) => tables.selectFrom("head").select("forgettings").executeTakeFirstOrThrow());
  return head.forgettings;
}

async function newestSnapshot<State extends JsonValue>(
  journal: JournalAtWork,
  stream: string,
  fold: Fold<State>,
): Promise<Snapshot<State> | undefined> {
  const { store, keys } = journal;
  const mark = markOf(keys.mark, "stream", stream);
  const kept = await store.read((tables) =>
    tables
      .selectFrom("snapshots")
      .select("sealed")
      .where("stream", "=", mark)
      .where("fold", "=", fold.name)
      .executeTakeFirst(),
  );
  const bytes = kept && openBytes(keys.snapshot, kept.sealed, bindingOf(mark, fold));
  if (bytes === undefined) return undefined;
  // Whatever opens was sealed by `keepSnapshot`, for a fold of this name and version.
  const { hash, ...snapshot }: Snapshot<State> & { hash: string } = JSON.parse(Buffer.from(bytes).toString("utf8"));
  return (await hashAt(journal, snapshot.position)) === hash ? snapshot : undefined;
}

async function keepSnapshot<State extends JsonValue>(
  journal: JournalAtWork,
  stream: string,
  fold: Fold<State>,
  snapshot: Snapshot<State>,
  forgettings: number,
): Promise<void> {
  const { store, keys, randomBytes } = journal;
  const mark = markOf(keys.mark, "stream", stream);
  const hash = await hashAt(journal, snapshot.position);
  const bytes = Buffer.from(canonicalJson({ ...snapshot, hash }, "one-line"));
  const sealed = sealBytes(keys.snapshot, bytes, bindingOf(mark, fold), randomBytes);
  await store.write(async (tables) => {
    const head = await lockedHead(tables, journal);
    if (head.forgettings !== forgettings) return;
    await tables
      .insertInto("snapshots")
      .values({ stream: mark, fold: fold.name, sealed })
      .onConflict((conflict) => conflict.columns(["stream", "fold"]).doUpdateSet({ sealed }))
      .execute();
  });
}

async function hashAt({ store }: JournalAtWork, position: number): Promise<string | undefined> {
  const row = await store.read((tables) =>
    tables.selectFrom("events").select("hash").where("position", "=", position).executeTakeFirst(),
  );
  return row?.hash;
}

function bindingOf(mark: string, { name, version, order }: Pick<Fold<JsonValue>, "name" | "version" | "order">) {
  return Buffer.from(canonicalJson({ stream: mark, fold: name, version, order }, "one-line"));
}
