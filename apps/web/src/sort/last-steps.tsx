import { type Deck, type LiveSort, LONGEST_REASON, type SortStep, valueText } from "@plait/q-method";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { CardFace } from "./card-face.tsx";
import type { ShownCards } from "./cards.ts";
import type { Word } from "./languages.ts";
import { canRecord } from "./microphone.ts";
import { Button, Buttons, StepTitle } from "./parts.tsx";
import { Say } from "./say.tsx";
import type { Saved, SortAtWork } from "./sort-at-work.ts";
import { useVoice } from "./use-voice.ts";
import { VoiceReason } from "./voice-reason.tsx";

interface ReasonsProps {
  readonly deck: Deck;
  readonly sort: LiveSort;
  readonly cards: ShownCards;
  readonly record: (step: SortStep) => void;
  readonly work: Pick<SortAtWork, "tell" | "soundOf">;
}

/** Why the outermost cards lie where they do. */
export function ReasonsStep({ deck, sort, cards, record, work }: ReasonsProps) {
  const voice = useVoice((card, said) => work.tell(card, said));
  const [isVoiceHere] = useState(canRecord);
  const { columns } = deck.grid;
  const finish = () => record({ kind: "q.sort-finished", payload: {} });
  const ends = [columns.at(-1), columns[0]].flatMap((column) => (column === undefined ? [] : [column.value]));
  return (
    <>
      <StepTitle word="reasons-title" />
      <p>
        <Say word="reasons-text" />
      </p>
      <p>
        <Say word={isVoiceHere ? "voice-text" : "voice-not-here"} />
      </p>
      {ends.map((value) => (
        <section key={value} className="reasons">
          <h2>
            <span className="value" dir="ltr">
              {valueText(value)}
            </span>{" "}
            <span lang={cards.language} dir={cards.direction}>
              {value === ends[0] ? cards.words.highest : cards.words.lowest}
            </span>
          </h2>
          {sort.board
            .filter((each) => each.value === value)
            .map(({ card }) => (
              <Reason key={card} card={card} sort={sort} cards={cards} record={record}>
                {isVoiceHere && (
                  <VoiceReason
                    card={card}
                    labelledBy={`reason-${card}-card`}
                    recording={sort.recordings.find((each) => each.card === card)}
                    voice={voice}
                    soundOf={(recording) => work.soundOf(recording)}
                    onDelete={() => record({ kind: "q.card-told", payload: { card, recording: null } })}
                  />
                )}
              </Reason>
            ))}
        </section>
      ))}
      <Buttons>
        <Button word="finish" look="main" onPress={() => void voice.end().then(finish)} />
      </Buttons>
    </>
  );
}

/** After so many milliseconds without a key what was typed is kept. */
const PAUSE = 800;

interface ReasonProps extends Omit<ReasonsProps, "deck" | "work"> {
  readonly card: string;
  /** Beside the text. */
  readonly children: ReactNode;
}

function Reason({ card, sort, cards, record, children }: ReasonProps) {
  const kept = sort.comments.find((each) => each.card === card)?.text ?? "";
  const [text, setText] = useState(kept);
  const latest = useRef({ text, kept, record });
  latest.current = { text, kept, record };
  const keep = () => {
    const { text, kept, record } = latest.current;
    if (text !== kept) record({ kind: "q.card-explained", payload: { card, text } });
  };
  const keepLatest = useRef(keep);
  keepLatest.current = keep;
  // Typing begins the pause anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what begins it
  useEffect(() => {
    const timer = window.setTimeout(() => keepLatest.current(), PAUSE);
    return () => window.clearTimeout(timer);
  }, [text]);
  const id = `reason-${card}`;
  return (
    <div className="reason">
      <p id={`${id}-card`} className="card" lang={cards.language} dir={cards.direction}>
        <CardFace card={cards.card(card)} />
      </p>
      <label htmlFor={id} id={`${id}-label`}>
        <Say word="reason-label" />
      </label>
      <textarea
        id={id}
        aria-labelledby={`${id}-card ${id}-label`}
        value={text}
        rows={2}
        maxLength={LONGEST_REASON}
        dir="auto"
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
      />
      {children}
    </div>
  );
}

interface EndProps {
  readonly saved: Saved;
  /** Whether the next person can come: nothing readable of this sort stays on the device. */
  readonly mayEnd: boolean;
  readonly onEnd: () => void;
  /** Where the device cannot reach the study: gives what was done out of hand. */
  readonly onHandOver?: (() => void) | undefined;
}

/** What is not with the study yet is on its way, or has to be handed over. */
function OnItsWay({ saved, onHandOver }: Pick<EndProps, "saved" | "onHandOver">) {
  if (saved === "sealed") return <Say word="thanks-sealed" />;
  return <Say word={onHandOver === undefined ? "thanks-sending" : "hand-over"} />;
}

function HandOver({ saved, onHandOver }: Pick<EndProps, "saved" | "onHandOver">) {
  if (onHandOver === undefined || saved === "sent") return null;
  return <Button word="save-file" look="main" onPress={onHandOver} />;
}

export function ThanksStep({
  saved,
  mayEnd,
  onEnd,
  onHandOver,
  onChange,
}: EndProps & { readonly onChange: () => void }) {
  return (
    <>
      <StepTitle word="thanks-title" />
      <p>
        <Say word="thanks-text" />
      </p>
      <p role="status">
        {saved === "sent" ? <Say word="thanks-sent" /> : <OnItsWay saved={saved} onHandOver={onHandOver} />}
      </p>
      <Buttons>
        <HandOver saved={saved} onHandOver={onHandOver} />
        <Button word="next-person" look={mayEnd ? "main" : "quiet"} disabled={!mayEnd} onPress={onEnd} />
        <Button word="thanks-change" look="quiet" onPress={onChange} />
      </Buttons>
    </>
  );
}

const forgottenWords = {
  sent: "stopped-forgotten",
  sealed: "stopped-deleting-soon",
  here: "stopped-deleting",
  "not-here": "stopped-deleting",
} as const satisfies Readonly<Record<Saved, Word>>;

export function StoppedStep({
  saved,
  mayEnd,
  onEnd,
  onHandOver,
  isForgotten,
  onGoOn,
}: EndProps & { readonly isForgotten: boolean; readonly onGoOn: () => void }) {
  const forgotten = forgottenWords[saved];
  return (
    <>
      <StepTitle word="stopped-title" />
      <p role="status">
        <Say word={isForgotten ? forgotten : "stopped-kept"} />
      </p>
      <Buttons>
        <HandOver saved={saved} onHandOver={onHandOver} />
        {!isForgotten && <Button word="stopped-go-on" onPress={onGoOn} />}
        <Button word="next-person" look="quiet" disabled={!mayEnd} onPress={onEnd} />
      </Buttons>
    </>
  );
}
