import { LONGEST_RECORDING, type Recording } from "@plait/q-method";
import { useEffect, useRef, useState } from "react";
import type { Word } from "./languages.ts";
import type { MicrophoneFault } from "./microphone.ts";
import { Button, Buttons } from "./parts.tsx";
import { Say } from "./say.tsx";
import type { Voice } from "./use-voice.ts";
import "./voice-reason.css";

interface VoiceReasonProps {
  readonly card: string;
  /** The id of the element that has the words of the card. */
  readonly labelledBy: string;
  readonly recording: Recording | undefined;
  readonly voice: Voice;
  readonly soundOf: (recording: Recording) => Promise<Blob | undefined>;
  readonly onDelete: () => void;
}

const faults = {
  "not-allowed": "voice-not-allowed",
  "no-microphone": "voice-no-microphone",
  failed: "voice-failed",
} as const satisfies Readonly<Record<MicrophoneFault, Word>>;

/** A reason by voice: recorded, listened to, deleted, recorded again. */
export function VoiceReason({ card, labelledBy, recording, voice, soundOf, onDelete }: VoiceReasonProps) {
  const { state, begin, end } = voice;
  const own = state.kind !== "ready" && state.card === card ? state : undefined;
  const player = usePlayer(soundOf);
  const [isDeleted, setIsDeleted] = useState(false);
  const group = useFocusKept();
  const record = () => {
    player.stop();
    setIsDeleted(false);
    begin(card);
  };
  const remove = () => {
    player.stop();
    setIsDeleted(true);
    onDelete();
  };
  const isBusy = own?.kind === "asking" || own?.kind === "keeping";
  const isRecording = own?.kind === "recording";
  return (
    <fieldset ref={group} aria-labelledby={labelledBy} className="voice">
      <p role="status" className="state">
        {isBusy && <Say word="one-moment" />}
        {isRecording && <Say word="voice-going" />}
        {own?.kind === "fault" && <Say word={faults[own.fault]} />}
        {player.failed && <Say word="voice-failed" />}
        {own === undefined && recording === undefined && isDeleted && <Say word="voice-deleted" />}
        {own === undefined && recording !== undefined && (
          <Say word="voice-kept" values={{ length: <Length milliseconds={recording.milliseconds} /> }} />
        )}
      </p>
      {isRecording && (
        <p className="recording">
          <span role="timer" dir="ltr">
            {lengthText(own.milliseconds)} / {lengthText(LONGEST_RECORDING)}
          </span>
        </p>
      )}
      <Buttons>
        {isRecording ? (
          <Button word="voice-stop" look="main" onPress={() => void end()} />
        ) : recording === undefined ? (
          <Button word="voice-record" disabled={isBusy} onPress={record} />
        ) : (
          <Button
            word={player.isPlaying ? "voice-pause" : "voice-listen"}
            disabled={isBusy}
            onPress={() => (player.isPlaying ? player.stop() : player.play(recording))}
          />
        )}
        {recording !== undefined && !isRecording && (
          <>
            <Button word="voice-again" look="quiet" disabled={isBusy} onPress={record} />
            <Button word="voice-delete" look="quiet" disabled={isBusy} onPress={remove} />
          </>
        )}
      </Buttons>
    </fieldset>
  );
}

/** Whoever pressed a button that is gone now goes on at the first one of the group. */
function useFocusKept() {
  const group = useRef<HTMLFieldSetElement>(null);
  const hadFocus = useRef(false);
  useEffect(() => {
    const here = group.current;
    if (hadFocus.current && document.activeElement === document.body) here?.querySelector("button")?.focus();
    hadFocus.current = here?.contains(document.activeElement) ?? false;
  });
  return group;
}

/** Figures that read from left to right in every language. */
function Length({ milliseconds }: { readonly milliseconds: number }) {
  return <bdi dir="ltr">{lengthText(milliseconds)}</bdi>;
}

function lengthText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Plays what was recorded. It ends with the screen. */
function usePlayer(soundOf: VoiceReasonProps["soundOf"]) {
  const [state, setState] = useState<"ready" | "playing" | "failed">("ready");
  const playing = useRef<HTMLAudioElement>(undefined);
  const stop = () => {
    const sound = playing.current;
    playing.current = undefined;
    if (sound !== undefined) {
      sound.pause();
      URL.revokeObjectURL(sound.src);
    }
    setState("ready");
  };
  const latest = useRef(stop);
  latest.current = stop;
  useEffect(() => () => latest.current(), []);
  const play = (recording: Recording) => {
    stop();
    setState("playing");
    soundOf(recording)
      .then(async (blob) => {
        if (blob === undefined) throw new Error("the recording is not here");
        const sound = new Audio(URL.createObjectURL(blob));
        playing.current = sound;
        sound.onended = () => latest.current();
        await sound.play();
      })
      .catch((error: unknown) => {
        latest.current();
        // Ended before it had begun, by another press.
        if (!(error instanceof DOMException && error.name === "AbortError")) setState("failed");
      });
  };
  return { isPlaying: state === "playing", failed: state === "failed", play, stop };
}
