import type { Token } from "./plain-text.ts";

export type DetailKind =
  | "name"
  | "place"
  | "organisation"
  /** A day, a month, a year or a season, in figures or words. */
  | "date"
  | "age"
  /** Numbers and codes that stand for a person or a case. */
  | "reference"
  | "postcode"
  | "telephone"
  /** An e-mail or web address, or the name of an account. */
  | "online-address"
  | "money"
  /** A nationality, a people, a language or a faith. */
  | "origin"
  /** Another number, in words whose meaning is not looked at. */
  | "number"
  /** Words in which a name could not be told from any other word: a person has to read them. */
  | "names-not-seen";

/** Tokens that are a detail: from the place of the first to that of the last. */
export interface Sighting {
  readonly kind: DetailKind;
  readonly first: number;
  readonly last: number;
}

/** A text in tokens, of which some have been found to be details already. */
export interface Reading {
  readonly tokens: readonly Token[];
  /** Whether a token at a place exists and is not part of a detail yet. */
  isFree(at: number): boolean;
}

/** Finds details of one sort from left to right; what overlaps an earlier detail does not count. */
export type Detector = (reading: Reading) => Iterable<Sighting>;

/** The token at a place if it is free and stands in the same line as the one before it. */
export function follower({ tokens, isFree }: Reading, at: number): Token | undefined {
  const token = tokens[at];
  return token !== undefined && isFree(at) && token.before !== "line" ? token : undefined;
}
