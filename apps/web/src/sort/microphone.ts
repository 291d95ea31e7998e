import { LARGEST_RECORDING, LONGEST_RECORDING, RECORDING_TYPES } from "@plait/q-method";
import type { Spoken } from "./sort-at-work.ts";

/** Why nothing was recorded. */
export type MicrophoneFault = "not-allowed" | "no-microphone" | "failed";

export interface RecordingAtWork {
  /** Settles with what was said once it has ended: by `stop`, after the longest time, or because the microphone is gone. Undefined where there is nothing. */
  readonly ended: Promise<Spoken | undefined>;
  stop(): void;
  /** Lets go of the microphone and of what was said. */
  cancel(): void;
}

/** Whether this browser records: not over plain http, where it has no microphone to give. */
export function canRecord(): boolean {
  // Types say that both are always there.
  const { mediaDevices } = navigator as { mediaDevices?: Partial<MediaDevices> };
  return mediaDevices?.getUserMedia !== undefined && typeof MediaRecorder === "function" && offeredType() !== undefined;
}

/** What browsers call a voice in each of the types that the study takes. */
const codecs = {
  "audio/webm": "audio/webm;codecs=opus",
  "audio/mp4": "audio/mp4",
  "audio/ogg": "audio/ogg;codecs=opus",
};

function offeredType() {
  return RECORDING_TYPES.find((type) => MediaRecorder.isTypeSupported(codecs[type]));
}

/** Bits in a second: a voice is well understood, and two minutes are half a megabyte. */
const BITS = 32_000;

/**
 * Asks for the microphone and records.
 *
 * @param now milliseconds that only grow
 * @throws what `microphoneFault` reads
 */
export async function beginRecording(now: () => number): Promise<RecordingAtWork> {
  const type = offeredType();
  if (type === undefined) throw new Error("this browser records in no type that the study takes");
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream, { mimeType: codecs[type], audioBitsPerSecond: BITS });
  const parts: Blob[] = [];
  const letGo = () => {
    window.clearTimeout(longest);
    for (const track of stream.getTracks()) track.stop();
  };
  const stop = () => {
    if (recorder.state !== "inactive") recorder.stop();
  };
  let isWanted = true;
  const begun = now();
  const ended = new Promise<Spoken | undefined>((resolve, reject) => {
    recorder.onstop = () => {
      const milliseconds = Math.min(LONGEST_RECORDING, Math.round(now() - begun));
      letGo();
      if (isWanted) spokenOf(parts, type, milliseconds).then(resolve, reject);
      else resolve(undefined);
    };
  });
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.onerror = stop;
  const longest = window.setTimeout(stop, LONGEST_RECORDING);
  recorder.start();
  const cancel = () => {
    isWanted = false;
    stop();
    letGo();
  };
  return { ended, stop, cancel };
}

async function spokenOf(
  parts: readonly Blob[],
  type: Spoken["type"],
  milliseconds: number,
): Promise<Spoken | undefined> {
  const bytes = new Uint8Array(await new Blob([...parts]).arrayBuffer());
  return bytes.length === 0 || bytes.length > LARGEST_RECORDING ? undefined : { type, milliseconds, bytes };
}

/** What an error of the browser says about the microphone. */
export function microphoneFault(error: unknown): MicrophoneFault {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "not-allowed";
  return name === "NotFoundError" ? "no-microphone" : "failed";
}
