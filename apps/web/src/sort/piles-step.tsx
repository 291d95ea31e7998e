import { type Deck, type LiveSort, PILES, type Pile, pileOf, type SortStep } from "@plait/q-method";
import { type ReactNode, useState } from "react";
import { CardFace } from "./card-face.tsx";
import type { ShownCards } from "./cards.ts";
import type { Word } from "./languages.ts";
import { Button, Buttons, StepTitle } from "./parts.tsx";
import { ReadAloud } from "./read-aloud.tsx";
import { Say, useLanguage, useSay } from "./say.tsx";

export const pileWords = {
  agree: "pile-agree",
  unsure: "pile-unsure",
  disagree: "pile-disagree",
} as const satisfies Readonly<Record<Pile, Word>>;

interface PilesProps {
  readonly deck: Deck;
  readonly sort: LiveSort;
  readonly cards: ShownCards;
  readonly record: (step: SortStep) => void;
  readonly announce: (text: string) => void;
  readonly onDone: () => void;
}

/** One card after the other, big, to one of three piles. */
export function PilesStep({ deck, sort, cards, record, announce, onDone }: PilesProps) {
  const say = useSay();
  const [skipped, setSkipped] = useState<readonly string[]>([]);
  const [before, setBefore] = useState<readonly string[]>([]);
  const [again, setAgain] = useState<string>();

  const open = deck.cards.filter((card) => pileOf(sort, card) === undefined);
  const current = again ?? open.find((card) => !skipped.includes(card)) ?? skipped.find((card) => open.includes(card));
  const back = () => {
    setAgain(before.at(-1));
    setBefore(before.slice(0, -1));
  };
  const backButton = <Button word="piles-back" look="quiet" disabled={before.length === 0} onPress={back} />;
  if (current === undefined) {
    return (
      <PilesDone deck={deck} sort={sort}>
        <Button word="continue" look="main" onPress={onDone} />
        {backButton}
      </PilesDone>
    );
  }
  const card = cards.card(current);
  const { text } = card;
  const isSkipped = again === undefined && skipped.includes(current);

  const pile = (pile: Pile) => {
    record({ kind: "q.card-piled", payload: { card: current, pile } });
    announce(say("said-piled", { card: text, pile: say(pileWords[pile]) }));
    setBefore([...before.filter((card) => card !== current), current]);
    setAgain(undefined);
  };
  const skip = () => {
    setSkipped([...skipped.filter((card) => card !== current), current]);
    setAgain(undefined);
  };
  return (
    <>
      <StepTitle word="piles-title" />
      {isSkipped ? (
        <p>
          <Say word="piles-skipped" values={{ count: open.length }} />
        </p>
      ) : (
        <p>
          <Say word="piles-text" />
        </p>
      )}
      <p className="instruction" lang={cards.language} dir={cards.direction}>
        {cards.words.instruction}
      </p>
      <p className="card-big" lang={cards.language} dir={cards.direction} aria-live="polite">
        <CardFace card={card} />
      </p>
      <p className="progress">
        <Say word="piles-progress" values={{ number: deck.cards.indexOf(current) + 1, total: deck.cards.length }} />
        <progress value={deck.cards.length - open.length} max={deck.cards.length} aria-hidden="true" />
      </p>
      <PileButtons chosen={pileOf(sort, current)} onPile={pile} />
      <Buttons>
        {backButton}
        {isSkipped ? (
          <Button word="piles-without" look="quiet" onPress={onDone} />
        ) : (
          <Button word="piles-skip" look="quiet" onPress={skip} />
        )}
        <ReadAloud text={`${cards.words.instruction} ${text}`} language={cards.language} recording={card.recording} />
      </Buttons>
    </>
  );
}

/** Every card has a pile: what comes next is chosen, so that nobody is moved on by a tap on the last card. */
function PilesDone({ deck, sort, children }: Pick<PilesProps, "deck" | "sort"> & { readonly children: ReactNode }) {
  const { tag } = useLanguage();
  const number = new Intl.NumberFormat(tag);
  return (
    <>
      <StepTitle word="piles-title" />
      <ul className="piled">
        {PILES.toReversed().map((pile) => (
          <li key={pile} className={pile}>
            <span aria-hidden="true" className="mark">
              {pileMarks[pile]}
            </span>
            <span>
              <Say word={pileWords[pile]} />
            </span>
            <strong>{number.format(deck.cards.filter((card) => pileOf(sort, card) === pile).length)}</strong>
          </li>
        ))}
      </ul>
      <Buttons>{children}</Buttons>
    </>
  );
}

const pileMarks = { agree: "✓", unsure: "?", disagree: "✕" } as const;

export function PileButtons({ chosen, onPile }: { chosen: Pile | undefined; onPile: (pile: Pile) => void }) {
  return (
    <div className="piles">
      {PILES.toReversed().map((pile) => (
        <button key={pile} type="button" className={pile} aria-pressed={chosen === pile} onClick={() => onPile(pile)}>
          <span aria-hidden="true" className="mark">
            {pileMarks[pile]}
          </span>
          <span>
            <Say word={pileWords[pile]} />
          </span>
        </button>
      ))}
    </div>
  );
}
