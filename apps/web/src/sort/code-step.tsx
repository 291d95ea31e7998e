import { textDirection } from "@plait/q-method";
import { type FormEvent, useState } from "react";
import { nameOfLanguage, SHIPPED_LANGUAGES, type Word } from "./languages.ts";
import { StepTitle } from "./parts.tsx";
import { Say, useLanguage } from "./say.tsx";
import type { CodeFault } from "./sort-at-work.ts";

const faultWords = { wrong: "code-wrong", tries: "code-tries", offline: "code-offline" } as const satisfies Readonly<
  Record<CodeFault, Word>
>;

interface CodeProps {
  readonly fault: CodeFault | undefined;
  readonly onCode: (code: string) => void;
}

/** Whoever has a code comes in by it. */
export function CodeStep({ onLanguage, ...code }: CodeProps & { readonly onLanguage: (tag: string) => void }) {
  const { tag } = useLanguage();
  return (
    <>
      <StepTitle word="code-title" />
      <CodeForm {...code} />
      <div className="languages">
        {SHIPPED_LANGUAGES.map((each) => (
          <button
            key={each}
            type="button"
            className="quiet"
            lang={each}
            dir={textDirection(each)}
            aria-pressed={each === tag}
            onClick={() => onLanguage(each)}
          >
            {nameOfLanguage(each)}
          </button>
        ))}
      </div>
    </>
  );
}

export function CodeForm({ fault, onCode }: CodeProps) {
  const [code, setCode] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== "") onCode(code);
  };
  return (
    <form onSubmit={submit} className="code">
      <label htmlFor="code">
        <Say word="code-label" />
      </label>
      <p id="code-hint">
        <Say word="code-hint" />
      </p>
      {fault !== undefined && (
        <p id="code-fault" className="fault" role="alert">
          <Say word={faultWords[fault]} />
        </p>
      )}
      <input
        id="code"
        dir="ltr"
        value={code}
        onChange={(event) => setCode(event.target.value)}
        aria-describedby={fault === undefined ? "code-hint" : "code-hint code-fault"}
        aria-invalid={fault === "wrong"}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
      />
      <button type="submit" className="main">
        <Say word="code-send" />
      </button>
    </form>
  );
}
