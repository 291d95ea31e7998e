import { qAnalysisSchema } from "@plait/study";
import { z } from "zod";
import { problem } from "../problem-shape.ts";
import type { Shapes } from "../route.ts";
import type { qRoutes } from "./q-routes.ts";
import { recording } from "./sort-shapes.ts";

const language = z.string().min(2).max(35);

/** What is to be known of the wording in one language before it is used. */
const wordingState = z.enum([
  /** As it is to be used. */
  "whole",
  /** Some cards have no text. */
  "incomplete",
  /** Of a lower version than another language. */
  "behind",
  /** Changed since it was locked. */
  "changed",
  /** The board has no words in it. */
  "without-words",
]);

const choices = z.strictObject(qAnalysisSchema.shape);

const statement = z.strictObject({
  id: z.string(),
  number: z.int().min(1),
  theme: z.string().exactOptional(),
  texts: z.record(language, z.string()),
});

const board = z.strictObject({
  shape: z.enum(["forced", "free"]),
  columns: z.array(z.strictObject({ value: z.number(), cards: z.int().min(0) })),
});

const person = z.string().trim().min(1).max(200);
const day = z.iso.date({ error: "expected a day, such as 2026-05-04" });
/** The sentences of the participants' page in one language, by name. */
const pageTexts = z.record(
  z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  z.string().max(4_000),
);

const wordChecks = z.strictObject({
  /** By language. */
  checks: z.record(
    language,
    z.strictObject({
      checked: z.strictObject({ by: z.string(), when: z.string() }),
      signed_off: z.strictObject({ who: z.string(), when: z.string() }),
      /** Of the words that were signed off. */
      sha256: z.string(),
      texts: z.record(z.string(), z.string()),
    }),
  ),
  revision: z.string(),
});

const standing = z.strictObject({ choices, revision: z.string() });

export const qShapes = {
  readQDesign: {
    reply: z.strictObject({
      statements: z.array(statement),
      board,
      languages: z.array(
        z.strictObject({
          language,
          state: wordingState,
          version: z.int().min(1).exactOptional(),
          locked: z.boolean(),
          instruction: z.string().exactOptional(),
          lowest: z.string().exactOptional(),
          highest: z.string().exactOptional(),
          missing: z.array(z.string()),
        }),
      ),
    }),
  },
  readQSorts: {
    reply: z.strictObject({
      ...standing.shape,
      statements: z.array(statement),
      board,
      sorts: z.array(
        z.strictObject({
          sorter: z.string(),
          language: language.exactOptional(),
          /** In the order of the statements. */
          places: z.array(z.number()),
          piles: z.array(z.enum(["agree", "unsure", "disagree"])).exactOptional(),
          /** Whether it was made in Plait, or stands in a file. */
          from: z.enum(["journal", "file"]),
        }),
      ),
      problems: z.array(problem),
    }),
  },
  readReasons: {
    reply: z.strictObject({
      statements: z.array(statement),
      reasons: z.array(
        z.strictObject({
          /** The id of the card. */
          card: z.string(),
          sorter: z.string(),
          /** Where the card lies; not where the sort ended before it was placed. */
          value: z.number().exactOptional(),
          language: language.exactOptional(),
          text: z.string().exactOptional(),
          /** To be had from `readRecording`. */
          recording: recording.omit({ sha256: true }).exactOptional(),
        }),
      ),
    }),
  },
  readWordChecks: { reply: wordChecks },
  signOffWords: {
    body: z.strictObject({
      /** The state of the sign-offs that the person saw. */
      revision: z.string().max(64),
      language,
      /** The words that the person saw. */
      texts: pageTexts,
      checked: z.strictObject({ by: person, when: day }),
    }),
    reply: wordChecks,
  },
  chooseAnalysis: {
    body: z.strictObject({
      /** The state of the choices that the person saw. */
      revision: z.string().max(64),
      choices: z.strictObject({
        extraction: qAnalysisSchema.shape.extraction.unwrap().exactOptional(),
        factors: qAnalysisSchema.shape.factors.unwrap().exactOptional(),
        rotation: qAnalysisSchema.shape.rotation.unwrap().exactOptional(),
        flags: qAnalysisSchema.shape.flags.unwrap().exactOptional(),
        groups: qAnalysisSchema.shape.groups.unwrap().exactOptional(),
      }),
      reason: z.string().trim().min(1).max(2000),
    }),
    reply: standing,
  },
} as const satisfies Readonly<Record<keyof typeof qRoutes, Shapes>>;
