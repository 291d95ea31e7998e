import { writeSortToHandOver } from "@plait/q-method";
import type { KeptEvent, Table } from "./kept-sorts.ts";

/** Seals a text so that only the study with this address (in base64) opens it. */
export type Seal = (address: string, text: string) => Promise<Uint8Array>;

/** As many steps as the server takes at once, and as many characters as it takes in any script. */
const MOST_STEPS = 100;
const MOST_LENGTH = 150_000;

/**
 * Seals what the server may not have. A parcel is of one device: opened anew, a page has another name, and each step keeps the one it was made under, so that
 * it is the same step however often it comes.
 *
 * @returns nothing where the table has no mailbox, and where there are no steps
 */
export async function sealSteps(
  seal: Seal,
  { participant, mailbox }: Pick<Table, "participant" | "mailbox">,
  steps: readonly KeptEvent[],
): Promise<readonly Uint8Array[]> {
  if (mailbox === undefined) return [];
  return Promise.all(
    batchesOf(steps).map(({ device, events }) =>
      seal(mailbox.address, `${mailbox.ticket}\n${writeSortToHandOver({ participant, device, events })}`),
    ),
  );
}

interface StepsOfDevice {
  readonly device: string;
  readonly events: Omit<KeptEvent, "participant" | "sent" | "device">[];
}

function batchesOf(steps: readonly KeptEvent[]): readonly StepsOfDevice[] {
  const batches: StepsOfDevice[] = [];
  let length = 0;
  for (const { id, device, kind, version, counter, payload } of steps) {
    const step = { id, kind, version, counter, payload };
    const size = JSON.stringify(step).length;
    const last = batches.at(-1);
    if (last?.device === device && last.events.length < MOST_STEPS && length + size <= MOST_LENGTH) {
      last.events.push(step);
      length += size;
    } else {
      batches.push({ device, events: [step] });
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
