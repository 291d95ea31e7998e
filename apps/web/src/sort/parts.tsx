import { type ReactNode, useEffect, useRef } from "react";
import type { Word } from "./languages.ts";
import { Say, useLanguage, type Values } from "./say.tsx";

/**
 * The heading of a step. It takes the focus when the step begins, so that a screen reader begins there, and again when its words come in another language
 * before anything else was done.
 */
export function StepTitle({ word, values }: { word: Word; values?: Values }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { tag } = useLanguage();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the word is what makes it another step
  useEffect(() => heading.current?.focus(), [word]);
  // A heading that had the focus and was replaced leaves it nowhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language is what replaces it
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, [tag]);
  return (
    <h1 key={tag} ref={heading} tabIndex={-1}>
      <Say word={word} {...(values && { values })} />
    </h1>
  );
}

/** A button with words of its own. One that is disabled keeps the focus it has, and can be heard. */
export function Button(props: {
  readonly word: Word;
  readonly values?: Values;
  readonly look?: "main" | "plain" | "quiet";
  readonly onPress: () => void;
  readonly disabled?: boolean;
}) {
  const { word, values, look = "plain", onPress, disabled = false } = props;
  return (
    <button
      type="button"
      className={look}
      onClick={disabled ? undefined : onPress}
      aria-disabled={disabled || undefined}
    >
      <Say word={word} {...(values && { values })} />
    </button>
  );
}

export function Buttons({ children }: { children: ReactNode }) {
  return <div className="buttons">{children}</div>;
}
