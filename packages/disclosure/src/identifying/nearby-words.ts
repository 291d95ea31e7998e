import { follower, type Reading } from "./detail.ts";

/** The word, number or mark at a place, in small letters; empty where there is none. */
export function wordAt({ tokens }: Reading, at: number): string {
  return tokens[at]?.base ?? "";
}

/** The same if it is free and stands in the same line as what is before it; empty otherwise. */
export function wordFollowing(reading: Reading, at: number): string {
  return follower(reading, at) === undefined ? "" : wordAt(reading, at);
}

/** Whether these words stand there one after another. */
export function wordsStandAt(reading: Reading, at: number, ...words: readonly string[]): boolean {
  return words.every((word, index) => wordAt(reading, at + index) === word);
}

/** Whether nothing, not even a space, stands between a token and the one before it. */
export function isGlued({ tokens }: Reading, at: number): boolean {
  return tokens[at]?.before === "nothing";
}
