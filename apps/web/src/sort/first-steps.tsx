import { HELPERS, type Helper, type Pile, type SortStep, textDirection } from "@plait/q-method";
import { Fragment, useEffect, useState } from "react";
import type { ShownCards } from "./cards.ts";
import type { Table } from "./kept-sorts.ts";
import { nameOfLanguage, type Word } from "./languages.ts";
import { Button, Buttons, StepTitle } from "./parts.tsx";
import { PileButtons } from "./piles-step.tsx";
import { ReadAloud } from "./read-aloud.tsx";
import { Say, useLanguage, useSay } from "./say.tsx";
import { uncheckedLanguages } from "./unchecked-languages.ts";

interface StepProps {
  readonly record: (step: SortStep) => void;
  readonly onDone: () => void;
}

export function LanguageStep({ table, record, onDone }: StepProps & { readonly table: Table }) {
  const choose = (language: string) => {
    const wording = table.words[language]?.wording;
    record({ kind: "q.sort-begun", payload: { language, ...(wording !== undefined && { wording }) } });
    onDone();
  };
  return (
    <>
      <StepTitle word="language-title" />
      <div className="choices">
        {Object.keys(table.words).map((tag) => (
          <button key={tag} type="button" lang={tag} dir={textDirection(tag)} onClick={() => choose(tag)}>
            {nameOfLanguage(tag)}
          </button>
        ))}
      </div>
      <Unchecked table={table} />
    </>
  );
}

/** For whoever sits with the young person, and small: it is no reason to be afraid of a language. */
function Unchecked({ table }: { readonly table: Table }) {
  const [languages, setLanguages] = useState<readonly string[]>([]);
  useEffect(() => {
    uncheckedLanguages(Object.keys(table.words), table.signedOff).then(setLanguages, () => {});
  }, [table]);
  if (languages.length === 0) return null;
  return (
    <p className="for-worker">
      <Say word="language-unchecked" values={{ languages: <NamesOfLanguages of={languages} /> }} />
    </p>
  );
}

/** Each in its own language, for whoever hears it. */
function NamesOfLanguages({ of }: { readonly of: readonly string[] }) {
  return of.map((tag, at) => (
    <Fragment key={tag}>
      {at > 0 && " · "}
      <bdi lang={tag}>{nameOfLanguage(tag)}</bdi>
    </Fragment>
  ));
}

const points = ["welcome-no-wrong", "welcome-stop", "welcome-name", "welcome-others", "welcome-limits"] as const;

export function WelcomeStep({
  cards,
  count,
  record,
  onDone,
}: StepProps & { readonly cards: ShownCards; readonly count: number }) {
  const say = useSay();
  const { tag } = useLanguage();
  const values = { cards: count };
  const aloud = [
    say("welcome-what", values),
    say("welcome-instruction"),
    cards.words.instruction,
    ...points.map((word) => say(word)),
    say("assent-title"),
  ].join(" ");
  return (
    <>
      <StepTitle word="welcome-title" />
      <p>
        <Say word="welcome-what" values={values} />
      </p>
      <p>
        <Say word="welcome-instruction" />
      </p>
      <p className="instruction" lang={cards.language} dir={cards.direction}>
        {cards.words.instruction}
      </p>
      <ul>
        {points.map((word) => (
          <li key={word}>
            <Say word={word} />
          </li>
        ))}
      </ul>
      <ReadAloud text={aloud} language={tag} />
      <h2>
        <Say word="assent-title" />
      </h2>
      <Buttons>
        <Button
          word="assent-yes"
          look="main"
          onPress={() => {
            record({ kind: "q.assented", payload: {} });
            onDone();
          }}
        />
        <Button word="assent-no" onPress={() => record({ kind: "q.assent-refused", payload: {} })} />
      </Buttons>
    </>
  );
}

const helperWords = {
  nobody: "helper-nobody",
  worker: "helper-worker",
  interpreter: "helper-interpreter",
  both: "helper-both",
} as const satisfies Readonly<Record<Helper, Word>>;

export function HelperStep({ record, onDone }: StepProps) {
  return (
    <>
      <StepTitle word="helper-title" />
      <div className="choices">
        {HELPERS.map((helper) => (
          <Button
            key={helper}
            word={helperWords[helper]}
            onPress={() => {
              record({ kind: "q.help-noted", payload: { helper } });
              onDone();
            }}
          />
        ))}
      </div>
    </>
  );
}

/** Nothing of it is kept. */
export function PracticeStep({ onDone }: Pick<StepProps, "onDone">) {
  const [pile, setPile] = useState<Pile>();
  const { tag } = useLanguage();
  const say = useSay();
  return (
    <>
      <StepTitle word="practice-title" />
      <p aria-live="polite">
        <Say word={pile === undefined ? "practice-text" : "practice-done"} />
      </p>
      <p className="card-big">
        <Say word="practice-card" />
      </p>
      <ReadAloud text={say("practice-card")} language={tag} />
      <PileButtons chosen={pile} onPile={setPile} />
      <Buttons>
        {pile === undefined ? (
          <Button word="practice-skip" look="quiet" onPress={onDone} />
        ) : (
          <Button word="continue" look="main" onPress={onDone} />
        )}
      </Buttons>
    </>
  );
}
