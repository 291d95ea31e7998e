import { type Direction, textDirection } from "@plait/q-method";
import type { Table } from "./kept-sorts.ts";

/** A card as it is shown. */
export interface ShownCard {
  readonly id: string;
  readonly text: string;
}

/** The cards of one language, and the words that the study puts around them. */
export interface ShownCards {
  readonly language: string;
  readonly direction: Direction;
  readonly words: { readonly instruction: string; readonly lowest: string; readonly highest: string };
  card(id: string): ShownCard;
}

export function shownCards({ cards, words }: Table, language: string): ShownCards {
  const texts = new Map(cards.map(({ id, texts }) => [id, texts[language] ?? ""]));
  const { instruction = "", lowest = "", highest = "" } = words[language] ?? {};
  return {
    language,
    direction: textDirection(language),
    words: { instruction, lowest, highest },
    card: (id) => ({ id, text: texts.get(id) ?? "" }),
  };
}
