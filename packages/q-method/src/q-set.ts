/** A card. */
export interface Statement {
  /** Stable through every re-wording and translation. */
  readonly id: string;
  /** The number on the back of the card, from 1. */
  readonly number: number;
  /** The wording by language (BCP 47 tag). */
  readonly texts: Readonly<Record<string, string>>;
}

/** The cards of a study, in the order of their numbers. */
export interface QSet {
  readonly statements: readonly Statement[];
}
