import { useEffect, useState } from "react";
import { Say } from "./say.tsx";

/** Reads a text aloud where the device has a voice for its language; nothing is shown where it has none. */
export function ReadAloud({ text, language }: { text: string; language: string }) {
  const voice = useVoice(language);
  if (voice === undefined) return null;
  const speak = () => {
    speechSynthesis.cancel();
    const speech = new SpeechSynthesisUtterance(text);
    speech.voice = voice;
    speech.lang = voice.lang;
    speechSynthesis.speak(speech);
  };
  return (
    <button type="button" className="quiet" onClick={speak}>
      <span aria-hidden="true">🔊 </span>
      <Say word="read-aloud" />
    </button>
  );
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
