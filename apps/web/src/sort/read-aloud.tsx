import { useEffect, useRef, useState } from "react";
import { Say } from "./say.tsx";

interface ReadAloudProps {
  readonly text: string;
  readonly language: string;
  /** Where the text read by a person is to be had from. */
  readonly recording?: string | undefined;
}

/** Reads a text aloud: by a person who recorded it, or else by a voice that the device has for its language. Nothing is shown where there is neither. */
export function ReadAloud({ text, language, recording }: ReadAloudProps) {
  const voice = useVoice(language);
  const play = usePlayer(recording);
  const [failed, setFailed] = useState<string>();
  const hasRecording = recording !== undefined && recording !== failed;
  if (!hasRecording && voice === undefined) return null;
  const speak = () => {
    if (voice === undefined) return;
    speechSynthesis.cancel();
    const speech = new SpeechSynthesisUtterance(text);
    speech.voice = voice;
    speech.lang = voice.lang;
    speechSynthesis.speak(speech);
  };
  const read = () => {
    if (!hasRecording) return speak();
    play(recording).catch(() => {
      setFailed(recording);
      speak();
    });
  };
  return (
    <button type="button" className="quiet" onClick={read}>
      <span aria-hidden="true">🔊 </span>
      <Say word="read-aloud" />
    </button>
  );
}

/** Plays a sound from its beginning. It ends when there is another to play, or the screen goes. */
function usePlayer(offered: string | undefined): (source: string) => Promise<void> {
  const playing = useRef<HTMLAudioElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sound on offer ends this one
  useEffect(() => () => playing.current?.pause(), [offered]);
  return async (source) => {
    playing.current?.pause();
    const sound = new Audio(source);
    playing.current = sound;
    try {
      await sound.play();
    } catch (error) {
      // Ended before it had begun, by another press or another card.
      if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
    }
  };
}

/** A voice of this device for a language. A voice elsewhere would send the text away. */
function useVoice(language: string): SpeechSynthesisVoice | undefined {
  const [voices, setVoices] = useState<readonly SpeechSynthesisVoice[]>([]);
  useEffect(() => {
    if (!("speechSynthesis" in window)) return;
    const update = () => setVoices(speechSynthesis.getVoices());
    update();
    speechSynthesis.addEventListener("voiceschanged", update);
    return () => {
      speechSynthesis.removeEventListener("voiceschanged", update);
      speechSynthesis.cancel();
    };
  }, []);
  const [base = ""] = language.toLowerCase().split("-", 1);
  return voices.find(({ lang, localService }) => localService && lang.toLowerCase().split(/[-_]/, 1)[0] === base);
}
