import type { Deck, LiveSort, SortStep } from "@plait/q-method";
import { useState } from "react";
import { BoardByColumn } from "./board-by-column.tsx";
import { moveOf, type Target } from "./board-moves.ts";
import { BoardWide } from "./board-wide.tsx";
import type { ShownCards } from "./cards.ts";
import type { Word } from "./languages.ts";
import { Button, Buttons, StepTitle } from "./parts.tsx";
import { Say, useSay } from "./say.tsx";
import { type BoardStep as BoardStepName, handOf } from "./steps.ts";
import { useNarrow } from "./use-narrow.ts";

const stepWords = {
  board: ["board-title", "board-text"],
  "board-unsure": ["board-unsure-title", "board-unsure-text"],
  "board-look": ["board-look-title", "board-look-text"],
} as const satisfies Readonly<Record<BoardStepName, readonly [title: Word, text: Word]>>;

/** Cards onto the board: those of agree and disagree first, then the others, then as often as wanted. */
export function BoardStep(props: {
  readonly step: BoardStepName;
  readonly deck: Deck;
  readonly sort: LiveSort;
  readonly cards: ShownCards;
  readonly record: (step: SortStep) => void;
  readonly announce: (text: string) => void;
  readonly onDone: () => void;
}) {
  const { step, deck, sort, cards, record, announce, onDone } = props;
  const say = useSay();
  const isNarrow = useNarrow();
  const [picked, setPicked] = useState<string>();
  const hand = handOf(deck, sort, step);
  const [title, text] = stepWords[step];
  const Board = isNarrow ? BoardByColumn : BoardWide;

  const pick = (card: string) => {
    setPicked(card);
    announce(say("said-picked", { card: cards.card(card).text }));
  };
  const putDown = () => {
    if (picked !== undefined) announce(say("said-put-down", { card: cards.card(picked).text }));
    setPicked(undefined);
  };
  const put = (card: string, to: Target) => {
    const move = moveOf(sort, cards, card, to);
    if (move === undefined) return putDown();
    record(move.step);
    const said = say(...move.said);
    const isLast = move.said[0] === "said-placed" && hand.length === 1 && hand[0] === card;
    announce(isLast ? `${said} ${say("board-left", { count: 0 })}` : said);
    setPicked(undefined);
  };
  return (
    <div className="board-step">
      <StepTitle word={title} />
      <p>
        <Say word={text} />
      </p>
      <p className="instruction" lang={cards.language} dir={cards.direction}>
        {cards.words.instruction}
      </p>
      <Board
        deck={deck}
        sort={sort}
        cards={cards}
        hand={hand}
        picked={picked}
        pick={pick}
        putDown={putDown}
        put={put}
      />
      <Buttons>
        {hand.length === 0 ? (
          <Button word="continue" look="main" onPress={onDone} />
        ) : (
          <Button word="board-without" values={{ count: hand.length }} look="quiet" onPress={onDone} />
        )}
      </Buttons>
    </div>
  );
}
