import { type ReactNode, useEffect, useRef } from "react";
import type { Word } from "./languages.ts";
import { Say, type Values } from "./say.tsx";

/** The heading of a step. It takes the focus when the step begins, so that a screen reader begins there. */
export function StepTitle({ word, values }: { word: Word; values?: Values }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      <Say word={word} {...(values && { values })} />
    </h1>
  );
}

/** A button with words of its own. */
export function Button(props: {
  readonly word: Word;
  readonly values?: Values;
  readonly look?: "main" | "plain" | "quiet";
  readonly onPress: () => void;
  readonly disabled?: boolean;
}) {
  const { word, values, look = "plain", onPress, disabled = false } = props;
  return (
    <button type="button" className={look} onClick={onPress} disabled={disabled}>
      <Say word={word} {...(values && { values })} />
    </button>
  );
}

export function Buttons({ children }: { children: ReactNode }) {
  return <div className="buttons">{children}</div>;
}
