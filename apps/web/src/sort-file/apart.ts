import { type Call, Refused } from "@plait/api";
import { type RecordedBytes, type SortToHandOver, writeSortToHandOver } from "@plait/q-method";
import type { KeptEvent, KeptSorts, Table } from "../sort/kept-sorts.ts";
import { inBase64 } from "../sort/sort-parcels.ts";
import { recordingOf } from "../sort/told-steps.ts";

/** What the page holds of the study. */
export interface StudyInPage {
  readonly table: Omit<Table, "participant">;
  /** The study's public key, in base64. */
  readonly address: string;
}

/** Stands for the server on a device that cannot reach it: nothing is sent, and what was done is handed over as a sealed file. */
export interface Apart {
  readonly call: Call;
  /** Seals everything that was done and gives it to whoever works the device. From then on it counts as sent. */
  handOver(): Promise<void>;
}

export interface ApartOptions {
  readonly study: StudyInPage;
  readonly kept: KeptSorts;
  readonly seal: (text: string) => Promise<Uint8Array<ArrayBuffer>>;
  readonly save: (sealed: Uint8Array<ArrayBuffer>) => void;
}

/** As the study calls its participants: a code, never a name. */
const PARTICIPANT = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,39}$/u;

/** Goes on with whoever was at it when the page was closed. */
export async function openApart({ study, kept, seal, save }: ApartOptions): Promise<Apart> {
  let participant = (await kept.last())?.table.participant;
  /** Steps and recordings, by id. */
  let handedOver: ReadonlySet<string> = new Set();

  const answers = {
    readSession: () => {
      const { table } = study;
      if (participant === undefined) return { kind: "nobody" };
      return { kind: "participant", study: { title: table.study, languages: Object.keys(table.words) } };
    },
    enterCode: ({ body }: { readonly body: { readonly code: string } }) => {
      const code = body.code.trim();
      if (!PARTICIPANT.test(code)) throw new Refused(404, "no-such-code", "That is no code.");
      participant = code;
      return answers.readSession();
    },
    readSort: () => ({ ...study.table, participant, events: [] }),
    appendSort: ({ body }: { readonly body: { readonly events: readonly { readonly id: string }[] } }) => {
      const ids = body.events.map(({ id }) => id);
      if (!ids.every((id) => handedOver.has(id))) throw new Error("this device is apart from the study");
      return { taken: ids, refused: [] };
    },
    keepRecording: ({ body }: { readonly body: { readonly id: string } }) => {
      if (!handedOver.has(body.id)) throw new Error("this device is apart from the study");
      return { id: body.id };
    },
    signOut: () => {
      participant = undefined;
      return answers.readSession();
    },
  };
  return {
    // The page calls these alone; what each takes and gives is settled by `Call`.
    call: (async (name: keyof typeof answers, given: never) => answers[name](given)) as Call,
    handOver: async () => {
      if (participant === undefined) return;
      const events = await kept.of(participant);
      const [first] = events;
      if (first === undefined) return;
      const recordings = await recordingsOf(kept, events);
      save(await seal(writeSortToHandOver({ ...sortOf(participant, first.device, events), recordings })));
      handedOver = new Set([...events, ...recordings].map(({ id }) => id));
    },
  };
}

async function recordingsOf(kept: KeptSorts, events: readonly KeptEvent[]): Promise<readonly RecordedBytes[]> {
  const recordings: RecordedBytes[] = [];
  for (const event of events) {
    const id = recordingOf(event)?.id;
    const bytes = id === undefined ? undefined : await kept.recording(id);
    if (id !== undefined && bytes !== undefined) recordings.push({ id, base64: inBase64(bytes) });
  }
  return recordings;
}

function sortOf(participant: string, device: string, events: Awaited<ReturnType<KeptSorts["of"]>>): SortToHandOver {
  // A device has another name each time the page is opened; apart from the study they are one, and their counters go on.
  const done = events.map(({ id, kind, version, counter, payload }) => ({ id, kind, version, counter, payload }));
  return { participant, device, events: done.sort((a, b) => a.counter - b.counter) };
}
