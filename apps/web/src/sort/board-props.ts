import { type Deck, type LiveSort, pileOf } from "@plait/q-method";
import type { Target } from "./board-moves.ts";
import type { ShownCards } from "./cards.ts";
import type { Word } from "./languages.ts";
import { pileWords } from "./piles-step.tsx";

/** What a board shows, and what can be done on it. */
export interface BoardProps {
  readonly deck: Deck;
  readonly sort: LiveSort;
  readonly cards: ShownCards;
  /** The cards to place, in order. */
  readonly hand: readonly string[];
  /** The card that is chosen and not yet put anywhere. */
  readonly picked: string | undefined;
  readonly pick: (card: string) => void;
  /** Leaves the chosen card where it is. */
  readonly putDown: () => void;
  readonly put: (card: string, to: Target) => void;
}

/** For the look of a card: the pile it was in. */
export function pileClass(sort: LiveSort, card: string): string {
  return pileOf(sort, card) ?? "unsure";
}

/** What the look of a card says, for those who hear it; undefined where the card was in no pile. */
export function pileWord(sort: LiveSort, card: string): Word | undefined {
  const pile = pileOf(sort, card);
  return pile && pileWords[pile];
}
