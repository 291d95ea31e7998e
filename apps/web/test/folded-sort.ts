import type { ReplyOf } from "@plait/api";
import { foldSort, type LiveSort, makeGrid, PILES } from "@plait/q-method";
import type { SortPlan } from "./simulated-sorter.ts";

/** The sort that comes of what the journal has. */
export function foldOf({ cards, board, events }: ReplyOf<"readSort">): LiveSort {
  return foldSort({ cards: cards.map(({ id }) => id), grid: makeGrid(board.columns, board.shape) }, events);
}

export function pilesOf({ piles }: LiveSort): Record<string, string> {
  return Object.fromEntries(PILES.flatMap((pile) => piles[pile].map((card) => [card, pile])));
}

export function placesOf({ board }: LiveSort): SortPlan["places"] {
  return Object.fromEntries(board.map(({ card, value, at }) => [card, { value, at }]));
}
