import { useEffect, useRef, useState } from "react";
import { beginRecording, type MicrophoneFault, microphoneFault, type RecordingAtWork } from "./microphone.ts";
import type { Spoken } from "./sort-at-work.ts";

/** What the microphone is at, and for which card. */
export type VoiceState =
  | { readonly kind: "ready" }
  | { readonly kind: "asking" | "keeping"; readonly card: string }
  | { readonly kind: "recording"; readonly card: string; readonly milliseconds: number }
  | { readonly kind: "fault"; readonly card: string; readonly fault: MicrophoneFault };

export interface Voice {
  readonly state: VoiceState;
  begin(card: string): void;
  /** Ends the recording, if there is one, and settles once it is kept. */
  end(): Promise<void>;
}

/** Milliseconds between two looks at the clock. */
const TICK = 250;

/** One microphone for all cards: beginning at one ends at the other. What is being recorded when the screen goes is given up. */
export function useVoice(tell: (card: string, said: Spoken) => Promise<void>): Voice {
  const [state, setState] = useState<VoiceState>({ kind: "ready" });
  const atWork = useRef<{ readonly recording: RecordingAtWork; readonly kept: Promise<void> }>(undefined);
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
      atWork.current?.recording.cancel();
    };
  }, []);

  const keep = async (card: string, { ended }: RecordingAtWork): Promise<void> => {
    try {
      const said = await ended;
      if (!isHere.current) return;
      if (said === undefined) return setState({ kind: "fault", card, fault: "failed" });
      setState({ kind: "keeping", card });
      await tell(card, said);
      setState({ kind: "ready" });
    } catch {
      setState({ kind: "fault", card, fault: "failed" });
    } finally {
      atWork.current = undefined;
    }
  };
  const record = async (card: string): Promise<void> => {
    const now = () => performance.now();
    const recording = await beginRecording(now);
    if (!isHere.current) return recording.cancel();
    const begun = now();
    const tick = () => setState({ kind: "recording", card, milliseconds: now() - begun });
    tick();
    const ticking = window.setInterval(tick, TICK);
    const kept = keep(card, { ...recording, ended: recording.ended.finally(() => window.clearInterval(ticking)) });
    atWork.current = { recording, kept };
  };
  const end = async (): Promise<void> => {
    const { recording, kept } = atWork.current ?? {};
    recording?.stop();
    await kept;
  };
  const begin = (card: string): void => {
    setState({ kind: "asking", card });
    end()
      .then(() => {
        setState({ kind: "asking", card });
        return record(card);
      })
      .catch((error: unknown) => setState({ kind: "fault", card, fault: microphoneFault(error) }));
  };
  return { state, begin, end };
}
