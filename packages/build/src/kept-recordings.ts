import { createHash } from "node:crypto";
import { type FileName, inDeclaredOrder, type Journal, type JournalEvent } from "@plait/journal";
import { LARGEST_RECORDING, type RecordedBytes, type Recording, readSortStep } from "@plait/q-method";
import { SORT_STREAM } from "./collected-sorts.ts";

/** What became of a recording. */
export type RecordingKept =
  | { readonly kind: "kept" }
  /** Something else was kept under its id. */
  | { readonly kind: "id-taken" }
  | { readonly kind: "subject-forgotten" }
  /** It has no bytes, or more than a recording may have. */
  | { readonly kind: "no-recording" };

/** Keeps what a participant recorded, before the step that names it is taken. The same again writes nothing. */
export async function keepRecording(
  journal: Journal,
  participant: string,
  { id, base64 }: RecordedBytes,
): Promise<RecordingKept> {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length === 0 || bytes.length > LARGEST_RECORDING) return { kind: "no-recording" };
  const { kind } = await journal.keepFile({ id, subject: participant, bytes });
  return { kind };
}

/** The recording that a step of a sort names. */
export function recordingOf(kind: string, version: number, payload: unknown): Recording | undefined {
  const step = readSortStep(kind, version, payload);
  return step?.kind === "q.card-told" ? (step.payload.recording ?? undefined) : undefined;
}

/** By which the event of a step names the recording, so that the chain covers it. */
export function filesOf(recording: Recording | undefined): { readonly files?: readonly FileName[] } {
  return recording === undefined ? {} : { files: [{ id: recording.id, sha256: recording.sha256 }] };
}

/** Whether the bytes that a step names are here, or were: a step that comes again may name what its sorter has taken back since. */
export async function isRecordingKept(journal: Journal, { id, sha256 }: Recording): Promise<boolean> {
  const bytes = await journal.readFile(id);
  if (bytes === undefined || bytes === "forgotten") return bytes === "forgotten";
  return createHash("sha256").update(bytes).digest("hex") === sha256;
}

/** Takes out of the store what a participant recorded and then took back or recorded again: nobody hears it any more. */
export async function dropTakenBack(journal: Journal, participant: string): Promise<void> {
  const events: JournalEvent[] = [];
  for await (const event of journal.read({ streams: [`${SORT_STREAM}${participant}`] })) events.push(event);
  const newest = new Map<string, Recording | null>();
  const takenBack: Recording[] = [];
  for (const { kind, version, content } of inDeclaredOrder(events)) {
    const step = content.kind === "readable" ? readSortStep(kind, version, content.payload) : undefined;
    if (step?.kind !== "q.card-told") continue;
    const { card, recording } = step.payload;
    const before = newest.get(card);
    if (before) takenBack.push(before);
    newest.set(card, recording);
  }
  for (const { id } of takenBack) await journal.dropFile(id, participant);
}
