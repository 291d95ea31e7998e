import type { Pile, QSort } from "../q-sort.ts";
import type { Deck, LiveSort, SortStatus } from "./live-sort.ts";
import { PILES } from "./sort-step.ts";

/** The finished sort, or why there is none. */
export type LiveQSort =
  | { readonly kind: "sort"; readonly sort: QSort }
  | { readonly kind: "not-finished"; readonly status: Exclude<SortStatus, "finished"> }
  /** Finished with cards left out, which the sorter may do: their ids. */
  | { readonly kind: "cards-missing"; readonly cards: readonly string[] };

/**
 * The sort as the analysis takes it: places, turns and reasons, and piles where every card has one.
 *
 * @param sorter the participant's code
 */
export function qSortOf({ cards }: Deck, live: LiveSort, sorter: string): LiveQSort {
  if (live.status !== "finished") return { kind: "not-finished", status: live.status };
  const places = new Map(live.board.map(({ card, value }) => [card, value]));
  const missing = cards.filter((card) => !places.has(card));
  if (missing.length > 0) return { kind: "cards-missing", cards: missing };
  const piles = cards.flatMap((card) => pileOf(live, card) ?? []);
  const reasons = new Map(live.comments.map(({ card, text }) => [card, text]));
  const comments = cards.flatMap((card, statement) => {
    const text = reasons.get(card);
    return text === undefined ? [] : [{ statement, text }];
  });
  const sort: QSort = {
    sorter,
    ...(live.language !== null && { language: live.language }),
    places: cards.map((card) => places.get(card) ?? Number.NaN),
    ...(piles.length === cards.length && { piles }),
    order: cards.map((card) => live.turns.indexOf(card) + 1),
    ...(comments.length > 0 && { comments }),
  };
  return { kind: "sort", sort };
}

/** The pile in which a card lies; undefined while it is in none. */
export function pileOf({ piles }: LiveSort, card: string): Pile | undefined {
  return PILES.find((pile) => piles[pile].includes(card));
}
