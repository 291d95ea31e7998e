import { valueInSentence, valueText } from "@plait/q-method";
import { useEffect, useRef, useState } from "react";
import { columnsOf } from "./board-moves.ts";
import { type BoardProps, pileClass, pileWord } from "./board-props.ts";
import { CardFace } from "./card-face.tsx";
import { Button, Buttons } from "./parts.tsx";
import { ReadAloud } from "./read-aloud.tsx";
import { Say, useSay } from "./say.tsx";

/** For narrow screens: a card first, then its column from a list as wide as the screen, the highest column on top. */
export function BoardByColumn({ deck, sort, cards, hand, picked, pick, putDown, put }: BoardProps) {
  const say = useSay();
  const chosen = useRef<HTMLElement>(null);
  // The next card of the hand is chosen of itself until somebody wants to choose.
  const [isChoosing, setIsChoosing] = useState(false);
  const card = picked ?? (isChoosing ? undefined : hand[0]);
  const [moves, setMoves] = useState(0);
  const title = useRef<HTMLHeadingElement>(null);
  const columns = columnsOf(deck, sort).toReversed();
  const marked = { lang: cards.language, dir: cards.direction };

  useEffect(() => {
    if (card !== undefined) chosen.current?.scrollIntoView({ block: "nearest" });
  }, [card]);

  // What was pressed may be gone: the focus goes to the card whose turn it is, or to the choice of one. Only where there is one to choose does the screen go along.
  // biome-ignore lint/correctness/useExhaustiveDependencies: every move is followed once
  useEffect(() => {
    if (moves > 0) title.current?.focus({ preventScroll: card !== undefined || hand.length === 0 });
  }, [moves]);
  const moved = () => setMoves((before) => before + 1);

  const choose = (card: string) => {
    setIsChoosing(false);
    pick(card);
    moved();
  };
  const leaveIt = () => {
    putDown();
    moved();
  };
  const chooseOther = () => {
    setIsChoosing(true);
    leaveIt();
  };
  const placeIn = (value: number, at: number) => {
    if (card === undefined) return;
    put(card, { value, at });
    moved();
  };
  const takeBack = () => {
    if (card === undefined) return;
    put(card, "hand");
    moved();
  };
  const sayPile = (card: string): string | undefined => {
    const word = pileWord(sort, card);
    return word && say(word);
  };
  return (
    <div className="board-narrow">
      {card === undefined ? (
        <section className="choose">
          <h2 ref={title} tabIndex={-1}>
            <Say word="choose-card" />
          </h2>
          {hand.length > 0 && (
            <ul>
              {hand.map((each) => (
                <li key={each}>
                  <button
                    type="button"
                    className={`card ${pileClass(sort, each)}`}
                    aria-description={sayPile(each)}
                    {...marked}
                    onClick={() => choose(each)}
                  >
                    <CardFace card={cards.card(each)} />
                  </button>
                </li>
              ))}
            </ul>
          )}
        </section>
      ) : (
        <section className="chosen" ref={chosen} aria-label={say("chosen")}>
          <h2
            ref={title}
            tabIndex={-1}
            className={`card-big ${pileClass(sort, card)}`}
            aria-description={sayPile(card)}
            {...marked}
          >
            <CardFace card={cards.card(card)} />
          </h2>
          <Buttons>
            <Button word={hand.includes(card) ? "choose-other" : "put-down"} look="quiet" onPress={chooseOther} />
            {!hand.includes(card) && <Button word="put-back" look="quiet" onPress={takeBack} />}
            <ReadAloud text={cards.card(card).text} language={cards.language} recording={cards.card(card).recording} />
          </Buttons>
        </section>
      )}
      {hand.length > 0 && (
        <p className="left">
          <Say word="board-left" values={{ count: hand.length }} />
        </p>
      )}
      {columns.map(({ value, places, free }, index) => {
        const firstFree = places.indexOf(undefined);
        const end = index === 0 ? cards.words.highest : index === columns.length - 1 ? cards.words.lowest : "";
        return (
          <section key={value} className="column" aria-label={say("column", { value: valueInSentence(value) })}>
            <h2>
              <span className="value" dir="ltr">
                {valueText(value)}
              </span>{" "}
              {end !== "" && <span {...marked}>{end}</span>}{" "}
              <span className="free">
                <Say word="column-free" values={{ free }} />
              </span>
            </h2>
            <ul>
              {places.map((placed) =>
                placed === undefined ? null : (
                  <li key={placed.card}>
                    <button
                      type="button"
                      className={`card ${pileClass(sort, placed.card)}`}
                      aria-pressed={placed.card === card}
                      aria-label={say("place-card", {
                        value: valueInSentence(value),
                        place: placed.at + 1,
                        card: cards.card(placed.card).text,
                      })}
                      {...marked}
                      onClick={() => {
                        if (picked === undefined && isChoosing) choose(placed.card);
                        else if (card === undefined) choose(placed.card);
                        else if (card === placed.card) leaveIt();
                        else placeIn(value, placed.at);
                      }}
                    >
                      {card !== undefined && card !== placed.card && <span aria-hidden="true">⇄ </span>}
                      <CardFace card={cards.card(placed.card)} />
                    </button>
                  </li>
                ),
              )}
              {firstFree >= 0 && card !== undefined && (
                <li>
                  <button
                    type="button"
                    className="place"
                    aria-label={`${say("put-here")}. ${say("place-empty", { value: valueInSentence(value), place: firstFree + 1 })}`}
                    onClick={() => placeIn(value, firstFree)}
                  >
                    <Say word="put-here" />
                  </button>
                </li>
              )}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
