import { valueInSentence, valueText } from "@plait/q-method";
import { useEffect, useRef, useState } from "react";
import { columnsOf } from "./board-moves.ts";
import { type BoardProps, pileClass } from "./board-props.ts";
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
  const columns = columnsOf(deck, sort).toReversed();
  const marked = { lang: cards.language, dir: cards.direction };

  useEffect(() => {
    if (card !== undefined) chosen.current?.scrollIntoView({ block: "nearest" });
  }, [card]);

  const choose = (card: string) => {
    setIsChoosing(false);
    pick(card);
  };
  const placeIn = (value: number, at: number) => {
    if (card !== undefined) put(card, { value, at });
  };
  return (
    <div className="board-narrow">
      {card === undefined ? (
        <section className="choose">
          <h2>
            <Say word="choose-card" />
          </h2>
          <ul>
            {hand.map((each) => (
              <li key={each}>
                <button
                  type="button"
                  className={`card ${pileClass(sort, each)}`}
                  {...marked}
                  onClick={() => choose(each)}
                >
                  <CardFace card={cards.card(each)} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <section className="chosen" ref={chosen} aria-label={say("chosen")}>
          <p className={`card-big ${pileClass(sort, card)}`} {...marked}>
            <CardFace card={cards.card(card)} />
          </p>
          <Buttons>
            <Button
              word={hand.includes(card) ? "choose-other" : "put-down"}
              look="quiet"
              onPress={() => {
                setIsChoosing(true);
                putDown();
              }}
            />
            {!hand.includes(card) && <Button word="put-back" look="quiet" onPress={() => put(card, "hand")} />}
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
                        else if (card === placed.card) putDown();
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
