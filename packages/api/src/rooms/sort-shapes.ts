import { z } from "zod";
import type { Shapes } from "../route.ts";
import type { sortRoutes } from "./sort-routes.ts";

/** Of a participant: never a name. */
export const participant = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u, { error: "expected letters, figures, hyphens and full stops" })
  .max(40);
export const language = z
  .string()
  .regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, { error: "expected a tag of a language, such as en" })
  .max(35);
const cardId = z.string().min(1).max(200);
/** JSON can say -0, which is no number of its own. */
const number = z.number().overwrite((value) => value + 0);
const nothing = z.strictObject({});

const recordingId = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, {
  error: "expected the id of a recording",
});

/** A reason by voice. */
export const recording = z.strictObject({
  id: recordingId,
  /** Of the bytes. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, { error: "expected a SHA-256 in hex" }),
  type: z.enum(["audio/webm", "audio/mp4", "audio/ogg"]),
  milliseconds: number.min(0).max(120_000),
});

/** What a participant may write, by kind of event: the newest shape of each payload, which is version 1 of all. */
export const sortPayloads = {
  "q.sort-begun": z.strictObject({ language, wording: z.string().min(1).max(200).exactOptional() }),
  "q.assented": nothing,
  "q.assent-refused": nothing,
  "q.help-noted": z.strictObject({ helper: z.enum(["nobody", "worker", "interpreter", "both"]) }),
  "q.card-piled": z.strictObject({ card: cardId, pile: z.enum(["agree", "unsure", "disagree"]) }),
  "q.card-placed": z.strictObject({ card: cardId, value: number, at: number.int().min(0) }),
  "q.card-taken-back": z.strictObject({ card: cardId }),
  "q.card-explained": z.strictObject({ card: cardId, text: z.string().max(2_000) }),
  "q.card-told": z.strictObject({ card: cardId, recording: recording.nullable() }),
  "q.sort-finished": nothing,
  "q.sort-stopped": z.strictObject({ keep: z.boolean() }),
} as const;

const card = z.strictObject({
  id: cardId,
  /** On the back of the card. */
  number: z.int().min(1),
  /** By language. */
  texts: z.record(language, z.string()),
  /** Where the picture is to be had from, and what it shows by language. */
  picture: z.strictObject({ source: z.string(), texts: z.record(language, z.string()) }).exactOptional(),
  /** By language, where the card read aloud is to be had from. */
  recordings: z.record(language, z.string()).exactOptional(),
});

const board = z.strictObject({
  shape: z.enum(["forced", "free"]),
  columns: z.array(z.strictObject({ value: z.number(), cards: z.int().min(0) })),
});

/** The study's own words around the cards, and the digest of the wording of the cards. */
const words = z.strictObject({
  instruction: z.string(),
  lowest: z.string(),
  highest: z.string(),
  wording: z.string(),
});

/** What the device says of one thing that was done; who did it is known from the session. */
const done = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, {
    error: "expected a UUID of version 7",
  }),
  kind: z.string().min(1).max(200),
  version: z.int().min(1),
  /** Grows with each thing done, and with each it has seen. */
  counter: z.int().min(0).max(1_000_000_000),
  payload: z.json(),
});

const device = z.string().min(1).max(100);

/** By which a device can seal what was done, where it cannot send it. */
const mailbox = z.strictObject({
  /** The study's public key, 65 bytes in base64. */
  address: z.base64().length(88),
  /** Stands in a parcel for the participant's code, and lets nobody read anything. */
  ticket: z.string().regex(/^[0-9a-f]{64}$/, { error: "expected 32 bytes in hex" }),
});

export const sortShapes = {
  readSort: {
    reply: z.strictObject({
      /** Of the caller, so that a device keeps the sorts of two people apart. */
      participant,
      study: z.string(),
      cards: z.array(card),
      board,
      /** In the languages in which every card is worded. */
      words: z.record(language, words),
      /** By language whose words on the page a native speaker has checked, the SHA-256 of the words that were signed off. */
      signedOff: z.record(language, z.string()),
      /** Not where the page is apart from the study. */
      mailbox: mailbox.exactOptional(),
      /** What was done so far, in the order declared. */
      events: z.array(done.extend({ device })),
    }),
  },
  readCardMedium: {
    query: z.strictObject({ name: z.string().regex(/^[0-9a-f]{32}$/, { error: "expected the name of a medium" }) }),
    /** Bytes: see `ReplyOf`. */
    reply: z.unknown(),
  },
  appendSort: {
    body: z.strictObject({
      /** Whose device believes it is: what one person did is never written down as another's. */
      participant,
      device,
      events: z.array(done).min(1).max(500),
    }),
    reply: z.strictObject({
      /** What is on the disk, by id. */
      taken: z.array(z.string()),
      /** What will never be taken, and why: the rest of the batch is taken. */
      refused: z.array(
        z.strictObject({
          id: z.string(),
          reason: z.enum(["unknown-kind", "misshapen", "no-such-card", "no-such-place", "no-such-recording"]),
        }),
      ),
    }),
  },
  keepRecording: {
    body: z.strictObject({
      /** As with `appendSort`. */
      participant,
      id: recordingId,
      /** In base64. */
      bytes: z.base64().min(1).max(2_800_000),
    }),
    reply: z.strictObject({ id: recordingId }),
  },
  readRecording: {
    query: z.strictObject({ id: recordingId }),
    /** Bytes: see `ReplyOf`. */
    reply: z.unknown(),
  },
  takeParcel: {
    /** In base64. */
    body: z.strictObject({ parcel: z.base64().min(1).max(4_200_000) }),
    reply: z.strictObject({
      /** How many steps of it are on the disk. */
      taken: z.int().min(0),
      /** How many name what the study does not have: they will never be taken. */
      refused: z.int().min(0),
    }),
  },
  listSorters: {
    reply: z.strictObject({
      sorters: z.array(
        z.strictObject({
          participant,
          status: z.enum(["invited", "begun", "finished", "stopped", "refused"]),
          language: language.exactOptional(),
          /** Who sat with the sorter. */
          helper: z.enum(["nobody", "worker", "interpreter", "both"]).exactOptional(),
          piled: z.int().min(0),
          placed: z.int().min(0),
          cards: z.int().min(0),
        }),
      ),
    }),
  },
  inviteSorters: {
    body: z.strictObject({ participants: z.array(participant).min(1).max(100) }),
    reply: z.strictObject({ codes: z.array(z.strictObject({ participant, code: z.string() })) }),
  },
} as const satisfies Readonly<Record<keyof typeof sortRoutes, Shapes>>;
