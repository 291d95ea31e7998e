import { z } from "zod";
import type { Shapes } from "../route.ts";
import type { sortRoutes } from "./sort-routes.ts";

const code = z.string().min(1).max(40);
const language = z.string().min(2).max(35);

const card = z.strictObject({
  id: z.string(),
  /** On the back of the card. */
  number: z.int().min(1),
  /** By language. */
  texts: z.record(language, z.string()),
});

const board = z.strictObject({
  shape: z.enum(["forced", "free"]),
  columns: z.array(z.strictObject({ value: z.number(), cards: z.int().min(0) })),
});

/** The study's own words around the cards. */
const words = z.strictObject({ instruction: z.string(), lowest: z.string(), highest: z.string() });

/** What the device says of one thing that was done; who did it is known from the session. */
const done = z.strictObject({
  /** A UUID. */
  id: z.string(),
  kind: z.string(),
  version: z.int().min(1),
  /** Grows with each thing done. */
  counter: z.int().min(0),
  payload: z.json(),
});

export const sortShapes = {
  readSort: {
    reply: z.strictObject({
      study: z.string(),
      cards: z.array(card),
      board,
      words: z.record(language, words),
      /** What was done so far, in the order declared. */
      events: z.array(done),
    }),
  },
  appendSort: {
    body: z.strictObject({ device: z.string().min(1).max(100), events: z.array(done).min(1).max(500) }),
    reply: z.strictObject({ taken: z.array(z.string()) }),
  },
  listSorters: {
    reply: z.strictObject({
      sorters: z.array(
        z.strictObject({
          participant: z.string(),
          status: z.enum(["invited", "begun", "finished", "stopped", "refused"]),
          language: language.exactOptional(),
          placed: z.int().min(0),
          cards: z.int().min(0),
        }),
      ),
    }),
  },
  inviteSorters: {
    body: z.strictObject({ participants: z.array(code).min(1).max(100) }),
    reply: z.strictObject({ codes: z.array(z.strictObject({ participant: z.string(), code: z.string() })) }),
  },
} as const satisfies Readonly<Record<keyof typeof sortRoutes, Shapes>>;
