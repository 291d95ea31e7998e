/** The first, coarse answer: cards are dealt to three piles before they are placed. Not the same measurement as the place. */
export type Pile = "agree" | "unsure" | "disagree";

/** One person's placing of every card under one condition of instruction. All lists are in the order of the statements. */
export interface QSort {
  /** The sorter's code, never a name. */
  readonly sorter: string;
  /** The sentence the cards complete or the question they answer, where a person sorts under several. */
  readonly condition?: string;
  /** The language of the cards that were used, as a BCP 47 tag. */
  readonly language?: string;
  /** The grid value of each statement. */
  readonly places: readonly number[];
  /** Absent where piles were not recorded: a pile is never worked out from a place. */
  readonly piles?: readonly Pile[];
  /** For each statement its turn in the order of placing, 1 for the card placed first. */
  readonly order?: readonly number[];
  /** What the sorter said about a card, by the position of its statement, counted from 0. */
  readonly comments?: readonly { readonly statement: number; readonly text: string }[];
  /**
   * Whatever else the file says about this sort (times, answers to a questionnaire), under the file's own names. May
   * hold personal data: for the study alone, never for a result.
   */
  readonly details?: Readonly<Record<string, string>>;
}
