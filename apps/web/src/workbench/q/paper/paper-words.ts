import type { BodyOf } from "@plait/api";
import { PHOTOGRAPHED, type Photographed } from "@plait/q-method";

type Helper = BodyOf<"describePaperSort">["helper"];

/** Who sat with the sorter. */
export const helpers: Readonly<Record<Helper, string>> = {
  nobody: "nobody",
  worker: "a worker",
  interpreter: "an interpreter",
  both: "a worker and an interpreter",
};

export interface ShownPhotograph {
  readonly shows: Photographed;
  readonly name: string;
  readonly hint: string;
}

/** The four photographs of a sort on paper, in the order of the guide. */
export const photographs: readonly ShownPhotograph[] = PHOTOGRAPHED.map((shows) => ({
  shows,
  ...{
    piles: { name: "Piles", hint: "The three piles, or the pile of unsure cards." },
    placed: { name: "Sure cards", hint: "The board with the agree and disagree cards alone." },
    board: { name: "Full board", hint: "The board with every card on it." },
    numbers: { name: "Turned cards", hint: "Every card turned over where it lies: the numbers are typed from it." },
  }[shows],
}));
