import { type RecordedBytes, writeSortToHandOver } from "@plait/q-method";
import type { KeptEvent, Table } from "./kept-sorts.ts";
import { recordingOf } from "./told-steps.ts";

/** Seals a text so that only the study with this address (in base64) opens it. */
export type Seal = (address: string, text: string) => Promise<Uint8Array>;

/** As many steps as the server takes at once, and as many characters as it takes in any script. */
const MOST_STEPS = 100;
const MOST_LENGTH = 150_000;

/**
 * Seals what the server may not have. A parcel is of one device: opened anew, a page has another name, and each step keeps the one it was made under, so that
 * it is the same step however often it comes. What was recorded goes with the step that names it.
 *
 * @param bytesOf what was recorded, by its id; undefined where the study has it already
 * @returns nothing where the table has no mailbox, and where there are no steps
 */
export async function sealSteps(
  seal: Seal,
  { participant, mailbox }: Pick<Table, "participant" | "mailbox">,
  steps: readonly KeptEvent[],
  bytesOf: (id: string) => Promise<Uint8Array | undefined>,
): Promise<readonly Uint8Array[]> {
  if (mailbox === undefined) return [];
  const { address, ticket } = mailbox;
  const batches = batchesOf(await withRecordings(steps, bytesOf));
  return Promise.all(
    batches.map((batch) => seal(address, `${ticket}\n${writeSortToHandOver({ participant, ...batch })}`)),
  );
}

interface StepWithRecording {
  readonly step: KeptEvent;
  readonly recording: RecordedBytes | undefined;
}

async function withRecordings(
  steps: readonly KeptEvent[],
  bytesOf: (id: string) => Promise<Uint8Array | undefined>,
): Promise<readonly StepWithRecording[]> {
  const all: StepWithRecording[] = [];
  for (const step of steps) {
    const id = recordingOf(step)?.id;
    const bytes = id === undefined ? undefined : await bytesOf(id);
    all.push({
      step,
      recording: id === undefined || bytes === undefined ? undefined : { id, base64: inBase64(bytes) },
    });
  }
  return all;
}

interface StepsOfDevice {
  readonly device: string;
  readonly events: Omit<KeptEvent, "participant" | "sent" | "device">[];
  readonly recordings: RecordedBytes[];
}

/** A step whose recording is long goes alone. */
function batchesOf(steps: readonly StepWithRecording[]): readonly StepsOfDevice[] {
  const batches: StepsOfDevice[] = [];
  let length = 0;
  for (const { step, recording } of steps) {
    const { id, device, kind, version, counter, payload } = step;
    const event = { id, kind, version, counter, payload };
    const recordings = recording === undefined ? [] : [recording];
    const size = JSON.stringify(event).length + (recording?.base64.length ?? 0);
    const last = batches.at(-1);
    if (last?.device === device && last.events.length < MOST_STEPS && length + size <= MOST_LENGTH) {
      last.events.push(event);
      last.recordings.push(...recordings);
      length += size;
    } else {
      batches.push({ device, events: [event], recordings });
      length = size;
    }
  }
  return batches;
}

export function inBase64(bytes: Uint8Array): string {
  let text = "";
  // Not all at once: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
