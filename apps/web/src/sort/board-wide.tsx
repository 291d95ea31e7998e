import { valueInSentence, valueText } from "@plait/q-method";
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from "react";
import { columnsOf, type ShownColumn } from "./board-moves.ts";
import { type BoardProps, pileClass, pileWord } from "./board-props.ts";
import { dragCards } from "./card-drag.ts";
import { CardFace } from "./card-face.tsx";
import { Button } from "./parts.tsx";
import { Say, useLanguage, useSay } from "./say.tsx";

interface At {
  /** Of the column, from the lowest. */
  readonly column: number;
  readonly place: number;
}

/**
 * The board with its columns beside one another, the lowest where reading begins, and the cards in the hand above it. By tap: a card, then a place. By
 * pointer: drag. By key: arrows from place to place, Enter picks and places, Escape puts back.
 */
export function BoardWide({ deck, sort, cards, hand, picked, pick, putDown, put }: BoardProps) {
  const say = useSay();
  const { tag, direction } = useLanguage();
  const root = useRef<HTMLDivElement>(null);
  const columns = columnsOf(deck, sort);
  const [at, setAt] = useState<At>({ column: Math.floor(columns.length / 2), place: 0 });
  const [inHand, setInHand] = useState(0);
  const [focus, setFocus] = useState<"hand" | "board" | string>();
  const isRightToLeft = cards.direction === "rtl";
  const handAt = Math.min(inHand, Math.max(0, hand.length - 1));

  const latest = useRef(put);
  latest.current = put;
  useEffect(
    () => (root.current ? dragCards(root.current, { dropped: (card, to) => latest.current(card, to) }) : undefined),
    [],
  );

  // After a key has picked or placed, the focus goes where the next key is wanted.
  useEffect(() => {
    if (focus === undefined) return;
    root.current?.querySelector<HTMLElement>(`[data-part="${focus}"] [tabindex="0"]`)?.focus();
    setFocus(undefined);
  }, [focus]);

  const byKey = (event: MouseEvent): boolean => event.detail === 0;
  const chooseInHand = (event: MouseEvent, card: string, index: number) => {
    setInHand(index);
    if (picked === card) return putDown();
    pick(card);
    if (byKey(event)) setFocus("board");
  };
  const choosePlace = (event: MouseEvent, column: ShownColumn, to: At) => {
    setAt(to);
    const here = column.places[to.place]?.card;
    if (picked === undefined) {
      if (here !== undefined) pick(here);
    } else if (picked === here) putDown();
    else {
      const wasInHand = hand.includes(picked);
      put(picked, { value: column.value, at: to.place });
      if (byKey(event) && wasInHand && hand.length > 1) setFocus("hand");
    }
  };
  // What was pressed is gone afterwards: the focus goes to where the card is.
  const leaveIt = () => {
    if (picked === undefined) return;
    setFocus(hand.includes(picked) ? "hand" : "board");
    putDown();
  };
  const takeBack = () => {
    if (picked === undefined) return;
    setFocus("hand");
    put(picked, "hand");
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") leaveIt();
  };
  const onBoardKey = (event: KeyboardEvent) => {
    const to = neighbour(columns, at, event.key, isRightToLeft);
    if (to === undefined) return;
    event.preventDefault();
    setAt(to);
    setFocus("board");
  };
  const onHandKey = (event: KeyboardEvent) => {
    const step = handStep(event.key, isRightToLeft);
    if (step === undefined) return;
    event.preventDefault();
    setInHand(Math.min(hand.length - 1, Math.max(0, handAt + step)));
    setFocus("hand");
  };
  const sayPile = (card: string): string | undefined => {
    const word = pileWord(sort, card);
    return word && say(word);
  };
  const endOf = (index: number) => {
    const { lowest, highest } = cards.words;
    const end = index === 0 ? lowest : index === columns.length - 1 ? highest : undefined;
    return end && { role: "group", "aria-label": end };
  };
  const pickedOnBoard = picked !== undefined && !hand.includes(picked);

  return (
    // Escape is heard wherever the focus is within; every control inside has a role of its own.
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears what bubbles up from controls
    <div ref={root} className="board-wide" onKeyDown={onKey} lang={cards.language} dir={cards.direction}>
      <section className="hand" aria-label={say("hand")} data-hand="" data-part="hand">
        {(hand.length > 0 || picked !== undefined) && (
          <p className="left" lang={tag} dir={direction}>
            <Say word="board-left" values={{ count: hand.length }} />
            {picked !== undefined && <Button word="put-down" look="quiet" onPress={leaveIt} />}
            {pickedOnBoard && <Button word="put-back" look="quiet" onPress={takeBack} />}
          </p>
        )}
        {hand.length > 0 && (
          <ul onKeyDown={onHandKey}>
            {hand.map((card, index) => (
              <li key={card}>
                <button
                  type="button"
                  className={`card ${pileClass(sort, card)}`}
                  data-card={card}
                  tabIndex={index === handAt ? 0 : -1}
                  aria-pressed={picked === card}
                  aria-description={sayPile(card)}
                  onFocus={() => setInHand(index)}
                  onClick={(event) => chooseInHand(event, card, index)}
                >
                  <Handle />
                  <CardFace card={cards.card(card)} />
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
      <p className="ends" aria-hidden="true">
        <span>{cards.words.lowest}</span>
        <span>{cards.words.highest}</span>
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a board is no set of form fields */}
      <div
        role="group"
        aria-label={say("board")}
        className={picked === undefined ? "board" : "board choosing"}
        data-part="board"
        onKeyDown={onBoardKey}
      >
        {columns.map((column, index) => (
          <div key={column.value} className="column" {...endOf(index)}>
            <p className="value" dir="ltr" aria-hidden="true">
              {valueText(column.value)}
            </p>
            {column.places.map((placed, place) => {
              const here = { column: index, place };
              const isActive = at.column === index && at.place === place;
              const values = { value: valueInSentence(column.value), place: place + 1 };
              const text = placed && cards.card(placed.card).text;
              return (
                <button
                  // Places do not move: their number is what they are.
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above
                  key={place}
                  type="button"
                  className={placed ? `card place ${pileClass(sort, placed.card)}` : "place"}
                  data-value={column.value}
                  data-at={place}
                  data-card={placed?.card}
                  tabIndex={isActive ? 0 : -1}
                  aria-pressed={placed !== undefined && picked === placed.card}
                  aria-label={
                    text === undefined ? say("place-empty", values) : say("place-card", { ...values, card: text })
                  }
                  onFocus={() => setAt(here)}
                  onClick={(event) => choosePlace(event, column, here)}
                >
                  {placed && <Handle />}
                  {placed ? <CardFace card={cards.card(placed.card)} /> : <ColumnValue value={column.value} />}
                </button>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

/** In a free place: the heading of the column may have been scrolled away. */
function ColumnValue({ value }: { value: number }) {
  return (
    <span className="column-value" dir="ltr" aria-hidden="true">
      {valueText(value)}
    </span>
  );
}

/** By it a finger drags a card at once, without holding it first. */
function Handle() {
  return <span className="handle" data-handle="" aria-hidden="true" />;
}

/** The place that an arrow leads to: within the column, or the same height in the next column, or its last place. */
function neighbour(
  columns: readonly ShownColumn[],
  { column, place }: At,
  key: string,
  mirrored: boolean,
): At | undefined {
  const heightOf = (column: number): number => columns[column]?.places.length ?? 0;
  const beside = (step: number): At => {
    const steps = Array.from({ length: columns.length }, (_, count) => column + step * (count + 1));
    const to = steps.find((each) => heightOf(each) > 0);
    return to === undefined ? { column, place } : { column: to, place: Math.min(place, heightOf(to) - 1) };
  };
  switch (key) {
    case "ArrowUp":
      return { column, place: Math.max(0, place - 1) };
    case "ArrowDown":
      return { column, place: Math.min(heightOf(column) - 1, place + 1) };
    case "ArrowLeft":
      return beside(mirrored ? 1 : -1);
    case "ArrowRight":
      return beside(mirrored ? -1 : 1);
    default:
      return undefined;
  }
}

function handStep(key: string, mirrored: boolean): number | undefined {
  switch (key) {
    case "ArrowDown":
      return 1;
    case "ArrowUp":
      return -1;
    case "ArrowRight":
      return mirrored ? -1 : 1;
    case "ArrowLeft":
      return mirrored ? 1 : -1;
    default:
      return undefined;
  }
}
