import { z } from "zod";
import { type DeepReadonly, isoDay, text } from "./schema-parts.ts";

const columnSchema = z.strictObject({
  value: z.number(),
  cards: z.int({ error: "expected a whole number of cards" }).min(0, { error: "expected at least 0 cards" }),
});

const languageSchema = z.strictObject({
  instruction: text,
  lowest: text,
  highest: text,
  version: z.int({ error: "expected a whole number" }).min(1, { error: "expected at least 1" }).default(1),
  locked: z.strictObject({ wording: text, when: isoDay }).exactOptional(),
});

export const gridFileSchema = z.strictObject({
  shape: z.enum(["forced", "free"], { error: "expected forced or free" }).default("forced"),
  columns: z.array(columnSchema).min(2, { error: "has fewer than two columns" }),
  languages: z.record(text, languageSchema),
});

/** `q/grid.yaml`: what lies on the table, and the words around it in each language. */
export type GridFile = DeepReadonly<z.infer<typeof gridFileSchema>>;

/** The words around the cards in one language, and the version of its cards. */
export type QLanguage = GridFile["languages"][string];
