import { type Direction, textDirection } from "@plait/q-method";
import type { FetchedMedia } from "./fetched-media.ts";
import type { Table } from "./kept-sorts.ts";

/** A card as it is shown. */
export interface ShownCard {
  readonly id: string;
  readonly text: string;
  /** What it shows is empty where nobody has said it in this language: then it is not read out. */
  readonly picture?: { readonly source: string; readonly text: string };
  /** Where the card read aloud in this language is to be had from. */
  readonly recording?: string;
}

/** The cards of one language, and the words that the study puts around them. */
export interface ShownCards {
  readonly language: string;
  readonly direction: Direction;
  readonly words: { readonly instruction: string; readonly lowest: string; readonly highest: string };
  card(id: string): ShownCard;
}

/** @param media pictures and recordings that are here already; the others are had from where the table says */
export function shownCards({ cards, words }: Table, language: string, media: FetchedMedia): ShownCards {
  const shown = new Map(cards.map((card) => [card.id, shownCard(card, language, media)]));
  const { instruction = "", lowest = "", highest = "" } = words[language] ?? {};
  return {
    language,
    direction: textDirection(language),
    words: { instruction, lowest, highest },
    card: (id) => shown.get(id) ?? { id, text: "" },
  };
}

function shownCard(
  { id, texts, picture, recordings }: Table["cards"][number],
  language: string,
  media: FetchedMedia,
): ShownCard {
  const at = (source: string): string => media.get(source) ?? source;
  const recording = recordings?.[language];
  return {
    ...{ id, text: texts[language] ?? "" },
    ...(picture && { picture: { source: at(picture.source), text: picture.texts[language] ?? "" } }),
    ...(recording !== undefined && { recording: at(recording) }),
  };
}
