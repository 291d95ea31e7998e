import { type Deck, type LiveSort, type PlacedCard, type SortStep, valueInSentence } from "@plait/q-method";
import type { ShownCards } from "./cards.ts";
import type { Word } from "./languages.ts";
import type { Values } from "./say.tsx";

/** Where a card may be put: a place of the board, or back into the hand. */
export type Target = { readonly value: number; readonly at: number } | "hand";

/** A move of a card, with what is said of it. */
export interface Move {
  readonly step: SortStep;
  readonly said: readonly [word: Word, values: Values];
}

/** The move that puts a card somewhere; undefined where it is there already. */
export function moveOf(sort: LiveSort, cards: ShownCards, card: string, to: Target): Move | undefined {
  const from = sort.board.find((each) => each.card === card);
  const { text } = cards.card(card);
  if (to === "hand") {
    if (from === undefined) return undefined;
    return { step: { kind: "q.card-taken-back", payload: { card } }, said: ["said-taken-back", { card: text }] };
  }
  const { value, at } = to;
  if (from?.value === value && from.at === at) return undefined;
  const other = sort.board.find((each) => each.value === value && each.at === at);
  const values = { card: text, value: valueInSentence(value), place: at + 1 };
  return {
    step: { kind: "q.card-placed", payload: { card, value, at } },
    said:
      other === undefined
        ? ["said-placed", values]
        : ["said-exchanged", { ...values, other: cards.card(other.card).text }],
  };
}

/** A column as it is shown: its places from the head, with the cards that lie there. A free column always has one place more. */
export interface ShownColumn {
  readonly value: number;
  readonly places: readonly (PlacedCard | undefined)[];
  readonly free: number;
}

export function columnsOf({ grid }: Deck, { board }: LiveSort): readonly ShownColumn[] {
  return grid.columns.map(({ value, cards }) => {
    const here = board.filter((each) => each.value === value);
    const beyond = Math.max(-1, ...here.map(({ at }) => at)) + 2;
    const count = grid.shape === "forced" ? cards : Math.max(cards, beyond);
    const places = Array.from({ length: count }, (_, at) => here.find((each) => each.at === at));
    return { value, places, free: places.filter((each) => each === undefined).length };
  });
}
