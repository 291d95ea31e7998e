import { type Recording, readSortStep } from "@plait/q-method";
import type { KeptEvent } from "./kept-sorts.ts";

/** What a step says was recorded; undefined where it is another step, or takes back what was said. */
export function recordingOf({ kind, version, payload }: KeptEvent): Recording | undefined {
  const step = readSortStep(kind, version, payload);
  return step?.kind === "q.card-told" ? (step.payload.recording ?? undefined) : undefined;
}

/** The steps that told of a card by voice, or took that back. */
export function toldOf(card: string, steps: readonly KeptEvent[]): readonly KeptEvent[] {
  return steps.filter(({ kind, version, payload }) => {
    const step = readSortStep(kind, version, payload);
    return step?.kind === "q.card-told" && step.payload.card === card;
  });
}
