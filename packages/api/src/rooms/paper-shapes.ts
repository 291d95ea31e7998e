import { z } from "zod";
import type { Shapes } from "../route.ts";
import type { paperRoutes } from "./paper-routes.ts";
import { language, participant } from "./sort-shapes.ts";

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, {
  error: "expected a UUID of version 7",
});
const shows = z.enum(["piles", "placed", "board", "numbers"]);
const typing = z.enum(["entry", "correction", "check"]);
const helper = z.enum(["nobody", "worker", "interpreter", "both"]);
const pile = z.enum(["agree", "unsure", "disagree"]);
const reason = z.string().trim().min(1).max(2_000);

/** Who wrote something down, and when. */
const hand = z.strictObject({ by: z.string(), at: z.string() });

/** As it was typed: by column from the lowest value on, and by pile. */
const text = z.string().max(2_000);
const typed = z.strictObject({
  columns: z.array(text).max(100),
  piles: z.strictObject({ agree: text, unsure: text, disagree: text }),
});

/** Where every card lies, by id. */
const readSort = z.strictObject({
  places: z.record(z.string(), z.number()),
  /** Null where piles were not noted. */
  piles: z.record(z.string(), pile).nullable(),
});

/** Of a card, what the entry says and what the second typing says. */
const both = <Of extends z.ZodType>(of: Of) => z.tuple([of.nullable(), of.nullable()]);

const paperSort = z.strictObject({
  participant,
  status: z.enum(["begun", "entered"]),
  language,
  helper,
  begun: hand,
  /** Of each kind the newest. */
  photographs: z.array(hand.extend({ id, shows, width: z.number(), height: z.number() })),
  draft: hand.extend({ as: typing, typed }).exactOptional(),
  /** The first entry, then its corrections; the last is the one that counts. */
  entries: z.array(hand.extend({ id: z.string(), reason: z.string().exactOptional(), ...readSort.shape })),
  /** What somebody else typed of the numbers that stand. */
  check: hand
    .extend({
      differences: z.array(z.strictObject({ card: z.string(), places: both(z.number()), piles: both(z.string()) })),
    })
    .exactOptional(),
});

export const paperShapes = {
  listPaperSorts: {
    reply: z.strictObject({
      sorts: z.array(
        z.strictObject({
          participant,
          status: z.enum(["begun", "entered"]),
          language,
          photographs: z.int().min(0),
          begun: hand,
          /** By whom and when the numbers were entered as they stand. */
          entered: hand.exactOptional(),
          /** What a second typing of them said. */
          checked: z.enum(["no", "alike", "differs"]),
          /** The same person has finished a sort on a device, and that one is analysed. */
          gaveWay: z.boolean(),
          /** Cards or board are others now than when it was entered: it is not analysed. */
          isOfOtherCards: z.boolean(),
        }),
      ),
    }),
  },
  readPaperSort: { query: z.strictObject({ participant }), reply: paperSort },
  describePaperSort: {
    body: z.strictObject({
      id,
      participant,
      /** The young person said yes. Without that nothing is written down. */
      assented: z.literal(true),
      language,
      helper,
      /** Whether it begins: what somebody else has begun is not taken over unseen. */
      isNew: z.boolean(),
    }),
    reply: paperSort,
  },
  keepPhotograph: {
    body: z.strictObject({
      /** Of the photograph and of its event, chosen by the page, so that sending it again is recognised. */
      id,
      participant,
      shows,
      /** PNG, JPEG or WebP, in base64. */
      bytes: z.base64().min(1),
    }),
    reply: paperSort,
  },
  readPhotograph: { query: z.strictObject({ id }), /** Bytes: see `ReplyOf`. */ reply: z.unknown() },
  deletePhotograph: {
    body: z.strictObject({ id, participant, photograph: id }),
    reply: paperSort,
  },
  withdrawPaperSorter: {
    body: z.strictObject({ participant }),
    reply: z.strictObject({}),
  },
  draftPaperSort: {
    body: z.strictObject({ id, participant, as: typing, typed }),
    reply: z.strictObject({}),
  },
  enterPaperSort: {
    body: z.strictObject({
      id,
      participant,
      as: typing,
      typed,
      /** The entry that stood on the screen; null where there was none. */
      standing: z.string().max(100).nullable(),
      /** Of a correction. */
      reason: reason.exactOptional(),
    }),
    reply: paperSort,
  },
} as const satisfies Readonly<Record<keyof typeof paperRoutes, Shapes>>;
