import { type Deck, type LiveSort, pileOf } from "@plait/q-method";

/** The way of the source's guide, step by step. */
const STEPS = [
  "language",
  "welcome",
  "helper",
  "practice",
  "piles",
  "board",
  "board-unsure",
  "board-look",
  "reasons",
] as const;
export type Step = (typeof STEPS)[number];

/** Where somebody goes on who comes back: at the first step that is not done. */
export function stepOf(deck: Deck, sort: LiveSort): Step {
  if (sort.status === "invited" || sort.status === "stopped" || sort.language === null) return "language";
  if (!sort.assented) return "welcome";
  if (sort.helper === null) return "helper";
  const piled = deck.cards.filter((card) => pileOf(sort, card) !== undefined);
  if (piled.length === 0 && sort.board.length === 0) return "practice";
  if (piled.length < deck.cards.length && sort.board.length === 0) return "piles";
  if (handOf(deck, sort, "board").length > 0) return "board";
  return handOf(deck, sort, "board-unsure").length > 0 ? "board-unsure" : "board-look";
}

export type BoardStep = "board" | "board-unsure" | "board-look";

/** The cards that are not on the board: at first those of agree and disagree, then all. */
export function handOf({ cards }: Deck, sort: LiveSort, step: BoardStep): readonly string[] {
  const placed = new Set(sort.board.map(({ card }) => card));
  const order = { agree: 0, disagree: 1, unsure: 2, none: 3 };
  return cards
    .filter((card) => !placed.has(card))
    .map((card) => ({ card, pile: pileOf(sort, card) ?? ("none" as const) }))
    .filter(({ pile }) => step !== "board" || pile === "agree" || pile === "disagree")
    .sort((a, b) => order[a.pile] - order[b.pile])
    .map(({ card }) => card);
}

export function nextStep(step: Step): Step {
  return STEPS[STEPS.indexOf(step) + 1] ?? "reasons";
}
