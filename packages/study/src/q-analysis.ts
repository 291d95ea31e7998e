import { z } from "zod";
import { type DeepReadonly, isoDay, text } from "./schema-parts.ts";

const wholeFrom = (least: number) =>
  z.int({ error: "expected a whole number" }).min(least, { error: `expected at least ${least}` });

const extractionSchema = z.discriminatedUnion(
  "method",
  [
    z.strictObject({ method: z.literal("pca"), reason: text.exactOptional() }),
    z.strictObject({
      method: z.literal("centroid"),
      variant: z.enum(["brown", "kade"], { error: "expected brown or kade" }).default("brown"),
      reason: text.exactOptional(),
    }),
    z.strictObject({ method: z.literal("horst"), reason: text.exactOptional() }),
  ],
  { error: "expected method: pca, centroid or horst" },
);

const factorNumber = wholeFrom(1);

const turnSchema = z.strictObject({ factors: z.tuple([factorNumber, factorNumber]), degrees: z.number() });

const rotationSchema = z.discriminatedUnion(
  "method",
  [
    z.strictObject({ method: z.literal("varimax"), reason: text.exactOptional() }),
    z.strictObject({ method: z.literal("none"), reason: text }),
    z.strictObject({
      method: z.literal("judgmental"),
      after: z.enum(["varimax", "none"], { error: "expected varimax or none" }).default("none"),
      turns: z.array(turnSchema).min(1, { error: "lists no turn" }),
      reason: text,
    }),
    z.strictObject({ method: z.enum(["promax", "oblimin"]), reason: text }),
  ],
  { error: "expected method: varimax, none, judgmental, promax or oblimin" },
);

const flagChangeSchema = z.strictObject({
  sorter: text,
  factor: factorNumber,
  flag: z.boolean({ error: "expected true or false" }),
  reason: text,
});

const groupSchema = z.strictObject({
  name: text,
  anchors: z.array(text).min(1, { error: "names no sorter" }),
});

export const qAnalysisSchema = z.strictObject({
  correlation: z
    .enum(["pearson", "spearman", "kendall"], { error: "expected pearson, spearman or kendall" })
    .default("pearson"),
  extraction: extractionSchema.default({ method: "pca" }),
  factors: z
    .strictObject({
      number: z.union([wholeFrom(1), z.literal("parallel")], { error: "expected a whole number, or parallel" }),
      reason: text,
    })
    .default({ number: "parallel", reason: "As many factors as stand above noise of this size." }),
  rotation: rotationSchema.default({ method: "varimax" }),
  flags: z
    .strictObject({
      level: z
        .union([z.literal(0.05), z.literal(0.01), z.literal(0.001)], { error: "expected 0.05, 0.01 or 0.001" })
        .default(0.05),
      majority: z.boolean({ error: "expected true or false" }).default(true),
      changes: z.array(flagChangeSchema).default([]),
    })
    .default({ level: 0.05, majority: true, changes: [] }),
  bipolar: z.enum(["keep", "split"], { error: "expected keep or split" }).default("keep"),
  order: z.enum(["variance", "extraction"], { error: "expected variance or extraction" }).default("variance"),
  reliability: z
    .number()
    .gt(0, { error: "lies between 0 and 1" })
    .lt(1, { error: "lies between 0 and 1" })
    .default(0.8),
  noise: z.strictObject({ draws: wholeFrom(100).default(5000) }).default({ draws: 5000 }),
  stability: z
    .strictObject({
      resamples: wholeFrom(100).default(1000),
      align: z.enum(["assignment", "procrustes"], { error: "expected assignment or procrustes" }).default("assignment"),
    })
    .default({ resamples: 1000, align: "assignment" }),
  seed: text.default("q"),
  groups: z.array(groupSchema).default([]),
  decided: z.strictObject({ who: text, when: isoDay }).exactOptional(),
});

/** `q/analysis.yaml`, with defaults filled in: the choices of the analysis and their reasons. */
export type QAnalysisFile = DeepReadonly<z.infer<typeof qAnalysisSchema>>;
