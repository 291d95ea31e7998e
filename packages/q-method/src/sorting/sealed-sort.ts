import type { SortEvent } from "./fold-sort.ts";
import { LARGEST_RECORDING, readSortStep } from "./sort-step.ts";

/** What a device that could not reach the study hands over: one participant's sort, everything in it. */
export interface SortToHandOver {
  /** The participant's code. */
  readonly participant: string;
  readonly device: string;
  readonly events: readonly Omit<SortEvent, "device">[];
  /** What the steps name as recorded, as far as it is here. */
  readonly recordings?: readonly RecordedBytes[];
}

export interface RecordedBytes {
  /** By which steps name it. */
  readonly id: string;
  readonly base64: string;
}

const FORM = 1;
const PARTICIPANT = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,39}$/u;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** As the text that is sealed. */
export function writeSortToHandOver({ participant, device, events, recordings = [] }: SortToHandOver): string {
  const spoken = recordings.length === 0 ? {} : { recordings };
  return JSON.stringify({ plait_sort: FORM, participant, device, events, ...spoken });
}

/**
 * Reads what a device sealed: every event has to be a step that this version knows.
 *
 * @returns what is wrong, in words, where it is none
 */
export function readSortToHandOver(text: string): { readonly sort: SortToHandOver } | { readonly wrong: string } {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { wrong: "it holds no sort" };
  }
  if (!isRecord(read) || read.plait_sort !== FORM)
    return { wrong: "it holds no sort of a form that this version reads" };
  const { participant, device, events, recordings = [] } = read;
  if (typeof participant !== "string" || !PARTICIPANT.test(participant)) {
    return { wrong: "it names no participant" };
  }
  if (!isName(device) || !Array.isArray(events) || events.length === 0)
    return { wrong: "it holds nothing that was done" };
  const done: Omit<SortEvent, "device">[] = [];
  for (const event of events) {
    const step = isRecord(event) ? readEvent(event) : undefined;
    if (step === undefined) return { wrong: `what was done at number ${done.length + 1} is none of this version` };
    done.push(step);
  }
  if (!Array.isArray(recordings) || !recordings.every(isRecorded)) return { wrong: "a recording in it is none" };
  return { sort: { participant, device, events: done, ...(recordings.length > 0 && { recordings }) } };
}

function readEvent({ id, kind, version, counter, payload }: Record<string, unknown>) {
  if (typeof id !== "string" || !ID.test(id) || typeof kind !== "string" || typeof version !== "number")
    return undefined;
  if (typeof counter !== "number" || !Number.isSafeInteger(counter) || counter < 0) return undefined;
  const step = readSortStep(kind, version, payload);
  return step && { id, kind, version, counter, payload: step.payload };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The longest that base64 makes of a recording. */
const MOST_BASE64 = 4 * Math.ceil(LARGEST_RECORDING / 3);

function isRecorded(value: unknown): value is RecordedBytes {
  if (!isRecord(value)) return false;
  const { id, base64 } = value;
  if (typeof id !== "string" || !ID.test(id) || typeof base64 !== "string") return false;
  return base64.length > 0 && base64.length <= MOST_BASE64 && /^[A-Za-z0-9+/]+={0,2}$/.test(base64);
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= 100;
}
