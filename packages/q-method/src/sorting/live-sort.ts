import type { Grid } from "../grid.ts";
import type { Pile } from "../q-sort.ts";
import type { Helper, Recording, SortPayloads, SortStep } from "./sort-step.ts";

/** What is sorted, and on what: the ids of the cards in the order of the Q-set, and the board. */
export interface Deck {
  readonly cards: readonly string[];
  readonly grid: Grid;
}

/** Where a sort stands. */
export type SortStatus = "invited" | "begun" | "finished" | "stopped" | "refused";

/** A card on the board. */
export type PlacedCard = {
  readonly card: string;
  readonly value: number;
  /** The place in the column, counted from 0. */
  readonly at: number;
};

/** A live sort as it stands: plain JSON (an interface would not be known to be), so that it can be kept as a snapshot. */
export type LiveSort = {
  readonly status: SortStatus;
  readonly language: string | null;
  /** The digest of the wording that was shown. */
  readonly wording: string | null;
  readonly assented: boolean;
  readonly helper: Helper | null;
  /** By pile, in the order in which cards came to it. */
  readonly piles: { readonly [Name in Pile]: readonly string[] };
  readonly board: readonly PlacedCard[];
  /** Every card that was ever placed, in the order of its first placing. */
  readonly turns: readonly string[];
  readonly comments: readonly { readonly card: string; readonly text: string }[];
  /** Reasons by voice. */
  readonly recordings: readonly ({ readonly card: string } & Recording)[];
  /** The sorter stopped and wants nothing of it kept. */
  readonly forgotten: boolean;
  /** Steps that changed nothing because they named what is not there, or came when they could not be. */
  readonly ignored: number;
};

export const invitedSort: LiveSort = {
  status: "invited",
  language: null,
  wording: null,
  assented: false,
  helper: null,
  piles: { agree: [], unsure: [], disagree: [] },
  board: [],
  turns: [],
  comments: [],
  recordings: [],
  forgotten: false,
  ignored: 0,
};

/**
 * The sort after one more step. Total: a step that is undefined (nothing that could be read), names a card or a place that is not there, or comes where
 * it cannot, changes nothing and is counted.
 */
export function applySortStep(deck: Deck, sort: LiveSort, step: SortStep | undefined): LiveSort {
  const after = step === undefined || sort.forgotten ? undefined : afterStep(deck, sort, step);
  return after ?? { ...sort, ignored: sort.ignored + 1 };
}

function afterStep(deck: Deck, sort: LiveSort, step: SortStep): LiveSort | undefined {
  switch (step.kind) {
    case "q.sort-begun":
      return begun(sort, step.payload);
    case "q.assented":
      return sort.status === "begun" || sort.status === "refused"
        ? { ...sort, status: "begun", assented: true }
        : undefined;
    case "q.assent-refused":
      return sort.status === "begun" ? { ...sort, status: "refused", assented: false } : undefined;
    case "q.help-noted":
      return isUnderWay(sort) ? { ...sort, helper: step.payload.helper } : undefined;
    case "q.card-explained":
      return isUnderWay(sort) ? explained(deck, sort, step.payload) : undefined;
    case "q.card-told":
      return isUnderWay(sort) ? told(deck, sort, step.payload) : undefined;
    case "q.card-piled":
      return reopened(sort, (open) => piled(deck, open, step.payload));
    case "q.card-placed":
      return reopened(sort, (open) => placed(deck, open, step.payload));
    case "q.card-taken-back":
      return reopened(sort, (open) => takenBack(open, step.payload.card));
    case "q.sort-finished":
      return isUnderWay(sort) ? { ...sort, status: "finished" } : undefined;
    case "q.sort-stopped":
      return stopped(sort, step.payload.keep);
    default:
      return step satisfies never;
  }
}

function begun(sort: LiveSort, { language, wording }: { language: string; wording?: string }): LiveSort {
  const status = sort.status === "finished" ? "finished" : "begun";
  return { ...sort, status, language, wording: wording ?? null };
}

/** Assented, and neither stopped nor refused. */
function isUnderWay({ status, assented }: LiveSort): boolean {
  return assented && (status === "begun" || status === "finished");
}

/** A move after the end opens the sort again: what lies on the board is what counts, and it is finished when the sorter says so again. */
function reopened(sort: LiveSort, move: (open: LiveSort) => LiveSort | undefined): LiveSort | undefined {
  return isUnderWay(sort) ? move({ ...sort, status: "begun" }) : undefined;
}

function piled({ cards }: Deck, sort: LiveSort, { card, pile }: { card: string; pile: Pile }): LiveSort | undefined {
  if (!cards.includes(card)) return undefined;
  const without = (pile: readonly string[]): string[] => pile.filter((each) => each !== card);
  const { agree, unsure, disagree } = sort.piles;
  const others = { agree: without(agree), unsure: without(unsure), disagree: without(disagree) };
  return { ...sort, piles: { ...others, [pile]: [...others[pile], card] } };
}

/** An occupied place is exchanged: its card goes to where the placed card came from, the board or the hand. */
function placed(deck: Deck, sort: LiveSort, to: PlacedCard): LiveSort | undefined {
  if (!deck.cards.includes(to.card) || !isPlace(deck, to)) return undefined;
  const from = sort.board.find(({ card }) => card === to.card);
  const board = sort.board.flatMap((each): PlacedCard[] => {
    if (each.card === to.card) return [];
    if (each.value !== to.value || each.at !== to.at) return [each];
    return from === undefined ? [] : [{ card: each.card, value: from.value, at: from.at }];
  });
  const { card, value, at } = to;
  const turns = sort.turns.includes(card) ? sort.turns : [...sort.turns, card];
  return { ...sort, board: [...board, { card, value, at }].sort(byPlace), turns };
}

/** On a free grid a column takes any number of cards. */
function isPlace({ cards, grid }: Deck, { value, at }: PlacedCard): boolean {
  const column = grid.columns.find((each) => each.value === value);
  if (column === undefined || !Number.isInteger(at) || at < 0) return false;
  return at < (grid.shape === "forced" ? column.cards : cards.length);
}

function byPlace(a: PlacedCard, b: PlacedCard): number {
  return a.value - b.value || a.at - b.at;
}

function takenBack(sort: LiveSort, card: string): LiveSort | undefined {
  const board = sort.board.filter((each) => each.card !== card);
  return board.length === sort.board.length ? undefined : { ...sort, board };
}

function explained(
  { cards }: Deck,
  sort: LiveSort,
  { card, text }: { card: string; text: string },
): LiveSort | undefined {
  if (!cards.includes(card)) return undefined;
  const others = sort.comments.filter((each) => each.card !== card);
  return { ...sort, comments: text.trim() === "" ? others : [...others, { card, text }] };
}

function told({ cards }: Deck, sort: LiveSort, said: SortPayloads["q.card-told"]): LiveSort | undefined {
  const { card, recording } = said;
  if (!cards.includes(card)) return undefined;
  const others = sort.recordings.filter((each) => each.card !== card);
  return { ...sort, recordings: recording === null ? others : [...others, { card, ...recording }] };
}

/** What is to be forgotten is not in the state either. */
function stopped(sort: LiveSort, keep: boolean): LiveSort | undefined {
  if (sort.status === "invited") return undefined;
  return keep ? { ...sort, status: "stopped" } : { ...invitedSort, status: "stopped", forgotten: true };
}
