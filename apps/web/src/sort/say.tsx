import { createContext, type ReactNode, useContext, useMemo } from "react";
import { createIntl, createIntlCache, type IntlShape } from "react-intl";
import { englishTexts, inEnglish, type Language, type Word } from "./languages.ts";

export type Values = Readonly<Record<string, string | number>>;

interface Speech {
  readonly language: Language;
  readonly own: IntlShape;
  readonly english: IntlShape;
}

const cache = createIntlCache();
const intlOf = ({ tag, texts }: Language): IntlShape =>
  createIntl({ locale: tag, messages: { ...texts }, onError: () => {} }, cache);
const english = intlOf(inEnglish);

const SpeechContext = createContext<Speech>({ language: inEnglish, own: english, english });

/** Makes the screens within it speak a language. */
export function Speaks({ language, children }: { language: Language; children: ReactNode }) {
  const speech = useMemo(() => ({ language, own: intlOf(language), english }), [language]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useLanguage(): Language {
  return useContext(SpeechContext).language;
}

/** Words as plain text, for names of controls and what is said aloud. English where they are missing. */
export function useSay(): (word: Word, values?: Values) => string {
  const { language, own, english } = useContext(SpeechContext);
  return (word, values) => {
    const intl = language.texts[word] === undefined ? english : own;
    return intl.formatMessage({ id: word, defaultMessage: englishTexts[word] }, values);
  };
}

/** Words on the screen, filled in with text or with parts of a screen. Missing ones are English, and are marked as that. */
export function Say({ word, values }: { word: Word; values?: Readonly<Record<string, ReactNode>> }) {
  const { language, own, english } = useContext(SpeechContext);
  const isMissing = language.texts[word] === undefined;
  const text = (isMissing ? english : own).formatMessage({ id: word, defaultMessage: englishTexts[word] }, values);
  if (!isMissing) return text;
  return (
    <>
      <span lang="en" dir="ltr">
        {text}
      </span>{" "}
      <small className="not-translated" lang="en" dir="ltr">
        ({englishTexts["not-translated"]})
      </small>
    </>
  );
}
