import { isJsonValue, type JsonValue } from "./json-value.ts";

/** Something that somebody did, as it is handed to the journal. */
export interface NewEvent {
  /** A UUID chosen by the writer, so that a retry is recognised: see `newEventId`. */
  readonly id: string;
  /** What it belongs to: one sort, one session, one document. Events of a stream are numbered 1, 2, ... */
  readonly stream: string;
  /** Who did it. */
  readonly actor: string;
  /** The code of the participant it is about. Such events are sealed under that person's own key and can be forgotten. */
  readonly subject?: string;
  /** What was done, such as `q.card-placed`. Kinds are the one word of an event that a store on PostgreSQL shows: they name no person. */
  readonly kind: string;
  /** Of the shape of the payload, from 1. */
  readonly version: number;
  /** The order that the device declares, for events that may arrive late or in another order. */
  readonly declared?: DeclaredOrder;
  readonly payload: JsonValue;
  /** The kept files that belong to it, which the chain thereby covers. Each was kept before, about the same subject. */
  readonly files?: readonly FileName[];
}

/** How an event names a kept file: its id, and the SHA-256 of its bytes in hexadecimal digits. */
export interface FileName {
  readonly id: string;
  readonly sha256: string;
}

/** What a device says about the order of its events: a counter that grows with each, and with each it has seen of others. */
export interface DeclaredOrder {
  readonly device: string;
  readonly counter: number;
}

/** An event as the journal gives it back. */
export interface JournalEvent {
  /** In the whole journal: 1, 2, ... */
  readonly position: number;
  readonly id: string;
  /** In its stream: 1, 2, ... */
  readonly sequence: number;
  readonly kind: string;
  readonly version: number;
  /** What the clock of the writing process said, ISO 8601 in UTC. Clocks jump: order is `position`, never this. */
  readonly at: string;
  readonly content: EventContent;
}

/** What was sealed. Of a person who was forgotten nothing of it can be read, by anybody. */
export type EventContent = ReadableContent | { readonly kind: "forgotten" };

export interface ReadableContent {
  readonly kind: "readable";
  readonly stream: string;
  readonly actor: string;
  readonly subject?: string;
  readonly declared?: DeclaredOrder;
  readonly payload: JsonValue;
  readonly files?: readonly FileName[];
}

/** Payloads are small; recordings and photographs are files of their own: see `keepFile`. */
const MOST_PAYLOAD_CHARACTERS = 1_000_000;

const MOST_FILES = 100;

const MOST_NAME_CHARACTERS = 200;

/**
 * Refuses what is no event: a mistake of the caller.
 *
 * @throws TypeError or RangeError that names the field and, unless it may be personal, its value
 */
export function assertEvent(event: NewEvent): void {
  assertId(event.id);
  assertName("stream", event.stream);
  assertName("actor", event.actor);
  if (event.subject !== undefined) assertName("subject", event.subject);
  if (!KIND.test(event.kind) || event.kind.length > MOST_NAME_CHARACTERS) {
    throw new RangeError(`kind must be words of small letters, such as q.card-placed: ${event.kind}`);
  }
  if (!Number.isSafeInteger(event.version) || event.version < 1) {
    throw new RangeError(`version must be a whole number from 1: ${event.version}`);
  }
  if (event.declared !== undefined) assertDeclared(event.declared);
  if (event.files !== undefined) assertFileNames(event.files);
  if (!isJsonValue(event.payload)) throw new TypeError(`payload of ${event.kind} must be plain JSON`);
  const { length } = JSON.stringify(event.payload);
  if (length > MOST_PAYLOAD_CHARACTERS) {
    throw new RangeError(`payload of ${event.kind} must have at most ${MOST_PAYLOAD_CHARACTERS} characters: ${length}`);
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;
const KIND = /^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/u;

const SHA_256 = /^[0-9a-f]{64}$/u;

function assertFileNames(files: readonly FileName[]): void {
  if (files.length === 0 || files.length > MOST_FILES) {
    throw new RangeError(`files must be 1 to ${MOST_FILES} where there are any: ${files.length}`);
  }
  const wrong = files.find(({ id, sha256 }) => !UUID.test(id) || !SHA_256.test(sha256));
  if (wrong !== undefined) throw new RangeError(`files must be named by UUID and SHA-256: ${wrong.id}`);
}

export function assertId(id: string): void {
  if (!UUID.test(id)) throw new RangeError(`id must be a UUID in small letters: ${id}`);
}

export function assertName(field: string, name: string): void {
  if (name.trim() === "" || name.length > MOST_NAME_CHARACTERS || !name.isWellFormed()) {
    throw new RangeError(`${field} must have 1 to ${MOST_NAME_CHARACTERS} characters`);
  }
}

function assertDeclared({ device, counter }: DeclaredOrder): void {
  assertName("declared.device", device);
  if (!Number.isSafeInteger(counter) || counter < 0) {
    throw new RangeError(`declared.counter must be a whole number from 0: ${counter}`);
  }
}
